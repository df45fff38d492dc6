"""Tables laid down → the records of firms that a snapshot is written of; what is wrong is told by its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.temporal import Date
from zhida.policy.facts import CODE, NAME, YEAR, FactCatalogue, FactGroup, Shape
from zhida.population.tables.cells import check_code, read_cell
from zhida.population.tables.columns import Column
from zhida.population.tables.read import StagedTables
from zhida.population.tables.sheet import Findings
from zhida.population.tables.stage import (
    Staged,
    StagedTable,
    iterate_duplicates,
    iterate_firms,
    iterate_records,
)

_CELLS_REMEMBERED = 1_000
"""So many texts of a column, which stand in many lines, are read once."""

Record: TypeAlias = dict[str, object]


def read_records(tables: StagedTables, catalogue: FactCatalogue, complete: frozenset[str]) -> Iterator[Record]:
    """The records of all firms (``docs/policy-format.md``, “A firm”), in the order of their table.

    `DiagnosticError` with all findings, at the end or when they are too many.
    """
    reader = _Reader(tables.firms, catalogue, tables.findings)
    reader.check_duplicates(iterate_duplicates(tables.firms, tables.connection))
    lists = {
        name: _ListReader(
            _Reader(table, catalogue, tables.findings),
            catalogue.lists[name],
            iterate_records(table, tables.firms, tables.connection),
        )
        for name, table in tables.lists.items()
    }
    for line in iterate_firms(tables.firms, tables.connection):
        record = reader.read(line)
        for name, records in lists.items():
            found = records.read(line.line)
            if found or name in complete:
                record[name] = found
        yield record
    tables.findings.settle()


class _Reader:
    """Reads the cells of a table."""

    def __init__(self, table: StagedTable, catalogue: FactCatalogue, findings: Findings) -> None:
        self._table = table
        self.catalogue = catalogue
        self.findings = findings
        self._known: list[Record] = [{} for _ in table.layout.columns]

    def check_duplicates(self, duplicates: Iterable[tuple[int, str, int]]) -> None:
        """Report codes that an earlier line has."""
        for line, code, first in duplicates:
            self.report_code(Diagnostic("table.duplicate-code", None, {"code": code, "first": first}), line, code)

    def read(self, line: Staged) -> Record:
        """The code, the name and the facts of a firm that are given."""
        number, code, name, cells = line
        self.check_code(number, code)
        if not name and self._table.layout.name is not None:
            self.report(Diagnostic("table.name-missing"), number, self._table.layout.name, "")
        return {CODE: code, NAME: name, **self.read_facts(number, cells)}

    def check_code(self, number: int, code: str) -> None:
        """Report a code that is none."""
        wrong = check_code(code)
        if wrong is not None:
            self.report_code(wrong, number, code)

    def read_facts(self, number: int, cells: Sequence[str]) -> Record:
        """The facts of a line that are given, as records hold them."""
        facts: Record = {}
        for text, column, known in zip(cells, self._table.layout.columns, self._known, strict=True):
            value = (known[text] if text in known else self._read_cell(text, column, known, number)) if text else None
            if value is not None:
                facts[column.fact.name] = value
        return facts

    def _read_cell(self, text: str, column: Column, known: Record, number: int) -> object:
        """The value of a cell as records hold it; None for one that is reported."""
        read = read_cell(text, column, self.catalogue)
        if isinstance(read, Diagnostic):
            self.report(read, number, column.index, text)
            return None
        value = str(read) if isinstance(read, Date) else read
        if len(known) < _CELLS_REMEMBERED:
            known[text] = value
        return value

    def find_column(self, name: str) -> int:
        """The place of the column of a fact; that of the code if there is none."""
        columns = self._table.layout.columns
        return next((column.index for column in columns if column.fact.name == name), self._table.layout.code)

    def report_code(self, wrong: Diagnostic, line: int, code: str) -> None:
        """Keep a finding at the cell of the code."""
        self.report(wrong, line, self._table.layout.code, code)

    def report(self, wrong: Diagnostic, line: int, column: int, text: str) -> None:
        """Keep a finding at a cell."""
        place = self._table.sheet.place(line, column, self._table.layout.headings[column], text)
        self.findings.report(replace(wrong, span=place))


class _ListReader:
    """Reads the records of one list, firm by firm in the order of the firms."""

    def __init__(self, reader: _Reader, group: FactGroup, lines: Iterable[tuple[int | None, Staged]]) -> None:
        self._reader = reader
        self._is_yearly = group.shape is Shape.YEARS
        self._year = reader.find_column(YEAR)
        self._firms = groupby(lines, key=itemgetter(0))
        self._waiting = self._advance()

    def read(self, firm: int) -> list[Record]:
        """The records of the firm on a line of the table of firms."""
        if self._waiting is None or self._waiting[0] != firm:
            return []
        lines = self._waiting[1]
        records = [self._read_record(line) for line in lines]
        if self._is_yearly:
            self._check_years(lines, records)
        self._waiting = self._advance()
        return records

    def _advance(self) -> tuple[int, list[Staged]] | None:
        """The next firm that has records; those of no firm are reported."""
        for firm, group in self._firms:
            if firm is not None:
                return firm, [line for _, line in group]
            for _, line in group:
                self._report_stranger(line.line, line.code)
        return None

    def _report_stranger(self, number: int, code: str) -> None:
        if check_code(code) is not None:
            self._reader.check_code(number, code)
        else:
            self._reader.report_code(Diagnostic("table.unknown-firm", None, {"code": code}), number, code)

    def _read_record(self, line: Staged) -> Record:
        number, code, _, cells = line
        if not any(cells):
            self._reader.report_code(Diagnostic("table.empty-record"), number, code)
        return self._reader.read_facts(number, cells)

    def _check_years(self, lines: Sequence[Staged], records: Sequence[Record]) -> None:
        seen: set[object] = set()
        for (number, _, _, _), record in zip(lines, records, strict=True):
            year = record.get(YEAR)
            if year is None:
                self._reader.report(Diagnostic("table.year-missing", None, {"name": YEAR}), number, self._year, "")
            elif year in seen:
                self._reader.report(
                    Diagnostic("firm.duplicate-year", None, {"year": year}), number, self._year, str(year)
                )
            seen.add(year)
