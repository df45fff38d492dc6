"""One spelling for each expression: the same tree, whatever it was written like."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.notation import loosen_expression
from zhida.lang.base.span import Source
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_unary_tests
from zhida.policy.formatting.expressions import ExpressionFormatter

NAMES = Names.of(["研发费用", "本年", "类别", "项目", "a-b"])
FORMATTER = ExpressionFormatter(NAMES)

EXPRESSIONS = [
    ("5000000", "500万"),
    ("0.2亿", "2000万"),
    ("1.0000亿", "1亿"),
    ("1200000000000", "1.2万亿"),
    ("12345", "12345"),
    ("200000.50", "200000.5"),
    (".5", "0.5"),
    ("10.0%", "10%"),
    ("0.1", "0.1"),
    ("3.50‰", "3.5‰"),
    ("1234567890123456789012345678901234", "1234567890123456789012345678901234"),
    ("本年.研发费用×10%÷2", "本年.研发费用 * 10% / 2"),
    ("研发费用-1+ -2", "研发费用 - 1 + -2"),
    ("- ( 研发费用 )", "-(研发费用)"),
    ("研发费用≠1", "研发费用 != 1"),
    ("min( 1 ,研发费用 )", "min(1, 研发费用)"),
    ("round  half  up(研发费用,2)", "round half up(研发费用, 2)"),
    ("项目 [类别=“工业”and 研发费用>1]", '项目[类别 = "工业" and 研发费用 > 1]'),
    ("if 是 then（1）else 否", "if true then (1) else false"),
    ("类别 in（“甲”，“乙”）", '类别 in ("甲", "乙")'),
    ("研发费用 in[1..2)", "研发费用 in [1..2)"),
    ("[{类别:“甲”,研发费用 : 1},{ }]", '[{类别: "甲", 研发费用: 1}, {}]'),
    ('@“2024-01-01” + @ "P1Y"', '@"2024-01-01" + @"P1Y"'),
    ("for 项 in 项目 return 项.研发费用*2", "for 项 in 项目 return 项.研发费用 * 2"),
    ('some 项 in 项目 satisfies 项.类别="甲"', 'some 项 in 项目 satisfies 项.类别 = "甲"'),
    ("function( x:number )x+1", "function(x: number) x + 1"),
    ("研发费用 between 1 and 20000", "研发费用 between 1 and 2万"),
    ("1  // 一\n   + 2", "1  // 一\n   + 2"),
    ("if 是 \n  then 10000\n  else 2", "if true\n  then 1万\n  else 2"),
    ("a-b+1", "a-b+1"),
    ("研发费用 +", "研发费用 +"),
]  # fmt: skip
TESTS = [
    ("", "-"),
    ("≥5000000", ">= 500万"),
    ("“甲”,“乙”", '"甲", "乙"'),
    ("[ 门槛 .. 10000000 )", "[门槛..1000万)"),
    ("( 研发费用 .. 10000000 )", "(研发费用..1000万)"),
    ("not( “甲” )", 'not("甲")'),
    ("<−5", "< -5"),
    ("<@“2022-01-01”", '< @"2022-01-01"'),
    ("-", "-"),
]


@pytest.mark.parametrize(("text", "spelled"), EXPRESSIONS)
def test_expressions(text, spelled):
    assert FORMATTER.format_expression(text) == spelled
    assert FORMATTER.format_expression(spelled) == spelled


@pytest.mark.parametrize(("text", "spelled"), TESTS)
def test_tests_of_cells(text, spelled):
    assert FORMATTER.format_tests(text) == spelled
    assert FORMATTER.format_tests(spelled) == spelled


@given(st.sampled_from([spelled for _, spelled in EXPRESSIONS[:-2]]), st.integers(0, 1000))
def test_whatever_it_is_written_like(spelled, seed):
    text = loosen_expression(spelled, Random(seed))

    meant, told = (parse_expression(Source(one), NAMES, Dialect.POLICY) for one in (spelled, text))
    assert told == meant
    assert FORMATTER.format_expression(text) == spelled


@given(st.text(st.sampled_from('研发费用本年 1万%.,-+*/()[]"“”≥<=是@:{}\n'), max_size=12))
def test_any_text_keeps_its_meaning_and_is_formatted_once(text):
    for format_, parse in (
        (FORMATTER.format_expression, parse_expression),
        (FORMATTER.format_tests, parse_unary_tests),
    ):
        spelled = format_(text.strip())
        assert format_(spelled) == spelled
        if spelled != text.strip() and text.strip():
            assert parse(Source(spelled), NAMES, Dialect.POLICY) == parse(Source(text), NAMES, Dialect.POLICY)
