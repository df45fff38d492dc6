"""Document → text, byte for byte, and the replacement of one cell."""

from __future__ import annotations

import hashlib

from zhida.lang.base.diagnostic import refuse
from zhida.policy.document.read import read_document
from zhida.policy.document.tree import Cell, Document


def write_document(document: Document) -> str:
    r"""The text of a document: what was read, to the last blank.

    >>> write_document(read_document("# 标题\r\n\r\n正文  \n")) == "# 标题\r\n\r\n正文  \n"
    True
    """
    return "".join(block.span.text for block in document.blocks)


def digest_document(document: Document) -> str:
    """The SHA-256 of a document's text."""
    return hashlib.sha256(write_document(document).encode()).hexdigest()


def escape_cell(text: str) -> str:
    r"""What stands in a table for the text of a cell: bars escaped, and a backslash at the end kept off the next bar.

    >>> escape_cell(" 甲|乙 "), escape_cell("\\")
    ('甲\\|乙', '\\ ')
    """
    written = text.strip().replace("|", "\\|")
    return f"{written} " if written.endswith("\\") else written


def replace_cell(document: Document, cell: Cell, text: str) -> Document:
    r"""The document with another text in one cell and nothing else changed; ``|`` is escaped.

    Raises `DiagnosticError` when the text has a line break, which no cell can hold.

    >>> document = read_document("| U | → 奖励 |\n|---|---|\n| 1 | 5万 |\n")
    >>> cell = document.blocks[0].rows[0].cells[1]
    >>> write_document(replace_cell(document, cell, "8万")).splitlines()[2]
    '| 1 | 8万 |'
    """
    if "\n" in text or "\r" in text:
        raise refuse("document.line-break-in-cell", cell.span)
    whole = document.source.text
    edited = whole[: cell.span.start] + escape_cell(text) + whole[cell.span.end :]
    return read_document(edited, document.source.file)
