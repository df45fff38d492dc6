"""Builtins on dates, and ``is`` (DMN 1.5, §10.3.4.6 and §10.3.4.7)."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.temporal import Date, DateTime, Time
from zhida.lang.base.values import Value
from zhida.lang.interpret.builtins.implementation import Implementations
from zhida.lang.interpret.compare import is_same

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_THURSDAY = 4


def _date_of(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value


def _day_of_year(value: Date | DateTime) -> Value:
    date = _date_of(value)
    return Decimal(date.number - Date(date.year, 1, 1).number + 1)


def _week_of_year(value: Date | DateTime) -> Value:
    """The week of ISO 8601: a week belongs to the year of its Thursday."""
    date = _date_of(value)
    thursday = date.number + _THURSDAY - date.weekday
    year = date.year
    while Date(year, 1, 1).number > thursday:
        year -= 1
    while Date(year + 1, 1, 1).number <= thursday:
        year += 1
    return Decimal((thursday - Date(year, 1, 1).number) // 7 + 1)


def _is(value1: Value = None, value2: Value = None) -> Value:
    """The same value of the same type: of times and zones every part must be the same."""
    if type(value1) is not type(value2):
        return False
    return value1 == value2 if isinstance(value1, Time | DateTime) else is_same(value1, value2)


CALENDAR: Implementations = MappingProxyType(
    {
        "is": _is,
        "day of year": _day_of_year,
        "week of year": _week_of_year,
        "day of week": lambda value: _DAYS[_date_of(value).weekday - 1],
        "month of year": lambda value: _MONTHS[_date_of(value).month - 1],
    }
)
"""Implementations of this family."""
