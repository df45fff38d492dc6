"""Programs, functions and services called from outside; the texts of what is reported."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import zhida.lang.interpret as room
from factories.core import lower
from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.messages import render_message
from zhida.lang.base.span import span_of
from zhida.lang.base.types import NUMBER
from zhida.lang.core.tree import (
    Arithmetic,
    Call,
    Constant,
    Definition,
    DefinitionReference,
    FunctionOf,
    Input,
    InputReference,
    LocalReference,
    Program,
    Service,
)
from zhida.lang.interpret.evaluate import call_service, evaluate
from zhida.lang.interpret.messages import MESSAGES
from zhida.lang.interpret.prepare import prepare, prepare_expression
from zhida.lang.interpret.run import NOTHING, Run

SPAN = span_of("x")


def reference(key: str) -> DefinitionReference:
    return DefinitionReference(key, span=SPAN)


def add(left, right) -> Arithmetic:
    return Arithmetic("+", left, right, span=SPAN)


def make_program() -> Program:
    """``twice`` doubles; ``sum`` is x and y; ``all`` is ``sum`` doubled; a service asks for ``all`` given x and ``sum``."""
    parameter = LocalReference("n", span=SPAN, type=NUMBER)
    twice = FunctionOf((("n", NUMBER),), add(parameter, parameter), span=SPAN)
    total = add(InputReference("x", span=SPAN), InputReference("y", span=SPAN))
    whole = Call(reference("twice"), ((None, reference("sum")),), span=SPAN)
    return Program(
        "p",
        {name: Input(name, span=SPAN, type=NUMBER) for name in "xy"},
        {
            "twice": Definition("twice", "twice", twice, "function", span=SPAN),
            "sum": Definition("sum", "sum", total, span=SPAN, type=NUMBER),
            "all": Definition("all", "all", whole, span=SPAN),
        },
        {
            "given": Service("given", "given", ("x",), ("sum",), ("all",), span=SPAN),
            "both": Service("both", "both", ("x", "y"), (), ("sum", "all"), span=SPAN),
        },
    )


def test_a_decision():
    outcome = evaluate(make_program(), "all", {"x": Decimal(1), "y": Decimal(2)})
    assert (outcome.value, outcome.warnings) == (Decimal(6), ())


def test_a_prepared_program_runs_many_times():
    prepared = prepare(make_program())
    assert [prepared.run({"x": Decimal(n), "y": Decimal(1)}).value("sum") for n in range(3)] == [1, 2, 3]


def test_a_function_in_order_and_by_name():
    assert call_service(make_program(), "twice", [Decimal(4)]).value == Decimal(8)
    assert call_service(make_program(), "twice", {"n": Decimal(4)}).value == Decimal(8)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "wrong-count"),
        ([Decimal(1), Decimal(2)], "wrong-count"),
        (["a"], "wrong-argument"),
        ({"m": Decimal(1)}, "wrong-names"),
    ],
)
def test_a_function_called_wrongly(arguments, code):
    outcome = call_service(make_program(), "twice", arguments)
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == [f"interpret.{code}"]


def test_a_service_takes_the_values_of_given_decisions():
    assert call_service(make_program(), "given", {"x": Decimal(1), "sum": Decimal(10)}).value == Decimal(20)


def test_a_service_with_several_outputs_is_a_context():
    outcome = call_service(make_program(), "both", [Decimal(1), Decimal(2)])
    assert outcome.value == {"sum": Decimal(3), "all": Decimal(6)}


def test_a_service_leaves_the_evaluation_around_it_alone():
    evaluation = prepare(make_program()).run({"x": Decimal(5), "y": Decimal(5)})
    assert evaluation.call("both", [Decimal(1), Decimal(2)]) == {"sum": Decimal(3), "all": Decimal(6)}
    assert evaluation.value("sum") == Decimal(10)


def test_what_is_no_definition_is_refused():
    with pytest.raises(DiagnosticError) as caught:
        evaluate(make_program(), "nothing", {})
    assert [(found.code, found.values["key"]) for found in caught.value.diagnostics] == [
        ("interpret.unknown-definition", "nothing")
    ]


def test_definitions_are_computed_once():
    calls = []
    prepared = prepare(
        Program("p", {}, {"now": Definition("now", "now", lower("now()"), span=SPAN)}), clock=lambda: calls.append(1)
    )
    evaluation = prepared.run({})
    evaluation.value("now")
    evaluation.value("now")
    assert calls == [1]


def test_a_constant_stands_for_itself():
    program = Program("p", {}, {"c": Definition("c", "c", Constant("直达", span=SPAN), span=SPAN)})
    assert evaluate(program, "c", {}).value == "直达"


def used_codes() -> set[str]:
    folder = Path(str(room.__file__)).parent
    texts = (path.read_text("utf-8") for path in folder.rglob("*.py") if path.name != "messages.py")
    return {code for text in texts for code in re.findall(r'"(interpret\.[a-z-]+)"', text)}


def test_every_code_has_a_text_and_every_text_a_code():
    assert used_codes() == set(MESSAGES)


def test_texts_are_made_in_both_languages():
    diagnostic = Diagnostic("interpret.wrong-operands", values={"operator": "+", "left": "number", "right": "string"})
    assert render_message(diagnostic, MESSAGES, "zh") == "“+”不能用于 number 和 string，结果为 null。"
    assert render_message(diagnostic, MESSAGES, "en") == "“+” does not apply to number and string; the result is null."


def test_what_rests_on_constants_only_is_computed_when_prepared():
    run, code = Run(NOTHING, {}), prepare_expression(lower('[date("2024-01-01") + @"P1D", sum(1, 2 * 3)]'))
    assert code(run, {}) is code(run, {})


def test_a_constant_without_a_value_says_so_every_time():
    prepared = prepare(Program("p", {}, {"c": Definition("c", "c", lower("1 / 0"), span=SPAN)}))
    for _ in range(2):
        evaluation = prepared.run({})
        assert evaluation.value("c") is None
        assert [warning.code for warning in evaluation.warnings] == ["interpret.division-by-zero"]
