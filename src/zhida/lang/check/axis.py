"""Axes: the values one tested expression can take, cut into the pieces that no test of a table tells apart.

An axis is a row of pieces from low to high, then "any other value", then null. A set of its values is a
*mask*: an integer whose bit ``i`` stands for piece ``i``. All ends, open or closed, are exact, because every
constant is a piece of its own. Numbers are dense; dates and durations are counted in days, months, seconds
or nanoseconds, so that there is nothing between one day and the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum, auto
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.temporal import NANOSECONDS, Date, DateTime, DaysDuration, MonthsDuration, add_days, at_instant
from zhida.lang.base.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_DURATION,
    MONTHS_DURATION,
    NUMBER,
    STRING,
    SimpleType,
    Type,
)
from zhida.lang.base.values import Value

Mask: TypeAlias = int
Place: TypeAlias = "Decimal | int"
"""Where a value stands on an ordered axis."""

ORDERED = (NUMBER, DATE, DATE_TIME, DAYS_DURATION, MONTHS_DURATION)
"""The types whose values an axis puts in order."""

_STRICT = (NUMBER, STRING, BOOLEAN, DATE, DAYS_DURATION, MONTHS_DURATION)
"""The types all of whose values can be compared; a local date and time and one with a zone cannot."""


class Spacing(Enum):
    """Whether there is a number between any two others, or whole numbers alone."""

    DENSE = auto()
    WHOLE = auto()


@dataclass(frozen=True, slots=True)
class Point:
    """One value alone."""

    value: Value

    @property
    def sample(self) -> Value:
        """The value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Between:
    """All values between two others, both excluded; an end that is None is unbounded."""

    low: Value
    high: Value
    sample: Value


@dataclass(frozen=True, slots=True)
class Rest:
    """All values that no test names; ``sample`` is one of them, None where none can be told."""

    sample: Value


Piece = Point | Between | Rest


@dataclass(frozen=True, slots=True)
class Axis:
    """The pieces of one tested expression.

    ``type`` is None where nothing can be said of the values. ``regular`` are the values of that type,
    ``strange`` those that cannot be compared with them, ``null`` the null.
    """

    type: SimpleType | None
    pieces: tuple[Piece, ...]
    regular: Mask
    strange: Mask
    null: Mask
    masks: Mapping[Place | str, Mask] = field(compare=False)

    @property
    def universe(self) -> Mask:
        """All its values."""
        return self.regular | self.strange | self.null

    def find(self, value: Value) -> Mask:
        """The piece that is exactly this value; none (0) if the axis was not cut there."""
        place = _place_of(value)
        return 0 if place is None or type_of(value) != self.type else self.masks.get(place, 0)


def make_axis(declared: Type, constants: Sequence[Value], spacing: Spacing = Spacing.DENSE) -> Axis:
    """The axis of an expression of the declared type, cut at the constants it is compared with.

    Where the type is not known, that of the first constant is taken, and values of other types may occur, too.

    >>> [str(piece.sample) for piece in make_axis(NUMBER, [Decimal(5)]).pieces]
    ['4', '5', '6', 'None']
    """
    type_ = _choose_type(declared, constants)
    pieces = _make_pieces(type_, [constant for constant in constants if type_of(constant) == type_], spacing)
    strange: tuple[Piece, ...] = () if declared in _STRICT else (Rest(None),)
    regular = (1 << len(pieces)) - 1
    null = 1 << len(pieces) + len(strange)
    places = ((_place_of(piece.value), 1 << bit) for bit, piece in enumerate(pieces) if isinstance(piece, Point))
    masks = {place: mask for place, mask in places if place is not None}
    every = (*pieces, *strange, Point(None))
    return Axis(type_, every, regular, null - 1 - regular, null, MappingProxyType(masks))


def type_of(value: Value) -> SimpleType | None:
    """The type of a constant an axis can be cut at, else None."""
    match value:
        case bool():
            return BOOLEAN
        case Decimal():
            return NUMBER
        case str():
            return STRING
        case Date():
            return DATE
        case DateTime():
            return DATE_TIME
        case DaysDuration():
            return DAYS_DURATION
        case MonthsDuration():
            return MONTHS_DURATION
    return None


