"""What holds for every value of a stored column: allowed by the catalogue, so many digits, never missing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from zhida.lang.base.diagnostic import refuse
from zhida.lang.core.tree import InputReference
from zhida.lang.core.walk import walk
from zhida.lang.sql.build import column as name_column
from zhida.lang.sql.columns import ColumnType, Known, NumberColumn, SimpleColumn, span
from zhida.lang.sql.compile import compile_program
from zhida.policy.facts import CODE, Fact, FactCatalogue, Kind
from zhida.population.database import open_database
from zhida.population.manifest import Measure
from zhida.population.schema import STORED_DIGITS

_PARTS = "part-*.parquet"


_RECORDS = "records"
"""The table of one group of facts in one part: the code of the firm, ``firm``, and a column for each fact."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A stored fact: the way to it, its column in the table of its group, and the query for values not allowed."""

    path: str
    fact: Fact
    name: str
    check: str | None


@dataclass(frozen=True, slots=True)
class _Group:
    """The facts of firms or of the records of a list: what to select from what of a part."""

    columns: tuple[_Column, ...]
    selected: str
    unnested: str


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


def measure_facts(folder: Path, catalogue: FactCatalogue) -> dict[str, Measure]:
    """Check every stored fact against the values its declaration allows; the measures of every fact and of every list.

    Each part is read once for each group of facts, within the memory that a run has. `DiagnosticError` names a fact that
    is not allowed, or a firm that occurs twice.
    """
    groups = _build_groups(catalogue)
    measures = {column.path: _NOTHING for group in groups for column in group.columns}
    measures |= dict.fromkeys(catalogue.lists, _NOTHING)
    with tempfile.TemporaryDirectory(prefix=".spill-", dir=folder) as spill, open_database(Path(spill)) as connection:
        _check_codes(folder, connection)
        for part in sorted(folder.glob(_PARTS)):
            _measure_part(part, catalogue, groups, measures, connection)
    return measures


