"""`solve_stacking`: the best lawful combination of a firm's awards, and in words why each other is cut or dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.values import Inputs, Missing, Value
from zhida.policy.answers import TOTAL
from zhida.policy.clause.tree import ClauseKind, RuleKind
from zhida.policy.decimals import count_cents, from_cents
from zhida.policy.entitlement import (
    Entitlement,
    Status,
    build_inputs,
    describe_missing,
    find_missing,
    judge_values,
    read_values,
)
from zhida.policy.facts import FactCatalogue
from zhida.policy.firm import Firm
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.stacking.figures import Figures, Limit, explain, read_figures
from zhida.policy.stacking.problem import Cap, Problem, list_places
from zhida.policy.stacking.result import Claim, Outcome, StackedAward, StackingResult
from zhida.policy.stacking.scope import AwardKey, BoundRule, bind_rules, list_followed, order_awards
from zhida.policy.stacking.solve import find_best, split

_NO_BOUND = 10**17
"""Cents; more than any award can be (`zhida.policy.fact_values.MAXIMUM_DIGITS`)."""

_EXCLUDING = frozenset({RuleKind.HIGHEST, RuleKind.ONE_PER_SUPPORT, RuleKind.NOT_WITH})


def solve_stacking(
    library: PackLibrary, entitlements: Iterable[Entitlement], firm: Firm, on: dt.date
) -> StackingResult:
    """The awards among the entitlements of a firm on a day, taken together by the stacking rules of the packs in force."""
    claims = tuple(
        Claim(
            AwardKey(one.pack, one.clause),
            one.title,
            _count_cents(one.amount),
            _count_cents(one.most),
            frozenset(fact.path for fact in one.missing),
        )
        for one in entitlements
        if one.kind is ClauseKind.AWARD and one.status is not Status.NOT_ENTITLED
    )
    return Stacking(library.in_force(on), library.catalogue).solve(claims, build_inputs(firm, on, library.catalogue))


def list_claims(pack: Pack, inputs: Inputs) -> Iterator[Claim]:
    """The awards of a pack that a firm with these inputs is, or may be, entitled to."""
    evaluation = pack.prepared.run(inputs)
    for answer in pack.answers:
        if answer.kind is ClauseKind.AWARD:
            values = read_values(evaluation, answer)
            finding = judge_values(values, answer)
            if finding.status is not Status.NOT_ENTITLED:
                amounts = _count_cents(finding.amount), _count_cents(finding.most)
                missing = find_missing(values)
                yield Claim(AwardKey(pack.key, answer.clause.id), answer.clause.title, *amounts, missing)


def _count_cents(amount: Decimal | None) -> int | None:
    return None if amount is None else count_cents(amount)


def find_stacked(pack: Pack, key: str, inputs: Inputs) -> Value:
    """What worked examples call ``合计`` or ``实得/clause`` (`zhida.policy.answers.resolve_stacked`) of one policy alone."""
    result = Stacking([pack], pack.catalogue).solve(list_claims(pack, inputs), inputs)
    missing = frozenset(fact.path for award in result.awards for fact in award.missing)
    if key == TOTAL:
        return Missing(missing) if missing else _tell_total(result)
    clause = key.partition("/")[2]
    award = next((award for award in result.awards if award.clause == clause), None)
    if award is None:
        return from_cents(0)
    unknown = frozenset(fact.path for fact in award.missing)
    return Missing(unknown) if unknown or award.granted is None else award.granted


def _tell_total(result: StackingResult) -> Value:
    """The sum, or the least and the most of it where an award is an interval."""
    return result.total if result.total is not None else [result.at_least, result.at_most]


class Stacking:
    """The stacking rules of packs, made ready once for any number of firms."""

    def __init__(self, packs: Iterable[Pack], catalogue: FactCatalogue) -> None:
        self._catalogue = catalogue
        self._packs = {pack.key: pack for pack in packs}
        self._rules = bind_rules(pack.scope for pack in self._packs.values())
        self._followed = list_followed(self._rules)

    @cached_property
    def subjects(self) -> frozenset[AwardKey]:
        """The awards that rules bind."""
        return frozenset(key for rule in self._rules for key in rule.subjects)

    @cached_property
    def awards(self) -> frozenset[AwardKey]:
        """The awards that rules bind or speak of; what others are does not matter to any."""
        return self.subjects | frozenset(
            key for rule in self._rules for others in rule.others.values() for key in others
        )

    def solve(self, claims: Iterable[Claim], inputs: Inputs) -> StackingResult:
        """What a firm with these inputs gets of its claims."""
        by_key = {claim.key: claim for claim in claims}
        rules = tuple(rule for rule in self._rules if not rule.subjects.isdisjoint(by_key))
        figures = read_figures(by_key, rules, inputs, self._read_limits(rules, inputs))
        exclusions = _find_exclusions(rules)
        least_of = {key: claim.amount for key, claim in by_key.items()}
        most_of = {key: claim.most for key, claim in by_key.items()}
        certain = self._state_problem(figures, least_of, figures.certain, exclusions)
        granted = certain.solve()
        least = most = sum(granted.values())
        doubts: Mapping[AwardKey, frozenset[str]] = {}
        if figures.unknown or least_of != most_of:
            possible = self._state_problem(figures, most_of, figures.possible, exclusions)
            most = sum(possible.solve().values())
            doubts = possible.spread(figures)
        explainer = _Explainer(self._catalogue, figures, granted, exclusions, doubts)
        return StackingResult(
            awards=tuple(explainer.describe(claim) for claim in by_key.values()),
            at_least=from_cents(least),
            at_most=None if most >= _NO_BOUND else from_cents(most),
        )

    def _read_limits(self, rules: Sequence[BoundRule], inputs: Inputs) -> Mapping[int, Value]:
        return {
            place: self._packs[rule.scope.pack].prepared.run(inputs).value(rule.stated.limit_key)
            for place, rule in enumerate(rules)
            if rule.stated.rule.limit is not None
        }

    def _state_problem(
        self,
        figures: Figures,
        claimed: Mapping[AwardKey, int | None],
        keys: Sequence[AwardKey],
        exclusions: Mapping[AwardKey, Mapping[AwardKey, BoundRule]],
    ) -> _StatedProblem:
        """The problem of these awards as they are claimed; one of an unknown amount may be of any."""
        amounts = {key: _NO_BOUND if (amount := claimed[key]) is None else amount for key in keys}
        ordered = tuple(order_awards(sorted(keys, key=lambda key: (-amounts[key], key)), self._followed))
        places = {key: 1 << place for place, key in enumerate(ordered)}
        problem = Problem(
            amounts=tuple(amounts[key] for key in ordered),
            conflicts=tuple(sum(places.get(other, 0) for other in exclusions.get(key, ())) for key in ordered),
            caps=tuple(_cap(limit, claimed, places) for limit in figures.limits if not limit.owners.isdisjoint(places)),
        )
        return _StatedProblem(ordered, problem)


@dataclass(frozen=True, slots=True)
class _StatedProblem:
    """A problem and which award is which."""

    keys: tuple[AwardKey, ...]
    problem: Problem

    def solve(self) -> Mapping[AwardKey, int]:
        """What each award gets, in cents."""
        return dict(zip(self.keys, find_best(self.problem), strict=True))

    def spread(self, figures: Figures) -> Mapping[AwardKey, frozenset[str]]:
        """For every award the facts that those joined to it by a rule want for."""
        found: dict[AwardKey, frozenset[str]] = {}
        for keys in self._split(figures.joined):
            missing = frozenset[str]().union(*(figures.unknown.get(key, frozenset()) for key in keys))
            found |= dict.fromkeys(keys, missing)
        return found

    def _split(self, joined: Iterable[frozenset[AwardKey]]) -> list[frozenset[AwardKey]]:
        """The parts of the problem, those put together that a limit nobody can tell joins."""
        parts = [frozenset(self.keys[place] for place in list_places(part)) for part in split(self.problem)]
        for members in joined:
            touching = [part for part in parts if part & members]
            parts = [part for part in parts if not part & members]
            parts += [frozenset[AwardKey]().union(*touching)]
        return parts


def _cap(limit: Limit, claimed: Mapping[AwardKey, int | None], places: Mapping[AwardKey, int]) -> Cap:
    members, owners = (sum(places.get(key, 0) for key in keys) for keys in (limit.members, limit.owners))
    return Cap(limit.find_left(claimed), members, owners)


def _find_exclusions(rules: Iterable[BoundRule]) -> Mapping[AwardKey, Mapping[AwardKey, BoundRule]]:
    """For every award those it does not go with, each with the first rule that says so."""
    rules = tuple(rules)
    on_top = [rule for rule in rules if rule.kind is RuleKind.ON_TOP]
    found: dict[AwardKey, dict[AwardKey, BoundRule]] = {}
    for rule in rules:
        if rule.kind in _EXCLUDING:
            for subject, others in rule.others.items():
                for other in others - _find_exempt(subject, rule, on_top):
                    found.setdefault(subject, {}).setdefault(other, rule)
                    found.setdefault(other, {}).setdefault(subject, rule)
    return found


def _find_exempt(subject: AwardKey, rule: BoundRule, on_top: Iterable[BoundRule]) -> frozenset[AwardKey]:
    """The awards that the same policy grants on top of one."""
    exempt = frozenset[AwardKey]()
    for other in (other for other in on_top if other.scope.pack == rule.scope.pack):
        exempt |= other.others.get(subject, frozenset())
        exempt |= frozenset(key for key, named in other.others.items() if subject in named)
    return exempt


@dataclass(frozen=True, slots=True)
class _Explainer:
    """Tells of every award what became of it: a cent more of what is cut would break the rules that are told."""

    catalogue: FactCatalogue
    figures: Figures
    granted: Mapping[AwardKey, int]
    exclusions: Mapping[AwardKey, Mapping[AwardKey, BoundRule]]
    doubts: Mapping[AwardKey, frozenset[str]]

    def describe(self, claim: Claim) -> StackedAward:
        known = claim.key in self.figures.dropped or claim.key not in self.figures.unknown
        missing = self.doubts.get(claim.key, frozenset()) if known else self.figures.unknown[claim.key]
        granted = self.granted.get(claim.key, 0)
        return StackedAward(
            pack=claim.key.pack,
            clause=claim.key.clause,
            title=claim.title,
            outcome=self._judge(claim, granted) if known else Outcome.UNKNOWN,
            amount=None if claim.amount is None else from_cents(claim.amount),
            most=None if claim.most is None else from_cents(claim.most),
            granted=from_cents(granted) if known else None,
            reasons=self._explain(claim, granted) if known else tuple(self.figures.faults.get(claim.key, ())),
            missing=tuple(describe_missing(path, self.catalogue) for path in sorted(missing)),
        )

    def _judge(self, claim: Claim, granted: int) -> Outcome:
        if granted == 0:
            return Outcome.DROPPED
        return Outcome.GRANTED if granted == claim.amount else Outcome.CUT

    def _explain(self, claim: Claim, granted: int) -> tuple[Diagnostic, ...]:
        if claim.key in self.figures.dropped:
            return tuple(self.figures.dropped[claim.key])
        if granted == claim.amount:
            return ()
        return (*self._explain_exclusions(claim.key), *self._explain_limits(claim.key))

    def _explain_exclusions(self, key: AwardKey) -> Iterator[Diagnostic]:
        for other, rule in self.exclusions.get(key, {}).items():
            amount = self.granted.get(other, 0)
            if amount:
                yield explain("stacking.not-together", rule, others=self.figures.claims[other].title, amount=amount)

    def _explain_limits(self, key: AwardKey) -> Iterator[Diagnostic]:
        for limit in self.figures.limits:
            holds = key in limit.owners or any(self.granted.get(owner) for owner in limit.owners)
            used = sum(self.granted.get(member, 0) for member in limit.members)
            if key in limit.members and holds and used >= limit.left:
                yield from self._explain_limit(limit, key)

    def _explain_limit(self, limit: Limit, key: AwardKey) -> Iterator[Diagnostic]:
        if limit.rule.kind is RuleKind.CAP:
            code = "stacking.capped-after-payments" if limit.paid else "stacking.capped"
            yield explain(code, limit.rule, limit=max(0, limit.most), **({"paid": limit.paid} if limit.paid else {}))
            return
        if limit.paid:
            yield explain("stacking.paid-deducted", limit.rule, paid=limit.paid)
        others = [other for other in sorted(limit.members - {key}) if self.granted.get(other)]
        if others:
            titles = "、".join(self.figures.claims[other].title for other in others)
            amount = sum(self.granted[other] for other in others)
            yield explain("stacking.tops-up", limit.rule, others=titles, amount=amount)
