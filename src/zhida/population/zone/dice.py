"""Dice: chance that falls alike on every machine.

Only uniform numbers, sums, products and quotients are used, which IEEE 754 fixes to the last bit; the
logarithms and cosines of a mathematics library, of which it does not, are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ldexp
from random import Random
from typing import Generic, TypeVar

Side = TypeVar("Side")

_LN_2 = 0.6931471805599453
_TERMS = 14


class Dice:
    """The dice of one firm: the same seed and number give the same throws."""

    __slots__ = ("throw",)

    def __init__(self, seed: int, number: int) -> None:
        self.throw = Random(f"{seed}/{number}").random  # noqa: S311 - a demonstration, not a secret

    def below(self, count: int) -> int:
        """A whole number from 0 to ``count - 1``."""
        return int(self.throw() * count)

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included; ``low`` when they are the wrong way round."""
        return low + int(self.throw() * max(1, high - low + 1))

    def happens(self, permille: int) -> bool:
        """True so many times in a thousand."""
        return self.throw() * 1000 < permille

    def pick(self, sides: Sequence[Side]) -> Side:
        """One of them, each alike."""
        return sides[int(self.throw() * len(sides))]

    def normal(self) -> float:
        """A number around 0, nearly normal with deviation 1, from -6 to 6: twelve uniform ones, summed."""
        throw = self.throw
        first = throw() + throw() + throw() + throw() + throw() + throw()
        return first - (throw() + throw() + throw() + throw() + throw() + throw())

    def lognormal(self, deviation: float) -> float:
        """A positive factor around 1, whose logarithm is normal."""
        return exponential(deviation * self.normal())

    def around(self, middle: int, deviation: int) -> int:
        """A whole number around a middle."""
        return middle + int(self.normal() * deviation)


@dataclass(frozen=True, slots=True)
class Weighted(Generic[Side]):
    """A choice among sides of different weight."""

    sides: tuple[Side, ...]
    totals: tuple[int, ...]

    @staticmethod
    def of(sides: Sequence[Side], weights: Sequence[int]) -> Weighted[Side]:
        """The choice of sides, each so many times as likely as one of weight 1."""
        return Weighted(tuple(sides), tuple(accumulate(weights)))

    def pick(self, dice: Dice) -> Side:
        """One of them.

        >>> Weighted.of(["甲", "乙"], [1, 0]).pick(Dice(1, 1))
        '甲'
        """
        return self.sides[bisect_right(self.totals, dice.below(self.totals[-1]))]


def exponential(power: float) -> float:
    """Euler's number to the power, alike on every machine.

    >>> round(exponential(1.0), 12), exponential(0.0), round(exponential(-2.0), 12)
    (2.718281828459, 1.0, 0.135335283237)
    """
    doublings = round(power / _LN_2)
    rest = power - doublings * _LN_2
    value = 1.0
    for term in range(_TERMS, 0, -1):
        value = 1.0 + value * rest / term
    return ldexp(value, doublings)
