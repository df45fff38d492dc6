"""Three-valued logic, choice, NULL and texts of machine code are those of the database."""

from __future__ import annotations

from itertools import product

import pyarrow as pa
from sqlglot import exp

from lang.native.native_factories import ask_duckdb, compute, list_refused
from zhida.lang.sql.build import binary, case, cast, column, function, integer, invert, is_null, text
from zhida.lang.sql.columns import NumberColumn, SimpleColumn

A, B = column("旗"), column("幡")
BOOLEANS = {"旗": SimpleColumn.BOOLEAN, "幡": SimpleColumn.BOOLEAN}
PAIRS = list(product([True, False, None], repeat=2))
FLAGS = pa.table({"旗": [one for one, _ in PAIRS], "幡": [other for _, other in PAIRS]})

TEXTS = pa.table({"文": pa.array(["甲", "乙", None, "丙", "甲"]), "字": pa.array(["甲", "丁", "甲", None, "乙"])})
TEXT_COLUMNS = {"文": SimpleColumn.TEXT, "字": SimpleColumn.TEXT}
NUMBERS = pa.table({"一": pa.array([1, 2, None, 3], pa.int64()), "二": pa.array([2, 2, 5, None], pa.int64())})
NUMBER_COLUMNS = {name: NumberColumn(9, 0, whole=True) for name in ("一", "二")}


def check(expressions, columns, rows):
    found = compute(expressions, columns, rows)
    assert found is not None
    assert found == ask_duckdb(expressions, rows)
    return found


def test_logic_over_true_false_and_null():
    check(
        {
            "且": binary(exp.And, A, B),
            "或": binary(exp.Or, A, B),
            "非": invert(A),
            "同": binary(exp.EQ, A, B),
            "异": binary(exp.NEQ, A, B),
            "空": is_null(A),
            "择": case([(A, integer(1)), (B, integer(2))], None),
            "恒": case([(is_null(A), exp.null())], exp.true()),
        },
        BOOLEANS,
        FLAGS,
    )


def test_texts_are_equal_or_not_and_pass_through():
    found = check(
        {
            "是甲": binary(exp.EQ, column("文"), text("甲")),
            "不是乙": binary(exp.NEQ, column("文"), text("乙")),
            "相同": binary(exp.EQ, column("文"), column("字")),
            "原样": cast(column("文"), "VARCHAR"),
            "评级": case([(binary(exp.EQ, column("文"), text("甲")), text("一等"))], column("字")),
        },
        TEXT_COLUMNS,
        TEXTS,
    )
    assert found["评级"] == ["一等", "丁", "甲", None, "一等"]


def test_texts_that_no_row_has_are_compared_too():
    rows = pa.table({name: pa.array([None, None], pa.string()) for name in TEXT_COLUMNS})

    assert compute({"是": binary(exp.EQ, column("文"), text("戊"))}, TEXT_COLUMNS, rows) == {"是": [None, None]}


def test_least_greatest_and_nullif_pass_over_null():
    first, second = column("一"), column("二")

    check(
        {
            "小": function("least", first, second, integer(4)),
            "大": function("greatest", first, second),
            "除": function("nullif", first, integer(2)),
            "距": function("abs", binary(exp.Sub, first, second)),
        },
        NUMBER_COLUMNS,
        NUMBERS,
    )


def test_one_of_few_values_comes_back_by_name():
    values = ("可享", "不符合")
    enum = exp.DataType(this=exp.DataType.Type.ENUM, expressions=[text(value) for value in values])
    status = case([(A, exp.Cast(this=text("可享"), to=enum.copy()))], exp.Cast(this=text("不符合"), to=enum.copy()))

    assert compute({"结果": status}, BOOLEANS, FLAGS) == {"结果": ["可享" if one else "不符合" for one, _ in PAIRS]}


def test_what_only_the_database_does_is_refused_by_name():
    assert list_refused(
        {
            "含": function("contains", column("文"), text("甲")),
            "序": binary(exp.LT, column("文"), column("字")),
            "长": function("length", column("文")),
            "无": column("没有这一列"),
        },
        TEXT_COLUMNS,
    ) == {
        "含": "native.expression",
        "序": "native.comparison",
        "长": "native.expression",
        "无": "native.no-column",
    }
