"""Entitlements as cards: what a firm gets, what is missing, why not; every card with its reasons and versions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.policy.allocation.rules import AllocationKind
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import Entitlement, Foundation, MissingFact, Status
from zhida.policy.reasons import Criterion, Outcome, Reason, RowReason
from zhida.web.diagnostics import describe
from zhida.web.formats import current_language, format_money, read_amount

DIGEST_SHOWN = 12
MOST_CAUSES = 4
MOST_OPEN = 10
"""Of more refused clauses, the cards are folded away until they are asked for."""

_TRUTHS = {"true": "是", "false": "否"}


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One line of a reason tree. ``outcome``: passed, failed, unknown, or empty for what is only said; ``open`` shows its children."""

    outcome: Literal["passed", "failed", "unknown", ""]
    title: str
    value: str = ""
    threshold: str = ""
    article: str = ""
    children: tuple["ReasonLine", ...] = ()
    open: bool = True


@dataclass(frozen=True, slots=True)
class Cause:
    """A condition that was not met: value against threshold, and the article that says so."""

    label: str
    value: str
    threshold: str
    article: str


@dataclass(frozen=True, slots=True)
class Version:
    """What a result rests on, with the first digits of its digest."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Card:
    """One clause applied to one firm; ``amount`` and ``reading`` for awards and reliefs, ``answer`` for classifications.

    ``most`` is the most of an interval, whose least is the amount; ``subject_to`` tells what of the other firms the amount
    depends on; else both are empty. ``causes`` are what failed; with ``any_suffices`` they belong to several ways, of which
    one would do. ``faults`` are faults of the clause, ``remarks`` what happened on the way to its answer.
    """

    title: str
    policy: str
    number: str
    article: str
    address: str
    amount: str
    most: str
    reading: str
    subject_to: str
    answer: str
    relief: bool
    no_application: bool
    verified: bool
    missing: tuple[MissingFact, ...]
    causes: tuple[Cause, ...]
    any_suffices: bool
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    reasons: tuple[ReasonLine, ...]
    versions: tuple[Version, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The cards of one status, with the words and the icon that tell it without colour."""

    id: str
    label: str
    colour: str
    icon: str
    cards: tuple[Card, ...]

    @property
    def folded(self) -> bool:
        """Whether the cards are shown only when asked for: what a firm gets or could get comes first."""
        return self.id == "not-entitled" and len(self.cards) > MOST_OPEN


def build_card_groups(entitlements: Iterable[Entitlement]) -> tuple[CardGroup, ...]:
    """The cards by status: awards first, the largest before the others, then in the order of the library."""
    cards: dict[Status, list[Card]] = {status: [] for status in Status}
    for entitlement in sorted(entitlements, key=lambda one: (one.kind is ClauseKind.RELIEF, -(one.amount or 0))):
        cards[entitlement.status].append(_build_card(entitlement))
    return (
        CardGroup("entitled", gettext("可享"), "text-success", "web/icons/check.html", tuple(cards[Status.ENTITLED])),
        CardGroup(
            "unknown", gettext("待补充"), "text-warning", "web/icons/question.html", tuple(cards[Status.UNKNOWN])
        ),
        CardGroup(
            "not-entitled", gettext("不符合"), "text-quiet", "web/icons/minus.html", tuple(cards[Status.NOT_ENTITLED])
        ),
    )


def _build_card(entitlement: Entitlement) -> Card:
    amount = entitlement.amount
    refused = entitlement.status is Status.NOT_ENTITLED
    causes = tuple(dict.fromkeys(_find_causes(entitlement.reason, entitlement.article))) if refused else ()
    return Card(
        title=entitlement.title,
        policy=entitlement.policy,
        number=entitlement.number,
        article="" if entitlement.article == entitlement.title else entitlement.article,
        address=f"{reverse('policy', args=[entitlement.pack])}#{entitlement.clause}",
        amount="" if amount is None else format_money(amount),
        most="" if entitlement.most in {None, amount} else format_money(entitlement.most),
        reading="" if amount is None or entitlement.most != amount else read_amount(amount, current_language()),
        subject_to="" if amount is None else describe_subject(entitlement.subject_to),
        answer=_answer(entitlement),
        relief=entitlement.kind is ClauseKind.RELIEF,
        no_application=entitlement.no_application,
        verified=entitlement.verified,
        missing=entitlement.missing,
        causes=causes[:MOST_CAUSES],
        any_suffices=refused and len(causes) > 1 and _has_alternatives(entitlement.reason),
        faults=_describe_all(one for one in entitlement.diagnostics if one.severity is Severity.ERROR),
        remarks=_describe_all(one for one in entitlement.diagnostics if one.severity is not Severity.ERROR),
        reasons=(replace(_show_reason(entitlement.reason), open=True),),
        versions=tuple(_list_versions(entitlement.rests_on)),
        engine=entitlement.rests_on.engine,
    )


