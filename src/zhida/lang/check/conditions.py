"""Conditions: what a test of a table says of each piece of an axis, in three-valued logic.

A test that compares ``?`` with constants holds, fails or is null on a whole piece. Of a test that reads
anything else (another input, a function) only bounds are known; they are kept, and nothing is concluded beyond them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.temporal import NANOSECONDS_OF_DAY, Date, DaysDuration, MonthsDuration, add_days, add_months
from zhida.lang.base.types import BOOLEAN
from zhida.lang.base.values import Range, Value
from zhida.lang.check.axis import ORDERED, Axis, Mask, type_of
from zhida.lang.core.calls import make_constant
from zhida.lang.core.tree import (
    Arithmetic,
    BuiltinCall,
    Coercion,
    Comparison,
    ComparisonOperator,
    Conjunction,
    Constant,
    Disjunction,
    Expression,
    InputReference,
    ListOf,
    LocalReference,
    Membership,
    Node,
    RangeOf,
)
from zhida.lang.core.walk import walk

_TURNED: dict[ComparisonOperator, ComparisonOperator] = {
    "=": "=",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}


Given: TypeAlias = Mapping[str, Value]
"""Inputs whose values are taken as given, by name."""

NOTHING: Given = MappingProxyType({})
"""No input is given."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a condition surely holds, may hold, surely fails and may fail; neither is null."""

    holds: Mask
    may_hold: Mask
    fails: Mask
    may_fail: Mask

    def is_known_on(self, mask: Mask) -> bool:
        """Whether it is told of every piece of the mask if the condition holds there."""
        return not (self.holds ^ self.may_hold) & mask


@dataclass(frozen=True, slots=True)
class Subject:
    """What a column really tests: ``expression``, and for a column that is itself a condition on it, that condition.

    The column ``本年.营业收入 > 500万`` with the cell ``true`` tests 本年.营业收入.
    """

    expression: Expression
    condition: Expression | None = None


def find_subject(expression: Expression) -> Subject:
    """The subject of a column's heading."""
    subjects = list(_iterate_subjects(expression)) if expression.type == BOOLEAN else []
    if not subjects or subjects[0] is None or any(subject != subjects[0] for subject in subjects):
        return Subject(expression)
    return Subject(subjects[0], expression)


def find_constants(expression: Expression, given: Given) -> Iterator[Value]:
    """The constants below an expression, those at which an axis must be cut among them."""
    for node in walk(expression, Node):
        constant = as_constant(node, given)
        if constant is not None:
            yield from _list_ends(constant.value)


def as_constant(node: Node, given: Given = NOTHING) -> Constant | None:
    """The node as a constant: a literal, an input that is ``given``, or a day so far from one; else None."""
    match node:
        case Constant():
            return node
        case InputReference(name=name) if name in given:
            return _make_constant(given[name], node)
        case Coercion(operand=operand, type=type_) if operand.type == type_:
            return as_constant(operand, given)
        case Arithmetic(operator="+" | "-" as operator, left=left, right=right):
            date, distance = as_constant(left, given), as_constant(right, given)
            if date is not None and distance is not None:
                return _make_constant(_shift(date.value, distance.value, 1 if operator == "+" else -1), node)
    return None


def _make_constant(value: Value, node: Node) -> Constant | None:
    return None if value is None else make_constant(value, node.span)


