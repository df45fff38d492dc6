"""Dates and durations against Python's own calendar, and beyond it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.base.temporal import (
    NANOSECONDS,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
    add_days,
    add_months,
    at_instant,
    make_date,
    make_time,
    months_between,
)
from zhida.lang.base.temporal_text import parse_date, parse_date_time, parse_duration, parse_temporal, parse_time

FIRST, LAST = dt.datetime(1902, 1, 1), dt.datetime(2036, 1, 1)  # noqa: DTZ001 - the zone is the point
YEARS = st.integers(-999_999_999, 999_999_999)
DATES = st.builds(Date, YEARS, st.integers(1, 12), st.integers(1, 28))


@given(st.dates())
def test_a_day_has_the_number_and_weekday_that_python_gives_it(day):
    date = Date.from_python(day)
    assert date.number == day.toordinal() - dt.date(1970, 1, 1).toordinal()
    assert date.weekday == day.isoweekday()
    assert date.to_python() == day


@given(DATES, st.integers(-1_000_000, 1_000_000))
def test_adding_days_is_undone_by_subtracting_them(date, days):
    later = add_days(date, days)
    if later is not None:
        assert later.number == date.number + days
        assert add_days(later, -days) == date


@given(DATES, st.integers(-5000, 5000))
def test_months_between_are_the_months_added(date, months):
    later = add_months(date, months)
    if later is not None:
        assert months_between(date, later) == MonthsDuration(months)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("0001-01-15", -1, "0000-12-15"),
        ("-0001-12-31", 1, "0000-01-31"),
    ],
)
def test_a_month_later_is_clamped_to_the_end_of_the_month(start, months, expected):
    date = parse_date(start)
    assert date is not None
    assert str(add_months(date, months)) == expected


def test_the_calendar_ends_at_the_years_of_feel():
    last = Date(999_999_999, 12, 31)
    assert add_days(last, 1) is None
    assert add_months(last, 1) is None
    assert make_date(1_000_000_000, 1, 1) is None
    assert at_instant(10**30, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-29",
        "-0044-03-15",
        "-999999999-12-31",
        "09:30:00",
        "23:59:59.123456789Z",
        "09:30:00+08:00",
        "09:30:00-02:45:55",
        "09:30:00@Asia/Shanghai",
        "2024-02-29T09:30:00.5+08:00",
        "99999-12-31T11:22:33@Europe/Paris",
        "P1DT2H3M4.5S",
        "-PT0.001S",
        "P1Y2M",
        "-P11M",
    ],
)
def test_a_canonical_text_is_read_and_written_alike(text):
    assert str(parse_temporal(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P14M", "P1Y2M"),
        ("PT24H", "P1D"),
        ("P0D", "PT0S"),
        ("P0Y", "P0M"),
        ("-P0Y", "P0M"),
        ("PT1000M0.999999999S", "PT16H40M0.999999999S"),
        ("11:22:33-00:00", "11:22:33Z"),
        ("24:00:00", "00:00:00"),
        ("2021-12-31T24:00:00Z", "2022-01-01T00:00:00Z"),
    ],
)
def test_other_texts_are_written_canonically(text, expected):
    assert str(parse_temporal(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "02024-01-01",
        "998-12-31",
        "+2024-01-01",
        "2024-01-01 ",
        "24:00:01",
        "23:59:60",
        "7:20:00",
        "13:20:00+19:00",
        "13:20:00+5:00",
        "13:20:00+02:00@Europe/Paris",
        "13:20:00@Nowhere/City",
        "2024-01-01T",
        "2024-01-01T25:00:00",
        "P",
        "PT",
        "P1Y1D",
        "P1H",
        "1D",
        "P1.5D",
        "",
        "P" + "9" * 200 + "D",
    ],
)
def test_what_is_no_date_time_or_duration_is_refused(text):
    assert parse_temporal(text) is None


@given(st.datetimes(FIRST, LAST), st.sampled_from(["Europe/Paris", "Asia/Shanghai"]))
def test_an_instant_comes_back_to_the_clock_of_its_zone(moment, zone):
    utc = DateTime(Date.from_python(moment.date()), Time(moment.hour, moment.minute, moment.second, 0, 0))
    local = at_instant(utc.instant, zone)
    assert local is not None
    assert local.instant == utc.instant
    assert local.time.zone == zone


def test_summer_time_moves_the_offset():
    winter, summer = (
        parse_date_time("2024-01-01T12:00:00@Europe/Paris"),
        parse_date_time("2024-07-01T12:00:00@Europe/Paris"),
    )
    assert winter is not None
    assert summer is not None
    assert (winter.offset, summer.offset) == (3600, 7200)


def test_a_zone_is_known_in_every_year():
    late, early = (
        parse_date_time("99999-07-01T12:00:00@Europe/Paris"),
        parse_date_time("-5000-07-01T12:00:00@Europe/Paris"),
    )
    assert late is not None
    assert early is not None
    assert late.offset == 7200
    assert early.offset == 561


@given(st.integers(-(10**20), 10**20))
def test_the_parts_of_a_duration_make_it_up(nanoseconds):
    duration = DaysDuration(nanoseconds)
    whole = DaysDuration.of(duration.days, duration.hours, duration.minutes, duration.seconds).nanoseconds
    assert abs(nanoseconds - whole) < NANOSECONDS
    assert parse_duration(str(duration)) == duration


@given(st.integers(-(10**9), 10**9))
def test_months_are_years_and_months(total):
    duration = MonthsDuration(total)
    assert duration.years * 12 + duration.months == total
    assert abs(duration.months) < 12
    assert parse_duration(str(duration)) == duration


def test_a_time_is_checked_when_made():
    assert make_time(23, 59, 59, 999_999_999, -18 * 3600) == Time(23, 59, 59, 999_999_999, -18 * 3600)
    assert make_time(24, 0, 0) is None
    assert make_time(0, 0, 0, NANOSECONDS) is None
    assert make_time(0, 0, 0, 0, 18 * 3600 + 1) is None


def test_a_fraction_of_a_second_does_not_count_in_comparisons():
    one, other = parse_time("10:30:00.0001"), parse_time("10:30:00.0002")
    assert one is not None
    assert other is not None
    assert one != other
    assert one.moment == other.moment
