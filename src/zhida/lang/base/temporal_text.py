"""Dates, times and durations from their texts, as XML Schema and FEEL write them (DMN 1.5, §10.3.4.1).

Each function gives None for a text that is not one. Years have four digits or more, without needless zeros; a zone is
``Z``, an offset within 18 hours, or ``@`` and a name of the IANA database.
"""

from __future__ import annotations

import re

from zhida.lang.base.temporal import (
    NANOSECONDS,
    SECONDS_OF_DAY,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Temporal,
    Time,
    Zone,
    add_days,
    make_date,
    make_time,
)

_DATE = r"(?P<year>-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME = (
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,9})[0-9]*)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?|@[A-Za-z0-9_+/-]+)?"
)
_DATE_ONLY = re.compile(_DATE)
_TIME_ONLY = re.compile(_TIME)
_DATE_TIME = re.compile(f"{_DATE}T{_TIME}")
_MONTHS = re.compile(r"(?P<sign>-?)P(?=[0-9])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?")
_DAYS = re.compile(
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?"
    r"(?:(?P<seconds>[0-9]+)(?:\.(?P<fraction>[0-9]{0,9})[0-9]*)?S)?)?"
)
_LONGEST = 100
"""Characters; a longer text is refused before it is read."""


def parse_date(text: str) -> Date | None:
    """``2024-02-29``.

    >>> parse_date("2024-02-29"), parse_date("2023-02-29"), parse_date("02024-01-01")
    (Date(year=2024, month=2, day=29), None, None)
    """
    match = _DATE_ONLY.fullmatch(text)
    return _read_date(match) if match else None


def parse_time(text: str) -> Time | None:
    """``09:30:00.5``, ``09:30:00Z``, ``09:30:00@Europe/Paris``; ``24:00:00`` is midnight.

    >>> str(parse_time("09:30:00.500+01:00")), parse_time("9:30")
    ('09:30:00.5+01:00', None)
    """
    match = _TIME_ONLY.fullmatch(text)
    if match is None:
        return None
    return Time(0, 0, 0, 0, _read_zone(match)) if _is_end_of_day(match) else _read_time(match)


def parse_date_time(text: str) -> DateTime | None:
    """``2024-02-29T09:30:00``; ``24:00:00`` is the midnight that ends the day.

    >>> str(parse_date_time("2021-01-01T24:00:00")), parse_date_time("2024-02-29")
    ('2021-01-02T00:00:00', None)
    """
    match = _DATE_TIME.fullmatch(text)
    date = _read_date(match) if match else None
    if match is None or date is None:
        return None
    if _is_end_of_day(match):
        date = add_days(date, 1)
        time: Time | None = Time(0, 0, 0, 0, _read_zone(match))
    else:
        time = _read_time(match)
    return DateTime(date, time) if date and time else None


def parse_duration(text: str) -> DaysDuration | MonthsDuration | None:
    """``P1DT2H`` or ``P1Y2M``.

    >>> str(parse_duration("PT90M")), str(parse_duration("-P14M")), parse_duration("P1Y1D")
    ('PT1H30M', '-P1Y2M', None)
    """
    if len(text) > _LONGEST:
        return None
    if match := _MONTHS.fullmatch(text):
        total = int(match["years"] or 0) * 12 + int(match["months"] or 0)
        return MonthsDuration(-total if match["sign"] else total)
    if match := _DAYS.fullmatch(text):
        return _read_days(match)
    return None


def parse_temporal(text: str) -> Temporal | None:
    """The value of the literal ``@"text"``.

    >>> parse_temporal("2024-01-31"), parse_temporal("soon")
    (Date(year=2024, month=1, day=31), None)
    """
    return parse_date(text) or parse_date_time(text) or parse_time(text) or parse_duration(text)


def _read_date(match: re.Match[str]) -> Date | None:
    return make_date(int(match["year"]), int(match["month"]), int(match["day"]))


def _read_time(match: re.Match[str]) -> Time | None:
    nanosecond = int((match["fraction"] or "").ljust(9, "0"))
    zone = _read_zone(match)
    return make_time(int(match["hour"]), int(match["minute"]), int(match["second"]), nanosecond, zone)


def _is_end_of_day(match: re.Match[str]) -> bool:
    clock = (match["hour"], match["minute"], match["second"])
    return clock == ("24", "00", "00") and not (match["fraction"] or "").strip("0")


def _read_zone(match: re.Match[str]) -> Zone:
    text: str | None = match["zone"]
    if text is None or text == "Z":
        return None if text is None else 0
    if text.startswith("@"):
        return text[1:]
    hours, minutes, *seconds = map(int, text[1:].split(":"))
    offset = hours * 3600 + minutes * 60 + sum(seconds)
    return -offset if text.startswith("-") else offset


def _read_days(match: re.Match[str]) -> DaysDuration:
    clock = int(match["hours"] or 0) * 3600 + int(match["minutes"] or 0) * 60 + int(match["seconds"] or 0)
    seconds = int(match["days"] or 0) * SECONDS_OF_DAY + clock
    total = seconds * NANOSECONDS + int((match["fraction"] or "").ljust(9, "0"))
    return DaysDuration(-total if match["sign"] else total)
