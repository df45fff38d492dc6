"""Reach: rows that never decide, or only where a value is null."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.check.axis import list_bits, unite
from zhida.lang.check.conditions import as_constant
from zhida.lang.check.cover import Box, Effort, Rows, intersect, intersects
from zhida.lang.check.grid import Grid, Row
from zhida.lang.check.witness import choose_point, describe_finding


def find_unreachable_rows(grid: Grid, effort: Effort) -> Iterator[Diagnostic]:
    """Rows that cannot match, that others always take the inputs of, and that are left with nulls alone.

    Raises `EffortSpentError` when it cannot be decided with the effort given.
    """
    for index, row in enumerate(grid.rows):
        if not all(row.outer):
            yield _report_impossible(grid, row)
            continue
        stronger = find_stronger_rows(grid, index)
        if grid.inner.find_uncovered(row.outer, stronger, effort) is None:
            yield report_covered("check.unreachable-row", grid, row, stronger, row.outer)
            continue
        plain = intersect(row.outer, grid.plain)
        if all(plain) and grid.inner.find_uncovered(plain, stronger, effort) is None:
            yield report_covered("check.only-null", grid, row, stronger, plain)


def find_stronger_rows(grid: Grid, index: int) -> Rows:
    """The rows whose result is taken wherever they match together with this one and differ from it."""
    if grid.table.hit_policy == "FIRST":
        return (1 << index) - 1
    if grid.table.hit_policy != "PRIORITY":
        return 0
    ranks = [rank_row(grid, row) for row in grid.rows]
    own = ranks[index]
    if own is None:
        return 0
    return unite(1 << other for other, rank in enumerate(ranks) if rank is not None and rank < own)


def rank_row(grid: Grid, row: Row) -> tuple[int, ...] | None:
    """Where the results of a row stand in the orders of their columns, 0 being best; None if that is not known."""
    ranks: list[int] = []
    for output, result in zip(grid.table.outputs, row.rule.results, strict=True):
        constant = as_constant(result)
        if not output.order:
            continue
        if constant is None or constant.value not in output.order:
            return None
        ranks.append(output.order.index(constant.value))
    return tuple(ranks)


def report_covered(code: str, grid: Grid, row: Row, others: Rows, space: Box) -> Diagnostic:
    """The finding that others say what the row says, or decide before it, everywhere in the space."""
    values = {
        "row": row.rule.number,
        "others": _list_numbers(grid, others, space),
        **describe_finding(grid, choose_point(grid, space)),
    }
    severity = Severity.NOTE if code == "check.only-null" else Severity.WARNING
    return Diagnostic(code, row.rule.span, values, severity)


def _list_numbers(grid: Grid, rows: Rows, space: Box) -> str:
    """The numbers of the rows that match somewhere in the space."""
    found = (grid.rows[row] for row in list_bits(rows) if intersects(grid.rows[row].inner, space))
    return ", ".join(str(row.rule.number) for row in found)


def _report_impossible(grid: Grid, row: Row) -> Diagnostic:
    label = next(dimension.label for dimension, side in zip(grid.dimensions, row.outer, strict=True) if not side)
    values = {"table": grid.name, "row": row.rule.number, "column": label}
    return Diagnostic("check.impossible-row", row.rule.span, values, Severity.WARNING)
