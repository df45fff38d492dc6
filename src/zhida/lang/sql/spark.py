"""Spark SQL 4: what was seen to be exact on the engine itself, under the settings that `SETTINGS` asks for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlglot import exp

from zhida.lang.sql.build import Sql, binary, case, cast, cast_decimal, column, function, integer, own
from zhida.lang.sql.dialect import Construction, Dialect
from zhida.lang.sql.numbers import WIDEST
from zhida.lang.sql.spark_text import write_expression

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "spark.sql.ansi.enabled": "true",
        "spark.sql.decimalOperations.allowPrecisionLoss": "false",
        "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "true",
        "spark.sql.caseSensitive": "true",
        "spark.sql.variable.substitute": "false",
        "spark.sql.parser.escapedStringLiterals": "false",
        "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
        "spark.sql.codegen.wholeStage": "false",
    }
)
"""What a session must be set to: an overflow is an error, a decimal never loses digits, names differ by case."""

_HALF = 16
"""Digits of a half of a whole number of 32 digits; a quotient of two such halves fits a BIGINT."""


def _count(name: str) -> Construction:
    """A function that counts: Spark gives an INT, which is too narrow to compute with."""
    return lambda value: cast(function(name, value), "BIGINT")


def _add_months(day: Sql, months: Sql) -> Sql:
    return function("add_months", day, cast(months, "INT"))


def _add_days(day: Sql, days: Sql) -> Sql:
    """``date_add`` wraps round silently; a sum of BIGINTs does not fit a day's INT without an error."""
    total = exp.Add(this=function("unix_date", day), expression=own(days))
    return function("date_from_unix_date", cast(total, "INT"))


def _days_between(end: Sql, start: Sql) -> Sql:
    return cast(function("datediff", end, start), "BIGINT")


def _weekday(day: Sql) -> Sql:
    """Monday is 1; Spark counts from 0."""
    return exp.Add(this=_count("weekday")(day), expression=integer(1))


def _make_date(year: Sql, month: Sql, day: Sql) -> Sql:
    return function("make_date", cast(year, "INT"), month, day)


def _truncate(value: Sql, places: Sql) -> Sql:
    towards_zero = function("ceil", value, places), function("floor", value, places)
    return case([(binary(exp.LT, value, integer(0)), towards_zero[0])], towards_zero[1])


def _whole_quotient(top: Sql, bottom: Sql) -> Sql:
    return binary(exp.IntDiv, top, bottom)


def _wide_whole_quotient(top: Sql, bottom: Sql) -> Sql:
    """Long division of numbers that are not negative, in two steps of 16 digits.

    ``DIV`` makes a BIGINT of a quotient of any size and wraps round silently; the quotients of these steps fit one.
    """
    half = cast_decimal(integer(10**_HALF), WIDEST, 0)
    high, low = binary(exp.IntDiv, top, half), binary(exp.Mod, top, half)
    first, rest = binary(exp.IntDiv, high, bottom), binary(exp.Mod, _wide(high), bottom)
    second = binary(exp.IntDiv, binary(exp.Add, binary(exp.Mul, rest, half), low), bottom)
    return binary(exp.Add, binary(exp.Mul, _wide(first), half), second)


def _wide(value: Sql) -> Sql:
    return cast_decimal(value, WIDEST, 0)


def _sum_of_list(source: Sql, width: int, scale: int) -> Sql:
    """A fold, since Spark has no sum of a list; null of an empty one."""
    total = cast_decimal(binary(exp.Add, column("total"), column("item")), width, scale)
    names = [exp.to_identifier(name, quoted=True) for name in ("total", "item")]
    folded = function(
        "aggregate", source, cast_decimal(integer(0), width, scale), exp.Lambda(this=total, expressions=names)
    )
    return case([(binary(exp.GT, function("array_size", source), integer(0)), folded)], None)


SPARK = Dialect(
    MappingProxyType(
        {
            "absolute": "abs",
            "ceiling": "ceil",
            "contains": "contains",
            "element": "try_element_at",
            "ends with": "endswith",
            "filter": "filter",
            "floor": "floor",
            "largest": "greatest",
            "list": "array",
            "maximum of list": "array_max",
            "minimum of list": "array_min",
            "round half even": "bround",
            "round half up": "round",
            "smallest": "least",
            "starts with": "startswith",
            "transform": "transform",
        }
    ),
    MappingProxyType(
        {
            "add months": _add_months,
            "add days": _add_days,
            "character length": _count("char_length"),
            "date": _make_date,
            "day": _count("day"),
            "days between": _days_between,
            "length": _count("array_size"),
            "month": _count("month"),
            "truncate": _truncate,
            "weekday": _weekday,
            "whole quotient": _whole_quotient,
            "wide whole quotient": _wide_whole_quotient,
            "year": _count("year"),
        }
    ),
    _sum_of_list,
    f"DECIMAL({WIDEST}, 0)",
    write_expression,
)
"""Spark 4 (ANSI mode)."""
