"""Overlaps: rows that match together where the hit policy wants one, or one result."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.check.conditions import as_constant
from zhida.lang.check.cover import Box, intersect, intersects
from zhida.lang.check.grid import Grid, Row
from zhida.lang.check.witness import describe_finding


def find_overlaps(grid: Grid) -> Iterator[Diagnostic]:
    """Pairs of rows of a UNIQUE table that match together, and of an ANY table that then differ in their results."""
    if grid.table.hit_policy not in {"UNIQUE", "ANY"}:
        return
    for one, other in combinations(grid.rows, 2):
        box = intersect(one.inner, other.inner)
        if all(box) and not (grid.table.hit_policy == "ANY" and one.rule.results == other.rule.results):
            yield _report(grid, one, other, box)


def _report(grid: Grid, one: Row, other: Row, box: Box) -> Diagnostic:
    code, severity = _classify(grid, one, other, box)
    values = {"row": one.rule.number, "other": other.rule.number, **describe_finding(grid, box)}
    return Diagnostic(code, other.rule.span, values, severity)


def _classify(grid: Grid, one: Row, other: Row, box: Box) -> tuple[str, Severity]:
    if not intersects(box, grid.plain):
        return "check.overlap-on-null", Severity.WARNING
    is_any = grid.table.hit_policy == "ANY"
    surely_differ = not is_any or (_are_constant(one) and _are_constant(other))
    if surely_differ and grid.is_certain(intersect(box, grid.plain)):
        return ("check.conflict" if is_any else "check.overlap"), Severity.ERROR
    return ("check.possible-conflict" if is_any else "check.possible-overlap"), Severity.WARNING


def _are_constant(row: Row) -> bool:
    return all(as_constant(result) is not None for result in row.rule.results)
