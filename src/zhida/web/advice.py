"""What a firm could do next, in words: where it stands on ladders, what to find out, what it is short of."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from zhida.policy.distance.find import Change, Distance
from zhida.policy.entitlement import Status
from zhida.policy.ladder.climb import RungStatus, Standing
from zhida.policy.questions.find import Question
from zhida.policy.wording import render_value
from zhida.web.diagnostics import describe
from zhida.web.formats import format_money

MOST_WAYS = 3
"""Of more ways to obtain a clause, the best are shown."""

_RUNG_ICONS = {
    Status.ENTITLED: "web/icons/check.html",
    Status.UNKNOWN: "web/icons/question.html",
    Status.NOT_ENTITLED: "web/icons/minus.html",
    None: "web/icons/minus.html",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to obtain something: the changes it takes, what it gains (empty for a status), by when, and why it is out of reach."""

    changes: tuple[str, ...]
    gain: str
    until: str
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Short:
    """A clause a firm does not obtain, and the ways there."""

    title: str
    policy: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact worth finding out: who has it, the money at stake and the clauses that wait for it."""

    label: str
    source: str
    stake: str
    clauses: str


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung of a ladder with the icon and the word of its status."""

    name: str
    note: str
    icon: str
    status: str
    is_current: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class LadderView:
    """A ladder from its highest rung down, what is missing to know of the next, and the ways to it."""

    title: str
    rungs: tuple[RungLine, ...]
    missing: tuple[str, ...]
    ways: tuple[Way, ...]


def describe_way(distance: Distance) -> Way:
    """A distance in words."""
    obstacles = [describe(change.obstacle) for change in distance.changes if change.obstacle is not None]
    return Way(
        tuple(_describe_change(change) for change in distance.changes),
        _describe_gain(distance),
        distance.until.isoformat() if distance.until else "",
        tuple(dict.fromkeys(obstacles)),
    )


def list_ways(distances: Iterable[Distance]) -> tuple[Way, ...]:
    """The best ways, in words."""
    return tuple(map(describe_way, tuple(distances)[:MOST_WAYS]))


def describe_question(question: Question) -> Wanted:
    """A question in words."""
    titles = "、".join(dict.fromkeys(answer.title for answer in question.clauses))
    return Wanted(question.fact.label, question.fact.source, _describe_stake(question.stake), titles)


def describe_standing(standing: Standing) -> LadderView:
    """A standing in words."""
    rungs = tuple(_describe_rung(one, standing) for one in reversed(standing.rungs))
    missing = tuple(fact.label for fact in standing.missing)
    return LadderView(standing.ladder.title, rungs, missing, list_ways(standing.distances))


def _describe_rung(one: RungStatus, standing: Standing) -> RungLine:
    status = gettext(one.status.value) if one.status is not None else gettext("政策不在有效期")
    is_current, is_next = one.rung == standing.current, one.rung == standing.next
    return RungLine(one.rung.name, one.rung.note, _RUNG_ICONS[one.status], status, is_current, is_next)


def _describe_change(change: Change) -> str:
    before, after = render_value(change.before, change.unit), render_value(change.after, change.unit)
    said = gettext("%(name)s：%(before)s → %(after)s") % {"name": change.label, "before": before, "after": after}
    held = "、".join(f"{name}：{render_value(value)}" for name, value in change.record.items())
    return f"{said}（{held}）" if held else said


def _describe_gain(distance: Distance) -> str:
    if distance.amount is not None:
        return gettext("%(amount)s 元") % {"amount": format_money(distance.amount)}
    return distance.value or ""


def _describe_stake(stake: Decimal | None) -> str:
    if stake is None:
        return gettext("金额不封顶")
    return gettext("最多 %(amount)s 元") % {"amount": format_money(stake)} if stake else ""
