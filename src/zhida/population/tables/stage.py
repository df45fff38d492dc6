"""Lines of tables laid down in a database that spills to disk, to be read in the order of the firms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from zhida.lang.base.diagnostic import Diagnostic
from zhida.population.tables.columns import Layout
from zhida.population.tables.sheet import Line, Report, Sheet

_LINES_AT_ONCE = 10_000


class Staged(NamedTuple):
    """A line as it was laid down: its number, the code of the firm, its name or an empty text, and the cells of the facts."""

    line: int
    code: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StagedTable:
    """A table that was laid down under a name."""

    name: str
    sheet: Sheet
    layout: Layout


def lay_down(table: StagedTable, lines: Iterator[Line], report: Report, connection: duckdb.DuckDBPyConnection) -> None:
    """Lay the lines after the headings down; what stands outside of the columns is reported."""
    name, layout = table.name, table.layout
    texts = [f"c{number}" for number in range(len(layout.columns) + 2)]
    columns = ", ".join(("line BIGINT", *(f"{text} VARCHAR" for text in texts)))
    connection.execute(f"CREATE TABLE {name} ({columns})")
    places = [layout.code, layout.name, *(column.index for column in layout.columns)]
    while block := list(islice(lines, _LINES_AT_ONCE)):
        for line in block:
            _check_width(line, table, report)
        arrays = [pa.array([line.number for line in block], pa.int64()), *(_cut(block, place) for place in places)]
        connection.register("incoming", pa.table(dict(zip(("line", *texts), arrays, strict=True))))
        connection.execute(f"INSERT INTO {name} SELECT * FROM incoming")  # noqa: S608 - names of ours


def _cut(block: Sequence[Line], place: int | None) -> pa.Array:
    """One column of a block; empty texts where there is none."""
    return pa.array(
        [line.cells[place] if place is not None and place < len(line.cells) else "" for line in block], pa.string()
    )


def _check_width(line: Line, table: StagedTable, report: Report) -> None:
    sheet, headings = table.sheet, table.layout.headings
    if sheet.title is None and len(line.cells) < len(headings):
        place = sheet.place(line.number, len(line.cells), "", "")
        report(Diagnostic("table.short-line", place, {"given": len(line.cells), "wanted": len(headings)}))
    for index, text in enumerate(line.cells):
        if text and (index >= len(headings) or not headings[index]):
            report(Diagnostic("table.no-heading", sheet.place(line.number, index, "", text), {"text": text[:40]}))


def iterate_firms(firms: StagedTable, connection: duckdb.DuckDBPyConnection) -> Iterator[Staged]:
    """The lines of the table of firms, in their order."""
    for line, code, name, *cells in _fetch(f"SELECT * FROM {firms.name} ORDER BY line", connection):  # noqa: S608
        yield Staged(line, code, name, tuple(cells))


def iterate_duplicates(firms: StagedTable, connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, str, int]]:
    """Lines with a code that an earlier line has: the line, the code, and the earlier line."""
    first = f"SELECT line, c0, min(line) OVER (PARTITION BY c0) AS first FROM {firms.name} WHERE c0 <> ''"  # noqa: S608
    yield from _fetch(f"SELECT * FROM ({first}) WHERE line > first ORDER BY line", connection)  # noqa: S608


def iterate_records(
    records: StagedTable, firms: StagedTable, connection: duckdb.DuckDBPyConnection
) -> Iterator[tuple[int | None, Staged]]:
    """The lines of a list in the order of the firms they belong to, each with the line of the firm; first those without."""
    lines = f"SELECT c0, min(line) AS firm FROM {firms.name} GROUP BY c0"  # noqa: S608 - names of ours
    query = (
        f"SELECT firm, records.* FROM {records.name} AS records LEFT JOIN ({lines}) AS firms USING (c0) "  # noqa: S608
        "ORDER BY firm NULLS FIRST, line"
    )
    for firm, line, code, name, *cells in _fetch(query, connection):
        yield firm, Staged(line, code, name, tuple(cells))


def _fetch(query: str, connection: duckdb.DuckDBPyConnection) -> Iterator[Any]:
    cursor = connection.cursor()
    cursor.execute(query)
    while rows := cursor.fetchmany(_LINES_AT_ONCE):
        yield from rows
