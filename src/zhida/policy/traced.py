"""A program that tells how it came to its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.values import Inputs, Value
from zhida.lang.core.tree import DefinitionReference
from zhida.lang.core.walk import walk
from zhida.lang.interpret.prepare import Evaluation
from zhida.lang.interpret.run import Fitted
from zhida.lang.interpret.trace import DefinitionTrace, Recorder, Step
from zhida.lang.python.compile import CompiledProgram
from zhida.lang.python.trace import trace_compiled


@dataclass(frozen=True, slots=True)
class TracedValue:
    """The value of a definition, the way to it, and why parts of it are null."""

    value: Value
    trace: DefinitionTrace
    warnings: tuple[Diagnostic, ...]


class TracedProgram:
    """A compiled program with a recorder of its own; evaluations from several threads wait for each other.

    What it learned of the last inputs, such as the way to definitions that rest on no others, it takes from there.
    """

    def __init__(self, compiled: CompiledProgram) -> None:
        self._recorder = Recorder()
        self._prepared = trace_compiled(compiled, self._recorder)
        self._leaves = frozenset(
            key for key, node in compiled.program.definitions.items() if not any(walk(node.body, DefinitionReference))
        )
        self._inputs: Inputs = {}
        self._fitted: Fitted = {}
        self._lock = Lock()

    def evaluate(self, key: str, inputs: Inputs) -> TracedValue:
        """The value of one definition for these inputs."""
        with self._lock:
            self._begin(inputs)
            evaluation = self._prepared.run(inputs, self._fitted)
            value = evaluation.value(key)
            trace = self._take_trace(key, evaluation)
        return TracedValue(value, trace, evaluation.warnings)

    def evaluate_all(self, keys: Sequence[str], inputs: Inputs, fitted: Fitted) -> Mapping[str, DefinitionTrace] | None:
        """The traces of definitions by key, each as `evaluate` makes it; None if one of them leaves a warning.

        ``fitted`` is remembered for inputs that are nearly the same, as `Prepared.run` tells.
        """
        with self._lock:
            self._begin(inputs)
            evaluation = self._prepared.run(inputs, fitted)
            values = evaluation.values_apart(keys)
            traces = {key: self._take_trace(key, evaluation) for key, _ in zip(keys, values, strict=True)}
        return None if evaluation.warnings else traces

    def _take_trace(self, key: str, evaluation: Evaluation) -> DefinitionTrace:
        """What was recorded of a definition; without warnings, what it tells of others is remembered."""
        steps = self._recorder.take()
        if not evaluation.warnings:
            self._remember(steps)
        return next(step for step in steps if isinstance(step, DefinitionTrace) and step.key == key)

    def _remember(self, steps: Iterable[Step]) -> None:
        """Keep the ways to definitions that rest on no others."""
        for step in steps:
            if isinstance(step, DefinitionTrace):
                if step.key in self._leaves:
                    self._recorder.known[step.key] = step
                else:
                    self._remember(step.steps)

    def _begin(self, inputs: Inputs) -> None:
        if inputs is not self._inputs:
            self._inputs, self._fitted, self._recorder.known = inputs, {}, {}
