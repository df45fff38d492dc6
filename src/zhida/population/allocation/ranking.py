"""Places by rank (择优、前 50 名): who is among the first, whoever applied first, with ties at the edge told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhida.lang.base.diagnostic import refuse
from zhida.policy.allocation.rules import TieRule


@dataclass(frozen=True, slots=True)
class Applicant:
    """A firm by its code, and what it is ranked by: the greatest score first, of equal ones the greatest second score and so on."""

    firm: str
    scores: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A firm with its rank: one more than the firms that are better, so equal firms share one (1, 2, 2, 4)."""

    firm: str
    rank: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Who has a place and who is in reserve, by rank and code; ``tied`` are the equal firms that the quota cuts through.

    ``made_up`` are those among the selected who have a place because better ones declined (递补).
    """

    selected: tuple[Ranked, ...]
    reserve: tuple[Ranked, ...]
    tied: tuple[Ranked, ...]
    made_up: tuple[Ranked, ...]


def rank_firms(applicants: Iterable[Applicant]) -> tuple[Ranked, ...]:
    """All firms by rank, equal ones by code; the order of the applicants does not matter.

    A firm that applies twice is refused (`DiagnosticError`): nobody knows which of its scores counts.

    >>> from decimal import Decimal
    >>> rank_firms([Applicant("b", (Decimal(9),)), Applicant("a", (Decimal(9),)), Applicant("c", (Decimal(10),))])
    (Ranked(firm='c', rank=1), Ranked(firm='a', rank=2), Ranked(firm='b', rank=2))
    """
    ordered = sorted(applicants, key=lambda one: (tuple(score.copy_negate() for score in one.scores), one.firm))
    _refuse_twice(applicant.firm for applicant in ordered)
    return tuple(_number(ordered))


def select_first(
    applicants: Iterable[Applicant], quota: int, ties: TieRule, declined: Collection[str] = ()
) -> Selection:
    """The first ``quota`` firms that have not declined; those that are equal at the edge as the rule says.

    Undecided, they are neither selected nor in reserve: the policy has to say (并列如何处理).
    """
    ranked = rank_firms(applicants)
    standing = tuple(one for one in ranked if one.firm not in declined)
    tied = _find_tied(standing, quota)
    selected = _take(standing, quota, tied, ties)
    with_all = frozenset(_take(ranked, quota, _find_tied(ranked, quota), ties))
    placed = {*selected, *(tied if ties is TieRule.UNDECIDED else ())}
    return Selection(
        selected=selected,
        reserve=tuple(one for one in standing if one not in placed),
        tied=tied,
        made_up=tuple(one for one in selected if one not in with_all),
    )


def _find_tied(standing: Sequence[Ranked], quota: int) -> tuple[Ranked, ...]:
    """The equal firms of which some are within the quota and some beyond."""
    if not 0 < quota < len(standing) or standing[quota - 1].rank != standing[quota].rank:
        return ()
    return tuple(one for one in standing if one.rank == standing[quota].rank)


def _take(standing: Sequence[Ranked], quota: int, tied: Sequence[Ranked], ties: TieRule) -> tuple[Ranked, ...]:
    edge = frozenset(tied)
    inside = tuple(one for one in standing[:quota] if one not in edge)
    return (*inside, *tied) if ties is TieRule.ALL else inside


def _number(ordered: Sequence[Applicant]) -> Iterator[Ranked]:
    rank = 0
    scores: tuple[Decimal, ...] | None = None
    for place, applicant in enumerate(ordered, 1):
        if applicant.scores != scores:
            rank, scores = place, applicant.scores
        yield Ranked(applicant.firm, rank)


def _refuse_twice(firms: Iterable[str]) -> None:
    seen: set[str] = set()
    for firm in firms:
        if firm in seen:
            raise refuse("allocation.firm-twice", firm=firm)
        seen.add(firm)
