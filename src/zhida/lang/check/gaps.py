"""Gaps: inputs for which no row of a table matches, those between rows told apart from those beyond them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Literal as OneOf
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.check.cover import Box, Effort
from zhida.lang.check.grid import SINGLE_HIT, Grid
from zhida.lang.check.holes import find_holes
from zhida.lang.check.witness import describe_finding

_Kind: TypeAlias = OneOf["hole", "gap"]

GAPS_REPORTED = 5
"""More are not told of one table: who closes these sees the next ones."""


def find_gaps(grid: Grid, effort: Effort) -> Iterator[Diagnostic]:
    """The first few largest boxes of inputs, nulls left aside, that no row matches; none where defaults step in.

    Holes between rows come first. Raises `EffortSpentError` when it cannot be decided with the effort given.
    """
    if grid.table.outputs and all(output.default is not None for output in grid.table.outputs):
        return
    for kind, box in islice(_list_boxes(grid, effort), GAPS_REPORTED):
        code, severity = (_classify_hole if kind == "hole" else _classify_gap)(grid, box)
        yield Diagnostic(code, grid.table.span, describe_finding(grid, box), severity)


def _list_boxes(grid: Grid, effort: Effort) -> Iterator[tuple[_Kind, Box]]:
    """Boxes that no row has any part of: those between rows, then those beyond them, each as large as can be."""
    taken = grid.outer
    for hole in find_holes(grid, effort):
        yield "hole", hole
        taken = taken.add(hole)
    seen = taken
    while (point := seen.find_uncovered(grid.plain, seen.rows, effort)) is not None:
        gap = taken.grow(point, grid.plain)
        yield "gap", gap
        seen = seen.add(gap)


def _classify_hole(grid: Grid, box: Box) -> tuple[str, Severity]:
    """A warning where one result is wanted, be it the least or the greatest of several."""
    has_one_result = grid.table.hit_policy in SINGLE_HIT or grid.table.aggregation in {"MIN", "MAX"}
    code = "check.hole" if grid.is_certain(box) else "check.possible-hole"
    return code, Severity.WARNING if has_one_result else Severity.NOTE


def _classify_gap(grid: Grid, box: Box) -> tuple[str, Severity]:
    """A warning where one result is wanted and surely lacks."""
    if not grid.is_certain(box):
        return "check.possible-gap", Severity.NOTE
    return "check.gap", Severity.WARNING if grid.table.hit_policy in SINGLE_HIT else Severity.NOTE
