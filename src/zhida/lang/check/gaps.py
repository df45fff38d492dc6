"""Gaps: inputs for which no row of a table matches."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.check.cover import Effort
from zhida.lang.check.grid import SINGLE_HIT, Grid
from zhida.lang.check.witness import describe_finding

GAPS_REPORTED = 5
"""More are not told of one table: who closes these sees the next ones."""


def find_gaps(grid: Grid, effort: Effort) -> Iterator[Diagnostic]:
    """The first few largest boxes of inputs, nulls left aside, that no row matches; none where defaults step in.

    Raises `EffortSpentError` when it cannot be decided with the effort given.
    """
    if grid.table.outputs and all(output.default is not None for output in grid.table.outputs):
        return
    severity = Severity.WARNING if grid.table.hit_policy in SINGLE_HIT else Severity.NOTE
    cover = grid.outer
    for _ in range(GAPS_REPORTED):
        point = cover.find_uncovered(grid.plain, cover.rows, effort)
        if point is None:
            return
        box = grid.outer.grow(point, grid.plain)
        values = describe_finding(grid, box)
        if grid.is_certain(box):
            yield Diagnostic("check.gap", grid.table.span, values, severity)
        else:
            yield Diagnostic("check.possible-gap", grid.table.span, values, Severity.NOTE)
        cover = cover.add(box)
