"""Machine code: the backend within this process that computes many clauses several times as fast as the database.

What has no machine code, and parts in which a number has no room in its column, the database computes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlglot import exp

from zhida.lang.sql.build import Sql, column
from zhida.lang.sql.compile import FACTS
from zhida.lang.sql.numbers import NARROW
from zhida.policy.facts import CODE
from zhida.population.backends.backend import FirmRange
from zhida.population.backends.duckdb import DuckDBBackend
from zhida.population.backends.native_columns import NativeColumns
from zhida.population.measure import quote_name, quote_text
from zhida.population.overflows import TOO_LARGE
from zhida.population.plan import RunPlan

_COMPUTED = "computed by machine code"
"""The relation of what machine code has computed."""

_FIRM = "zhida firm"
"""Its column with the code of the firm."""


class NativeBackend:
    """Computes in this process, before the database reads the results."""

    def __init__(self, plan: RunPlan, connection: duckdb.DuckDBPyConnection, threads: int) -> None:
        self._plan = plan
        self._connection = connection
        self._threads = threads
        self._database = DuckDBBackend(plan, connection)
        self._known: dict[tuple[tuple[str, Sql], ...], NativeColumns] = {}

    def load(self, parts: Sequence[Path]) -> None:
        """The facts are read when they are computed: those of all parts are then in memory."""
        self._database.load(parts)

    def query(self, columns: Sequence[tuple[str, Sql]], firms: FirmRange | None = None) -> str:
        """What has machine code, computed now, joined with what has none.

        The database computes it all for some ``firms`` only, and where a number has no room: it then tells which.
        """
        computed = None if firms is not None else self._compute(columns)
        if computed is None:
            return self._database.query(columns, firms)
        self._connection.register(_COMPUTED, computed)
        relation, types = (
            quote_name(_COMPUTED),
            {name: _find_type(computed.column(name)) for name in computed.column_names},
        )
        left = [(name, value) for name, value in columns if name not in types]
        if left:
            others = self._database.query([(_FIRM, column(CODE)), *left])
            relation += f" JOIN ({others}) USING ({quote_name(_FIRM)})"
        selected = ", ".join(_select(name, types.get(name)) for name, _ in columns)
        return f"SELECT {selected} FROM {relation}"  # noqa: S608

    def _compute(self, columns: Sequence[tuple[str, Sql]]) -> pa.Table | None:
        """The code of each firm, the facts that are asked for, and what has machine code; None if a number has no room."""
        try:
            facts = self._connection.sql(f"FROM {FACTS}").to_arrow_table()
        except TOO_LARGE:
            return None
        read = {name: facts.column(value.name) for name, value in columns if _is_fact(value, facts)}
        native = self._compile(tuple(named for named in columns if named[0] not in read))
        found = native.compute(native.read(facts), self._threads)
        return None if found is None else pa.table({_FIRM: facts.column(CODE), **read, **found})

    def _compile(self, columns: tuple[tuple[str, Sql], ...]) -> NativeColumns:
        """The machine code, made once for all parts."""
        if columns not in self._known:
            self._known[columns] = NativeColumns(self._plan.compiled, self._plan.view.columns, columns)
        return self._known[columns]


def _is_fact(value: Sql, facts: pa.Table) -> bool:
    return isinstance(value, exp.Column) and value.name in facts.column_names


def _select(name: str, type_: str | None) -> str:
    """A column, of the type that it has in the database."""
    return quote_name(name) if type_ is None else f"CAST({quote_name(name)} AS {type_}) AS {quote_name(name)}"


def _find_type(column: pa.ChunkedArray) -> str | None:
    """The type to which it is cast: one of few values, or a number that takes fewer bits here; None: it has its type."""
    if pa.types.is_decimal32(column.type):
        return f"DECIMAL({NARROW}, {column.type.scale})"
    if not pa.types.is_dictionary(column.type) or not pa.types.is_int8(column.type.index_type):
        return None
    values = ", ".join(map(quote_text, column.chunk(0).dictionary.to_pylist()))
    return f"ENUM({values})"
