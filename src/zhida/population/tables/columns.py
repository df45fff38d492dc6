"""What the columns of a table hold: the code of the firm, its name, and facts by their names in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zhida.lang.base.diagnostic import Diagnostic
from zhida.policy.facts import CODE, NAME, Fact, FactCatalogue, FactGroup, Kind, find_similar
from zhida.population.tables.sheet import Line, Report, Sheet

_LINES_BEFORE_HEADINGS = 10
"""Among so many lines the headings are looked for; a title may stand above them."""

_YUAN = "元"
"""The unit of money, also where the catalogue does not say it."""

_UNIT = re.compile(r"(?P<name>.+?)\s*[（(](?P<unit>[^（()）]+)[)）]\Z")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a fact: its place from 0, and the way to the fact in the catalogue."""

    index: int
    heading: str
    path: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of the columns of a table; ``name`` is None where a table does not name the firms."""

    headings: tuple[str, ...]
    code: int
    name: int | None
    columns: tuple[Column, ...]


def find_headings(lines: Iterator[Line]) -> Line | None:
    """The line of headings: the first that has one for the code of the firm; None if it is not near the top."""
    for _, line in zip(range(_LINES_BEFORE_HEADINGS), lines, strict=False):
        if CODE in line.cells:
            return line
    return None


def read_layout(
    line: Line, sheet: Sheet, group: FactGroup | None, catalogue: FactCatalogue, ignored: Collection[str]
) -> tuple[Layout, tuple[Diagnostic, ...]]:
    """The layout of a table of firms, or of the records of a ``group``, and what is wrong with its headings."""
    found: list[Diagnostic] = []
    reader = _Reader(line, sheet, group, catalogue, found.append)
    columns = tuple(reader.read(ignored))
    if group is None and NAME not in line.cells:
        found.append(Diagnostic("table.no-name-column", sheet.place(line.number, 0, "", ""), {"name": NAME}))
    name = line.cells.index(NAME) if group is None and NAME in line.cells else None
    return Layout(line.cells, line.cells.index(CODE), name, columns), tuple(found)


class _Reader:
    """Reads the headings of one table."""

    def __init__(
        self, line: Line, sheet: Sheet, group: FactGroup | None, catalogue: FactCatalogue, report: Report
    ) -> None:
        self._line = line
        self._sheet = sheet
        self._group = group
        self._catalogue = catalogue
        self._report = report
        self._facts = catalogue.firm_facts if group is None else group.facts

    def read(self, ignored: Collection[str]) -> Iterator[Column]:
        """The columns of facts."""
        seen: set[str] = set()
        for index, heading in enumerate(self._line.cells):
            name = self._strip_unit(heading, index)
            if not name or name in ignored:
                continue
            if name in seen:
                self._tell("table.duplicate-column", index, name=name)
            elif name in self._facts:
                prefix = "" if self._group is None else f"{self._group.name}."
                yield Column(index, heading, f"{prefix}{name}", self._facts[name])
            elif name not in {CODE, NAME}:
                self._refuse(name, index)
            seen.add(name)

    def _strip_unit(self, heading: str, index: int) -> str:
        """``营业收入（元）`` as 营业收入; any other unit than that of the catalogue is refused."""
        matched = _UNIT.match(heading)
        fact = self._facts.get(matched["name"]) if matched and heading not in self._facts else None
        if matched is None or fact is None:
            return heading
        unit = fact.unit or (_YUAN if fact.kind is Kind.MONEY else "")
        if matched["unit"] != unit:
            self._tell("table.other-unit", index, name=fact.name, unit=unit or "—", given=matched["unit"])
        return fact.name

    def _refuse(self, name: str, index: int) -> None:
        """A heading that is no fact of this table, with the table where it is one, or the fact it is like."""
        owner = next((group.name for group in self._catalogue.lists.values() if name in group.facts), None)
        if owner is not None and self._group is None:
            self._tell("table.column-elsewhere", index, name=name, table=owner)
        elif self._group is not None and name in self._catalogue.firm_facts:
            self._tell("table.column-of-firms", index, name=name, table=self._group.name)
        else:
            similar = find_similar(name, (*self._facts, CODE, NAME))
            self._tell(
                "table.misspelt-column" if similar else "table.unknown-column", index, name=name, similar=similar
            )

    def _tell(self, code: str, index: int, **values: object) -> None:
        heading = self._line.cells[index]
        self._report(Diagnostic(code, self._sheet.place(self._line.number, index, heading, heading), values))
