"""A table of a document with other cells: rows that did not change keep every blank they had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from zhida.policy.document.tree import Row, Table
from zhida.policy.document.write import escape_cell

Grid: TypeAlias = tuple[tuple[str, ...], ...]
"""The texts of the cells of a table, row by row, the header first."""


@dataclass(frozen=True, slots=True)
class RewrittenTable:
    """The text that takes the place of a table, and how many rows are new, changed and gone."""

    text: str
    added: int
    changed: int
    removed: int


def rewrite_table(table: Table, grid: Grid) -> RewrittenTable | None:
    """The table with the cells of ``grid``; None where they are those it has."""
    head, *rows = grid
    old = [read_texts(row) for row in table.rows]
    if head == read_texts(table.header) and rows == old:
        return None
    lines = list(_write_head(table, head))
    added = changed = removed = 0
    for first, last, start, end in _align(old, rows):
        paired = min(last - first, end - start)
        lines += [
            _write_row(row, table.rows[first + place] if place < paired else None)
            for place, row in enumerate(rows[start:end])
        ]
        changed += sum(old[first + place] != rows[start + place] for place in range(paired))
        added, removed = added + end - start - paired, removed + last - first - paired
    ending = "\r\n" if "\r\n" in table.span.text else "\n"
    closing = ending if table.span.text.endswith("\n") else ""
    changed += head != read_texts(table.header)
    return RewrittenTable(ending.join(lines) + closing, added, changed, removed)


def read_texts(row: Row) -> tuple[str, ...]:
    """The texts of the cells of a row."""
    return tuple(cell.text for cell in row.cells)


def _align(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of rows that correspond; a row that only got another number or name is the same row."""
    marks = [row[1:] for row in old], [row[1:] for row in new]
    return (code[1:] for code in SequenceMatcher(None, *marks, autojunk=False).get_opcodes())


def _write_head(table: Table, head: tuple[str, ...]) -> Iterator[str]:
    header, delimiter = table.header, table.delimiter
    yield header.span.text if head == read_texts(header) else _write_row(head, header)
    yield delimiter.span.text if len(head) == len(delimiter.cells) else "|" + "---|" * len(head)


def _write_row(texts: tuple[str, ...], old: Row | None) -> str:
    """A line of the table; one that takes the place of another keeps the blanks around its cells."""
    if old is not None and texts == read_texts(old):
        return old.span.text
    written = [escape_cell(text) for text in texts]
    if old is None or len(old.cells) != len(texts):
        return "| " + " | ".join(written) + " |"
    line, start = old.span.text, old.span.start
    for cell, text in zip(reversed(old.cells), reversed(written), strict=True):
        blank = " " if text and not cell.text else ""
        line = line[: cell.span.start - start] + text + blank + line[cell.span.end - start :]
    return line
