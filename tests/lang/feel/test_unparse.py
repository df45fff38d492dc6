from __future__ import annotations

import pytest
from hypothesis import given, settings

from lang.feel import goldens, strategies
from zhida.lang.base.span import Source
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_type, parse_unary_tests
from zhida.lang.feel.unparse import unparse, unparse_type

SCOPE = Names.of([*goldens.NAMES, *strategies.NAMES, "p-q"])


@settings(max_examples=150, deadline=None)
@given(strategies.expressions)
def test_parsing_what_was_written_gives_the_same_expression(tree):
    assert parse_expression(Source(unparse(tree)), SCOPE) == tree


@settings(max_examples=60, deadline=None)
@given(strategies.cells)
def test_parsing_what_was_written_gives_the_same_tests(tree):
    assert parse_unary_tests(Source(unparse(tree)), SCOPE) == tree


@settings(max_examples=50, deadline=None)
@given(strategies.types)
def test_parsing_what_was_written_gives_the_same_type(type_):
    assert parse_type(Source(unparse_type(type_))) == type_


@pytest.mark.parametrize("text", [*goldens.POLICY_EXPRESSIONS])
def test_policy_notation_is_written_as_standard_feel(text):
    tree = parse_expression(Source(text), SCOPE, Dialect.POLICY)
    assert parse_expression(Source(unparse(tree)), SCOPE.extend(["a、b", "第1档（含）"])) == tree


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("((a))", "a"),
        ("(a+b)+c", "a + b + c"),
        ("a+(b+c)", "a + (b + c)"),
        ("(a*b)+c", "a * b + c"),
        ("(a+b)*c", "(a + b) * c"),
        ("(-2)**2", "-2 ** 2"),
        ("-(2**2)", "-(2 ** 2)"),
        ("(a=b)=c", "(a = b) = c"),
        ("(a and b) or c", "a and b or c"),
        ("a and (b or c)", "a and (b or c)"),
        ("x in ((1))", "x in 1"),
        ("x in <5", "x in (< 5)"),
        ("x in (<5,[1..2])", "x in (< 5, [1..2])"),
        ("]1..2[", "(1..2)"),
        ("1+(if a then b else c)", "1 + (if a then b else c)"),
        ("if (a) then (b) else (if c then d else e)", "if a then b else if c then d else e"),
        ('{"a": 1, "b c": 2, "1x": 3, "if": 4, "": 5}', '{a: 1, b c: 2, "1x": 3, "if": 4, "": 5}'),
        ("f( x:1 )", "f(x: 1)"),
        ('"\\u0022\\\\ \\t中"', '"\\"\\\\ \\t中"'),
        ("(f)(x)[1].y", "f(x)[1].y"),
        ("(x instance of list)<5", "(x instance of list) < 5"),
        ("function(a:number,b)a", "function(a: number, b) a"),
        ("1.20e3", "1.20E+3"),
    ],
)
def test_no_more_parentheses_than_needed(text, written):
    assert unparse(parse_expression(Source(text), SCOPE)) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", "-"),
        ("<5 , (1..2)", "< 5, (1..2)"),
        ("not( 1,2 )", "not(1, 2)"),
        ("(not(x))", "(not(x))"),
        ("not(x) and y", "not(x) and y"),
    ],
)
def test_cells(text, written):
    assert unparse(parse_unary_tests(Source(text), SCOPE)) == written


def test_policy_amounts_are_written_out():
    tree = parse_expression(Source("min（200万，10%×费用）"), SCOPE, Dialect.POLICY)
    assert unparse(tree) == "min(2000000, 0.1 * 费用)"
