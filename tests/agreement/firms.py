"""Firms for a model: facts on, a cent above and a cent below every literal of the model, extremes, gaps, and any others.

A firm is a mapping of inputs to values of FEEL as a person or a register would give them; None says that the fact is
missing, and `NULL` that there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa

from agreement.inputs import COLUMNS, MONEY, YEAR_MISSING
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Inputs, Missing, Range, Value
from zhida.lang.core.tree import Constant, Program
from zhida.lang.core.walk import walk
from zhida.lang.sql.columns import ColumnType, Derived, Known, ListColumn, NumberColumn, RecordColumn, SimpleColumn

Firm = Mapping[str, Any]

NULL = "null"
"""The year of a firm that was not founded yet."""

TODAY = Date(2026, 3, 1)
_FIRST_DAY = dt.date(2018, 1, 1)
_DAYS = 3_600
_TEXTS = ("甲类", "乙类", "丙类", "", "甲", "乙类 ", "ß甲", "100%", "𠮷甲类")
_CENTS = (Decimal("0.00"), Decimal("0.00"), Decimal("0.01"), Decimal("-0.01"))
_ROOM = 3
"""Digits by which ordinary amounts stay below what their column holds."""

_MOST = Decimal(10) ** (MONEY.integers - _ROOM)

_SHARES_MISSING = (0.0, 0.0, 0.05, 0.3)
_LENGTHS = (0, 1, 1, 2, 3, 5)
_NOT_FOUNDED, _RELATED, _PLANTED = 0.1, 0.25, 0.4
"""How often a year is null, one amount follows another, a number is one of the model's."""

MakeNumber = Callable[[NumberColumn], Decimal]


@dataclass(frozen=True, slots=True)
class Literals:
    """The numbers and days that stand in a model."""

    numbers: tuple[Decimal, ...]
    days: tuple[Date, ...]


def find_literals(program: Program) -> Literals:
    """Every number and day of a program, the ends of its ranges among them."""
    constants = [constant.value for one in program.definitions.values() for constant in walk(one.body, Constant)]
    ends = {
        end
        for value in constants
        for end in ((value.low, value.high) if isinstance(value, Range) else (value,))
        if isinstance(end, Decimal | Date)
    }
    numbers = sorted(end for end in ends if isinstance(end, Decimal))
    return Literals(tuple(numbers), tuple(sorted(end for end in ends if isinstance(end, Date))))


