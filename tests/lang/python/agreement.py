"""A compiled program held against the interpreter: values, their kinds and digits, warnings in their order."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zhida.lang.base.types import FunctionType
from zhida.lang.base.values import Function, Inputs, Value
from zhida.lang.core.tree import Program
from zhida.lang.interpret.evaluate import Outcome, evaluate
from zhida.lang.interpret.prepare import Prepared, prepare
from zhida.lang.interpret.trace import Recorder
from zhida.lang.python.compile import CompiledProgram, compile_to_python
from zhida.lang.python.trace import trace_compiled


def assert_agreement(program: Program, inputs: Iterable[Inputs]) -> CompiledProgram:
    """Every definition, asked for by itself and after all others, is what the interpreter says it is."""
    interpreted, compiled = prepare(program), compile_to_python(program)
    recorder, other = Recorder(), Recorder()
    traces = prepare(program, recorder), trace_compiled(compiled, other)
    for given in inputs:
        assert_same_run(interpreted, compiled, given)
        assert_same_values(interpreted, compiled, given)
        assert_same_run(*traces, given)
        assert other.take() == recorder.take()
        for key in program.definitions:
            assert_same_value(interpreted, compiled, key, given)
    return compiled


def assert_same_run(interpreted: Prepared, compiled: Prepared, given: Inputs) -> None:
    """All definitions in one evaluation, one after the other."""
    keys = [*interpreted.program.definitions]
    one, other = interpreted.run(given), compiled.run(given)
    assert [show(other.value(key)) for key in keys] == [show(one.value(key)) for key in keys]
    assert other.warnings == one.warnings


def assert_same_values(interpreted: Prepared, compiled: Prepared, given: Inputs) -> None:
    """All definitions asked for together."""
    keys = [*interpreted.program.definitions]
    one, other = interpreted.run(given), compiled.run(given)
    assert list(map(show, other.values(keys))) == list(map(show, one.values(keys)))
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
