"""Fields of contexts and properties of dates, times, durations and ranges (DMN 1.5, §10.3.2.13, table 65)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from zhida.lang.base.values import Missing, Range, Value
from zhida.lang.interpret.compare import kind_of
from zhida.lang.interpret.run import NoValueError

Property: TypeAlias = Callable[[Any], Value]


def has_property(value: Value, name: str) -> bool:
    """Whether the value has a field or property so named.

    >>> has_property({"年份": None}, "年份"), has_property("text", "year")
    (True, False)
    """
    if type(value) is dict:
        return name in value
    return name in PROPERTIES.get(type(value), {})


def read_property(value: Value, name: str) -> Value:
    """``value.name``; of a list the list of each item's, null for an item that has none.

    >>> read_property([{"a": True}, {}], "a")
    [True, None]
    """
    if type(value) is dict and name in value:
        return value[name]
    if type(value) is list:
        return [read_property(item, name) if _is_open(item) or has_property(item, name) else None for item in value]
    if type(value) is Missing:
        return value
    found = PROPERTIES.get(type(value), {}).get(name)
    if found is None:
        raise NoValueError("interpret.no-field", name=name, kind=kind_of(value))
    return found(value)


def _is_open(value: Value) -> bool:
    return type(value) is list or type(value) is Missing


def _number(read: Callable[[Any], int]) -> Property:
    return lambda value: Decimal(read(value))


def _offset(value: Time | DateTime) -> Value:
    offset = value.offset
    return None if offset is None else DaysDuration.of(seconds=offset)


_OF_DATES: Mapping[str, Property] = {
    "year": _number(lambda date: date.year),
    "month": _number(lambda date: date.month),
    "day": _number(lambda date: date.day),
    "weekday": _number(lambda date: date.weekday),
}
_OF_TIMES: Mapping[str, Property] = {
    "hour": _number(lambda time: time.hour),
    "minute": _number(lambda time: time.minute),
    "second": _number(lambda time: time.second),
    "timezone": lambda time: time.zone if isinstance(time.zone, str) else None,
}


def _through(read: Property, part: Callable[[DateTime], Date | Time]) -> Property:
    return lambda value: read(part(value))


PROPERTIES: Mapping[type, Mapping[str, Property]] = MappingProxyType(
    {
        Date: _OF_DATES,
        Time: {**_OF_TIMES, "time offset": _offset},
        DateTime: {
            **{name: _through(read, lambda value: value.date) for name, read in _OF_DATES.items()},
            **{name: _through(read, lambda value: value.time) for name, read in _OF_TIMES.items()},
            "time offset": _offset,
        },
        DaysDuration: {
            "days": _number(lambda duration: duration.days),
            "hours": _number(lambda duration: duration.hours),
            "minutes": _number(lambda duration: duration.minutes),
            "seconds": _number(lambda duration: duration.seconds),
        },
        MonthsDuration: {
            "years": _number(lambda duration: duration.years),
            "months": _number(lambda duration: duration.months),
        },
        Range: {
            "start": lambda range_: range_.low,
            "end": lambda range_: range_.high,
            "start included": lambda range_: range_.low_closed,
            "end included": lambda range_: range_.high_closed,
        },
    }
)
"""Properties by the class of the value."""
