"""The catalogue of facts: every fact a policy may ask for, declared once in ``packs/facts.md``."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.span import Source, Span
from zhida.lang.base.types import BOOLEAN, DATE, NUMBER, STRING, ContextType, ListType, Type
from zhida.lang.feel.lexer import KEYWORDS
from zhida.policy.allowed import AllowedValues, prepare_allowed_values
from zhida.policy.document.read import read_document
from zhida.policy.document.tree import Cell, Heading, Row, Table
from zhida.policy.fair_competition.concern import Concern

CODE = "统一社会信用代码"
NAME = "名称"
PROVENANCE = "出处"
"""What a firm's file says beside its facts."""

REFERENCE_DATE = "基准日"
"""The input that holds the day on which a policy is applied."""

YEAR = "年份"
"""The fact by which the records of a ``{years}`` group are told apart."""

YEAR_VIEWS = ("本年", "上年", "前年")
"""The inputs that hold the accounts of the year before the reference date's, and the two before that."""

YEARS_VIEW = "近三年"
"""The input that lists those of the three years that the firm has lived through."""

VIEWS = (REFERENCE_DATE, *YEAR_VIEWS, YEARS_VIEW)
"""Every input that is derived."""

FOUNDED = "成立日期"
"""The fact that tells since when a firm has lived."""


class Kind(StrEnum):
    """What a fact measures, which fixes its FEEL type and its decimals."""

    MONEY = "金额"
    COUNT = "数量"
    RATIO = "比率"
    NUMBER = "数值"
    FLAG = "是否"
    TEXT = "文本"
    DATE = "日期"

    @property
    def type(self) -> Type:
        """The FEEL type of such a fact."""
        return _TYPES.get(self, NUMBER)

    @property
    def decimals(self) -> int | None:
        """The decimals a number of this kind may have; None for what is not a number.

        >>> Kind.MONEY.decimals, Kind.RATIO.decimals, Kind.TEXT.decimals
        (2, 6, None)
        """
        return _DECIMALS.get(self)


_TYPES: Mapping[Kind, Type] = {Kind.FLAG: BOOLEAN, Kind.TEXT: STRING, Kind.DATE: DATE}
_DECIMALS: Mapping[Kind, int] = {Kind.MONEY: 2, Kind.COUNT: 0, Kind.RATIO: 6, Kind.NUMBER: 4}


class Shape(StrEnum):
    """How often a group's facts occur for one firm: once, in a list of records, or once a year."""

    FIRM = "firm"
    LIST = "list"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Fact:
    """One declared fact. ``allowed`` are unary tests on its value, ``freshness`` is in days, ``source`` a department."""

    name: str
    kind: Kind
    span: Span = field(compare=False, repr=False)
    unit: str = ""
    allowed: Source | None = None
    source: str = ""
    freshness: int | None = None
    meaning: str = ""

    @property
    def type(self) -> Type:
        """Its FEEL type."""
        return self.kind.type


@dataclass(frozen=True, slots=True)
class FactGroup:
    """A heading of the catalogue with its facts by name."""

    name: str
    shape: Shape
    facts: Mapping[str, Fact]
    span: Span = field(compare=False, repr=False)

    @property
    def record_type(self) -> ContextType:
        """The type of one record of the group."""
        return ContextType({name: fact.type for name, fact in self.facts.items()})


@dataclass(frozen=True)
class FactCatalogue:
    """Every fact of ``packs/facts.md``, in order; ``digest`` is the SHA-256 of the file.

    ``concerns`` are the facts, by path (``年度账.实缴税额``), that no award may be tied to.
    """

    groups: tuple[FactGroup, ...]
    digest: str
    allowed: AllowedValues = field(compare=False, repr=False)
    concerns: Mapping[str, Concern] = field(default_factory=dict)

    @cached_property
    def firm_facts(self) -> Mapping[str, Fact]:
        """The facts of the firm itself, by name."""
        return {name: fact for group in self.groups if group.shape is Shape.FIRM for name, fact in group.facts.items()}

    @cached_property
    def lists(self) -> Mapping[str, FactGroup]:
        """The groups whose facts come as records (``{list}`` and ``{years}``), by name."""
        return {group.name: group for group in self.groups if group.shape is not Shape.FIRM}

    @cached_property
    def years(self) -> FactGroup | None:
        """The group of yearly accounts, if there is one."""
        return next((group for group in self.groups if group.shape is Shape.YEARS), None)

    @cached_property
    def views(self) -> Mapping[str, Type]:
        """The types of what is derived from a firm's facts and the reference date, by name."""
        views: dict[str, Type] = {REFERENCE_DATE: DATE}
        if self.years is not None:
            record = self.years.record_type
            views |= dict.fromkeys(YEAR_VIEWS, record)
            views[YEARS_VIEW] = ListType(record)
        return views

    @cached_property
    def input_types(self) -> Mapping[str, Type]:
        """The type of every input a policy may read: facts, lists of records and views."""
        facts = {name: fact.type for name, fact in self.firm_facts.items()}
        lists = {name: ListType(group.record_type) for name, group in self.lists.items()}
        return {**facts, **lists, **self.views}

    def find(self, path: str) -> Fact | None:
        """The fact at ``成立日期``, ``知识产权.类别`` or ``本年.研发费用``; None if there is none so named."""
        group_name, dot, name = path.partition(".")
        if not dot:
            return self.firm_facts.get(path)
        if self.years is not None and group_name in (*YEAR_VIEWS, YEARS_VIEW):
            return self.years.facts.get(name)
        group = self.lists.get(group_name)
        return group.facts.get(name) if group else None


