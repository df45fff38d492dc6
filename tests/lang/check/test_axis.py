from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.temporal import Date, DateTime, Time
from zhida.lang.base.types import ANY, BOOLEAN, DATE, DATE_TIME, NUMBER, STRING, ListType
from zhida.lang.check.axis import Between, Point, list_bits, make_axis, unite

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers().map(Decimal)


@given(st.lists(numbers.map(DECIMAL128.plus), max_size=8))
def test_the_samples_of_a_line_of_numbers_rise(constants):
    pieces = make_axis(NUMBER, constants).pieces[:-1]
    samples = [piece.sample for piece in pieces]
    assert all(one < other for one, other in pairwise(samples))
    assert [piece.value for piece in pieces if isinstance(piece, Point)] == sorted(set(constants))
    assert not any(isinstance(one, Between) and isinstance(other, Between) for one, other in pairwise(pieces))


@pytest.mark.parametrize("huge", [Decimal("1e40"), Decimal("-1e40")])
def test_there_is_something_beyond_a_huge_number(huge):
    below, here, above, _ = (piece.sample for piece in make_axis(NUMBER, [huge]).pieces)
    assert below < here < above


def test_between_neighbours_of_34_digits_there_is_nothing():
    low = Decimal("1.000000000000000000000000000000000")
    pieces = make_axis(NUMBER, [low, DECIMAL128.next_plus(low)]).pieces
    assert [type(piece) for piece in pieces] == [Between, Point, Point, Between, Point]


@given(st.lists(st.dates().map(Date.from_python), max_size=8))
def test_the_samples_of_a_line_of_dates_rise(constants):
    samples = [piece.sample for piece in make_axis(DATE, constants).pieces[:-1]]
    assert all(one < other for one, other in pairwise(samples))


def test_a_text_that_no_test_names_is_another():
    assert [piece.sample for piece in make_axis(STRING, ["其他", "A", "A"]).pieces] == ["其他", "A", "其他其他", None]


def test_one_moment_in_two_zones_is_one_piece():
    here, there = (
        DateTime(Date(2024, 1, 1), Time(8, 0, 0, 0, 8 * 3600)),
        DateTime(Date(2024, 1, 1), Time(0, 0, 0, 0, 0)),
    )
    axis = make_axis(DATE_TIME, [here, there])
    assert axis.find(here) == axis.find(there) != 0


def test_an_unknown_type_takes_that_of_the_constants_and_leaves_room_for_others():
    axis = make_axis(ANY, [Decimal(5)])
    assert (axis.type, axis.regular, axis.strange, axis.null) == (NUMBER, 0b00111, 0b01000, 0b10000)


def test_constants_of_another_type_are_not_found():
    assert make_axis(BOOLEAN, [Decimal(1)]).find(Decimal(1)) == 0
    assert make_axis(ListType(STRING), ["A"]).find("A") == 0


@given(st.integers(0, 2**70))
def test_bits_make_the_mask_again(mask):
    assert unite(1 << bit for bit in list_bits(mask)) == mask
