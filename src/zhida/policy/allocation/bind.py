"""Which awards of a document are subject to which rules of allocation, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source
from zhida.lang.base.types import BOOLEAN, NUMBER, STRING, Type, render_type
from zhida.lang.core.tree import Program
from zhida.policy.allocation.rules import GROUP, AllocationKind, BudgetRule, PlacesRule, name_criterion
from zhida.policy.answers import Answer
from zhida.policy.clause.tree import Clause, ClauseKind
from zhida.policy.facts import find_similar
from zhida.policy.from_document import define_key

_GROUPS = (STRING, BOOLEAN, NUMBER)


@dataclass(frozen=True, slots=True)
class StatedBudget:
    """A budget with the clause that states it."""

    clause: str
    article: str
    rule: BudgetRule


@dataclass(frozen=True, slots=True)
class Allocation:
    """What the award of a clause is subject to besides the facts of a firm; never nothing."""

    places: PlacesRule | None
    budget: StatedBudget | None

    @property
    def kinds(self) -> tuple[AllocationKind, ...]:
        """What that is, in the order in which it is applied."""
        told = {AllocationKind.PLACES: self.places, AllocationKind.BUDGET: self.budget}
        return tuple(kind for kind, rule in told.items() if rule is not None)


def bind_allocation(clauses: Iterable[Clause]) -> Mapping[str, Allocation]:
    """The awards that are subject to allocation, by the ids of their clauses in the order of the document."""
    clauses = tuple(clauses)
    budgets: dict[str, StatedBudget] = {}
    for clause in clauses:
        rule = clause.attributes.allocation.budget
        if rule is not None:
            stated = StatedBudget(clause.id, clause.article, rule)
            budgets |= dict.fromkeys(_list_subjects(clause, rule), stated)
    found = {clause.id: Allocation(clause.attributes.allocation.places, budgets.get(clause.id)) for clause in clauses}
    return {id_: allocation for id_, allocation in found.items() if allocation.kinds}


def list_criteria(clause: Clause) -> tuple[str, ...]:
    """The keys of the definitions that firms are ranked by."""
    rule = clause.attributes.allocation.places
    count = 0 if rule is None else len(rule.by)
    return tuple(define_key(clause.id, name_criterion(number)) for number in range(1, count + 1))


def find_group_key(clause: Clause) -> str | None:
    """The key of the definition that tells the group of a firm; None if all firms are one group."""
    rule = clause.attributes.allocation.places
    return None if rule is None or rule.group is None else define_key(clause.id, GROUP)


def check_allocation(clauses: Iterable[Clause], answers: Iterable[Answer], program: Program) -> Iterator[Diagnostic]:
    """Rules that bind no award, an interval, or an award another rule binds; rankings by what is no number."""
    clauses = tuple(clauses)
    awards = {answer.clause.id: answer for answer in answers if answer.kind is ClauseKind.AWARD}
    stated: dict[str, Clause] = {}
    for clause in clauses:
        places, budget = clause.attributes.allocation.places, clause.attributes.allocation.budget
        if places is not None:
            yield from _check_award(Source(clause.id), clause, places, awards)
            yield from _check_ranking(clause, places, program)
        if budget is not None:
            for subject in budget.of or (Source(clause.id),):
                yield from _check_award(subject, clause, budget, awards)
                if subject.text in stated:
                    values = {"clause": subject.text, "other": stated[subject.text].title}
                    yield Diagnostic("allocation.two-budgets", budget.span, values)
                stated.setdefault(subject.text, clause)


def _list_subjects(clause: Clause, rule: BudgetRule) -> tuple[str, ...]:
    return tuple(one.text for one in rule.of) or (clause.id,)


def _check_award(
    subject: Source, clause: Clause, rule: PlacesRule | BudgetRule, awards: Mapping[str, Answer]
) -> Iterator[Diagnostic]:
    answer = awards.get(subject.text)
    span = rule.span if subject.text == clause.id else subject.span
    if answer is None:
        known = find_similar(subject.text, awards) or "、".join(awards) or "—"
        yield Diagnostic("allocation.no-award", span, {"clause": subject.text, "known": known})
    elif answer.is_interval:
        yield Diagnostic("allocation.interval", span, {"clause": subject.text})


def _check_ranking(clause: Clause, rule: PlacesRule, program: Program) -> Iterator[Diagnostic]:
    for key, source in zip(list_criteria(clause), rule.by, strict=True):
        yield from _check_type("allocation.criterion-not-a-number", program, key, source, (NUMBER,))
    group = find_group_key(clause)
    if group is not None and rule.group is not None:
        yield from _check_type("allocation.group-not-plain", program, group, rule.group, _GROUPS)


def _check_type(
    code: str, program: Program, key: str, source: Source, wanted: tuple[Type, ...]
) -> Iterator[Diagnostic]:
    definition = program.definitions.get(key)
    if definition is not None and definition.type not in wanted:
        yield Diagnostic(code, source.span, {"text": source.text, "type": render_type(definition.type)})
