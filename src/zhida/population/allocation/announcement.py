"""What is announced after a policy: numbers of places, budgets, and the firms that decline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, refuse
from zhida.lang.base.span import Source, Span
from zhida.policy.credit_code import check_credit_code
from zhida.policy.facts import find_similar
from zhida.policy.stacking.scope import AwardKey
from zhida.population.allocation.subjects import Subject


@dataclass(frozen=True, slots=True)
class Announcement:
    """Numbers of places and budgets (元) by the clause that states the rule, and who declines which awards.

    They go before what the policy says. ``declined`` holds the awards a firm declines by its code, None for all of them.
    """

    places: Mapping[AwardKey, int] = field(default_factory=dict)
    budgets: Mapping[AwardKey, Decimal] = field(default_factory=dict)
    declined: Mapping[str, frozenset[AwardKey] | None] = field(default_factory=dict)

    def has_declined(self, firm: str, award: AwardKey) -> bool:
        """Whether a firm declines an award."""
        awards = self.declined.get(firm, frozenset())
        return awards is None or award in awards


def check_announcement(announcement: Announcement, subjects: tuple[Subject, ...]) -> None:
    """Refuse numbers for rules there are not (`DiagnosticError`)."""
    places = [one.key for one in subjects if one.allocation.places is not None]
    budgets = [one.budget_key for one in subjects if one.budget_key is not None]
    awards = [one.key for one in subjects]
    named = [(key, "places", places) for key in announcement.places]
    named += [(key, "budget", budgets) for key in announcement.budgets]
    named += [(key, "allocation", awards) for keys in announcement.declined.values() for key in sorted(keys or ())]
    found = [_unknown_rule(key, kind, known) for key, kind, known in named if key not in known]
    if found:
        raise DiagnosticError(found)


def _unknown_rule(key: AwardKey, kind: str, known: list[AwardKey]) -> Diagnostic:
    texts = sorted({str(one) for one in known})
    similar = find_similar(str(key), texts) or "、".join(texts) or "—"
    return Diagnostic("allocation.unknown-rule", None, {"key": str(key), "kind": kind, "known": similar})


def read_declined(path: Path) -> Mapping[str, frozenset[AwardKey] | None]:
    """Who declines what: a line per firm, its code and, after a comma, the clause (``政策包#条款``; left out: all of them).

    Raises `DiagnosticError` with every line that is wrong, `OSError` if the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("document.not-utf-8", Span(Source("", str(path)), 0, 0)) from error
    declined: dict[str, frozenset[AwardKey] | None] = {}
    found: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), 1):
        code, comma, clause = (part.strip() for part in line.replace("，", ",").partition(","))
        pack, mark, id_ = clause.partition("#")
        span = Source(line, str(path), line=number).span
        if not line.strip():
            continue
        wrong = check_credit_code(code, span)
        if wrong is not None:
            found.append(wrong)
        elif comma and not (pack and mark and id_):
            found.append(Diagnostic("allocation.bad-award", span, {"text": clause}))
        else:
            before = declined.get(code, frozenset())
            award = AwardKey(pack, id_)
            declined[code] = None if not comma or before is None else before | {award}
    if found:
        raise DiagnosticError(found)
    return declined
