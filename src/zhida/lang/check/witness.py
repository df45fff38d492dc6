"""Witnesses: what a check found, as inputs a person can try."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from zhida.lang.base.types import STRING
from zhida.lang.base.values import Value
from zhida.lang.check.axis import Axis, Between, Mask, Piece, Point, list_bits
from zhida.lang.check.cover import Box
from zhida.lang.check.grid import Dimension, Grid


def choose_point(grid: Grid, box: Box) -> Box:
    """A point of a box that is not empty, without nulls where that can be."""
    sides = zip(box, grid.plain, strict=True)
    return tuple(1 << next(list_bits(side & plain or side)) for side, plain in sides)


def assign(grid: Grid, point: Box) -> Mapping[str, Value]:
    """The point as values by column; columns without influence, of which no value can be told, are left out.

    Inputs taken as given come first.
    """
    pieces = [
        (dimension, dimension.axis.pieces[side.bit_length() - 1])
        for dimension, side in zip(grid.dimensions, point, strict=True)
    ]
    return {**grid.given, **{dimension.label: piece.sample for dimension, piece in pieces if _is_told(piece)}}


def describe_finding(grid: Grid, box: Box) -> dict[str, object]:
    """The values every finding has: the table, a witness as values and as text, and the whole box as text."""
    witness = assign(grid, choose_point(grid, box))
    return {
        "table": grid.name,
        "assignment": witness,
        "witness": ", ".join(f"{label} = {render_value(value)}" for label, value in witness.items()),
        "region": "; ".join(_describe_sides(grid, box)) or "-",
    }


def render_value(value: Value) -> str:
    r"""A value as FEEL writes it.

    >>> render_value(Decimal("5000000")), render_value("制造业"), render_value(None), render_value(True)
    ('5000000', '"制造业"', 'null', 'true')
    >>> print(render_value('他说"好"'))
    "他说\"好\""
    """
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case Decimal():
            return format(value, "f")
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f'@"{value}"'


def _is_told(piece: Piece) -> bool:
    return isinstance(piece, Point) or piece.sample is not None


def _describe_sides(grid: Grid, box: Box) -> Iterator[str]:
    for dimension, side in zip(grid.dimensions, box, strict=True):
        if dimension.plain & ~side:
            yield f"{dimension.label}: {_describe_side(dimension, side)}"


def _describe_side(dimension: Dimension, side: Mask) -> str:
    """A set of values as the unary tests of a cell."""
    axis = dimension.axis
    tests = _describe_strings(axis, side) if axis.type == STRING else _describe_runs(axis, side & axis.regular)
    if side & axis.null:
        tests.append("null")
    return ", ".join(tests)


def _describe_strings(axis: Axis, side: Mask) -> list[str]:
    rest = (axis.regular + 1) >> 1
    if not side & rest:
        return [render_value(axis.pieces[bit].sample) for bit in list_bits(side & axis.regular)]
    without = [render_value(axis.pieces[bit].sample) for bit in list_bits(axis.regular & ~side)]
    return [f"not({', '.join(without)})" if without else "!= null"]


def _describe_runs(axis: Axis, mask: Mask) -> list[str]:
    tests = []
    while mask:
        first = (mask & -mask).bit_length() - 1
        length = (~(mask >> first) & (mask >> first) + 1).bit_length() - 1
        tests.append(_describe_run(axis.pieces[first], axis.pieces[first + length - 1]))
        mask &= ~(((1 << length) - 1) << first)
    return tests


def _describe_run(first: Piece, last: Piece) -> str:
    if first is last and isinstance(first, Point):
        return render_value(first.value)
    low = first.low if isinstance(first, Between) else first.sample
    high = last.high if isinstance(last, Between) else last.sample
    low_closed, high_closed = isinstance(first, Point), isinstance(last, Point)
    if low is None and high is None:
        return "!= null"
    if low is None:
        return f"{'<=' if high_closed else '<'} {render_value(high)}"
    if high is None:
        return f"{'>=' if low_closed else '>'} {render_value(low)}"
    return f"{'[' if low_closed else '('}{render_value(low)}..{render_value(high)}{']' if high_closed else ')'}"
