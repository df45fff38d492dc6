"""Canonical rows: one way to write each fact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from population.population_factories import make_catalogue, make_record
from zhida.population.rows import RowWriter, serialise_row

WRITER = RowWriter(make_catalogue())


def write_capital(value):
    return WRITER.write(make_record(1, 注册资本=value))["注册资本"]


@pytest.mark.parametrize("value", [5, "5", "5.0", "5.00", "05", "5.000", Decimal("5E+0"), "500E-2"])
def test_a_number_has_one_way_to_be_written(value):
    assert write_capital(value) == "5.00"


@pytest.mark.parametrize("value", ["-0", "-0.00", 0, "0.0"])
def test_nought_has_no_sign(value):
    assert write_capital(value) == "0.00"


@pytest.mark.parametrize("value", [10**16 - 1, -(10**16 - 1)])
def test_whole_numbers_may_have_as_many_digits_as_are_stored(value):
    assert write_capital(value) == f"{value}.00"


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_money_is_never_changed(value):
    assert Decimal(str(write_capital(value))) == value
    assert write_capital(str(value)) == write_capital(value)


def test_rows_are_the_same_bytes_whatever_the_order_of_the_record():
    record = make_record(1)
    backwards = dict(reversed(record.items()))

    assert serialise_row(WRITER.write(record)) == serialise_row(WRITER.write(backwards))
