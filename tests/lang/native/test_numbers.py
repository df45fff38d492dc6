"""Machine code computes with numbers as decimals do, at the ends of their columns too."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from lang.native.native_factories import ask_duckdb, compute, list_refused
from zhida.lang.sql.build import binary, cast, cast_decimal, column, function, integer, number
from zhida.lang.sql.columns import NumberColumn

MONEY = NumberColumn(16, 2)
SMALL = NumberColumn(3, 4)
MOST = Decimal("9999999999999999.99")
EXACT = Context(prec=64)
A, B = column("甲"), column("乙")

ROUNDINGS = {
    "round": ROUND_HALF_UP,
    "round_even": ROUND_HALF_EVEN,
    "trunc": ROUND_DOWN,
    "floor": ROUND_FLOOR,
    "ceil": ROUND_CEILING,
}


def make_rows(**columns):
    types = {"甲": pa.decimal128(18, 2), "乙": pa.decimal128(18, 2), "率": pa.decimal128(7, 4), "数": pa.int64()}
    return pa.table({name: pa.array(values, types[name]) for name, values in columns.items()})


money = st.decimals(-MOST, MOST, places=2) | st.sampled_from(
    [Decimal(0), MOST, -MOST, Decimal("0.01"), Decimal("0.05")]
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(money | st.none(), money | st.none()), min_size=1, max_size=40))
def test_arithmetic_and_comparison_are_those_of_decimals(pairs):
    kinds = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul, "<": exp.LT, "=": exp.EQ, ">=": exp.GTE}
    rows = make_rows(甲=[one for one, _ in pairs], 乙=[other for _, other in pairs])

    found = compute({name: binary(kind, A, B) for name, kind in kinds.items()}, {"甲": MONEY, "乙": MONEY}, rows)

    known = {
        "+": EXACT.add,
        "-": EXACT.subtract,
        "*": EXACT.multiply,
        "<": lambda a, b: a < b,
        "=": lambda a, b: a == b,
        ">=": lambda a, b: a >= b,
    }
    assert found == {name: [None if None in pair else known[name](*pair) for pair in pairs] for name in kinds}


@settings(max_examples=15, deadline=None)
@given(st.lists(money, min_size=1, max_size=40))
def test_every_rounding_is_that_of_decimals_in_64_and_in_128_bits(values):
    wide = binary(exp.Mul, binary(exp.Mul, A, number(Decimal("0.12345"))), number(Decimal("1.00001")))
    whole = {name: function(name, A) for name in ("floor", "ceil")}
    cents = {name: function(name, wide, integer(2)) for name in ("round", "round_even", "trunc")}

    found = compute({**whole, **cents}, {"甲": MONEY}, make_rows(甲=values))

    products = [EXACT.multiply(EXACT.multiply(value, Decimal("0.12345")), Decimal("1.00001")) for value in values]
    assert found == {
        **{name: [value.quantize(Decimal(1), ROUNDINGS[name]) for value in values] for name in whole},
        **{name: [value.quantize(Decimal("0.01"), ROUNDINGS[name]) for value in products] for name in cents},
    }


@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(-5, 5).filter(bool)), min_size=1, max_size=30))
@settings(max_examples=10, deadline=None)
def test_whole_numbers_are_divided_as_duckdb_divides_them(pairs):
    rows = make_rows(数=[one for one, _ in pairs]).append_column(
        "位", pa.array([other for _, other in pairs], pa.int64())
    )
    count = NumberColumn(10, 0, whole=True)
    parts = {"//": binary(exp.IntDiv, column("数"), column("位")), "%": binary(exp.Mod, column("数"), column("位"))}

    assert compute(parts, {"数": count, "位": count}, rows) == ask_duckdb(parts, rows)


def test_what_is_divided_by_0_is_null():
    rows = make_rows(数=[7, -7, 0])
    divided = binary(exp.IntDiv, integer(1), column("数"))

    assert compute({"商": divided}, {"数": NumberColumn(9, 0, whole=True)}, rows) == {"商": [0, 0, None]}


def test_a_divisor_that_is_not_there_stops_nothing():
    """What stands where there is no value may be 0, though the column holds none."""
    rows = make_rows(数=[3, None, -4])
    positive, negative = (
        NumberColumn(9, 0, Decimal(low), Decimal(high), whole=True) for low, high in ((1, 9), (-9, -1))
    )
    divided = {"商": binary(exp.IntDiv, integer(-7), column("数")), "余": binary(exp.Mod, integer(-7), column("数"))}

    assert compute(divided, {"数": positive}, rows.slice(0, 2)) == {"商": [-2, None], "余": [-1, None]}
    assert compute(divided, {"数": negative}, rows.slice(1, 2)) == {"商": [None, 1], "余": [None, -3]}


def test_a_cast_rounds_half_up_and_fails_where_the_number_has_no_room():
    narrow = {"窄": cast_decimal(A, 4, 1)}
    fitting = make_rows(甲=[Decimal("999.94"), Decimal("-0.05"), None])

    assert compute(narrow, {"甲": MONEY}, fitting) == {"窄": [Decimal("999.9"), Decimal("-0.1"), None]}
    assert compute(narrow, {"甲": MONEY}, make_rows(甲=[Decimal("999.95")])) is None


def test_a_number_without_room_matters_only_where_the_row_comes_to_it():
    narrow = cast_decimal(A, 3, 0)
    guarded = exp.Case(
        ifs=[exp.If(this=binary(exp.LT, A, number(Decimal(1000))), true=narrow)], default=number(Decimal(7))
    )

    assert compute({"值": guarded}, {"甲": MONEY}, make_rows(甲=[Decimal(998), Decimal(5000)])) == {
        "值": [Decimal(998), Decimal(7)]
    }
    assert compute({"值": guarded}, {"甲": MONEY}, make_rows(甲=[Decimal("999.50")])) is None


def test_what_does_not_fit_in_128_bits_is_refused():
    square = binary(exp.Mul, A, A)

    assert list_refused({"大": binary(exp.Mul, square, square)}, {"甲": MONEY}) == {"大": "native.too-wide"}


def test_a_division_of_wide_numbers_is_refused():
    product = cast(binary(exp.Mul, A, A), "HUGEINT")

    assert list_refused({"商": binary(exp.IntDiv, product, integer(3))}, {"甲": MONEY}) == {"商": "native.division"}


@pytest.mark.parametrize("rows", [1, 1023, 1024, 1025, 9000])
@pytest.mark.parametrize("threads", [1, 3])
def test_every_row_is_computed_once_whatever_the_blocks_and_threads(rows, threads):
    values = [Decimal(number) for number in range(rows)]

    found = compute({"倍": binary(exp.Mul, A, number(Decimal("1.5")))}, {"甲": MONEY}, make_rows(甲=values), threads)

    assert found == {"倍": [value * Decimal("1.5") for value in values]}


def test_no_rows_are_no_work():
    assert compute({"倍": binary(exp.Add, A, A)}, {"甲": MONEY}, make_rows(甲=[])) == {"倍": []}
