"""Rule tables and worked examples as grids of cells that know what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from zhida.lang.core.tree import Expression
from zhida.policy.clause.rules import ARROW, ARTICLE, NOTE
from zhida.policy.clause.tree import Clause, RuleTable
from zhida.policy.difference.meaning import find_table, read_value
from zhida.policy.pack import Pack


class Role(IntEnum):
    """What a column is for."""

    CONDITION = 1
    RESULT = 2
    REMARK = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading; of several with the same, ``occurrence`` counts from 0."""

    role: Role
    heading: str
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a cell says; ``meaning`` is its core tree, None where it has none."""

    text: str
    meaning: Expression | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row by its number from 1; ``name`` is that of a worked example, empty for a rule."""

    name: str
    number: int
    article: str
    cells: Mapping[Column, GridCell]
    line: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``columns`` are its headings, ``name`` what it defines, empty for worked examples."""

    name: str
    article: str
    columns: Mapping[Column, GridCell]
    rows: tuple[GridRow, ...]


def read_table_grid(pack: Pack, clause: Clause, table: RuleTable) -> Grid:
    """A rule table with the meaning of every condition and result."""
    core = find_table(pack, clause.id, table.name)
    conditions = _number_columns(Role.CONDITION, [one.text for one in table.conditions])
    results = _number_columns(Role.RESULT, [f"{ARROW} {one.text}" for one in table.results])
    article, note = Column(Role.REMARK, ARTICLE), Column(Role.REMARK, NOTE)
    headings = {
        column: GridCell(source.text, input_.expression, source.line)
        for column, source, input_ in zip(conditions, table.conditions, core.inputs, strict=True)
    } | {column: GridCell(column.heading, line=one.line) for column, one in zip(results, table.results, strict=True)}
    rows = []
    for rule, meant in zip(table.rules, core.rules, strict=True):
        texts = zip((*conditions, *results), (*rule.tests, *rule.results), (*meant.tests, *meant.results), strict=True)
        cells = {column: GridCell(source.text, meaning, source.line) for column, source, meaning in texts}
        line = rule.span.position.line
        cells |= {article: GridCell(rule.article, line=line), note: GridCell(rule.note, line=line)}
        rows.append(GridRow("", rule.number, rule.article, cells, line))
    remarks = {article: GridCell(ARTICLE), note: GridCell(NOTE)}
    return Grid(tell_results(table), clause.article, headings | remarks, tuple(rows))


def tell_results(table: RuleTable) -> str:
    """What people call a rule table: its results."""
    return "、".join(result.text for result in table.results)


def read_case_grid(clause: Clause) -> Grid:
    """All worked examples of a clause as one grid."""
    rows = []
    for number, case in enumerate(clause.cases, 1):
        given = {Column(Role.CONDITION, name): source for name, source in case.given.items()}
        wanted = {Column(Role.RESULT, f"{ARROW} {name}"): source for name, source in case.expected.items()}
        cells = {
            column: GridCell(source.text, read_value(source), source.line)
            for column, source in (given | wanted).items()
        }
        rows.append(GridRow(case.name, number, clause.article, cells, case.span.position.line))
    columns = {column: GridCell(column.heading) for row in rows for column in row.cells}
    return Grid("", clause.article, columns, tuple(rows))


def _number_columns(role: Role, headings: list[str]) -> list[Column]:
    seen: Counter[str] = Counter()
    columns = []
    for heading in headings:
        columns.append(Column(role, heading, seen[heading]))
        seen[heading] += 1
    return columns
