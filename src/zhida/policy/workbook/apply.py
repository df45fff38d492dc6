"""What an edited workbook changes in a document; findings about it at the cells of the workbook."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.span import Source, Span
from zhida.policy.document.read import read_document
from zhida.policy.document.rewrite import Grid, rewrite_table
from zhida.policy.document.tree import Document, Row
from zhida.policy.document.write import digest_document
from zhida.policy.facts import find_similar
from zhida.policy.workbook.read import ReadWorkbook, place_cell
from zhida.policy.workbook.sheets import Sheet, list_sheets


@dataclass(frozen=True, slots=True)
class Edit:
    """A sheet that differs from its table: how many rows are new, changed and gone."""

    sheet: str
    added: int
    changed: int
    removed: int


def apply_workbook(document: Document, workbook: ReadWorkbook, file: str) -> tuple[Document, tuple[Edit, ...]]:
    """The document with the tables of a workbook made from it, and what differs; all else stays byte for byte.

    Raises `DiagnosticError` when the document has changed since, and when a sheet is missing, unknown or empty.
    """
    sheets = list_sheets(document)
    _check_sheets(sheets, document, workbook, file)
    text = document.source.text
    edits = [
        (sheet, new, edit)
        for sheet in sheets
        for new, edit in [_compare(sheet, workbook.sheets[sheet.name])]
        if edit is not None
    ]
    for sheet, new, _ in reversed(edits):
        text = text[: sheet.table.span.start] + new + text[sheet.table.span.end :]
    return read_document(text, document.source.file), tuple(edit for *_, edit in edits)


def locate_findings(
    found: tuple[Diagnostic, ...], document: Document, workbook: ReadWorkbook, file: str
) -> tuple[Diagnostic, ...]:
    """Findings about an edited document at the cells of its workbook; those about nothing in a table stay as they are."""
    places = {
        row.cells[0].line: (sheet, index, row)
        for sheet in list_sheets(document)
        for index, row in enumerate((sheet.table.header, *sheet.table.rows))
        if row.cells
    }
    return tuple(
        _locate(one, places.get(one.span.position.line) if one.span else None, workbook, file) for one in found
    )


def _locate(found: Diagnostic, place: tuple[Sheet, int, Row] | None, workbook: ReadWorkbook, file: str) -> Diagnostic:
    if place is None or found.span is None:
        return found
    sheet, index, row = place
    column = max(
        (number for number, cell in enumerate(row.cells) if cell.column <= found.span.position.column), default=0
    )
    reference = f"{_letters(column)}{workbook.rows[sheet.name][index]}"
    span = place_cell(file, sheet.name, reference, row.cells[column].text)
    return Diagnostic(found.code, span, found.values, found.severity)


def _letters(column: int) -> str:
    """Excel's name of a column: A to Z, AA and on.

    >>> _letters(0), _letters(25), _letters(26)
    ('A', 'Z', 'AA')
    """
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def _check_sheets(sheets: tuple[Sheet, ...], document: Document, workbook: ReadWorkbook, file: str) -> None:
    found: list[Diagnostic] = []
    if workbook.digest != digest_document(document):
        found.append(Diagnostic("workbook.document-changed", _whole(file), {"document": document.source.file}))
    names = [sheet.name for sheet in sheets]
    for name in names:
        if name not in workbook.sheets:
            found.append(Diagnostic("workbook.sheet-missing", _whole(file), {"name": name}))
        elif not workbook.sheets[name]:
            found.append(Diagnostic("workbook.sheet-empty", _whole(file, name), {"name": name}))
    for name in workbook.sheets:
        if name not in names:
            known = find_similar(name, names) or "、".join(names)
            found.append(Diagnostic("workbook.unknown-sheet", _whole(file, name), {"name": name, "known": known}))
    if found:
        raise DiagnosticError(found)


def _whole(file: str, *place: str) -> Span:
    return Source("", file, place).span


def _compare(sheet: Sheet, grid: Grid) -> tuple[str, Edit | None]:
    """The text of the table as the workbook has it, and how it differs; None where it does not."""
    numbered = tuple(_number(row, index, sheet) for index, row in enumerate(grid))
    rewritten = rewrite_table(sheet.table, numbered)
    if rewritten is None:
        return "", None
    return rewritten.text, Edit(sheet.name, rewritten.added, rewritten.changed, rewritten.removed)


def _number(row: tuple[str, ...], index: int, sheet: Sheet) -> tuple[str, ...]:
    return (str(index), *row[1:]) if sheet.is_numbered and index else row
