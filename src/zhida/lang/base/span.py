"""Where a piece of text stands: sources, spans and the positions people read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A fragment of text and where it stands in its file.

    A FEEL expression is rarely a file of its own: it is a cell of a table or an element of
    an XML document. ``file`` names the document, ``place`` the way to the fragment inside it
    (decision, row, column …), ``line`` and ``column`` (from 1) its first character.

    >>> cell = Source("> 500万", file="policy.md", place=("第三条", "第1行", "研发费用"), line=12, column=9)
    >>> Span(cell, 2, 6).position
    Position(file='policy.md', line=12, column=11, place=('第三条', '第1行', '研发费用'))
    """

    text: str
    file: str = "<text>"
    place: tuple[str, ...] = ()
    line: int = 1
    column: int = 1

    @property
    def span(self) -> Span:
        """The whole text."""
        return Span(self, 0, len(self.text))


@dataclass(frozen=True, slots=True)
class Position:
    """A position for people: file, line and column from 1, and the way to the cell."""

    file: str
    line: int
    column: int
    place: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The characters ``start`` to ``end`` (exclusive) of a source's text."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source.text[self.start : self.end]

    @property
    def position(self) -> Position:
        """File, line and column of the first character."""
        before = self.source.text[: self.start]
        breaks = before.count("\n")
        offset = self.start - (before.rfind("\n") + 1)
        first_column = self.source.column if breaks == 0 else 1
        return Position(self.source.file, self.source.line + breaks, first_column + offset, self.source.place)

    @property
    def fragment(self) -> Source:
        """The characters as a source of their own, at their place.

        >>> Span(Source("费用 > 500"), 5, 8).fragment
        Source(text='500', file='<text>', place=(), line=1, column=6)
        """
        position = self.position
        return Source(self.text, position.file, position.place, position.line, position.column)

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of ``other``."""
        return Span(self.source, self.start, max(self.end, other.end))


def span_of(text: str, file: str = "<text>") -> Span:
    """The span of a whole text.

    >>> span_of("1 + 1").text
    '1 + 1'
    """
    return Source(text, file).span
