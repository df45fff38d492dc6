"""The calendar of machine code is that of Python."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from lang.native.native_factories import compute
from zhida.lang.sql.build import binary, cast, column, function, integer
from zhida.lang.sql.columns import NumberColumn, SimpleColumn
from zhida.lang.sql.dialect import DUCKDB

COLUMNS = {"日": SimpleColumn.DATE, "数": NumberColumn(6, 0, whole=True)}
DAY, COUNT = column("日"), column("数")

EDGES = [dt.date.min, dt.date.max, dt.date(1970, 1, 1), dt.date(2000, 2, 29), dt.date(1900, 3, 1), dt.date(2100, 2, 28)]
dates = st.dates() | st.sampled_from(EDGES)


def make_rows(days, counts=None):
    return pa.table({"日": pa.array(days, pa.date32()), "数": pa.array(counts or [0] * len(days), pa.int64())})


@given(st.lists(dates | st.none(), min_size=1, max_size=60))
@settings(max_examples=20, deadline=None)
def test_parts_of_a_date(days):
    parts = {name: function(name, DAY) for name in ("year", "month", "day", "isodow")}

    found = compute(parts, COLUMNS, make_rows(days))

    read = {"year": lambda day: day.year, "month": lambda day: day.month, "day": lambda day: day.day}
    read["isodow"] = dt.date.isoweekday
    assert found == {name: [None if day is None else read[name](day) for day in days] for name in parts}


@given(st.lists(st.tuples(st.dates(dt.date(1000, 1, 1), dt.date(3000, 12, 31)), st.integers(-9999, 9999)), min_size=1))
@settings(max_examples=20, deadline=None)
def test_days_and_months_later(pairs):
    rows = make_rows([day for day, _ in pairs], [count for _, count in pairs])
    later = {"日后": DUCKDB.call("add days", DAY, COUNT), "月后": DUCKDB.call("add months", DAY, COUNT)}

    found = compute(later, COLUMNS, rows)

    assert found == {
        "日后": [day + dt.timedelta(days=count) for day, count in pairs],
        "月后": [add_months(day, count) for day, count in pairs],
    }


def add_months(day, count):
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def test_a_day_beyond_the_calendar_is_left_to_the_database():
    assert compute({"后": DUCKDB.call("add days", DAY, COUNT)}, COLUMNS, make_rows([dt.date.max], [1])) is None
    assert compute({"后": DUCKDB.call("add months", DAY, COUNT)}, COLUMNS, make_rows([dt.date.min], [-1])) is None


def test_days_between_and_a_day_of_every_year():
    days = [dt.date(2024, 2, 29), dt.date(2026, 3, 1)]
    between = DUCKDB.call("days between", cast(exp.Literal.string("2026-03-01"), "DATE"), DAY)
    made = function("make_date", binary(exp.Add, COUNT, integer(2020)), integer(12), integer(31))

    assert compute({"差": between, "年末": made}, COLUMNS, make_rows(days, [0, 4])) == {
        "差": [731, 0],
        "年末": [dt.date(2020, 12, 31), dt.date(2024, 12, 31)],
    }
