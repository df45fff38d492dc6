"""Decision tables: every hit policy, defaults, several outputs, values that are not allowed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from factories.core import lower
from zhida.lang.base.span import span_of
from zhida.lang.base.types import ANY, NUMBER
from zhida.lang.base.values import Value
from zhida.lang.core.tree import (
    Aggregation,
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
from zhida.lang.interpret.evaluate import Outcome, evaluate

SPAN = span_of("x")


def make_output(
    name: str = "r", order: tuple[Value, ...] = (), default: str | None = None, allowed: str | None = None
) -> TableOutput:
    return TableOutput(
        name,
        order,
        lower(allowed, {"?": ANY}) if allowed else None,
        lower(default) if default else None,
        span=SPAN,
    )


def run_table(  # noqa: PLR0913, PLR0917 - one argument for each part of a table
    rules: list[tuple[str, str]],
    x: Value,
    policy: HitPolicy = "UNIQUE",
    aggregation: Aggregation | None = None,
    outputs: tuple[TableOutput, ...] = (),
    allowed: str | None = None,
) -> Outcome:
    """The outcome of a table over x; a rule is a condition over ``?`` and its results, separated by semicolons."""
    built = tuple(
        Rule(number, (lower(test, {"?": ANY}),), tuple(lower(result) for result in results.split(";")), span=SPAN)
        for number, (test, results) in enumerate(rules, 1)
    )
    column = TableInput("x", InputReference("x", span=SPAN), lower(allowed, {"?": ANY}) if allowed else None, span=SPAN)
    table = Table((column,), outputs or (make_output(),), built, policy, aggregation, span=SPAN)
    inputs: Mapping[str, Input] = {"x": Input("x", span=SPAN)}
    return evaluate(Program("p", inputs, {"t": Definition("t", "t", table, span=SPAN)}), "t", {"x": x})


RULES = [("? >= 1", '"low"'), ("? >= 2", '"high"'), ("? >= 3", '"low"')]


@pytest.mark.parametrize(
    ("policy", "x", "expected"),
    [
        ("UNIQUE", 1, "low"),
        ("UNIQUE", 0, None),
        ("FIRST", 3, "low"),
        ("PRIORITY", 3, "high"),
        ("RULE ORDER", 3, ["low", "high", "low"]),
        ("OUTPUT ORDER", 3, ["high", "low", "low"]),
        ("COLLECT", 3, ["low", "high", "low"]),
        ("COLLECT", 0, []),
        ("RULE ORDER", 0, None),
    ],
)
def test_hit_policies(policy, x, expected):
    outcome = run_table(RULES, Decimal(x), policy, outputs=(make_output(order=("high", "low")),))
    assert outcome.value == expected
    assert outcome.warnings == ()


def test_unique_refuses_a_second_match():
    outcome = run_table(RULES, Decimal(2))
    assert outcome.value is None
    assert [(warning.code, dict(warning.values)) for warning in outcome.warnings] == [
        ("interpret.not-unique", {"rules": "1, 2"})
    ]


def test_any_wants_the_same_result_of_all_that_match():
    same = [("? > 0", "1"), ("? > 1", "1.0")]
    assert run_table(same, Decimal(2), "ANY").value == Decimal(1)
    different = run_table([*same, ("? > 2", "2")], Decimal(3), "ANY")
    assert different.value is None
    assert [warning.code for warning in different.warnings] == ["interpret.not-the-same"]


@pytest.mark.parametrize(
    ("aggregation", "x", "expected"),
    [
        ("SUM", 3, Decimal("6.5")),
        ("COUNT", 3, Decimal(3)),
        ("MIN", 3, Decimal("1.5")),
        ("MAX", 3, Decimal(3)),
        ("SUM", 0, None),
        ("COUNT", 0, Decimal(0)),
        ("MIN", 0, None),
    ],
)
def test_aggregations(aggregation, x, expected):
    rules = [("? >= 1", "1.5"), ("? >= 2", "2"), ("? >= 3", "3")]
    assert run_table(rules, Decimal(x), "COLLECT", aggregation).value == expected


def test_a_sum_of_what_is_no_number_is_null():
    outcome = run_table([("true", '"a"'), ("true", "1")], None, "COLLECT", "SUM")
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == ["interpret.not-a-number"]


def test_several_outputs_make_a_context_and_rank_from_left_to_right():
    outputs = (make_output("a", (Decimal(2), Decimal(1))), make_output("b", ("y", "x")))
    rules = [("true", '1;"y"'), ("true", '2;"x"'), ("true", '2;"y"')]
    outcome = run_table(rules, None, "OUTPUT ORDER", outputs=outputs)
    assert outcome.value == [
        {"a": Decimal(2), "b": "y"},
        {"a": Decimal(2), "b": "x"},
        {"a": Decimal(1), "b": "y"},
    ]


def test_defaults_stand_in_when_no_rule_matches():
    assert run_table([("false", "1")], None, outputs=(make_output(default="7"),)).value == Decimal(7)
    assert run_table([("false", "1")], None, "COLLECT", outputs=(make_output(default="7"),)).value == [Decimal(7)]
    two = (make_output("a", default="7"), make_output("b"))
    assert run_table([("false", "1;2")], None, outputs=two).value == {"a": Decimal(7), "b": None}


def test_a_cell_that_is_null_does_not_match():
    outcome = run_table([("? > 1", "1"), ("true", "2")], None, "FIRST")
    assert outcome.value == Decimal(2)


def test_an_input_that_is_not_allowed_makes_the_table_null():
    outcome = run_table([("true", "1")], Decimal(5), allowed="? < 3")
    assert outcome.value is None
    assert [(warning.code, warning.values["value"]) for warning in outcome.warnings] == [("interpret.not-allowed", "5")]


def test_a_result_that_is_not_allowed_is_null():
    outcome = run_table([("true", "5")], None, outputs=(make_output(allowed="? < 3"),))
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == ["interpret.not-allowed"]


def test_inputs_are_made_to_fit_their_types():
    body = InputReference("x", span=SPAN)
    program = Program(
        "p",
        {"x": Input("x", span=SPAN, type=NUMBER, allowed=lower("? > 0", {"?": ANY}))},
        {"d": Definition("d", "d", body, span=SPAN)},
    )
    assert evaluate(program, "d", {"x": [Decimal(1)]}).value == Decimal(1)
    assert evaluate(program, "d", {}).value is None
    wrong, refused = evaluate(program, "d", {"x": "1"}), evaluate(program, "d", {"x": Decimal(-1)})
    assert (wrong.value, wrong.warnings[0].code) == (None, "interpret.wrong-type")
    assert (refused.value, refused.warnings[0].code) == (None, "interpret.not-allowed")


def test_dashes_are_not_run():
    rule = Rule(1, (Constant(value=True, span=SPAN),), (Constant(Decimal(1), span=SPAN),), span=SPAN)
    table = Table(
        (TableInput("x", InputReference("x", span=SPAN), span=SPAN),), (make_output(),), (rule,), "UNIQUE", span=SPAN
    )
    program = Program("p", {"x": Input("x", span=SPAN)}, {"t": Definition("t", "t", table, span=SPAN)})
    assert evaluate(program, "t", {"x": None}).value == Decimal(1)
