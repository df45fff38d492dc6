"""The relations of points and ranges against a brute-force model: sets of half steps between small whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import product

import pytest

from zhida.lang.base.values import Range
from zhida.lang.interpret.builtins.ranges import RANGES

SMALL = range(4)


def make_ranges() -> list[Range]:
    """Every range between small numbers that holds something."""
    ranges = [
        Range(Decimal(low), Decimal(high), low_closed, high_closed)
        for low, high, low_closed, high_closed in product(SMALL, SMALL, [True, False], [True, False])
        if low < high or (low == high and low_closed and high_closed)
    ]
    unbounded = [
        Range(None, Decimal(high), low_closed=False, high_closed=closed) for high in SMALL for closed in (True, False)
    ]
    return [*ranges, *unbounded]


def members(range_: Range) -> frozenset[Decimal]:
    """The quarter steps in the range, from below every number of the model to above."""
    steps = [Decimal(step) / 4 for step in range(-4, 21)]
    return frozenset(step for step in steps if is_inside(step, range_))


def is_inside(step: Decimal, range_: Range) -> bool:
    above = range_.low is None or (step >= range_.low if range_.low_closed else step > range_.low)
    below = step <= range_.high if range_.high_closed else step < range_.high
    return above and below


RANGE_LIST = make_ranges()
Sets = frozenset[Decimal]

MODEL: dict[str, Callable[[Sets, Sets], bool]] = {
    "before": lambda one, other: max(one) < min(other),
    "after": lambda one, other: min(one) > max(other),
    "overlaps": lambda one, other: bool(one & other),
    "during": lambda one, other: one <= other,
    "includes": lambda one, other: one >= other,
    "overlaps before": lambda one, other: bool(one & other) and min(one) < min(other) and max(one) <= max(other),
    "overlaps after": lambda one, other: bool(one & other) and min(one) > min(other) and max(one) >= max(other),
    "starts": lambda one, other: min(one) == min(other) and max(one) <= max(other),
    "finishes": lambda one, other: max(one) == max(other) and min(one) >= min(other),
    "coincides": lambda one, other: one == other,
}


@pytest.mark.parametrize("name", MODEL)
def test_a_relation_is_that_of_the_sets(name):
    for one, other in product(RANGE_LIST, RANGE_LIST):
        assert RANGES[name](one, other) is MODEL[name](members(one), members(other)), (one, other)


@pytest.mark.parametrize("name", ["before", "after", "during", "starts", "finishes"])
def test_a_point_is_a_range_of_one_value(name):
    for number, other in product(SMALL, RANGE_LIST):
        point = Decimal(number)
        single = Range(point, point, low_closed=True, high_closed=True)
        expected = {
            "starts": min(members(other)) == point,
            "finishes": max(members(other)) == point,
        }.get(name, RANGES[name](single, other))
        assert RANGES[name](point, other) is expected, (point, other)


@pytest.mark.parametrize(
    ("name", "inverse"),
    [
        ("before", "after"),
        ("meets", "met by"),
        ("starts", "started by"),
        ("finishes", "finished by"),
        ("during", "includes"),
        ("overlaps", "overlaps"),
        ("coincides", "coincides"),
    ],
)
def test_a_relation_and_its_inverse(name, inverse):
    for one, other in product(RANGE_LIST, RANGE_LIST):
        assert RANGES[name](one, other) is RANGES[inverse](other, one)


def test_ranges_meet_where_both_hold_the_same_end():
    for one, other in product(RANGE_LIST, RANGE_LIST):
        expected = one.high_closed and other.low_closed and one.high == other.low
        assert RANGES["meets"](one, other) is expected
