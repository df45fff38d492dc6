"""What stacking makes of a firm's awards, for a page: the bounds of the total, and why awards are cut or dropped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from zhida.policy.stacking.result import Outcome, StackedAward, StackingResult
from zhida.web.diagnostics import describe
from zhida.web.formats import format_money

_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.GRANTED: gettext_noop("暂按全额计"),
    Outcome.CUT: gettext_noop("只计一部分"),
    Outcome.DROPPED: gettext_noop("不计入"),
    Outcome.UNKNOWN: gettext_noop("待补充"),
}


@dataclass(frozen=True, slots=True)
class StackedLine:
    """An award that is not granted in full: what becomes of it, its amount and what is granted, and why."""

    title: str
    outcome: str
    amounts: str
    reasons: tuple[str, ...]


def describe_bound(stacking: StackingResult) -> str:
    """What is said of a total that missing facts or intervals leave open; empty where it is exact.

    >>> from decimal import Decimal
    >>> describe_bound(StackingResult((), Decimal(5), Decimal(5)))
    ''
    """
    if stacking.total is not None:
        return ""
    if stacking.at_most is None:
        return gettext("这是至少可得的数：补齐所缺的事实后可能更多。")
    most = {"amount": format_money(stacking.at_most)}
    if not any(award.missing for award in stacking.awards):
        return gettext("这是至少可得的数：主管部门在区间内核定，最多 %(amount)s 元。") % most
    return gettext("这是至少可得的数：补齐所缺的事实后，最多 %(amount)s 元。") % most


def list_stacked(stacking: StackingResult) -> tuple[StackedLine, ...]:
    """The awards that are cut, dropped, or in doubt; an award whose own amount is unknown has a card that says so."""
    return tuple(
        StackedLine(award.title, gettext(_OUTCOMES[award.outcome]), _tell_amounts(award), tuple(_tell_reasons(award)))
        for award in stacking.awards
        if award.amount is not None and (award.outcome is not Outcome.GRANTED or award.missing)
    )


def _tell_amounts(award: StackedAward) -> str:
    if award.amount is None:
        return ""
    amount = gettext("%(amount)s 元") % {"amount": format_money(award.amount)}
    if award.outcome is not Outcome.CUT or award.granted is None:
        return amount
    return f"{amount} → {gettext('%(amount)s 元') % {'amount': format_money(award.granted)}}"


def _tell_reasons(award: StackedAward) -> Iterator[str]:
    yield from (describe(reason) for reason in award.reasons)
    if award.missing:
        facts = "、".join(fact.label for fact in award.missing)
        yield gettext("可能因这些所缺的事实而变：%(facts)s") % {"facts": facts}
