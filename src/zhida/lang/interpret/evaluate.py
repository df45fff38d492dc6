"""One call: a program, a definition, the inputs; or one expression by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.values import Inputs, Value
from zhida.lang.core.tree import Expression, Program
from zhida.lang.interpret.builtins.clock import Clock
from zhida.lang.interpret.prepare import Prepared, prepare, prepare_expression, run_within_limits
from zhida.lang.interpret.run import NOTHING, Run


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value, and the warnings that say why it or parts of it are null."""

    value: Value
    warnings: tuple[Diagnostic, ...]


def evaluate(program: Program | Prepared, key: str, inputs: Inputs, clock: Clock | None = None) -> Outcome:
    """The value of a definition by its key; `DiagnosticError` if there is none so named."""
    evaluation = _prepared(program, clock).run(inputs)
    value = evaluation.value(key)
    return Outcome(value, evaluation.warnings)


def call_service(
    program: Program | Prepared,
    key: str,
    arguments: Mapping[str, Value] | Sequence[Value],
    inputs: Inputs | None = None,
    clock: Clock | None = None,
) -> Outcome:
    """The value of a decision service or function by its key, for arguments by name or in order."""
    evaluation = _prepared(program, clock).run(inputs or {})
    value = evaluation.call(key, arguments)
    return Outcome(value, evaluation.warnings)


def evaluate_expression(
    expression: Expression, variables: Mapping[str, Value] | None = None, clock: Clock | None = None
) -> Outcome:
    """The value of one expression that refers to nothing but the variables."""
    run, code = Run(NOTHING, {}), prepare_expression(expression, clock)
    value = run_within_limits(run, lambda run, _local: code(run, dict(variables or {})))
    return Outcome(value, tuple(run.warnings))


def _prepared(program: Program | Prepared, clock: Clock | None) -> Prepared:
    return program if isinstance(program, Prepared) else prepare(program, clock=clock)
