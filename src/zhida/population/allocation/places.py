"""Places of one award: who has one, who is in reserve, and who is equal at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhida.policy.allocation.rules import PlacesRule, TieRule
from zhida.population.allocation.announcement import Announcement
from zhida.population.allocation.candidates import Candidate
from zhida.population.allocation.model import Ground
from zhida.population.allocation.ranking import Applicant, Ranked, Selection, rank_firms, select_first
from zhida.population.allocation.subjects import Subject


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate and what becomes of it by rank; ``ground`` is None where there are no places to have."""

    candidate: Candidate
    group: str
    rank: int | None
    ground: Ground | None

    @property
    def has_award(self) -> bool:
        """Whether nothing keeps the award from the firm so far."""
        return self.ground in {None, Ground.SELECTED, Ground.MADE_UP}

    @property
    def is_refused(self) -> bool:
        """Whether the firm does not get the award."""
        return self.ground in {Ground.RESERVE, Ground.DECLINED}


def give_places(subject: Subject, candidates: Iterable[Candidate], announcement: Announcement) -> tuple[Placed, ...]:
    """Every candidate with its place, each group by itself; the order of the candidates does not matter."""
    rule = subject.allocation.places
    placed: list[Placed] = []
    groups: dict[str, dict[str, Candidate]] = {}
    for one in candidates:
        if one.amount is None or one.standing is None:
            placed.append(Placed(one, "", None, Ground.UNKNOWN))
        elif rule is None:
            ground = Ground.DECLINED if announcement.has_declined(one.firm, subject.key) else None
            placed.append(Placed(one, "", None, ground))
        else:
            groups.setdefault(one.standing.group, {})[one.firm] = one
    if rule is not None:
        count = announcement.places.get(subject.key, rule.count)
        for group, members in groups.items():
            declined = {firm for firm in members if announcement.has_declined(firm, subject.key)}
            grounds = _select(members.values(), rule, count, declined)
            placed += [Placed(members[one.firm], group, one.rank, grounds[one.firm]) for one in _rank(members.values())]
    return tuple(sorted(placed, key=lambda one: (one.group, one.rank or 0, one.candidate.firm)))


def _select(
    members: Iterable[Candidate], rule: PlacesRule, count: int | None, declined: set[str]
) -> Mapping[str, Ground]:
    """What becomes of every firm of a group."""
    members = tuple(members)
    if count is None:
        return {one.firm: Ground.DECLINED if one.firm in declined else Ground.PLACES_UNKNOWN for one in members}
    selection = select_first(_apply(members), count, rule.ties, declined if rule.make_up else ())
    grounds = dict(_tell(selection, rule.ties))
    return {one.firm: Ground.DECLINED if one.firm in declined else grounds[one.firm] for one in members}


def _tell(selection: Selection, ties: TieRule) -> Iterator[tuple[str, Ground]]:
    for one in selection.reserve:
        yield one.firm, Ground.RESERVE
    for one in selection.selected:
        yield one.firm, Ground.SELECTED
    for one in selection.made_up:
        yield one.firm, Ground.MADE_UP
    if ties is TieRule.UNDECIDED:
        for one in selection.tied:
            yield one.firm, Ground.TIED


def _rank(members: Iterable[Candidate]) -> tuple[Ranked, ...]:
    return rank_firms(_apply(members))


def _apply(members: Iterable[Candidate]) -> Iterator[Applicant]:
    for one in members:
        if one.standing is not None:
            yield Applicant(one.firm, one.standing.scores)
