"""The front matter of a policy document: what the policy is, who issued it and when it is in force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.span import Span
from zhida.policy.document.entries import read_flag, read_text
from zhida.policy.document.tree import Document, FrontMatter
from zhida.policy.document.yaml import Entry, read_yaml
from zhida.policy.facts import find_similar, is_spellable
from zhida.policy.fair_competition.concern import Concern
from zhida.policy.fair_competition.reasons import FAIR_COMPETITION, AcceptedReason, read_reasons

LAYERS = ("1", "5", "N")
"""The layers of the “1+5+N” system."""

NO_END = dt.date.max
"""The last day of the calendar, 9999-12-31: how a document says that a period has no end."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` to ``end``, both included; an end that is None is open."""

    start: dt.date | None = None
    end: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def intersect_periods(one: Period, other: Period) -> Period | None:
    """The days that are in both; None where there are none.

    >>> intersect_periods(Period(dt.date(2024, 1, 1)), Period(end=dt.date(2023, 12, 31))) is None
    True
    """
    start = max(filter(None, (one.start, other.start)), default=None)
    end = min(filter(None, (one.end, other.end)), default=None)
    return None if start is not None and end is not None and end < start else Period(start, end)


def render_period(period: Period) -> str:
    """A period as the front matter writes it: a day there must be.

    >>> render_period(Period(dt.date(2024, 1, 1))), render_period(Period())
    ('2024-01-01..', '..9999-12-31')
    """
    end = period.end or ("" if period.start else NO_END)
    return f"{period.start or ''}..{end}"


@dataclass(frozen=True, slots=True)
class Use:
    """Another pack a document rests on: its key and where that was said."""

    key: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter, read; ``budget`` in 元 and the ``fund`` it comes from, ``uses`` by the name expressions use."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    zone: str = ""
    layer: str = ""
    in_force: Period = Period()
    budget: Decimal | None = None
    fund: str = ""
    department: str = ""
    stages: tuple[str, ...] = ()
    source: str = ""
    verified: bool = False
    uses: Mapping[str, Use] = field(default_factory=dict)
    fair_competition: Mapping[Concern, AcceptedReason] = field(default_factory=dict)


def read_metadata(document: Document) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    r"""The front matter and everything wrong with it.

    >>> from zhida.policy.document.read import read_document
    >>> metadata, found = read_metadata(read_document("---\ntitle: 若干措施\nin-force: ..2026-12-31\n---\n"))
    >>> metadata.in_force.end, [diagnostic.values["key"] for diagnostic in found]
    (datetime.date(2026, 12, 31), ['number', 'issuer', 'zone', 'verified'])
    """
    front = next((block for block in document.blocks if isinstance(block, FrontMatter)), None)
    if front is None:
        return Metadata(), (Diagnostic("pack.front-matter-missing", Span(document.source, 0, 0)),)
    try:
        entries = read_yaml(front.body)
    except DiagnosticError as error:
        return Metadata(), error.diagnostics
    reader = _Reader(front, entries)
    return reader.read(), tuple(reader.diagnostics)


def parse_amount(text: str) -> Decimal | None:
    """An amount as people write it, in 元; None if the text is none.

    >>> parse_amount("1.2亿"), parse_amount("500万元"), parse_amount("多")
    (Decimal('120000000.0'), Decimal('5000000'), None)
    """
    matched = _AMOUNT.match(text)
    return Decimal(matched["number"]) * _UNITS.get(matched["unit"], Decimal(1)) if matched else None


