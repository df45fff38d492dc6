"""The group relaxation against all whole values there are."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.policy.stacking.group import find_corner
from zhida.policy.stacking.linear import Program

BASE = 1000
AWARDS = 4
masks = st.integers(1, 2**AWARDS - 1)


def find_greatest(values, rows, limits, most) -> int:
    every = product(*(range(amount + 1) for amount in most))
    return max(
        sum(value * one for value, one in zip(values, whole, strict=True))
        for whole in every
        if all(
            sum(entry * one for entry, one in zip(row, whole, strict=True)) <= limit
            for row, limit in zip(rows, limits, strict=True)
        )
    )


@settings(max_examples=300)
@given(st.lists(st.tuples(masks, st.integers(0, 9)), max_size=7), st.tuples(*[st.integers(0, 5)] * AWARDS))
def test_nothing_whole_is_better_and_what_keeps_the_bounds_is_the_best(caps, most):
    values = [BASE**AWARDS + BASE ** (AWARDS - 1 - place) for place in range(AWARDS)]
    rows = [[mask >> place & 1 for place in range(AWARDS)] for mask, _ in caps]
    limits = [limit for _, limit in caps]
    program = Program(values, rows, limits, most)
    assert program.solve()
    corner = find_corner(program)
    greatest = find_greatest(values, rows, limits, most)
    assert corner.gain >= greatest
    if corner.split is None:
        assert corner.gain == greatest == sum(map(int.__mul__, values, corner.values[:AWARDS]))
    else:
        assert program.low[corner.split] < program.high[corner.split]


def go_step_by_step(program: Program) -> int:
    """The least loss, by going on from all remainders of all rows until nothing is shorter (Bellman and Ford)."""
    steps = [
        (program.find_loss(column), [program.find_inward(column) * row[column] for row in program.rows])
        for column in range(len(program.outside))
    ]
    losses = {tuple(row[-1] % program.scale for row in program.rows): 0}
    shorter = set(losses)
    while shorter:
        reached = {}
        for present in shorter:
            for more, change in steps:
                after = tuple((one - other) % program.scale for one, other in zip(present, change, strict=True))
                loss = losses[present] + more
                if loss < min(losses.get(after, loss + 1), reached.get(after, loss + 1)):
                    reached[after] = loss
        losses |= reached
        shorter = set(reached)
    return losses[(0,) * len(program.rows)]


@settings(max_examples=200)
@given(st.integers(0, 2**32))
def test_the_way_to_whole_values_is_the_shortest(seed):
    chance = Random(seed)
    awards = 10
    values = [BASE**awards + BASE ** (awards - 1 - place) for place in range(awards)]
    rows = [[int(place in chance.sample(range(awards), 4)) for place in range(awards)] for _ in range(10)]
    program = Program(values, rows, [chance.randint(15 * 10**5, 25 * 10**5) for _ in rows], [10**6] * awards)
    assert program.solve()
    corner = find_corner(program)
    assert corner.gain * program.scale == program.gain - go_step_by_step(program)


def test_half_cents_of_three_pairs_go_to_the_first():
    program = Program([1000100, 1000010, 1000001], [[1, 1, 0], [0, 1, 1], [1, 0, 1]], [101] * 3, [200] * 3)
    program.solve()
    assert (program.list_values()[:3], program.scale) == ([101, 101, 101], 2)
    assert find_corner(program).values == [51, 50, 50, 0, 1, 0]


def test_values_that_no_whole_ones_can_keep_have_no_corner():
    """Any two of three awards are to make 101 cents: each would be 50.5."""
    program = Program([1000100, 1000010, 1000001], [[1, 1, 0], [0, 1, 1], [1, 0, 1]], [101] * 3, [200] * 3)
    program.solve()
    for slack in (3, 4, 5):
        program.restrict(slack, 0, 0)
    assert program.solve()
    assert find_corner(program) is None
