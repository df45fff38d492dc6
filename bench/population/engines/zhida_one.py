"""Zhida for one firm: interpreted, compiled to Python, with all reasons as data, and with the words a person is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from bench.population.engines.zhida_sql import load_library
from bench.population.workload.workload import Cell, Workload, to_cell
from zhida.lang.core.tree import Program
from zhida.lang.interpret.prepare import Prepared, prepare
from zhida.lang.interpret.run import Fitted
from zhida.lang.interpret.trace import DefinitionTrace, count_failed
from zhida.lang.python.compile import compile_to_python
from zhida.policy.answers import Answer
from zhida.policy.entitlement import Entitlement, Finding, Status, build_inputs, compute_entitlements, judge_all
from zhida.policy.pack import PackLibrary
from zhida.population.snapshot import iterate_firms, read_snapshot

ON = dt.date(2026, 3, 1)


PROGRAMS: Mapping[str, Callable[[Program], Prepared]] = MappingProxyType(
    {"interpreted": prepare, "compiled": compile_to_python}
)
"""How a program is made ready to run."""


@dataclass(slots=True)
class ZhidaProgram:
    """Status, amount and text of every clause, without a trace: interpreted, or compiled to Python functions."""

    program: str
    library: PackLibrary | None = None
    prepared: tuple[tuple[Prepared, tuple[Answer, ...]], ...] = ()

    def load(self, workload: Workload) -> list[Any]:
        self.library = load_library(workload)
        ready = PROGRAMS[self.program]
        packs = (pack for pack in self.library.packs.values() if pack.answers)
        self.prepared = tuple((ready(pack.program), pack.answers) for pack in packs)
        return list(_read_firms(self.library, workload))

    def run_one(self, firm: Any) -> Any:
        if self.library is None:
            raise ValueError("load comes first")
        inputs = build_inputs(firm, ON, self.library.catalogue)
        found: list[Finding] = []
        fitted: Fitted = {}
        for program, answers in self.prepared:
            found += judge_all(program.run(inputs, fitted), answers)
        return found

    def cells(self, result: Any) -> list[Cell]:
        return [_read(one.status, one.amount, one.value) for one in result]


class Reasons(NamedTuple):
    """What the way to a value tells: definitions with their values, and conditions that hold, fail or cannot be decided."""

    definitions: int
    hold: int
    fail: int
    undecided: int


def count_reasons(trace: DefinitionTrace) -> Reasons:
    """Go through the whole trace: every definition, every cell of every rule."""
    definitions, hold, fail, undecided = 1, 0, 0, 0
    for step in trace.steps:
        if isinstance(step, DefinitionTrace):
            below = count_reasons(step)
            definitions, hold = definitions + below.definitions, hold + below.hold
            fail, undecided = fail + below.fail, undecided + below.undecided
        else:
            for outcomes in step.outcomes:
                held, failed = outcomes.count(True), count_failed(outcomes)
                hold, fail = hold + held, fail + failed
                undecided += len(outcomes) - held - failed
    return Reasons(definitions, hold, fail, undecided)


@dataclass(slots=True)
class ZhidaTraced:
    """Entitlements with all their reasons as data: all of them are looked at and counted."""

    library: PackLibrary | None = None

    def load(self, workload: Workload) -> list[Any]:
        self.library = load_library(workload)
        return list(_read_firms(self.library, workload))

    def run_one(self, firm: Any) -> Any:
        entitlements = self.compute(firm)
        return entitlements, [count_reasons(one.explanation.trace) for one in entitlements]

    def compute(self, firm: Any) -> Sequence[Entitlement]:
        """Entitlements of which no reason was read."""
        if self.library is None:
            raise ValueError("load comes first")
        return compute_entitlements(self.library, firm, ON)

    def cells(self, result: Any) -> list[Cell]:
        entitlements, _ = result
        return [_read(one.status, one.amount, one.value) for one in entitlements]


@dataclass(slots=True)
class ZhidaWorded(ZhidaTraced):
    """Entitlements with all their reasons in words: what the pages and the command line show."""

    def run_one(self, firm: Any) -> Any:
        entitlements = self.compute(firm)
        return entitlements, [one.reason for one in entitlements]


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
