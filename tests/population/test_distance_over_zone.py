"""Every distance told of a synthetic firm is true: the changed facts obtain the clause, and one step less does not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from zhida.lang.base.temporal import Date, add_days
from zhida.lang.base.values import Value
from zhida.policy.answers import Answer
from zhida.policy.distance.find import find_distances
from zhida.policy.distance.plans import find_plans
from zhida.policy.distance.situation import Edit, Plan, Situation
from zhida.policy.entitlement import Status, compute_entitlement
from zhida.policy.facts import Fact
from zhida.policy.firm import Firm, read_firm
from zhida.policy.pack import Pack, load_packs
from zhida.population.zone import generate_zone

LIBRARY = load_packs(Path(__file__).parents[2] / "packs")
ON = dt.date(2026, 6, 30)
FIRMS = [
    read_firm(json.dumps(record).encode(), "firm.json", LIBRARY.catalogue)
    for record in generate_zone(LIBRARY.catalogue, 4, 20, ON)
]


def find_all(firm: Firm) -> Iterator[tuple[Pack, Answer, Situation, Plan]]:
    """Every plan for every clause of every pack, whether it is in force or not."""
    situation = Situation(firm.facts, Date.from_python(ON), LIBRARY.catalogue)
    for pack in LIBRARY.packs.values():
        for answer in pack.answers:
            yield from ((pack, answer, situation, plan) for plan in find_plans(pack, answer, situation))


def compute_status(pack: Pack, answer: Answer, situation: Situation, plan: Plan) -> Status:
    return compute_entitlement(pack, answer, situation.change(plan).inputs).status


def step_back(before: Value, after: Value, fact: Fact) -> Value:
    """The value one step nearer to what it was."""
    if isinstance(before, Date) and isinstance(after, Date):
        return add_days(after, 1 if after.number < before.number else -1)
    assert isinstance(before, Decimal)
    assert isinstance(after, Decimal)
    return after + Decimal(1 if after < before else -1).scaleb(-(fact.kind.decimals or 0))


@pytest.mark.parametrize("firm", FIRMS, ids=lambda firm: firm.name)
def test_distances_are_true_and_least(firm: Firm) -> None:
    found = 0
    for pack, answer, situation, plan in find_all(firm):
        found += 1
        assert compute_status(pack, answer, situation, ()) is not Status.ENTITLED
        assert compute_status(pack, answer, situation, plan) is Status.ENTITLED
        for edit in plan:
            without = tuple(other for other in plan if other is not edit)
            assert compute_status(pack, answer, situation, without) is not Status.ENTITLED
        if len(plan) == 1:
            assert_least(pack, answer, situation, plan[0])
    assert found > 0


def assert_least(pack: Pack, answer: Answer, situation: Situation, edit: Edit) -> None:
    before, fact = situation.read(edit.place), situation.find_fact(edit.place)
    if fact is None or isinstance(before, bool) or not isinstance(before, Decimal | Date):
        return
    nearer = replace(edit, value=step_back(before, edit.value, fact))
    assert compute_status(pack, answer, situation, (nearer,)) is not Status.ENTITLED


def test_those_within_reach_come_first_and_the_larger_gain_before_the_smaller() -> None:
    for firm in FIRMS[:2]:
        for pack in LIBRARY.packs.values():
            for answer in pack.answers:
                found = find_distances(pack, answer, firm, ON, LIBRARY.catalogue)
                keys = [(not one.is_reachable, -(one.amount or Decimal(0)), one.size) for one in found]
                assert keys == sorted(keys)
