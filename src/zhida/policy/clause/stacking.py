"""The ``stacking`` attribute of a clause: rules about which awards go together, and how much of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source, Span
from zhida.policy.clause.tree import EVER, RuleKind, Selector, StackingRule
from zhida.policy.document.entries import Entries, Report, read_source, read_text
from zhida.policy.document.yaml import Entry
from zhida.policy.facts import find_similar

_OPTIONS: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.HIGHEST: ("of",),
    RuleKind.ONE_PER_SUPPORT: ("of",),
    RuleKind.NOT_WITH: ("of", "per"),
    RuleKind.ON_TOP: ("of",),
    RuleKind.CAP: ("of", "with", "per"),
    RuleKind.DEDUCT: ("of", "per"),
    RuleKind.YIELD: ("of",),
    RuleKind.ONCE: ("of",),
}
"""What may stand beside the key that says the kind of a rule."""

_SELECTOR_KEYS = ("support", "fund", "zones")
_YEARS = re.compile(r"(?P<years>[1-9]\d?) years?\Z")
_CLAUSE = re.compile(r"(?P<clause>[A-Za-z0-9]+(-[A-Za-z0-9]+)*)\Z")
_PACK = re.compile(r"(?P<pack>[^/#\s]+/[^/#\s]+)(#(?P<clause>[A-Za-z0-9-]+))?\Z")


def read_stacking(entry: Entry | None, article: str, report: Report) -> tuple[StackingRule, ...]:
    r"""The rules under ``stacking``; what is not one is reported and left out.

    >>> from zhida.lang.base.span import span_of
    >>> from zhida.policy.document.yaml import read_yaml
    >>> entries = read_yaml(span_of("stacking:\n- highest: [rd-award, 杭州市/鲲鹏计划#first-reach]\n- cap: 100万\n  per: year\n"))
    >>> highest, cap = read_stacking(entries["stacking"], "第九条", print)
    >>> [selector.clause for selector in highest.names], cap.limit.text, cap.years
    (['rd-award', 'first-reach'], '100万', 1)
    """
    if entry is None or entry.value == "":
        return ()
    if not isinstance(entry.value, tuple):
        report(Diagnostic("stacking.not-a-list", entry.span))
        return ()
    rules = (_read_rule(item, article, number, report) for number, item in enumerate(entry.value, 1))
    return tuple(rule for rule in rules if rule is not None)


def _read_rule(entry: Entry, article: str, number: int, report: Report) -> StackingRule | None:
    entries = entry.value if isinstance(entry.value, Mapping) else {}
    kinds = [RuleKind(key) for key in entries if key in set(RuleKind)]
    if len(kinds) != 1:
        report(Diagnostic("stacking.which-rule", entry.span, {"known": "、".join(RuleKind)}))
        return None
    kind = kinds[0]
    known = (kind.value, *_OPTIONS[kind])
    for key, other in entries.items():
        if key not in known:
            values = {"key": key, "known": find_similar(key, known) or "、".join(known)}
            report(Diagnostic("pack.unknown-key", other.key, values))
    return StackingRule(
        kind=kind,
        of=_read_selectors(entries.get("of"), report),
        names=_read_names(kind, entries, report),
        years=_read_years(kind, entries, report),
        limit=_read_limit(entries, article, report) if kind is RuleKind.CAP else None,
        name=f"叠加上限{number}",
        written="\n".join(line.strip() for line in entry.span.text.strip().splitlines()),
        span=_first_line(entry.span),
    )


def _read_names(kind: RuleKind, entries: Entries, report: Report) -> tuple[Selector, ...]:
    match kind:
        case RuleKind.CAP:
            return _read_selectors(entries.get("with"), report)
        case RuleKind.ONE_PER_SUPPORT:
            entry = entries[kind]
            return (Selector(zones=_read_zones(entry, report), span=entry.span),)
        case RuleKind.ONCE:
            return ()
        case _:
            return _read_selectors(entries[kind], report)


def _read_selectors(entry: Entry | None, report: Report) -> tuple[Selector, ...]:
    if entry is None or entry.value == "":
        return ()
    items = entry.value if isinstance(entry.value, tuple) else (entry,)
    read = (_read_selector(item, report) for item in items)
    return tuple(selector for selector in read if selector is not None)


def _read_selector(entry: Entry, report: Report) -> Selector | None:
    if isinstance(entry.value, str):
        matched = _CLAUSE.match(entry.value) or _PACK.match(entry.value)
        if matched is not None:
            named = matched.groupdict(default="")
            return Selector(clause=named["clause"], pack=named.get("pack", ""), span=entry.span)
    elif isinstance(entry.value, Mapping) and _is_selector(entry.value):
        entries = entry.value
        return Selector(
            support=read_text(entries, "support", report),
            fund=read_text(entries, "fund", report),
            zones=_read_zones(entries["zones"], report) if "zones" in entries else (),
            span=entry.span,
        )
    report(Diagnostic("stacking.bad-selector", entry.span, {"text": entry.span.text.strip()}))
    return None


def _is_selector(entries: Entries) -> bool:
    """Exactly one of support and fund, and nothing unknown."""
    return set(entries) <= set(_SELECTOR_KEYS) and len({"support", "fund"} & set(entries)) == 1


def _read_zones(entry: Entry, report: Report) -> tuple[str, ...]:
    if entry.value == "":
        return ()
    items = entry.value if isinstance(entry.value, tuple) else (entry,)
    zones = tuple(item.value for item in items if isinstance(item.value, str) and item.value)
    if len(zones) != len(items):
        report(Diagnostic("pack.key-wants-list", entry.span, {"key": "zones"}))
    return zones


def _read_years(kind: RuleKind, entries: Entries, report: Report) -> int:
    """The years whose payments count; none unless it says so."""
    key = kind.value if kind is RuleKind.ONCE else "per"
    text = read_text(entries, key, report)
    matched = _YEARS.match(text)
    if matched is not None:
        return int(matched["years"])
    if text not in {"", "year", "ever"}:
        report(Diagnostic("stacking.bad-period", entries[key].span, {"key": key, "text": text}))
    if text == "year":
        return 1
    return EVER if text == "ever" else 0


def _read_limit(entries: Entries, article: str, report: Report) -> Source | None:
    entry = entries[RuleKind.CAP]
    if isinstance(entry.value, str) and entry.value:
        return read_source(entry, article, "cap")
    report(Diagnostic("stacking.cap-without-limit", entry.span))
    return None


def _first_line(span: Span) -> Span:
    end = span.text.find("\n")
    return span if end < 0 else Span(span.source, span.start, span.start + end)
