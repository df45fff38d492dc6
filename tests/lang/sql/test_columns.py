"""Bounds of numbers: they hold for every result, and narrow the types that SQL computes with."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lang.sql.sql_factories import BASE_ROW, COLUMNS, build_program, run_sql
from zhida.lang.base.temporal import Date
from zhida.lang.sql.columns import (
    Fixed,
    InputType,
    Known,
    NumberColumn,
    SimpleColumn,
    span,
    span_opposite,
    span_product,
    span_sum,
    span_union,
)
from zhida.lang.sql.compile import Compiled, compile_program

EXACT = Context(prec=80)
NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, places=2)
SMALL = NumberColumn(4, 2, Decimal("0.00"), Decimal("1200.50"))
FIRM = {"甲": Decimal("100.00"), "乙": Decimal("0.00"), "文": "甲类", "单": []}


def compile_bounded(text: str, **columns: InputType) -> Compiled:
    """One expression over columns that are never missing."""
    bounded = {"甲": Known(SMALL), "乙": Known(SMALL), "文": Known(SimpleColumn.TEXT), "今": Fixed(Date(2026, 3, 1))}
    return compile_program(build_program({"值": text}), {**COLUMNS, **bounded, **columns}, ["值"])


def render(compiled: Compiled) -> str:
    assert compiled.refused == {}
    return compiled.render(compiled.select([("值", compiled.outputs["值"].value)]))


def compute(compiled: Compiled, **changes: Any) -> Any:
    values = {**FIRM, **changes}
    with duckdb.connect() as connection:
        facts = "SELECT $甲::DECIMAL(6, 2) AS 甲, $乙::DECIMAL(6, 2) AS 乙, $文 AS 文, []::STRUCT(金额 INT)[] AS 单"
        connection.execute(f"CREATE TABLE facts AS {facts}", {name: values[name] for name in "甲乙文"})
        row = connection.execute(render(compiled)).fetchone()
    assert row is not None
    return row[0]


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_bounds_hold_for_every_result(first, second):
    low, one, high = sorted(first)
    least, other, most = sorted(second)
    a, b = span(low, high, 2), span(least, most, 2)

    for column, value in [
        (span_sum(a, b), EXACT.add(one, other)),
        (span_product(a, b), EXACT.multiply(one, other)),
        (span_opposite(a), one.copy_negate()),
        (span_union([a, b]), one),
    ]:
        assert column.least <= value <= column.most
        assert value.copy_abs() < Decimal(10) ** column.integers


@pytest.mark.parametrize(
    ("column", "width"),
    [
        (span(Decimal(0), Decimal(0), 0), 1),
        (span(Decimal("0.01"), Decimal("0.99"), 2), 2),
        (span(Decimal(-100), Decimal(7), 2), 5),
        (span_sum(span(Decimal(0), Decimal(4), 0), span(Decimal(0), Decimal(5), 0)), 1),
        (span_sum(NumberColumn(16, 2), NumberColumn(16, 2)), 19),
    ],
)
def test_widths_follow_from_bounds(column, width):
    assert column.width == width


def test_a_denominator_that_is_never_negative_is_not_asked_for_its_sign():
    assert " < 0" not in render(compile_bounded("甲 / 乙 >= 3"))
    assert "<" in render(compile_bounded("甲 / 乙 >= 3", 乙=Known(NumberColumn(4, 2))))


@pytest.mark.parametrize(("bottom", "value"), [("0.00", True), ("30.00", True), ("40.00", False)])
def test_a_denominator_that_was_seen_not_to_be_zero_needs_no_test(bottom, value):
    compiled = compile_bounded("(if 乙 = 0 then 3 else 甲 / 乙) >= 3")

    assert compute(compiled, 乙=Decimal(bottom)) is value
    assert render(compiled).count("= 0.") == 2  # once for each part of the fraction, not for the comparison


def test_counts_stay_integers():
    assert "DECIMAL" not in render(compile_bounded("count(单) * 2 >= 4"))
    assert compute(compile_bounded("count(单) + 0.5")) == Decimal("0.5")


def test_a_column_that_is_the_same_everywhere_is_no_column():
    text = render(compile_bounded("今.year - 1"))

    assert '"今"' not in text
    assert compute(compile_bounded("今.year - 1")) == 2025


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("min(甲, 乙)", Decimal("30.00")),
        ("max(甲, 乙, 50)", Decimal("100.00")),
        ("min(甲, 乙, 乙 - 1)", Decimal("29.00")),
    ],
)
def test_the_extreme_of_a_few_is_a_case(text, value):
    compiled = compile_bounded(text)

    assert "LEAST" not in render(compiled)
    assert "GREATEST" not in render(compiled)
    assert compute(compiled, 乙=Decimal("30.00")) == value


def test_names_that_differ_by_case_alone_are_columns_of_their_own():
    program = build_program({"Rate": "甲 + 1", "rate": "甲 + 2", "RATE": "Rate + rate"})
    compiled = compile_program(program, COLUMNS, program.definitions)

    assert run_sql(compiled, [BASE_ROW]) == {"Rate": [Decimal(101)], "rate": [Decimal(102)], "RATE": [Decimal(203)]}
