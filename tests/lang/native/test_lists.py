"""Lists in machine code: what DuckDB's list functions say, with gaps and lists that are not there."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from lang.native.native_factories import ask_duckdb, compute, list_refused
from zhida.lang.sql.build import (
    binary,
    case,
    column,
    field,
    function,
    integer,
    invert,
    is_null,
    lambda_of,
    number,
    text,
)
from zhida.lang.sql.columns import Known, ListColumn, NumberColumn, RecordColumn, SimpleColumn

RECORD = RecordColumn({"金额": NumberColumn(10, 2), "种类": SimpleColumn.TEXT, "日": Known(SimpleColumn.DATE)})
COLUMNS = {"单": ListColumn(Known(RECORD)), "限": NumberColumn(10, 2)}
TYPE = pa.list_(pa.struct({"金额": pa.decimal128(12, 2), "种类": pa.string(), "日": pa.date32()}.items()))
LIST, ITEM = column("单"), column("x1")
AMOUNT, KIND, DAY = (field(ITEM, name) for name in ("金额", "种类", "日"))

records = st.fixed_dictionaries(
    {
        "金额": st.decimals(-(10**9), 10**9, places=2) | st.none(),
        "种类": st.sampled_from(["专利", "商标", None]),
        "日": st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1)),
    }
)
rows = st.lists(
    st.tuples(st.lists(records, max_size=4) | st.none(), st.decimals(-(10**9), 10**9, places=2)),
    min_size=1,
    max_size=20,
)


def make_rows(pairs):
    limits = pa.array([limit for _, limit in pairs], pa.decimal128(12, 2))
    return pa.table({"单": pa.array([items for items, _ in pairs], TYPE), "限": limits})


PATENTS = function("list_filter", LIST, lambda_of("x1", binary(exp.EQ, KIND, text("专利"))))
ABOVE = function("list_filter", PATENTS, lambda_of("x1", binary(exp.GT, AMOUNT, column("限"))))
AMOUNTS = function("list_transform", ABOVE, lambda_of("x1", AMOUNT))
DAYS = function("list_transform", LIST, lambda_of("x1", DAY))
SECOND = function("list_extract", PATENTS, integer(2))
LAST = function("list_extract", LIST, integer(-1))

EXPRESSIONS = {
    "个数": function("len", LIST),
    "专利数": function("len", PATENTS),
    "超限数": function("len", ABOVE),
    "合计": function("list_sum", AMOUNTS),
    "最大": function("list_max", AMOUNTS),
    "最早": function("list_min", DAYS),
    "第二": field(SECOND, "金额"),
    "末日": field(LAST, "日"),
    "有": case([(invert(is_null(LIST)), function("len", PATENTS))], integer(-1)),
}


@given(rows)
@settings(max_examples=25, deadline=None)
def test_lists_are_those_of_the_database(pairs):
    table = make_rows(pairs)

    found = compute(EXPRESSIONS, COLUMNS, table)

    assert found is not None
    assert found == ask_duckdb(EXPRESSIONS, table)


def test_a_list_inside_a_lambda_over_another_is_gone_through_for_each_item():
    other = function("list_filter", column("单"), lambda_of("x2", binary(exp.LT, field(column("x2"), "金额"), AMOUNT)))
    rank = function("list_filter", LIST, lambda_of("x1", binary(exp.EQ, function("len", other), integer(1))))
    items = [{"金额": Decimal(amount), "种类": "专利", "日": dt.date(2025, 1, 1)} for amount in (3, 1, 2, 9)]

    assert compute({"第二小": function("len", rank)}, COLUMNS, make_rows([(items, Decimal(0))])) == {"第二小": [1]}


def test_what_lists_have_no_machine_code_is_refused():
    made = function("len", function("list_value", number(Decimal(1)), number(Decimal(2))))
    chosen = function("len", case([(is_null(column("限")), LIST)], PATENTS))

    assert list_refused({"新": made, "择": chosen}, COLUMNS) == {
        "新": "native.expression",
        "择": "native.choice-of-lists",
    }
