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
from zhida.lang.core.tree import Table

_Kind: TypeAlias = 'OneOf["hole", "gap"]'

GAPS_REPORTED = 5
"""More are not told of one table: who closes these sees the next ones."""


def find_gaps(grid: Grid, effort: Effort) -> Iterator[Diagnostic]:
    """The first few largest boxes of inputs, nulls left aside, that no row matches; none where defaults step in.

    Holes between rows come first. Raises `EffortSpentError` when it cannot be decided with the effort given.
    """
    if grid.table.outputs and all(output.default is not None for output in grid.table.outputs):
        return
    for kind, box in islice(_list_boxes(grid, effort), GAPS_REPORTED):
        code = f"check.{kind}" if grid.is_certain(box) else f"check.possible-{kind}"
        yield Diagnostic(code, grid.table.span, describe_finding(grid, box), _weigh(code, grid.table))


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


def _weigh(code: str, table: Table) -> Severity:
    """A warning where one result is wanted; of the least or greatest result that is so between rows alone."""
    has_one_result = table.hit_policy in SINGLE_HIT
    match code:
        case "check.hole" | "check.possible-hole" if has_one_result or table.aggregation in {"MIN", "MAX"}:
            return Severity.WARNING
        case "check.gap" if has_one_result:
            return Severity.WARNING
    return Severity.NOTE
