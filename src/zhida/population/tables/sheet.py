"""A table as a file holds it: lines of cells, each with the number that people find it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from openpyxl.utils import get_column_letter

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, refuse
from zhida.lang.base.span import Source, Span

MAXIMUM_FINDINGS = 100
"""So many findings are told; reading stops there."""

Report: TypeAlias = Callable[[Diagnostic], None]
OpenFile: TypeAlias = "Callable[[Path], list[Sheet]]"


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number from 1: its cells as texts, an empty one for what is not given."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file. ``name`` tells what it is of; ``title`` is set for a sheet of a workbook."""

    file: str
    name: str
    title: str | None
    read: Callable[[Report], Iterator[Line]]

    def place(self, line: int, column: int, heading: str, text: str) -> Span:
        """A cell, by its line and its column from 0: ``企业.xlsx:17:3 (表 基本情况 › C17)``, ``企业.csv:17:3 (营业收入)``."""
        way = (heading,) if self.title is None else (f"表 {self.title}", f"{get_column_letter(column + 1)}{line}")
        return Source(text, self.file, tuple(filter(None, way)), line, column + 1).span


class Findings:
    """What is wrong with tables, collected, of each cell the first; `DiagnosticError` when it is too much to go on."""

    def __init__(self) -> None:
        self._found: dict[_Place, Diagnostic] = {}

    def report(self, diagnostic: Diagnostic) -> None:
        """Keep a finding."""
        self._found.setdefault(_find_place(diagnostic), diagnostic)
        if len(self._found) == MAXIMUM_FINDINGS:
            self.report(Diagnostic("table.too-many-findings", None, {"limit": MAXIMUM_FINDINGS}))
            self.settle()

    def settle(self) -> None:
        """`DiagnosticError` with everything found, if there is anything."""
        if self._found:
            raise DiagnosticError([self._found[place] for place in sorted(self._found)])


_Place: TypeAlias = "tuple[bool, str, tuple[str, ...], int, int]"


def _find_place(diagnostic: Diagnostic) -> _Place:
    """By file and sheet, line and column; what has no place comes last."""
    span = diagnostic.span
    if span is None:
        return True, "", (), 0, 0
    source = span.source
    return False, source.file, source.place[:-1], source.line, source.column


def refuse_file(code: str, file: str, **values: object) -> DiagnosticError:
    """A file that cannot be read at all."""
    return refuse(code, Source("", file).span, **values)
