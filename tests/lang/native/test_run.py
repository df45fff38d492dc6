"""All rows are computed, block after block, and given out as compactly as Arrow allows."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from lang.native.native_factories import ask_duckdb, compute, list_types
from zhida.lang.native.run import BLOCK
from zhida.lang.sql.build import case, column, is_null
from zhida.lang.sql.columns import NumberColumn, SimpleColumn

FLAG = {"旗": SimpleColumn.BOOLEAN}
AMOUNT = {"原样": column("额")}


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, 63, 64, 65, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 70])
@pytest.mark.parametrize("threads", [1, 2])
def test_bits_of_booleans_and_of_null_at_the_ends_of_words_and_blocks(rows, threads):
    flags = pa.table({"旗": pa.array([(True, False, None)[row * row % 7 % 3] for row in range(rows)], pa.bool_())})
    expressions = {
        "原样": column("旗"),
        "空": is_null(column("旗")),
        "不空": case([(is_null(column("旗")), column("旗"))], None),
    }

    assert compute(expressions, FLAG, flags, threads) == ask_duckdb(expressions, flags)


@pytest.mark.parametrize(
    ("most", "type_"),
    [
        ("9999999.99", pa.decimal32(9, 2)),
        ("10000000", pa.decimal64(18, 2)),
        ("9999999999999999.99", pa.decimal64(18, 2)),
        ("10000000000000000", pa.decimal128(38, 2)),
        ("999999999999999999.99", pa.decimal128(38, 2)),
    ],
)
def test_numbers_are_given_out_in_as_few_bits_as_their_digits_allow(most, type_):
    columns = {"额": NumberColumn(20, 2, Decimal(-1), Decimal(most))}
    rows = pa.table({"额": pa.array([Decimal(most), None, Decimal(-1), Decimal("0.01")], pa.decimal128(38, 2))})

    assert compute(AMOUNT, columns, rows) == {"原样": rows.column("额").to_pylist()}
    assert list_types(AMOUNT, columns, rows) == {"原样": type_}
