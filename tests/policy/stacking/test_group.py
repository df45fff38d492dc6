"""The group relaxation against all whole values there are."""

from __future__ import annotations

from itertools import product

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
