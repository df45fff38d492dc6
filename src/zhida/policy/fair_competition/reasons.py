"""The written reasons for which a fair-competition finding is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Span
from zhida.policy.document.entries import Entries, Report
from zhida.policy.document.yaml import Entry
from zhida.policy.fair_competition.concern import Concern

FAIR_COMPETITION = "fair-competition"
"""The key under which documents give their reasons."""

SHORTEST_REASON = 10
"""Characters: a reason that is shorter says nothing."""


@dataclass(frozen=True, slots=True)
class AcceptedReason:
    """Why a concern is accepted, in words."""

    text: str
    span: Span = field(compare=False, repr=False)


def read_reasons(entries: Entries, report: Report) -> Mapping[Concern, AcceptedReason]:
    """The reasons under ``fair-competition``, by concern; what is wrong with them is reported."""
    entry = entries.get(FAIR_COMPETITION)
    if entry is None or entry.value == "":
        return {}
    if not isinstance(entry.value, Mapping):
        report(Diagnostic("competition.not-a-mapping", entry.span))
        return {}
    reasons = {name: _read_reason(name, item, report) for name, item in entry.value.items()}
    return {Concern(name): reason for name, reason in reasons.items() if reason is not None}


def _read_reason(name: str, entry: Entry, report: Report) -> AcceptedReason | None:
    if name not in set(Concern):
        values = {"name": name, "known": "、".join(Concern)}
        report(Diagnostic("competition.unknown-concern", entry.key, values))
        return None
    text = entry.value.strip() if isinstance(entry.value, str) else ""
    if len(text) < SHORTEST_REASON:
        report(Diagnostic("competition.reason-too-short", entry.span, {"name": name, "shortest": SHORTEST_REASON}))
        return None
    return AcceptedReason(text, entry.span)