def read_facts(text: str, file: str) -> FactCatalogue:
    r"""The catalogue declared by a document; raises `DiagnosticError` with every error found.

    >>> text = "## 年度账 {years}\n| 事实 | 类型 | 来源 |\n|---|---|---|\n| 年份 | 数量 | |\n| 研发费用 | 金额 | 科技局 |\n"
    >>> catalogue = read_facts(text, "facts.md")
    >>> list(catalogue.input_types)
    ['年度账', '基准日', '本年', '上年', '前年', '近三年']
    >>> catalogue.find("本年.研发费用").source, catalogue.find("研发费用")
    ('科技局', None)
    """
    reader = _Reader()
    groups = reader.read(text, file)
    allowed = prepare_allowed_values(dict(_collect_tests(groups)))
    found = (*reader.diagnostics, *allowed.diagnostics)
    if found:
        raise DiagnosticError(found)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return FactCatalogue(tuple(groups), digest, allowed, MappingProxyType(reader.concerns))


def _collect_tests(groups: Iterable[FactGroup]) -> Iterator[tuple[str, tuple[Source, Type]]]:
    for group in groups:
        for fact in group.facts.values():
            if fact.allowed is not None:
                path = fact.name if group.shape is Shape.FIRM else f"{group.name}.{fact.name}"
                yield path, (fact.allowed, fact.type)


FAIR_COMPETITION = "fair-competition"
"""The attribute of the heading below which the facts stand that a fair-competition review looks for."""

_COLUMNS = ("事实", "类型", "单位", "取值", "来源", "时效", "含义")
_SHAPES = {"": Shape.FIRM, "list": Shape.LIST, "years": Shape.YEARS}
_KEYWORDS = KEYWORDS | {"external", "instance", "not", "of"}
_UNSPELLABLE = frozenset(".,;:()[]{}\"'?=<>→|")


@dataclass(frozen=True, slots=True)
class _Column:
    """One line of a table, by the headings of its columns."""

    cells: Mapping[str, Cell]
    row: Row

    def text(self, heading: str) -> str:
        cell = self.cells.get(heading)
        return cell.text if cell else ""


