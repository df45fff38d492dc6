"""A table of the document → a rule table: ``U``, conditions, ``→ results``, ``依据`` and ``说明``."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.span import Source, Span
from zhida.lang.dmn.model import AggregationName, HitPolicyName
from zhida.policy.clause.tree import Rule, RuleTable
from zhida.policy.document.entries import Report
from zhida.policy.document.tree import Cell, Row, Table
from zhida.policy.facts import is_spellable

ARROW = "→"
"""What marks a column of results."""

HIT_POLICIES: Mapping[str, tuple[HitPolicyName, AggregationName | None]] = MappingProxyType(
    {
        "U": ("UNIQUE", None),
        "A": ("ANY", None),
        "F": ("FIRST", None),
        "P": ("PRIORITY", None),
        "R": ("RULE ORDER", None),
        "O": ("OUTPUT ORDER", None),
        "C": ("COLLECT", None),
        "C+": ("COLLECT", "SUM"),
        "C#": ("COLLECT", "COUNT"),
        "C<": ("COLLECT", "MIN"),
        "C>": ("COLLECT", "MAX"),
    }
)
"""The hit policies by the letters of the first header cell (DMN 1.5, §8.2.10)."""

ARTICLE = "依据"
NOTE = "说明"


class _Role(Enum):
    NUMBER = 1
    CONDITION = 2
    RESULT = 3
    ARTICLE = 4
    NOTE = 5


@dataclass(frozen=True, slots=True)
class _Column:
    role: _Role
    label: str
    cell: Cell


def is_rule_table(table: Table) -> bool:
    """Whether the table is a rule rather than part of the words: a hit policy or a result column says so."""
    headings = [cell.text for cell in table.header.cells]
    return read_letters(headings[0]) in HIT_POLICIES or any(heading.startswith(ARROW) for heading in headings[1:])


def read_rule_table(table: Table, article: str, report: Report) -> RuleTable | None:
    """The rule table, or None if its head is so wrong that no row can be read; ``article`` is that of the clause."""
    policy = HIT_POLICIES.get(read_letters(table.header.cells[0].text))
    if policy is None:
        _report_policy(table.header.cells[0], report)
        return None
    columns = _read_columns(table, report)
    results = tuple(_source(column, article) for column in columns if column.role is _Role.RESULT)
    if not results:
        report(Diagnostic("pack.result-column-missing", table.header.span))
        return None
    check_delimiter(table, report)
    rules = (_read_rule(row, index, columns, article, report) for index, row in enumerate(table.rows, 1))
    return RuleTable(
        hit_policy=policy[0],
        aggregation=policy[1],
        conditions=tuple(_source(column, article) for column in columns if column.role is _Role.CONDITION),
        results=results,
        rules=tuple(rule for rule in rules if rule is not None),
        span=table.header.span,
    )


def read_letters(heading: str) -> str:
    """The letters of a hit policy as they stand in `HIT_POLICIES`.

    >>> read_letters("Ｃ +")
    'C+'
    """
    return unicodedata.normalize("NFKC", heading).replace(" ", "")


def _report_policy(cell: Cell, report: Report) -> None:
    report(Diagnostic("pack.unknown-hit-policy", cell.span, {"text": cell.text, "known": " ".join(HIT_POLICIES)}))


def check_delimiter(table: Table, report: Report) -> None:
    """Report a row of dashes that has not as many cells as the header."""
    given, wanted = len(table.delimiter.cells), len(table.header.cells)
    if given != wanted:
        report(Diagnostic("pack.ragged-row", table.delimiter.span, {"given": given, "wanted": wanted}))


def _read_columns(table: Table, report: Report) -> tuple[_Column, ...]:
    first, *others = table.header.cells
    columns = [_Column(_Role.NUMBER, first.text, first), *(_read_column(cell) for cell in others)]
    seen: set[str] = set()
    for column in columns[1:]:
        if not column.label:
            report(Diagnostic("pack.empty-heading", column.cell.span))
        elif column.role is not _Role.CONDITION and column.label in seen:
            report(Diagnostic("pack.duplicate-column", column.cell.span, {"name": column.label}))
        elif column.role is _Role.RESULT and not is_spellable(column.label):
            report(Diagnostic("pack.bad-name", column.cell.span, {"name": column.label}))
        if column.role is not _Role.CONDITION:
            seen.add(column.label)
    return tuple(columns)


def _read_column(cell: Cell) -> _Column:
    if cell.text.startswith(ARROW):
        return _Column(_Role.RESULT, cell.text.removeprefix(ARROW).strip(), cell)
    role = {ARTICLE: _Role.ARTICLE, NOTE: _Role.NOTE}.get(cell.text, _Role.CONDITION)
    return _Column(role, cell.text, cell)


def _read_rule(row: Row, number: int, columns: tuple[_Column, ...], article: str, report: Report) -> Rule | None:
    if len(row.cells) != len(columns):
        report(Diagnostic("pack.ragged-row", row.span, {"given": len(row.cells), "wanted": len(columns)}))
        return None
    cells = list(zip(columns, row.cells, strict=True))
    _check_row(row, number, cells, report)
    place = (article, f"第{number}行")
    articles = [cell.text for column, cell in cells if column.role is _Role.ARTICLE and cell.text]
    return Rule(
        number=number,
        tests=tuple(_read_test(cell, *place, column.label) for column, cell in cells if column.role is _Role.CONDITION),
        results=tuple(cell.source(*place, column.label) for column, cell in cells if column.role is _Role.RESULT),
        article=articles[0] if articles else article,
        note="".join(cell.text for column, cell in cells if column.role is _Role.NOTE),
        span=row.span,
    )


def _check_row(row: Row, number: int, cells: list[tuple[_Column, Cell]], report: Report) -> None:
    written = row.cells[0]
    if written.text != str(number):
        report(Diagnostic("pack.row-number", _visible(written, row), {"text": written.text, "number": number}))
    for column, cell in cells:
        if column.role is _Role.RESULT and not cell.text:
            report(Diagnostic("pack.empty-result", _visible(cell, row), {"name": column.label, "row": number}))
    if not any(column.role is _Role.ARTICLE and cell.text for column, cell in cells):
        report(Diagnostic("pack.row-without-article", row.span, {"row": number}, Severity.WARNING))


def _read_test(cell: Cell, *place: str) -> Source:
    source = cell.source(*place)
    return source if source.text else replace(source, text="-")


def _visible(cell: Cell, row: Row) -> Span:
    """The cell, or the whole row if there is nothing in it to point at."""
    return cell.span if cell.text else row.span


def _source(column: _Column, article: str) -> Source:
    """The heading as an expression: of a result only its name."""
    return column.cell.part(column.label, article, column.label)
