"""Exact numbers in SQL: widths, fractions, rounding; what may not fit is refused or an error, never wrong."""

from __future__ import annotations

import datetime as dt
import decimal
from decimal import Decimal

import duckdb
import pytest

from lang.sql.sql_factories import (
    BASE_ROW,
    MISSING,
    build_program,
    compile_test,
    compute,
    run_interpreter,
    run_sql,
)
from zhida.lang.base.temporal import Date
from zhida.lang.sql.build import column
from zhida.lang.sql.columns import NumberColumn
from zhida.lang.sql.dialect import DUCKDB
from zhida.lang.sql.numbers import constant, divide, multiply
from zhida.lang.sql.rounding import round_number
from zhida.lang.sql.terms import Quotient, Scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("甲 * 10%", Decimal("10.000")),
        ("甲 / 乙 > 3.33", True),
        ("甲 / 乙 > 3.34", False),
        ("乙 / 甲 = 30%", True),
        ("乙 / 甲 = 30.01%", False),
        ("-乙 / 甲 < 0", True),
        ("甲 / (乙 - 130) <= -1", True),
        ("甲 / 乙 - 1 >= 2", True),
        ("甲 / 乙 = 乙 / 甲", False),
        ("甲 / 乙 > 乙 / 甲", True),
        ("甲 / (乙 - 30)", None),
        ("(甲 / (乙 - 30)) = null", True),
        ("甲 / 4 + 0.5", Decimal("25.5")),
        ("round half up(甲 / 乙, 2)", Decimal("3.33")),
        ("round half up(2 * 甲 / 乙, 2)", Decimal("6.67")),
        ("round half up(-2 * 甲 / 乙, 2)", Decimal("-6.67")),
        ("round half up(0.125, 2)", Decimal("0.13")),
        ("round half up(-0.125, 2)", Decimal("-0.13")),
        ("decimal(0.125, 2)", Decimal("0.12")),
        ("decimal(甲 / 800, 2)", Decimal("0.12")),
        ("round half down(甲 / 800, 2)", Decimal("0.12")),
        ("round up(甲 / 乙, 0)", Decimal(4)),
        ("round down(-甲 / 乙, 0)", Decimal(-3)),
        ("floor(-甲 / 乙)", Decimal(-4)),
        ("ceiling(-甲 / 乙)", Decimal(-3)),
        ("round half up(甲 + 55, -1)", Decimal(160)),
        ("round half up(甲 / 乙 * 100, 0)", Decimal(333)),
        ("min(200万, 10% * max(0, 甲 - 乙))", Decimal("7.000")),
        ("1 * 甲 * 1", Decimal("100.00")),
        ("abs(乙 - 甲)", Decimal("70.00")),
        ("sum(单.金额)", Decimal("3.50")),
        ("mean(单.金额) >= 1.75", True),
        ('max(单[种类 = "无"].金额)', None),
        ("min(76800000 * 甲, 0.333333)", Decimal("0.333333")),
        ("if 甲 > 1000 then 76800000 * 甲 else 0.333333", Decimal("0.333333")),
    ],
)
def test_exact_values(text, value):
    if text == "甲 / (乙 - 30)":
        text = f"round half up({text}, 2)"

    assert compute(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲 / 乙", "sql.unrounded-quotient"),
        ("round half up(甲 / 乙 * 3, 2)", "sql.multiplied-quotient"),
        ("round half up(甲 / 乙 + 乙 / 甲, 2)", "sql.two-quotients"),
        ("1 / (甲 / 乙) > 1", "sql.divided-by-quotient"),
        ("甲 * 甲 * 甲", "sql.too-wide"),
        ("sqrt(甲)", "sql.builtin"),
        ("round half up(甲, 数)", "sql.rounding-places"),
        ("string(甲)", "sql.builtin"),
        ("甲 ** 2", "sql.arithmetic"),
        ("for x in 单, y in 单 return x.金额", "sql.several-bindings"),
        ("单.金额", "sql.no-single-value"),
        ("if 旗 then 单 else []", "sql.choice-of-lists"),
        ("甲 instance of number", "sql.node"),
    ],
)
def test_what_is_refused_is_refused_by_name(text, code):
    compiled = compile_test(build_program({"值": text}))

    assert compiled.outputs == {}
    assert compiled.refused["值"].code == code
    assert compiled.refused["值"].span is not None


