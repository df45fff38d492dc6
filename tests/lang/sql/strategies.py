"""Hypothesis strategies: FEEL expressions over the test columns, as text, and rows full of boundaries and gaps."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from lang.sql.sql_factories import HIT_POLICIES, TableText
from zhida.lang.base.temporal import Date

NUMBERS = st.sampled_from(["0", "1", "2", "3", "0.5", "12", "100", "10%", "0.01", "-1", "1.005", "5万"])
DAYS = st.sampled_from(['date("2024-01-31")', 'date("2024-02-29")', 'date("2025-02-28")'])
TEXTS = st.sampled_from(['"甲类"', '"乙类"', '""'])
PLACES = st.sampled_from(["0", "1", "2", "-1"])
ORDERS = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
LISTS = st.sampled_from(["单", "单[金额 > 1]", '单[种类 = "甲类"]', "单[真]", "单[日 >= 期]"])


@cache
def numbers(depth: int) -> st.SearchStrategy[str]:
    leaves = st.one_of(
        st.sampled_from(["甲", "乙", "数", "率", "年.收入", "年.费用", "日.year", "单[1].金额"]), NUMBERS
    )
    if depth == 0:
        return leaves
    one, truth = numbers(depth - 1), booleans(depth - 1)
    return st.one_of(
        leaves,
        st.builds("({} {} {})".format, one, st.sampled_from("+-*/"), one),
        st.builds("({} / {})".format, one, one),
        st.builds("-({})".format, one),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), one, one),
        st.builds("sum({}, {}, {})".format, one, one, one),
        st.builds("abs({})".format, one),
        st.builds("{}({}, {})".format, ROUNDINGS, one, PLACES),
        st.builds("{}({} / {}, {})".format, ROUNDINGS, one, one, PLACES),
        st.builds("(if {} then {} else {})".format, truth, one, one),
        st.builds("(if {} then {} else null)".format, truth, one),
        st.builds("{}({}.金额)".format, st.sampled_from(["sum", "min", "max"]), LISTS),
        st.builds("count({})".format, LISTS),
        st.builds("sum(for x in {} return x.金额 * {})".format, LISTS, leaves),
        st.builds(
            "years and months duration({}, {}).{}".format, dates(0), dates(0), st.sampled_from(["years", "months"])
        ),
        st.builds("({} - {}).days".format, dates(0), dates(0)),
    )


ROUNDINGS = st.sampled_from(
    ["round half up", "round half down", "round up", "round down", "decimal", "floor", "ceiling"]
)


@cache
def dates(depth: int) -> st.SearchStrategy[str]:
    leaves = st.one_of(
        st.sampled_from(["日", "期", "今", "单[-1].日", "date(日.year - 1, 12, 31)", "date(今.year, 2, 28)"]), DAYS
    )
    if depth == 0:
        return leaves
    one, truth = dates(depth - 1), booleans(depth - 1)
    durations = st.sampled_from(
        ['@"P1Y"', '@"P13M"', '@"-P1M"', '@"P3D"', "years and months duration(日, 期)", "(日 - 期)"]
    )
    return st.one_of(
        leaves,
        st.builds("({} {} {})".format, one, st.sampled_from("+-"), durations),
        st.builds("(if {} then {} else {})".format, truth, one, one),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), one, one),
    )


@cache
def texts() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(["文", "字", "单[2].种类"]), TEXTS)


@cache
def booleans(depth: int) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(["旗", "幡", "true", "false", "(甲 > 乙)", "(率 >= 10%)", '(文 = "甲类")'])
    if depth == 0:
        return leaves
    one, number = booleans(depth - 1), numbers(depth - 1)
    return st.one_of(
        leaves,
        st.builds("({} {} {})".format, number, ORDERS, number),
        st.builds("({} / {} {} {})".format, number, number, ORDERS, NUMBERS),
        st.builds("({} / {} {} {} / {})".format, number, number, ORDERS, number, number),
        st.builds("({} {} {})".format, dates(1), ORDERS, dates(0)),
        st.builds("({} {} {})".format, texts(), ORDERS, texts()),
        st.builds("({} = null)".format, number),
        st.builds("({} and {})".format, one, one),
        st.builds("({} or {} or {})".format, one, one, one),
        st.builds("not({})".format, one),
        st.builds("({} in [{}..{}])".format, number, NUMBERS, NUMBERS),
        st.builds("({} between {} and {})".format, number, number, number),
        st.builds("({} in ({}, {}))".format, texts(), texts(), texts()),
        st.builds("(some x in {} satisfies x.金额 > {})".format, LISTS, number),
        st.builds("(every x in {} satisfies x.真 or {})".format, LISTS, one),
        st.builds("list contains({}.种类, {})".format, LISTS, texts()),
        st.builds("({} in {}.种类)".format, texts(), LISTS),
    )


def definitions() -> st.SearchStrategy[list[str]]:
    """A few expressions of several types."""
    return st.lists(st.one_of(numbers(2), booleans(2), dates(2)), min_size=8, max_size=8)


_NUMBER_CELLS = st.sampled_from(
    ["-", "> 1", ">= 100", "[0..100)", "(1..50000]", "< 0", "1, 2, 3", "not(0)", "<= 乙", "null"]
)
_TEXT_CELLS = st.sampled_from(["-", '"甲类"', '"乙类","丙类"', 'not("甲类")', "字"])
_FLAG_CELLS = st.sampled_from(["-", "true", "false"])
_DAY_CELLS = st.sampled_from(["-", '>= date("2024-02-29")', "< 期", '[date("2024-01-31")..date("2025-02-28")]'])
_COLUMNS = [
    (numbers(1), _NUMBER_CELLS),
    (st.builds("{} / {}".format, numbers(0), numbers(0)), _NUMBER_CELLS),
    (texts(), _TEXT_CELLS),
    (booleans(1), _FLAG_CELLS),
    (dates(0), _DAY_CELLS),
]
_CONSTANTS = ["1", "2", "3"]
_RESULTS = st.one_of(st.sampled_from(_CONSTANTS), numbers(1), st.just("null"))


@st.composite
def tables(draw: st.DrawFn) -> TableText:
    """A decision table over a few columns; where rows are ranked, their results are constants."""
    policy = draw(st.sampled_from(sorted(HIT_POLICIES)))
    columns = draw(st.lists(st.sampled_from(_COLUMNS), min_size=1, max_size=3))
    constant = st.sampled_from(_CONSTANTS)
    result = constant if policy in {"A", "P", "O"} else _RESULTS
    rows = draw(st.lists(st.tuples(*(cell for _, cell in columns), result), min_size=1, max_size=4))
    order = tuple(draw(st.permutations(_CONSTANTS))) if policy in {"P", "O"} else ()
    return TableText(policy, tuple(draw(input_) for input_, _ in columns), tuple(rows), order)


# Rows

_MONEY = st.one_of(
    st.sampled_from(
        [
            Decimal(text)
            for text in (
                "0.00",
                "0.01",
                "-0.01",
                "1.00",
                "2.00",
                "3.00",
                "100.00",
                "50000.00",
                "0.05",
                "-100.05",
                "33333333333333.33",
                "99999999999999.99",
            )
        ]
    ),
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
)
_COUNT = st.one_of(st.sampled_from([Decimal(0), Decimal(1), Decimal(12)]), st.integers(0, 99999).map(Decimal))
_RATIO = st.sampled_from([Decimal(text) for text in ("0.000000", "0.100000", "0.099999", "1.000000", "0.333333")])
_TEXT = st.sampled_from(["甲类", "乙类", "丙类", ""])
_DAY = st.sampled_from([Date(2024, 1, 31), Date(2024, 2, 29), Date(2025, 2, 28), Date(2023, 12, 1), Date(2030, 7, 30)])
_FLAG = st.booleans()
_RECORD = st.fixed_dictionaries(
    {
        "金额": st.one_of(_MONEY, st.none()),
        "种类": st.one_of(_TEXT, st.none()),
        "日": st.one_of(_DAY, st.none()),
        "真": st.one_of(_FLAG, st.none()),
    }
)
_FULL_RECORD = st.fixed_dictionaries({"金额": _MONEY, "种类": _TEXT, "日": _DAY, "真": _FLAG})
_YEAR = st.fixed_dictionaries({"收入": st.one_of(_MONEY, st.none()), "费用": st.one_of(_MONEY, st.none())})


def _or_missing(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(strategy, strategy, strategy, strategy, st.none())


ROWS = st.fixed_dictionaries(
    {
        "甲": _or_missing(_MONEY),
        "乙": _or_missing(_MONEY),
        "数": _or_missing(_COUNT),
        "率": _or_missing(_RATIO),
        "文": _or_missing(_TEXT),
        "字": _or_missing(_TEXT),
        "旗": _or_missing(_FLAG),
        "幡": _or_missing(_FLAG),
        "日": _or_missing(_DAY),
        "期": _or_missing(_DAY),
        "单": _or_missing(st.one_of(st.lists(_FULL_RECORD, max_size=3), st.lists(_RECORD, max_size=2))),
        "年": st.one_of(_YEAR, _YEAR, st.none(), st.just("null")),
    }
)
