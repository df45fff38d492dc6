"""The best combination against every combination there is, and the laws it obeys."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

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


def test_an_award_that_tops_up_gives_the_difference():
    tops_up = Cap(100, 0b11, 0b01)
    assert find_best(Problem((100, 60), (0, 0), (tops_up,))) == (100, 0)
    assert find_best(Problem((60, 100), (0, 0), (Cap(100, 0b11, 0b10),))) == (60, 40)
    assert find_best(Problem((120, 100), (0, 0), (Cap(100, 0b11, 0b10),))) == (120, 0)
