"""What a run asks of a backend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from zhida.lang.sql.build import Sql

FirmRange: TypeAlias = tuple[str, str]
"""The firms from one code to another, both included."""


class NumberTooLargeError(Exception):
    """A number has more digits than SQL holds; the text says which, in the words of the backend."""


class Backend(Protocol):
    """Computes the definitions of a plan for parts of the snapshot."""

    def load(self, parts: Sequence[Path]) -> None:
        """Take up parts, in the order of the snapshot."""

    def query(self, columns: Sequence[tuple[str, Sql]], firms: FirmRange | None = None) -> str:
        """A query of the database of the run that gives these expressions under these names for each firm of the parts.

        Or only for these ``firms``: then nothing is computed for others.

        The expressions are over the last query of the chain that the plan's packs share. `NumberTooLargeError`, or an
        error of the database when the query is run, where a number has more digits than SQL holds.
        """
