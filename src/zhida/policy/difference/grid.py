"""Rule tables and worked examples as grids of cells that know what they mean, and how two of them differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from zhida.lang.core.tree import Expression
from zhida.policy.clause.rules import ARROW, ARTICLE, NOTE
from zhida.policy.clause.tree import Clause, RuleTable
from zhida.policy.difference.align import align_names, align_rows
from zhida.policy.difference.meaning import find_table, read_value
from zhida.policy.difference.model import Difference, Part, Side, tell_difference, tell_same_meaning
from zhida.policy.pack import Pack


class _Role(IntEnum):
    CONDITION = 1
    RESULT = 2
    REMARK = 3


@dataclass(frozen=True, slots=True, order=True)
class _Column:
    """A column by its heading; of several with the same, ``occurrence`` counts from 0."""

    role: _Role
    heading: str
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    meaning: Expression | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class _GridRow:
    name: str
    number: int
    article: str
    cells: Mapping[_Column, _Cell]
    line: int


@dataclass(frozen=True, slots=True)
class _Grid:
    name: str
    columns: Mapping[_Column, _Cell]
    rows: tuple[_GridRow, ...]


def compare_tables(old: tuple[Pack, Clause, RuleTable], new: tuple[Pack, Clause, RuleTable]) -> Iterator[Difference]:
    """What differs between two rule tables that belong together: headings, rows, cells."""
    before, after = _read_table(*old), _read_table(*new)
    clause = old[1].id
    yield from _compare_columns(before, after, clause, old[1].article, new[1].article)
    columns = _align_columns(before, after)
    shared = [(left, right) for left, right in columns if left is not None and right is not None]
    pairs = align_rows(
        [tuple(_squeeze(row.cells[left].text) for left, _ in shared) for row in before.rows],
        [tuple(_squeeze(row.cells[right].text) for _, right in shared) for row in after.rows],
    )
    for one, other in pairs:
        left = None if one is None else before.rows[one]
        right = None if other is None else after.rows[other]
        if left is None or right is None:
            yield tell_difference(
                Part.ROW, clause, _tell_row(left, before) if left else None, _tell_row(right, after) if right else None
            )
        else:
            yield from _compare_cells(Part.CELL, clause, (before, left), (after, right), columns)


def compare_cases(old: Clause, new: Clause) -> Iterator[Difference]:
    """What differs between the worked examples of two versions of a clause; they belong together by name or by content."""
    before, after = _read_cases(old), _read_cases(new)
    columns = tuple((column, column) for column in dict.fromkeys((*before.columns, *after.columns)))
    for left, right in _pair_cases(before.rows, after.rows):
        if left is None or right is None:
            yield tell_difference(
                Part.CASE, old.id, _tell_row(left, before) if left else None, _tell_row(right, after) if right else None
            )
            continue
        if left.name != right.name:
            yield tell_difference(Part.CASE, old.id, _tell_name(left), _tell_name(right))
        yield from _compare_cells(Part.CASE_CELL, old.id, (before, left), (after, right), columns)


def _align_columns(old: _Grid, new: _Grid) -> tuple[tuple[_Column | None, _Column | None], ...]:
    """The columns that belong together: by role and heading, else in order."""
    return tuple(
        pair
        for role in _Role
        for pair in align_names(
            [column for column in old.columns if column.role is role],
            [column for column in new.columns if column.role is role],
        )
    )


def _read_table(pack: Pack, clause: Clause, table: RuleTable) -> _Grid:
    core = find_table(pack, clause.id, table.name)
    conditions = _number_columns(_Role.CONDITION, [one.text for one in table.conditions])
    results = _number_columns(_Role.RESULT, [f"{ARROW} {one.text}" for one in table.results])
    article, note = _Column(_Role.REMARK, ARTICLE), _Column(_Role.REMARK, NOTE)
    headings = {
        column: _Cell(source.text, input_.expression, source.line)
        for column, source, input_ in zip(conditions, table.conditions, core.inputs, strict=True)
    } | {column: _Cell(column.heading, line=one.line) for column, one in zip(results, table.results, strict=True)}
    rows = []
    for rule, meant in zip(table.rules, core.rules, strict=True):
        texts = zip((*conditions, *results), (*rule.tests, *rule.results), (*meant.tests, *meant.results), strict=True)
        cells = {column: _Cell(source.text, meaning, source.line) for column, source, meaning in texts}
        line = rule.span.position.line
        cells |= {article: _Cell(rule.article, line=line), note: _Cell(rule.note, line=line)}
        rows.append(_GridRow("", rule.number, rule.article, cells, line))
    return _Grid(table.name, headings | {article: _Cell(ARTICLE), note: _Cell(NOTE)}, tuple(rows))


def _number_columns(role: _Role, headings: list[str]) -> list[_Column]:
    seen: Counter[str] = Counter()
    columns = []
    for heading in headings:
        columns.append(_Column(role, heading, seen[heading]))
        seen[heading] += 1
    return columns


def _read_cases(clause: Clause) -> _Grid:
    rows = []
    for number, case in enumerate(clause.cases, 1):
        given = {_Column(_Role.CONDITION, name): source for name, source in case.given.items()}
        wanted = {_Column(_Role.RESULT, f"{ARROW} {name}"): source for name, source in case.expected.items()}
        cells = {
            column: _Cell(source.text, read_value(source), source.line) for column, source in (given | wanted).items()
        }
        rows.append(_GridRow(case.name, number, clause.article, cells, case.span.position.line))
    columns = {column: _Cell(column.heading) for row in rows for column in row.cells}
    return _Grid("", columns, tuple(rows))


def _pair_cases(
    old: tuple[_GridRow, ...], new: tuple[_GridRow, ...]
) -> Iterator[tuple[_GridRow | None, _GridRow | None]]:
    left, right = ({row.name: row for row in rows} for rows in (old, new))
    lost = [row for row in old if row.name not in right]
    found = [row for row in new if row.name not in left]
    renamed: dict[str, _GridRow] = {}
    for row in lost:
        same = [one for one in found if _texts_of(one) == _texts_of(row) and one not in renamed.values()]
        if same:
            renamed[row.name] = same[0]
    for row in old:
        yield row, right.get(row.name) or renamed.get(row.name)
    yield from ((None, row) for row in found if row not in renamed.values())


def _texts_of(row: _GridRow) -> dict[_Column, str]:
    return {column: cell.text for column, cell in row.cells.items()}


def _compare_columns(old: _Grid, new: _Grid, clause: str, *articles: str) -> Iterator[Difference]:
    for left, right in _align_columns(old, new):
        before = old.columns[left] if left else None
        after = new.columns[right] if right else None
        if before and after and before.text == after.text:
            continue
        sides = [
            Side(cell.text, article, grid.name, column=cell.text, line=cell.line) if cell else None
            for cell, article, grid in zip((before, after), articles, (old, new), strict=True)
        ]
        yield _tell(Part.COLUMN, clause, (sides[0], before), (sides[1], after))


def _compare_cells(
    part: Part,
    clause: str,
    old: tuple[_Grid, _GridRow],
    new: tuple[_Grid, _GridRow],
    columns: tuple[tuple[_Column | None, _Column | None], ...],
) -> Iterator[Difference]:
    for left, right in columns:
        before = old[1].cells.get(left) if left else None
        after = new[1].cells.get(right) if right else None
        if (before and before.text) == (after and after.text):
            continue
        yield _tell(part, clause, (_place(*old, left, before), before), (_place(*new, right, after), after))


def _place(grid: _Grid, row: _GridRow, column: _Column | None, cell: _Cell | None) -> Side | None:
    if column is None or cell is None:
        return None
    return Side(cell.text, row.article, grid.name or row.name, row.number, column.heading, cell.line)


def _tell(
    part: Part, clause: str, old: tuple[Side | None, _Cell | None], new: tuple[Side | None, _Cell | None]
) -> Difference:
    """Two sides with their cells: the same meaning where both have one and it is equal."""
    (before, was), (after, becomes) = old, new
    if before and after and was and becomes and was.meaning is not None and was.meaning == becomes.meaning:
        return tell_same_meaning(part, clause, before, after)
    return tell_difference(part, clause, before, after)


def _tell_row(row: _GridRow, grid: _Grid) -> Side:
    texts = (f"{column.heading}: {cell.text}" for column, cell in row.cells.items() if cell.text not in {"", "-"})
    return Side("；".join(texts), row.article, grid.name or row.name, row.number, line=row.line)


def _tell_name(row: _GridRow) -> Side:
    return Side(row.name, row.article, row.name, row.number, "算例", row.line)


def _squeeze(text: str) -> str:
    """The text without blanks: a row that is only written otherwise stays the same row."""
    return "".join(text.split())
