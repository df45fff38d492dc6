"""What a policy's page shows, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from zhida.policy.cases import run_cases
from zhida.policy.clause.tree import Clause
from zhida.policy.document.read import read_document
from zhida.policy.document.tree import Comment, Fence, FrontMatter, Heading, Prose, Table
from zhida.policy.metadata import Metadata, Period
from zhida.policy.pack import Pack
from zhida.policy.page.rules import tell_rules

UNVERIFIED = "尚未与原文核对"
"""What every page of such a policy says."""

_CLAUSE = 2
"""The level of the headings that open clauses."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one kind: ``plain``, ``strong``, ``emphasis`` or ``code``."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an item of a list."""

    runs: tuple[Run, ...]
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A heading within the document; level 2 opens a clause."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a caption, its header and its rows."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A fenced block: definitions or attributes."""

    caption: str
    text: str


Part = Paragraph | Title | Grid | Listing


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A policy: its title, what is known of it in pairs, whether it was verified, its parts in order, and its version."""

    title: str
    about: tuple[tuple[str, str], ...]
    notice: str
    parts: tuple[Part, ...]
    version: str


def build_page(pack: Pack) -> PolicyPage:
    """The page of a pack: everything its document says, in order, comments left out; worked examples are run."""
    results = run_cases(pack)
    passed = sum(result.passed for result in results)
    return PolicyPage(
        title=pack.metadata.title,
        about=tuple(_tell(pack.metadata)),
        notice="" if pack.metadata.verified else UNVERIFIED,
        parts=tuple(_list_parts(pack)),
        version=f"{pack.key}　{pack.digest[:12]}　算例 {passed}/{len(results)} 通过",
    )


def _tell(metadata: Metadata) -> Iterator[tuple[str, str]]:
    yield "文号", metadata.number
    yield "发文机关", metadata.issuer
    yield "区域", metadata.zone
    yield "有效期", _write_period(metadata.in_force)
    if metadata.budget is not None:
        yield "预算", f"{metadata.budget:,.2f} 元"
    if metadata.department:
        yield "主管部门", metadata.department
    if metadata.stages:
        yield "适用阶段", "、".join(metadata.stages)
    if metadata.source:
        yield "原文", metadata.source


def _write_period(period: Period) -> str:
    start = period.start.isoformat() if period.start else "—"
    return f"{start} 至 {period.end.isoformat() if period.end else '长期'}"


_TOLD_IN_WORDS = ("stacking", "allocation")
"""The attributes that are rules."""


def _list_parts(pack: Pack) -> Iterator[Part]:
    clauses = iter(pack.clauses)
    clause: Clause | None = None
    for block in read_document(pack.document.source.text, pack.document.source.file).blocks:
        match block:
            case FrontMatter() | Comment():
                pass
            case Heading(level=level) if level == 1:
                pass
            case Heading(level=level, title=title):
                clause = next(clauses, None) if level == _CLAUSE else clause
                yield Title(title, level)
            case Table(header=header, rows=rows):
                cells = tuple(tuple(cell.text for cell in row.cells) for row in rows)
                yield Grid(_caption(header.cells[0].text), tuple(cell.text for cell in header.cells), cells)
            case Fence(language=language, body=body) if language.lower() == "yaml" and clause is not None:
                yield from _list_attributes(body.text, tuple(tell_rules(pack, clause)))
            case Fence(language=language, body=body):
                yield Listing("定义" if language.lower() == "feel" else "", body.text.rstrip())
            case Prose(span=span):
                yield from _read_prose(_MARKDOWN.parse(span.text))


def _list_attributes(text: str, rules: Sequence[str]) -> Iterator[Part]:
    """The attributes of a clause as they stand, but its rules in words."""
    others = _leave_out(text, _TOLD_IN_WORDS) if rules else text.rstrip()
    if others:
        yield Listing("属性", others)
    yield from (Paragraph((Run(rule),), is_item=True) for rule in rules)


def _leave_out(text: str, keys: Sequence[str]) -> str:
    r"""The lines of a mapping without those of some keys.

    >>> _leave_out("fund: 资金\nstacking:\n- once: ever\nsupport: 研发\n", ["stacking"])
    'fund: 资金\nsupport: 研发'
    """
    kept, is_kept = [], True
    for line in text.rstrip().splitlines():
        if line[:1] not in {" ", "-", "#", ""}:
            is_kept = line.partition(":")[0].strip() not in keys
        if is_kept:
            kept.append(line)
    return "\n".join(kept).strip()


def _caption(head: str) -> str:
    return "算例" if head == "算例" else "决策表"


def _read_prose(tokens: Sequence[Token]) -> Iterator[Paragraph]:
    depth = 0
    for token in tokens:
        depth += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type == "inline":
            yield Paragraph(tuple(_read_runs(token.children or ())), depth > 0)


_KINDS = {"strong_open": "strong", "em_open": "emphasis", "strong_close": "plain", "em_close": "plain"}


def _read_runs(tokens: Sequence[Token]) -> Iterator[Run]:
    kind = "plain"
    for token in tokens:
        match token.type:
            case "text":
                yield Run(token.content, kind)
            case "code_inline":
                yield Run(token.content, "code")
            case "softbreak" | "hardbreak":
                yield Run("\n", kind)
            case name:
                kind = _KINDS.get(name, kind)
