"""What is proved of the numbers an expression can yield."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang import compile, evaluate  # noqa: A004 - the verb of the field
from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.span import Source
from zhida.lang.check.bounds import find_bounds
from zhida.lang.check.facts import Facts
from zhida.lang.check.interval import EVERY_NUMBER, Interval, add, divide, join, multiply, negate
from zhida.lang.check.tables import check_tables
from zhida.lang.core.from_dmn import build_program
from zhida.lang.dmn.model import (
    Decision,
    Definitions,
    InputClause,
    InputData,
    ItemDefinition,
    LiteralBox,
    OutputClause,
    TableBox,
    TableRule,
    Variable,
)

FIELDS = {"营业收入": ">= 0", "占比": "[0..1]", "年份": ">= 1990", "利润": None, "亏损": "<= 0", "职工总数": "> -1"}
WHOLES = frozenset({("本年", "职工总数"), ("近三年", "职工总数"), ("本年", "年份")})
NOT_NEGATIVE = Interval(Decimal(0))


def make_record():
    fields = tuple(
        ItemDefinition(name, type_ref="number", allowed_values=Source(tests) if tests else None)
        for name, tests in FIELDS.items()
    )
    return ItemDefinition("记录", components=fields)


def make_model(*decisions):
    types = {"本年": "记录", "近三年": "记录列表", "级别": "级别类型", "数": "number", "成立日期": "date"}
    return build_program(
        Definitions(
            name="示范",
            namespace="示范",
            source=Source(""),
            item_definitions=(
                make_record(),
                ItemDefinition("记录列表", type_ref="记录", is_collection=True),
                ItemDefinition("级别类型", type_ref="number", allowed_values=Source("1, 2, 3")),
            ),
            input_data=tuple(InputData(name, Variable(name, type_), Source("")) for name, type_ in types.items()),
            decisions=tuple(
                Decision(name, Variable(name), box, (*types, *(other for other, _ in decisions[:place])), Source(""))
                for place, (name, box) in enumerate(decisions)
            ),
        )
    )


def make_decision(name, text):
    return name, LiteralBox(source=Source(text))


def bound(text, *before):
    program = make_model(*before, make_decision("值", text))
    assert program.diagnostics == ()
    return find_bounds(program, Facts(program.inputs, WHOLES)).intervals["值"]


@pytest.mark.parametrize(
    ("text", "low", "high", "is_whole"),
    [
        ("5", 5, 5, True),
        ("2.5", "2.5", "2.5", False),
        ("本年.营业收入", 0, None, False),
        ("本年.占比", 0, 1, False),
        ("本年.利润", None, None, False),
        ("本年.亏损", None, 0, False),
        ("本年.职工总数", -1, None, True),
        ("级别", 1, 3, False),
        ("数", None, None, False),
        ("-本年.占比", -1, 0, False),
        ("本年.占比 + 2", 2, 3, False),
        ("本年.占比 - 本年.占比", -1, 1, False),
        ("本年.占比 * -200", -200, 0, False),
        ("本年.营业收入 * 本年.利润", None, None, False),
        ("本年.营业收入 / 本年.占比", 0, None, False),
        ("本年.亏损 / 本年.营业收入", None, 0, False),
        ("本年.利润 / 本年.营业收入", None, None, False),
        ("本年.年份 - 1990", 0, None, True),
        ("本年.年份 / 2", 0, None, False),
        ("成立日期.year", None, None, True),
        ("成立日期.month", 1, 12, True),
        ("count(近三年)", 0, None, True),
        ("sum(近三年.营业收入)", 0, None, False),
        ("sum(近三年.利润)", None, None, False),
        ("sum(近三年.职工总数)", None, None, True),
        ("max(近三年.占比)", 0, 1, False),
        ("min(近三年[营业收入 > 5].年份)", 1990, None, False),
        ("mean(近三年.占比)", 0, None, False),
        ("max(0, 本年.利润)", 0, None, False),
        ("min(200, 本年.营业收入)", 0, 200, False),
        ("if count(近三年) = 0 then 0 else sum(近三年.营业收入)", 0, None, False),
        ("if count(近三年) = 0 then null else 本年.占比", 0, 1, False),
        ("round half up(本年.营业收入 * 10%, 2)".replace("10%", "0.1"), 0, None, False),
        ("floor(本年.利润)", None, None, True),
        ("abs(本年.利润)", 0, None, False),
        ("for 年 in 近三年 return 年.营业收入", None, None, False),
        ("近三年[1].占比", 0, 1, False),
    ],
)
def test_of_an_expression(text, low, high, is_whole):
    low, high = Decimal(low if low is not None else "-Infinity"), Decimal(high if high is not None else "Infinity")
    assert bound(text) == Interval(low, high, is_whole)


def test_through_names_and_filters():
    before = [make_decision("好年", "近三年[营业收入 > 5]"), make_decision("收入", "好年.营业收入")]
    assert bound("sum(收入)", *before) == NOT_NEGATIVE
    assert bound("max(好年.占比)", *before) == Interval(Decimal(0), Decimal(1))


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        (None, Interval(Decimal(2), Decimal(5), is_whole=True)),
        ("MAX", Interval(Decimal(2), Decimal(5), is_whole=True)),
        ("SUM", Interval(Decimal(0), is_whole=True)),
        ("COUNT", Interval(Decimal(0), is_whole=True)),
    ],
)
def test_of_a_table(aggregation, expected):
    table = make_table("数", ["> 0", "< 0"], ["2", "5"], "COLLECT" if aggregation else "UNIQUE", aggregation)
    assert bound("表", ("表", table)) == expected


def make_table(heading, tests, results, policy="UNIQUE", aggregation=None):
    return TableBox(
        source=Source("表"),
        inputs=(InputClause(Source(heading), heading),),
        outputs=(OutputClause("结果"),),
        rules=tuple(
            TableRule((Source(test),), (Source(result),), number=number)
            for number, (test, result) in enumerate(zip(tests, results, strict=True), start=1)
        ),
        hit_policy=policy,
        aggregation=aggregation,
    )


def find_gaps(heading, tests, *before):
    program = make_model(*before, ("奖励", make_table(heading, tests, ["1"] * len(tests))))
    return [
        (found.values["region"], found.values["witness"])
        for found in check_tables(program, WHOLES)
        if found.code in {"check.gap", "check.hole"}
    ]


@pytest.mark.parametrize(
    ("heading", "tests", "expected"),
    [
        ("本年.营业收入", ["> 0"], [("本年.营业收入: 0", "本年.营业收入 = 0")]),
        ("本年.营业收入", [">= 0"], []),
        ("本年.占比", ["> 0.5"], [("本年.占比: [0..0.5]", "本年.占比 = 0")]),
        ("本年.占比", ["[0..0.5)", "[0.5..1]"], []),
        ("级别", ["1", "3"], [("级别: 2", "级别 = 2")]),
        ("本年.职工总数", [">= 30"], [("本年.职工总数: (-1..30)", "本年.职工总数 = 0")]),
        ("本年.职工总数", ["<= 29", "> 30"], [("本年.职工总数: 30", "本年.职工总数 = 30")]),
        ("本年.职工总数", ["<= 29", ">= 30"], []),
        ("本年.年份", ["<= 2023", ">= 2024"], []),
        ("sum(近三年.营业收入)", [">= 0"], []),
        ("if count(近三年) = 0 then 0 else sum(近三年.营业收入)", ["0", "> 0"], []),
    ],
)
def test_values_that_cannot_occur_are_no_gaps(heading, tests, expected):
    assert find_gaps(heading, tests) == expected


def test_values_that_cannot_occur_are_no_gaps_under_a_name():
    share = make_decision("强度", "if 本年.营业收入 > 0 then 本年.占比 / 本年.营业收入 else 0")
    assert find_gaps("强度", ["< 0.05"], share) == [("强度: >= 0.05", "强度 = 0.05")]
    assert find_gaps("强度", [">= 0.05"], share) == [("强度: [0..0.05)", "强度 = 0")]


def test_a_row_for_values_that_are_not_allowed_never_matches():
    program = make_model(("奖励", make_table("本年.营业收入", ["< 0", ">= 0"], ["1", "2"])))
    assert [(found.code, found.values["row"]) for found in check_tables(program)] == [("check.impossible-row", 1)]


# Laws: no value of a reckoning lies outside the interval.

numbers = st.integers(-30, 30).map(lambda number: Decimal(number) / 4) | st.sampled_from(
    [Decimal("1e30"), Decimal("-1e-30"), Decimal("1e6000"), Decimal(3)]
)


@st.composite
def intervals(draw):
    """An interval, and a number of it."""
    low, number, high = sorted([draw(numbers), draw(numbers), draw(numbers)])
    low = Decimal("-Infinity") if draw(st.booleans()) else low
    high = Decimal("Infinity") if draw(st.booleans()) else high
    is_whole = number == number.to_integral_value() and draw(st.booleans())
    return Interval(low, high, is_whole), number


def reckon(operation, one, other):
    context = DECIMAL128.copy()
    context.clear_traps()
    value = getattr(context, operation)(one, other)
    return value if value.is_finite() else None


@given(intervals(), intervals())
def test_intervals_hold_what_is_reckoned(one, other):
    (first, a), (second, b) = one, other
    for operation, interval in (
        ("add", add(first, second)),
        ("subtract", add(first, negate(second))),
        ("multiply", multiply(first, second)),
        ("divide", divide(first, second)),
    ):
        value = reckon(operation, a, b)
        assert value is None or interval.contains(value)
    assert join([first, second]).contains(a)
    assert first.signed.contains(a)


def test_nothing_is_around_no_intervals():
    assert join([]) == EVERY_NUMBER


EXPRESSIONS = st.recursive(
    st.sampled_from(["x", "y", "2", "0.5", "-3"]),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
        | st.builds("max({}, {})".format, inner, inner)
        | st.builds("min({}, {})".format, inner, inner)
        | st.builds("abs({})".format, inner)
        | st.builds("floor({})".format, inner)
        | st.builds("round half up({}, 1)".format, inner)
        | st.builds("sum([{}, {}])".format, inner, inner)
        | st.builds("(if x > y then {} else {})".format, inner, inner)
    ),
    max_leaves=6,
)


@given(EXPRESSIONS, st.integers(-9, 9), st.integers(-9, 9))
def test_bounds_hold_what_is_evaluated(text, x, y):
    program = compile(text, {"x": "number", "y": "number"})
    bounds = find_bounds(program, Facts(program.inputs, frozenset({("x",)})))
    value = evaluate(program, {"x": Decimal(x), "y": Decimal(y) / 2})
    interval = next(iter(bounds.intervals.values()))
    assert value is None or interval.contains(value)
