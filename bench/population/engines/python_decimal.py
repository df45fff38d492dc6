"""Plain Python with decimals: the reference itself, firm by firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.population.reference import Answer, Numbers, compute_answers, read_numbers
from bench.population.workload.workload import Cell, Workload, to_cell


@dataclass(slots=True)
class PythonDecimal:
    """All firms, one after the other."""

    copies: list[Numbers] = field(default_factory=list)
    firms: list[dict[str, Any]] = field(default_factory=list)
    results: list[list[Answer]] = field(default_factory=list)

    def load(self, workload: Workload) -> None:
        self.copies = [read_numbers(copy) for copy in workload.copies]
        self.firms = workload.read_firms(workload.firms).to_pylist()

    def run(self) -> None:
        self.results = [compute_answers(firm, self.copies) for firm in self.firms]

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        return [[to_cell(value) for value in column] for column in zip(*self.results[:firms], strict=True)]


@dataclass(slots=True)
class PythonOne:
    """One firm at a time."""

    copies: list[Numbers] = field(default_factory=list)

    def load(self, workload: Workload) -> list[Any]:
        self.copies = [read_numbers(copy) for copy in workload.copies]
        return workload.read_firms(workload.firms).to_pylist()

    def run_one(self, firm: Any) -> Any:
        return compute_answers(firm, self.copies)

    def cells(self, result: Any) -> list[Cell]:
        return [to_cell(value) for value in result]
