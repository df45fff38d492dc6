"""A trace is the same whether the definitions it rests on were traced before or not."""

from __future__ import annotations

from decimal import Decimal

from lang.sql.sql_factories import BASE_ROW, build_program
from zhida.lang.interpret.trace import DefinitionTrace
from zhida.lang.python.compile import compile_to_python
from zhida.policy.traced import TracedProgram

PROGRAM = compile_to_python(build_program({"底": "甲 + 1", "中": "底 * 2", "上": "中 + 底", "旁": "底 / 乙"}))
KEYS = ("中", "上", "旁", "底", "上")


def firm(**facts):
    return {**dict.fromkeys(BASE_ROW), **facts}


def steps_below(trace):
    return [step.key for step in trace.steps if isinstance(step, DefinitionTrace)]


def test_traces_of_one_firm_after_one_another_are_those_of_each_by_itself():
    inputs = firm(甲=Decimal(1), 乙=Decimal(0))
    together = TracedProgram(PROGRAM)

    assert [together.evaluate(key, inputs) for key in KEYS] == [
        TracedProgram(PROGRAM).evaluate(key, inputs) for key in KEYS
    ]


def test_traces_asked_for_together_are_those_of_each_by_itself():
    inputs = firm(甲=Decimal(1), 乙=Decimal(2))

    traces = TracedProgram(PROGRAM).evaluate_all(KEYS, inputs, {})

    assert traces == {key: TracedProgram(PROGRAM).evaluate(key, inputs).trace for key in KEYS}


def test_none_are_told_together_where_one_leaves_a_warning():
    traced, inputs = TracedProgram(PROGRAM), firm(甲=Decimal(1), 乙=Decimal(0))

    assert traced.evaluate_all(KEYS, inputs, {}) is None
    assert traced.evaluate("上", inputs).value == Decimal(6)


def test_what_was_learned_of_a_firm_is_not_told_of_the_next():
    traced = TracedProgram(PROGRAM)
    traced.evaluate("中", firm(甲=Decimal(1)))

    after = traced.evaluate("中", firm(甲=Decimal(4)))

    assert (after.value, steps_below(after.trace), after.trace.steps[0].value) == (Decimal(10), ["底"], Decimal(5))
