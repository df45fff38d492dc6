"""Intervals: between which two numbers the values of an expression lie, and whether they are all whole.

An interval is wider than need be, never narrower. Ends are reckoned like the values themselves, in 34 digits with
the same rounding; that rounding never turns the order of two numbers, so no value falls out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product

from zhida.lang.base.numbers import DECIMAL128

_BOUNDS = DECIMAL128.copy()
_BOUNDS.clear_traps()

_INFINITY = Decimal("Infinity")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from ``low`` to ``high``, both included; only the whole ones when ``is_whole``."""

    low: Decimal = -_INFINITY
    high: Decimal = _INFINITY
    is_whole: bool = False

    @property
    def ends(self) -> list[Decimal]:
        """The ends that are numbers."""
        return [end for end in (self.low, self.high) if end.is_finite()]

    def contains(self, number: Decimal) -> bool:
        """Whether the number is one of them."""
        return self.low <= number <= self.high and (is_whole_number(number) or not self.is_whole)

    @property
    def signed(self) -> Interval:
        """All numbers of the same signs.

        >>> Interval(Decimal(5), Decimal(9)).signed
        Interval(low=Decimal('0'), high=Decimal('Infinity'), is_whole=False)
        """
        low = _ZERO if self.low >= 0 else -_INFINITY
        return Interval(low, _ZERO if self.high <= 0 else _INFINITY, self.is_whole)


EVERY_NUMBER = Interval()
COUNTS = Interval(_ZERO, _INFINITY, is_whole=True)


def is_whole_number(number: Decimal) -> bool:
    """Whether a number has no fraction.

    >>> is_whole_number(Decimal("2.0")), is_whole_number(Decimal("2.5"))
    (True, False)
    """
    return number == number.to_integral_value()


def join(intervals: Iterable[Interval]) -> Interval:
    """The least interval around all of them; every number if there are none."""
    parts = list(intervals)
    if not parts:
        return EVERY_NUMBER
    low, high = min(part.low for part in parts), max(part.high for part in parts)
    return Interval(low, high, all(part.is_whole for part in parts))


def take_least(intervals: Iterable[Interval]) -> Interval:
    """The least of a number of each.

    >>> take_least([Interval(Decimal(0), Decimal(9)), Interval(Decimal(5))])
    Interval(low=Decimal('0'), high=Decimal('9'), is_whole=False)
    """
    parts = list(intervals)
    return Interval(join(parts).low, min(part.high for part in parts), join(parts).is_whole)


def take_greatest(intervals: Iterable[Interval]) -> Interval:
    """The greatest of a number of each."""
    parts = list(intervals)
    return Interval(max(part.low for part in parts), join(parts).high, join(parts).is_whole)


def negate(one: Interval) -> Interval:
    """The numbers with the other sign."""
    return Interval(one.high.copy_negate(), one.low.copy_negate(), one.is_whole)


def add(one: Interval, other: Interval) -> Interval:
    """The sums."""
    low, high = _BOUNDS.add(one.low, other.low), _BOUNDS.add(one.high, other.high)
    return _repair(Interval(low, high, one.is_whole and other.is_whole))


def multiply(one: Interval, other: Interval) -> Interval:
    """The products.

    >>> multiply(Interval(Decimal(-2), Decimal(3)), Interval(Decimal(0), Decimal(5)))
    Interval(low=Decimal('-10'), high=Decimal('15'), is_whole=False)
    """
    products = [_multiply(*ends) for ends in product((one.low, one.high), (other.low, other.high))]
    return _repair(Interval(min(products), max(products), one.is_whole and other.is_whole))


def divide(one: Interval, other: Interval) -> Interval:
    """The quotients, of which the sign alone is told."""
    signs = multiply(one.signed, other.signed)
    return Interval(signs.low, signs.high)


def round_outward(one: Interval, decimals: int) -> Interval:
    """The numbers rounded in whatever way to so many decimals: the nearest ones there are around the ends.

    >>> round_outward(Interval(Decimal("0.123"), Decimal("9.871")), 2)
    Interval(low=Decimal('0.12'), high=Decimal('9.88'), is_whole=False)
    """
    low, high = _quantize(one.low, decimals, ROUND_FLOOR), _quantize(one.high, decimals, ROUND_CEILING)
    return Interval(low, high, one.is_whole or decimals <= 0)


def _quantize(end: Decimal, decimals: int, rounding: str) -> Decimal:
    """The end at so many decimals; one that takes more than 34 digits is no end."""
    rounded = end.quantize(Decimal(1).scaleb(-decimals), rounding, _BOUNDS) if end.is_finite() else end
    return rounded if not rounded.is_nan() else (-_INFINITY if rounding == ROUND_FLOOR else _INFINITY)


def _repair(interval: Interval) -> Interval:
    """The interval, with an end beyond all numbers taken for none."""
    low = -_INFINITY if interval.low == _INFINITY else interval.low
    return Interval(low, _INFINITY if interval.high == -_INFINITY else interval.high, interval.is_whole)


def _multiply(one: Decimal, other: Decimal) -> Decimal:
    """The product, where nothing times anything is nothing."""
    return _BOUNDS.multiply(one, other) if one and other else _ZERO
