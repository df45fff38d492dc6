"""Hostile expressions end soon, without a value and with a reason."""

from __future__ import annotations

import pytest

from factories.core import lower, run
from factories.work import count_calls
from zhida.lang.base.diagnostic import DiagnosticError, Severity
from zhida.lang.base.span import span_of
from zhida.lang.core.tree import Definition, DefinitionReference, Negation, Program
from zhida.lang.interpret.evaluate import evaluate
from zhida.lang.interpret.prepare import prepare

DOUBLING = "for i in 1..100 return if i = 1 then [1] else [partial[-1], partial[-1]]"
SPAN = span_of("x")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("for i in 1..10**30 return i", "too-many-steps"),
        ("for i in 1..1000000, j in 1..1000000 return 1", "too-many-steps"),
        ("every i in 1..1000000, j in 1..1000000 satisfies true", "too-many-steps"),
        ("for i in 1..100 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])", "too-many-steps"),
        ("for i in 1..100000 return partial", "too-many-steps"),
        ("(function(f) f(f))(function(f) f(f))", "too-deep"),
        ('for i in 1..60 return if i = 1 then "a" else partial[-1] + partial[-1]', "text-too-long"),
        ('for i in 1..60 return if i = 1 then "a" else string join([partial[-1], partial[-1]])', "text-too-long"),
        (DOUBLING, "value-too-large"),
        (f"string({DOUBLING})", "value-too-large"),
        (f"({DOUBLING}) = ({DOUBLING})", "value-too-large"),
        (f"distinct values({DOUBLING})", "value-too-large"),
    ],
)
def test_what_asks_for_too_much_is_ended(text, code):
    outcome = run(text)
    assert outcome.value is None
    assert (outcome.warnings[-1].code, outcome.warnings[-1].severity) == (f"interpret.{code}", Severity.ERROR)


@pytest.mark.parametrize(
    "text",
    [
        'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+$")',
        'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", "(a*)*(a*)*b")',
        'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", "(a|aa|aaa)*b")',
    ],
)
def test_patterns_that_explode_elsewhere_are_answered(text):
    outcome = run(text)
    assert outcome.value is False
    assert outcome.warnings == ()
    assert count_calls(lambda: run(text)) < 10_000


@pytest.mark.parametrize("pattern", ["a{1000}{1000}", "((((a{99}){99}){99}){99}){99}", "a" * 3000])
def test_patterns_that_are_too_large_are_refused(pattern):
    outcome = run("matches(x, y)", x="a", y=pattern)
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] in (
        ["interpret.pattern-too-costly"],
        ["interpret.wrong-pattern"],
    )


def test_a_program_that_rests_on_itself_is_ended():
    definition = Definition("a", "a", Negation(DefinitionReference("a", span=SPAN), span=SPAN), span=SPAN)
    outcome = evaluate(Program("p", {}, {"a": definition}), "a", {})
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == ["interpret.nested-too-deep"]


def test_an_expression_nested_too_deep_is_refused():
    node = lower("1")
    for _ in range(5000):
        node = Negation(node, span=SPAN)
    with pytest.raises(DiagnosticError) as caught:
        prepare(Program("p", {}, {"a": Definition("a", "a", node, span=SPAN)}))
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["interpret.nested-too-deep"]


def test_each_value_asked_for_may_spend_anew():
    heavy = lower("count(for i in 1..400000 return i)")
    definitions = {key: Definition(key, key, heavy, span=SPAN) for key in "abc"}
    evaluation = prepare(Program("p", {}, definitions)).run({})
    assert [evaluation.value(key) for key in "abc"] == [400000] * 3
