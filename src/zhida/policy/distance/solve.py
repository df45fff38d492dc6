"""A condition that does not hold → changes of facts that make it hold, found from the rows of decision tables down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from zhida.lang.base.types import BOOLEAN, NULL, NUMBER
from zhida.lang.core.tree import (
    BuiltinCall,
    Comparison,
    Conditional,
    Conjunction,
    Constant,
    DefinitionReference,
    Disjunction,
    Expression,
    Program,
    Rule,
    Table,
)
from zhida.lang.interpret.prepare import Prepared
from zhida.policy.answers import Answer
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.distance.levers import Reading, find_levers, find_reading
from zhida.policy.distance.probe import Probe, put_in_place
from zhida.policy.distance.search import find_edits
from zhida.policy.distance.situation import Plan, Situation

MOST_CHANGES = 3
"""Whoever has to change more facts is not near."""

MOST_PLANS = 12
"""Of more ways to make a condition hold, the first are followed."""

MOST_LEVELS = 6
"""Definitions are followed into tables so deep."""

_Ways: TypeAlias = "list[tuple[Expression, ...]]"


class Solver:
    """Finds changes for the conditions of one program.

    What does not depend on the firm is found once: the goal of an answer, the goals below a goal, what a goal reads.
    """

    def __init__(self, program: Program, prepared: Prepared) -> None:
        self._program = program
        self._probe = Probe(program, prepared)
        self._goals: dict[str, Expression] = {}
        self._split_goals: dict[int, tuple[Expression, _Ways | None]] = {}
        self._readings: dict[int, Reading] = {}

    def find_goal(self, answer: Answer) -> Expression:
        """What has to hold of the definition of a clause for a firm to obtain it."""
        if answer.key not in self._goals:
            self._goals[answer.key] = _make_goal(answer)
        return self._goals[answer.key]

    def solve(self, goal: Expression, situation: Situation, levels: int = MOST_LEVELS) -> tuple[Plan, ...]:
        """Changes that make the goal hold, each by itself enough; one empty plan if it holds already."""
        if self._probe.holds(goal, situation):
            return ((),)
        if isinstance(goal, Constant) or levels == 0:
            return ()
        ways = self._split(goal)
        plans = self._move(goal, situation) if ways is None else self._follow(ways, situation, levels - 1)
        return _take(plans)

    def _follow(self, ways: _Ways, situation: Situation, levels: int) -> Iterator[Plan]:
        for goals in ways:
            yield from self._solve_all(goals, situation, levels)

    def _solve_all(self, goals: tuple[Expression, ...], situation: Situation, levels: int) -> tuple[Plan, ...]:
        """Changes that make all goals hold, one after the other."""
        plans: tuple[Plan, ...] = ((),)
        for goal in goals:
            plans = _take((*plan, *more) for plan in plans for more in self.solve(goal, situation.change(plan), levels))
        return plans

    def _move(self, goal: Expression, situation: Situation) -> Iterator[Plan]:
        """One fact moved as far as it takes."""

        def holds(changed: Situation) -> bool:
            return self._probe.holds(goal, changed)

        levers = find_levers(self._read(goal), situation)
        for place in levers.places:
            yield from ((edit,) for edit in find_edits(place, levers, situation, holds))

    def _read(self, goal: Expression) -> Reading:
        if id(goal) not in self._readings:
            self._readings[id(goal)] = find_reading(self._probe.look_up(goal).whole)
        return self._readings[id(goal)]

    def _split(self, goal: Expression) -> _Ways | None:
        """The goals below a goal, made once: each way is a tuple of goals that together suffice; None if it has no parts."""
        if id(goal) not in self._split_goals:
            self._split_goals[id(goal)] = (goal, self._find_ways(goal))
        return self._split_goals[id(goal)][1]

    def _find_ways(self, goal: Expression) -> _Ways | None:
        match goal:
            case Conjunction(operands=operands):
                return [operands]
            case Disjunction(operands=operands):
                return [(operand,) for operand in operands]
            case DefinitionReference(key=key):
                wanted = Comparison("=", goal, _constant_true(goal), span=goal.span, type=BOOLEAN)
                return self._split_definition(wanted, self._program.definitions[key].body)
            case Comparison(left=DefinitionReference(key=key)):
                return self._split_definition(goal, self._program.definitions[key].body)
        return None

    def _split_definition(self, goal: Comparison, body: Expression) -> _Ways | None:
        """A comparison with a definition as goals about what defines it."""
        match body:
            case Table(outputs=(_,), hit_policy="UNIQUE" | "ANY" | "FIRST" | "PRIORITY"):
                return [tuple(_list_conditions(body, rule, goal)) for rule in body.rules]
            case Conditional(condition=condition, consequence=consequence, alternative=alternative):
                denied = BuiltinCall("not", (condition,), span=condition.span, type=BOOLEAN)
                return [
                    (condition, replace(goal, left=consequence)),
                    (denied, replace(goal, left=alternative)),
                ]
            case DefinitionReference():
                return [(replace(goal, left=body),)]
        is_true = goal.operator == "=" and isinstance(goal.right, Constant) and goal.right.value is True
        return [(body,)] if is_true and isinstance(body, Conjunction | Disjunction | Comparison) else None


def _make_goal(answer: Answer) -> Expression:
    """What has to hold of the definition of a clause for a firm to obtain it."""
    span = answer.clause.span
    match answer.kind:
        case ClauseKind.AWARD | ClauseKind.RELIEF:
            amount = DefinitionReference(answer.most_key, span=span, type=NUMBER)
            return Comparison(">", amount, Constant(Decimal(0), span=span, type=NUMBER), span=span, type=BOOLEAN)
        case ClauseKind.CLASSIFICATION:
            nothing = Constant(None, span=span, type=NULL)
            return Comparison("!=", DefinitionReference(answer.key, span=span), nothing, span=span, type=BOOLEAN)
    return DefinitionReference(answer.key, span=span, type=BOOLEAN)


def _list_conditions(table: Table, rule: Rule, goal: Comparison) -> Iterator[Expression]:
    """What it takes for a row to match and yield what is wanted; a constant result comes first, for it may say no at once."""
    result = replace(goal, left=rule.results[0])
    conditions = (put_in_place(test, column.expression) for column, test in zip(table.inputs, rule.tests, strict=True))
    is_constant = isinstance(result.left, Constant)
    yield from (result, *conditions) if is_constant else (*conditions, result)


def _constant_true(goal: Expression) -> Constant:
    return Constant(value=True, span=goal.span, type=BOOLEAN)


def _take(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """The first plans that are not too long."""
    taken: list[Plan] = []
    for plan in plans:
        if len(plan) <= MOST_CHANGES and plan not in taken:
            taken.append(plan)
        if len(taken) == MOST_PLANS:
            break
    return tuple(taken)
