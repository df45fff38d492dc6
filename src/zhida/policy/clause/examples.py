"""A table of the document → worked examples: ``算例``, facts, ``→ results``."""

from __future__ import annotations

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source
from zhida.policy.clause.rules import ARROW, check_delimiter
from zhida.policy.clause.tree import Case, CaseTable
from zhida.policy.document.entries import Report
from zhida.policy.document.tree import Cell, Row, Table

CASE = "算例"


def is_case_table(table: Table) -> bool:
    """Whether the first header cell says so."""
    return table.header.cells[0].text == CASE


def read_case_table(table: Table, article: str, report: Report) -> CaseTable:
    """The worked examples; ragged rows and rows without a name are reported and left out."""
    headings = table.header.cells[1:]
    _check_head(table, report)
    cases = (_read_case(row, headings, article, report) for row in table.rows)
    return CaseTable(
        facts=tuple(cell.source(article, cell.text) for cell in headings if not _is_result(cell)),
        results=tuple(_result(cell, article) for cell in headings if _is_result(cell)),
        cases=tuple(case for case in cases if case is not None),
        span=table.header.span,
    )


def _check_head(table: Table, report: Report) -> None:
    headings = [cell.text for cell in table.header.cells]
    check_delimiter(table, report)
    if not any(_is_result(cell) for cell in table.header.cells):
        report(Diagnostic("pack.result-column-missing", table.header.span))
    for index, cell in enumerate(table.header.cells):
        if not cell.text:
            report(Diagnostic("pack.empty-heading", table.header.span))
        elif cell.text in headings[:index]:
            report(Diagnostic("pack.duplicate-column", cell.span, {"name": cell.text}))


def _read_case(row: Row, headings: tuple[Cell, ...], article: str, report: Report) -> Case | None:
    if len(row.cells) != len(headings) + 1:
        report(Diagnostic("pack.ragged-row", row.span, {"given": len(row.cells), "wanted": len(headings) + 1}))
        return None
    name = row.cells[0].text
    if not name:
        report(Diagnostic("pack.case-without-name", row.span))
        return None
    cells = [(heading, cell) for heading, cell in zip(headings, row.cells[1:], strict=True) if cell.text]
    place = (article, f"{CASE} {name}")
    return Case(
        name=name,
        given={heading.text: cell.source(*place, heading.text) for heading, cell in cells if not _is_result(heading)},
        expected={
            _result(heading, article).text: cell.source(*place, heading.text)
            for heading, cell in cells
            if _is_result(heading)
        },
        span=row.span,
    )


def _is_result(cell: Cell) -> bool:
    return cell.text.startswith(ARROW)


def _result(cell: Cell, article: str) -> Source:
    name = cell.text.removeprefix(ARROW).strip()
    return cell.part(name, article, name)
