"""Runs by Spark: on this machine and on a cluster of two workers they come to what DuckDB comes to, byte for byte."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from factories.spark import MASTER, QUICK, find_session, start_cluster
from population.population_factories import (
    check_same,
    copy_national_packs,
    list_files,
    make_code,
    make_library,
    make_record,
    read_rows,
)
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.pack import load_packs
from zhida.population.manifest import Origin
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import write_snapshot
from zhida.population.summary import SUMMARY
from zhida.population.zone import generate_zone

pytestmark = pytest.mark.xdist_group("spark")

PACKS = Path(__file__).resolve().parents[3] / "packs"
ON = dt.date(2026, 3, 1)
FIRMS = 2_000
ON_SPARK = RunSettings(spark_master=MASTER)


class StopError(Exception):
    """What stops a run in the middle."""


def run_on_spark(library, snapshot, out, progress=None):
    find_session()
    return run_packs(library, snapshot, ON, out, progress, settings=ON_SPARK)


def write_zone(folder, firms, firms_per_part):
    catalogue = load_packs(PACKS).catalogue
    origin = Origin("合成", synthetic=True)
    return write_snapshot(
        generate_zone(catalogue, firms, 7, ON), catalogue, folder / "园区 [快照]", origin, firms_per_part
    )


def test_every_pack_comes_to_the_same_on_duckdb_and_on_spark(tmp_path):
    library, snapshot = load_packs(PACKS), write_zone(tmp_path, FIRMS, FIRMS)
    summary = run_packs(library, snapshot, ON, tmp_path / "duckdb")

    run_on_spark(library, snapshot, tmp_path / "spark")

    rows = read_rows(tmp_path / "duckdb")
    assert rows.num_rows == FIRMS
    assert rows.num_columns > len(summary.clauses) > 30
    check_same(tmp_path / "spark", tmp_path / "duckdb")


def test_a_cluster_of_two_workers_comes_to_the_same(tmp_path):
    packs, snapshot = copy_national_packs(tmp_path / "packs"), write_zone(tmp_path, FIRMS, FIRMS // 2)
    summary = run_packs(load_packs(packs), snapshot, ON, tmp_path / "duckdb")

    with start_cluster(tmp_path) as master:
        told = run_command(tmp_path, snapshot, packs, master)

    assert told.strip() == "", "Spark is silent"
    assert len(summary.clauses) > 15
    check_same(tmp_path / "cluster", tmp_path / "duckdb")
    assert json.loads((tmp_path / "cluster" / SUMMARY).read_text(encoding="utf-8"))["digest"] == summary.digest
    assert len(list((tmp_path / "work").glob("app-*/*"))) == 2, "both workers had an executor"


def run_command(folder, snapshot, packs, master):
    """Run on a cluster by the command itself; what it says besides its report."""
    line = ["run", "--zone", snapshot.folder, "--out", folder / "cluster", "--packs", packs, "--on", ON.isoformat()]
    command = [sys.executable, "-m", "zhida.cli.main", *line, "--backend", "spark", "--spark-master", master]
    environment = {**os.environ, **QUICK}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def write_small(folder, records, library):
    return write_snapshot(records, library.catalogue, folder / "快照", Origin("测试", synthetic=True), 2)


def test_numbers_too_large_for_spark_are_computed_by_the_interpreter_in_their_part_only(tmp_path):
    library = make_library("if 本年.研发费用 * 本年.研发费用 * 10000000 > 0 then 100 else 0")
    large = [{"年份": 2025, "营业收入": 1, "研发费用": "1000000000000.00"}]
    records = [make_record(1), make_record(2), make_record(3, 年度账=large)]
    snapshot = write_small(tmp_path, records, library)

    summary = run_on_spark(library, snapshot, tmp_path / "结果")

    assert [(found.code, *map(found.values.get, ("title", "firm", "part"))) for found in summary.diagnostics] == [
        ("run.overflow", "研发奖励", make_code(3), "part-00001.parquet")
    ]
    assert summary.digest == run_packs(library, snapshot, ON, tmp_path / "duckdb").digest
    assert summary.total == 300


def test_an_amount_not_exact_to_the_cent_is_told_as_duckdb_tells_it(tmp_path):
    library = make_library("本年.研发费用 * 0.000000001")
    snapshot = write_small(tmp_path, [make_record(number) for number in range(3)], library)

    summary = run_on_spark(library, snapshot, tmp_path / "结果")

    assert [found.code for found in summary.diagnostics] == ["run.wrong-answer"]
    assert summary == run_packs(library, snapshot, ON, tmp_path / "duckdb")


def test_what_duckdb_left_spark_goes_on_with(tmp_path):
    library = make_library()
    snapshot = write_small(tmp_path, [make_record(number) for number in range(6)], library)

    def stop(done, _all):
        if done >= 2:
            raise StopError

    with pytest.raises(StopError):
        run_packs(library, snapshot, ON, tmp_path / "结果", stop)
    (working,) = tmp_path.glob(".结果-*")
    first = (working / "part-00000.parquet").stat().st_ino

    summary = run_on_spark(library, snapshot, tmp_path / "结果")

    assert (tmp_path / "结果" / "part-00000.parquet").stat().st_ino == first
    assert summary == run_packs(library, snapshot, ON, tmp_path / "一次")
    assert list_files(tmp_path) == ["一次", "快照", "结果"]


def test_a_session_on_another_master_is_not_taken(tmp_path):
    find_session()
    library = make_library()
    snapshot = write_small(tmp_path, [make_record(1)], library)

    with pytest.raises(DiagnosticError, match=r"run\.other-master"):
        run_packs(library, snapshot, ON, tmp_path / "结果", settings=RunSettings(spark_master="spark://127.0.0.1:1"))

    assert list_files(tmp_path) == ["快照"]
