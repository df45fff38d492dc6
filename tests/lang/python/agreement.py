"""A compiled program held against the interpreter: values, their kinds and digits, warnings in their order."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zhida.lang.base.types import FunctionType
from zhida.lang.base.values import Function, Inputs, Value
from zhida.lang.core.tree import Program
from zhida.lang.interpret.evaluate import Outcome, evaluate
from zhida.lang.interpret.prepare import Prepared, prepare
from zhida.lang.python.compile import CompiledProgram, compile_to_python


def assert_agreement(program: Program, inputs: Iterable[Inputs]) -> CompiledProgram:
    """Every definition, asked for by itself and after all others, is what the interpreter says it is."""
    interpreted, compiled = prepare(program), compile_to_python(program)
    for given in inputs:
        assert_same_run(interpreted, compiled, given)
        for key in program.definitions:
            assert_same_value(interpreted, compiled, key, given)
    return compiled


def assert_same_run(interpreted: Prepared, compiled: Prepared, given: Inputs) -> None:
    """All definitions in one evaluation, one after the other."""
    one, other = interpreted.run(given), compiled.run(given)
    for key in interpreted.program.definitions:
        assert show(other.value(key)) == show(one.value(key))
    assert other.warnings == one.warnings


def assert_same_value(interpreted: Prepared, compiled: Prepared, key: str, given: Inputs) -> None:
    """One definition in an evaluation of its own."""
    assert show_outcome(evaluate(compiled, key, given)) == show_outcome(evaluate(interpreted, key, given))


def show_outcome(outcome: Outcome) -> object:
    """Value and warnings, comparable to the last digit."""
    return show(outcome.value), outcome.warnings


def show(value: Value) -> object:
    """A value with its class and, of numbers, every digit; of functions what they take, for each is equal to itself only."""
    match value:
        case Decimal():
            return value.as_tuple()
        case list():
            return [show(item) for item in value]
        case dict():
            return {name: show(item) for name, item in value.items()}
        case Function():
            return value.name, value.parameters, FunctionType(value.types, value.result)
    return type(value), value
