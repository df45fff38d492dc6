"""Zhida for one firm: interpreted, and with everything that a person is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bench.population.engines.zhida_sql import load_library
from bench.population.workload.workload import Cell, Workload, to_cell
from zhida.policy.entitlement import Status, build_inputs, compute_entitlements
from zhida.policy.pack import PackLibrary
from zhida.population.interpreted import Task, interpret_answers
from zhida.population.snapshot import iterate_firms, read_snapshot

ON = dt.date(2026, 3, 1)


@dataclass(slots=True)
class ZhidaInterpreter:
    """Status, amount and text of every clause, without a trace."""

    library: PackLibrary | None = None
    tasks: tuple[Task, ...] = ()

    def load(self, workload: Workload) -> list[Any]:
        self.library = load_library(workload)
        self.tasks = tuple((pack, pack.answers) for pack in self.library.packs.values() if pack.answers)
        return list(_read_firms(self.library, workload))

    def run_one(self, firm: Any) -> Any:
        if self.library is None:
            raise ValueError("load comes first")
        return list(interpret_answers(self.tasks, build_inputs(firm, ON, self.library.catalogue)))

    def cells(self, result: Any) -> list[Cell]:
        return [_read(one.finding.status, one.finding.amount, one.finding.value) for one in result]


@dataclass(slots=True)
class ZhidaTraced:
    """Entitlements with their reasons: what the pages and the command line show."""

    library: PackLibrary | None = None

    def load(self, workload: Workload) -> list[Any]:
        self.library = load_library(workload)
        return list(_read_firms(self.library, workload))

    def run_one(self, firm: Any) -> Any:
        if self.library is None:
            raise ValueError("load comes first")
        return compute_entitlements(self.library, firm, ON)

    def cells(self, result: Any) -> list[Cell]:
        return [_read(one.status, one.amount, one.value) for one in result]


def _read_firms(library: PackLibrary, workload: Workload) -> Iterator[Any]:
    snapshot = read_snapshot(workload.snapshot, library.catalogue)
    for _, firm in zip(range(workload.firms), iterate_firms(snapshot.parts[0], library.catalogue), strict=False):
        yield firm


def _read(status: Status, amount: Decimal | None, text: str | None) -> Cell:
    match status:
        case Status.ENTITLED:
            return to_cell(amount if amount is not None else text or True)
        case Status.NOT_ENTITLED:
            return None
    return str(status)