class _Reader:
    """Reads the blocks in order and collects what is wrong with them."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.concerns: dict[str, Concern] = {}

    def read(self, text: str, file: str) -> list[FactGroup]:
        groups: list[FactGroup] = []
        reviewed: list[Table] = []
        heading: Heading | None = None
        for block in read_document(text, file).blocks:
            match block:
                case Heading(level=1):
                    heading = None
                case Heading():
                    heading = block
                case Table() if heading is not None and heading.attribute == FAIR_COMPETITION:
                    reviewed.append(block)
                case Table() if heading is not None:
                    groups.append(self._group(heading, block))
                case Table():
                    self._report("fact.table-without-heading", block.header.span)
                case _:
                    pass
        self._check_names(groups)
        for table in reviewed:
            self._read_concerns(table, groups)
        return groups

    def _read_concerns(self, table: Table, groups: list[FactGroup]) -> None:
        """Which facts, by path, are of which concern to a fair-competition review."""
        paths = {
            fact if group.shape is Shape.FIRM else f"{group.name}.{fact}": None
            for group in groups
            for fact in group.facts
        }
        for line in self._lines(table, ("事实", "事项"), ("事实", "事项", "说明")):
            path, concern = line.text("事实"), line.text("事项")
            if path not in paths:
                known = find_similar(path, paths) or "、".join(paths)
                self._report("fact.unknown-concern-fact", line.cells["事实"].span, name=path, known=known)
            elif concern not in set(Concern):
                self._report("fact.unknown-concern", line.cells["事项"].span, name=concern, known="、".join(Concern))
            else:
                self.concerns[path] = Concern(concern)

    def _group(self, heading: Heading, table: Table) -> FactGroup:
        shape = _SHAPES.get(heading.attribute)
        if shape is None:
            self._report("fact.unknown-group-shape", heading.span, shape=heading.attribute)
        facts: dict[str, Fact] = {}
        declared: dict[str, Fact] = {}
        for line in self._lines(table, ("事实", "类型"), _COLUMNS):
            fact = self._fact(line)
            if fact is None:
                continue
            earlier = declared.setdefault(fact.name.casefold(), fact)
            if earlier is not fact:
                self._report("fact.duplicate", fact.span, name=fact.name, line=earlier.span.position.line)
            facts[fact.name] = fact
        if shape is Shape.YEARS and (YEAR not in facts or facts[YEAR].kind is not Kind.COUNT):
            self._report("fact.years-without-year", heading.span, group=heading.title, year=YEAR)
        return FactGroup(heading.title, shape or Shape.FIRM, MappingProxyType(facts), heading.span)

    def _lines(self, table: Table, needed: tuple[str, ...], known: tuple[str, ...]) -> Iterable[_Column]:
        headings = [cell.text for cell in table.header.cells]
        for cell in table.header.cells:
            if cell.text not in known:
                self._report("fact.unknown-column", cell.span, name=cell.text, known="、".join(known))
        missing = [name for name in needed if name not in headings]
        for name in missing:
            self._report("fact.column-missing", table.header.span, name=name)
        if missing:
            return
        for row in table.rows:
            if len(row.cells) != len(headings):
                self._report("fact.ragged-row", row.span, given=len(row.cells), wanted=len(headings))
            else:
                yield _Column(dict(zip(headings, row.cells, strict=True)), row)

    def _fact(self, line: _Column) -> Fact | None:
        name = line.text("事实")
        span = line.cells["事实"].span if "事实" in line.cells else line.row.span
        if not is_spellable(name):
            self._report("fact.bad-name", span, name=name)
            return None
        kind = self._kind(line)
        if kind is None:
            return None
        return Fact(
            name,
            kind,
            span,
            unit=line.text("单位"),
            allowed=self._allowed(line, name),
            source=line.text("来源"),
            freshness=self._freshness(line),
            meaning=line.text("含义"),
        )

    def _kind(self, line: _Column) -> Kind | None:
        text = line.text("类型")
        if text in set(Kind):
            return Kind(text)
        span = line.cells["类型"].span if "类型" in line.cells else line.row.span
        self._report("fact.unknown-kind", span, kind=text, known="、".join(Kind))
        return None

    def _allowed(self, line: _Column, name: str) -> Source | None:
        cell = line.cells.get("取值")
        if cell is None or cell.text in {"", "-"}:
            return None
        return cell.source(name, "取值")

    def _freshness(self, line: _Column) -> int | None:
        text = line.text("时效").removesuffix("天").strip()
        if not text:
            return None
        if text.isascii() and text.isdigit() and int(text) > 0:
            return int(text)
        self._report("fact.bad-freshness", line.cells["时效"].span, text=text)
        return None

    def _check_names(self, groups: list[FactGroup]) -> None:
        """Facts of the firm, groups of records and views share one space of names, without regard to case as in a database."""
        taken: dict[str, Span | None] = dict.fromkeys(name.casefold() for name in (CODE, NAME, PROVENANCE, *VIEWS))
        for group in groups:
            named = group.facts.items() if group.shape is Shape.FIRM else [(group.name, group)]
            for name, declared in named:
                if name.casefold() in taken:
                    earlier = taken[name.casefold()]
                    self._report(
                        "fact.name-taken", declared.span, name=name, line=earlier.position.line if earlier else 0
                    )
                taken.setdefault(name.casefold(), declared.span)
        for group in [group for group in groups if group.shape is Shape.YEARS][1:]:
            self._report("fact.second-years", group.span, group=group.name)

    def _report(self, code: str, span: Span, **values: object) -> None:
        self.diagnostics.append(Diagnostic(code, span, values))


def is_spellable(name: str) -> bool:
    """Whether expressions can write the name without quotes.

    >>> is_spellable("研发费用"), is_spellable("研发.费用"), is_spellable("")
    (True, False, False)
    """
    return bool(name) and not _UNSPELLABLE & set(name) and not name[0].isdigit() and name not in _KEYWORDS


def find_similar(name: str, known: Iterable[str]) -> str:
    """The known name most like a misspelt one, or an empty text.

    >>> find_similar("研发经费", ["研发费用", "营业收入"]), find_similar("x", ["研发费用"])
    ('研发费用', '')
    """
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)), "")
