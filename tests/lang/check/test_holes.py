"""Holes between rows, told apart from gaps beyond them."""

from decimal import Decimal

import pytest

from lang.check.core_factories import (
    ANYTHING,
    INDUSTRY,
    NUMBER_COLUMN,
    REVENUE,
    STRING_COLUMN,
    column,
    constant,
    is_,
    make_program,
    make_table,
    one_of,
    read,
    within,
)
from zhida.lang.base.diagnostic import Severity
from zhida.lang.base.messages import render_message
from zhida.lang.base.span import span_of
from zhida.lang.base.temporal import Date
from zhida.lang.base.types import DATE, NUMBER
from zhida.lang.check.messages import MESSAGES
from zhida.lang.check.tables import check_tables
from zhida.lang.core.tree import Arithmetic

GROWTH, SHARE = column(read("增速", NUMBER)), column(read("占比", NUMBER))
LOW, MIDDLE, HIGH = ((low, low + 10) for low in (0, 10, 20))


def find(table, **program):
    return [finding for finding in check_tables(make_program(table, **program)) if "redundant" not in finding.code]


def regions_of(found):
    return [(finding.code, finding.values["region"]) for finding in found]


def cell(ends):
    return within(*ends, high_closed=False)


def steps(*ends):
    return [(cell(pair), number) for number, pair in enumerate(ends)]


def matrix(*left_out, policy="UNIQUE"):
    places = [(x, y) for x in (LOW, MIDDLE, HIGH) for y in (LOW, MIDDLE, HIGH)]
    rows = [(cell(x), cell(y), number) for number, (x, y) in enumerate(places) if (x, y) not in left_out]
    return make_table([GROWTH, SHARE], rows, policy)


def test_a_step_left_out_is_a_hole_and_what_lies_beyond_is_a_gap():
    table = make_table([NUMBER_COLUMN], steps((5, 10), (20, 50)))
    hole, gap = find(table)
    assert (hole.code, hole.severity, hole.span) == ("check.hole", Severity.WARNING, table.span)
    assert (hole.values["region"], hole.values["assignment"]) == ("营业收入: [10..20)", {REVENUE: Decimal(10)})
    assert (gap.code, gap.severity, gap.values["region"]) == ("check.gap", Severity.WARNING, "营业收入: < 5, >= 50")
    assert "行与行之间没有一行覆盖：营业收入: [10..20)" in render_message(hole, MESSAGES, "zh")


def test_one_cent_left_out_is_a_hole():
    found = find(make_table([NUMBER_COLUMN], [(is_("<", 500), 1), (is_(">", 500), 2)]))
    assert regions_of(found) == [("check.hole", "营业收入: 500")]


def test_steps_that_meet_have_no_hole():
    found = find(make_table([NUMBER_COLUMN], steps((5, 10), (10, 20))))
    assert regions_of(found) == [("check.gap", "营业收入: < 5, >= 20")]


def test_the_order_of_the_rows_does_not_matter():
    found = find(make_table([NUMBER_COLUMN], steps((20, 50), (5, 10))))
    assert regions_of(found)[0] == ("check.hole", "营业收入: [10..20)")


def test_the_middle_of_a_matrix_is_a_hole():
    hole, *gaps = find(matrix((MIDDLE, MIDDLE)))
    assert (hole.code, hole.values["region"]) == ("check.hole", "增速: [10..20); 占比: [10..20)")
    assert hole.values["assignment"] == {"增速": Decimal(10), "占比": Decimal(10)}
    assert {gap.code for gap in gaps} == {"check.gap"}


def test_the_side_of_a_matrix_is_a_hole_and_its_corner_a_gap():
    assert regions_of(find(matrix((LOW, MIDDLE))))[0] == ("check.hole", "增速: [0..10); 占比: [10..20)")
    assert {finding.code for finding in find(matrix((HIGH, HIGH)))} == {"check.gap"}


def test_rows_of_different_industries_do_not_bound_a_hole():
    rows = [(cell((5, 10)), is_("=", "A"), 1), (cell((20, 50)), is_("=", "B"), 2)]
    assert {finding.code for finding in find(make_table([NUMBER_COLUMN, STRING_COLUMN], rows))} == {"check.gap"}


def test_a_hole_is_told_for_the_values_that_both_rows_take():
    rows = [(cell((5, 10)), one_of("A", "B"), 1), (cell((20, 50)), one_of("B", "C"), 2)]
    hole = find(make_table([NUMBER_COLUMN, STRING_COLUMN], rows))[0]
    assert (hole.code, hole.values["region"]) == ("check.hole", '营业收入: [10..20); 行业: "B"')
    assert hole.values["assignment"] == {REVENUE: Decimal(10), INDUSTRY: "B"}


def test_a_hole_bounded_by_a_row_far_above():
    rows = [(cell((0, 10)), ANYTHING, 1), (cell((20, 30)), is_("=", "A"), 2), (is_(">=", 40), ANYTHING, 3)]
    found = find(make_table([NUMBER_COLUMN, STRING_COLUMN], rows))
    assert [region for code, region in regions_of(found) if code == "check.hole"] == [
        "营业收入: [10..20), [30..40)",
        '营业收入: [20..30); 行业: not("A")',
    ]


def test_days_between_two_rows():
    day = column(read("成立日期", DATE))
    rows = [(is_("<=", Date(2024, 2, 27)), 1), (is_(">=", Date(2024, 2, 29)), 2)]
    (found,) = find(make_table([day], rows))
    assert (found.code, found.values["witness"]) == ("check.hole", '成立日期 = @"2024-02-28"')


def test_texts_have_no_order():
    assert {finding.code for finding in find(make_table([STRING_COLUMN], [(one_of("A", "C"), 1)]))} == {"check.gap"}


def test_holes_of_columns_that_rest_on_one_fact_are_possible():
    double = Arithmetic("*", read("增速", NUMBER), constant(2), span=span_of("占比"), type=NUMBER)
    table = matrix((MIDDLE, MIDDLE))
    hole = find(make_table([GROWTH, column(double)], [(*rule.tests, *rule.results) for rule in table.rules]))[0]
    assert (hole.code, hole.severity) == ("check.possible-hole", Severity.WARNING)


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_lists_may_have_holes(policy):
    hole, *_ = find(make_table([NUMBER_COLUMN], steps((5, 10), (20, 50)), policy, order=(Decimal(0), Decimal(1))))
    assert (hole.code, hole.severity) == ("check.hole", Severity.NOTE)


@pytest.mark.parametrize(
    ("aggregation", "severity"), [("MAX", "warning"), ("MIN", "warning"), ("SUM", "note"), ("COUNT", "note")]
)
def test_the_greatest_and_the_least_result_is_one_result(aggregation, severity):
    table = make_table([NUMBER_COLUMN], steps((5, 10), (20, 50)), "COLLECT", aggregation=aggregation)
    hole, gap = find(table)
    assert (hole.code, str(hole.severity)) == ("check.hole", severity)
    assert (gap.code, gap.severity) == ("check.gap", Severity.NOTE)


def test_a_default_closes_holes():
    assert find(make_table([NUMBER_COLUMN], steps((5, 10), (20, 50)), default=constant(0))) == []
