"""What an evaluation read and decided, in order: the raw material of reasons.

A `Recorder` given to `prepare` collects `Step`s: facts read, decision tables with every cell of every rule, and
definitions, which hold the steps taken inside them. Without a tracer nothing of this is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

from zhida.lang.base.span import Span
from zhida.lang.base.values import Value
from zhida.lang.core.tree import Definition, Expression, Table
from zhida.lang.interpret.logic import Answer


@dataclass(frozen=True, slots=True)
class Read:
    """A fact that was read: the way to it (``本年.研发费用``) and its value (null, or `Missing`)."""

    path: str
    value: Value
    span: Span = field(compare=False, repr=False)


class CellTrace(NamedTuple):
    """A condition cell: the value it tested, the test (over the local ``?``) and the outcome; None is null."""

    label: str
    value: Value
    test: Expression
    outcome: Answer


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """A rule: its cells in the order of the inputs, and whether it matched, did not (False) or may match (`Missing`)."""

    number: int
    cells: tuple[CellTrace, ...]
    outcome: Answer

    @property
    def failed(self) -> tuple[CellTrace, ...]:
        """The cells that kept the rule from matching."""
        return tuple(cell for cell in self.cells if cell.outcome is False or cell.outcome is None)


@dataclass(frozen=True, slots=True)
class TableTrace:
    """A decision table evaluated: every rule with every cell, the numbers of the rules that matched, the value."""

    table: Table
    inputs: tuple[Value, ...]
    rules: tuple[RuleTrace, ...]
    matched: tuple[int, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class DefinitionTrace:
    """A definition evaluated, and the steps of it in order."""

    key: str
    name: str
    value: Value
    steps: tuple[Step, ...]


Step: TypeAlias = "Read | TableTrace | DefinitionTrace"


class Tracer(Protocol):
    """Who is told what an evaluation does."""

    def read(self, path: str, value: Value, span: Span) -> None:
        """A fact was read."""

    def table(self, trace: TableTrace) -> None:
        """A decision table was evaluated."""

    def recall(self, definition: Definition) -> DefinitionTrace | None:
        """What is known of the definition already; it need not be evaluated then."""

    def enter(self, definition: Definition) -> None:
        """The value of a definition is needed for the first time."""

    def leave(self, definition: Definition, value: Value) -> None:
        """The definition has its value."""


class Recorder:
    """A tracer that keeps everything; ``known`` are traces of definitions, by their keys, that need not be made again."""

    def __init__(self) -> None:
        self._open: list[list[Step]] = [[]]
        self.known: dict[str, DefinitionTrace] = {}

    def read(self, path: str, value: Value, span: Span) -> None:
        """Keep a fact read."""
        self._open[-1].append(Read(path, value, span))

    def table(self, trace: TableTrace) -> None:
        """Keep a table."""
        self._open[-1].append(trace)

    def recall(self, definition: Definition) -> DefinitionTrace | None:
        """Keep what is known of a definition."""
        known = self.known.get(definition.key)
        if known is not None:
            self._open[-1].append(known)
        return known

    def enter(self, definition: Definition) -> None:  # noqa: ARG002 - the protocol tells it; only `leave` needs it here
        """Begin the steps of a definition."""
        self._open.append([])

    def leave(self, definition: Definition, value: Value) -> None:
        """Keep a definition with its steps."""
        steps = tuple(self._open.pop())
        self._open[-1].append(DefinitionTrace(definition.key, definition.name, value, steps))

    def take(self) -> tuple[Step, ...]:
        """All steps since the last time, outermost first; the recorder is then empty."""
        steps = tuple(self._open[0])
        self._open = [[]]
        return steps
