from __future__ import annotations

import pytest

from lang.feel.dump import dump
from lang.feel.goldens import (
    CELLS,
    EXPRESSIONS,
    NAMES,
    POLICY_CELLS,
    POLICY_EXPRESSIONS,
    REFUSED_CELLS,
    REFUSED_EXPRESSIONS,
    REFUSED_POLICY_EXPRESSIONS,
)
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.messages import render_diagnostic
from zhida.lang.base.span import Source
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.messages import MESSAGES
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_type, parse_unary_tests
from zhida.lang.feel.tree import Binary, If, Name

SCOPE = Names.of(NAMES)


@pytest.mark.parametrize(("text", "tree"), EXPRESSIONS.items())
def test_expression(text, tree):
    assert dump(parse_expression(Source(text), SCOPE)) == tree


@pytest.mark.parametrize(("text", "tree"), CELLS.items())
def test_unary_tests(text, tree):
    assert dump(parse_unary_tests(Source(text), SCOPE)) == tree


@pytest.mark.parametrize(("text", "tree"), POLICY_EXPRESSIONS.items())
def test_expression_of_policy(text, tree):
    assert dump(parse_expression(Source(text), SCOPE, Dialect.POLICY)) == tree


@pytest.mark.parametrize(("text", "tree"), POLICY_CELLS.items())
def test_unary_tests_of_policy(text, tree):
    assert dump(parse_unary_tests(Source(text), SCOPE, Dialect.POLICY)) == tree


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_policy_dialect_reads_standard_expressions_alike(text):
    standard = parse_expression(Source(text), SCOPE)
    assert parse_expression(Source(text), SCOPE, Dialect.POLICY) == standard


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a = b = c", "(Binary = (Binary = a b) c)"),
        ("a < b != c", "(Binary != (Binary < a b) c)"),
        ("1 between 0 and 2 = true", "(Binary = (Between 1 0 2) true)"),
        ("a = b in c", "(In (Binary = a b) [c])"),
    ],
)
def test_comparisons_associate_to_the_left_in_standard_expressions(text, tree):
    assert dump(parse_expression(Source(text), SCOPE)) == tree


@pytest.mark.parametrize(("text", "code", "column"), REFUSED_EXPRESSIONS)
def test_refused_expression(text, code, column):
    assert refusal_of(parse_expression, text) == (code, column)


@pytest.mark.parametrize(("text", "code", "column"), REFUSED_CELLS)
def test_refused_unary_tests(text, code, column):
    assert refusal_of(parse_unary_tests, text) == (code, column)


@pytest.mark.parametrize(("text", "code", "column"), REFUSED_POLICY_EXPRESSIONS)
def test_refused_expression_of_policy(text, code, column):
    assert refusal_of(parse_expression, text, Dialect.POLICY) == (code, column)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("number", "number"),
        ("date and time", "`date and time`"),
        ("years and months duration", "`years and months duration`"),
        ("tLoan-Product / v2", "`tLoan-Product / v2`"),
        ("ns.tType", "ns.tType"),
        ("list<date and time>", "(ListTypeName `date and time`)"),
        ("list<context<a b: ns.tType>>", "(ListTypeName (ContextTypeName [[`a b` ns.tType]]))"),
        ("range<number>", "(RangeTypeName number)"),
        ("function<list<Any>, date> -> string", "(FunctionTypeName [(ListTypeName Any) date] string)"),
        ("函数", "函数"),
    ],
)
def test_type(text, tree):
    assert dump(parse_type(Source(text))) == tree


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "feel.empty-expression", 1),
        ("list<", "feel.unexpected-end", 6),
        ("list<number", "feel.unclosed-bracket", 12),
        ("list<number>>", "feel.extra-text", 13),
        ("context<a>", "feel.unexpected-token", 10),
        ("function<number>", "feel.missing-token", 17),
        ("list<5>", "feel.expected-name", 6),
    ],
)
def test_refused_type(text, code, column):
    with pytest.raises(DiagnosticError) as caught:
        parse_type(Source(text))
    assert place_of(caught.value) == (code, column)


def test_spans_cover_what_was_written():
    tree = parse_expression(Source("  if a-b > 1万 then （x） else y.z w"), SCOPE, Dialect.POLICY)
    assert isinstance(tree, If)
    assert tree.span.text == "if a-b > 1万 then （x） else y.z w"
    assert tree.condition.span.text == "a-b > 1万"
    assert tree.consequence.span.text == "x"
    assert tree.alternative.span.text == "y.z w"


def test_span_of_a_left_operand_in_parentheses():
    tree = parse_expression(Source("(a) + b"), SCOPE)
    assert isinstance(tree, Binary)
    assert (tree.span.text, tree.left.span.text) == ("(a) + b", "a")


def test_position_counts_from_the_place_of_the_text():
    cell = Source("5 +\n  * 2", file="policy.md", place=("第三条",), line=12, column=9)
    with pytest.raises(DiagnosticError) as caught:
        parse_expression(cell, SCOPE)
    assert render_diagnostic(caught.value.diagnostics[0], MESSAGES, "zh") == (
        "policy.md:13:3 (第三条): * 之前缺一个值。\n    * 2\n    ^"
    )


def test_unclosed_bracket_tells_where_it_was_opened():
    with pytest.raises(DiagnosticError) as caught:
        parse_expression(Source("min(1, 2"), SCOPE)
    assert render_diagnostic(caught.value.diagnostics[0], MESSAGES, "en") == (
        "<text>:1:9: Expected ) to close the ( at line 1, column 4.\n"
        "  min(1, 2\n          ^\n"
        "  → Write ) here, or an operator or a comma before."
    )


def test_names_bound_inside_end_with_their_construct():
    inside = parse_expression(Source("{p-q: 1, r: p-q}"), SCOPE)
    outside = parse_expression(Source("[{p-q: 1}, p-q]"), SCOPE)
    assert dump(inside) == "(ContextLiteral [(ContextEntry p-q 1) (ContextEntry r p-q)])"
    assert dump(outside) == "(ListLiteral [(ContextLiteral [(ContextEntry p-q 1)]) (Binary - p q)])"


@pytest.mark.parametrize(
    "text",
    ["for p-q in xs return p-q", "some p-q in xs satisfies p-q", "function(p-q) p-q", "function(p-q: number) p-q"],
)
def test_bound_names_may_hold_operators(text):
    tree = parse_expression(Source(text), SCOPE)
    assert dump(tree).endswith((" p-q)", " p-q false)"))


def test_inner_binding_of_the_same_name_leaves_the_outer_one():
    tree = parse_expression(Source("for p-q in xs return (for p-q in ys return 1) + p-q"), SCOPE)
    assert dump(tree).endswith("1) p-q))")


def test_unknown_names_are_names():
    assert parse_expression(Source("从未 定义"), Names.of()) == Name("从未 定义", span=tree_span())


def refusal_of(parse, text, dialect=Dialect.STANDARD):
    with pytest.raises(DiagnosticError) as caught:
        parse(Source(text), SCOPE, dialect)
    return place_of(caught.value)


def place_of(error):
    (diagnostic,) = error.diagnostics
    for language in ("zh", "en"):
        assert render_diagnostic(diagnostic, MESSAGES, language)
    return diagnostic.code, diagnostic.span.position.column


def tree_span():
    return parse_expression(Source("x"), Names.of()).span
