"""What an engine is given: so many firms of a snapshot and so many clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from bench.population.workload.policies import count_copies

Cell = int | bool | str | None
"""An answer as it is compared: cents above 0, true, a text, or None for a firm that is not entitled."""


@dataclass(frozen=True, slots=True)
class Workload:
    """The folder of a snapshot, how many of its firms, how many clauses, and a folder for files."""

    snapshot: Path
    firms: int
    clauses: int
    scratch: Path

    @property
    def copies(self) -> range:
        """The copies of the thirty clauses."""
        return range(count_copies(self.clauses))

    @property
    def parts(self) -> list[str]:
        """The Parquet files of the snapshot."""
        return [str(part) for part in sorted(self.snapshot.glob("part-*.parquet"))]

    def read_firms(self, number: int, columns: Sequence[str] | None = None) -> pa.Table:
        """The first firms."""
        tables: list[pa.Table] = []
        for part in self.parts:
            tables.append(pq.read_table(part, columns=columns))
            if sum(table.num_rows for table in tables) >= number:
                break
        return pa.concat_tables(tables).slice(0, number)


class Engine(Protocol):
    """One way to compute the clauses: ``load`` and ``answers`` are not timed, ``run`` is."""

    def load(self, workload: Workload) -> None:
        """Take the rules and the firms in, in whatever form suits the engine best."""

    def run(self) -> None:
        """Compute all answers of all firms and keep them."""

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        """The answers of the last run for the first firms: a column for each clause."""


def to_cell(value: Any) -> Cell:
    """An answer as it is compared; amounts that are not exact to the cent stay apart from all that are.

    >>> to_cell(Decimal("12.50")), to_cell(Decimal(0)), to_cell(False)
    (1250, None, None)
    """
    if value is None or value is False or isinstance(value, str):
        return value or None
    if value is True:
        return True
    cents = Decimal(value) * 100
    if cents <= 0:
        return None
    return int(cents) if cents == int(cents) else f"{value} is not exact to the cent"
