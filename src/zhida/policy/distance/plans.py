"""The least plans with which a firm obtains a clause.

Where plans come from is a search; that they are right is not: each is computed again with the changed facts, and what is
not needed of it is taken back, down to the smallest step of the fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.answers import Answer
from zhida.policy.distance.search import find_boundary, is_allowed
from zhida.policy.distance.situation import Edit, Plan, Situation
from zhida.policy.entitlement import Finding, Status, judge_answer
from zhida.policy.pack import Pack


def find_plans(pack: Pack, answer: Answer, situation: Situation) -> Iterator[Plan]:
    """Every plan found, once, with nothing in it that is not needed; none if the clause is obtained as it is."""
    if _obtains((), pack, answer, situation):
        return
    found: list[Plan] = []
    for plan in pack.solver.solve(pack.solver.find_goal(answer), situation):
        if _is_of_facts_told(plan, situation) and _obtains(plan, pack, answer, situation):
            least = _minimise(plan, pack, answer, situation)
            if least not in found:
                found.append(least)
                yield least


def judge_plan(plan: Plan, pack: Pack, answer: Answer, situation: Situation) -> Finding:
    """What the clause answers after the changes."""
    return judge_answer(pack, answer, situation.change(plan).inputs, situation.fitted)


def _is_of_facts_told(plan: Plan, situation: Situation) -> bool:
    """Whether a plan changes what is there: not the fields of a record it has itself added."""
    return all(situation.read(edit.place) is not None for edit in plan)


def _obtains(plan: Plan, pack: Pack, answer: Answer, situation: Situation) -> bool:
    return judge_plan(plan, pack, answer, situation).status is Status.ENTITLED


def _minimise(plan: Plan, pack: Pack, answer: Answer, situation: Situation) -> Plan:
    """The plan without what it does not need, every number and day as near as can be to what it is."""
    for edit in plan:
        without = tuple(other for other in plan if other is not edit)
        plan = without if _obtains(without, pack, answer, situation) else plan
    for index in range(len(plan)):
        plan = (*plan[:index], _shrink(plan, index, pack, answer, situation), *plan[index + 1 :])
    return plan


def _shrink(plan: Plan, index: int, pack: Pack, answer: Answer, situation: Situation) -> Edit:
    """One edit of a plan taken back as far as can be."""
    edit = plan[index]
    fact, before = situation.find_fact(edit.place), situation.read(edit.place)
    if fact is None or isinstance(before, bool) or not isinstance(before, Decimal | Date):
        return edit

    def obtains(value: Value) -> bool:
        changed = (*plan[:index], Edit(edit.place, value), *plan[index + 1 :])
        return is_allowed(value, edit.place, fact, situation) and _obtains(changed, pack, answer, situation)

    return Edit(edit.place, find_boundary(before, edit.value, fact, obtains))
