"""A policy's tables → an Excel workbook."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from zhida.lang.base.messages import count_columns
from zhida.policy.document.tree import Row
from zhida.policy.document.write import digest_document
from zhida.policy.pack import Pack
from zhida.policy.workbook.sheets import COVER, Sheet, list_sheets

TEXT_FORMAT = "@"
"""Excel's format for text: what is typed into such a cell stays as it was typed, 18 digits and 10% included."""

_HEAD = PatternFill("solid", fgColor="DCE6F1")
_WIDEST = 48
_NARROWEST = 8
_INSTRUCTIONS = (
    "每张表一个工作表。可以改单元格、增删行，规则行的序号会自动重排；不要改工作表的名称。",
    '单元格写法与政策文档相同：> 500万、[10%..20%)、true、"工业"、@"2024-01-01"；不要用公式，不要合并单元格。',
    "改好后运行：zhida from-excel 政策包 本文件。有错时按工作表和单元格指出，文档不会写坏。",
)


def write_workbook(pack: Pack) -> bytes:
    """The workbook of a pack: a cover, and a sheet for every rule table and every table of worked examples.

    Every cell is text, written as in the document, so that Excel changes nothing on its own.
    """
    workbook = Workbook()
    cover = workbook.active if isinstance(workbook.active, Worksheet) else workbook.create_sheet()
    _write_cover(cover, pack)
    for sheet in list_sheets(pack.document):
        _write_sheet(workbook.create_sheet(sheet.name), sheet)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write_cover(cover: Worksheet, pack: Pack) -> None:
    cover.title = COVER
    lines = (
        ("政策", pack.metadata.title),
        ("文号", pack.metadata.number),
        ("政策包", pack.key),
        ("文档摘要", digest_document(pack.document)),
    )
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            _write_cell(cover, number, column, text)
    for number, text in enumerate(_INSTRUCTIONS, len(lines) + 2):
        _write_cell(cover, number, 1, text)
    cover.column_dimensions["A"].width = 12
    cover.column_dimensions["B"].width = _WIDEST


def _write_sheet(worksheet: Worksheet, sheet: Sheet) -> None:
    rows = (sheet.table.header, *sheet.table.rows)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row.cells, 1):
            _write_cell(worksheet, number, column, cell.text)
    for heading in worksheet[1]:
        heading.font, heading.fill = Font(bold=True), _HEAD
    worksheet.freeze_panes = "B2"
    for column in range(1, len(sheet.table.header.cells) + 1):
        worksheet.column_dimensions[get_column_letter(column)].width = _find_width(rows, column - 1)
    _prepare_empty_rows(worksheet, len(rows), len(sheet.table.header.cells))


def _write_cell(worksheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = worksheet.cell(row, column)
    cell.value = text or None
    cell.data_type = "s" if text else "n"  # without it a text that begins with = would be a formula
    cell.number_format = TEXT_FORMAT
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _prepare_empty_rows(worksheet: Worksheet, last: int, columns: int) -> None:
    """Below the table, rows in which what is typed stays text."""
    for row in range(last + 1, last + 51):
        for column in range(1, columns + 1):
            worksheet.cell(row, column).number_format = TEXT_FORMAT


def _find_width(rows: tuple[Row, ...], column: int) -> int:
    texts = (row.cells[column].text for row in rows if column < len(row.cells))
    longest = max(map(count_columns, texts))
    return min(_WIDEST, max(_NARROWEST, longest + 2))
