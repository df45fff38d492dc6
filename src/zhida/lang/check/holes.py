"""Holes: inputs for which no row of a table matches although rows match below and above them on one axis.

What lies beyond the first and the last row of a table is often left out on purpose; what lies between two rows
seldom is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from zhida.lang.check.axis import ORDERED, Mask, list_bits
from zhida.lang.check.cover import Box, Effort, intersect, replace_side
from zhida.lang.check.grid import Grid


def find_holes(grid: Grid, effort: Effort) -> Iterator[Box]:
    """Largest boxes of inputs, nulls left aside, that no row matches and that lie between rows on an ordered axis.

    No two have anything in common, and together they are all there is between rows.
    Raises `EffortSpentError` when it cannot be decided with the effort given.
    """
    cover = grid.outer
    for space in _list_spaces(grid, effort):
        while (point := cover.find_uncovered(space, cover.rows, effort)) is not None:
            hole = cover.grow(point, space)
            yield hole
            cover = cover.add(hole)


def _list_spaces(grid: Grid, effort: Effort) -> Iterator[Box]:
    """The spaces between two rows, from just above a run of the lower one to the top of the higher one."""
    rows = [box for box in (intersect(row.outer, grid.plain) for row in grid.rows) if all(box)]
    for axis, dimension in enumerate(grid.dimensions):
        if dimension.axis.type not in ORDERED:
            continue
        from_top = sorted(rows, key=itemgetter(axis), reverse=True)
        for row in rows:
            for slice_ in _list_slices_above(row[axis], dimension.plain):
                edge = replace_side(row, axis, slice_)
                if grid.outer.find_uncovered(edge, grid.outer.rows, effort) is not None:
                    yield from _list_spaces_below(from_top, axis, edge, dimension.plain)


def _list_spaces_below(rows: list[Box], axis: int, edge: Box, plain: Mask) -> Iterator[Box]:
    """The spaces from a slice to each row that reaches higher for the same values on the other axes."""
    for row in rows:
        top = 1 << row[axis].bit_length() - 1
        between = plain & (top - 1) & ~(edge[axis] - 1)
        space = replace_side(intersect(edge, row), axis, between)
        if all(space):
            yield space


def _list_slices_above(side: Mask, plain: Mask) -> Iterator[Mask]:
    """The pieces just above the runs of a side."""
    for bit, above in pairwise(list_bits(plain)):
        if side >> bit & 1 and not side >> above & 1:
            yield 1 << above
