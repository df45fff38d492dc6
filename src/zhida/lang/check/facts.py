"""Facts: what the values of an input, of its fields and of the records it lists may be.

A model says so with tests on the whole input: every field is null or passes its own. Here they are taken
apart, so that a column that tests one field knows them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeAlias

from zhida.lang.base.types import NUMBER
from zhida.lang.base.values import Inputs, Value
from zhida.lang.check.axis import Between, list_bits, make_axis
from zhida.lang.check.conditions import NOTHING, Subject, find_constants, judge
from zhida.lang.check.interval import EVERY_NUMBER, Interval, is_whole_number
from zhida.lang.check.program import Path, list_own_paths, path_of
from zhida.lang.core.tree import (
    Binding,
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    Expression,
    Field,
    Input,
    LocalReference,
    Quantification,
)

Restriction: TypeAlias = tuple[Expression, Subject]
"""A test, and what in it stands for the value that must pass."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The inputs of a program by name, the paths of the facts whose numbers are whole, and the values that are known.

    The tests of an input are taken apart when they are first asked for, and kept.
    """

    inputs: Mapping[str, Input]
    wholes: AbstractSet[Path]
    known: Inputs = field(default_factory=dict)
    _read: dict[str, Mapping[Path, list[Restriction]]] = field(default_factory=dict, compare=False, repr=False)

    def restrictions(self, path: Path) -> Sequence[Restriction]:
        """What the values of a fact must pass."""
        name = path[0]
        if name not in self._read:
            self._read[name] = _take_apart(self.inputs[name]) if name in self.inputs else {}
        return self._read[name].get(path[1:], ())

    def interval(self, path: Path) -> Interval:
        """The numbers a fact may have; one whose value is known has just that."""
        value: Value = self.known.get(path[0])
        for name in path[1:]:
            value = value.get(name) if isinstance(value, dict) else None
        if isinstance(value, Decimal):
            return Interval(value, value, is_whole_number(value))
        return replace(_read_interval(self.restrictions(path)), is_whole=path in self.wholes)


def _take_apart(input_: Input) -> Mapping[Path, list[Restriction]]:
    """The tests of an input by the fields they speak of: its own, or those of each of its items."""
    restrictions: dict[Path, list[Restriction]] = defaultdict(list)
    for test, absent in _list_tests(input_.allowed, ()) if input_.allowed is not None else ():
        for path, node in list_own_paths(test):
            if _is_part_of_value(node) and all(path[: len(other)] == other for other in absent):
                restrictions[path[1:]].append((test, Subject(node)))
    return restrictions


def _is_part_of_value(node: Expression) -> bool:
    """Whether a path starts at the value under test, or at an item of it, and not at another input."""
    return _is_part_of_value(node.source) if isinstance(node, Field) else isinstance(node, LocalReference)


def _list_tests(test: Expression, absent: tuple[Path, ...]) -> Iterator[tuple[Expression, tuple[Path, ...]]]:
    """The tests of which all must hold, each with the paths that, where they are null, excuse it."""
    match test:
        case Conjunction(operands=operands):
            for operand in operands:
                yield from _list_tests(operand, absent)
        case Disjunction(operands=(Comparison(operator="=", left=left, right=Constant(value=None)), rest)):
            path = path_of(left)
            if path is not None:
                yield from _list_tests(rest, (*absent, path))
        case Quantification(
            quantifier="every", bindings=(Binding(domain=LocalReference(name="?"), high=None),), condition=condition
        ):
            yield from _list_tests(condition, absent)
        case _:
            yield test, absent


def _read_interval(restrictions: Sequence[Restriction]) -> Interval:
    """The interval around all numbers that pass."""
    constants = [constant for test, _ in restrictions for constant in find_constants(test, NOTHING)]
    axis = make_axis(NUMBER, constants)
    passing = axis.regular
    for test, subject in restrictions:
        passing &= judge(test, subject, axis, NOTHING).may_hold
    pieces = [axis.pieces[bit] for bit in list_bits(passing)]
    if not pieces:
        return EVERY_NUMBER
    first, last = pieces[0], pieces[-1]
    low = first.low if isinstance(first, Between) else first.sample
    high = last.high if isinstance(last, Between) else last.sample
    return Interval(
        low if isinstance(low, Decimal) else EVERY_NUMBER.low, high if isinstance(high, Decimal) else EVERY_NUMBER.high
    )
