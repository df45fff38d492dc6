"""Figures: every number is counted in the smallest unit its kind has (money in 分), days since the year 1.

So all arithmetic is on whole numbers, and what is written has exactly the decimals the catalogue wants.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from zhida.policy.facts import Kind

Figure: TypeAlias = "int | str | bool"
"""A value as it is calculated with."""

Figures: TypeAlias = Mapping[str, Figure]
"""The facts of a firm, or of one record, by name."""

YUAN = 100
TEN_THOUSAND = 10_000 * YUAN
"""1 万元 in 分."""

UNIT = 10_000
"""1 of a number with four decimals, and the whole in basis points."""

MILLION = 1_000_000
"""The whole in a ratio, which has six decimals."""

FOREVER = date.max.toordinal()
"""The end of what does not end: 9999-12-31."""


Writing: TypeAlias = Callable[[Figure], Figure]


def find_writing(kind: Kind) -> Writing:
    """How figures of a kind stand in a firm's file: numbers with decimals and dates as texts, all else as it is.

    >>> find_writing(Kind.MONEY)(123456), find_writing(Kind.MONEY)(-5), find_writing(Kind.NUMBER)(125_000)
    ('1234.56', '-0.05', '12.5000')
    >>> find_writing(Kind.DATE)(date(2024, 2, 29).toordinal()), find_writing(Kind.COUNT)(12)
    ('2024-02-29', 12)
    """
    if kind is Kind.DATE:
        return write_day
    return _write_decimals(kind.decimals) if kind.decimals else _keep


def _write_decimals(decimals: int) -> Writing:
    def write(figure: Figure) -> str:
        digits = str(figure)
        if digits[0] == "-":
            return "-" + point(digits[1:])
        return point(digits)

    def point(digits: str) -> str:
        padded = digits if len(digits) > decimals else digits.zfill(decimals + 1)
        return f"{padded[:-decimals]}.{padded[-decimals:]}"

    return write


def _keep(figure: Figure) -> Figure:
    return figure


@lru_cache(maxsize=65_536)
def write_day(day: Figure) -> str:
    """A day as ``2024-02-29``."""
    return date.fromordinal(int(day)).isoformat()


def take_share(amount: int, basis_points: int) -> int:
    """So many ten-thousandths of an amount, downwards."""
    return amount * basis_points // UNIT


def find_year(day: int) -> int:
    """The year of a day."""
    return date.fromordinal(day).year


def find_day(year: int, month: int, day: int) -> int:
    """The number of a day."""
    return date(year, month, day).toordinal()


def add_years(day: int, years: int) -> int:
    """The same day so many years later; 28 February for a 29th there is none of."""
    start = date.fromordinal(day)
    if (start.month, start.day) == (2, 29):  # a leap day
        start = start.replace(day=28)
    return start.replace(year=start.year + years).toordinal()


def find_nearest(value: int, rungs: Sequence[int]) -> int:
    """The rung of a ladder next to a value: of the two around it, the one less far in proportion.

    >>> find_nearest(380, [100, 500, 1000]), find_nearest(5, [100, 500])
    (500, 100)
    """
    above = bisect_left(rungs, value)
    if above == 0:
        return rungs[0]
    if above == len(rungs):
        return rungs[-1]
    low, high = rungs[above - 1], rungs[above]
    return low if value * value < low * high else high
