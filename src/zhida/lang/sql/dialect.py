"""What differs from one database to the next: a table of function names, and the few things that are no plain call.

Only functions whose results were seen to be exact on the engine itself belong in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlglot import exp

from zhida.lang.sql.build import Sql, binary, cast, function, lambda_of, own


@dataclass(frozen=True, slots=True)
class Dialect:
    """A database. ``name`` is what sqlglot calls it; ``functions`` gives its name of each function that the compiler uses.

    ``add_months`` and ``add_days`` make a date from a date and an integer.
    """

    name: str
    functions: Mapping[str, str]
    add_months: Callable[[Sql, Sql], Sql]
    add_days: Callable[[Sql, Sql], Sql]

    def call(self, name: str, *arguments: Sql) -> Sql:
        """A call of a function of the table."""
        return function(self.functions[name], *arguments)

    def each(self, name: str, source: Sql, variable: str, body: Sql) -> Sql:
        """A call of a function of the table that takes a list and a lambda: ``filter``, ``transform``."""
        return function(self.functions[name], source, lambda_of(variable, body))

    def render(self, node: exp.Expr) -> str:
        """The text of a statement, names always quoted."""
        return node.sql(self.name, identify=True, copy=False)


def _add_months(day: Sql, months: Sql) -> Sql:
    """The day so many months later, or the last of that month; DuckDB makes a timestamp of it."""
    return cast(binary(exp.Add, day, function("to_months", cast(months, "INT"))), "DATE")


def _add_days(day: Sql, days: Sql) -> Sql:
    return exp.Add(this=own(day), expression=cast(days, "INT"))


DUCKDB = Dialect(
    "duckdb",
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
            "sum of list": "list_sum",
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
    _add_months,
    _add_days,
)
"""DuckDB 1.4 and later (``lambda x : …`` syntax)."""
