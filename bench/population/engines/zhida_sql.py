"""Zhida's SQL: the policy documents, compiled; the status and the amount or text of every clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from shutil import rmtree

import duckdb

from bench.population.workload.policies import write_packs
from bench.population.workload.workload import Cell, Workload, to_cell
from zhida.lang.sql.compile import FACTS
from zhida.policy.entitlement import Status
from zhida.policy.facts import CODE
from zhida.policy.pack import PackLibrary, load_packs
from zhida.population.answer_columns import answer_projections
from zhida.population.plan import PackPlan, RunPlan, plan_run
from zhida.population.results import AMOUNT, CLAUSE, PACK, STATUS, TEXT
from zhida.population.run import run_packs
from zhida.population.snapshot import Snapshot, read_snapshot

ON = dt.date(2026, 3, 1)


@dataclass(slots=True)
class ZhidaSql:
    """From a table in memory to tables in memory, one for each policy."""

    threads: int = 2
    connection: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)
    queries: list[str] = field(default_factory=list)
    plans: list[PackPlan] = field(default_factory=list)

    def load(self, workload: Workload) -> None:
        plan = make_plan(workload)
        self.plans = [pack for pack in plan.packs if pack.pack.answers]
        self.queries = [_render(pack) for pack in self.plans]
        source = f"(FROM read_parquet({workload.parts}) LIMIT {workload.firms})"
        self.connection.execute(f"SET threads = {self.threads}")
        self.connection.execute(f"CREATE TABLE {FACTS} AS {plan.view.query(source)}")

    def run(self) -> None:
        for place, query in enumerate(self.queries):
            self.connection.execute(f"CREATE OR REPLACE TABLE answers_{place} AS {query}")

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        return [
            column
            for place, plan in enumerate(self.plans)
            for column in _read_columns(self.connection, f"answers_{place}", plan, firms)
        ]


@dataclass(slots=True)
class ZhidaRun:
    """From Parquet to Parquet, as `zhida run` does: `run_packs`, all that it promises included."""

    library: PackLibrary | None = None
    snapshot: Snapshot | None = None
    out: Path = Path()

    def load(self, workload: Workload) -> None:
        self.library = load_library(workload)
        self.snapshot = read_snapshot(workload.snapshot, self.library.catalogue)
        if self.snapshot.manifest.firms != workload.firms:
            raise ValueError("a run is of all firms of a snapshot")
        self.out = workload.scratch / "run"

    def run(self) -> None:
        rmtree(self.out, ignore_errors=True)
        if self.library is not None and self.snapshot is not None:
            run_packs(self.library, self.snapshot, ON, self.out)

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        columns = f"list(({STATUS}, {AMOUNT}, {TEXT}) ORDER BY {PACK}, {CLAUSE})"
        query = (
            f"SELECT {columns} FROM read_parquet('{self.out}/*.parquet') GROUP BY {CODE} ORDER BY {CODE} LIMIT {firms}"
        )
        rows = [row[0] for row in duckdb.sql(query).fetchall()]
        return [[_read_cell(*found) for found in column] for column in zip(*rows, strict=True)]


def load_library(workload: Workload) -> PackLibrary:
    """The policy documents of the workload, written and loaded."""
    folder = workload.scratch / "packs"
    rmtree(folder, ignore_errors=True)
    write_packs(folder, workload.clauses)
    return load_packs(folder)


def make_plan(workload: Workload) -> RunPlan:
    """The plan of a run; `ValueError` if SQL refuses a clause."""
    library = load_library(workload)
    snapshot = read_snapshot(workload.snapshot, library.catalogue)
    plan = plan_run(library, snapshot.manifest.measures, ON)
    refused = [answer.clause.id for pack in plan.packs for answer in pack.interpreted]
    if refused:
        raise ValueError(f"SQL refuses {refused}")
    return plan


def _render(plan: PackPlan) -> str:
    return plan.compiled.render(plan.compiled.select(answer_projections(plan)))


def _read_columns(
    connection: duckdb.DuckDBPyConnection, table: str, plan: PackPlan, firms: int
) -> list[Sequence[Cell]]:
    columns = [f"(status_{place}, amount_{place}, text_{place})" for place in range(len(plan.in_sql))]
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {CODE} LIMIT {firms}").fetchall()
    return [[_read_cell(*found) for found in column] for column in zip(*rows, strict=True)]


def _read_cell(status: str, amount: Decimal | None, text: str | None) -> Cell:
    """What a clause awards; a status other than entitled comes with nothing."""
    match status, amount, text:
        case (Status.ENTITLED, None, None):
            return True
        case (Status.ENTITLED, _, _):
            return to_cell(text if amount is None else amount)
        case (Status.NOT_ENTITLED, None, None):
            return None
    return f"{status} {amount} {text}"