def _describe_all(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(describe, diagnostics)))


def describe_subject(kinds: tuple[AllocationKind, ...]) -> str:
    """What an amount depends on besides the firm; empty where that is nothing.

    >>> describe_subject((AllocationKind.PLACES, AllocationKind.BUDGET)), describe_subject(())
    ('按排名和预算，以兑付结果为准', '')
    """
    if len(kinds) > 1:
        return gettext("按排名和预算，以兑付结果为准")
    words = {
        AllocationKind.PLACES: gettext("按排名，以兑付结果为准"),
        AllocationKind.BUDGET: gettext("按预算，以兑付结果为准"),
    }
    return words[kinds[0]] if kinds else ""


def _answer(entitlement: Entitlement) -> str:
    if entitlement.status is not Status.ENTITLED:
        return ""
    return entitlement.value or (gettext("是") if entitlement.kind is ClauseKind.STATUS else "")


def _list_versions(foundation: Foundation) -> Iterator[Version]:
    for key, digest in foundation.packs.items():
        yield Version(key, digest[:DIGEST_SHOWN])
    yield Version(gettext("事实目录"), foundation.catalogue[:DIGEST_SHOWN])


def _find_causes(reason: Reason, article: str) -> Iterator[Cause]:
    """The conditions that failed, those of a definition in the place of its name; else what the result came to."""
    inner = {nested.name: nested for nested in reason.reasons}
    failed = [(row, one) for row in reason.rows for one in row.criteria if one.outcome is Outcome.FAILED]
    for row, criterion in failed:
        nested = inner.get(criterion.label)
        if nested is not None and any(one.outcome is Outcome.FAILED for one in nested.rows):
            yield from _find_causes(nested, row.article or article)
        else:
            yield Cause(criterion.label, criterion.value, criterion.threshold, row.article or article)
    if not failed:
        yield Cause(reason.name, f"{reason.figures} = {reason.value}" if reason.figures else reason.value, "", article)


def _has_alternatives(reason: Reason) -> bool:
    """Whether all causes come from several rows of one table: each row is another way to be entitled."""
    failed = [row for row in reason.rows if any(one.outcome is Outcome.FAILED for one in row.criteria)]
    if len(failed) != 1:
        return len(failed) > 1
    labels = {one.label for row in failed for one in row.criteria if one.outcome is Outcome.FAILED}
    return len(labels) == 1 and any(_has_alternatives(nested) for nested in reason.reasons if nested.name in labels)


def _show_reason(reason: Reason) -> ReasonLine:
    lines = [_show_row(row) for row in reason.rows] + [_show_reason(nested) for nested in reason.reasons]
    if reason.formula and reason.formula != reason.figures:
        lines.insert(0, ReasonLine("", gettext("算法"), value=reason.formula))
        lines.insert(1, ReasonLine("", gettext("代入"), value=reason.figures))
    return ReasonLine("", reason.name, value=f"= {reason.value}", children=tuple(lines), open=False)


def _show_row(row: RowReason) -> ReasonLine:
    title = gettext("第 %(number)d 行") % {"number": row.number}
    value = row.note or _TRUTHS.get(row.result, row.result)
    return ReasonLine(row.outcome.value, title, value, "", row.article, tuple(map(_show_criterion, row.criteria)))


def _show_criterion(criterion: Criterion) -> ReasonLine:
    return ReasonLine(criterion.outcome.value, criterion.label, criterion.value, criterion.threshold)
