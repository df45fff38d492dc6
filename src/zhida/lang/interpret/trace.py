"""What an evaluation decided, in order: the raw material of reasons.

A `Recorder` given to `prepare` collects `Step`s: decision tables with every cell of every rule, and definitions, which
hold the steps taken inside them. Without a tracer nothing of this is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from zhida.lang.base.values import Value
from zhida.lang.core.tree import Definition, Table
from zhida.lang.interpret.logic import Answer, conjoin

Outcomes: TypeAlias = tuple[Answer, ...]
"""How the cells of a rule came out, in the order of the inputs; a cell that is null (None) does not hold."""


def decide_rule(outcomes: Outcomes) -> Answer:
    """Whether a rule matched, did not (False) or may match (`Missing`).

    >>> from zhida.lang.base.values import Missing
    >>> decide_rule((True, None)), decide_rule((True, Missing(frozenset({"研发费用"}))))
    (False, Missing(facts=frozenset({'研发费用'})))
    """
    if outcomes.count(True) == len(outcomes):
        return True
    return False if False in outcomes or None in outcomes else conjoin(outcomes)


def count_failed(outcomes: Outcomes) -> int:
    """How many cells kept the rule from matching.

    >>> from zhida.lang.base.values import Missing
    >>> count_failed((True, False, None, Missing(frozenset({"研发费用"}))))
    2
    """
    return outcomes.count(False) + outcomes.count(None)


@dataclass(frozen=True, slots=True)
class TableTrace:
    """A decision table evaluated: its inputs, every cell of every rule, the places of the rules that matched, the value.

    A table with an input that is not allowed has no outcomes.
    """

    table: Table
    inputs: tuple[Value, ...]
    outcomes: tuple[Outcomes, ...]
    matched: tuple[int, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class DefinitionTrace:
    """A definition evaluated, and the steps of it in order."""

    key: str
    name: str
    value: Value
    steps: tuple[Step, ...]


Step: TypeAlias = "TableTrace | DefinitionTrace"


class Tracer(Protocol):
    """Who is told what an evaluation does."""

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
