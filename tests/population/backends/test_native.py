"""Runs by machine code come to what DuckDB comes to, byte for byte."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from population.population_factories import check_same, copy_national_packs, make_code, make_library, make_record
from zhida.policy.pack import load_packs
from zhida.population.manifest import Origin
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import write_snapshot
from zhida.population.zone import generate_zone

ON = dt.date(2026, 3, 1)
FIRMS = 1_000
NATIVE = RunSettings(is_native=True)


def run_native(library, snapshot, out):
    return run_packs(library, snapshot, ON, out, settings=NATIVE)


def write_small(folder, records, library):
    return write_snapshot(records, library.catalogue, folder / "快照", Origin("测试", synthetic=True), 2)


def test_the_national_policies_come_to_the_same_by_machine_code(tmp_path):
    library = load_packs(copy_national_packs(tmp_path / "packs"))
    origin = Origin("合成", synthetic=True)
    zone = generate_zone(library.catalogue, FIRMS, 11, ON)
    snapshot = write_snapshot(zone, library.catalogue, tmp_path / "园区", origin, FIRMS)
    summary = run_packs(library, snapshot, ON, tmp_path / "duckdb")

    run_native(library, snapshot, tmp_path / "native")

    assert len(summary.clauses) > 15
    check_same(tmp_path / "native", tmp_path / "duckdb")


def test_a_number_without_room_is_computed_by_the_interpreter_in_its_part_only(tmp_path):
    library = make_library("if 本年.研发费用 * 本年.研发费用 * 10000000 > 0 then 100 else 0")
    large = [{"年份": 2025, "营业收入": 1, "研发费用": "1000000000000.00"}]
    records = [make_record(1), make_record(2), make_record(3, 年度账=large)]
    snapshot = write_small(tmp_path, records, library)
    run_packs(library, snapshot, ON, tmp_path / "duckdb")

    summary = run_native(library, snapshot, tmp_path / "native")

    assert [(found.code, *map(found.values.get, ("firm", "part"))) for found in summary.diagnostics] == [
        ("run.overflow", make_code(3), "part-00001.parquet")
    ]
    check_same(tmp_path / "native", tmp_path / "duckdb")


def test_a_fact_beyond_what_was_measured_is_left_to_the_database(tmp_path):
    """A snapshot altered behind its manifest."""
    library = make_library("本年.研发费用 * 0.1")
    snapshot = write_small(tmp_path, [make_record(1), make_record(2)], library)
    (part,) = snapshot.parts
    rows = pq.read_table(part).to_pylist()
    rows[0]["年度账"][0]["研发费用"] = Decimal("123456789012.00")
    pq.write_table(pa.Table.from_pylist(rows, pq.read_schema(part)), part)
    summary = run_packs(library, snapshot, ON, tmp_path / "duckdb")

    run_native(library, snapshot, tmp_path / "native")

    assert {found.code for found in summary.diagnostics} == {"run.overflow"}
    check_same(tmp_path / "native", tmp_path / "duckdb")


def test_what_has_no_machine_code_is_computed_by_the_database(tmp_path):
    library = make_library('if contains(行业, "工") then 100 else 0')
    records = [make_record(1), make_record(2, 行业="服务业"), make_record(3, 行业=None)]
    snapshot = write_small(tmp_path, records, library)
    run_packs(library, snapshot, ON, tmp_path / "duckdb")

    summary = run_native(library, snapshot, tmp_path / "native")

    assert summary.total == 100
    check_same(tmp_path / "native", tmp_path / "duckdb")


def test_an_amount_not_exact_to_the_cent_is_told(tmp_path):
    library = make_library("本年.研发费用 * 0.000000001")
    snapshot = write_small(tmp_path, [make_record(number) for number in range(3)], library)
    run_packs(library, snapshot, ON, tmp_path / "duckdb")

    summary = run_native(library, snapshot, tmp_path / "native")

    assert [found.code for found in summary.diagnostics] == ["run.wrong-answer"]
    check_same(tmp_path / "native", tmp_path / "duckdb")
