"""Snapshots: what is stored is what was told, whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from population.population_factories import list_files, make_catalogue, make_code, make_record
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.firm import read_firm
from zhida.population.manifest import MANIFEST, Measure, Origin
from zhida.population.snapshot import iterate_firms, read_snapshot, write_snapshot

ORIGIN = Origin("测试", synthetic=True, seed=7)


def write(records, folder, firms_per_part=2):
    return write_snapshot(records, make_catalogue(), folder, ORIGIN, firms_per_part)


def test_firms_come_back_as_their_json_files_have_them(tmp_path):
    catalogue = make_catalogue()
    records = [make_record(1), make_record(2, 知识产权=None, 成立日期=None), make_record(3, 年度账=[])]
    snapshot = write(records, tmp_path / "快照")

    found = [firm for part in snapshot.parts for firm in iterate_firms(part, catalogue)]

    assert found == [read_firm(json.dumps(record).encode(), "firm.json", catalogue) for record in records]


def test_numbers_are_stored_as_decimals_and_days_as_days(tmp_path):
    snapshot = write([make_record(1)], tmp_path / "快照")

    schema = pq.read_schema(snapshot.parts[0])

    assert str(schema.field("注册资本").type) == "decimal128(18, 2)"
    assert str(schema.field("成立日期").type) == "date32[day]"
    assert str(schema.field("年度账").type.value_type.field("年份").type) == "decimal128(18, 0)"


def test_the_digest_is_of_the_facts_and_not_of_the_files(tmp_path):
    records = [make_record(number) for number in range(5)]
    same = [make_record(number, 注册资本="1000000.00") for number in range(5)]
    other = [*records[:4], make_record(4, 注册资本="1000000.01")]

    digests = [
        write(records, tmp_path / "一", 2).manifest.digest,
        write(same, tmp_path / "二", 5).manifest.digest,
        write(other, tmp_path / "三", 2).manifest.digest,
    ]

    assert digests[0] == digests[1] != digests[2]


def test_the_digest_of_the_same_facts_is_the_same_in_every_version(tmp_path):
    year = {"年份": "2025", "营业收入": -0, "研发费用": "1E+3"}
    records = [
        make_record(1),
        make_record(2, 注册资本="007.5", 规上企业=False),
        make_record(3, 知识产权=None, 年度账=[year]),
        make_record(4, 年度账=[], 出处=None),
    ]

    digest = write(records, tmp_path / "快照").manifest.digest

    assert digest == "9d429351d285fd1c0c60186fb23753133d8173935380b71ff2053dc2ec5ace90"


def test_parts_and_measures_follow_from_the_firms_however_many_are_written_at_once(tmp_path, monkeypatch):
    records = [
        make_record(number, 注册资本=10**number, 成立日期=None if number == 3 else "2019-05-20") for number in range(7)
    ]
    whole = write(records, tmp_path / "一", 5).manifest

    monkeypatch.setattr("zhida.population.snapshot._FIRMS_PER_GROUP", 2)
    grouped = write(records, tmp_path / "二", 5).manifest

    assert grouped == whole
    assert whole.parts == (5, 2)
    assert whole.measures["注册资本"] == Measure(7, complete=True, low=Decimal(1), high=Decimal(1000000))
    assert whole.measures["成立日期"] == Measure(0, complete=False)


def test_the_manifest_tells_what_there_is_and_what_was_measured(tmp_path):
    snapshot = write([make_record(number) for number in range(3)], tmp_path / "快照")

    manifest = read_snapshot(snapshot.folder, make_catalogue()).manifest

    assert (manifest.firms, manifest.parts, manifest.origin) == (3, (2, 1), ORIGIN)
    revenue, research = (manifest.measures[f"年度账.{name}"] for name in ("营业收入", "研发费用"))
    assert revenue == Measure(8, complete=True, low=Decimal(40_000_000), high=Decimal(60_000_000))
    assert research == Measure(7, complete=False, low=Decimal(5_000_000), high=Decimal(6_000_000))
    assert manifest.measures["知识产权"] == Measure(0, complete=True)
    assert list_files(snapshot.folder) == ["manifest.json", "part-00000.parquet", "part-00001.parquet"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"注册资本": "1.005"}, "snapshot.wrong-value"),
        ({"注册资本": 1.5}, "snapshot.wrong-value"),
        ({"注册资本": "1E+30"}, "snapshot.wrong-value"),
        ({"注册资本": 10**16}, "snapshot.wrong-value"),
        ({"注册资本": -(10**16)}, "snapshot.wrong-value"),
        ({"注册资本": True}, "snapshot.wrong-value"),
        ({"年度账": [{"年份": 2025, "营业收入": "x"}]}, "snapshot.wrong-value"),
        ({"注册资本": -1}, "snapshot.not-allowed"),
        ({"行业": "农业"}, "snapshot.not-allowed"),
        ({"规上企业": "是"}, "snapshot.wrong-value"),
        ({"成立日期": "2019-02-30"}, "snapshot.wrong-value"),
        ({"研发经费": 1}, "snapshot.unknown-fact"),
        ({"年度账": [{"年份": 2025, "收入": 1}]}, "snapshot.unknown-fact"),
        ({"年度账": [{"年份": 1900}]}, "snapshot.not-allowed"),
        ({"年度账": {}}, "snapshot.wrong-value"),
        ({"统一社会信用代码": None}, "snapshot.nameless-firm"),
        ({"统一社会信用代码": make_code(1)}, "snapshot.duplicate-firm"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_left_behind(changes, code, tmp_path):
    with pytest.raises(DiagnosticError) as caught:
        write([make_record(1), make_record(2, **changes)], tmp_path / "快照")

    assert [found.code for found in caught.value.diagnostics] == [code]
    assert list_files(tmp_path) == []


def test_a_wrong_fact_of_a_list_is_told_with_its_place(tmp_path):
    accounts = [{"年份": 2025}, {"年份": 2024, "营业收入": "1.001"}]

    with pytest.raises(DiagnosticError) as caught:
        write([make_record(1, 年度账=accounts)], tmp_path / "快照")

    assert caught.value.diagnostics[0].values["path"] == "年度账[1].营业收入"


def test_values_not_allowed_are_found_in_every_part(tmp_path):
    records = [*(make_record(number) for number in range(4)), make_record(4, 行业="农业")]

    with pytest.raises(DiagnosticError, match=r"snapshot\.not-allowed") as caught:
        write(records, tmp_path / "快照", 2)

    assert caught.value.diagnostics[0].values["firm"] == make_code(4)


def test_a_snapshot_is_never_written_over(tmp_path):
    write([make_record(1)], tmp_path / "快照")

    with pytest.raises(DiagnosticError, match=r"snapshot\.exists"):
        write([make_record(2)], tmp_path / "快照")


@pytest.mark.parametrize(
    "damaged", [b"", b"\xff\xfe{", b'{"format": 1}', b'{"format": 1, "digest": "", "firms": 1, "origin": 3}']
)
def test_a_damaged_manifest_is_told_by_its_file(damaged, tmp_path):
    snapshot = write([make_record(0)], tmp_path / "快照")
    manifest = snapshot.folder / MANIFEST
    manifest.write_bytes(damaged)

    with pytest.raises(DiagnosticError) as refused:
        read_snapshot(snapshot.folder, make_catalogue())

    (found,) = refused.value.diagnostics
    assert (found.code, found.values) == ("snapshot.damaged", {"file": str(manifest)})


def test_a_snapshot_after_another_catalogue_is_refused(tmp_path):
    write([make_record(1)], tmp_path / "快照")

    with pytest.raises(DiagnosticError, match=r"snapshot\.other-catalogue"):
        read_snapshot(tmp_path / "快照", replace(make_catalogue(), digest="0" * 64))
    with pytest.raises(DiagnosticError, match=r"snapshot\.not-a-snapshot"):
        read_snapshot(tmp_path, make_catalogue())
