"""Expressions of SQL over small tables, computed by machine code and by DuckDB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from zhida.lang.sql.build import Sql
from zhida.lang.sql.columns import ColumnType, InputType
from zhida.lang.sql.compile import FACTS, Compiled
from zhida.lang.sql.dialect import DUCKDB
from zhida.population.backends.native_columns import NativeColumns


def compute(
    expressions: Mapping[str, Sql], columns: Mapping[str, InputType], rows: pa.Table, threads: int = 1
) -> dict[str, list[Any]] | None:
    """The values by name, None where a number has no room; `KeyError` of what has no machine code."""
    native = _compile(expressions, columns)
    found = native.compute(native.read(rows), threads)
    return None if found is None else {name: found[name].to_pylist() for name in expressions}


def list_types(
    expressions: Mapping[str, Sql], columns: Mapping[str, InputType], rows: pa.Table
) -> dict[str, pa.DataType]:
    """The types in which the values are given out."""
    native = _compile(expressions, columns)
    found = native.compute(native.read(rows), 1)
    return {name: array.type for name, array in (found or {}).items()}


_COMPILED: dict[object, NativeColumns] = {}


def _compile(expressions: Mapping[str, Sql], columns: Mapping[str, InputType]) -> NativeColumns:
    """Compiled once for all rows that are computed."""
    key = (tuple(expressions.items()), repr(columns))
    if key not in _COMPILED:
        _COMPILED[key] = NativeColumns(make_compiled(), columns, list(expressions.items()))
    return _COMPILED[key]


def list_refused(expressions: Mapping[str, Sql], columns: Mapping[str, ColumnType]) -> dict[str, str]:
    """The code of the refusal of each expression that has no machine code."""
    program = NativeColumns(make_compiled(), columns, list(expressions.items())).program
    return {name: refused.code for name, refused in program.refused.items()}


def ask_duckdb(expressions: Mapping[str, Sql], rows: pa.Table) -> dict[str, list[Any]]:
    """The same values by DuckDB."""
    with duckdb.connect() as connection:
        connection.register(FACTS, rows)
        compiled = make_compiled()
        found = connection.sql(compiled.render(compiled.select(expressions.items()))).to_arrow_table()
    return {name: found.column(name).to_pylist() for name in expressions}


def make_compiled() -> Compiled:
    """No chain: the expressions read the relation itself."""
    return Compiled({}, {}, (), DUCKDB)