class FirmGenerator:
    """Makes firms for the literals of a model; the same firms from the same ``random``."""

    def __init__(self, literals: Literals, random: Random) -> None:
        self._random = random
        self._factors = [*literals.numbers, Decimal(1)]
        self._days = [_shift(day, days) for day in literals.days for days in (-1, 0, 0, 1)]
        self._days += [Date.from_python(_FIRST_DAY + dt.timedelta(one)) for one in range(_DAYS)]
        self._pools = {column: _plant(literals.numbers, column) for column in _number_columns(COLUMNS.values())}

    def make(self, count: int) -> list[Firm]:
        """Ordinary firms: amounts stay some digits below what their columns hold."""
        return [self._firm(self._ordinary) for _ in range(count)]

    def make_extreme(self, count: int) -> list[Firm]:
        """Firms with many of the largest and smallest numbers that their columns hold."""
        return [self._firm(self._extreme) for _ in range(count)]

    def _firm(self, number: MakeNumber) -> Firm:
        gaps = self._random.choice(_SHARES_MISSING)
        firm = {name: self._value(column, number, gaps) for name, column in COLUMNS.items()}
        firm["今"] = TODAY
        chance = self._random.random()
        if chance < _RELATED and firm["乙"] is not None:
            firm["甲"] = self._relate(firm["乙"], self._random.choice(self._factors)) or firm["甲"]
        return firm

    def _relate(self, other: Decimal, factor: Decimal) -> Decimal | None:
        """An amount that is a multiple of another, or a cent off; None where that is no amount."""
        exact = other * factor
        if abs(exact) >= _MOST or exact != (cents := round(exact, 2)):
            return None
        return cents + self._random.choice(_CENTS)

    def _value(self, column: ColumnType, number: MakeNumber, gaps: float) -> Any:
        """A value of a column, or None where it may be missing and is."""
        if isinstance(column, Known):
            return self._present(column.column, number, gaps)
        return None if gaps and self._random.random() < gaps else self._present(column, number, gaps)

    def _present(self, column: ColumnType, number: MakeNumber, gaps: float) -> Any:
        match column:
            case Derived(column=inner):
                return NULL if self._random.random() < _NOT_FOUNDED else self._present(inner, number, gaps)
            case ListColumn(item=item):
                return [self._value(item, number, gaps) for _ in range(self._random.choice(_LENGTHS))]
            case RecordColumn(fields=fields):
                return {name: self._value(inner, number, gaps) for name, inner in fields.items()}
            case NumberColumn():
                return number(column)
            case SimpleColumn.DATE:
                return self._random.choice(self._days)
            case SimpleColumn.TEXT:
                return self._random.choice(_TEXTS)
        return self._random.random() < 1 / 2

    def _ordinary(self, column: NumberColumn) -> Decimal:
        if self._random.random() < _PLANTED:
            return self._random.choice(self._pools[column])
        room = 0 if column.integers < MONEY.integers else _ROOM
        limit = 10 ** self._random.randint(1, column.width - room)
        return Decimal(self._random.randrange(1 - limit, limit)).scaleb(-column.scale)

    def _extreme(self, column: NumberColumn) -> Decimal:
        if self._random.random() < _PLANTED:
            return self._ordinary(column)
        most = 10**column.width - 1
        return Decimal(self._random.choice((most, -most, most - 1, 1, -1, 0, most // 3))).scaleb(-column.scale)


def _number_columns(columns: Iterable[ColumnType]) -> Iterator[NumberColumn]:
    for column in columns:
        match column:
            case Known(column=inner) | Derived(column=inner) | ListColumn(item=inner):
                yield from _number_columns([inner])
            case RecordColumn(fields=fields):
                yield from _number_columns(fields.values())
            case NumberColumn():
                yield column


def _plant(numbers: Sequence[Decimal], column: NumberColumn) -> list[Decimal]:
    """Zero and each number, and the nearest above and below each, as far as the column holds them."""
    unit, limit = Decimal(1).scaleb(-column.scale), Decimal(10) ** column.integers
    near = [round(number, column.scale) + step for number in (*numbers, Decimal(0)) for step in (-unit, 0 * unit, unit)]
    return [number for number in near if abs(number) < limit]


def _shift(day: Date, days: int) -> Date:
    return Date.from_python(day.to_python() + dt.timedelta(days))


# Firms as the interpreter and as SQL read them


def interpreter_inputs(firm: Firm) -> Inputs:
    """The inputs of the interpreter: what is missing says which fact it is."""
    return {name: _input(name, value) for name, value in firm.items()}


def _input(path: str, value: Any) -> Value:
    if value is None:
        return Missing(frozenset({path}))
    if isinstance(value, list):
        return [_input(path, item) for item in value]
    if isinstance(value, dict):
        return {name: _input(f"{path}.{name}", item) for name, item in value.items()}
    return None if value == NULL else value


def facts_table(firms: Sequence[Firm]) -> pa.Table:
    """The relation that SQL reads: a row for each firm."""
    arrays = {
        name: pa.array([_plain(firm[name]) for firm in firms], arrow_type(column)) for name, column in COLUMNS.items()
    }
    arrays[YEAR_MISSING] = pa.array([firm["年"] is None for firm in firms], pa.bool_())
    return pa.table(arrays)


def _plain(value: Any) -> Any:
    match value:
        case Date():
            return value.to_python()
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case str() if value == NULL:
            return None
    return value


_ARROW_TYPES = {SimpleColumn.TEXT: pa.string(), SimpleColumn.BOOLEAN: pa.bool_(), SimpleColumn.DATE: pa.date32()}


def arrow_type(column: ColumnType) -> pa.DataType:
    """The Arrow type of a column of facts."""
    match column:
        case Known(column=inner) | Derived(column=inner):
            return arrow_type(inner)
        case ListColumn(item=item):
            return pa.list_(arrow_type(item))
        case RecordColumn(fields=fields):
            return pa.struct([pa.field(name, arrow_type(inner)) for name, inner in fields.items()])
        case NumberColumn():
            return pa.decimal128(column.width, column.scale)
        case SimpleColumn():
            return _ARROW_TYPES[column]
