"""Dates, times and durations of FEEL (DMN 1.5, §10.3.2.3.4 - 10.3.2.3.8).

Python's `datetime` stops at the year 9999 and at microseconds; FEEL goes to the year ±999,999,999 and to
nanoseconds, and keeps the name of a time zone. All classes are immutable and hashable; ``==`` is identity of every
part (FEEL's ``is``), while ``moment`` is what FEEL's ``=`` and ``<`` compare. ``str()`` gives the text of FEEL's
``string()``. Constructors do not check; `make_date` and `make_time` do.
"""

# ruff: noqa: PLR2004 - the figures of the calendar are its definition
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MAXIMUM_YEAR = 999_999_999
NANOSECONDS = 1_000_000_000
SECONDS_OF_DAY = 86_400
NANOSECONDS_OF_DAY = SECONDS_OF_DAY * NANOSECONDS
MAXIMUM_OFFSET = 18 * 3600

Zone: TypeAlias = "int | str | None"
"""Offset from UTC in seconds, the name of a time zone, or none at all (local time)."""


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A day of the proleptic Gregorian calendar.

    >>> str(Date(2024, 2, 29)), Date(2024, 2, 29).weekday
    ('2024-02-29', 4)
    """

    year: int
    month: int
    day: int

    @property
    def number(self) -> int:
        """Days since 1970-01-01."""
        return _count_days(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return (self.number + 3) % 7 + 1

    def to_python(self) -> dt.date:
        """The same day for Python; ValueError outside the years 1 to 9999."""
        return dt.date(self.year, self.month, self.day)

    @staticmethod
    def from_python(day: dt.date) -> Date:
        """The same day for FEEL."""
        return Date(day.year, day.month, day.day)

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day, perhaps with a zone.

    >>> str(Time(9, 5, 0, 500_000_000, 7200)), str(Time(9, 5, 0, zone="Europe/Paris"))
    ('09:05:00.5+02:00', '09:05:00@Europe/Paris')
    """

    hour: int
    minute: int
    second: int
    nanosecond: int = 0
    zone: Zone = None

    @property
    def offset(self) -> int | None:
        """Seconds from UTC; for a named zone those of 1972-12-31, the reference day of XPath for times without a date."""
        return offset_at(self.zone, Date(1972, 12, 31), self)

    @property
    def moment(self) -> int:
        """Whole seconds since midnight UTC (local times: since midnight); a fraction of a second does not count."""
        return self.hour * 3600 + self.minute * 60 + self.second - (self.offset or 0)

    @property
    def nanoseconds(self) -> int:
        """Nanoseconds since midnight, on its own clock."""
        return (self.hour * 3600 + self.minute * 60 + self.second) * NANOSECONDS + self.nanosecond

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}:{self.second:02}{_fraction(self.nanosecond)}{_format_zone(self.zone)}"


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date and a time of day; the zone is that of the time.

    >>> paris = DateTime(Date(2024, 7, 1), Time(12, 0, 0, zone="Europe/Paris"))
    >>> str(paris), paris.offset, paris.moment == DateTime(Date(2024, 7, 1), Time(10, 0, 0, zone=0)).moment
    ('2024-07-01T12:00:00@Europe/Paris', 7200, True)
    """

    date: Date
    time: Time

    @property
    def offset(self) -> int | None:
        """Seconds from UTC on that day, or None for a local date and time."""
        return offset_at(self.time.zone, self.date, self.time)

    @property
    def moment(self) -> int:
        """Whole seconds since 1970-01-01T00:00:00Z (local ones as if UTC); a fraction of a second does not count."""
        return self.instant // NANOSECONDS

    @property
    def instant(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00Z (local ones as if UTC)."""
        seconds = self.date.number * SECONDS_OF_DAY - (self.offset or 0)
        return seconds * NANOSECONDS + self.time.nanoseconds

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


