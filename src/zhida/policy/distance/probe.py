"""Whether a condition of a program holds for given facts: asked of any expression of the program, its definitions compiled."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TypeVar, cast

from zhida.lang.core.dependencies import find_dependencies
from zhida.lang.core.tree import DefinitionReference, Expression, LocalReference, Node, Program
from zhida.lang.core.walk import walk
from zhida.lang.interpret.prepare import Prepared, prepare_expression
from zhida.lang.interpret.run import Code
from zhida.policy.distance.situation import Situation

_TESTED = "?"

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition ready to be asked, and all it is made of: itself and the bodies of the definitions it rests on."""

    condition: Expression
    code: Code
    whole: tuple[Expression, ...]


class Probe:
    """Asks conditions of one program; each is made ready once, as long as the same node is asked for."""

    def __init__(self, program: Program, prepared: Prepared) -> None:
        self._program = program
        self._prepared = prepared
        self._asked: dict[int, Asked] = {}

    def holds(self, condition: Expression, situation: Situation) -> bool:
        """Whether the condition is true."""
        code = self.look_up(condition).code
        return self._prepared.run(situation.inputs, situation.fitted).compute(code) is True

    def look_up(self, condition: Expression) -> Asked:
        """The condition, ready to be asked."""
        known = self._asked.get(id(condition))
        if known is None:
            known = self._asked[id(condition)] = self._make_ready(condition)
        return known

    def _make_ready(self, condition: Expression) -> Asked:
        keys = find_dependencies(self._program, (node.key for node in walk(condition, DefinitionReference)))
        bodies = (definition.body for key, definition in self._program.definitions.items() if key in keys)
        return Asked(condition, prepare_expression(condition), (condition, *bodies))


def put_in_place(test: Part, value: Expression) -> Part:
    """A test of a cell with the value it tests in the place of ``?``."""
    if isinstance(test, LocalReference):
        return cast("Part", value) if test.name == _TESTED else test
    if isinstance(test, tuple):
        return cast("Part", tuple(put_in_place(part, value) for part in test))
    if not isinstance(test, Node):
        return test
    # An ``allowed`` test speaks of a value of its own.
    parts = [part.name for part in fields(test) if part.name not in {"span", "type", "allowed"}]
    changed = {name: put_in_place(getattr(test, name), value) for name in parts}
    return cast("Part", replace(test, **changed))
