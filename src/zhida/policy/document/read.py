r"""Text → document: a scanner over lines for the part of Markdown that policy documents use.

Headings (``#``), tables (GitHub Flavored Markdown, §4.10), fenced blocks (CommonMark 0.31, §4.5),
comments and the front matter are told apart; all else is prose. Lines end with ``\n``; a ``\r``
before it is kept as blank space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.span import Source, Span
from zhida.policy.document.tree import (
    Block,
    Cell,
    Comment,
    Document,
    Fence,
    FrontMatter,
    Heading,
    Prose,
    Row,
    Table,
)

MAXIMUM_CHARACTERS = 5_000_000
"""A document larger than this is refused."""

MAXIMUM_BLOCKS = 3_000
"""A document of more headings, tables and other blocks is refused."""

MAXIMUM_CELLS = 20_000
"""A table with more cells than this is refused."""

_HEADING = re.compile(
    r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*?))??(?:[ \t]*\{(?P<attribute>[^{}]*)\})?[ \t\r]*\Z"
)
_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})[ \t]*(?P<language>[^\s`]*)[^`]*\Z")
_DELIMITER = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*\Z")
_COMMENT = re.compile(r" {0,3}<!--")
_BAR = re.compile(r"(?<!\\)\|")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t\r]*\Z")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its number from 1, its text without the line break, where it starts, and where the next one does."""

    number: int
    text: str
    start: int
    end: int


def read_document(text: str, file: str = "<text>") -> Document:
    r"""Any text as a document; raises `DiagnosticError` only when it or one of its tables is too large.

    >>> document = read_document("## 第三条 奖励 {#award}\n\n| U | → 奖励 |\n|---|---|\n| 1 | 5万 |\n")
    >>> [type(block).__name__ for block in document.blocks]
    ['Heading', 'Prose', 'Table']
    >>> document.blocks[2].rows[0].cells[1].span.position.column
    7
    """
    if len(text) > MAXIMUM_CHARACTERS:
        raise refuse("document.too-large", None, file=file, limit=MAXIMUM_CHARACTERS)
    return _Scanner(Source(text, file)).scan()


