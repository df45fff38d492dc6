"""Until when a plan obtains a clause: policies end, ages are reached, and accounts give way to those of the next year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.answers import Answer
from zhida.policy.distance.plans import judge_plan
from zhida.policy.distance.situation import Edit, Plan, Situation
from zhida.policy.entitlement import Status
from zhida.policy.pack import Pack

HORIZON = dt.timedelta(days=3653)
"""Ten years: a plan that still obtains the clause then has no deadline worth telling."""


def find_deadline(plan: Plan, pack: Pack, answer: Answer, situation: Situation) -> dt.date | None:
    """A day on which the plan still obtains the clause while on the next it does not; None if the end is not in sight.

    What a plan dates on the reference date is done on the day in question: a certificate of that day, valid on that day.
    """
    first = situation.on.to_python()
    end = pack.metadata.in_force.end
    last = min(end or dt.date.max, first + HORIZON)

    def obtains(day: dt.date) -> bool:
        then = Situation(situation.facts, Date.from_python(day), situation.catalogue)
        later = tuple(Edit(edit.place, _postpone(edit.value, situation.on, then.on)) for edit in plan)
        return judge_plan(later, pack, answer, then).status is Status.ENTITLED

    if obtains(last):
        return end if last == end else None
    return _find_last(first, last, obtains)


def _find_last(holding: dt.date, failing: dt.date, obtains: Callable[[dt.date], bool]) -> dt.date:
    while (days := (failing - holding).days) > 1:
        middle = holding + dt.timedelta(days=days // 2)
        holding, failing = (middle, failing) if obtains(middle) else (holding, middle)
    return holding


def _postpone(value: Value, on: Date, then: Date) -> Value:
    """The value with the one day in place of the other."""
    match value:
        case Date() if value == on:
            return then
        case list():
            return [_postpone(one, on, then) for one in value]
        case dict():
            return {name: _postpone(one, on, then) for name, one in value.items()}
        case _:
            return value
