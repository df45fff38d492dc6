"""Golden pairs of FEEL texts and core trees, and golden failures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lang.core.dump import dump
from lang.core.golden import INPUTS, describe, make_scope, read_blocks
from zhida.lang.base.diagnostic import Severity
from zhida.lang.base.span import Source
from zhida.lang.base.types import ANY, BOOLEAN, NUMBER, STRING, ListType, Type, render_type
from zhida.lang.core.from_feel import lower_expression, lower_unary_tests
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import Expression
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_unary_tests

COLUMNS: dict[str, Type] = {
    "number": NUMBER,
    "string": STRING,
    "boolean": BOOLEAN,
    "Any": ANY,
    "list<string>": ListType(STRING),
}


def lower(text: str, scope: Scope) -> Expression:
    return lower_expression(parse_expression(Source(text), Names.of(scope.names()), Dialect.STANDARD), scope)


def lower_cell(text: str, type_: Type, scope: Scope) -> Expression:
    return lower_unary_tests(parse_unary_tests(Source(text), Names.of(scope.names()), Dialect.STANDARD), type_, scope)


def render_lowering(text: str) -> list[str]:
    scope = make_scope()
    lowered = lower(text, scope)
    assert not scope.found
    return [dump(lowered), render_type(lowered.type)]


def render_cell(text: str) -> list[str]:
    cell, _, column = text.partition(" | ")
    scope = make_scope()
    lowered = lower_cell(cell, COLUMNS[column], scope)
    assert not scope.found
    return [dump(lowered)]


def render_failure(text: str) -> list[str]:
    scope = make_scope()
    lowered = lower(text, scope)
    return [dump(lowered), *map(describe, scope.found)]


@pytest.mark.parametrize(("text", "tree", "type_"), read_blocks("lowering.txt"))
def test_lowers_to(text: str, tree: str, type_: str) -> None:
    assert render_lowering(text) == [tree, type_]


@pytest.mark.parametrize(("text", "tree"), read_blocks("cells.txt"))
def test_cell_lowers_to(text: str, tree: str) -> None:
    assert render_cell(text) == [tree]


@pytest.mark.parametrize("block", read_blocks("failures.txt"), ids=lambda block: block[0])
def test_reports(block: tuple[str, ...]) -> None:
    assert render_failure(block[0]) == list(block[1:])


def test_findings_are_errors_with_spans_inside_the_text() -> None:
    for text, *_ in read_blocks("failures.txt"):
        scope = make_scope()
        lower(text, scope)
        assert scope.found
        for diagnostic in scope.found:
            assert diagnostic.severity is Severity.ERROR
            assert diagnostic.span is not None
            assert diagnostic.span.source.text == text
            assert 0 <= diagnostic.span.start < diagnostic.span.end <= len(text)


@pytest.mark.parametrize(
    "text", ["未知 + 1", "未知.甲", "未知[1]", "未知(1)", "未知 = 关键词", "未知 and true", "null + 1"]
)
def test_what_is_not_known_is_not_reported(text: str) -> None:
    scope = make_scope()
    lower(text, scope)
    assert scope.found == []


_NAMES = st.sampled_from(sorted(INPUTS))
_OPERATORS = st.sampled_from(["+", "-", "*", "/", "=", "<", "and", "or"])


@given(_NAMES, _OPERATORS, _NAMES)
def test_any_two_inputs_lower_to_a_tree_that_keeps_both(left: str, operator: str, right: str) -> None:
    scope = make_scope()
    assert dump(lower(f"{left} {operator} {right}", scope)) == f"(#{left} {operator} #{right})"


@given(st.integers(min_value=1, max_value=6))
def test_nested_in_does_not_grow_exponentially(depth: int) -> None:
    text = "是否规上"
    for _ in range(depth):
        text = f"({text} in (true, false))"
    assert len(dump(lower(text, make_scope()))) < 400 * depth
