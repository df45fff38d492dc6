"""Checks of decision tables: overlaps, gaps, rows that never decide, rows that could go; each with a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.check.cover import Effort, EffortSpentError
from zhida.lang.check.gaps import find_gaps
from zhida.lang.check.grid import Grid, make_grid
from zhida.lang.check.overlaps import find_overlaps
from zhida.lang.check.program import find_tables
from zhida.lang.check.reach import find_unreachable_rows
from zhida.lang.check.redundancy import find_mergeable_rows, find_redundant_rows
from zhida.lang.core.tree import Program

COMPARISONS = 250_000
"""The work one question about one table may take: a second or two."""

_SEARCHES: dict[str, Callable[[Grid, Effort], Iterator[Diagnostic]]] = {
    "check.gap": find_gaps,
    "check.unreachable-row": find_unreachable_rows,
    "check.redundant-row": find_redundant_rows,
}


def check_tables(program: Program) -> tuple[Diagnostic, ...]:
    """What is wrong, or odd, in the decision tables of a program, wherever they stand in it.

    Inputs of a table are taken to be free of each other unless they rest on a common fact; then a finding that
    needs them to go together is told as possible only. A cell that reads more than its own input is noted, and
    nothing is concluded from it. Every finding names its table and row, and carries inputs that show it:
    ``assignment`` (values by column), ``witness`` (the same as text), ``region`` (all such inputs, as cells).

    Errors are overlaps of UNIQUE and contradictions of ANY; warnings are gaps, rows that never decide and
    redundant rows; all else are notes.
    """
    return tuple(
        finding
        for found in find_tables(program)
        for finding in _check_table(make_grid(found.name, found.table, program))
    )


def _check_table(grid: Grid) -> Iterator[Diagnostic]:
    yield from _note_opaque_cells(grid)
    yield from find_overlaps(grid)
    for question, search in _SEARCHES.items():
        try:
            yield from search(grid, Effort(COMPARISONS))
        except EffortSpentError:
            values = {"table": grid.name, "question": question}
            yield Diagnostic("check.undecided", grid.table.span, values, Severity.NOTE)
    yield from find_mergeable_rows(grid)


def _note_opaque_cells(grid: Grid) -> Iterator[Diagnostic]:
    for row in grid.rows:
        for cell in row.opaque:
            values = {"table": grid.name, "row": row.rule.number, "column": cell.label, "cell": cell.test.span.text}
            yield Diagnostic("check.opaque-cell", cell.test.span, values, Severity.NOTE)
