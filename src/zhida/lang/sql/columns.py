"""The SQL types of columns, as the caller declares them and as the compiler derives them.

A number is an exact decimal of so many digits before and after the point; nothing here is a float.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from zhida.lang.sql.build import Sql, cast, cast_decimal


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """``DECIMAL(integers + scale, scale)``: numbers below ``10**integers`` in size with ``scale`` decimals.

    >>> NumberColumn(16, 2).width
    18
    """

    integers: int
    scale: int

    @property
    def width(self) -> int:
        """All digits, at least one."""
        return max(1, self.integers + self.scale)


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

_STORED: Mapping[SimpleColumn, str] = MappingProxyType(
    {SimpleColumn.MONTHS: "BIGINT", SimpleColumn.DAYS: "BIGINT", SimpleColumn.NULL: "BOOLEAN"}
)


def cast_to(node: Sql, column: ScalarColumn) -> Sql:
    """The value cast to its column."""
    if isinstance(column, NumberColumn):
        return cast_decimal(node, column.width, column.scale)
    return cast(node, _STORED.get(column, column.value))
