"""Linear programs in whole numbers: the optimum against all corners there are, and changes against a new beginning."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from zhida.policy.stacking.linear import Program

VALUES = [10**12 + 10**8, 10**12 + 10**4, 10**12 + 1]


@dataclass(frozen=True)
class Stated:
    rows: list[list[int]]
    limits: list[int]
    most: list[int]

    def make(self, rows=None) -> Program:
        count = len(self.rows) if rows is None else rows
        return Program(VALUES, self.rows[:count], self.limits[:count], self.most)


rows = st.lists(st.integers(0, 1), min_size=3, max_size=3)
stated = st.lists(rows, max_size=4).flatmap(
    lambda rows: st.builds(
        Stated,
        st.just(rows),
        st.lists(st.integers(0, 12), min_size=len(rows), max_size=len(rows)),
        st.lists(st.integers(0, 6), min_size=3, max_size=3),
    )
)


def gain(program: Program) -> Fraction:
    return Fraction(program.gain, program.scale)


def find_greatest(stated: Stated, low, high) -> Fraction | None:
    """The best point of a grid that holds all corners: determinants of three rows of 0 and 1 are at most 2."""
    steps = [
        [Fraction(n, 2) for n in range(2 * least, 2 * greatest + 1)] for least, greatest in zip(low, high, strict=True)
    ]
    found = (
        sum(value * one for value, one in zip(VALUES, point, strict=True))
        for point in product(*steps)
        if all(
            sum(entry * one for entry, one in zip(row, point, strict=True)) <= limit
            for row, limit in zip(stated.rows, stated.limits, strict=True)
        )
    )
    return max(found, default=None)


@given(stated)
def test_it_is_the_greatest_gain_of_all_corners(stated):
    program = stated.make()
    assert program.solve()
    assert gain(program) == find_greatest(stated, [0, 0, 0], stated.most)


@given(stated, st.integers(0, 2), st.data())
def test_narrower_bounds_are_as_if_they_had_always_been(stated, place, data):
    program = stated.make()
    program.solve()
    low = data.draw(st.integers(0, stated.most[place]))
    high = data.draw(st.integers(low, stated.most[place]))
    program.restrict(place, low, high)
    bounds = [0, 0, 0], [*stated.most]
    bounds[0][place], bounds[1][place] = low, high
    assert (gain(program) if program.solve() else None) == find_greatest(stated, *bounds)


@given(stated)
def test_a_row_that_comes_later_is_as_if_it_had_always_been(stated):
    program = stated.make(rows=0)
    for row, limit in zip(stated.rows, stated.limits, strict=True):
        program.solve()
        program.add_row(row, limit)
    program.solve()
    whole = stated.make()
    whole.solve()
    assert (gain(program), [Fraction(one, program.scale) for one in program.list_values()]) == (
        gain(whole),
        [Fraction(one, whole.scale) for one in whole.list_values()],
    )


@given(stated)
def test_parts_hold_all_whole_values_and_no_other(stated):
    program = stated.make()
    program.solve()
    place = max(range(3), key=lambda place: stated.most[place])
    if stated.most[place]:
        lower, upper = program.part(place)
        assert (lower.low[place], upper.high[place]) == (0, stated.most[place])
        assert lower.high[place] + 1 == upper.low[place]


def test_bounds_that_cannot_be_kept_are_told():
    program = Program([5, 4], [[1, 1]], [3], [3, 3])
    program.solve()
    program.restrict(0, 2, 3)
    assert program.solve()
    program.restrict(1, 2, 3)
    assert not program.solve()
