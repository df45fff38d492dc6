"""A user's tables laid down: which file holds which table, and what is wrong with their headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import duckdb

from zhida.lang.base.diagnostic import Diagnostic, refuse
from zhida.policy.facts import CODE, FactCatalogue, find_similar
from zhida.population.database import DatabaseSettings, open_database
from zhida.population.tables.columns import find_headings, read_layout
from zhida.population.tables.csv_file import open_csv
from zhida.population.tables.excel_file import open_excel
from zhida.population.tables.parquet_file import open_parquet
from zhida.population.tables.sheet import Findings, OpenFile, Sheet, refuse_file
from zhida.population.tables.stage import StagedTable, lay_down

OPEN_FILE: Mapping[str, OpenFile] = MappingProxyType(
    {
        ".xlsx": open_excel,
        ".xlsm": open_excel,
        ".csv": open_csv,
        ".tsv": open_csv,
        ".txt": open_csv,
        ".parquet": open_parquet,
    }
)
"""How a file is opened, by the end of its name."""

_FIRMS = "firms"


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What tables cannot say themselves.

    ``complete`` names the lists whose table is complete: a firm without a record there has none, where it is otherwise
    unknown whether it has. ``ignored`` are headings of columns that are no facts. ``source`` says where the firms come
    from; without it the names of the files do.
    """

    complete: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    source: str = ""
    database: DatabaseSettings = field(default_factory=DatabaseSettings)


@dataclass(frozen=True, slots=True)
class StagedTables:
    """Tables laid down in a database: that of firms, those of lists by their names, and sheets that name no code."""

    firms: StagedTable
    lists: Mapping[str, StagedTable]
    left_aside: tuple[str, ...]
    connection: duckdb.DuckDBPyConnection
    findings: Findings


@contextmanager
def open_tables(
    files: Iterable[Path], catalogue: FactCatalogue, settings: TableSettings, spill: Path
) -> Iterator[StagedTables]:
    """The tables of files, for as long as they are read; what does not fit into memory goes into the folder ``spill``.

    `DiagnosticError` with everything that is wrong with the files and their headings; `OSError` if one cannot be read.
    """
    _check_names(settings.complete, catalogue)
    sheets = [sheet for file in files for sheet in _open(file)]
    with open_database(spill, settings.database) as connection:
        stager = _Stager(catalogue, settings, connection)
        for sheet in sheets:
            stager.stage(sheet)
        yield stager.finish()


def _check_names(names: Iterable[str], catalogue: FactCatalogue) -> None:
    for name in sorted(names):
        if name not in catalogue.lists:
            similar = find_similar(name, catalogue.lists)
            raise refuse("table.unknown-list", name=name, similar=similar or "packs/facts.md")


def _open(path: Path) -> list[Sheet]:
    open_file = OPEN_FILE.get(path.suffix.lower())
    if open_file is None:
        raise refuse_file("table.unknown-format", str(path), known=" ".join(OPEN_FILE))
    return open_file(path)


class _Stager:
    """Lays tables down one by one."""

    def __init__(
        self, catalogue: FactCatalogue, settings: TableSettings, connection: duckdb.DuckDBPyConnection
    ) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._connection = connection
        self._findings = Findings()
        self._tables: dict[str, StagedTable] = {}
        self._left_aside: list[str] = []
        self._is_broken = False

    def stage(self, sheet: Sheet) -> None:
        """Lay a table down; a sheet of a workbook that is none is left aside."""
        group = self._catalogue.lists.get(sheet.name)
        lines = sheet.read(self._findings.report)
        headings = find_headings(lines)
        if headings is None and group is None and sheet.title is not None:
            self._left_aside.append(sheet.title)
        elif headings is None:
            self._refuse(Diagnostic("table.no-code-column", sheet.place(1, 0, "", ""), {"name": CODE}))
        elif (first := self._tables.get(key := _FIRMS if group is None else sheet.name)) is not None:
            values = {"first": first.sheet.title or first.sheet.file, "name": sheet.name}
            code = "table.second-firms" if group is None else "table.second-list"
            self._refuse(Diagnostic(code, sheet.place(headings.number, 0, "", ""), values))
        else:
            layout, wrong = read_layout(headings, sheet, group, self._catalogue, self._settings.ignored)
            for diagnostic in wrong:
                self._refuse(diagnostic)
            self._tables[key] = StagedTable(f"table_{len(self._tables)}", sheet, layout)
            lay_down(self._tables[key], lines, self._findings.report, self._connection)

    def finish(self) -> StagedTables:
        """All tables; `DiagnosticError` with what is wrong with their headings, or if no firms are among them."""
        if self._is_broken:
            self._findings.settle()
        if _FIRMS not in self._tables:
            raise refuse("table.no-firms", name=CODE)
        lists = {name: table for name, table in self._tables.items() if name != _FIRMS}
        return StagedTables(self._tables[_FIRMS], lists, tuple(self._left_aside), self._connection, self._findings)

    def _refuse(self, diagnostic: Diagnostic) -> None:
        """A finding for which no line can be read."""
        self._findings.report(diagnostic)
        self._is_broken = True
