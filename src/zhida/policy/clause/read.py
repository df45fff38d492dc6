"""A document → its clauses, with everything that is wrong in their layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.span import Source, Span
from zhida.policy.allocation.read import read_allocation
from zhida.policy.clause.examples import is_case_table, read_case_table
from zhida.policy.clause.notation import check_notation
from zhida.policy.clause.rules import is_rule_table, read_rule_table
from zhida.policy.clause.stacking import read_stacking
from zhida.policy.clause.tree import (
    MAXIMUM_DEFINITIONS,
    Attributes,
    CaseTable,
    Clause,
    ClauseKind,
    NamedExpression,
    RuleTable,
)
from zhida.policy.document.entries import read_flag, read_source, read_text
from zhida.policy.document.tree import Block, Comment, Document, Fence, FrontMatter, Heading, Prose, Table
from zhida.policy.document.yaml import Entry, read_yaml
from zhida.policy.facts import find_similar, is_spellable
from zhida.policy.fair_competition.reasons import FAIR_COMPETITION, read_reasons

_CLAUSE_LEVEL = 2
_ENDS = 2
_ID = re.compile(r"#[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")
_DEFINITION = re.compile(r"(?P<name>[^=＝]*?)[ \t]*[=＝](?P<expression>.*)\Z", re.DOTALL)
_ARTICLE = re.compile(r"(?P<article>[第附]\S*)\s+(?P<title>.*\S)")
_ROW = re.compile(r"\s*([-*+>]\s+|\d+[.)]\s+)?\|")
_HEADING_WITHOUT_BLANK = re.compile(r" {0,3}[#＃]{1,6}\s*[第附].*\S")
_DASHES = re.compile(r"\s*[|｜][\s|｜:\-—–－─_]*[—–－─\-_][\s|｜:\-—–－─_]*\Z")
_ATTRIBUTES = ("result", "kind", "no-application", "values", "support", "stacking", "allocation", FAIR_COMPETITION)


def read_clauses(document: Document) -> tuple[tuple[Clause, ...], tuple[Diagnostic, ...]]:
    r"""The clauses in order. A clause whose layout is wrong is still read as far as it can be.

    >>> from zhida.policy.document.read import read_document
    >>> text = "## 第三条 奖励 {#award}\n奖 5 万元。\n\n| U | → 奖励 | 依据 |\n|---|---|---|\n| 1 | 5万 | 第三条 |\n"
    >>> (clause,), found = read_clauses(read_document(text))
    >>> clause.id, clause.article, clause.title, clause.words, clause.tables[0].rules[0].results[0].text, found
    ('award', '第三条', '奖励', '奖 5 万元。', '5万', ())
    """
    diagnostics: list[Diagnostic] = []
    _check_blocks(document, diagnostics)
    clauses = [_Reader(section, diagnostics).read() for section in _split_sections(document)]
    diagnostics += _find_duplicates(clauses)
    return tuple(clauses), tuple(diagnostics)


def _find_duplicates(clauses: Iterable[Clause]) -> Iterator[Diagnostic]:
    """Ids used before; upper and lower case are the same, as for the columns of results in a database."""
    seen: dict[str, Clause] = {}
    for clause in clauses:
        earlier = seen.setdefault(clause.id.casefold(), clause)
        if clause.id and earlier is not clause:
            values = {"id": clause.id, "line": earlier.span.position.line, "other": earlier.id}
            yield Diagnostic("pack.duplicate-clause", clause.span, values)


def split_title(heading: str) -> tuple[str, str]:
    """The article and the title of a clause; a heading without an article is both.

    >>> split_title("第三条  研发投入奖励"), split_title("附则")
    (('第三条', '研发投入奖励'), ('附则', '附则'))
    """
    numbered = _ARTICLE.match(heading)
    return (numbered["article"], numbered["title"]) if numbered else (heading, heading)


@dataclass(frozen=True, slots=True)
class _Section:
    """A level-2 heading and what stands below it."""

    heading: Heading
    blocks: tuple[Block, ...]


def _split_sections(document: Document) -> Iterator[_Section]:
    heading: Heading | None = None
    below: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= _CLAUSE_LEVEL:
            if heading is not None:
                yield _Section(heading, tuple(below))
            heading, below = (block if block.level == _CLAUSE_LEVEL else None), []
        else:
            below.append(block)
    if heading is not None:
        yield _Section(heading, tuple(below))


def _check_blocks(document: Document, diagnostics: list[Diagnostic]) -> None:
    """What would silently be lost: blocks never closed, rows cut off from their table, rules outside any clause."""
    in_clause = False
    for block in document.blocks:
        match block:
            case Heading(level=level) if level <= _CLAUSE_LEVEL:
                in_clause = level == _CLAUSE_LEVEL
            case Heading(attribute=attribute) if attribute.startswith("#"):
                diagnostics.append(Diagnostic("pack.not-a-clause", _first_line(block.span)))
            case Fence(closed=False) | Comment(closed=False):
                diagnostics.append(Diagnostic("pack.block-not-closed", _first_line(block.span)))
            case Table() if not in_clause and (is_rule_table(block) or is_case_table(block)):
                diagnostics.append(Diagnostic("pack.table-outside-clause", block.header.span))
            case Fence(language=language) if not in_clause and language.lower() in {"feel", "yaml"}:
                diagnostics.append(Diagnostic("pack.block-outside-clause", _first_line(block.span)))
            case Prose():
                diagnostics.extend(_find_lost_lines(block.span))
            case _:
                pass


def _find_lost_lines(prose: Span) -> Iterator[Diagnostic]:
    """Lines that look like a clause's heading or like a table and are none: of a table the first of those that follow one another, or the dashes below it."""
    above: Span | None = None
    for line in _lines(prose):
        if _HEADING_WITHOUT_BLANK.match(line.text):
            yield Diagnostic("pack.not-a-clause", line)
        if not _ROW.match(line.text):
            above = None
        elif above is None:
            above = line
            yield Diagnostic("pack.row-outside-table", line)
        elif _DASHES.match(line.text) and above.end + 2 >= line.start:
            written = "|---" * (above.text.count("|") - 1) + "|"
            yield Diagnostic("pack.wrong-dashes", line, {"written": written})