class _Scanner:
    """Walks down the lines once; every method takes the index of a line and gives a block and the index after it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = tuple(_split_lines(source.text))

    def scan(self) -> Document:
        blocks: list[Block] = []
        index = 0
        prose_from = 0
        while index < len(self.lines):
            found = self._block_at(index)
            if found is None:
                index += 1
                continue
            block, after = found
            if prose_from < index:
                blocks.append(Prose(self._span(prose_from, index)))
            blocks.append(block)
            index = prose_from = after
            if len(blocks) > MAXIMUM_BLOCKS:
                raise refuse("document.too-many-blocks", block.span, limit=MAXIMUM_BLOCKS)
        if prose_from < index:
            blocks.append(Prose(self._span(prose_from, index)))
        return Document(self.source, tuple(blocks))

    def _block_at(self, index: int) -> tuple[Block, int] | None:
        return (
            self._front_matter_at(index)
            or self._fence_at(index)
            or self._heading_at(index)
            or self._comment_at(index)
            or self._table_at(index)
        )

    def _front_matter_at(self, index: int) -> tuple[Block, int] | None:
        if index != 0 or not _FRONT_MATTER.match(self.lines[0].text):
            return None
        for last in range(1, len(self.lines)):
            if _FRONT_MATTER.match(self.lines[last].text):
                return FrontMatter(self._span(0, last + 1), self._span(1, last)), last + 1
        return None

    def _fence_at(self, index: int) -> tuple[Block, int] | None:
        opening = _FENCE.match(self.lines[index].text)
        if opening is None:
            return None
        marks = opening["marks"]
        closing = re.compile(rf" {{0,3}}{re.escape(marks)}{re.escape(marks[0])}*[ \t\r]*\Z")
        language = opening["language"]
        for last in range(index + 1, len(self.lines)):
            if closing.match(self.lines[last].text):
                body = self._span(index + 1, last)
                return Fence(self._span(index, last + 1), language, body, closed=True), last + 1
        after = len(self.lines)
        return Fence(self._span(index, after), language, self._span(index + 1, after), closed=False), after

    def _heading_at(self, index: int) -> tuple[Block, int] | None:
        matched = _HEADING.match(self.lines[index].text)
        if matched is None:
            return None
        title = re.sub(r"(^|[ \t]+)#+[ \t]*\Z", "", matched["title"] or "").strip()
        attribute = (matched["attribute"] or "").strip()
        return Heading(self._span(index, index + 1), len(matched["marks"]), title, attribute), index + 1

    def _comment_at(self, index: int) -> tuple[Block, int] | None:
        if not _COMMENT.match(self.lines[index].text):
            return None
        for last in range(index, len(self.lines)):
            if "-->" in self.lines[last].text:
                return Comment(self._span(index, last + 1), closed=True), last + 1
        return Comment(self._span(index, len(self.lines)), closed=False), len(self.lines)

    def _table_at(self, index: int) -> tuple[Block, int] | None:
        if index + 1 >= len(self.lines) or not self._is_table_head(index):
            return None
        after = index + 2
        while after < len(self.lines) and self._continues_table(after):
            after += 1
        header, delimiter, *rows = (self._row(line) for line in self.lines[index:after])
        table = Table(self._span(index, after), header, delimiter, tuple(rows))
        if len(header.cells) + sum(len(row.cells) for row in rows) > MAXIMUM_CELLS:
            raise refuse("document.table-too-large", header.span, limit=MAXIMUM_CELLS)
        return table, after

    def _is_table_head(self, index: int) -> bool:
        """A head that starts with a bar needs only dashes below it: a miscount is then an error to show, not prose."""
        head, below = self.lines[index].text, self.lines[index + 1].text
        if not _DELIMITER.match(below) or "|" not in head or head.startswith("    "):
            return False
        if head.lstrip(" ").startswith("|"):
            return True
        return "|" in below and len(self._row(self.lines[index]).cells) == len(self._row(self.lines[index + 1]).cells)

    def _continues_table(self, index: int) -> bool:
        text = self.lines[index].text
        starts_other = _FENCE.match(text) or _HEADING.match(text) or _COMMENT.match(text)
        return bool(text.strip()) and not starts_other

    def _row(self, line: _Line) -> Row:
        """The cells between the bars; the bars at both ends may be left out (GFM §4.10)."""
        text = line.text.rstrip()
        bars = [match.start() for match in _BAR.finditer(text)]
        if len(bars) > MAXIMUM_CELLS:
            raise refuse("document.table-too-large", Span(self.source, line.start, line.start), limit=MAXIMUM_CELLS)
        first = len(text) - len(text.lstrip())
        starts_with_bar = bool(bars) and bars[0] == first
        ends_with_bar = len(bars) > int(starts_with_bar) and bars[-1] == len(text) - 1
        edges = [*([] if starts_with_bar else [first - 1]), *bars, *([] if ends_with_bar else [len(text)])]
        cells = (self._cell(line, left + 1, right) for left, right in pairwise(edges))
        return Row(Span(self.source, line.start, line.start + len(text)), tuple(cells))

    def _cell(self, line: _Line, start: int, end: int) -> Cell:
        written = line.text[start:end]
        text = written.strip()
        blanks = len(written) - len(written.lstrip()) if text else min(1, len(written))
        from_ = line.start + start + blanks
        span = Span(self.source, from_, from_ + len(text))
        return Cell(span, text.replace("\\|", "|"), line.number, from_ - line.start + 1)

    def _span(self, first: int, after: int) -> Span:
        """From the start of line ``first`` to the start of line ``after``."""
        if first >= len(self.lines):
            return Span(self.source, len(self.source.text), len(self.source.text))
        end = self.lines[after - 1].end if after > first else self.lines[first].start
        return Span(self.source, self.lines[first].start, end)


def _split_lines(text: str) -> Iterator[_Line]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        end = min(start + len(line) + 1, len(text))
        if start < len(text):
            yield _Line(number, line, start, end)
        start = end