_REQUIRED = ("title", "number", "issuer", "zone", "in-force", "verified")
_KEYS = (*_REQUIRED, "layer", "budget", "fund", "department", "stages", "source", "uses", FAIR_COMPETITION)
_AMOUNT = re.compile(r"(?P<number>\d+(\.\d+)?)(?P<unit>万|亿)?元?\Z", re.ASCII)
_UNITS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_PACK_KEY = re.compile(r"[^/\\\s]+/[^/\\\s]+\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


class _Reader:
    """Reads the entries one by one and collects what is wrong with them."""

    def __init__(self, front: FrontMatter, entries: Mapping[str, Entry]) -> None:
        self.front = front
        self.entries = entries
        self.diagnostics: list[Diagnostic] = []

    def read(self) -> Metadata:
        self._check_keys()
        return Metadata(
            title=self._text("title"),
            number=self._text("number"),
            issuer=self._text("issuer"),
            zone=self._text("zone"),
            layer=self._layer(),
            in_force=self._period(),
            budget=self._budget(),
            fund=self._text("fund"),
            department=self._text("department"),
            stages=self._stages(),
            source=self._text("source"),
            verified=read_flag(self.entries, "verified", self.diagnostics.append),
            uses=self._uses(),
            fair_competition=read_reasons(self.entries, self.diagnostics.append),
        )

    def _check_keys(self) -> None:
        for key, entry in self.entries.items():
            if key not in _KEYS:
                self._report("pack.unknown-key", entry.key, key=key, known=find_similar(key, _KEYS) or "、".join(_KEYS))
        for key in _REQUIRED:
            if key not in self.entries or self.entries[key].value == "":
                self._report("pack.key-missing", Span(self.front.span.source, 0, self.front.body.start), key=key)

    def _text(self, key: str) -> str:
        return read_text(self.entries, key, self.diagnostics.append)

    def _layer(self) -> str:
        layer = self._text("layer")
        if layer not in {"", *LAYERS}:
            self._report("pack.unknown-layer", self.entries["layer"].span, layer=layer)
        return layer

    def _budget(self) -> Decimal | None:
        text = self._text("budget")
        amount = parse_amount(text)
        if text and amount is None:
            self._report("pack.bad-amount", self.entries["budget"].span, text=text)
        return amount

    def _stages(self) -> tuple[str, ...]:
        entry = self.entries.get("stages")
        if entry is None or entry.value == "":
            return ()
        items = entry.value if isinstance(entry.value, tuple) else ()
        texts = tuple(item.value for item in items if isinstance(item.value, str) and item.value)
        if not items or len(texts) != len(items):
            self._report("pack.key-wants-list", entry.span, key="stages")
        return texts

    def _uses(self) -> Mapping[str, Use]:
        entry = self.entries.get("uses")
        if entry is None or entry.value == "":
            return {}
        if not isinstance(entry.value, Mapping):
            self._report("pack.uses-not-a-mapping", entry.span)
            return {}
        uses = {name: self._use(name, used) for name, used in entry.value.items()}
        return {name: use for name, use in uses.items() if use is not None}

    def _use(self, name: str, entry: Entry) -> Use | None:
        if not is_spellable(name):
            self._report("pack.bad-name", entry.key, name=name)
            return None
        if isinstance(entry.value, str) and _PACK_KEY.match(entry.value):
            return Use(entry.value, entry.span)
        self._report("pack.bad-pack-key", entry.span, text=entry.span.text)
        return None

    def _period(self) -> Period:
        text = self._text("in-force")
        if not text:
            return Period()
        entry = self.entries["in-force"]
        start_text, dots, end_text = (part.strip() for part in text.partition(".."))
        if not dots or not (start_text or end_text):
            self._report("pack.bad-period", entry.span, text=text)
            return Period()
        start, end = self._day(start_text, entry.span), self._day(end_text, entry.span)
        if start is not None and end is not None and end < start:
            self._report("pack.reversed-dates", entry.span, start=start_text, end=end_text)
        return Period(start, None if end == NO_END else end)

    def _day(self, text: str, span: Span) -> dt.date | None:
        if not text:
            return None
        if not _DAY.match(text):
            self._report("pack.bad-date", span, text=text)
            return None
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            self._report("pack.no-such-day", span, text=text)
            return None

    def _report(self, code: str, span: Span | None, **values: object) -> None:
        self.diagnostics.append(Diagnostic(code, span, values))
