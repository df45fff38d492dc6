"""What officials bring along from letters and spreadsheets: refused in words, or read rightly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.policy import POLICY_TEXT, found_in, make_pack
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.clause.notation import check_notation
from zhida.policy.clause.read import read_clauses
from zhida.policy.document.read import read_document

CONDITIONS = [
    ("> 5,000,000", "“5,000,000”会被读成几个数：数字里不能写逗号。 → 写成 5000000；确实是几个值时，逗号后空一格。"),
    ("> ５，０００，０００", "“５，０００，０００”会被读成几个数：数字里不能写逗号。 → 写成 5000000；"),
    ("0-500万", "“0-500万”不是区间的写法，“-”会被读成减法。 → 区间写成 [0..500万]："),
    ("0～500万", "“0～500万”不是区间的写法"),
    ("> 500万, <= 1亿", "“> 500万, <= 1亿”里的逗号是“或”：任何数都满足。 → 两头都要满足时写成区间 (500万..1亿]。"),
    ("<1亿，>=500万", "两头都要满足时写成区间 [500万..1亿)。"),
    (">500万且<1亿", "“>500万且<1亿”里的两个条件要写成一个区间。 → 写成 (500万..1亿)："),
    ("> 500 万", "“500 万”的写法不对：数字和单位之间没有空格，金额不写“元”。 → 写成 500万。"),
    ("> 500万元", "“500万元”的写法不对：数字和单位之间没有空格，金额不写“元”。 → 写成 500万。"),
    ("> 1 亿 元", "写成 1亿。"),
    (">= 2024-01-01", '“2024-01-01”不会被读成日期。 → 写成 @"2024-01-01"。'),
    (">= 2024/1/1", '写成 @"2024-01-01"。'),
    (">= 2024年1月1日", '写成 @"2024-01-01"。'),
    ("大于等于500万", "“大于等于500万”要写成符号。 → 写成 >= 500万；"),
    ("不低于 500万", "写成 >= 500万；"),
    ("500万以上", "“500万以上”要写成符号。 → 写成 >= 500万；"),
    ("不足500万", "写成 < 500万；"),
    ("TRUE", "“TRUE”是表格软件的写法。 → 写成小写的 true，或“是”“否”。"),
    ("> IF(规上企业, 1, 2)", "“IF”是表格软件的函数。 → 写成 if … then … else …。"),
]
RIGHT = [
    "> 500万",
    "＞５００万",
    "100, 200",
    "< 100, > 200",
    "[0..500万)",
    "50%",
    "-5",
    "not(1, 2)",
    "> 10 - 2",
    "is(?, 500万)",
]


@pytest.mark.parametrize(("written", "words"), CONDITIONS)
def test_a_condition_nobody_meant_is_refused_with_what_to_write(written: str, words: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        make_pack(POLICY_TEXT.replace("| > 500万 |", f"| {written} |"))
    found = found_in(error.value)
    assert [line for line in found if words in line and "第三条 › 第1行 › 本年.研发费用" in line], found


@pytest.mark.parametrize("written", RIGHT)
def test_a_condition_that_means_what_it_says_passes(written: str) -> None:
    assert notation_of(POLICY_TEXT.replace("| > 500万 |", f"| {written} |")) == []


@pytest.mark.parametrize("text", ["min(100,200)", '"2024-01-01"', '@"2024-01-01"', '"500 万元以上"', "“1,000”"])
def test_arguments_and_texts_in_quotes_pass_in_a_result(text: str) -> None:
    assert notation_of(POLICY_TEXT.replace("min(200万, ", f"{text} + min(200万, ")) == []


def test_a_sum_is_not_hidden_among_arguments() -> None:
    found = notation_of(POLICY_TEXT.replace("min(200万, ", "min(2,000,000, "))
    assert found == [("pack.thousands-separator", "2,000,000", "2000000")]


def test_a_worked_example_is_held_to_the_same() -> None:
    found = notation_of(POLICY_TEXT.replace("| 恰好500万 | true | 500万 |", "| 恰好500万 | true | 500万元 |"))
    assert found == [("pack.amount-notation", "500万元", "500万")]


@given(low=st.integers(0, 10**6), high=st.integers(0, 10**6))
def test_two_bounds_are_refused_only_where_every_number_satisfies_one(low: int, high: int) -> None:
    found = notation_of(POLICY_TEXT.replace("| > 500万 |", f"| >= {low}, < {high} |"))
    assert [code for code, _, _ in found] == (["pack.bounds-with-comma"] if low <= high else [])


def test_a_line_of_long_dashes_is_told_as_such() -> None:
    head = "| U | 规上企业 | 本年.研发费用 | → 研发投入奖励 | 依据 |"
    below = POLICY_TEXT.split(head + "\n")[1].split("\n")[0]
    clauses = read_clauses(read_document(POLICY_TEXT.replace(f"{head}\n{below}", f"{head}\n{below.replace('-', '—')}")))
    assert [(one.code, one.values.get("written")) for one in clauses[1]] == [
        ("pack.row-outside-table", None),
        ("pack.wrong-dashes", "|---|---|---|---|---|"),
    ]


@pytest.mark.parametrize("mark", ["    ", "- ", "1. ", "> ", "\t"])
def test_a_table_in_a_list_is_not_silently_lost(mark: str) -> None:
    lines = POLICY_TEXT.split("\n")
    moved = "\n".join(mark + line if line.startswith("|") else line for line in lines)
    codes = {one.code for one in read_clauses(read_document(moved))[1]}
    assert codes & {"pack.row-outside-table", "pack.unknown-hit-policy"}


def notation_of(text: str) -> list[tuple[str, object, object]]:
    (clause,), _ = read_clauses(read_document(text))
    return [(one.code, one.values["text"], one.values["written"]) for one in check_notation(clause)]