def list_bits(mask: Mask) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest.

    >>> list(list_bits(0b1010))
    [1, 3]
    """
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def unite(masks: Iterable[Mask]) -> Mask:
    """What is in any of them."""
    return reduce(or_, masks, 0)


# Pieces


def _choose_type(declared: Type, constants: Sequence[Value]) -> SimpleType | None:
    if declared == ANY:
        return next(filter(None, map(type_of, constants)), None)
    return declared if isinstance(declared, SimpleType) and declared in {*_STRICT, DATE_TIME} else None


def _make_pieces(type_: SimpleType | None, constants: Sequence[Value], spacing: Spacing) -> list[Piece]:
    if type_ == BOOLEAN:
        return [Point(True), Point(False)]  # noqa: FBT003
    if type_ == STRING:
        return _make_string_pieces(list(dict.fromkeys(filter(_is_text, constants))))
    if type_ in ORDERED:
        return _make_ordered_pieces(type_, constants, spacing)
    return [Rest(None)]


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _make_string_pieces(constants: list[Value]) -> list[Piece]:
    sample = "其他"
    while sample in constants:
        sample += "其他"
    return [*map(Point, constants), Rest(sample)]


def _make_ordered_pieces(type_: SimpleType, constants: Sequence[Value], spacing: Spacing) -> list[Piece]:
    values = {place: constant for constant in constants if (place := _place_of(constant)) is not None}
    places = sorted(place for place in values if not isinstance(place, str))
    pieces: list[Piece] = []
    for low, high in zip([None, *places], [*places, None], strict=True):
        if low is not None:
            pieces.append(Point(values[low]))
        sample = _sample_between(type_, spacing, low, high)
        if sample is not None:
            ends = (None if low is None else values[low], None if high is None else values[high])
            pieces.append(Between(*ends, sample))
    return pieces


# Places


def _place_of(value: Value) -> Place | str | None:
    match value:
        case bool() | str() | Decimal():
            return value
        case Date():
            return value.number
        case DateTime():
            return value.moment
        case DaysDuration():
            return value.nanoseconds
        case MonthsDuration():
            return value.total
    return None


def _sample_between(type_: SimpleType, spacing: Spacing, low: Place | None, high: Place | None) -> Value:
    if type_ == NUMBER:
        between = _number_between if spacing is Spacing.DENSE else _whole_between
        return between(_to_decimal(low), _to_decimal(high))
    count = _count_between(low, high)
    return None if count is None else _value_at(type_, count)


def _to_decimal(place: Place | None) -> Decimal | None:
    return None if place is None else Decimal(place)


def _number_between(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    if low is None:
        return Decimal(0) if high is None else _go_below(high)
    if high is None:
        return _go_below(low.copy_negate()).copy_negate()
    next_whole = DECIMAL128.add(low, Decimal(1))
    if low < next_whole < high:
        return next_whole
    middle = DECIMAL128.divide(DECIMAL128.add(low, high), Decimal(2))
    return middle if low < middle < high else None


def _whole_between(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    if low is None:
        below = Decimal(0) if high is None else _go_below(high)
        return below.to_integral_value(ROUND_FLOOR)
    if high is None:
        return _go_below(low.copy_negate()).copy_negate().to_integral_value(ROUND_CEILING)
    above = DECIMAL128.add(low.to_integral_value(ROUND_FLOOR), Decimal(1))
    return above if above < high else None


def _go_below(end: Decimal) -> Decimal:
    below = DECIMAL128.subtract(end, Decimal(1))
    return below if below < end else DECIMAL128.next_minus(end)


def _count_between(low: Place | None, high: Place | None) -> int | None:
    if low is None:
        return 0 if high is None else int(high) - 1
    return int(low) + 1 if high is None or low + 1 < high else None


def _value_at(type_: SimpleType, count: int) -> Value:
    if type_ == DATE:
        return add_days(Date(1970, 1, 1), count)
    if type_ == DATE_TIME:
        return at_instant(count * NANOSECONDS, None)
    return DaysDuration(count) if type_ == DAYS_DURATION else MonthsDuration(count)
