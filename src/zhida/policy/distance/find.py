"""The distance of a firm to a clause: the least changes of its facts with which it obtains the clause.

Where changes come from is a search; that they are right is not: every one is computed again with the changed facts, and
what is not needed of it is taken back, down to the smallest step of the fact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.span import Span
from zhida.lang.base.temporal import Date
from zhida.lang.base.types import BOOLEAN, NULL, NUMBER
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import Comparison, Constant, DefinitionReference, Expression
from zhida.policy.answers import Answer
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.distance.obstacles import find_obstacle
from zhida.policy.distance.search import find_boundary, is_allowed
from zhida.policy.distance.situation import Edit, Place, Plan, Situation
from zhida.policy.distance.solve import Solver
from zhida.policy.entitlement import Finding, Status, describe_missing, has_fault, judge
from zhida.policy.facts import FactCatalogue
from zhida.policy.firm import Firm
from zhida.policy.pack import Pack

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
    """Changes that together obtain a clause, and what is then obtained: ``amount`` in 元, or the text of a classification."""

    changes: tuple[Change, ...]
    amount: Decimal | None
    value: str | None

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
    search = _Search(pack, answer, Situation(firm.facts, Date.from_python(on), catalogue))
    return () if search.judge(()).status is Status.ENTITLED else tuple(sorted(search.run(), key=_rank))


def _rank(distance: Distance) -> tuple[bool, Decimal, Decimal, int]:
    return not distance.is_reachable, -(distance.amount or Decimal(0)), distance.size, len(distance.changes)


class _Search:
    """The search for one clause and one firm."""

    def __init__(self, pack: Pack, answer: Answer, situation: Situation) -> None:
        self._pack = pack
        self._answer = answer
        self._situation = situation

    def judge(self, plan: Plan) -> Finding:
        """What the clause answers after the changes."""
        evaluation = self._pack.prepared.run(self._situation.change(plan).inputs)
        value = evaluation.value(self._answer.key)
        return Finding(Status.UNKNOWN) if has_fault(evaluation.warnings) else judge(value, self._answer)

    def run(self) -> Iterator[Distance]:
        """Every alternative once, with nothing in it that is not needed."""
        goal = _make_goal(self._answer)
        found: list[Plan] = []
        for plan in Solver(self._pack.program).solve(goal, self._situation):
            if self._obtains(plan):
                least = self._minimise(plan)
                if least not in found:
                    found.append(least)
                    yield self._describe(least)

    def _obtains(self, plan: Plan) -> bool:
        return self.judge(plan).status is Status.ENTITLED

    def _minimise(self, plan: Plan) -> Plan:
        """The plan without what it does not need, every number and day as near as can be to what it is."""
        for edit in plan:
            without = tuple(other for other in plan if other is not edit)
            plan = without if self._obtains(without) else plan
        for index in range(len(plan)):
            plan = (*plan[:index], self._shrink(plan, index), *plan[index + 1 :])
        return plan

    def _shrink(self, plan: Plan, index: int) -> Edit:
        edit = plan[index]
        fact, before = self._situation.find_fact(edit.place), self._situation.read(edit.place)
        if fact is None or isinstance(before, bool) or not isinstance(before, Decimal | Date):
            return edit

        def obtains(value: Value) -> bool:
            changed = Edit(edit.place, value)
            allowed = is_allowed(value, edit.place, fact, self._situation)
            return allowed and self._obtains((*plan[:index], changed, *plan[index + 1 :]))

        return Edit(edit.place, find_boundary(before, edit.value, fact, obtains))

    def _describe(self, plan: Plan) -> Distance:
        finding = self.judge(plan)
        return Distance(tuple(_describe_edit(edit, self._situation) for edit in plan), finding.amount, finding.value)


def _make_goal(answer: Answer) -> Expression:
    """What has to hold of the definition of a clause for a firm to obtain it."""
    span = answer.clause.span
    match answer.kind:
        case ClauseKind.AWARD | ClauseKind.RELIEF:
            amount = DefinitionReference(answer.key, span=span, type=NUMBER)
            return Comparison(">", amount, Constant(Decimal(0), span=span, type=NUMBER), span=span, type=BOOLEAN)
        case ClauseKind.CLASSIFICATION:
            return Comparison("!=", DefinitionReference(answer.key, span=span), _null(span), span=span, type=BOOLEAN)
    return DefinitionReference(answer.key, span=span, type=BOOLEAN)


def _null(span: Span) -> Constant:
    return Constant(None, span=span, type=NULL)


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
