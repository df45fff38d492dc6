"""Whether a condition of a program holds for given facts: the interpreter asked about any expression of the program."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar, cast

from zhida.lang.base.values import Inputs
from zhida.lang.core.tree import (
    Definition,
    DefinitionReference,
    Expression,
    InputReference,
    LocalReference,
    Node,
    Program,
)
from zhida.lang.core.walk import walk
from zhida.lang.interpret.prepare import Prepared, prepare

_CONDITION = "条件"
_TESTED = "?"

Part = TypeVar("Part")


class Probe:
    """Asks conditions of one program; each is prepared once, with no more of the program than it rests on."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._prepared: dict[int, tuple[Expression, Prepared]] = {}

    def holds(self, condition: Expression, inputs: Inputs) -> bool:
        """Whether the condition is true."""
        known = self._prepared.get(id(condition))
        if known is None:
            known = self._prepared[id(condition)] = (condition, self._prepare(condition))
        return known[1].run(inputs).value(_CONDITION) is True

    def find_definitions(self, expression: Expression) -> dict[str, Definition]:
        """The definitions an expression rests on, in the order of the program."""
        found: set[str] = set()
        pending: list[Expression] = [expression]
        while pending:
            for reference in walk(pending.pop(), DefinitionReference):
                if reference.key not in found:
                    found.add(reference.key)
                    pending.append(self._program.definitions[reference.key].body)
        return {key: definition for key, definition in self._program.definitions.items() if key in found}

    def _prepare(self, condition: Expression) -> Prepared:
        asked = Definition(_CONDITION, _CONDITION, condition, span=condition.span, type=condition.type)
        definitions = {**self.find_definitions(condition), _CONDITION: asked}
        read = {reference.name for reference in walk(tuple(definitions.values()), InputReference)}
        # The catalogue has allowed the values of facts already.
        inputs = {name: replace(part, allowed=None) for name, part in self._program.inputs.items() if name in read}
        return prepare(replace(self._program, inputs=inputs, definitions=definitions, services={}))


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
