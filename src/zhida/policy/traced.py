"""A program that tells how it came to its values."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.values import Inputs, Value
from zhida.lang.core.tree import Program
from zhida.lang.interpret.prepare import prepare
from zhida.lang.interpret.trace import DefinitionTrace, Recorder


@dataclass(frozen=True, slots=True)
class TracedValue:
    """The value of a definition, the way to it, and why parts of it are null."""

    value: Value
    trace: DefinitionTrace
    warnings: tuple[Diagnostic, ...]


class TracedProgram:
    """A program prepared once with a recorder of its own; evaluations from several threads wait for each other."""

    def __init__(self, program: Program) -> None:
        self._recorder = Recorder()
        self._prepared = prepare(program, self._recorder)
        self._lock = Lock()

    def evaluate(self, key: str, inputs: Inputs) -> TracedValue:
        """The value of one definition for these inputs."""
        with self._lock:
            evaluation = self._prepared.run(inputs)
            value = evaluation.value(key)
            steps = self._recorder.take()
        trace = next(step for step in steps if isinstance(step, DefinitionTrace) and step.key == key)
        return TracedValue(value, trace, evaluation.warnings)
