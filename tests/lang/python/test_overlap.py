"""Rows that cannot match together are told from those that can."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lang.python.agreement import assert_agreement
from lang.sql.sql_factories import BASE_ROW, TableText, build_table_program
from zhida.lang.base.temporal import Date
from zhida.lang.python.overlap import MAXIMUM_ROWS, are_disjoint

ONE, TWO = Decimal(1), Decimal(2)


def below(bound):
    return lambda value: value < bound


def above(bound):
    return lambda value: value > bound


def equal(bound):
    return lambda value: value == bound


@pytest.mark.parametrize(
    ("bounds", "tests", "disjoint"),
    [
        ([ONE], [below(ONE), above(ONE)], True),
        ([ONE], [below(ONE), equal(ONE)], True),
        ([ONE, TWO], [below(TWO), above(ONE)], False),
        ([ONE], [below(ONE), None], False),
        (["甲", "乙"], [equal("甲"), equal("乙")], True),
        (["甲"], [equal("甲"), lambda value: value != "甲"], True),
        (["乙", "甲"], [above("乙"), below("甲")], False),
        ([True, False], [lambda value: value, lambda value: not value], True),
        ([Date(2026, 1, 1)], [below(Date(2026, 1, 1)), above(Date(2026, 1, 1))], False),
    ],
)
def test_two_rows_over_one_column(bounds, tests, disjoint):
    assert are_disjoint([(bounds, tests)], 2) is disjoint


def test_one_column_is_enough_to_tell_rows_apart():
    columns = [([ONE], [above(ONE), above(ONE), below(ONE)]), ([TWO], [below(TWO), above(TWO), None])]

    assert are_disjoint(columns, 3)
    assert not are_disjoint(columns[:1], 3)


def test_large_tables_are_not_looked_at():
    assert not are_disjoint([([ONE], [equal(ONE)] * (MAXIMUM_ROWS + 1))], MAXIMUM_ROWS + 1)


@pytest.mark.parametrize("second", ["> 5", ">= 10", "[1..11]"])
def test_rows_that_match_together_are_reported_as_the_interpreter_reports_them(second):
    program = build_table_program(TableText("U", ("甲",), (("<= 10", "1"), (second, "2"))))
    row = dict.fromkeys(BASE_ROW)

    assert_agreement(program, [{**row, "甲": Decimal(number)} for number in (0, 5, 7, 10, 11, 12)])
