"""Arithmetic on numbers, texts, dates and durations (DMN 1.5, §10.3.2.13, tables 57 and 58).

Every operation gives its value or raises `NoValueError`; numbers go through the context `DECIMAL128`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from types import MappingProxyType
from typing import Any, TypeAlias

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.temporal import (
    NANOSECONDS,
    SECONDS_OF_DAY,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
    add_days,
    add_months,
    at_instant,
    time_after_midnight,
)
from zhida.lang.base.values import Value
from zhida.lang.core.tree import ArithmeticOperator
from zhida.lang.interpret.compare import as_date_time, kind_of
from zhida.lang.interpret.missing import join_missing
from zhida.lang.interpret.run import MAXIMUM_TEXT, ExhaustedError, NoValueError

Operation: TypeAlias = Callable[[Any, Any], Value]

_LONGEST_DURATION = 10**30
"""In nanoseconds or months: far beyond the calendar, and short enough to write down."""


def calculate(operator: ArithmeticOperator, left: Value, right: Value) -> Value:
    """``left operator right``; `NoValueError` where FEEL has no value.

    >>> calculate("+", Decimal("0.1"), Decimal("0.2"))
    Decimal('0.3')
    """
    operation = OPERATIONS[operator].get((type(left), type(right)))
    if operation is None:
        if missing := join_missing((left, right)):
            return missing
        raise NoValueError("interpret.wrong-operands", operator=operator, left=kind_of(left), right=kind_of(right))
    try:
        return operation(left, right)
    except DivisionByZero:
        raise NoValueError("interpret.division-by-zero") from None
    except InvalidOperation:
        code = "interpret.division-by-zero" if operator == "/" else "interpret.undefined-number"
        raise NoValueError(code) from None
    except Overflow:
        raise NoValueError("interpret.number-too-large") from None


def negate(value: Value) -> Value:
    """``-value`` of a number or a duration."""
    if type(value) is Decimal:
        return DECIMAL128.minus(value)
    if type(value) is DaysDuration:
        return DaysDuration(-value.nanoseconds)
    if type(value) is MonthsDuration:
        return MonthsDuration(-value.total)
    if missing := join_missing((value,)):
        return missing
    raise NoValueError("interpret.wrong-operand", operator="-", operand=kind_of(value))


def bounded_text(text: str) -> str:
    """The text, if it is not longer than a text may be.

    >>> bounded_text("直达")
    '直达'
    """
    if len(text) > MAXIMUM_TEXT:
        raise ExhaustedError("interpret.text-too-long", limit=MAXIMUM_TEXT)
    return text


# Dates and durations


def _days_of(nanoseconds: int) -> DaysDuration:
    if abs(nanoseconds) > _LONGEST_DURATION:
        raise NoValueError("interpret.duration-too-long")
    return DaysDuration(nanoseconds)


def _months_of(total: int) -> MonthsDuration:
    if abs(total) > _LONGEST_DURATION:
        raise NoValueError("interpret.duration-too-long")
    return MonthsDuration(total)


def _in_calendar(date: Date | None) -> Date:
    if date is None:
        raise NoValueError("interpret.date-out-of-range")
    return date


def _add_months_to_date(date: Date, duration: MonthsDuration) -> Date:
    return _in_calendar(add_months(date, duration.total))


def _add_months_to_date_time(moment: DateTime, duration: MonthsDuration) -> DateTime:
    return DateTime(_add_months_to_date(moment.date, duration), moment.time)


def _add_days_to_date(date: Date, duration: DaysDuration) -> Date:
    return _in_calendar(add_days(date, duration.nanoseconds // (SECONDS_OF_DAY * NANOSECONDS)))


def _add_days_to_date_time(moment: DateTime, duration: DaysDuration) -> DateTime:
    later = at_instant(moment.instant + duration.nanoseconds, moment.time.zone)
    if later is None:
        raise NoValueError("interpret.date-out-of-range")
    return later


def _add_days_to_time(time: Time, duration: DaysDuration) -> Time:
    return time_after_midnight(time.nanoseconds + duration.nanoseconds, time.zone)


def _subtract_dates(left: Date, right: Date) -> DaysDuration:
    return DaysDuration.of(days=left.number - right.number)


def _subtract_date_times(left: DateTime, right: DateTime) -> DaysDuration:
    if (left.time.zone is None) != (right.time.zone is None):
        raise NoValueError("interpret.one-zone")
    return DaysDuration(left.instant - right.instant)


def _subtract_times(left: Time, right: Time) -> DaysDuration:
    if (left.zone is None) != (right.zone is None):
        raise NoValueError("interpret.one-zone")
    shift = (left.offset or 0) - (right.offset or 0)
    return DaysDuration(left.nanoseconds - right.nanoseconds - shift * NANOSECONDS)


def _scale(amount: int, factor: Decimal) -> int:
    """``amount * factor``, cut towards zero, exact as long as it fits 34 digits."""
    return int(DECIMAL128.multiply(Decimal(amount), factor))


def _divide_amount(amount: int, divisor: Decimal) -> int:
    return int(DECIMAL128.divide(Decimal(amount), divisor))


def _raise_to(base: Decimal, exponent: Decimal) -> Decimal:
    """The power; to the zeroth every number is 1, and zero has no negative powers."""
    if not exponent:
        return Decimal(1)
    if not base and exponent < 0:
        raise NoValueError("interpret.division-by-zero")
    return DECIMAL128.power(base, exponent)


def _swap(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


_ADDITIONS: Mapping[tuple[type, type], Operation] = {
    (Decimal, Decimal): DECIMAL128.add,
    (str, str): lambda left, right: bounded_text(left + right),
    (Date, MonthsDuration): _add_months_to_date,
    (MonthsDuration, Date): _swap(_add_months_to_date),
    (DateTime, MonthsDuration): _add_months_to_date_time,
    (MonthsDuration, DateTime): _swap(_add_months_to_date_time),
    (Date, DaysDuration): _add_days_to_date,
    (DaysDuration, Date): _swap(_add_days_to_date),
    (DateTime, DaysDuration): _add_days_to_date_time,
    (DaysDuration, DateTime): _swap(_add_days_to_date_time),
    (Time, DaysDuration): _add_days_to_time,
    (DaysDuration, Time): _swap(_add_days_to_time),
    (DaysDuration, DaysDuration): lambda left, right: _days_of(left.nanoseconds + right.nanoseconds),
    (MonthsDuration, MonthsDuration): lambda left, right: _months_of(left.total + right.total),
}

_SUBTRACTIONS: Mapping[tuple[type, type], Operation] = {
    (Decimal, Decimal): DECIMAL128.subtract,
    (Date, Date): _subtract_dates,
    (DateTime, DateTime): _subtract_date_times,
    (DateTime, Date): lambda left, right: _subtract_date_times(left, as_date_time(right)),
    (Date, DateTime): lambda left, right: _subtract_date_times(as_date_time(left), right),
    (Time, Time): _subtract_times,
    (Date, MonthsDuration): lambda left, right: _in_calendar(add_months(left, -right.total)),
    (DateTime, MonthsDuration): lambda left, right: _add_months_to_date_time(left, MonthsDuration(-right.total)),
    (Date, DaysDuration): lambda left, right: _add_days_to_date(left, DaysDuration(-right.nanoseconds)),
    (DateTime, DaysDuration): lambda left, right: _add_days_to_date_time(left, DaysDuration(-right.nanoseconds)),
    (Time, DaysDuration): lambda left, right: _add_days_to_time(left, DaysDuration(-right.nanoseconds)),
    (DaysDuration, DaysDuration): lambda left, right: _days_of(left.nanoseconds - right.nanoseconds),
    (MonthsDuration, MonthsDuration): lambda left, right: _months_of(left.total - right.total),
}

_MULTIPLICATIONS: Mapping[tuple[type, type], Operation] = {
    (Decimal, Decimal): DECIMAL128.multiply,
    (DaysDuration, Decimal): lambda left, right: _days_of(_scale(left.nanoseconds, right)),
    (Decimal, DaysDuration): lambda left, right: _days_of(_scale(right.nanoseconds, left)),
    (MonthsDuration, Decimal): lambda left, right: _months_of(_scale(left.total, right)),
    (Decimal, MonthsDuration): lambda left, right: _months_of(_scale(right.total, left)),
}

_DIVISIONS: Mapping[tuple[type, type], Operation] = {
    (Decimal, Decimal): DECIMAL128.divide,
    (DaysDuration, Decimal): lambda left, right: _days_of(_divide_amount(left.nanoseconds, right)),
    (MonthsDuration, Decimal): lambda left, right: _months_of(_divide_amount(left.total, right)),
    (DaysDuration, DaysDuration): lambda left, right: DECIMAL128.divide(
        Decimal(left.nanoseconds), Decimal(right.nanoseconds)
    ),
    (MonthsDuration, MonthsDuration): lambda left, right: DECIMAL128.divide(Decimal(left.total), Decimal(right.total)),
}

_POWERS: Mapping[tuple[type, type], Operation] = {(Decimal, Decimal): _raise_to}

OPERATIONS: Mapping[ArithmeticOperator, Mapping[tuple[type, type], Operation]] = MappingProxyType(
    {"+": _ADDITIONS, "-": _SUBTRACTIONS, "*": _MULTIPLICATIONS, "/": _DIVISIONS, "**": _POWERS}
)
"""What each operator does, by the classes of its operands."""
