"""Dates and durations: durations are whole months or whole days, held as integers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.temporal import (
    NANOSECONDS_OF_DAY,
    Date,
    DaysDuration,
    MonthsDuration,
    add_days,
    add_months,
    make_date,
)
from zhida.lang.sql.build import Sql, all_of, binary, case, cast, date, integer, opposite
from zhida.lang.sql.columns import NumberColumn, SimpleColumn
from zhida.lang.sql.dialect import Dialect
from zhida.lang.sql.numbers import Ordering
from zhida.lang.sql.terms import Scalar, strict

_YEARS_OF_SQL = range(1, 10_000)
_COMMON_YEAR = 2023
_MOST_MONTHS = 12 * 100_000

DATE, MONTHS, DAYS = SimpleColumn.DATE, SimpleColumn.MONTHS, SimpleColumn.DAYS
DURATIONS = frozenset({MONTHS, DAYS})

_SMALL_NUMBER = NumberColumn(6, 0, whole=True)
"""Years, months and days of the calendar."""


def temporal_constant(value: Date | MonthsDuration | DaysDuration) -> Scalar:
    """A date or duration known now; one that a database cannot hold is refused."""
    match value:
        case Date(year=year) if year in _YEARS_OF_SQL:
            return Scalar(DATE, date(value.to_python()), constant=value)
        case MonthsDuration(total=total) if abs(total) <= _MOST_MONTHS:
            return Scalar(MONTHS, cast(integer(total), "BIGINT"), constant=value)
        case DaysDuration(nanoseconds=size) if (
            size % NANOSECONDS_OF_DAY == 0 and abs(size) // NANOSECONDS_OF_DAY <= _MOST_MONTHS * 31
        ):
            return Scalar(DAYS, cast(integer(size // NANOSECONDS_OF_DAY), "BIGINT"), constant=value)
    raise refuse("sql.temporal-value", value=str(value))


# Operators


def add_temporal(left: Scalar, right: Scalar, dialect: Dialect) -> Scalar:
    """A date and a duration, or two durations of one kind."""
    if right.column is DATE:
        left, right = right, left
    if isinstance(left.constant, Date) and isinstance(right.constant, MonthsDuration | DaysDuration):
        return _add_constants(left.constant, right.constant)
    if left.column is DATE and right.column in DURATIONS:
        add = "add months" if right.column is MONTHS else "add days"
        return strict(DATE, dialect.call(add, left.value, right.value), (left, right))
    if left.column is right.column and left.column in DURATIONS:
        return strict(left.column, binary(exp.Add, left.value, right.value), (left, right))
    raise refuse("sql.mixed-types")


def _add_constants(day: Date, duration: MonthsDuration | DaysDuration) -> Scalar:
    moved = add_days(day, duration.days) if isinstance(duration, DaysDuration) else add_months(day, duration.total)
    if moved is None:
        raise refuse("sql.temporal-value", value=f"{day} + {duration}")
    return temporal_constant(moved)


def subtract_temporal(left: Scalar, right: Scalar, dialect: Dialect) -> Scalar:
    """A date less a duration, the days between two dates, or two durations of one kind."""
    if left.column is DATE and right.column is DATE:
        return strict(DAYS, dialect.call("days between", left.value, right.value), (left, right))
    if right.column in DURATIONS:
        return add_temporal(left, negate_duration(right), dialect)
    raise refuse("sql.mixed-types")


def negate_duration(operand: Scalar) -> Scalar:
    """``-duration``."""
    if operand.column not in DURATIONS:
        raise refuse("sql.mixed-types")
    match operand.constant:
        case MonthsDuration(total=total):
            return temporal_constant(MonthsDuration(-total))
        case DaysDuration(nanoseconds=size):
            return temporal_constant(DaysDuration(-size))
    return strict(operand.column, opposite(operand.value), (operand,))


# Parts and functions


def _part(name: str) -> Callable[[Scalar, Dialect], Sql]:
    return lambda term, dialect: dialect.call(name, term.value)


def _cut(divisor: int) -> Callable[[Scalar, Dialect], Sql]:
    """Whole units, cut towards zero as SQL's integer division does."""
    return lambda term, _: binary(exp.IntDiv, term.value, integer(divisor))


def _rest(divisor: int) -> Callable[[Scalar, Dialect], Sql]:
    return lambda term, _: binary(exp.Mod, term.value, integer(divisor))


_PARTS: Mapping[tuple[SimpleColumn, str], Callable[[Scalar, Dialect], Sql]] = MappingProxyType(
    {
        **{(DATE, name): _part(name) for name in ("year", "month", "day", "weekday")},
        (MONTHS, "years"): _cut(12),
        (MONTHS, "months"): _rest(12),
        (DAYS, "days"): _cut(1),
    }
)


def part_of(term: Scalar, name: str, dialect: Dialect) -> Scalar:
    """``date.year``, ``duration.months`` and the like."""
    part = _PARTS.get((term.column, name)) if isinstance(term.column, SimpleColumn) else None
    if part is None:
        raise refuse("sql.unknown-field", name=name)
    return strict(_SMALL_NUMBER, part(term, dialect), (term,))


def day_of_year(year: Scalar, month: Decimal, day: Decimal, dialect: Dialect) -> Scalar:
    """``date(year, month, day)`` of a day that every year has; a year beyond the calendar is an error at run time."""
    whole = isinstance(year.column, NumberColumn) and year.column.scale == 0 and month % 1 == day % 1 == 0
    if not whole or make_date(_COMMON_YEAR, int(month), int(day)) is None:
        raise refuse("sql.builtin", name="date")
    parts = (cast(year.value, "BIGINT"), integer(int(month)), integer(int(day)))
    return strict(DATE, dialect.call("date", *parts), (year,))


def months_between(start: Scalar, end: Scalar, dialect: Dialect) -> Scalar:
    """``years and months duration(start, end)``: whole months, negative backwards."""

    def difference(name: str) -> Sql:
        return binary(exp.Sub, dialect.call(name, end.value), dialect.call(name, start.value))

    total = binary(exp.Add, binary(exp.Mul, difference("year"), integer(12)), difference("month"))
    days, zero = difference("day"), integer(0)
    too_many = all_of([binary(exp.GT, total, zero), binary(exp.LT, days, zero)])
    too_few = all_of([binary(exp.LT, total, zero), binary(exp.GT, days, zero)])
    one_less, one_more = binary(exp.Sub, total, integer(1)), binary(exp.Add, total, integer(1))
    value = case([(too_many or exp.false(), one_less), (too_few or exp.false(), one_more)], total)
    return replace(strict(MONTHS, value, (start, end)), operands=(start, end))


def compare_months(operator: Ordering, months: Scalar, bound: Scalar) -> Scalar | None:
    """``years and months duration(start, end) operator bound`` as a test of the start alone, where end and bound are known.

    There are so many months, if it is at least one, exactly if the start is no later than the end so many months before.
    None for what is no such comparison.
    """
    match months.operands, bound.constant:
        case (start, Scalar(constant=Date() as end)), MonthsDuration(total=total) if operator != "=":
            least = total + 1 if operator in {">", "<="} else total
            latest = add_months(end, -least)
            if least < 1 or latest is None or latest.year not in _YEARS_OF_SQL:
                return None
            kind = exp.LTE if operator in {">", ">="} else exp.GT
            return strict(SimpleColumn.BOOLEAN, binary(kind, start.value, date(latest.to_python())), (start,))
    return None
