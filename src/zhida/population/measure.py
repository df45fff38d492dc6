"""What holds for every value of a stored column: allowed by the catalogue, so many digits, never missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from zhida.lang.base.diagnostic import refuse
from zhida.lang.core.tree import InputReference
from zhida.lang.core.walk import walk
from zhida.lang.sql.build import column as name_column
from zhida.lang.sql.columns import ColumnType, Known, NumberColumn, SimpleColumn
from zhida.lang.sql.compile import compile_program
from zhida.policy.facts import CODE, Fact, FactCatalogue, Kind
from zhida.population.manifest import Measure
from zhida.population.schema import STORED_DIGITS

_PARTS = "part-*.parquet"


@dataclass(frozen=True, slots=True)
class _Column:
    """A stored fact: the way to it, and the query that lists its values with the code of their firm."""

    path: str
    fact: Fact
    values: str


def column_type(fact: Fact) -> NumberColumn | SimpleColumn:
    """The SQL column of a stored fact."""
    match fact.kind:
        case Kind.FLAG:
            return SimpleColumn.BOOLEAN
        case Kind.TEXT:
            return SimpleColumn.TEXT
        case Kind.DATE:
            return SimpleColumn.DATE
        case _:
            decimals = fact.kind.decimals or 0
            return NumberColumn(STORED_DIGITS - decimals, decimals)


def check_facts(folder: Path, catalogue: FactCatalogue) -> None:
    """Check every stored fact against the values its declaration allows; `DiagnosticError` names one that is not."""
    with duckdb.connect() as connection:
        for column in _columns(folder, catalogue):
            allowed = column.fact.allowed
            if allowed is None:
                continue
            for firm, value in _find_not_allowed(column, catalogue, connection):
                raise refuse("snapshot.not-allowed", firm=firm, path=column.path, value=value, allowed=allowed.text)


def _find_not_allowed(
    column: _Column, catalogue: FactCatalogue, connection: duckdb.DuckDBPyConnection
) -> Iterator[tuple[str, Any]]:
    """Values for which the unary tests of the fact are not true, each with a firm that has it."""
    program = catalogue.allowed.program
    names = [reference.name for reference in walk(program.definitions[column.path].body, InputReference)]
    inputs: dict[str, ColumnType] = dict.fromkeys(names, Known(column_type(column.fact)))
    compiled = compile_program(program, inputs, [column.path])
    copies = ", ".join(f"value AS {quote_name(name)}" for name in inputs)
    facts = f"SELECT firm, value, {copies} FROM ({column.values}) WHERE value IS NOT NULL"  # noqa: S608
    connection.execute(f"CREATE OR REPLACE TEMP VIEW facts AS {facts}")
    if column.path not in compiled.outputs:
        rows = connection.execute("SELECT any_value(firm), value FROM facts GROUP BY value").fetchall()
        yield from ((firm, value) for firm, value in rows if not catalogue.allowed.allow(column.path, value))
        return
    answer = compiled.outputs[column.path].value
    query = compiled.render(
        compiled.select([("firm", name_column("firm")), ("value", name_column("value")), ("ok", answer)])
    )
    yield from connection.execute(f"SELECT firm, value FROM ({query}) WHERE ok IS NOT TRUE LIMIT 1").fetchall()  # noqa: S608


def measure_facts(folder: Path, catalogue: FactCatalogue) -> dict[str, Measure]:
    """The measures of every fact and of every list."""
    with duckdb.connect() as connection:
        measures = {column.path: _measure(column, connection) for column in _columns(folder, catalogue)}
        for name in catalogue.lists:
            query = f"SELECT count({quote_name(name)}) = count(*) FROM {_files(folder)}"  # noqa: S608
            measures[name] = Measure(0, _single(connection.execute(query)))
    return measures


def _measure(column: _Column, connection: duckdb.DuckDBPyConnection) -> Measure:
    is_number = isinstance(column_type(column.fact), NumberColumn)
    largest = "coalesce(max(abs(trunc(value))), 0)::BIGINT" if is_number else "0"
    query = f"SELECT {largest}, count(value) = count(*) FROM ({column.values})"  # noqa: S608
    found = connection.execute(query).fetchone()
    size, complete = found or (0, True)
    return Measure(len(str(size)) if size else 0, complete)


def _single(result: duckdb.DuckDBPyConnection) -> bool:
    row = result.fetchone()
    return bool(row and row[0])


def _columns(folder: Path, catalogue: FactCatalogue) -> Iterator[_Column]:
    files, code = _files(folder), quote_name(CODE)
    for name, fact in catalogue.firm_facts.items():
        yield _Column(name, fact, f"SELECT {code} AS firm, {quote_name(name)} AS value FROM {files}")  # noqa: S608
    for group in catalogue.lists.values():
        records = f"SELECT {code} AS firm, unnest({quote_name(group.name)}) AS record FROM {files}"  # noqa: S608
        for name, fact in group.facts.items():
            values = f"SELECT firm, record.{quote_name(name)} AS value FROM ({records})"  # noqa: S608
            yield _Column(f"{group.name}.{name}", fact, values)


def _files(folder: Path) -> str:
    return f"read_parquet({quote_text(str(folder / _PARTS))})"


def quote_name(name: str) -> str:
    """A name as SQL writes it.

    >>> quote_name('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
