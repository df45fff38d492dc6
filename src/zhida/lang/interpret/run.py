"""What one evaluation carries with it: inputs, memory of definitions, warnings and what it may still spend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.span import Span
from zhida.lang.base.values import Value

MAXIMUM_STEPS = 1_000_000
"""Items iterated over, functions called and items handled by builtins, in one evaluation; items inside one value."""

MAXIMUM_DEPTH = 100
"""Calls of functions inside one another."""

MAXIMUM_TEXT = 1_000_000
"""Characters of a string."""


class NoValueError(Exception):
    """An operation has no value for its operands: it is null, and a warning says why."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


class ExhaustedError(Exception):
    """The evaluation asked for more steps, depth or text than it may have; it ends without a value."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


class Run:
    """The state of one evaluation: ``plan`` is what can be evaluated, ``given`` the inputs it is evaluated for."""

    __slots__ = ("depth", "fitted", "given", "memory", "plan", "read_inputs", "steps", "warnings")

    def __init__(self, plan: Plan, given: Mapping[str, Value], fitted: Fitted | None = None) -> None:
        self.plan = plan
        self.given = given
        self.fitted: Fitted = {} if fitted is None else fitted
        self.memory: dict[str, Value] = {}
        self.read_inputs: dict[str, Value] = {}
        self.warnings: list[Diagnostic] = []
        self.steps = 0
        self.depth = 0

    def warn(self, code: str, span: Span | None, **values: object) -> Value:
        """Record a warning; what has no value is null."""
        self.warnings.append(Diagnostic(code, span, values, Severity.WARNING))
        return None

    def spend(self, steps: int) -> None:
        """Count steps; ends the evaluation when there are too many."""
        self.steps += steps
        if self.steps > MAXIMUM_STEPS:
            raise ExhaustedError("interpret.too-many-steps", limit=MAXIMUM_STEPS)

    def descend(self) -> None:
        """Count one more call inside another; ends the evaluation when it is too deep."""
        self.spend(1)
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise ExhaustedError("interpret.too-deep", limit=MAXIMUM_DEPTH)

    def ascend(self) -> None:
        """Leave a call."""
        self.depth -= 1

    def input(self, name: str) -> Value:
        """The value of an input, made to fit its type when first asked for; null when not given."""
        if name in self.read_inputs:
            return self.read_inputs[name]
        given = self.given.get(name)
        known = self.fitted.get(name)
        if known is not None and known[0] is given:
            made = known[1]
        else:
            warned = len(self.warnings)
            made = self.plan.inputs[name](self, given)
            if len(self.warnings) == warned:
                self.fitted[name] = given, made
        self.read_inputs[name] = made
        return made

    def value(self, key: str) -> Value:
        """The value of a definition, computed when first asked for."""
        if key in self.memory:
            return self.memory[key]
        made = self.memory[key] = self.plan.definitions[key](self, {})
        return made

    def begin(self, given: Mapping[str, Value], known: Mapping[str, Value]) -> Run:
        """An evaluation inside this one, for other inputs and with the values of some definitions known."""
        inner = Run(self.plan, given)
        inner.memory.update(known)
        inner.warnings = self.warnings
        inner.steps, inner.depth = self.steps, self.depth
        return inner


Fitted: TypeAlias = dict[str, tuple[Value, Value]]
"""Inputs by name as they were given and as they were made to fit: the very same value is not made to fit twice."""

Locals: TypeAlias = dict[str, Value]
"""The variables in sight. Who binds one makes a copy first; a function keeps a copy of its own."""

Code: TypeAlias = Callable[[Run, Locals], Value]
"""An expression ready to run."""

Fit: TypeAlias = Callable[[Run, Value], Value]
"""Makes a given value fit what is declared, with a warning where it cannot."""


Accept: TypeAlias = Callable[[Mapping[str, Value], dict[str, Value]], None]
"""Puts values of the inputs given that fit as they are among those that have been read."""


def accept_nothing(_given: Mapping[str, Value], _read: dict[str, Value]) -> None:
    """Every input is looked at when it is read."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A program ready to run: code for its definitions and services, and how its inputs are made to fit.

    ``accept`` takes those inputs that fit as they are, without a warning, when most of them are going to be read.
    """

    definitions: Mapping[str, Code]
    inputs: Mapping[str, Fit]
    accept: Accept = accept_nothing


NOTHING = Plan({}, {})
"""The plan of an expression that rests on nothing."""
