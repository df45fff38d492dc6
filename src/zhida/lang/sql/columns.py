"""The SQL types of columns, as the caller declares them and as the compiler derives them.

A number is an exact decimal of so many digits before and after the point; nothing here is a float.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import Enum
from types import MappingProxyType

from sqlglot import exp

from zhida.lang.base.values import Value
from zhida.lang.sql.build import Sql, decimal_type, own

_EXACT = Context(prec=4 * 38)
"""Computes bounds without rounding: products of a few of the widest decimals fit."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """``DECIMAL(integers + scale, scale)``: numbers below ``10**integers`` in size with ``scale`` decimals.

    ``low`` and ``high`` bound the numbers more narrowly, where that is known. ``whole`` numbers are held as BIGINT: to
    make a decimal of an integer costs a database more than to compare it.

    >>> NumberColumn(16, 2).width, NumberColumn(2, 2).most
    (18, Decimal('99.99'))
    """

    integers: int
    scale: int
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False

    @property
    def width(self) -> int:
        """All digits, at least one."""
        return max(1, self.integers + self.scale)

    @property
    def least(self) -> Decimal:
        """No number is smaller."""
        return self._largest().copy_negate() if self.low is None else self.low

    @property
    def most(self) -> Decimal:
        """No number is larger."""
        return self._largest() if self.high is None else self.high

    def _largest(self) -> Decimal:
        return _EXACT.subtract(Decimal(1).scaleb(self.integers), Decimal(1).scaleb(-self.scale))


def span(low: Decimal, high: Decimal, scale: int, *, whole: bool = False) -> NumberColumn:
    """The narrowest column for the numbers from ``low`` to ``high`` with so many decimals.

    >>> span(Decimal("-5"), Decimal("120.5"), 2).width
    5
    """
    size = max(low.copy_abs(), high.copy_abs())
    return NumberColumn(max(0, size.adjusted() + 1) if size else 0, scale, low, high, whole)


def span_sum(one: NumberColumn, other: NumberColumn) -> NumberColumn:
    """The column for all sums of a number of each."""
    low, high = _EXACT.add(one.least, other.least), _EXACT.add(one.most, other.most)
    return span(low, high, max(one.scale, other.scale))


def span_product(one: NumberColumn, other: NumberColumn) -> NumberColumn:
    """The column for all products of a number of each."""
    corners = [_EXACT.multiply(a, b) for a in (one.least, one.most) for b in (other.least, other.most)]
    return span(min(corners), max(corners), one.scale + other.scale)


def span_opposite(column: NumberColumn) -> NumberColumn:
    """The column for the numbers with the other sign."""
    return replace(column, low=column.most.copy_negate(), high=column.least.copy_negate())


def span_union(columns: Sequence[NumberColumn]) -> NumberColumn:
    """The column for the numbers of all; decimals unless all are whole."""
    low, high = min(one.least for one in columns), max(one.most for one in columns)
    integers = max(one.integers for one in columns)
    scale = max(one.scale for one in columns)
    return NumberColumn(integers, scale, low, high, all(one.whole for one in columns))


def raise_least(column: NumberColumn, low: Decimal, closed: bool) -> NumberColumn:  # noqa: FBT001 - whether it is >= or >
    """The column of its numbers from ``low`` on, which may be one of them if that end is ``closed``; never a narrower one.

    >>> raise_least(NumberColumn(2, 1, Decimal(0)), Decimal(5), False).least
    Decimal('5.1')
    """
    least = low if closed else _EXACT.add(low, Decimal(1).scaleb(-column.scale))
    return replace(column, low=min(least, column.most)) if 0 <= column.least < least else column


class SimpleColumn(Enum):
    """A column without parts. Durations are whole months or whole days; ``NULL`` is the type of nothing but null."""

    TEXT = "VARCHAR"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    MONTHS = "MONTHS"
    DAYS = "DAYS"
    NULL = "NULL"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A list whose items are all of one type."""

    item: ColumnType


@dataclass(frozen=True)
class RecordColumn:
    """A struct of named fields."""

    fields: Mapping[str, ColumnType]

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))


@dataclass(frozen=True, slots=True)
class Known:
    """A column, or a field of a record, that is never NULL: no fact is missing from it."""

    column: ColumnType


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that is NULL where the value is missing or null; the boolean column ``missing`` tells which."""

    column: ColumnType
    missing: str


ScalarColumn = NumberColumn | SimpleColumn
ColumnType = ScalarColumn | ListColumn | RecordColumn | Known | Derived
"""A column whose type is neither `Known` nor `Derived` holds NULL where a fact is missing."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """No column of the relation: an input that is the same value in every row."""

    value: Value


InputType = ColumnType | Fixed

_STORED: Mapping[SimpleColumn, str] = MappingProxyType(
    {SimpleColumn.MONTHS: "BIGINT", SimpleColumn.DAYS: "BIGINT", SimpleColumn.NULL: "BOOLEAN"}
)


def cast_to(node: Sql, column: ColumnType) -> Sql:
    """The value cast to its column."""
    return exp.Cast(this=own(node), to=_sql_type(column))


def _sql_type(column: ColumnType) -> exp.DataType:
    match column:
        case Known(column=inner) | Derived(column=inner):
            return _sql_type(inner)
        case ListColumn(item=item):
            return exp.DataType(this=exp.DType.ARRAY, expressions=[_sql_type(item)], nested=True)
        case RecordColumn(fields=fields):
            parts = [_sql_field(name, field) for name, field in fields.items()]
            return exp.DataType(this=exp.DType.STRUCT, expressions=parts, nested=True)
        case NumberColumn(whole=True):
            return exp.DataType.build("BIGINT")
        case NumberColumn():
            return decimal_type(column.width, column.scale)
        case SimpleColumn():
            return exp.DataType.build(_STORED.get(column, column.value))


def _sql_field(name: str, column: ColumnType) -> exp.ColumnDef:
    return exp.ColumnDef(this=exp.to_identifier(name, quoted=True), kind=_sql_type(column))
