"""Missing facts in the results: for what nobody can tell, exactly those that the interpreter misses."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from population.population_factories import AWARD, FACTS, POLICY, make_code, make_library, make_record, read_cells
from zhida.cli.main import main
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.pack import load_packs
from zhida.population.manifest import Origin
from zhida.population.results import Detail
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import iterate_firms, write_snapshot
from zhida.population.verify import compare_with_interpreter
from zhida.population.zone import generate_zone

ON = dt.date(2026, 3, 1)
PACKS = Path(__file__).resolve().parents[2] / "packs"
SETTINGS = RunSettings(detail=Detail.MISSING_FACTS)
RECORDS = [
    make_record(1),
    make_record(2, 规上企业=None),
    make_record(3, 年度账=None, 成立日期=None),
    make_record(4, 规上企业=False, 知识产权=None),
]


def run(library, folder, records=RECORDS):
    snapshot = write_snapshot(records, library.catalogue, folder / "快照", Origin("测试", synthetic=True), 30)
    return snapshot, run_packs(library, snapshot, ON, folder / "结果", settings=SETTINGS)


def read_missing(folder):
    return {cell: told["缺"] for cell, told in read_cells(folder / "结果").items()}


@pytest.mark.parametrize("award", ["100", "10 * sqrt(100)"], ids=["sql", "interpreter"])
def test_each_unknown_result_has_its_missing_facts_and_no_other_has_any(award, tmp_path):
    run(make_library(award), tmp_path)

    missing = read_missing(tmp_path)

    assert len(missing) == len(RECORDS) * 3
    assert missing[make_code(1), "rd-award"] is None
    assert missing[make_code(2), "rd-award"] == ["规上企业"]
    assert missing[make_code(4), "rd-award"] is None
    assert missing[make_code(4), "growing"] == ["知识产权"]
    assert missing[make_code(3), "rd-award"] == ["年度账[2025]", "成立日期"]


def test_a_result_unknown_for_another_reason_misses_nothing(tmp_path):
    run(make_library("本年.研发费用 / 7"), tmp_path, [make_record(1)])

    assert read_missing(tmp_path)[make_code(1), "rd-award"] == []


def test_a_missing_fact_that_differs_is_found(tmp_path):
    library = make_library()
    snapshot, _ = run(library, tmp_path)
    file = tmp_path / "结果" / "part-00000.parquet"
    table = pq.read_table(file)
    place = table.schema.get_field_index("示范区/示范措施#rd-award 缺")
    told = [["行业"] if one == ["规上企业"] else one for one in table[place].to_pylist()]
    changed = table.set_column(place, table.schema.field(place), [told])
    pq.write_table(changed, file)

    (difference,) = compare_with_interpreter(library, snapshot, tmp_path / "结果", 4, 1).differences

    assert difference.stored is not None
    assert (difference.stored.missing, difference.computed.missing) == (("行业",), ("规上企业",))


def test_real_packs_miss_what_their_entitlements_miss(tmp_path):
    library = load_packs(PACKS)
    snapshot, summary = run(library, tmp_path, generate_zone(library.catalogue, 60, 11, ON))

    checked = compare_with_interpreter(library, snapshot, tmp_path / "结果", 60, 1)
    stored = read_missing(tmp_path)
    firm = next(iterate_firms(snapshot.parts[0], library.catalogue))
    entitlements = compute_entitlements(library, firm, ON)

    assert checked.differences == ()
    assert checked.cells == 60 * len(summary.clauses) > 0
    for one in entitlements:
        assert [fact.path for fact in one.missing] == (stored[firm.code, one.clause] or [])


def test_the_command_tells_missing_facts_when_asked_for(tmp_path, capsys):
    pack = tmp_path / "packs" / "示范区" / "示范措施"
    pack.mkdir(parents=True)
    (tmp_path / "packs" / "facts.md").write_text(FACTS, encoding="utf-8")
    (pack / "policy.md").write_text(POLICY.format(award=AWARD), encoding="utf-8")
    catalogue = load_packs(tmp_path / "packs").catalogue
    write_snapshot(RECORDS, catalogue, tmp_path / "快照", Origin("测试", synthetic=True))
    places = [
        "--zone",
        str(tmp_path / "快照"),
        "--packs",
        str(tmp_path / "packs"),
        "--on",
        ON.isoformat(),
        "--verify",
        "4",
    ]

    assert main(["run", *places, "--out", str(tmp_path / "结果"), "--missing", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["run", *places, "--out", str(tmp_path / "无"), "--json"]) == 0
    without = json.loads(capsys.readouterr().out)

    assert (told["summary"]["detail"], without["summary"]["detail"]) == ("missing-facts", "answers")
    assert told["verification"] == without["verification"] == {"firms": 4, "cells": 12, "differences": []}
    assert len(told["summary"]["digest"]) == 64
    assert told["summary"]["digest"] != without["summary"]["digest"]
    assert read_missing(tmp_path)[make_code(2), "rd-award"] == ["规上企业"]
    assert {told for one in read_cells(tmp_path / "无").values() for told in one} == {"结果", "金额", "取值"}
