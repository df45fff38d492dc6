"""The best combination against every combination there is, and the laws it obeys."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.policy.stacking.problem import Cap, Problem, list_places
from zhida.policy.stacking.solve import find_best


def is_lawful(problem: Problem, granted: tuple[int, ...]) -> bool:
    taken = sum(1 << place for place, amount in enumerate(granted) if amount)
    return (
        all(0 <= amount <= most for amount, most in zip(granted, problem.amounts, strict=True))
        and not any(problem.conflicts[place] & taken for place in list_places(taken))
        and all(
            not cap.owners & taken or sum(granted[place] for place in list_places(cap.members)) <= cap.limit
            for cap in problem.caps
        )
    )


def try_everything(problem: Problem) -> tuple[int, ...]:
    """Every amount of every award."""
    every = product(*(range(amount + 1) for amount in problem.amounts))
    return max((sum(granted), granted) for granted in every if is_lawful(problem, granted))[1]


@st.composite
def problems(draw: st.DrawFn, most: int = 5, amount: int = 4) -> Problem:
    count = draw(st.integers(1, most))
    edges = draw(st.sets(st.sampled_from(pairs))) if (pairs := list(combinations(range(count), 2))) else set()
    conflicts = [0] * count
    for one, other in edges:
        conflicts[one] |= 1 << other
        conflicts[other] |= 1 << one
    masks = st.integers(1, (1 << count) - 1)
    caps = []
    for _ in range(draw(st.integers(0, 4))):
        members = draw(masks)
        owners = draw(st.sampled_from([members, members & draw(masks) or members]))
        caps.append(Cap(draw(st.integers(0, amount * count)), members, owners))
    amounts = draw(st.tuples(*([st.integers(0, amount)] * count)))
    return Problem(amounts, tuple(conflicts), tuple(caps))


@settings(max_examples=600)
@given(problems())
def test_it_is_the_best_of_all_combinations(problem):
    assert find_best(problem) == try_everything(problem)


def cross(seed: int, awards: int, amount: int, caps: int, most: int = 3) -> Problem:
    """Caps of about half of any two to ``most`` awards: many are tight, and their linear programs part cents."""
    chance = Random(seed)
    amounts = tuple(chance.randint(1, amount) for _ in range(awards))
    stated = []
    for _ in range(caps):
        places = chance.sample(range(awards), chance.randint(2, most))
        limit = sum(amounts[place] for place in places) * chance.randint(4, 7) // 10
        members = sum(1 << place for place in places)
        stated.append(Cap(limit, members, members))
    return Problem(amounts, (0,) * awards, tuple(stated))


seeds = st.integers(0, 2**32)


@settings(max_examples=400)
@given(seeds, st.sampled_from([(5, 3, 8), (6, 2, 14)]))
def test_caps_that_cross_are_shared_to_the_cent(seed, size):
    problem = cross(seed, *size)
    assert find_best(problem) == try_everything(problem)


@settings(max_examples=60)
@given(seeds, st.randoms(use_true_random=False))
def test_no_exchange_of_cents_under_caps_that_cross_is_better_and_their_order_does_not_matter(seed, random):
    problem = cross(seed, awards=9, amount=10**9, caps=14, most=5)
    granted = find_best(problem)
    assert is_lawful(problem, granted)
    for places in combinations(range(len(granted)), 3):
        for steps in product((-2, -1, 0, 1, 2), repeat=3):
            other = list(granted)
            for place, step in zip(places, steps, strict=True):
                other[place] += step
            assert (sum(other), other) <= (sum(granted), list(granted)) or not is_lawful(problem, tuple(other))
    caps = list(problem.caps)
    random.shuffle(caps)
    assert find_best(replace(problem, caps=tuple(caps))) == granted


@given(problems(most=4, amount=10**13))
def test_amounts_of_any_size_are_lawful(problem):
    assert is_lawful(problem, find_best(problem))


@given(problems(most=9, amount=30), st.randoms(use_true_random=False))
def test_the_order_of_the_awards_does_not_change_the_sum(problem, random):
    places = list(range(len(problem.amounts)))
    random.shuffle(places)
    assert sum(find_best(problem.part(places))) == sum(find_best(problem))


@given(problems(most=9, amount=30), st.data())
def test_a_higher_limit_never_lowers_the_sum(problem, data):
    if not problem.caps:
        return
    place = data.draw(st.integers(0, len(problem.caps) - 1))
    more = data.draw(st.integers(1, 20))
    caps = [replace(cap, limit=cap.limit + more * (n == place)) for n, cap in enumerate(problem.caps)]
    assert sum(find_best(replace(problem, caps=tuple(caps)))) >= sum(find_best(problem))


@given(problems(most=9, amount=30), st.data())
def test_a_rule_less_never_lowers_the_sum(problem, data):
    if not problem.caps:
        return
    place = data.draw(st.integers(0, len(problem.caps) - 1))
    fewer = replace(problem, caps=problem.caps[:place] + problem.caps[place + 1 :])
    assert sum(find_best(fewer)) >= sum(find_best(problem))


def test_overlapping_caps_share_to_the_cent():
    """Three pairs of at most 100: the half cents of a linear program would give 150 in all as well; 101 leaves one cent."""
    pairs = (0b011, 0b110, 0b101)
    assert find_best(Problem((100,) * 3, (0,) * 3, tuple(Cap(100, pair, pair) for pair in pairs))) == (50, 50, 50)
    assert find_best(Problem((101,) * 3, (0,) * 3, tuple(Cap(101, pair, pair) for pair in pairs))) == (51, 50, 50)


@pytest.mark.parametrize("amount", [5, 100, 10**8])
def test_forty_awards_under_thirty_caps_that_cross_end(amount):
    """Small amounts are near all bounds; great ones are parted by determinants of all kinds."""
    problem = cross(amount, 40, amount, caps=30, most=12)
    granted = find_best(problem)
    turned = find_best(problem.part(range(39, -1, -1)))
    assert is_lawful(problem, granted)
    assert sum(turned) == sum(granted)
    assert turned >= granted[::-1]
    assert granted >= turned[::-1]


def test_an_award_that_tops_up_gives_the_difference():
    tops_up = Cap(100, 0b11, 0b01)
    assert find_best(Problem((100, 60), (0, 0), (tops_up,))) == (100, 0)
    assert find_best(Problem((60, 100), (0, 0), (Cap(100, 0b11, 0b10),))) == (60, 40)
    assert find_best(Problem((120, 100), (0, 0), (Cap(100, 0b11, 0b10),))) == (120, 0)