def test_what_rests_on_a_refused_definition_is_refused_too():
    compiled = compile_test(build_program({"根": "sqrt(甲)", "上": "根 + 1", "顶": "上 > 0", "旁": "甲 > 0"}))

    assert {key: refusal.code for key, refusal in compiled.refused.items()} == {
        "根": "sql.builtin",
        "上": "sql.rests-on-refused",
        "顶": "sql.rests-on-refused",
    }
    assert [compiled.refused[key].rests_on for key in ("根", "上", "顶")] == [None, "根", "上"]
    assert list(compiled.outputs) == ["旁"]


def test_a_quotient_may_be_read_by_others_though_it_is_no_output():
    compiled = compile_test(
        build_program({"强度": "乙 / 甲", "达标": "强度 >= 30%", "百分": "round half up(强度 * 100, 1)"})
    )

    assert list(compiled.outputs) == ["达标", "百分"]
    assert compiled.refused["强度"].code == "sql.unrounded-quotient"


def test_a_number_too_large_is_an_error_and_never_a_wrong_number():
    huge = Decimal("9999999999999999.99")

    with pytest.raises((duckdb.ConversionException, duckdb.OutOfRangeException)):
        compute("甲 * 甲", 甲=huge)
    assert compute("甲 + 甲", 甲=huge) == 2 * huge


@pytest.mark.parametrize(
    ("text", "changes", "value"),
    [
        ("甲 + 乙", {"甲": None}, MISSING),
        ("旗 and 幡", {"旗": None}, False),
        ("旗 and 幡", {"幡": None}, MISSING),
        ("旗 or 幡", {"幡": None}, True),
        ("旗 and null", {"旗": None}, MISSING),
        ("幡 and null", {}, False),
        ("旗 and null", {}, None),
        ("甲 = null", {"甲": None}, MISSING),
        ("甲 = null", {}, False),
        ("年.收入", {"年": "null"}, None),
        ("年.收入", {"年": None}, MISSING),
        ("年.收入", {"年": {"收入": None, "费用": Decimal("1.00")}}, MISSING),
        ("if 旗 then 1 else 2", {"旗": None}, MISSING),
        ("if null then 1 else 2", {}, Decimal(2)),
        ("count(单)", {"单": None}, MISSING),
        ("count(单)", {"单": []}, Decimal(0)),
        ("sum(单.金额)", {"单": []}, None),
        ("some x in 单 satisfies x.金额 > 2", {"单": []}, False),
        ("min(甲, null)", {}, None),
        ("min(甲, null)", {"甲": None}, MISSING),
    ],
)
def test_null_and_missing_stay_apart(text, changes, value):
    assert compute(text, **changes) == value


@pytest.mark.parametrize("end", ["2024-02-29", "2025-02-28", "2025-03-31", "2025-12-15"])
def test_months_up_to_a_known_day_are_compared_as_the_interpreter_does(end):
    program = build_program(
        {
            f"{operator} {months}": f'years and months duration(日, @"{end}") {operator} duration("{months}")'
            for operator in ("<", "<=", ">", ">=", "=")
            for months in ("-P2M", "P0M", "P1M", "P1Y", "P13M")
        }
    )
    last = dt.date.fromisoformat(end)
    near = [last - dt.timedelta(days) for apart in (-62, 0, 31, 365, 396) for days in range(apart - 4, apart + 5)]
    rows = [{**BASE_ROW, "日": Date.from_python(day)} for day in near] + [{**BASE_ROW, "日": None}]

    assert run_sql(compile_test(program), rows) == run_interpreter(program, list(program.definitions), rows)


