"""The distance of a firm to a clause: the least changes of its facts with which it obtains the clause, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Missing, Value
from zhida.policy.answers import Answer
from zhida.policy.distance.deadline import find_deadline
from zhida.policy.distance.obstacles import find_obstacle
from zhida.policy.distance.plans import find_plans, judge_plan
from zhida.policy.distance.situation import Edit, Place, Plan, Situation
from zhida.policy.entitlement import Entitlement, Status, describe_missing
from zhida.policy.facts import FactCatalogue
from zhida.policy.firm import Firm
from zhida.policy.pack import Pack, PackLibrary

RECORDS = "项"
"""The unit of records."""

NOTHING: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that would have to be another.

    ``path`` is the way to it (``年度账[2025].研发费用``), ``label`` its words; ``year`` that of the accounts it stands in.
    Of a list, ``before`` and ``after`` are how many records it has, and ``record`` is what a record to be added would hold.
    ``obstacle`` says why nobody can bring it about.
    """

    path: str
    label: str
    unit: str
    before: Value
    after: Value
    year: int | None
    record: Mapping[str, Value]
    obstacle: Diagnostic | None

    @property
    def size(self) -> Decimal:
        """How large the change is against the larger of both figures; 1 for what is no number."""
        before, after = self.before, self.after
        if self.record or isinstance(before, bool) or not isinstance(before, Decimal) or not isinstance(after, Decimal):
            return Decimal(1)
        return DECIMAL128.divide(abs(after - before), max(abs(after), abs(before)))


@dataclass(frozen=True, slots=True)
class Distance:
    """Changes that together obtain a clause, and what is then obtained: ``amount`` in 元, or the text of a classification.

    ``until`` is the last day by which they have to be made; None if they are out of reach or no end is in sight.
    """

    changes: tuple[Change, ...]
    amount: Decimal | None
    value: str | None
    until: dt.date | None

    @property
    def is_reachable(self) -> bool:
        """Whether every change can be brought about."""
        return all(change.obstacle is None for change in self.changes)

    @property
    def size(self) -> Decimal:
        """The sizes of the changes together."""
        return sum((change.size for change in self.changes), start=Decimal(0))


def find_distances(
    pack: Pack, answer: Answer, firm: Firm, on: dt.date, catalogue: FactCatalogue
) -> tuple[Distance, ...]:
    """Ways to obtain a clause a firm does not obtain: those within reach first, then by gain, then by size.

    Empty if the firm obtains it, and where nothing was found: that is no proof that nothing would do.
    """
    situation = Situation(firm.facts, Date.from_python(on), catalogue)
    found = (_describe(plan, pack, answer, situation) for plan in find_plans(pack, answer, situation))
    return tuple(sorted(found, key=_rank))


def measure_distances(
    library: PackLibrary, entitlements: Iterable[Entitlement], firm: Firm, on: dt.date
) -> Mapping[tuple[str, str], tuple[Distance, ...]]:
    """The distances to the clauses a firm does not obtain, by the keys of pack and clause; those without any are left out.

    They are in the order of their best ways: within reach before out of reach, then by gain, then by size.
    """
    refused = {(one.pack, one.clause) for one in entitlements if one.status is Status.NOT_ENTITLED}
    found = {
        (pack.key, answer.clause.id): find_distances(pack, answer, firm, on, library.catalogue)
        for pack in library.in_force(on)
        for answer in pack.answers
        if (pack.key, answer.clause.id) in refused
    }
    obtainable = ((clause, distances) for clause, distances in found.items() if distances)
    return dict(sorted(obtainable, key=lambda one: _rank(one[1][0])))


def _rank(distance: Distance) -> tuple[bool, Decimal, Decimal, int]:
    return not distance.is_reachable, -(distance.amount or Decimal(0)), distance.size, len(distance.changes)


def _describe(plan: Plan, pack: Pack, answer: Answer, situation: Situation) -> Distance:
    finding = judge_plan(plan, pack, answer, situation)
    changes = tuple(_describe_edit(edit, situation) for edit in plan)
    is_reachable = all(change.obstacle is None for change in changes)
    until = find_deadline(plan, pack, answer, situation) if is_reachable else None
    return Distance(changes, finding.amount, finding.value, until)


def _describe_edit(edit: Edit, situation: Situation) -> Change:
    before, after = situation.read(edit.place), edit.value
    record: Mapping[str, Value] = NOTHING
    if isinstance(before, list) and isinstance(after, list):
        record = _find_added(before, after)
        before, after = Decimal(len(before)), Decimal(len(after))
    fact, path = situation.find_fact(edit.place), _render_path(edit.place, situation)
    return Change(
        path=path,
        label=describe_missing(path, situation.catalogue).label,
        unit=fact.unit if fact else RECORDS,
        before=before,
        after=after,
        year=situation.find_year(edit.place),
        record=record,
        obstacle=find_obstacle(edit, situation),
    )


def _find_added(before: list[Value], after: list[Value]) -> Mapping[str, Value]:
    """What is said of the record that was added."""
    added = after[-1] if len(after) > len(before) else None
    return (
        {name: value for name, value in added.items() if not isinstance(value, Missing)}
        if isinstance(added, dict)
        else NOTHING
    )


def _render_path(place: Place, situation: Situation) -> str:
    if place.record is None:
        return place.name
    year = situation.find_year(place)
    return f"{place.name}[{place.record if year is None else year}].{place.field}"
