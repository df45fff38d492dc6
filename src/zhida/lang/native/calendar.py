"""The calendar on days since 1970-01-01, in whole numbers (H. Hinnant, chrono-compatible low-level date algorithms)."""

from __future__ import annotations

import datetime as dt

from llvmlite import ir

from zhida.lang.base.diagnostic import refuse
from zhida.lang.native.kinds import NumberKind, SimpleKind
from zhida.lang.native.numbers import limit, widen
from zhida.lang.native.scope import Scope
from zhida.lang.native.values import LONG_INTEGER, SHORT, Code, Value, all_valid, expect_number

_FIRST = dt.date(1970, 1, 1).toordinal()
_LEAST, _MOST = dt.date.min.toordinal() - _FIRST, dt.date.max.toordinal() - _FIRST
_DAYS_OF_CYCLE = 146_097
"""Days of 400 years."""
_CYCLES = 20_000
"""Cycles that are added, so that no number is below 0."""
_BEFORE_EPOCH = 719_468
"""Days from 0000-03-01 to 1970-01-01."""

_YEARS = NumberKind(0, -5_900_000, 5_900_000)
_MONTHS, _DAYS, _WEEKDAYS = NumberKind(0, 1, 12), NumberKind(0, 1, 31), NumberKind(0, 1, 7)


def day(value: dt.date) -> Value:
    """A day known while compiling."""
    return Value(SimpleKind.DATE, ir.Constant(SHORT, value.toordinal() - _FIRST))


def year(code: Code, date: Value) -> Value:
    """The year of a date."""
    return Value(_YEARS, _split(code, date)[0], date.valid)


def month(code: Code, date: Value) -> Value:
    """The month of a date, from 1."""
    return Value(_MONTHS, _split(code, date)[1], date.valid)


def day_of_month(code: Code, date: Value) -> Value:
    """The day of the month of a date, from 1."""
    return Value(_DAYS, _split(code, date)[2], date.valid)


def weekday(code: Code, date: Value) -> Value:
    """The day of the week of a date, Monday is 1."""
    days = code.add(_long(code, date), _constant(7 * 10**9 + 3))
    return Value(_WEEKDAYS, code.add(code.urem(days, _constant(7)), _constant(1)), date.valid)


def days_between(code: Code, end: Value, start: Value) -> Value:
    """``end - start`` in days."""
    kind = NumberKind(0, -(2**32), 2**32)
    return Value(kind, code.sub(_long(code, end), _long(code, start)), all_valid(code, end.valid, start.valid))


def add_days(scope: Scope, date: Value, days: Value) -> Value:
    """The day so many days later; a failure outside of the years 1 to 9999."""
    code = scope.code
    total = code.add(_long(code, date), _expect_short(scope, days))
    return _date(scope, total, all_valid(code, date.valid, days.valid))


def add_months(scope: Scope, date: Value, months: Value) -> Value:
    """The same day so many months later, or the last of that month; a failure outside of the years 1 to 9999."""
    code = scope.code
    of_year, of_month, of_day = _split(code, date)
    month_number = code.add(code.mul(of_year, _constant(12)), code.sub(of_month, _constant(1)))
    moved = code.add(code.add(month_number, _expect_short(scope, months)), _constant(_CYCLES * 400 * 12))
    start, next_start = (_start_of_month(code, number) for number in (moved, code.add(moved, _constant(1))))
    length = code.sub(next_start, start)
    is_short = code.icmp_signed("<", length, of_day)
    total = code.add(start, code.sub(code.select(is_short, length, of_day), _constant(1)))
    return _date(scope, total, all_valid(code, date.valid, months.valid))


def make_date(scope: Scope, years: Value, months: int, days: int) -> Value:
    """The day of a month and day that every year has; a failure outside of the years 1 to 9999."""
    value, kind = expect_number(years)
    if kind.scale:
        raise refuse("native.date")
    within = limit(scope.code, value, 10**6, scope.fail)
    total = _join(scope.code, within.content, _constant(months), _constant(days))
    return _date(scope, total, value.valid)


def _expect_short(scope: Scope, number: Value) -> ir.Value:
    """A whole number of a size that a calendar has room for."""
    value, kind = expect_number(number)
    if kind.scale:
        raise refuse("native.date")
    within = limit(scope.code, value, 10**7, scope.fail)
    return widen(scope.code, within, NumberKind(0, 0, 0))