@dataclass(frozen=True, slots=True, order=True)
class DaysDuration:
    """A days and time duration, in nanoseconds.

    >>> str(DaysDuration.of(days=1, hours=2)), str(DaysDuration(0)), DaysDuration.of(days=-1, hours=-2).hours
    ('P1DT2H', 'PT0S', -2)
    """

    nanoseconds: int

    @staticmethod
    def of(days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> DaysDuration:
        """The duration of so many days, hours, minutes and seconds."""
        return DaysDuration((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * NANOSECONDS)

    @property
    def whole_seconds(self) -> int:
        """Its seconds, cut towards zero."""
        return _divide(self.nanoseconds, NANOSECONDS)

    @property
    def days(self) -> int:
        """Whole days."""
        return _divide(self.whole_seconds, SECONDS_OF_DAY)

    @property
    def hours(self) -> int:
        """Hours beyond the days."""
        return _divide(self.whole_seconds, 3600) - self.days * 24

    @property
    def minutes(self) -> int:
        """Minutes beyond the hours."""
        return _divide(self.whole_seconds, 60) - _divide(self.whole_seconds, 3600) * 60

    @property
    def seconds(self) -> int:
        """Whole seconds beyond the minutes."""
        return self.whole_seconds - _divide(self.whole_seconds, 60) * 60

    def __str__(self) -> str:
        size = DaysDuration(abs(self.nanoseconds))
        fraction = _fraction(size.nanoseconds % NANOSECONDS)
        seconds = f"{size.seconds}{fraction}S" if size.seconds or fraction else ""
        clock = _units((size.hours, "H"), (size.minutes, "M")) + seconds
        days = _units((size.days, "D"))
        text = f"P{days}T{clock}" if clock else f"P{days}" if days else "PT0S"
        return f"-{text}" if self.nanoseconds < 0 else text


@dataclass(frozen=True, slots=True, order=True)
class MonthsDuration:
    """A years and months duration, in months.

    >>> str(MonthsDuration(14)), str(MonthsDuration(0)), MonthsDuration(-14).years
    ('P1Y2M', 'P0M', -1)
    """

    total: int

    @property
    def years(self) -> int:
        """Whole years."""
        return _divide(self.total, 12)

    @property
    def months(self) -> int:
        """Months beyond the years."""
        return self.total - self.years * 12

    def __str__(self) -> str:
        size = MonthsDuration(abs(self.total))
        text = "P" + (_units((size.years, "Y"), (size.months, "M")) or "0M")
        return f"-{text}" if self.total < 0 else text


Temporal: TypeAlias = Date | Time | DateTime | DaysDuration | MonthsDuration


# Making


def make_date(year: int, month: int, day: int) -> Date | None:
    """The date, or None if there is no such day.

    >>> make_date(2023, 2, 29), make_date(2024, 2, 29)
    (None, Date(year=2024, month=2, day=29))
    """
    if abs(year) > MAXIMUM_YEAR or not 1 <= month <= 12 or not 1 <= day <= days_of_month(year, month):
        return None
    return Date(year, month, day)


def make_time(hour: int, minute: int, second: int, nanosecond: int = 0, zone: Zone = None) -> Time | None:
    """The time, or None if there is no such time or zone."""
    in_clock = 0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60 and 0 <= nanosecond < NANOSECONDS
    return Time(hour, minute, second, nanosecond, zone) if in_clock and is_zone(zone) else None


def make_date_time(date: Date, nanoseconds: int, zone: Zone) -> DateTime | None:
    """The date and time ``nanoseconds`` after the midnight that begins ``date``; None beyond the years of FEEL."""
    days, rest = divmod(nanoseconds, NANOSECONDS_OF_DAY)
    day = add_days(date, days)
    return DateTime(day, time_after_midnight(rest, zone)) if day else None


def time_after_midnight(nanoseconds: int, zone: Zone) -> Time:
    """The time so long after midnight, around the clock."""
    seconds, nanosecond = divmod(nanoseconds % NANOSECONDS_OF_DAY, NANOSECONDS)
    return Time(seconds // 3600, seconds // 60 % 60, seconds % 60, nanosecond, zone)


def at_instant(instant: int, zone: Zone) -> DateTime | None:
    """The date and time on the clocks of ``zone``, ``instant`` nanoseconds after 1970-01-01T00:00:00Z."""
    local = make_date_time(Date(1970, 1, 1), instant, 0)
    if local is None:
        return None
    if isinstance(zone, str):
        utc = _near(local.date, local.time).replace(tzinfo=dt.UTC)
        offset = _measure_offset(utc.astimezone(_find_zone(zone)))
    else:
        offset = zone or 0
    return make_date_time(Date(1970, 1, 1), instant + offset * NANOSECONDS, zone)


# Calculating


def days_of_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == 2:
        return 29 if is_leap_year(year) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def is_leap_year(year: int) -> bool:
    """Whether the year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def add_days(date: Date, days: int) -> Date | None:
    """The day so many days later; None beyond the years of FEEL.

    >>> str(add_days(Date(2024, 2, 28), 2)), str(add_days(Date(-2021, 1, 1), -1))
    ('2024-03-01', '-2022-12-31')
    """
    if 1 <= date.day + days <= 28:
        return Date(date.year, date.month, date.day + days)
    return _day_numbered(date.number + days)


def add_months(date: Date, months: int) -> Date | None:
    """The same day so many months later, or the last of that month (XPath, op:add-yearMonthDuration-to-date).

    >>> str(add_months(Date(2024, 1, 31), 1)), str(add_months(Date(2024, 2, 29), -12))
    ('2024-02-29', '2023-02-28')
    """
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    if abs(year) > MAXIMUM_YEAR:
        return None
    return Date(year, month + 1, min(date.day, days_of_month(year, month + 1)))


def months_between(start: Date, end: Date) -> MonthsDuration:
    """Whole months from one day to another, negative backwards.

    >>> str(months_between(Date(2011, 12, 22), Date(2013, 8, 24))), str(months_between(Date(2013, 8, 24), Date(2011, 12, 22)))
    ('P1Y8M', '-P1Y8M')
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return MonthsDuration(months)


# Zones


def is_zone(zone: Zone) -> bool:
    """Whether the name is that of a time zone, or the offset within 18 hours."""
    if isinstance(zone, str):
        return _find_zone(zone) is not None
    return zone is None or abs(zone) <= MAXIMUM_OFFSET


def offset_at(zone: Zone, date: Date, time: Time) -> int | None:
    """Seconds from UTC that the zone has on that day at that time of its own clock."""
    if isinstance(zone, str):
        return _measure_offset(_near(date, time).replace(tzinfo=_find_zone(zone)))
    return zone


@lru_cache(maxsize=1024)
def _find_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None


def _measure_offset(moment: dt.datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def _near(date: Date, time: Time) -> dt.datetime:
    """The same moment within the years of Python: before them the first, after them one of the same calendar."""
    if date.year <= dt.MINYEAR:
        return dt.datetime(dt.MINYEAR + 1, 1, 1)  # noqa: DTZ001
    year = date.year if date.year < dt.MAXYEAR else 8000 + date.year % 400
    return dt.datetime(year, date.month, date.day, time.hour, time.minute, time.second)  # noqa: DTZ001


# Text


def _format_zone(zone: Zone) -> str:
    if zone is None:
        return ""
    if isinstance(zone, str):
        return f"@{zone}"
    if zone == 0:
        return "Z"
    size = abs(zone)
    seconds = f":{size % 60:02}" if size % 60 else ""
    return f"{'-' if zone < 0 else '+'}{size // 3600:02}:{size // 60 % 60:02}{seconds}"


def _fraction(nanosecond: int) -> str:
    return f".{nanosecond:09}".rstrip("0") if nanosecond else ""


def _units(*parts: tuple[int, str]) -> str:
    return "".join(f"{amount}{unit}" for amount, unit in parts if amount)


# Calendar arithmetic on whole 400-year cycles, whose years begin on 1 March


def _divide(amount: int, unit: int) -> int:
    return amount // unit if amount >= 0 else -(-amount // unit)


def _count_days(year: int, month: int, day: int) -> int:
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 719469


def _day_numbered(number: int) -> Date | None:
    cycle, day_of_cycle = divmod(number + 719468, 146097)
    year_of_cycle = (day_of_cycle - day_of_cycle // 1460 + day_of_cycle // 36524 - day_of_cycle // 146096) // 365
    day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = cycle * 400 + year_of_cycle + (1 if month <= 2 else 0)
    return Date(year, month, day_of_year - (153 * shifted + 2) // 5 + 1) if abs(year) <= MAXIMUM_YEAR else None
