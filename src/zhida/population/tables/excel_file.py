"""The sheets of an Excel workbook as lines, read as a stream."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, repeat, zip_longest
from pathlib import Path
from typing import Any, TypeAlias

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from zhida.lang.base.diagnostic import Diagnostic
from zhida.population.tables.cell_text import DIGITS, write_float, write_value
from zhida.population.tables.sheet import Line, Report, Sheet, refuse_file

_ERROR, _FORMULA = "e", "f"
"""How cells are marked that hold an error such as #REF!, or a formula."""

_BLOCK = 1 << 20

_Row: TypeAlias = "tuple[Any, ...]"
"""Cells as openpyxl reads them from a stream, of several classes with a value and a type of data."""


def open_excel(path: Path) -> list[Sheet]:
    """The sheets of a workbook, each named after itself; `DiagnosticError` if the file is no workbook."""
    try:
        with closing(load_workbook(path, read_only=True)) as workbook:
            titles = [sheet.title for sheet in workbook.worksheets]
        rows = _iterate_with_formulas if _has_formulas(path) else _iterate_values
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise refuse_file("table.not-excel", str(path)) from error

    def open_sheet(title: str) -> Sheet:
        def read(report: Report) -> Iterator[Line]:
            for number, (cells, written) in enumerate(rows(path, title), 1):
                texts = tuple(_read_row(number, cells, written, sheet, report))
                if any(texts):
                    yield Line(number, texts)

        sheet = Sheet(str(path), title, title, read)
        return sheet

    return [open_sheet(title) for title in titles]


def _has_formulas(path: Path) -> bool:
    """Whether any sheet holds a formula; most data do not, and are then read once."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                with archive.open(name) as part:
                    before = b""
                    while block := part.read(_BLOCK):
                        if any(mark in before + block for mark in (b"<f>", b"<f ", b"<f/")):
                            return True
                        before = block[-2:]
    return False


def _iterate_values(path: Path, title: str) -> Iterator[tuple[_Row, _Row]]:
    """The rows of a sheet without formulas."""
    return zip(_iterate_rows(path, title, data_only=True), repeat(()), strict=False)


def _iterate_with_formulas(path: Path, title: str) -> Iterator[tuple[_Row, _Row]]:
    """The rows of a sheet as Excel computed them, and as they are written."""
    computed, written = (_iterate_rows(path, title, data_only=known) for known in (True, False))
    return zip(computed, written, strict=True)


def _iterate_rows(path: Path, title: str, *, data_only: bool) -> Iterator[_Row]:
    with closing(load_workbook(path, read_only=True, data_only=data_only)) as workbook:
        sheet = workbook[title]
        sheet.reset_dimensions()
        yield from sheet.iter_rows()


def _read_row(number: int, cells: _Row, written: _Row, sheet: Sheet, report: Report) -> Iterator[str]:
    for column, (cell, formula) in enumerate(zip_longest(cells, chain(written), fillvalue=None)):
        value = None if cell is None else cell.value
        code, text = _read_cell(value, cell, formula)
        if code is not None:
            place = sheet.place(number, column, "", "" if value is None else str(value))
            report(Diagnostic(code, place, {"text": str(value), "kind": type(value).__name__}))
        yield text


def _read_cell(value: object, cell: Any, formula: Any) -> tuple[str | None, str]:
    """What is wrong with a cell, or None, and its text."""
    if value is None:
        is_open = formula is not None and formula.data_type == _FORMULA
        return ("table.formula-without-value" if is_open else None), ""
    if cell.data_type == _ERROR:
        return "table.error-value", ""
    if type(value) is int and abs(value) >= 10**DIGITS:
        return None, write_float(float(value))
    text = write_value(value)
    return (None, text) if text is not None else ("table.no-text", "")
