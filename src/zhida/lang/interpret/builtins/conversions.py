"""Builtins that make a value of another (DMN 1.5, §10.3.4.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from zhida.lang.base.numbers import parse_number
from zhida.lang.base.temporal import (
    NANOSECONDS,
    Date,
    DateTime,
    DaysDuration,
    Time,
    make_date,
    make_time,
    months_between,
)
from zhida.lang.base.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
from zhida.lang.base.values import Value
from zhida.lang.interpret.arithmetic import bounded_text
from zhida.lang.interpret.builtins.implementation import Implementations
from zhida.lang.interpret.builtins.range_text import parse_range
from zhida.lang.interpret.compare import as_date_time
from zhida.lang.interpret.run import NoValueError
from zhida.lang.interpret.text import format_value

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_GROUPING = frozenset({None, " ", ",", "."})
_POINTS = frozenset({None, ",", "."})

Made = TypeVar("Made")


def _read(text: str, parse: Callable[[str], Made | None], kind: str) -> Made:
    made = parse(text)
    if made is None:
        raise NoValueError("interpret.unreadable-text", text=text[:80], kind=kind)
    return made


def _existing(made: Made | None) -> Made:
    if made is None:
        raise NoValueError("interpret.no-such-date")
    return made


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value() or abs(number) > NANOSECONDS:
        raise NoValueError("interpret.no-such-date")
    return int(number)


def _make_date(
    start: str | Date | DateTime | Decimal, month: Decimal | None = None, day: Decimal | None = None
) -> Value:
    match start:
        case str():
            return _read(start, parse_date, "date")
        case Date():
            return start
        case DateTime():
            return start.date
    return _existing(make_date(_whole(start), _whole(month or Decimal(0)), _whole(day or Decimal(0))))


def _make_time(
    start: str | Date | Time | DateTime | Decimal,
    minute: Decimal = Decimal(0),
    second: Decimal = Decimal(0),
    offset: DaysDuration | None = None,
) -> Value:
    match start:
        case str():
            return _read(start, parse_time, "time")
        case Time():
            return start
        case DateTime():
            return start.time
        case Date():
            return as_date_time(start).time
    zone = None if offset is None else offset.whole_seconds
    whole_second = int(second // 1)
    nanosecond = int((second - whole_second) * NANOSECONDS)
    return _existing(make_time(_whole(start), _whole(minute), whole_second, nanosecond, zone))


def _make_date_time(start: str | Date | DateTime, time: Time | None = None) -> Value:
    if isinstance(start, str):
        return _read(start, _parse_date_time, "date and time")
    if time is not None:
        return DateTime(start.date if isinstance(start, DateTime) else start, time)
    return as_date_time(start) if isinstance(start, Date) else start


def _parse_date_time(text: str) -> DateTime | None:
    date = parse_date(text)
    return DateTime(date, Time(0, 0, 0)) if date else parse_date_time(text)


def _months_between(start: Date | DateTime, end: Date | DateTime) -> Value:
    first = start.date if isinstance(start, DateTime) else start
    last = end.date if isinstance(end, DateTime) else end
    return months_between(first, last)


def _read_number(text: str, grouping: str | None, point: str | None) -> Value:
    """The number a text stands for, with the separators it is written with."""
    if grouping not in _GROUPING or point not in _POINTS or (grouping is not None and grouping == point):
        raise NoValueError("interpret.wrong-separators")
    plain = text.replace(grouping, "") if grouping else text
    if point == "," and "." in plain:
        raise NoValueError("interpret.unreadable-text", text=text[:80], kind="number")
    plain = plain.replace(",", ".") if point == "," else plain
    return _read(plain if _NUMBER.fullmatch(plain) else "", parse_number, "number")


def _make_string(value: Value) -> Value:
    return None if value is None else bounded_text(format_value(value))


CONVERSIONS: Implementations = MappingProxyType(
    {
        "date": _make_date,
        "time": _make_time,
        "date and time": _make_date_time,
        "duration": lambda text: _read(text, parse_duration, "duration"),
        "years and months duration": _months_between,
        "number": _read_number,
        "string": _make_string,
        "range": lambda text: _read(text, parse_range, "range"),
    }
)
"""Implementations of this family."""
