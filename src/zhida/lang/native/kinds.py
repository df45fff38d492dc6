"""What values are in machine code: whole numbers within bounds, booleans, days, codes of texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql.columns import NumberColumn, ScalarColumn, SimpleColumn

NARROW, WIDE = 64, 128
"""Bits of the two sizes of numbers that are computed."""

DIGITS_OF_DECIMALS: Mapping[int, int] = MappingProxyType({32: 9, NARROW: 18, WIDE: 38})
"""How many digits decimals of Arrow have by their bits, the narrowest first."""

_MOST_WIDE = 2 ** (WIDE - 1) - 1
_MOST_NARROW = 2 ** (NARROW - 1) - 1
_MOST_SHORT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class NumberKind:
    """Whole numbers from ``low`` to ``high``, each ``10**scale`` times the number it stands for.

    Nothing computed of them can overflow: what has no room in 128 bits is refused while compiling.

    >>> NumberKind(2, 0, 10**12).bits, NumberKind(2, 0, 10**12).stored_bits, NumberKind(0, 0, 10**20).bits
    (64, 64, 128)
    """

    scale: int
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.size > _MOST_WIDE:
            raise refuse("native.too-wide")

    @property
    def size(self) -> int:
        """No number is further from 0."""
        return max(-self.low, self.high)

    @property
    def bits(self) -> int:
        """In how many bits it is computed."""
        return NARROW if self.size <= _MOST_NARROW else WIDE

    @property
    def stored_bits(self) -> int:
        """In how many bits it is held in memory."""
        return 32 if self.size <= _MOST_SHORT else self.bits

    @property
    def output_bits(self) -> int:
        """In how many bits it is given out, as a decimal of Arrow.

        >>> NumberKind(2, 0, 10**9 - 1).output_bits, NumberKind(2, 0, 10**9).output_bits
        (32, 64)
        """
        return next(bits for bits, digits in DIGITS_OF_DECIMALS.items() if bits == WIDE or self.size < 10**digits)

    def union(self, other: NumberKind) -> NumberKind:
        """The numbers of both, which have one scale."""
        return NumberKind(self.scale, min(self.low, other.low), max(self.high, other.high))


class SimpleKind(Enum):
    """Values without bounds: days since 1970-01-01, codes of texts, and the nothing that is the type of NULL."""

    BOOLEAN = "boolean"
    DATE = "date"
    TEXT = "text"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ChoiceKind:
    """One of few values, held as its place among them."""

    values: tuple[str, ...]


Kind = NumberKind | SimpleKind | ChoiceKind

LONG = NumberKind(0, -_MOST_NARROW, _MOST_NARROW)
"""Any whole number of 64 bits."""

COUNT = NumberKind(0, 0, _MOST_SHORT)
"""How many items a list has."""

_SIMPLE: Mapping[SimpleColumn, Kind] = MappingProxyType(
    {
        SimpleColumn.TEXT: SimpleKind.TEXT,
        SimpleColumn.BOOLEAN: SimpleKind.BOOLEAN,
        SimpleColumn.DATE: SimpleKind.DATE,
        SimpleColumn.MONTHS: LONG,
        SimpleColumn.DAYS: LONG,
        SimpleColumn.NULL: SimpleKind.NOTHING,
    }
)


def kind_of(column: ScalarColumn) -> Kind:
    """What the values of a column are.

    >>> kind_of(NumberColumn(3, 2, Decimal(0), Decimal("100")))
    NumberKind(scale=2, low=0, high=10000)
    """
    if isinstance(column, NumberColumn):
        return NumberKind(column.scale, _count(column.least, column.scale), _count(column.most, column.scale))
    return _SIMPLE[column]


def _count(value: Decimal, scale: int) -> int:
    """The value in units of the last decimal; a bound with more decimals is widened by less than one unit."""
    units = value.scaleb(scale)
    whole = int(units)
    return whole if whole == units else whole + (1 if units > 0 else -1)