def test_a_known_duration_up_to_a_known_day_is_a_test_of_the_day_alone():
    compiled = compile_test(build_program({"值": '日 + @"P1M" < @"2025-03-31" - @"P1M"'}))
    since = compile_test(build_program({"值": 'years and months duration(日, @"2025-03-31") >= duration("P1M")'}))

    assert "CAST('2025-02-28' AS DATE)" in compiled.render(compiled.select([]))
    assert DUCKDB.render(since.levels[0]["值"]) == "\"日\" <= CAST('2025-02-28' AS DATE)"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('日 + @"P1M" = date("2024-02-29")', True),
        ("years and months duration(日, 期).months", Decimal(0)),
        ("years and months duration(日, 期).years", Decimal(1)),
        ("years and months duration(期, 日).years", Decimal(-1)),
        ("(期 - 日).days", Decimal(394)),
        ('今 - @"P3Y" < 日', True),
        ("date(今.year - 1, 12, 31) > 期", True),
        ("日.weekday", Decimal(3)),
    ],
)
def test_days_and_durations(text, value):
    assert compute(text) == value


MODES = (
    ("half up", decimal.ROUND_HALF_UP),
    ("half down", decimal.ROUND_HALF_DOWN),
    ("half even", decimal.ROUND_HALF_EVEN),
    ("up", decimal.ROUND_UP),
    ("down", decimal.ROUND_DOWN),
    ("floor", decimal.ROUND_FLOOR),
    ("ceiling", decimal.ROUND_CEILING),
)


@pytest.mark.parametrize(("mode", "rounding"), MODES)
def test_a_quotient_whose_signs_are_known_rounds_as_any_other(mode, rounding):
    top, bottom = NumberColumn(2, 2, low=Decimal(0)), NumberColumn(1, 1, low=Decimal("0.1"))
    term = round_number(mode, Quotient(Scalar(top, column("甲")), Scalar(bottom, column("乙"))), 1, DUCKDB)
    pairs = [(Decimal(a) / 100, Decimal(b) / 10) for a in range(0, 400, 5) for b in range(1, 40, 3)]
    values = ", ".join(f"({a}::DECIMAL(4, 2), {b}::DECIMAL(2, 1))" for a, b in pairs)

    found = duckdb.sql(f"SELECT {DUCKDB.render(term.value)} FROM (VALUES {values}) AS given(甲, 乙)").fetchall()

    assert [value for (value,) in found] == [(a / b).quantize(Decimal("0.1"), rounding) for a, b in pairs]


@pytest.mark.parametrize(("mode", "rounding"), MODES)
@pytest.mark.parametrize("low", [Decimal(0), None])
@pytest.mark.parametrize("bottom", [Decimal(12), Decimal(7)])
def test_a_product_that_is_divided_is_rounded_as_any_other(mode, rounding, low, bottom):
    one, other = Scalar(NumberColumn(2, 2, low), column("甲")), Scalar(NumberColumn(1, 0, low), column("乙"))
    quotient = divide(multiply(multiply(constant(Decimal("0.05")), one), other), constant(bottom))
    term = round_number(mode, quotient, 2, DUCKDB)
    pairs = [(Decimal(a) / 100, b) for a in range(0 if low == 0 else -400, 400, 5) for b in range(1, 10)]
    values = ", ".join(f"({a}::DECIMAL(4, 2), {b}::DECIMAL(1, 0))" for a, b in pairs)

    found = duckdb.sql(f"SELECT {DUCKDB.render(term.value)} FROM (VALUES {values}) AS given(甲, 乙)").fetchall()

    right = [(Decimal("0.05") * a * b / bottom).quantize(Decimal("0.01"), rounding) for a, b in pairs]
    assert [value for (value,) in found] == right


def test_each_factor_of_a_product_is_made_whole_by_itself():
    """DuckDB would take the product of the decimals for 20 digits wide and compute in 128 bits."""
    money, months = NumberColumn(8, 2, Decimal(0)), NumberColumn(2, 0, Decimal(0), Decimal(12))
    product = multiply(multiply(constant(Decimal("0.2005")), Scalar(money, column("甲"))), Scalar(months, column("乙")))

    term = round_number("half up", divide(product, constant(Decimal(12))), 2, DUCKDB)

    assert DUCKDB.render(term.value) == (
        'CAST((((CAST("甲" * 100. AS BIGINT) * CAST("乙" AS BIGINT)) * 401) + CAST(12000 AS BIGINT))'
        " // CAST(24000 AS BIGINT) AS DECIMAL(12, 0)) * .01"
    )


def test_a_constant_wider_than_any_decimal_is_refused():
    compiled = compile_test(build_program({"值": "甲 < 1" + "0" * 38}))

    assert compiled.refused["值"].code == "sql.too-wide"
