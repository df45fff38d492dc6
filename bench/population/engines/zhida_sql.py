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
from zhida.population.part_answers import PartAnswers
from zhida.population.plan import RunPlan, plan_run
from zhida.population.results import AMOUNT, STATUS, TEXT, find_columns
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import Snapshot, read_snapshot

ON = dt.date(2026, 3, 1)


@dataclass(slots=True)
class ZhidaSql:
    """From a table in memory to a table in memory."""

    threads: int = 2
    connection: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)
    query: str = ""

    def load(self, workload: Workload) -> None:
        plan = make_plan(workload)
        self.query = PartAnswers(plan, self.connection).render()
        source = f"(FROM read_parquet({workload.parts}) LIMIT {workload.firms})"
        self.connection.execute(f"SET threads = {self.threads}")
        self.connection.execute(f"CREATE TABLE {FACTS} AS {plan.view.query(source)}")

    def run(self) -> None:
        self.connection.execute("DROP TABLE IF EXISTS answers")
        self.connection.execute(f"CREATE TABLE answers AS {self.query}")

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        return read_answers("answers", firms, self.connection)


@dataclass(slots=True)
class ZhidaRun:
    """From Parquet to Parquet, as `zhida run` does: `run_packs`, all that it promises included; machine code is compiled anew."""

    is_native: bool = False
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
            run_packs(self.library, self.snapshot, ON, self.out, settings=RunSettings(is_native=self.is_native))

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        return read_answers(f"read_parquet('{self.out}/*.parquet')", firms, duckdb.connect())


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


def read_answers(relation: str, firms: int, connection: duckdb.DuckDBPyConnection) -> list[Sequence[Cell]]:
    """The cells of each clause of the first firms."""
    found = connection.execute(f"FROM {relation} ORDER BY {CODE} LIMIT {firms}")
    names = [column[0] for column in found.description or ()]
    values = dict(zip(names, zip(*found.fetchall(), strict=True), strict=True))
    nothing = (None,) * firms
    return [
        [
            _read_cell(*cell)
            for cell in zip(*(values.get(told.get(one, ""), nothing) for one in (STATUS, AMOUNT, TEXT)), strict=True)
        ]
        for told in find_columns(names).values()
    ]


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
