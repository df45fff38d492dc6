"""Redundancy: rows that could go, or become one with another, and the table would still say the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.check.axis import ORDERED, Mask, list_bits, unite
from zhida.lang.check.cover import Effort, Rows, intersect, intersects
from zhida.lang.check.grid import Dimension, Grid, Row
from zhida.lang.check.reach import find_stronger_rows, rank_row, report_covered
from zhida.lang.check.witness import describe_finding


def find_redundant_rows(grid: Grid, effort: Effort) -> Iterator[Diagnostic]:
    """Rows that decide somewhere, but wherever they do, the rows left would give the same result.

    From the last to the first, so that of two equal rows the later one is told, and all told can go together.
    Raises `EffortSpentError` when it cannot be decided with the effort given.
    """
    left = grid.inner.rows
    for index in reversed(range(len(grid.rows))):
        space = grid.rows[index].outer
        others = left & ~(1 << index)
        if all(space) and _is_redundant(grid, index, others, effort):
            left = others
            if grid.inner.find_uncovered(space, find_stronger_rows(grid, index), effort) is not None:
                replacing = _find_replacing(grid, index, others)
                yield report_covered("check.redundant-row", grid, grid.rows[index], replacing, space)


def find_mergeable_rows(grid: Grid) -> Iterator[Diagnostic]:
    """Pairs of rows of one result and equal notes that differ in one column only, where one test can say both."""
    policy = grid.table.hit_policy
    pairs = combinations(grid.rows, 2) if policy in {"UNIQUE", "ANY"} else pairwise(grid.rows)
    if policy not in {"UNIQUE", "ANY", "FIRST"}:
        return
    for one, other in pairs:
        if _can_merge(grid, one, other):
            merged = tuple(a | b for a, b in zip(one.inner, other.inner, strict=True))
            values = {"row": one.rule.number, "other": other.rule.number, **describe_finding(grid, merged)}
            yield Diagnostic("check.mergeable-rows", other.rule.span, values, Severity.NOTE)


def _is_redundant(grid: Grid, index: int, others: Rows, effort: Effort) -> bool:
    space = grid.rows[index].outer
    replacing = _find_replacing(grid, index, others)
    if grid.inner.find_uncovered(space, replacing, effort) is not None:
        return False
    if grid.table.hit_policy != "FIRST":
        return True
    return all(
        grid.inner.find_uncovered(intersect(space, grid.rows[rival].outer), replacing & (1 << rival) - 1, effort)
        is None
        for rival in list_bits(others & ~replacing)
    )


def _find_replacing(grid: Grid, index: int, others: Rows) -> Rows:
    """The rows that, where they match, leave the answer as it is when the row goes."""
    row = grid.rows[index]
    equal = unite(1 << other for other in list_bits(others) if grid.rows[other].rule.results == row.rule.results)
    match grid.table.hit_policy:
        case "ANY":
            return equal
        case "FIRST":
            return others & (1 << index) - 1 | equal
        case "PRIORITY" if rank_row(grid, row) is not None:
            return others & find_stronger_rows(grid, index) | equal
    return 0


def _can_merge(grid: Grid, one: Row, other: Row) -> bool:
    if one.opaque or other.opaque or one.rule.results != other.rule.results:
        return False
    if dict(one.rule.annotations) != dict(other.rule.annotations) or not (all(one.inner) and all(other.inner)):
        return False
    differing = [axis for axis, (a, b) in enumerate(zip(one.inner, other.inner, strict=True)) if a != b]
    if len(differing) != 1 or intersects(one.inner, other.inner):
        return False
    axis = differing[0]
    return _is_one_test(grid.dimensions[axis], one.inner[axis] | other.inner[axis])


def _is_one_test(dimension: Dimension, side: Mask) -> bool:
    """Whether one unary test, not a list of several intervals, can say it."""
    if dimension.axis.type not in ORDERED:
        return True
    regular = side & dimension.axis.regular
    lowest = regular & -regular
    return not regular & (regular + lowest)
