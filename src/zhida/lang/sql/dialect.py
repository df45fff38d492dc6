"""What differs from one database to the next: a table of function names, and the few things that are no plain call.

Only functions whose results were seen to be exact on the engine itself belong in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from sqlglot import exp

from zhida.lang.sql.build import Sql, binary, cast, cast_decimal, function, lambda_of, own

Construction: TypeAlias = Callable[..., Sql]
"""Makes an expression of the arguments of a function that is no plain call."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A database. ``functions`` gives its name of each function that the compiler uses.

    ``constructions`` are the functions that are no plain call. ``sum_of_list`` is of a list and the width and scale of
    the sum: null of an empty list, an error where the sum is wider. ``wide_integer`` is the type of whole numbers of up
    to 32 digits. ``render`` gives the text of an expression or a statement, names always quoted.
    """

    functions: Mapping[str, str]
    constructions: Mapping[str, Construction]
    sum_of_list: Callable[[Sql, int, int], Sql]
    wide_integer: str
    render: Callable[[exp.Expr], str]

    def call(self, name: str, *arguments: Sql) -> Sql:
        """A call of a function of the table."""
        construction = self.constructions.get(name)
        return construction(*arguments) if construction else function(self.functions[name], *arguments)

    def each(self, name: str, source: Sql, variable: str, body: Sql) -> Sql:
        """A call of a function of the table that takes a list and a lambda: ``filter``, ``transform``."""
        return function(self.functions[name], source, lambda_of(variable, body))


def _add_months(day: Sql, months: Sql) -> Sql:
    """The day so many months later, or the last of that month; DuckDB makes a timestamp of it."""
    return cast(binary(exp.Add, day, function("to_months", cast(months, "INT"))), "DATE")


def _add_days(day: Sql, days: Sql) -> Sql:
    return exp.Add(this=own(day), expression=cast(days, "INT"))


def _days_between(end: Sql, start: Sql) -> Sql:
    return cast(binary(exp.Sub, end, start), "BIGINT")


def _whole_quotient(top: Sql, bottom: Sql) -> Sql:
    return binary(exp.IntDiv, top, bottom)


def _sum_of_list(source: Sql, width: int, scale: int) -> Sql:
    return cast_decimal(function("list_sum", source), width, scale)


def _render(node: exp.Expr) -> str:
    return node.sql("duckdb", identify=True, copy=False)


DUCKDB = Dialect(
    MappingProxyType(
        {
            "absolute": "abs",
            "ceiling": "ceil",
            "character length": "length",
            "contains": "contains",
            "element": "list_extract",
            "ends with": "ends_with",
            "filter": "list_filter",
            "floor": "floor",
            "largest": "greatest",
            "length": "len",
            "list": "list_value",
            "lower case": "lower",
            "maximum of list": "list_max",
            "minimum of list": "list_min",
            "round half even": "round_even",
            "round half up": "round",
            "smallest": "least",
            "starts with": "starts_with",
            "transform": "list_transform",
            "truncate": "trunc",
            "upper case": "upper",
            "weekday": "isodow",
            "year": "year",
            "month": "month",
            "date": "make_date",
            "day": "day",
        }
    ),
    MappingProxyType(
        {
            "add months": _add_months,
            "add days": _add_days,
            "days between": _days_between,
            "whole quotient": _whole_quotient,
            "wide whole quotient": _whole_quotient,
        }
    ),
    _sum_of_list,
    "HUGEINT",
    _render,
)
"""DuckDB 1.4 and later (``lambda x : …`` syntax)."""
