"""What differs between two rule tables, or between the worked examples of two versions of a clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from zhida.policy.answers import defined_names
from zhida.policy.clause.rules import ARROW
from zhida.policy.clause.tree import Clause, RuleTable
from zhida.policy.difference.align import align_names, align_parts, align_rows
from zhida.policy.difference.grid import Column, Grid, GridCell, GridRow, Role, read_case_grid, read_table_grid
from zhida.policy.difference.model import Difference, Part, Side, tell_difference, tell_same_meaning
from zhida.policy.difference.pairing import Pairing
from zhida.policy.from_document import define_key
from zhida.policy.pack import Pack

Columns: TypeAlias = "tuple[tuple[Column | None, Column | None], ...]"


def compare_tables(
    pairing: Pairing, old: tuple[Clause, RuleTable], new: tuple[Clause, RuleTable]
) -> Iterator[Difference]:
    """What differs between two rule tables that belong together: headings, rows, cells."""
    before, after = read_table_grid(pairing.old, *old), read_table_grid(pairing.new, *new)
    comparison = _Comparison(pairing, new[0].id, before, after, _align_columns(before, after))
    yield from comparison.compare_headings()
    for left, right in _align_rows(comparison):
        yield from comparison.compare_rows(left, right, Part.ROW, Part.CELL)


def compare_cases(pairing: Pairing, old: Clause, new: Clause) -> Iterator[Difference]:
    """What differs between the worked examples of a clause; they belong together by name, else by content."""
    before, after = read_case_grid(old), read_case_grid(new)
    columns = _align_case_columns(pairing, before, after, old, new)
    comparison = _Comparison(pairing, new.id, before, after, columns)
    for left, right in align_parts(before.rows, after.rows, lambda row: row.name, _write_cells):
        if left and right and left.name != right.name:
            yield tell_difference(Part.CASE_NAME, new.id, _tell_name(left), _tell_name(right))
        yield from comparison.compare_rows(left, right, Part.CASE, Part.CASE_CELL)


def tell_table(pack: Pack, clause: Clause, table: RuleTable) -> Side:
    """A rule table that only one version has: its rows, each on a line."""
    grid = read_table_grid(pack, clause, table)
    text = "\n".join(_tell_row(row, grid).text for row in grid.rows)
    return Side(text, clause.article, grid.name, line=table.span.position.line)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two grids of a clause and their columns that belong together."""

    pairing: Pairing
    clause: str
    before: Grid
    after: Grid
    columns: Columns

    def compare_headings(self) -> Iterator[Difference]:
        for left, right in self.columns:
            was = self.before.columns[left] if left else None
            becomes = self.after.columns[right] if right else None
            sides = (_tell_heading(self.before, was), _tell_heading(self.after, becomes))
            yield from self._compare_cell(Part.COLUMN, (was, becomes), sides)

    def compare_rows(
        self, left: GridRow | None, right: GridRow | None, whole: Part, part: Part
    ) -> Iterator[Difference]:
        """The cells of two rows that differ, or the ``whole`` row where one version lacks it."""
        if left is None or right is None:
            sides = (_tell_row(left, self.before) if left else None, _tell_row(right, self.after) if right else None)
            yield tell_difference(whole, self.clause, *sides)
            return
        for old, new in self.columns:
            was = left.cells.get(old) if old else None
            becomes = right.cells.get(new) if new else None
            places = (_place(self.before, left, old, was), _place(self.after, right, new, becomes))
            yield from self._compare_cell(part, (was, becomes), places)

    def _compare_cell(
        self, part: Part, cells: tuple[GridCell | None, GridCell | None], sides: tuple[Side | None, Side | None]
    ) -> Iterator[Difference]:
        (was, becomes), (before, after) = cells, sides
        if (was and was.text) == (becomes and becomes.text):
            return
        is_same = was and becomes and was.meaning and self.pairing.mean_same(was.meaning, becomes.meaning)
        if before and after and is_same:
            yield tell_same_meaning(part, self.clause, before, after)
        else:
            yield tell_difference(part, self.clause, before, after)


def _align_columns(old: Grid, new: Grid) -> Columns:
    """The columns that belong together: by role and heading, else in order."""
    return tuple(
        pair
        for role in Role
        for pair in align_names(
            [column for column in old.columns if column.role is role],
            [column for column in new.columns if column.role is role],
        )
    )


def _align_rows(comparison: _Comparison) -> Iterator[tuple[GridRow | None, GridRow | None]]:
    """The rows that belong together, by the texts of the columns that both tables have."""
    before, after = comparison.before.rows, comparison.after.rows
    shared = [(left, right) for left, right in comparison.columns if left and right]
    pairs = align_rows(
        [tuple(_squeeze(row.cells[left].text) for left, _ in shared) for row in before],
        [tuple(_squeeze(row.cells[right].text) for _, right in shared) for row in after],
    )
    for left, right in pairs:
        yield None if left is None else before[left], None if right is None else after[right]


def _align_case_columns(pairing: Pairing, before: Grid, after: Grid, old: Clause, new: Clause) -> Columns:
    """The columns of worked examples that belong together: by heading, results also by what their definition is renamed to."""
    names = {name: pairing.keys.get(define_key(old.id, name), "") for name in defined_names(old)}
    renamed = {name: key.removeprefix(f"{new.id}/") for name, key in names.items() if key}
    pairs = [(column, _rename(column, renamed)) for column in before.columns]
    original = {other: name for name, other in renamed.items()}
    known = {other for _, other in pairs}
    return (*pairs, *((_rename(column, original), column) for column in after.columns if column not in known))


def _rename(column: Column, names: Mapping[str, str]) -> Column:
    name = column.heading.removeprefix(f"{ARROW} ")
    return replace(column, heading=f"{ARROW} {names.get(name, name)}") if column.role is Role.RESULT else column


def _place(grid: Grid, row: GridRow, column: Column | None, cell: GridCell | None) -> Side | None:
    if column is None or cell is None:
        return None
    return Side(cell.text, row.article, grid.name or row.name, row.number, column.heading, cell.line)


def _tell_heading(grid: Grid, cell: GridCell | None) -> Side | None:
    if cell is None:
        return None
    return Side(cell.text, grid.article, grid.name, column=cell.text, line=cell.line)


def _tell_row(row: GridRow, grid: Grid) -> Side:
    texts = (f"{column.heading}: {cell.text}" for column, cell in row.cells.items() if cell.text not in {"", "-"})
    return Side("；".join(texts), row.article, grid.name or row.name, row.number, line=row.line)


def _tell_name(row: GridRow) -> Side:
    return Side(row.name, row.article, row.name, row.number, line=row.line)


def _write_cells(row: GridRow) -> str:
    return "|".join(sorted(f"{column.heading}|{cell.text}" for column, cell in row.cells.items()))


def _squeeze(text: str) -> str:
    """The text without blanks: a row that is only written otherwise stays the same row."""
    return "".join(text.split())