def _check_codes(folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse a firm that occurs twice."""
    code, files = quote_name(CODE), [str(part) for part in sorted(folder.glob(_PARTS))]
    query = f"SELECT {code} FROM read_parquet($1) GROUP BY {code} HAVING count(*) > 1 LIMIT 1"  # noqa: S608
    for (firm,) in connection.execute(query, [files]).fetchall() if files else ():
        raise refuse("snapshot.duplicate-firm", firm=firm)


def _measure_part(
    part: Path,
    catalogue: FactCatalogue,
    groups: Iterable[_Group],
    measures: dict[str, Measure],
    connection: duckdb.DuckDBPyConnection,
) -> None:
    source = f"read_parquet({quote_text(str(part))})"
    for name in catalogue.lists:
        (complete,) = _fetch_row(connection, f"SELECT count({quote_name(name)}) = count(*) FROM {source}")  # noqa: S608
        measures[name] = _widen(measures[name], None, None, complete=complete)
    for group in groups:
        relation = f"(SELECT {quote_name(CODE)} AS firm, {group.unnested} FROM {source})"  # noqa: S608
        query = f"CREATE OR REPLACE TEMP TABLE {_RECORDS} AS SELECT firm, {group.selected} FROM {relation}"  # noqa: S608
        connection.execute(query)
        _check(group, catalogue, connection)
        _measure(group, measures, connection)


_NOTHING = Measure(0, complete=True)
"""What holds of no value at all."""


def _build_groups(catalogue: FactCatalogue) -> tuple[_Group, ...]:
    firm = _build_group("", catalogue.firm_facts, "*", catalogue)
    lists = (
        _build_group(f"{name}.", group.facts, f"unnest({quote_name(name)}) AS record", catalogue)
        for name, group in catalogue.lists.items()
    )
    return (firm, *lists)


def _build_group(prefix: str, facts: Mapping[str, Fact], unnested: str, catalogue: FactCatalogue) -> _Group:
    columns = tuple(
        _Column(prefix + name, fact, f"value_{place}", _render_check(prefix + name, fact, catalogue))
        for place, (name, fact) in enumerate(facts.items())
    )
    record = "record." if prefix else ""
    selected = ", ".join(f"{record}{quote_name(column.fact.name)} AS {column.name}" for column in columns)
    return _Group(columns, selected, unnested)


def _render_check(path: str, fact: Fact, catalogue: FactCatalogue) -> str | None:
    """The query for a value of the relation ``facts`` that the unary tests of the fact do not let pass.

    None if all are allowed, or if SQL refuses the tests.
    """
    if fact.allowed is None:
        return None
    inputs: dict[str, ColumnType] = dict.fromkeys(_read_names(path, catalogue), Known(column_type(fact)))
    compiled = compile_program(catalogue.allowed.program, inputs, [path])
    if path not in compiled.outputs:
        return None
    columns = [("firm", name_column("firm")), ("value", name_column("value")), ("ok", compiled.outputs[path].value)]
    query = compiled.render(compiled.select(columns))
    return f"SELECT firm, value FROM ({query}) WHERE ok IS NOT TRUE LIMIT 1"  # noqa: S608


def _read_names(path: str, catalogue: FactCatalogue) -> list[str]:
    """The inputs that the unary tests of a fact read; each is the value itself."""
    body = catalogue.allowed.program.definitions[path].body
    return list(dict.fromkeys(reference.name for reference in walk(body, InputReference)))


def _check(group: _Group, catalogue: FactCatalogue, connection: duckdb.DuckDBPyConnection) -> None:
    for column in group.columns:
        allowed = column.fact.allowed
        if allowed is None:
            continue
        for firm, value in _find_not_allowed(column, catalogue, connection):
            raise refuse("snapshot.not-allowed", firm=firm, path=column.path, value=value, allowed=allowed.text)


def _find_not_allowed(
    column: _Column, catalogue: FactCatalogue, connection: duckdb.DuckDBPyConnection
) -> Iterator[tuple[str, Any]]:
    """Values for which the unary tests of the fact are not true, each with a firm that has it."""
    copies = ", ".join(f"{column.name} AS {quote_name(name)}" for name in _read_names(column.path, catalogue))
    facts = f"SELECT firm, {column.name} AS value, {copies} FROM {_RECORDS} WHERE {column.name} IS NOT NULL"  # noqa: S608
    connection.execute(f"CREATE OR REPLACE TEMP VIEW facts AS {facts}")
    if column.check is not None:
        yield from connection.execute(column.check).fetchall()
        return
    rows = connection.execute("SELECT any_value(firm), value FROM facts GROUP BY value").fetchall()
    yield from ((firm, value) for firm, value in rows if not catalogue.allowed.allow(column.path, value))


def _measure(group: _Group, measures: dict[str, Measure], connection: duckdb.DuckDBPyConnection) -> None:
    """Widen the measures of a group by what its table holds."""
    found = _fetch_row(connection, f"SELECT {', '.join(map(_measured, group.columns))} FROM {_RECORDS}")  # noqa: S608
    for column, low, high, complete in zip(group.columns, found[::3], found[1::3], found[2::3], strict=True):
        measures[column.path] = _widen(measures[column.path], low, high, complete=complete)


def _measured(column: _Column) -> str:
    """The least and the largest number of a column, and whether no value is missing."""
    is_number = isinstance(column_type(column.fact), NumberColumn)
    bounds = f"min({column.name}), max({column.name})" if is_number else "NULL, NULL"
    return f"{bounds}, count({column.name}) = count(*)"


def _widen(measure: Measure, low: Decimal | None, high: Decimal | None, *, complete: bool) -> Measure:
    """The measure that holds for values from ``low`` to ``high``, too."""
    bounds = [bound for bound in (measure.low, measure.high, low, high) if bound is not None]
    complete = measure.complete and complete
    if not bounds:
        return Measure(measure.integers, complete)
    least, most = min(bounds), max(bounds)
    return Measure(span(least, most, 0).integers, complete, least, most)


def _fetch_row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = connection.execute(query).fetchone() or ()
    return row


def quote_name(name: str) -> str:
    """A name as SQL writes it.

    >>> quote_name('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