class _Reader:
    """Reads the blocks of one clause."""

    def __init__(self, section: _Section, diagnostics: list[Diagnostic]) -> None:
        self.heading = section.heading
        self.blocks = section.blocks
        self.diagnostics = diagnostics
        self.article, self.title = split_title(section.heading.title)
        self.words: list[str] = []
        self.tables: list[RuleTable] = []
        self.case_tables: list[CaseTable] = []
        self.expressions: list[NamedExpression] = []
        self.entries: dict[str, Entry] = {}

    def read(self) -> Clause:
        for block in self.blocks:
            self._read_block(block)
        clause = Clause(
            id=self._id(),
            article=self.article,
            title=self.title,
            words="\n\n".join(words for words in self.words if words),
            tables=tuple(self.tables),
            expressions=tuple(self.expressions),
            case_tables=tuple(self.case_tables),
            attributes=self._attributes(),
            span=_first_line(self.heading.span),
        )
        self._check_case_names(clause)
        self.diagnostics.extend(check_notation(clause))
        return clause

    def _read_block(self, block: Block) -> None:
        match block:
            case Table() if is_case_table(block):
                self.case_tables.append(read_case_table(block, self.article, self.diagnostics.append))
            case Table() if is_rule_table(block):
                table = read_rule_table(block, self.article, self.diagnostics.append)
                self.tables.extend([table] if table else [])
            case Fence(language=language, closed=True) if language.lower() == "feel":
                self._read_expressions(block.body)
            case Fence(language=language, closed=True) if language.lower() == "yaml":
                self._read_entries(block.body)
            case FrontMatter() | Comment():
                pass
            case Heading() | Table() | Fence() | Prose():
                self.words.append(block.span.text.strip())

    def _id(self) -> str:
        attribute = self.heading.attribute
        if not attribute:
            self._report("pack.clause-without-id", self.heading.span, title=self.heading.title)
        elif not _ID.match(attribute):
            self._report("pack.bad-clause-id", self.heading.span, id=attribute)
        return attribute.removeprefix("#")

    def _read_expressions(self, body: Span) -> None:
        """One definition per line; a line that begins with blank space continues the one above."""
        pending: Span | None = None
        for line in _lines(body):
            if line.text[:1] in {" ", "\t"} and pending is not None:
                pending = pending.to(line)
            elif line.text.strip() and not line.text.startswith("//"):
                self._read_expression(pending)
                pending = line
        self._read_expression(pending)

    def _read_expression(self, line: Span | None) -> None:
        if line is None or len(self.expressions) > MAXIMUM_DEFINITIONS:
            return
        matched = _DEFINITION.match(line.text)
        name = matched["name"].strip() if matched else ""
        expression = matched["expression"].strip() if matched else ""
        if not expression:
            self._report("pack.not-a-definition", line)
        elif not is_spellable(name):
            self._report("pack.bad-name", line, name=name)
        elif matched is not None:
            start = line.start + matched.start("expression") + matched["expression"].index(expression)
            written = Span(line.source, start, start + len(expression))
            source = replace(written.fragment, place=(self.article, name))
            self.expressions.append(NamedExpression(name, source, Span(line.source, line.start, start)))

    def _read_entries(self, body: Span) -> None:
        try:
            entries = read_yaml(body)
        except DiagnosticError as error:
            self.diagnostics.extend(error.diagnostics)
            return
        for key, entry in entries.items():
            if key not in _ATTRIBUTES:
                known = find_similar(key, _ATTRIBUTES) or "、".join(_ATTRIBUTES)
                self._report("pack.unknown-key", entry.key, key=key, known=known)
            elif key in self.entries:
                self._report("document.duplicate-key", entry.key, key=key)
            else:
                self.entries[key] = entry

    def _attributes(self) -> Attributes:
        kind = self._text("kind")
        if kind and kind not in set(ClauseKind):
            known = "、".join(ClauseKind)
            self._report("pack.unknown-kind", self.entries["kind"].span, kind=kind, known=known)
            kind = ""
        least, most = self._read_result()
        return Attributes(
            result=least,
            most=most,
            kind=ClauseKind(kind) if kind else None,
            no_application=read_flag(self.entries, "no-application", self.diagnostics.append),
            values=self._values(),
            fair_competition=read_reasons(self.entries, self.diagnostics.append),
            support=self._read_source("support"),
            stacking=read_stacking(self.entries.get("stacking"), self.article, self.diagnostics.append),
            allocation=read_allocation(self.entries.get("allocation"), self.article, self.diagnostics.append),
        )

    def _read_result(self) -> tuple[Source | None, Source | None]:
        """The least and the most of the answer: twice the same where it is one definition, not an interval."""
        entry = self.entries.get("result")
        if entry is None or not isinstance(entry.value, tuple):
            result = self._read_source("result")
            return result, result
        if len(entry.value) != _ENDS or not all(isinstance(item.value, str) and item.value for item in entry.value):
            self._report("pack.bad-interval", entry.span, text=entry.span.text)
            return None, None
        return read_source(entry.value[0], self.article), read_source(entry.value[1], self.article)

    def _values(self) -> Mapping[str, Source]:
        entry = self.entries.get("values")
        if entry is None or entry.value == "":
            return {}
        listed = entry.value if isinstance(entry.value, Mapping) else {}
        if not listed or not all(isinstance(item.value, str) for item in listed.values()):
            self._report("pack.values-not-a-mapping", entry.span)
            return {}
        return {name: read_source(item, self.article, name) for name, item in listed.items()}

    def _read_source(self, key: str) -> Source | None:
        return read_source(self.entries[key], self.article) if self._text(key) else None

    def _text(self, key: str) -> str:
        return read_text(self.entries, key, self.diagnostics.append)

    def _check_case_names(self, clause: Clause) -> None:
        seen: set[str] = set()
        for case in clause.cases:
            if case.name in seen:
                self._report("pack.duplicate-case", case.span, name=case.name)
            seen.add(case.name)

    def _report(self, code: str, span: Span | None, **values: object) -> None:
        self.diagnostics.append(Diagnostic(code, span, values))


def _lines(span: Span) -> Iterator[Span]:
    """The lines of a span, line breaks left out."""
    start = span.start
    for line in span.text.split("\n"):
        yield Span(span.source, start, start + len(line.rstrip("\r")))
        start += len(line) + 1


def _first_line(span: Span) -> Span:
    return next(_lines(span))
