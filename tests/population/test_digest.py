"""The digest of results: the same for the same answers, and for no others."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from population.population_factories import make_library, make_record
from zhida.population.database import DatabaseSettings
from zhida.population.digest import digest_results
from zhida.population.manifest import Origin
from zhida.population.results import Detail
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import write_snapshot

ON = dt.date(2026, 3, 1)
RECORDS = [make_record(number, 规上企业=[True, False, None][number % 3]) for number in range(1, 10)]
CODE, STATUS, AMOUNT, TEXT = "统一社会信用代码", "包#a 结果", "包#a 金额", "包#b 取值"
ROWS = [
    {CODE: "甲", STATUS: "可享", AMOUNT: Decimal("10.00"), "包#b 结果": "可享", TEXT: "大"},
    {CODE: "乙", STATUS: "不符合", AMOUNT: None, "包#b 结果": "待补充", TEXT: None},
]
SCHEMA = pa.schema([(name, pa.decimal128(18, 2) if name == AMOUNT else pa.string()) for name in ROWS[0]])


def run(folder, records=RECORDS, firms_per_part=4, award="100", **settings):
    folder.mkdir()
    library = make_library(award)
    origin = Origin("测试", synthetic=True)
    snapshot = write_snapshot(records, library.catalogue, folder / "快照", origin, firms_per_part)
    return run_packs(library, snapshot, ON, folder / "结果", settings=RunSettings(**settings))


def digest(folder):
    with duckdb.connect() as connection:
        return digest_results(folder, connection)


def write(folder, *files, schema=SCHEMA):
    folder.mkdir()
    for number, rows in enumerate(files):
        pq.write_table(pa.Table.from_pylist(rows, schema), folder / f"part-{number:05}.parquet")
    return digest(folder)


def test_threads_order_and_parts_do_not_matter(tmp_path):
    first = run(tmp_path / "一", database=DatabaseSettings(threads=1)).digest

    assert run(tmp_path / "二", database=DatabaseSettings(threads=2)).digest == first
    assert run(tmp_path / "三", records=RECORDS[::-1]).digest == first
    assert run(tmp_path / "四", firms_per_part=2).digest == first
    assert (
        run(
            tmp_path / "五",
            records=[*RECORDS[5:], *RECORDS[:5]],
            firms_per_part=9,
            database=DatabaseSettings(threads=2),
        ).digest
        == first
    )


def test_it_does_not_matter_whether_sql_or_the_interpreter_computed(tmp_path):
    by_sql = run(tmp_path / "一", award="100")
    interpreted = run(tmp_path / "二", award="10 * sqrt(100)")

    assert [one.in_sql for one in (by_sql.clauses[0], interpreted.clauses[0])] == [True, False]
    assert interpreted.digest == by_sql.digest


@pytest.mark.parametrize("change", [{"award": "100.01"}, {"records": RECORDS[1:]}, {"detail": Detail.MISSING_FACTS}])
def test_other_results_have_another_digest(change, tmp_path):
    assert run(tmp_path / "一").digest != run(tmp_path / "二", **change).digest


def test_the_files_of_a_run_have_the_digest_of_its_summary(tmp_path):
    summary = run(tmp_path / "一")

    assert digest(tmp_path / "一" / "结果") == summary.digest


def test_the_digest_is_what_its_description_says(tmp_path):
    header = "12:包#a 结果12:包#a 金额12:包#b 取值12:包#b 结果"
    firms = [hashlib.sha256(text.encode()).digest() for text in ("甲+10.00,3:大+", "乙-,~?")]

    assert write(tmp_path / "一", ROWS) == hashlib.sha256(header.encode() + b"".join(sorted(firms))).hexdigest()


def test_firms_may_stand_in_any_order_and_file(tmp_path):
    first = write(tmp_path / "一", ROWS)

    assert write(tmp_path / "二", ROWS[::-1]) == first
    assert write(tmp_path / "三", ROWS[1:], ROWS[:1]) == first


def test_columns_may_stand_in_any_order(tmp_path):
    backwards = pa.schema(list(SCHEMA)[::-1])

    assert write(tmp_path / "一", ROWS) == write(tmp_path / "二", ROWS, schema=backwards)


def test_many_firms_are_sorted_a_range_of_digests_after_the_other(tmp_path, monkeypatch):
    rows = [{**ROWS[0], CODE: str(number)} for number in range(600)]
    whole = write(tmp_path / "一", rows)
    monkeypatch.setattr("zhida.population.digest._FIRMS_AT_ONCE", 7)

    assert digest(tmp_path / "一") == whole


@pytest.mark.parametrize(
    "change",
    [
        {CODE: "丙"},
        {STATUS: "待补充"},
        {AMOUNT: None},
        {AMOUNT: Decimal("0.00")},
        {TEXT: None},
        {TEXT: ""},
        {TEXT: "~"},
        {"包#b 结果": "不符合"},
    ],
)
def test_every_field_counts(change, tmp_path):
    assert write(tmp_path / "一", ROWS) != write(tmp_path / "二", [{**ROWS[0], **change}, ROWS[1]])


def test_the_clause_counts(tmp_path):
    renamed = [{name.replace("#a", "#c"): value for name, value in row.items()} for row in ROWS]
    schema = pa.schema([field.with_name(field.name.replace("#a", "#c")) for field in SCHEMA])

    assert write(tmp_path / "一", ROWS) != write(tmp_path / "二", renamed, schema=schema)


def test_missing_facts_count_one_by_one(tmp_path):
    schema = pa.schema([(CODE, pa.string()), (STATUS, pa.string()), ("包#a 缺", pa.list_(pa.string()))])
    told = [None, [], [""], ["甲"], ["乙"], ["甲", "乙"], ["甲乙"]]
    rows = [{CODE: "甲", STATUS: "待补充", "包#a 缺": missing} for missing in told]

    digests = {write(tmp_path / str(number), [row], schema=schema) for number, row in enumerate(rows)}

    assert len(digests) == len(told)


def test_a_run_without_packs_has_the_digest_of_nothing(tmp_path):
    (tmp_path / "空").mkdir()

    assert digest(tmp_path / "空") == hashlib.sha256(b"").hexdigest()
