"""The literate document as blocks: every character of the file belongs to exactly one of them.

A block knows its span, a cell of a table its own, so a document can be written back byte for
byte and one cell replaced without touching anything else.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhida.lang.base.span import Source, Span


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML between two lines of ``---`` at the head of the file; ``body`` leaves the lines of ``---`` out."""

    span: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """``## title {attribute}``: the attribute is ``#id``, ``list`` or the like, empty if there is none."""

    span: Span
    level: int
    title: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One cell of a table: its text (``\|`` read as ``|``) and the span of what was written, blanks left out.

    ``line`` and ``column`` are those of the span, known from reading: a large table has many cells to place.
    """

    span: Span
    text: str
    line: int
    column: int

    def source(self, *place: str) -> Source:
        """The cell as a fragment of its own, with the way to it."""
        return self.part(self.text, *place)

    def part(self, text: str, *place: str) -> Source:
        """A text within the cell as a fragment of its own, with the way to it."""
        return Source(text, self.span.source.file, place, self.line, self.column + self.text.find(text))


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line; ``span`` is the line without its line break."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the header, the row of dashes below it and the rows, which may be ragged."""

    span: Span
    header: Row
    delimiter: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language and its body; ``closed`` is false when the file ends before the fence does."""

    span: Span
    language: str
    body: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """``<!-- … -->`` on lines of its own: never read as a rule; ``closed`` as for a fence."""

    span: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class Prose:
    """Everything else, blank lines included, word for word."""

    span: Span


Block = FrontMatter | Heading | Table | Fence | Comment | Prose


@dataclass(frozen=True, slots=True)
class Document:
    """A file as blocks in order; their texts joined are the text of ``source``."""

    source: Source
    blocks: tuple[Block, ...]
