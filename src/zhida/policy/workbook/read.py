"""An Excel workbook → the texts of its sheets; what a document cannot hold is refused by sheet and cell."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, refuse
from zhida.lang.base.span import Source, Span
from zhida.policy.document.rewrite import Grid
from zhida.policy.workbook.sheets import COVER, DIGEST_CELL

LARGEST_WORKBOOK = 20_000_000
"""Bytes; a workbook of tables is a few hundred thousand at most."""

_MOST_DIGITS = 15
"""Digits that a number of a spreadsheet holds."""

_MOST_ROWS, _MOST_COLUMNS = 5_000, 100


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """The digest of the document a workbook was made from, and the texts of its sheets by name.

    The rows of a sheet have the same length. ``rows`` tell for each row of a sheet on which line of Excel it stands: blank lines are left out.
    """

    digest: str
    sheets: Mapping[str, Grid]
    rows: Mapping[str, tuple[int, ...]]


def read_workbook(data: bytes, file: str) -> ReadWorkbook:
    """The texts of a workbook; raises `DiagnosticError` with everything that is wrong, by sheet and cell."""
    if len(data) > LARGEST_WORKBOOK:
        raise refuse("workbook.too-large", Source("", file).span, limit=LARGEST_WORKBOOK)
    try:
        workbook = load_workbook(BytesIO(data))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise refuse("workbook.not-excel", Source("", file).span) from error
    reader = _Reader(file)
    cover = workbook[COVER] if COVER in workbook.sheetnames else None
    if cover is None:
        raise refuse("workbook.without-cover", Source("", file).span, name=COVER)
    read = {sheet.title: reader.read(sheet) for sheet in workbook.worksheets if sheet.title != COVER}
    if reader.diagnostics:
        raise DiagnosticError(reader.diagnostics)
    grids = {name: tuple(line for _, line in lines) for name, lines in read.items()}
    rows = {name: tuple(number for number, _ in lines) for name, lines in read.items()}
    return ReadWorkbook(str(cover[DIGEST_CELL].value or ""), grids, rows)


def place_cell(file: str, sheet: str, reference: str, text: str) -> Span:
    """A cell as a place: ``book.xlsx (rd-award 规则1 › C5)``."""
    return Source(text, file, (sheet, reference)).span


class _Reader:
    """Reads sheet by sheet and collects what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def read(self, sheet: Worksheet) -> list[tuple[int, tuple[str, ...]]]:
        if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
            self._report("workbook.sheet-too-large", sheet, "A1", rows=_MOST_ROWS, columns=_MOST_COLUMNS)
            return []
        for merged in sheet.merged_cells.ranges:
            self._report("workbook.merged-cells", sheet, merged.coord.partition(":")[0], cells=merged.coord)
        texts = [[self._read_cell(cell, sheet) for cell in row] for row in sheet.iter_rows()]
        width = max((column + 1 for column, text in enumerate(texts[0]) if text), default=0) if texts else 0
        for number, row in enumerate(texts, 1):
            for column, text in enumerate(row[width:], width + 1):
                if text:
                    self._report("workbook.outside-table", sheet, sheet.cell(number, column).coordinate)
        return [(number, tuple(row[:width])) for number, row in enumerate(texts, 1) if any(row)]

    def _read_cell(self, cell: Cell | MergedCell, sheet: Worksheet) -> str:
        text = _read_value(cell, lambda code, **values: self._report(code, sheet, cell.coordinate, **values))
        if "\n" in text or "\r" in text:
            self._report("workbook.line-break", sheet, cell.coordinate)
        return text

    def _report(self, code: str, sheet: Worksheet, reference: str, **values: object) -> None:
        text = str(sheet[reference].value or "")
        self.diagnostics.append(Diagnostic(code, place_cell(self.file, sheet.title, reference, text), values))


def _read_value(cell: Cell | MergedCell, report: Callable[..., None]) -> str:
    """A cell as the document writes it: a number in digits, a share in %, a yes in ``true``, a day in ``@"…"``."""
    match cell.value:
        case None:
            return ""
        case str() as text if cell.data_type == "f":
            report("workbook.formula", text=text)
        case str() as text if cell.data_type == "e":
            report("workbook.error-value", text=text)
        case str() as text:
            return text.strip()
        case bool() as flag:
            return "true" if flag else "false"
        case int() | float() as number:
            return _write_number(number, "%" in cell.number_format, report)
        case dt.datetime() as moment if moment.time() == dt.time():
            return f'@"{moment.date().isoformat()}"'
        case dt.date() as day if not isinstance(day, dt.datetime):
            return f'@"{day.isoformat()}"'
        case other:
            report("workbook.no-text", text=str(other))
    return ""


def _write_number(number: float, is_share: bool, report: Callable[..., None]) -> str:  # noqa: FBT001 - the format of the cell
    exact = Decimal(repr(number))
    if len(exact.as_tuple().digits) > _MOST_DIGITS or exact.adjusted() >= _MOST_DIGITS:
        report("workbook.digits-lost", text=repr(number))
    written = format((exact * 100 if is_share else exact).normalize(), "f")
    return f"{written}%" if is_share else written