def _date(scope: Scope, total: ir.Value, valid: ir.Value | None) -> Value:
    code = scope.code
    outside = code.or_(code.icmp_signed("<", total, _constant(_LEAST)), code.icmp_signed(">", total, _constant(_MOST)))
    scope.fail(outside if valid is None else code.and_(outside, valid))
    return Value(SimpleKind.DATE, code.trunc(total, SHORT), valid)


def _start_of_month(code: Code, number: ir.Value) -> ir.Value:
    """The first day of the month that so many months lie before, counted from the year 0 some cycles earlier."""
    of_year = code.sub(code.udiv(number, _constant(12)), _constant(_CYCLES * 400))
    of_month = code.add(code.urem(number, _constant(12)), _constant(1))
    return _join(code, of_year, of_month, _constant(1))


def _split(code: Code, date: Value) -> tuple[ir.Value, ir.Value, ir.Value]:
    """Year, month and day; the year begins in March, so that a leap day is its last."""
    days = code.add(_long(code, date), _constant(_BEFORE_EPOCH + _CYCLES * _DAYS_OF_CYCLE))
    cycle, of_cycle = _divide(code, days, _DAYS_OF_CYCLE)
    leaps = code.sub(
        code.add(code.sub(of_cycle, _quotient(code, of_cycle, 1_460)), _quotient(code, of_cycle, 36_524)),
        _quotient(code, of_cycle, 146_096),
    )
    years = _quotient(code, leaps, 365)
    of_year = code.sub(of_cycle, _days_of_years(code, years))
    from_march = _quotient(code, code.add(code.mul(of_year, _constant(5)), _constant(2)), 153)
    of_month = code.add(code.sub(of_year, _days_of_months(code, from_march)), _constant(1))
    is_next = code.icmp_unsigned(">=", from_march, _constant(10))
    month_ = code.select(is_next, code.sub(from_march, _constant(9)), code.add(from_march, _constant(3)))
    whole_years = code.add(code.add(years, code.mul(cycle, _constant(400))), code.zext(is_next, LONG_INTEGER))
    return code.sub(whole_years, _constant(_CYCLES * 400)), month_, of_month


def _join(code: Code, year_: ir.Value, month_: ir.Value, day_: ir.Value) -> ir.Value:
    """Days since 1970-01-01."""
    is_next = code.icmp_unsigned("<=", month_, _constant(2))
    from_march = code.select(is_next, code.add(month_, _constant(9)), code.sub(month_, _constant(3)))
    years = code.sub(code.add(year_, _constant(_CYCLES * 400)), code.zext(is_next, LONG_INTEGER))
    cycle, of_cycle = _divide(code, years, 400)
    days = code.add(_days_of_years(code, of_cycle), code.add(_days_of_months(code, from_march), day_))
    total = code.add(code.mul(cycle, _constant(_DAYS_OF_CYCLE)), days)
    return code.sub(total, _constant(_BEFORE_EPOCH + _CYCLES * _DAYS_OF_CYCLE + 1))


def _days_of_years(code: Code, years: ir.Value) -> ir.Value:
    """The days of so many years of a cycle."""
    leaps = code.sub(_quotient(code, years, 4), _quotient(code, years, 100))
    return code.add(code.mul(years, _constant(365)), leaps)


def _days_of_months(code: Code, months: ir.Value) -> ir.Value:
    """The days of so many months from March on."""
    return _quotient(code, code.add(code.mul(months, _constant(153)), _constant(2)), 5)


def _divide(code: Code, number: ir.Value, divisor: int) -> tuple[ir.Value, ir.Value]:
    quotient = _quotient(code, number, divisor)
    return quotient, code.sub(number, code.mul(quotient, _constant(divisor)))


def _quotient(code: Code, number: ir.Value, divisor: int) -> ir.Value:
    return code.udiv(number, _constant(divisor))


def _long(code: Code, date: Value) -> ir.Value:
    if date.kind is not SimpleKind.DATE:
        raise refuse("native.date")
    return code.sext(date.content, LONG_INTEGER)


def _constant(value: int) -> ir.Value:
    return ir.Constant(LONG_INTEGER, value)
