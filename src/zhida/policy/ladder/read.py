"""The ladders of a library: ``packs/ladders.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.span import Span
from zhida.policy.document.read import read_document
from zhida.policy.document.tree import Cell, Heading, Row, Table
from zhida.policy.facts import find_similar
from zhida.policy.pack import PackLibrary, read_text

FILE = "ladders.md"
"""The file of a folder of packs that declares its ladders."""

_COLUMNS = ("梯级", "条款", "说明")
_NEEDED = ("梯级", "条款")
_HEADING_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: a firm stands on it when it obtains the clause ``clause`` of the pack ``pack``."""

    name: str
    pack: str
    clause: str
    note: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs from the lowest to the highest."""

    title: str
    rungs: tuple[Rung, ...]


def load_ladders(folder: Path, library: PackLibrary) -> tuple[Ladder, ...]:
    """The ladders of a folder of packs, none if it declares none; errors as `read_ladders`, `OSError` if it cannot be read."""
    path = folder / FILE
    return read_ladders(read_text(path), str(path), library) if path.exists() else ()


def read_ladders(text: str, file: str, library: PackLibrary) -> tuple[Ladder, ...]:
    """The ladders a document declares; raises `DiagnosticError` with every error found.

    Each level-2 heading with a table below it is a ladder, each row a rung, the lowest first: its name (``梯级``) and the
    clause that obtains it (``条款``), written ``全国/高新技术企业#ready``.
    """
    reader = _Reader(library)
    ladders = tuple(reader.read(text, file))
    if reader.diagnostics:
        raise DiagnosticError(reader.diagnostics)
    return ladders


class _Reader:
    """Reads the tables in order and collects what is wrong with them."""

    def __init__(self, library: PackLibrary) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.clauses = {
            f"{pack.key}#{answer.clause.id}": answer for pack in library.packs.values() for answer in pack.answers
        }

    def read(self, text: str, file: str) -> Iterator[Ladder]:
        title = ""
        for block in read_document(text, file).blocks:
            match block:
                case Heading(level=level):
                    title = block.title if level == _HEADING_LEVEL else ""
                case Table() if title:
                    yield Ladder(title, tuple(self._read_rungs(block)))
                case Table():
                    self._report("ladder.table-without-heading", block.header.span)
                case _:
                    pass

    def _read_rungs(self, table: Table) -> Iterator[Rung]:
        headings = [cell.text for cell in table.header.cells]
        for cell in table.header.cells:
            if cell.text not in _COLUMNS:
                self._report("ladder.unknown-column", cell.span, name=cell.text, known="、".join(_COLUMNS))
        missing = [name for name in _NEEDED if name not in headings]
        for name in missing:
            self._report("ladder.column-missing", table.header.span, name=name)
        seen: set[str] = set()
        for row in () if missing else table.rows:
            if len(row.cells) == len(headings):
                yield from self._read_rung(dict(zip(headings, row.cells, strict=True)), row, seen)
            else:
                self._report("ladder.ragged-row", row.span, given=len(row.cells), wanted=len(headings))

    def _read_rung(self, cells: Mapping[str, Cell], row: Row, seen: set[str]) -> Iterator[Rung]:
        name, clause = cells["梯级"], cells["条款"]
        if not name.text or name.text in seen:
            self._report("ladder.bad-name", name.span if name.text else row.span, name=name.text)
        seen.add(name.text)
        if clause.text not in self.clauses:
            known = find_similar(clause.text, self.clauses) or "、".join(self.clauses)
            self._report(
                "ladder.unknown-clause", clause.span if clause.text else row.span, name=clause.text, known=known
            )
            return
        pack, _, id_ = clause.text.partition("#")
        yield Rung(name.text, pack, id_, cells["说明"].text if "说明" in cells else "", row.span)

    def _report(self, code: str, span: Span, **values: object) -> None:
        self.diagnostics.append(Diagnostic(code, span, values))
