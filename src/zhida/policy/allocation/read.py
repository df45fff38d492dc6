"""The ``allocation`` attribute of a clause: how many firms get its award, and out of which budget."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source, Span
from zhida.policy.allocation.rules import (
    ANNOUNCED,
    NO_RULES,
    AllocationKind,
    AllocationRules,
    BudgetRule,
    ExceededRule,
    PlacesRule,
    Rounding,
    TieRule,
)
from zhida.policy.decimals import count_decimals
from zhida.policy.document.entries import Entries, Report, read_flag, read_source, read_text
from zhida.policy.document.yaml import Entry
from zhida.policy.facts import find_similar
from zhida.policy.metadata import parse_amount

_KEYS: Mapping[AllocationKind, tuple[str, ...]] = {
    AllocationKind.PLACES: ("places", "by", "group", "ties", "make-up"),
    AllocationKind.BUDGET: ("budget", "of", "exceeded", "rounding"),
}
_COUNT = re.compile(r"[1-9][0-9]{0,8}\Z", re.ASCII)
_CENTS = 2

Choice = TypeVar("Choice", bound=StrEnum)


def read_allocation(entry: Entry | None, article: str, report: Report) -> AllocationRules:
    r"""The rules under ``allocation``; what is not one is reported and left out.

    >>> from zhida.lang.base.span import span_of
    >>> from zhida.policy.document.yaml import read_yaml
    >>> entries = read_yaml(span_of("allocation:\n- places: 50\n  by: 研发增量\n- budget: 1000万\n  exceeded: in-proportion\n"))
    >>> rules = read_allocation(entries["allocation"], "第三条", print)
    >>> rules.places.count, rules.places.ties.value, rules.budget.amount, rules.budget.rounding.value
    (50, 'undecided', Decimal('10000000'), 'floor')
    """
    if entry is None or entry.value == "":
        return NO_RULES
    if not isinstance(entry.value, tuple):
        report(Diagnostic("allocation.not-a-list", entry.span))
        return NO_RULES
    found: dict[AllocationKind, Entry] = {}
    for item in entry.value:
        kind = _find_kind(item, report)
        if kind is not None and kind in found:
            report(Diagnostic("allocation.rule-twice", _first_line(item.span), {"kind": kind.value}))
        elif kind is not None:
            found[kind] = item
    places, budget = found.get(AllocationKind.PLACES), found.get(AllocationKind.BUDGET)
    return AllocationRules(
        None if places is None else _read_places(places, article, report),
        None if budget is None else _read_budget(budget, article, report),
    )


def _find_kind(entry: Entry, report: Report) -> AllocationKind | None:
    entries = _entries(entry)
    kinds = [kind for kind in AllocationKind if kind.value in entries]
    if len(kinds) != 1:
        known = "、".join(kind.value for kind in AllocationKind)
        report(Diagnostic("allocation.which-rule", _first_line(entry.span), {"known": known}))
        return None
    known_keys = _KEYS[kinds[0]]
    for key, other in entries.items():
        if key not in known_keys:
            values = {"key": key, "known": find_similar(key, known_keys) or "、".join(known_keys)}
            report(Diagnostic("pack.unknown-key", other.key, values))
    return kinds[0]


def _read_places(entry: Entry, article: str, report: Report) -> PlacesRule:
    entries = _entries(entry)
    group = entries.get("group")
    return PlacesRule(
        count=_read_count(entries, report),
        by=_read_list(entries.get("by"), article, report),
        group=read_source(group, article, "group") if group and read_text(entries, "group", report) else None,
        ties=_read_choice(entries, "ties", TieRule.UNDECIDED, report),
        make_up=read_flag(entries, "make-up", report),
        written=_write(entry),
        span=_first_line(entry.span),
    )


def _read_budget(entry: Entry, article: str, report: Report) -> BudgetRule:
    entries = _entries(entry)
    exceeded = _read_choice(entries, "exceeded", ExceededRule.UNDECIDED, report)
    if "rounding" in entries and exceeded is not ExceededRule.IN_PROPORTION:
        report(Diagnostic("allocation.rounding-without-cut", entries["rounding"].key))
    return BudgetRule(
        amount=_read_amount(entries, report),
        of=_read_list(entries.get("of"), article, report),
        exceeded=exceeded,
        rounding=_read_choice(entries, "rounding", Rounding.FLOOR, report),
        written=_write(entry),
        span=_first_line(entry.span),
    )


def _read_count(entries: Entries, report: Report) -> int | None:
    text = read_text(entries, "places", report)
    if _COUNT.match(text):
        return int(text)
    if text != ANNOUNCED and isinstance(entries["places"].value, str):
        report(Diagnostic("allocation.bad-places", entries["places"].span, {"text": text}))
    return None


def _read_amount(entries: Entries, report: Report) -> Decimal | None:
    text = read_text(entries, "budget", report)
    amount = parse_amount(text)
    if amount is not None and count_decimals(amount) <= _CENTS:
        return amount
    if text != ANNOUNCED and isinstance(entries["budget"].value, str):
        report(Diagnostic("allocation.bad-budget-written", entries["budget"].span, {"text": text}))
    return None


def _read_choice(entries: Entries, key: str, otherwise: Choice, report: Report) -> Choice:
    text = read_text(entries, key, report)
    choices = {choice.value: choice for choice in type(otherwise)}
    if text and text not in choices:
        values = {"key": key, "text": text, "known": "、".join(choices)}
        report(Diagnostic("allocation.unknown-choice", entries[key].span, values))
    return choices.get(text, otherwise)


def _read_list(entry: Entry | None, article: str, report: Report) -> tuple[Source, ...]:
    """One text or a list of them."""
    if entry is None or entry.value == "":
        return ()
    items = entry.value if isinstance(entry.value, tuple) else (entry,)
    texts = [item for item in items if isinstance(item.value, str) and item.value]
    if len(texts) != len(items):
        report(Diagnostic("pack.key-wants-list", entry.span, {"key": entry.key.text if entry.key else ""}))
    return tuple(read_source(item, article) for item in texts)


def _entries(entry: Entry) -> Entries:
    return entry.value if isinstance(entry.value, Mapping) else {}


def _write(entry: Entry) -> str:
    return "\n".join(line.strip() for line in entry.span.text.strip().splitlines())


def _first_line(span: Span) -> Span:
    end = span.text.find("\n")
    return span if end < 0 else Span(span.source, span.start, span.start + end)
