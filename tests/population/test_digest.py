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
from zhida.population.digest import digest_results
from zhida.population.manifest import Origin
from zhida.population.results import MISSING, RESULT_SCHEMA, Detail, write_results
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import write_snapshot

ON = dt.date(2026, 3, 1)
RECORDS = [make_record(number, 规上企业=[True, False, None][number % 3]) for number in range(1, 10)]
ROWS = [
    ("甲", "包", "a", "可享", Decimal("10.00"), None),
    ("甲", "包", "b", "可享", None, "大"),
    ("乙", "包", "a", "不符合", None, None),
    ("乙", "包", "b", "待补充", None, None),
]


def run(folder, records=RECORDS, firms_per_part=4, award="100", **settings):
    folder.mkdir()
    library = make_library(award)
    origin = Origin("测试", synthetic=True)
    snapshot = write_snapshot(records, library.catalogue, folder / "快照", origin, firms_per_part)
    return run_packs(library, snapshot, ON, folder / "结果", settings=RunSettings(**settings))


def digest(folder):
    with duckdb.connect() as connection:
        return digest_results(folder, connection)


def write(folder, *files):
    folder.mkdir()
    for number, rows in enumerate(files):
        write_results(rows, folder / f"part-00000-{number:03}.parquet")
    return digest(folder)


def test_threads_order_and_parts_do_not_matter(tmp_path):
    first = run(tmp_path / "一", threads=1).digest

    assert run(tmp_path / "二", threads=2).digest == first
    assert run(tmp_path / "三", records=RECORDS[::-1]).digest == first
    assert run(tmp_path / "四", firms_per_part=2).digest == first
    assert run(tmp_path / "五", records=[*RECORDS[5:], *RECORDS[:5]], firms_per_part=9, threads=2).digest == first


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
    first = "3:包1:a6:可享5:10.00-3:包1:b6:可享-3:大"
    second = "3:包1:a9:不符合--3:包1:b9:待补充--"
    firms = [("乙", second), ("甲", first)]
    expected = "".join(firm + hashlib.sha256(rows.encode()).hexdigest() for firm, rows in firms)

    assert write(tmp_path / "一", ROWS) == hashlib.sha256(expected.encode()).hexdigest()


def test_rows_may_stand_in_any_order_and_file(tmp_path):
    first = write(tmp_path / "一", ROWS)

    assert write(tmp_path / "二", ROWS[::-1]) == first
    assert write(tmp_path / "三", ROWS[2:], ROWS[:1], ROWS[1:2]) == first


@pytest.mark.parametrize(
    "row",
    [
        ("甲", "包", "b", "可享", None, ""),
        ("甲", "包", "b", "可享", None, None),
        ("甲", "包", "b", "可享", Decimal("0.00"), "大"),
        ("甲", "包b", "", "可享", None, "大"),
        ("丙", "包", "b", "可享", None, "大"),
    ],
)
def test_every_field_counts(row, tmp_path):
    assert write(tmp_path / "一", ROWS) != write(tmp_path / "二", [ROWS[0], row, *ROWS[2:]])


def test_missing_facts_count_one_by_one(tmp_path):
    def write_missing(name, missing):
        (tmp_path / name).mkdir()
        schema = RESULT_SCHEMA.append(pa.field(MISSING, pa.list_(pa.string())))
        columns = [*zip(ROWS[3], strict=True), [missing]]
        pq.write_table(pa.table(columns, schema=schema), tmp_path / name / "part-00000-000.parquet")
        return digest(tmp_path / name)

    told = [None, [], [""], ["甲"], ["乙"], ["甲", "乙"], ["甲乙"]]

    assert len({write_missing(str(number), missing) for number, missing in enumerate(told)}) == len(told)


def test_a_run_without_packs_has_the_digest_of_nothing(tmp_path):
    (tmp_path / "空").mkdir()

    assert digest(tmp_path / "空") == hashlib.sha256(b"").hexdigest()
