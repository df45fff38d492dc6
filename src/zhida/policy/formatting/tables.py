"""Rule tables and worked examples in their one spelling; cells are not padded, so that an edit of one changes one line."""

from __future__ import annotations

from zhida.policy.answers import NOT_ENTITLED, UNKNOWN
from zhida.policy.clause.examples import is_case_table
from zhida.policy.clause.rules import ARROW, ARTICLE, NOTE, is_rule_table, read_letters
from zhida.policy.document.tree import Cell, Row, Table
from zhida.policy.document.write import escape_cell
from zhida.policy.formatting.expressions import ExpressionFormatter

_WORDS = frozenset([NOT_ENTITLED, UNKNOWN, ""])
"""What the cell of a worked example may say instead of a value."""


def format_table(table: Table, formatter: ExpressionFormatter) -> str:
    """The text of a table; one that is part of the words stays as it is."""
    if is_case_table(table):
        rows = [_format_case_heading(table.header), *(_format_case(row, formatter) for row in table.rows)]
    elif is_rule_table(table):
        headings = [cell.text for cell in table.header.cells]
        rows = [_format_heading(table.header, formatter)]
        rows += [_format_rule(row, headings, formatter) for row in table.rows]
    else:
        return table.span.text
    ending = "\r\n" if "\r\n" in table.span.text else "\n"
    lines = [_write_row(rows[0]), _write_dashes(table.delimiter), *map(_write_row, rows[1:])]
    return ending.join(lines) + (ending if table.span.text.endswith("\n") else "")


def _format_case_heading(header: Row) -> list[str]:
    return [_format_result_name(cell) for cell in header.cells]


def _format_case(row: Row, formatter: ExpressionFormatter) -> list[str]:
    name, *values = (cell.text for cell in row.cells)
    return [name, *(text if text in _WORDS else formatter.format_expression(text) for text in values)]


def _format_heading(header: Row, formatter: ExpressionFormatter) -> list[str]:
    letters, *others = header.cells
    return [read_letters(letters.text), *(_format_column(cell, formatter) for cell in others)]


def _format_column(cell: Cell, formatter: ExpressionFormatter) -> str:
    if cell.text.startswith(ARROW) or cell.text in {ARTICLE, NOTE}:
        return _format_result_name(cell)
    return formatter.format_expression(cell.text)


def _format_result_name(cell: Cell) -> str:
    return f"{ARROW} {cell.text.removeprefix(ARROW).strip()}" if cell.text.startswith(ARROW) else cell.text


def _format_rule(row: Row, headings: list[str], formatter: ExpressionFormatter) -> list[str]:
    number, *cells = (cell.text for cell in row.cells)
    return [number, *(_format_cell(*one, formatter) for one in zip(headings[1:], cells, strict=True))]


def _format_cell(heading: str, text: str, formatter: ExpressionFormatter) -> str:
    if heading in {ARTICLE, NOTE}:
        return text
    return formatter.format_expression(text) if heading.startswith(ARROW) else formatter.format_tests(text)


def _write_row(texts: list[str]) -> str:
    return "|" + "|".join(_write_cell(text) for text in texts) + "|"


def _write_cell(text: str) -> str:
    return f" {escape_cell(text)} " if text else " "


def _write_dashes(delimiter: Row) -> str:
    return "|" + "|".join(_shorten_dashes(cell.text) for cell in delimiter.cells) + "|"


def _shorten_dashes(text: str) -> str:
    """Three dashes, with the colons that say on which side a column is aligned."""
    return f"{':' * text.startswith(':')}---{':' * text.endswith(':')}"
