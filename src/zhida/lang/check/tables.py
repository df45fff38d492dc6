"""Checks of decision tables: overlaps, gaps, rows that never decide, rows that could go; each with a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.temporal import Date
from zhida.lang.base.types import DATE
from zhida.lang.check.bounds import find_bounds
from zhida.lang.check.conditions import Given
from zhida.lang.check.cover import Effort, EffortSpentError
from zhida.lang.check.facts import Facts
from zhida.lang.check.gaps import find_gaps
from zhida.lang.check.grid import Grid, Known, make_grid
from zhida.lang.check.overlaps import find_overlaps
from zhida.lang.check.program import FoundTable, Path, find_paths, find_tables
from zhida.lang.check.reach import find_unreachable_rows
from zhida.lang.check.redundancy import find_mergeable_rows, find_redundant_rows
from zhida.lang.core.tree import InputReference, Program, Table
from zhida.lang.core.walk import walk

COMPARISONS = 250_000
"""The work one question about one table may take: a second or two."""

A_DAY = Date(2025, 6, 15)
"""The day taken as an example for inputs that cells reckon from, such as a reference date."""

_Search: TypeAlias = Callable[[Grid, Effort], Iterator[Diagnostic]]


def check_tables(program: Program, wholes: AbstractSet[Path] = frozenset()) -> tuple[Diagnostic, ...]:
    """What is wrong, or odd, in the decision tables of a program, wherever they stand in it.

    Inputs of a table are taken to be free of each other unless they rest on a common fact; then a finding that
    needs them to go together is told as possible only. A cell that reads more than its own input is noted, and
    nothing is concluded from it, unless it reckons from a date that is an input: then overlaps and gaps are sought for
    one such day, which the finding names. Every finding names its table and row, and carries inputs that show it:
    ``assignment`` (values by column), ``witness`` (the same as text), ``region`` (all such inputs, as cells).

    Errors are overlaps of UNIQUE and contradictions of ANY; warnings are gaps where one result is wanted, rows that
    never decide and redundant rows; all else are notes. A gap between rows is a ``check.hole``, one beyond them a
    ``check.gap``.

    Values that cannot occur are no gaps: those the inputs do not allow, or that an expression is proved not to yield.
    ``wholes`` are the paths of the facts whose numbers are whole: ``("本年", "职工总数")``.
    """
    known = Known(program, find_bounds(program, Facts(program.inputs, wholes)))
    return tuple(finding for found in find_tables(program) for finding in _check_table(found, known))


def _check_table(found: FoundTable, known: Known) -> Iterator[Diagnostic]:
    always = make_grid(found.name, found.table, known)
    given = _choose_days(found.table, known.program)
    once = make_grid(found.name, found.table, known, given) if given else always
    yield from _note_opaque_cells(once)
    yield from find_overlaps(once)
    yield from _search(find_gaps, "check.gap", once)
    yield from _search(find_unreachable_rows, "check.unreachable-row", always)
    yield from _search(find_redundant_rows, "check.redundant-row", always)
    yield from find_mergeable_rows(always)


def _search(search: _Search, question: str, grid: Grid) -> Iterator[Diagnostic]:
    try:
        yield from search(grid, Effort(COMPARISONS))
    except EffortSpentError:
        values = {"table": grid.name, "question": question}
        yield Diagnostic("check.undecided", grid.table.span, values, Severity.NOTE)


def _choose_days(table: Table, program: Program) -> Given:
    """A day for every input that is a date and is read by cells but by no heading."""
    cells = {
        node.name
        for rule in table.rules
        for test in rule.tests
        for node in walk(test, InputReference)
        if node.type == DATE
    }
    headings = {path[0] for column in table.inputs for path in find_paths(column.expression, program)}
    return dict.fromkeys(sorted(cells - headings), A_DAY)


def _note_opaque_cells(grid: Grid) -> Iterator[Diagnostic]:
    for row in grid.rows:
        for cell in row.opaque:
            values = {"table": grid.name, "row": row.rule.number, "column": cell.label, "cell": cell.test.span.text}
            yield Diagnostic("check.opaque-cell", cell.test.span, values, Severity.NOTE)