def _shift(date: Value, distance: Value, direction: int) -> Value:
    """A day some days or months from another; None for anything else."""
    match date, distance:
        case Date(), MonthsDuration(total=months):
            return add_months(date, direction * months)
        case Date(), DaysDuration(nanoseconds=nanoseconds) if nanoseconds % NANOSECONDS_OF_DAY == 0:
            return add_days(date, direction * (nanoseconds // NANOSECONDS_OF_DAY))
    return None


def judge(test: Expression, subject: Subject, axis: Axis, given: Given) -> Truth:
    """What a test over ``?`` says of each piece of the subject's axis, when some inputs are given."""
    return _Judge(axis, subject.expression, subject.condition, given).judge(test)


@dataclass(frozen=True, slots=True)
class _Judge:
    axis: Axis
    subject: Expression
    condition: Expression | None
    given: Given

    def judge(self, test: Expression) -> Truth:
        match test:
            case Constant(value=bool() | None as value):
                return self._judge_constant(value)
            case LocalReference(name="?"):
                return self._judge_input()
            case Conjunction(operands=operands):
                return _conjoin([self.judge(operand) for operand in operands])
            case Disjunction(operands=operands):
                return _turn(_conjoin([_turn(self.judge(operand)) for operand in operands]))
            case BuiltinCall(name="not", arguments=(operand,)):
                return _turn(self.judge(operand))
            case Comparison(operator=operator, left=left, right=right):
                return self._judge_comparison(operator, left, right)
            case Membership(value=value, test=inner) if self._is_input(value):
                return self._judge_membership(inner)
        return self._unknown

    @property
    def _unknown(self) -> Truth:
        return Truth(0, self.axis.universe, 0, self.axis.universe)

    def _judge_constant(self, value: Value) -> Truth:
        holds = self.axis.universe if value is True else 0
        fails = self.axis.universe if value is False else 0
        return Truth(holds, holds, fails, fails)

    def _judge_input(self) -> Truth:
        if self.condition is not None:
            return _Judge(self.axis, self.subject, None, self.given).judge(self.condition)
        return self._compare("=", value=True) if self.axis.type == BOOLEAN else self._unknown

    def _judge_comparison(self, operator: ComparisonOperator, left: Expression, right: Expression) -> Truth:
        constant = as_constant(right, self.given)
        if constant is None:
            constant, left, operator = as_constant(left, self.given), right, _TURNED[operator]
        if constant is None:
            return self._unknown
        if self._is_input(left):
            return self._compare(operator, constant.value)
        if isinstance(constant.value, bool) and operator in {"=", "!="}:
            same = _equate(self.judge(left), self.axis.universe, constant.value)
            return same if operator == "=" else _turn(same)
        return self._unknown

    def _judge_membership(self, test: Expression) -> Truth:
        constant = as_constant(test, self.given)
        match test:
            case _ if constant is not None:
                return self._judge_member(constant.value)
            case ListOf(items=items):
                return _turn(_conjoin([_turn(self._judge_membership(item)) for item in items]))
            case RangeOf(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
                ends = [None if end is None else as_constant(end, self.given) for end in (low, high)]
                if (ends[0] is None) is (low is None) and (ends[1] is None) is (high is None):
                    values = [None if end is None else end.value for end in ends]
                    return self._judge_range(Range(values[0], values[1], low_closed, high_closed))
        return self._unknown

    def _judge_member(self, value: Value) -> Truth:
        match value:
            case Range():
                return self._judge_range(value)
            case list():
                return _turn(_conjoin([_turn(self._judge_member(item)) for item in value]))
            case bool() if self.axis.type != BOOLEAN:
                return self._unknown
        return self._compare("=", value)

    def _judge_range(self, range_: Range) -> Truth:
        parts = []
        if range_.low is not None:
            parts.append(self._compare(">=" if range_.low_closed else ">", range_.low))
        if range_.high is not None:
            parts.append(self._compare("<=" if range_.high_closed else "<", range_.high))
        truth = _conjoin(parts)
        others = self.axis.strange | self.axis.null
        return Truth(truth.holds, truth.may_hold, truth.fails & ~others, truth.may_fail | others)

    def _is_input(self, expression: Expression) -> bool:
        if self.condition is not None:
            return False
        return expression == self.subject or (isinstance(expression, LocalReference) and expression.name == "?")

    def _compare(self, operator: ComparisonOperator, value: Value) -> Truth:
        if operator == "!=":
            return _turn(self._compare("=", value))
        if value is None:
            return self._compare_null(operator)
        here = self.axis.find(value)
        if not here or (operator != "=" and type_of(value) not in ORDERED):
            return self._unknown
        if operator == "=":
            return self._separate(here, self.axis.universe & ~here)
        below = here - 1
        above = self.axis.regular & ~(below | here)
        match operator:
            case "<":
                return self._separate(below, above | here)
            case "<=":
                return self._separate(below | here, above)
            case ">":
                return self._separate(above, below | here)
        return self._separate(above | here, below)

    def _compare_null(self, operator: ComparisonOperator) -> Truth:
        if operator == "=":
            return self._separate(self.axis.null, self.axis.universe & ~self.axis.null)
        return self._separate(0, 0)

    def _separate(self, holds: Mask, fails: Mask) -> Truth:
        """Holds here, fails there; whether it fails or is null on a value of another type is left open."""
        strange = self.axis.strange
        return Truth(holds, holds, fails & ~strange, fails | strange)


def _conjoin(truths: list[Truth]) -> Truth:
    """``and`` in Kleene's logic. Of none at all: -1 stands for every piece."""
    holds, may_hold, fails, may_fail = -1, -1, 0, 0
    for truth in truths:
        holds &= truth.holds
        may_hold &= truth.may_hold
        fails |= truth.fails
        may_fail |= truth.may_fail
    return Truth(holds, may_hold, fails, may_fail)


def _turn(truth: Truth) -> Truth:
    """``not`` in Kleene's logic."""
    return Truth(truth.fails, truth.may_fail, truth.holds, truth.may_hold)


def _equate(truth: Truth, universe: Mask, value: Value) -> Truth:
    """``condition = value``, false where the condition is null."""
    matching = truth if value is True else _turn(truth)
    return Truth(matching.holds, matching.may_hold, universe & ~matching.may_hold, universe & ~matching.holds)


def _iterate_subjects(expression: Expression) -> Iterator[Expression | None]:
    """What the comparisons of a condition compare with constants; None for anything else."""
    match expression:
        case (
            Conjunction(operands=operands)
            | Disjunction(operands=operands)
            | BuiltinCall(name="not", arguments=operands)
        ):
            for operand in operands:
                yield from _iterate_subjects(operand)
        case Comparison(left=left, right=right):
            sides = [side for side in (left, right) if as_constant(side) is None]
            yield sides[0] if len(sides) == 1 else None
        case Membership(value=value):
            yield value
        case _:
            yield None


def _list_ends(value: Value) -> Iterator[Value]:
    match value:
        case list():
            for item in value:
                yield from _list_ends(item)
        case Range(low=low, high=high):
            yield from (end for end in (low, high) if end is not None)
        case _:
            yield value
