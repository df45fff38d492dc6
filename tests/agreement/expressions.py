"""Hypothesis strategies: FEEL texts of each type, over the inputs and over the decisions of lower layers.

The decisions of every layer have fixed names (`name_decisions`), so that the strategies of a layer are made once. Most
texts are such as SQL computes; `refused_numbers` and `refused_booleans` are such as it has to refuse.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import product

from hypothesis import strategies as st

Texts = st.SearchStrategy[str]

LAYERS = 3
"""Decisions of a layer read those of the layers below."""

PER_LAYER = {"额": 2, "整": 2, "判": 2, "验": 1, "时": 1, "类": 1, "商": 1, "表": 3}
"""Decisions on each layer: numbers, rounded ones, conditions, tests of texts and lists, dates, texts, quotients, tables."""


def name_decisions(kind: str, layers: int) -> list[str]:
    """The names of the decisions of a kind on the first layers.

    >>> name_decisions("额", 1)
    ['额01', '额02']
    """
    return [f"{kind}{layer}{place}" for layer, place in product(range(layers), range(1, PER_LAYER[kind] + 1))]


def _weigh(*pairs: tuple[int, Texts]) -> Texts:
    """One of the strategies, each as often as its weight says."""
    return st.one_of(*(strategy for weight, strategy in pairs for _ in range(weight)))


def _names(kind: str, layer: int, weight: int) -> list[tuple[int, Texts]]:
    """The decisions below a layer, if there are any."""
    return [(weight, st.sampled_from(name_decisions(kind, layer)))] if layer else []


# Literals

AMOUNTS = st.one_of(
    st.sampled_from(["0", "1", "100", "0.01", "1.005", "5万", "200万", "0.5", "-1", "1亿", "33333333333333.33"]),
    st.integers(1, 9_999).map("{}万".format),
    st.decimals(-100_000, 10_000_000, places=2).map("{:f}".format),
)
RATES = st.one_of(
    st.sampled_from(["10%", "0.5", "3", "1", "33.3333%", "0", "-25%"]), st.integers(1, 300).map("{}%".format)
)
SMALL = st.integers(-3, 30).map(str)
PLACES = st.sampled_from(["0", "1", "2", "-1", "-4"])
DAYS = st.one_of(
    st.sampled_from(["2024-01-31", "2024-02-29", "2025-02-28", "2023-12-31", "2024-03-31"]),
    st.dates(dt.date(2018, 1, 1), dt.date(2027, 12, 31)).map(str),
).map('date("{}")'.format)
LITERAL_TEXTS = st.sampled_from(["甲类", "乙类", "丙类", "", "甲", "类", "ß甲", "%", "_类", "𠮷甲类"]).map(
    '"{}"'.format
)
PERIODS = st.sampled_from(['@"P1Y"', '@"P13M"', '@"-P1M"', '@"P3D"', '@"-P400D"', '@"P0D"', '@"P1Y1M"'])
ORDERS = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
ROUNDINGS = st.sampled_from(["round half up", "round half down", "round up", "round down", "decimal"])
TRIMMINGS = st.one_of(
    st.sampled_from(["floor", "ceiling"]).map("{}({{}})".format),
    st.builds("{}({{}}, {})".format, st.sampled_from(["floor", "ceiling"]), PLACES),
)


# Numbers


@cache
def small_numbers(layer: int) -> Texts:
    """Numbers of few digits, as factors and divisors."""
    return _weigh(
        (3, RATES),
        (2, st.sampled_from(["数", "率", "率", "丙"])),
        (
            1,
            st.builds(
                "{}.{}".format, st.sampled_from(["日", "今"]), st.sampled_from(["year", "month", "day", "weekday"])
            ),
        ),
        (1, st.builds("string length({})".format, texts(layer))),
        (1, st.builds("count({})".format, record_lists(layer))),
        (1, st.builds("({}).{}".format, _months(layer), st.sampled_from(["years", "months"]))),
        (1, st.builds("({}).days".format, _days(layer))),
    )


@cache
def numbers(layer: int, depth: int) -> Texts:
    """Numbers: amounts, and what is made of them."""
    leaves = _weigh(
        (4, st.sampled_from(["甲", "乙", "丙", "年.收入", "年.费用"])),
        (1, st.sampled_from(["单[1].金额", "册[-1].金额", "册[2].金额"])),
        (2, AMOUNTS),
        (2, small_numbers(layer)),
        *_names("额", layer, 2),
        *_names("整", layer, 1),
        *_names("表", layer, 2),
    )
    if depth == 0:
        return leaves
    one, small = numbers(layer, depth - 1), small_numbers(layer)
    truth = booleans(layer, depth - 1)
    return _weigh(
        (2, leaves),
        (3, st.builds("({} {} {})".format, one, st.sampled_from("+-"), one)),
        (2, st.builds("({} * {})".format, one, small)),
        (1, st.builds("({} * {})".format, leaves, leaves)),
        (1, st.builds("({} / {})".format, one, st.sampled_from(["4", "100", "2.5", "80%"]))),
        (1, st.builds("-({})".format, one)),
        (2, st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "sum"]), one, one)),
        (1, st.builds("{}({}, {}, 0)".format, st.sampled_from(["min", "max", "sum"]), one, small)),
        (1, st.builds("abs({})".format, one)),
        (2, rounded_numbers(layer)),
        (1, st.builds("(if {} then {} else {})".format, truth, one, one)),
        (1, st.builds("(if {} then {} else null)".format, truth, one)),
        (2, _sums(layer)),
        (1, st.builds("{{底: {}, 积: 底 + {}}}.积".format, one, small)),
        (1, st.builds("[{}, {}, {}][{}]".format, leaves, small, leaves, st.sampled_from(["1", "-1", "3", "4"]))),
        (1, st.builds("sum(for 次 in 1..{} return 次 * {})".format, st.integers(1, 4), small)),
        (1, st.builds("max(for 个 in [{}, {}] return 个 + 1)".format, leaves, leaves)),
        (1, _calls_for_numbers(one, small)),
        (1, refused_numbers()),
    )


@cache
def rounded_numbers(layer: int) -> Texts:
    """Numbers rounded in every way that FEEL has."""
    exact = _weigh(
        (2, quotients(layer, 1)),
        (1, st.builds("({} * {})".format, st.sampled_from(["甲", "丙", "年.收入"]), small_numbers(layer))),
        (1, st.builds("({} - 乙)".format, numbers(layer, 0))),
    )
    return _weigh(
        (5, st.builds("{}({}, {})".format, ROUNDINGS, exact, PLACES)), (2, st.builds(str.format, TRIMMINGS, exact))
    )


@cache
def _sums(layer: int) -> Texts:
    records = record_lists(layer)
    return st.one_of(
        st.builds("{}({}.金额)".format, st.sampled_from(["sum", "min", "max"]), records),
        st.builds("count({})".format, records),
        st.builds("sum(for 项 in {} return 项.金额 * {})".format, records, RATES),
        st.builds("count({}[日 > {}])".format, st.sampled_from(["单", "册"]), dates(layer, 0)),
        st.builds("sum({}[金额 >= {}].金额)".format, st.sampled_from(["单", "册"]), AMOUNTS),
    )


def _calls_for_numbers(one: Texts, small: Texts) -> Texts:
    return st.one_of(
        st.builds("奖励({}, {})".format, one, small),
        st.builds("奖励(比例: {}, 基数: {})".format, small, one),
        st.builds("折算({})".format, one),
    )


@cache
def quotients(layer: int, depth: int) -> Texts:
    """Quotients that stay fractions until they are compared or rounded."""
    leaves = st.sampled_from(["甲", "乙", "丙", "数", "年.收入", "年.费用"])
    plain = st.one_of(
        st.builds("({} / {})".format, leaves, leaves),
        st.builds("({} / {})".format, leaves, st.one_of(st.sampled_from(["3", "7", "12", "0.6"]), leaves)),
    )
    mixed = _weigh((3, plain), *_names("商", layer, 2))
    if depth == 0:
        return mixed
    return _weigh(
        (3, mixed),
        (2, st.builds("(({} - {}) / {})".format, leaves, leaves, leaves)),
        (1, st.builds("({} {} {})".format, mixed, st.sampled_from("+-"), RATES)),
        (1, st.builds("({} * {})".format, mixed, st.sampled_from(["100", "0.5", "20%", "-4"]))),
        (1, st.builds("({} / {})".format, plain, st.sampled_from(["100", "3", "8"]))),
        (1, st.builds("-({})".format, plain)),
        (1, st.builds("abs({})".format, plain)),
        (1, st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), plain, RATES)),
        (1, st.builds("(if {} then {} else {})".format, st.sampled_from(["旗", "幡"]), plain, plain)),
        (1, st.builds("mean({}.金额)".format, record_lists(layer))),
        (1, st.builds("mean({}, {}, {})".format, leaves, leaves, RATES)),
    )


# Texts, dates, durations, lists


@cache
def texts(layer: int) -> Texts:
    """Texts."""
    return _weigh(
        (4, st.sampled_from(["文", "字", "单[2].种类", "册[1].种类"])),
        (3, LITERAL_TEXTS),
        (
            1,
            st.builds(
                "(if {} then {} else {})".format, st.sampled_from(["旗", "甲 > 乙"]), LITERAL_TEXTS, LITERAL_TEXTS
            ),
        ),
        *_names("类", layer, 1),
    )


@cache
def dates(layer: int, depth: int) -> Texts:
    """Days."""
    leaves = _weigh(
        (4, st.sampled_from(["日", "期", "今", "单[-1].日", "册[1].日"])),
        (2, DAYS),
        (1, st.builds("date(日.year, {})".format, st.sampled_from(["1, 1", "12, 31", "2, 28", "4, 30"]))),
        (1, st.builds("date(今.year - {}, 12, 31)".format, st.integers(0, 5))),
        (1, st.builds("date({})".format, st.sampled_from(["日", "期"]))),
        *_names("时", layer, 1),
    )
    if depth == 0:
        return leaves
    periods = st.one_of(PERIODS, _months(layer), _days(layer))
    return _weigh(
        (2, leaves),
        (3, st.builds("({} {} {})".format, leaves, st.sampled_from("+-"), periods)),
        (1, st.builds("(if {} then {} else {})".format, st.sampled_from(["旗", "幡", "乙 > 0"]), leaves, leaves)),
        (1, st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), leaves, leaves)),
        (1, st.builds("{}({}.日)".format, st.sampled_from(["min", "max"]), record_lists(layer))),
    )


@cache
def _months(layer: int) -> Texts:
    """Durations of whole months."""
    return st.one_of(
        st.builds(
            "years and months duration({}, {})".format, st.sampled_from(["日", "期"]), st.sampled_from(["期", "今"])
        ),
        st.sampled_from(['@"P1Y"', '@"P13M"', '@"-P2M"']),
        st.just('(years and months duration(日, 今) - @"P1Y")'),
        st.just("-(years and months duration(日, 期))"),
    )


@cache
def _days(layer: int) -> Texts:
    """Durations of whole days."""
    day = st.sampled_from(["日", "期", "今", *(name_decisions("时", layer))])
    return st.one_of(
        st.builds("({} - {})".format, day, day),
        st.sampled_from(['@"P30D"', '@"-P1D"']),
        st.builds('({} - {} + @"P1D")'.format, day, day),
    )


@cache
def record_lists(layer: int) -> Texts:
    """Lists of records, whole or filtered."""
    whole = st.sampled_from(["单", "册"])
    conditions = _weigh(
        (2, st.builds("金额 {} {}".format, ORDERS, AMOUNTS)),
        (2, st.builds("种类 = {}".format, LITERAL_TEXTS)),
        (1, st.just("真")),
        (1, st.builds("日 {} {}".format, ORDERS, DAYS)),
        (1, st.builds("item.日 + {} > 期".format, PERIODS)),
        (1, st.builds('种类 in ("甲类", "丙类") and 金额 > {}'.format, st.sampled_from(["甲", "丙", "0"]))),
        (1, st.builds("真 or 金额 / 3 > {}".format, AMOUNTS)),
    )
    return _weigh(
        (2, whole),
        (3, st.builds("{}[{}]".format, whole, conditions)),
        (1, st.builds("{}[{}][{}]".format, whole, conditions, conditions)),
    )


# Booleans


@cache
def booleans(layer: int, depth: int) -> Texts:
    """Conditions."""
    leaves = _weigh(
        (4, st.sampled_from(["旗", "幡", "true", "false", "单[1].真", "册[1].真"])),
        (2, st.builds("({} {} {})".format, st.sampled_from(["甲", "乙", "丙", "年.收入"]), ORDERS, AMOUNTS)),
        *_names("判", layer, 2),
        *_names("验", layer, 1),
    )
    if depth == 0:
        return leaves
    return _weigh(
        (2, leaves), (4, _logic(layer, depth)), (5, _comparisons(layer, depth)), (2, list_and_text_tests(layer))
    )


@cache
def _logic(layer: int, depth: int) -> Texts:
    one = booleans(layer, depth - 1)
    return st.one_of(
        st.builds("({} and {})".format, one, one),
        st.builds("({} or {})".format, one, one),
        st.builds("({} and {} and {})".format, one, one, one),
        st.builds("({} or {} or null)".format, one, one),
        st.builds("not({})".format, one),
        st.builds("(if {} then {} else {})".format, one, one, one),
        st.builds("{}({}, {})".format, st.sampled_from(["all", "any"]), one, one),
    )


@cache
def _comparisons(layer: int, depth: int) -> Texts:
    number, quotient = numbers(layer, depth - 1), quotients(layer, depth - 1)
    day, text = dates(layer, 1), texts(layer)
    return _weigh(
        (3, st.builds("({} {} {})".format, number, ORDERS, number)),
        (3, st.builds("({} {} {})".format, quotient, ORDERS, RATES)),
        (1, st.builds("({} {} {})".format, quotient, ORDERS, quotient)),
        (1, st.builds("({} in {}{}..{}{})".format, number, *_bounds(AMOUNTS))),
        (1, st.builds("({} in {}{}..{}{})".format, quotient, *_bounds(RATES))),
        (1, st.builds("({} between {} and {})".format, number, AMOUNTS, number)),
        (1, st.builds("({} in (< {}, >= {}, {}))".format, number, AMOUNTS, AMOUNTS, AMOUNTS)),
        (1, st.builds("({} = null)".format, st.one_of(number, day, text))),
        (3, st.builds("({} {} {})".format, day, ORDERS, day)),
        (1, st.builds("({} in [{}..{}])".format, day, DAYS, DAYS)),
        (1, st.builds("({} {} {})".format, _months(layer), ORDERS, st.sampled_from(['@"P1Y"', '@"P0M"']))),
        (1, st.builds("({} {} {})".format, _days(layer), ORDERS, st.sampled_from(['@"P30D"', '@"P0D"']))),
        (1, st.builds("({} {} {})".format, text, ORDERS, text)),
        (1, st.builds("({} in ({}, {}))".format, text, text, LITERAL_TEXTS)),
        (1, _tests_of_texts(layer)),
        (1, st.builds("大额({})".format, number)),
        (1, refused_booleans()),
    )


def _bounds(ends: Texts) -> tuple[Texts, Texts, Texts, Texts]:
    return st.sampled_from(["[", "("]), ends, ends, st.sampled_from(["]", ")"])


@cache
def list_and_text_tests(layer: int) -> Texts:
    """Conditions on lists and on texts."""
    return st.one_of(_tests_of_lists(layer), _tests_of_texts(layer))


@cache
def _tests_of_texts(layer: int) -> Texts:
    text = st.sampled_from(["文", "字", "册[1].种类", "单[1].种类"])
    functions = st.sampled_from(["contains", "starts with", "ends with"])
    return st.one_of(
        st.builds("{}({}, {})".format, functions, text, st.one_of(text, LITERAL_TEXTS)),
        st.builds("({} {} {})".format, text, ORDERS, text),
    )


@cache
def _tests_of_lists(layer: int) -> Texts:
    records, text, number = record_lists(layer), texts(layer), numbers(layer, 0)
    return st.one_of(
        st.builds("(some 项 in {} satisfies 项.金额 {} {})".format, records, ORDERS, number),
        st.builds("(every 项 in {} satisfies 项.真 or 项.日 < {})".format, records, dates(layer, 0)),
        st.builds("(some 个 in [{}, {}] satisfies 个 {} {})".format, number, number, ORDERS, AMOUNTS),
        st.builds("(every 次 in 1..3 satisfies {} > 次)".format, number),
        st.builds("list contains({}.种类, {})".format, records, text),
        st.builds("list contains([{}, {}], {})".format, text, text, text),
        st.builds("({} in {}.种类)".format, text, records),
        st.builds("({} in {}.金额)".format, number, records),
        st.builds("{}({}.真)".format, st.sampled_from(["all", "any"]), records),
        st.builds("({}.金额 = null)".format, st.sampled_from(["单[3]", "册[2]"])),
    )


# What SQL has to refuse


def refused_numbers() -> Texts:
    """Numbers that SQL cannot compute to the last digit."""
    return st.sampled_from(sorted(REFUSED_NUMBERS))


def refused_booleans() -> Texts:
    """Conditions that SQL does not decide."""
    return st.sampled_from(sorted(REFUSED_BOOLEANS))


REFUSED_NUMBERS = {
    "sqrt(率)": "sql.builtin",
    "exp(率)": "sql.builtin",
    "modulo(数, 7)": "sql.builtin",
    "median(甲, 乙, 丙)": "sql.builtin",
    "number(文, null, null)": "sql.builtin",
    "product(率, 率)": "sql.builtin",
    "day of year(日)": "sql.builtin",
    "甲 ** 2": "sql.arithmetic",
    "甲 * 乙 * 甲": "sql.too-wide",
    "甲 / 乙 + 乙 / 甲": "sql.two-quotients",
    "甲 / 乙 * 率": "sql.multiplied-quotient",
    "1 / (甲 / 乙)": "sql.divided-by-quotient",
    "round half up(甲, 数)": "sql.rounding-places",
}
"""Numbers, and the code of the refusal."""

REFUSED_BOOLEANS = {
    "even(数)": "sql.builtin",
    'matches(文, "^甲")': "sql.builtin",
    'upper case(文) = "甲类"': "sql.builtin",
    "string(数) = 文": "sql.builtin",
    'substring(文, 1, 1) = "甲"': "sql.builtin",
    "before(日, 期)": "sql.builtin",
    "distinct values(单.种类) = []": "sql.builtin",
    "sort(册.金额, function(x, y) x < y)[1] > 0": "sql.node",
    "甲 instance of number": "sql.node",
    "some 项 in 单, 个 in 册 satisfies 项.金额 > 个.金额": "sql.several-bindings",
}
"""Conditions, and the code of the refusal."""
