"""What tests of constants tell of a table: which rows might match together, and how large an input is where one holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from zhida.lang.core.tree import Comparison, Conjunction, Constant, Disjunction, Expression, LocalReference, Table


@dataclass(frozen=True, slots=True)
class _Piece:
    """The values from ``low`` to ``high`` of one kind; an end that is None is unbounded."""

    kind: type
    low: Any
    high: Any
    low_closed: bool = True
    high_closed: bool = True


def find_rivals(table: Table) -> list[tuple[int, int]]:
    """Pairs of rows, by index, whose tests do not exclude each other for certain."""
    return [
        (one, other)
        for one, other in combinations(range(len(table.rules)), 2)
        if not any(
            _exclude(first, second)
            for first, second in zip(table.rules[one].tests, table.rules[other].tests, strict=True)
        )
    ]


def find_least(test: Expression) -> tuple[Decimal, bool] | None:
    """The number below which a test of constants never holds, and whether it holds at that number; None if there is none."""
    pieces = _pieces(test) or []
    if not pieces or any(piece.kind is not Decimal or piece.low is None for piece in pieces):
        return None
    least = min(pieces, key=lambda piece: (piece.low, not piece.low_closed))
    return least.low, least.low_closed


def _exclude(one: Expression, other: Expression) -> bool:
    """Whether no value satisfies both tests; in doubt, no."""
    first, second = _pieces(one), _pieces(other)
    return first is not None and second is not None and all(_apart(a, b) for a in first for b in second)


def _pieces(test: Expression) -> list[_Piece] | None:
    """The values that satisfy a test of constants, or None if it is not one."""
    match test:
        case Comparison(operator=operator, left=LocalReference(name="?"), right=Constant(value=value)) if (
            value is not None
        ):
            return _compared(operator, value)
        case Disjunction(operands=operands):
            parts = [_pieces(operand) for operand in operands]
            return None if None in parts else [piece for part in parts if part for piece in part]
        case Conjunction(operands=operands):
            bounds = [part[0] for operand in operands if (part := _pieces(operand)) and len(part) == 1]
            return _intersection(bounds) if bounds else None
    return None


def _compared(operator: str, value: Any) -> list[_Piece] | None:
    match operator:
        case "=":
            return [_Piece(type(value), value, value)]
        case "<" | "<=":
            return [_Piece(type(value), None, value, high_closed=operator == "<=")]
        case ">" | ">=":
            return [_Piece(type(value), value, None, low_closed=operator == ">=")]
    return None


def _intersection(bounds: list[_Piece]) -> list[_Piece]:
    """What lies in all of two one-sided bounds; more than is certain where they are of another form."""
    low = next((bound for bound in bounds if bound.low is not None), None)
    high = next((bound for bound in bounds if bound.high is not None), None)
    if low is None or high is None or low is high or low.kind is not high.kind:
        return bounds[:1]
    return [_Piece(low.kind, low.low, high.high, low.low_closed, high.high_closed)]


def _apart(one: _Piece, other: _Piece) -> bool:
    return one.kind is other.kind and (_below(one, other) or _below(other, one))


def _below(one: _Piece, other: _Piece) -> bool:
    if one.high is None or other.low is None:
        return False
    return bool(one.high < other.low) or (one.high == other.low and not (one.high_closed and other.low_closed))
