import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.population.zone.dice import Dice, Weighted, exponential

numbers = st.integers(-(2**80), 2**80)


@given(st.floats(-600, 600))
def test_the_exponential_is_that_of_the_mathematics_library(power):
    assert exponential(power) == pytest.approx(math.exp(power), rel=1e-13)


def test_throws_are_fixed_for_ever():
    dice = Dice(7, 3)
    assert [dice.below(1000) for _ in range(5)] == [43, 418, 515, 711, 392]
    assert dice.normal() == 1.463279387693556
    assert dice.lognormal(0.5) == 0.7635564978334555


@given(numbers, st.integers(0, 10**6), st.integers(-50, 50), st.integers(0, 100))
def test_what_lies_between_includes_both_ends_only(seed, number, low, width):
    dice = Dice(seed, number)
    assert all(low <= dice.between(low, low + width) <= low + width for _ in range(20))


def test_ends_the_wrong_way_round_give_the_first():
    assert Dice(1, 1).between(5, 3) == 5


def test_both_ends_do_occur():
    dice = Dice(2, 2)
    assert {dice.between(1, 3) for _ in range(200)} == {1, 2, 3}


def test_the_normal_has_mean_0_and_deviation_1():
    dice = Dice(5, 5)
    throws = [dice.normal() for _ in range(20_000)]
    mean = sum(throws) / len(throws)
    assert abs(mean) < 0.03
    assert abs(sum(throw * throw for throw in throws) / len(throws) - 1) < 0.04


def test_heavier_sides_come_more_often():
    choice, dice = Weighted.of("甲乙丙", [6, 3, 0]), Dice(4, 4)
    counts = Counter(choice.pick(dice) for _ in range(9_000))
    assert counts["丙"] == 0
    assert 5_800 < counts["甲"] < 6_200


def test_firms_and_seeds_have_dice_of_their_own():
    assert len({Dice(seed, number).throw() for seed in range(30) for number in range(30)}) == 900
