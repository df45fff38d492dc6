"""Hostile input ends in a diagnostic, soon, and never in an exhausted stack."""

from __future__ import annotations

from contextlib import suppress

import pytest

from factories.work import count_calls
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.feel.cursor import MAX_DEPTH
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_type, parse_unary_tests
from zhida.lang.feel.unparse import unparse

SCOPE = Names.of(["a-b", "profit and loss"])


def code_of(parse, text, *arguments):
    with pytest.raises(DiagnosticError) as caught:
        parse(Source(text), *arguments)
    return caught.value.diagnostics[0].code


OPENINGS = (
    "(", "[", "{a:", "]1..", "-", "f(", "f(a:", "x[", "if ", "if a then b else ", "for x in ", "for x in a return ", "1+(",
    "x in (", "some x in ", "every x in y satisfies ", "function(a) ", "x between 1 and (", "not(", "1**-", "(< ", "[1..", "[[1][",
)  # fmt: skip


@pytest.mark.parametrize("opening", OPENINGS)
def test_nesting(opening):
    assert code_of(parse_expression, opening * 3_000, SCOPE) == "feel.too-deep"
    assert code_of(parse_unary_tests, opening * 3_000, SCOPE) == "feel.too-deep"


def test_a_hundred_thousand_parentheses():
    assert code_of(parse_expression, "(" * 100_000 + "1" + ")" * 99_999, SCOPE) == "feel.too-deep"


@pytest.mark.parametrize("step", ["+1", "-1", " and a", ".b", "[1]", "(1)", " instance of number", "**2"])
def test_long_chains_are_deep_trees(step):
    assert code_of(parse_expression, "a" + step * (MAX_DEPTH + 1), SCOPE) == "feel.too-deep"


def test_heights_of_nested_chains_add_up():
    text = "(" * 50 + "1" + ("+1" * 50 + ")") * 50
    assert code_of(parse_expression, text, SCOPE) == "feel.too-deep"


@pytest.mark.parametrize("opening", ["list<", "range<", "context<a:", "function<", "function<>->", "list<function<>->"])
def test_nesting_of_types(opening):
    assert code_of(parse_type, opening * 5_000) == "feel.too-deep"
    assert code_of(parse_expression, "x instance of " + opening * 5_000, SCOPE) == "feel.too-deep"


@pytest.mark.parametrize(
    "text",
    [
        "(" * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1),
        "1" + "+1" * (MAX_DEPTH - 1),
        "if a then b else " * (MAX_DEPTH - 1) + "c",
        "f(a: " * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1),
        "for x in y return " * (MAX_DEPTH - 1) + "1",
    ],
)
def test_what_is_just_within_the_limit_passes(text):
    tree = parse_expression(Source(text), SCOPE)
    assert parse_expression(Source(unparse(tree)), SCOPE) == tree
    assert repr(tree)


UNITS = (
    "1,", "a ", "a-", "{a:1},", "a b:", '"', "/*", "/* */", "'", "\\", '"\\"', ". ", "profit and ", "f(x),", "1..", "not(", "万",
    "“", "]", "<", "?", "0", "\u3000", "a:1,", "a-a-a-a-a:1,", "for x in y,", "x[1]", "@",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("frame", ["{}", "[{}]", "{{{}}}", "f({})", "for {} in x return 1"])
def test_long_texts_take_linear_work(unit, frame):
    def read(length):
        with suppress(DiagnosticError):
            parse_expression(Source(frame.format(unit * (length // len(unit)))), SCOPE, Dialect.POLICY)

    assert count_calls(lambda: read(12_000)) < 2.5 * count_calls(lambda: read(6_000)) + 500


def test_megabytes_are_refused_unread():
    text = "(1+" * 3_500_000
    assert count_calls(lambda: code_of(parse_expression, text, SCOPE)) < 500
    assert code_of(parse_expression, text, SCOPE) == "feel.too-long"


def test_many_keys_take_linear_work():
    def read(keys):
        text = "{" + ",".join(f"a-{number}: a-{max(number - 1, 0)}" for number in range(keys)) + "}"
        parse_expression(Source(text), SCOPE)

    assert count_calls(lambda: read(8_000)) < 2.5 * count_calls(lambda: read(4_000))


def test_names_of_many_words():
    assert code_of(parse_expression, "{" + "a-" * 60 + "b: 1}", SCOPE) == "feel.name-too-long"
