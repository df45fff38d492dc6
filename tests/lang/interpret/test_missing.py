"""Facts nobody has given: the answer is missing unless the others decide it (docs/architecture.md, “Null and missing”)."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.core import lower, missing, value
from zhida.lang.base.span import span_of
from zhida.lang.base.types import ANY
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import (
    Constant,
    Definition,
    HitPolicy,
    Input,
    InputReference,
    Program,
    Rule,
    Table,
    TableInput,
    TableOutput,
)
from zhida.lang.interpret.evaluate import evaluate, evaluate_expression
from zhida.lang.interpret.missing import find_missing

SPAN = span_of("x")
CONCRETE: list[Value] = [None, True, False, Decimal(0), Decimal(1), "a", [Decimal(1)], {"a": Decimal(2)}]

LEAVES = st.sampled_from(["m", "n", "1", "2", "true", "false", "null", '"a"', "[1, 2]", "[m, 1]", "{a: n}"])


def _combine(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    three = st.tuples(inner, inner, inner)
    operators = ["and", "or", "=", "!=", "<", ">=", "+", "*", "in"]
    return st.one_of(
        st.builds(lambda pair, sign: f"({pair[0]} {sign} {pair[1]})", two, st.sampled_from(operators)),
        three.map(lambda parts: f"(if {parts[0]} then {parts[1]} else {parts[2]})"),
        two.map(lambda parts: f"[{parts[0]}, {parts[1]}]"),
        two.map(lambda parts: f"{{a: {parts[0]}, b: {parts[1]}}}.a"),
        two.map(lambda parts: f"({parts[0]})[{parts[1]}]"),
        two.map(lambda parts: f"(for i in {parts[0]} return [i, {parts[1]}])"),
        two.map(lambda parts: f"(some i in {parts[0]} satisfies i = {parts[1]})"),
        two.map(lambda parts: f"(every i in {parts[0]} satisfies i != {parts[1]})"),
        st.builds(
            lambda name, part: f"{name}({part})", st.sampled_from(["count", "not", "sum", "max", "string"]), inner
        ),
        st.builds(
            lambda name, part: f"{name}({part})", st.sampled_from(["all", "reverse", "get entries", "flatten"]), inner
        ),
        two.map(lambda parts: f"list contains({parts[0]}, {parts[1]})"),
        two.map(lambda parts: f"is({parts[0]}, {parts[1]})"),
        inner.map(lambda part: f"({part} instance of number)"),
        inner.map(lambda part: f"({part} instance of list<number>)"),
        inner.map(lambda part: f"({part} instance of context<a: number>)"),
    )


EXPRESSIONS = st.recursive(LEAVES, _combine, max_leaves=8)


@given(EXPRESSIONS, st.sampled_from(CONCRETE), st.sampled_from(CONCRETE))
def test_no_answer_given_without_a_fact_is_contradicted_by_the_fact(text, one, other):
    expression = lower(text, {"m": ANY, "n": ANY})
    early = evaluate_expression(expression, {"m": missing("m"), "n": missing("n")}).value
    if find_missing(early) is None:
        assert evaluate_expression(expression, {"m": one, "n": other}).value == early


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("false and m", False),
        ("m and false", False),
        ("true and m", missing("m")),
        ("null and m", missing("m")),
        ("true or m", True),
        ("m or n", missing("m", "n")),
        ("not(m)", missing("m")),
        ("m + n", missing("m", "n")),
        ("m = m", missing("m")),
        ("m = null", missing("m")),
        ("[1, m] = [2, m]", False),
        ("[1, m] = [1, n]", missing("m", "n")),
        ("if m then 1 else 1", missing("m")),
        ("count([1, m])", Decimal(2)),
        ("sum([1, m])", missing("m")),
        ("max([{a: m}])", missing("m")),
        ("m.a", missing("m")),
        ("{a: m, b: 1}.b", Decimal(1)),
        ("[m, 1].a", [missing("m"), None]),
        ("[1, 2][item > m]", missing("m")),
        ("[m, 2][2]", Decimal(2)),
        ("[1, 2][m]", missing("m")),
        ("some x in [m, 2] satisfies x > 1", True),
        ("every x in [m, 2] satisfies x > 3", False),
        ("some x in [m, 2] satisfies x > 3", missing("m")),
        ("some x in m satisfies true", missing("m")),
        ("for x in [1, m] return x", [Decimal(1), missing("m")]),
        ("3 in [1, 3, m]", True),
        ("3 in [1, m]", missing("m")),
        ("[m..3]", missing("m")),
        ("m(1)", missing("m")),
        ("sort([2, 1], function(x, y) m)", missing("m")),
        ("[m] instance of list<number>", missing("m")),
        ("[m] instance of number", False),
    ],
)
def test_what_is_missing_spreads_unless_others_decide(text, expected):
    assert value(text, m=missing("m"), n=missing("n")) == expected


def make_table(policy: HitPolicy, conditions: list[str]) -> Program:
    """A table over m and n: a rule for each condition, whose result is the number of the rule."""
    rules = tuple(
        Rule(
            number,
            (lower(condition, {"?": ANY, "n": ANY}),),
            (Constant(Decimal(number), span=SPAN),),
            span=SPAN,
        )
        for number, condition in enumerate(conditions, 1)
    )
    output = TableOutput("r", tuple(Decimal(number) for number in (3, 2, 1)), span=SPAN)
    table = Table((TableInput("m", InputReference("m", span=SPAN), span=SPAN),), (output,), rules, policy, span=SPAN)
    return Program("p", {"m": Input("m", span=SPAN)}, {"t": Definition("t", "t", table, span=SPAN)})


ALWAYS, NEVER, MAYBE = "true", "false", "? > 1"


@pytest.mark.parametrize(
    ("policy", "conditions", "expected"),
    [
        ("UNIQUE", [NEVER, ALWAYS, MAYBE], Decimal(2)),
        ("UNIQUE", [NEVER, MAYBE], missing("m")),
        ("UNIQUE", [NEVER, NEVER], None),
        ("ANY", [MAYBE, ALWAYS], Decimal(2)),
        ("FIRST", [ALWAYS, MAYBE], Decimal(1)),
        ("FIRST", [MAYBE, ALWAYS], missing("m")),
        ("FIRST", [NEVER, MAYBE], missing("m")),
        ("PRIORITY", [ALWAYS, MAYBE], missing("m")),
        ("RULE ORDER", [ALWAYS, MAYBE], missing("m")),
        ("OUTPUT ORDER", [ALWAYS, ALWAYS], [Decimal(2), Decimal(1)]),
        ("COLLECT", [ALWAYS, MAYBE], missing("m")),
        ("COLLECT", [NEVER, NEVER], []),
    ],
)
def test_tables_with_rules_that_may_match(policy, conditions, expected):
    assert evaluate(make_table(policy, conditions), "t", {"m": missing("m")}).value == expected


@pytest.mark.parametrize("policy", ["FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"])
def test_no_table_answers_before_the_fact_is_known_what_the_fact_contradicts(policy):
    for conditions in product([ALWAYS, NEVER, MAYBE, "null"], repeat=3):
        program = make_table(policy, list(conditions))
        early = evaluate(program, "t", {"m": missing("m")}).value
        if not isinstance(early, Missing):
            for concrete in CONCRETE:
                assert evaluate(program, "t", {"m": concrete}).value == early
