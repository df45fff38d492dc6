"""Runs: SQL where it compiles, the interpreter where not, the same answers either way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from population.population_factories import list_files, make_code, make_library, make_record, read_cells
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.pack import load_packs
from zhida.population.manifest import Origin
from zhida.population.run import run_packs
from zhida.population.snapshot import write_snapshot
from zhida.population.verify import compare_with_interpreter
from zhida.population.zone import generate_zone

ON = dt.date(2026, 3, 1)
PACK = "示范区/示范措施"
PACKS = Path(__file__).resolve().parents[2] / "packs"

RECORDS = [
    make_record(1),
    make_record(2, 规上企业=False),
    make_record(3, 规上企业=None),
    make_record(4, 年度账=None),
    make_record(5, 年度账=[], 成立日期=None),
    make_record(6, 年度账=[], 成立日期="2026-01-01"),
    make_record(7, 知识产权=[]),
    make_record(8, 年度账=[{"年份": 2025, "营业收入": 0, "研发费用": "90000000.01"}, {"年份": 2024, "营业收入": 0}]),
]
ENTITLED, NOT, UNKNOWN = "可享", "不符合", "待补充"


def run(library, folder, records=RECORDS, progress=None):
    snapshot = write_snapshot(records, library.catalogue, folder / "快照", Origin("测试", synthetic=True), 3)
    return snapshot, run_packs(library, snapshot, ON, folder / "结果", progress)


def read_results(folder):
    numbers = {make_code(number): number for number in range(10)}
    return {
        (numbers[firm], clause): (told["结果"], told.get("金额"), told.get("取值"))
        for (firm, clause), told in read_cells(folder / "结果").items()
    }


def test_every_firm_and_clause_has_its_answer(tmp_path):
    run(make_library(), tmp_path)

    results = read_results(tmp_path)

    assert len(results) == len(RECORDS) * 3
    assert results[1, "rd-award"] == (ENTITLED, Decimal("100000.00"), None)
    assert results[1, "growing"] == (ENTITLED, None, None)
    assert results[1, "band"] == (ENTITLED, None, "大")
    assert results[2, "rd-award"] == (NOT, None, None)
    assert results[3, "rd-award"] == (UNKNOWN, None, None)
    assert [results[4, clause][0] for clause in ("rd-award", "growing", "band")] == [UNKNOWN] * 3
    assert results[5, "rd-award"][0] == UNKNOWN
    assert results[6, "rd-award"] == (NOT, None, None)
    assert results[7, "growing"] == (NOT, None, None)
    assert results[8, "rd-award"][0] == UNKNOWN


def test_the_summary_counts_what_the_files_hold(tmp_path):
    library, told = make_library(), []
    snapshot, summary = run(library, tmp_path, progress=lambda done, firms: told.append((done, firms)))

    award = summary.clauses[0]

    assert told == [(3, 8), (6, 8), (8, 8)]
    assert (award.pack, award.clause, award.in_sql, award.reason) == (PACK, "rd-award", True, None)
    assert (award.entitled, award.not_entitled, award.unknown) == (2, 2, 4)
    assert summary.total == award.total == Decimal("200000.00")
    assert summary.snapshot == snapshot.manifest.digest
    assert summary.packs == {PACK: library.packs[PACK].digest}
    assert [sum((one.entitled, one.not_entitled, one.unknown)) for one in summary.clauses] == [8, 8, 8]
    assert "summary.json" in list_files(tmp_path / "结果")


@pytest.mark.parametrize("award", ["10000 * sqrt(本年.研发费用 / 6000000)", "本年.研发费用 / 60"])
def test_what_sql_refuses_the_interpreter_computes_and_the_summary_says_so(award, tmp_path):
    library = make_library(award)
    snapshot, summary = run(library, tmp_path)

    clause = summary.clauses[0]
    checked = compare_with_interpreter(library, snapshot, tmp_path / "结果", 8, 1)

    assert clause.in_sql is False
    assert clause.reason is not None
    assert clause.reason.code in {"sql.builtin", "sql.unrounded-quotient"}
    assert [one.in_sql for one in summary.clauses[1:]] == [True, True]
    assert read_results(tmp_path)[1, "rd-award"][0] == ENTITLED
    assert (checked.firms, checked.cells, checked.differences) == (8, 24, ())


@pytest.mark.parametrize("award", ["本年.研发费用 * 0.0000001", "本年.研发费用 / 7"])
def test_an_amount_not_exact_to_the_cent_is_an_error_and_not_rounded(award, tmp_path):
    _, summary = run(make_library(award), tmp_path, [make_record(1, 年度账=[{"年份": 2025, "研发费用": "6000000.01"}])])

    assert [(found.code, found.values["title"], found.values["firms"]) for found in summary.diagnostics] == [
        ("run.wrong-answer", "研发奖励", 1)
    ]
    assert read_results(tmp_path)[1, "rd-award"] == (UNKNOWN, None, None)
    assert summary.total == 0


def test_numbers_too_large_for_sql_are_computed_by_the_interpreter(tmp_path):
    award = "if 本年.研发费用 * 本年.研发费用 * 10000000 > 0 then 100 else 0"
    library = make_library(award)
    record = make_record(1, 年度账=[{"年份": 2025, "营业收入": 1, "研发费用": "1000000000000.00"}])
    snapshot, summary = run(library, tmp_path, [record])

    assert read_results(tmp_path)[1, "rd-award"] == (ENTITLED, Decimal("100.00"), None)
    assert [found.code for found in summary.diagnostics] == ["run.overflow"]
    assert compare_with_interpreter(library, snapshot, tmp_path / "结果", 1, 1).differences == ()


@pytest.mark.parametrize("large", [(0,), (1, 2), (2,)])
def test_a_number_too_large_for_sql_names_its_clause_and_the_first_such_firm(large, tmp_path):
    library = make_library("if 本年.研发费用 * 本年.研发费用 * 10000000 > 0 then 100 else 0")
    huge = [{"年份": 2025, "营业收入": 1, "研发费用": "1000000000000.00"}]
    records = [make_record(number, **({"年度账": huge} if number in large else {})) for number in range(3)]
    _, summary = run(library, tmp_path, records)

    (found,) = summary.diagnostics
    clause = library.packs[PACK].answers[0].clause

    assert (found.code, found.values["title"], found.span) == ("run.overflow", clause.title, clause.span)
    assert (found.values["firm"], found.values["part"]) == (min(map(make_code, large)), "part-00000.parquet")
    assert summary.total == 300


def test_the_number_told_as_too_large_is_that_of_the_firm_named(tmp_path):
    library = make_library("本年.研发费用 * 1000000")
    first, last = sorted((0, 1), key=make_code)
    records = [make_record(last, 年度账=spend("20000000000.00")), make_record(first, 年度账=spend("10000000000.00"))]
    _, summary = run(library, tmp_path, records)

    (found,) = (one for one in summary.diagnostics if one.code == "run.overflow")

    assert found.values["firm"] == make_code(first)
    assert '"10000000000000000.00"' in str(found.values["reason"])


def spend(amount: str) -> list[dict[str, object]]:
    return [{"年份": 2025, "营业收入": 1, "研发费用": amount}]


def test_an_amount_beyond_what_results_hold_is_an_error_of_its_clause_and_firm(tmp_path):
    library = make_library("本年.研发费用 * 1000000")
    huge = [{"年份": 2025, "营业收入": 1, "研发费用": "10000000000.00"}]
    snapshot, summary = run(library, tmp_path, [make_record(1), make_record(2, 年度账=huge)])

    overflow, wrong = sorted(summary.diagnostics, key=lambda found: found.code)

    assert (overflow.code, overflow.values["firm"]) == ("run.overflow", make_code(2))
    assert (wrong.code, wrong.values["title"], wrong.values["firm"]) == ("run.wrong-answer", "研发奖励", make_code(2))
    assert Decimal(wrong.values["value"]) == Decimal("1E16")
    assert read_results(tmp_path)[2, "rd-award"] == (UNKNOWN, None, None)
    assert read_results(tmp_path)[1, "rd-award"][0] == ENTITLED
    assert compare_with_interpreter(library, snapshot, tmp_path / "结果", 2, 1).differences == ()


def test_a_wrong_cell_is_found(tmp_path):
    library = make_library()
    snapshot, _ = run(library, tmp_path)
    (tmp_path / "结果" / "part-00000.parquet").unlink()

    checked = compare_with_interpreter(library, snapshot, tmp_path / "结果", 8, 1)

    assert len(checked.differences) == 9
    assert {one.stored for one in checked.differences} == {None}


def test_results_are_never_written_over(tmp_path):
    library = make_library()
    snapshot, _ = run(library, tmp_path)

    with pytest.raises(DiagnosticError, match=r"run\.exists"):
        run_packs(library, snapshot, ON, tmp_path / "结果")


def test_every_real_pack_agrees_with_the_interpreter_on_a_generated_zone(tmp_path):
    library = load_packs(PACKS)
    records = generate_zone(library.catalogue, 60, 11, ON)
    snapshot = write_snapshot(records, library.catalogue, tmp_path / "快照", Origin("合成", synthetic=True, seed=11))
    summary = run_packs(library, snapshot, ON, tmp_path / "结果")

    checked = compare_with_interpreter(library, snapshot, tmp_path / "结果", 60, 1)

    assert checked.differences == ()
    assert checked.cells == 60 * len(summary.clauses) > 0
    assert summary.diagnostics == ()
