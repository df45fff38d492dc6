"""The awards of policies as stacking rules see them, and the rules bound to the awards they speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from zhida.lang.base.span import Span
from zhida.policy.answers import Answer
from zhida.policy.clause.tree import Clause, ClauseKind, RuleKind, Selector, StackingRule
from zhida.policy.from_document import define_key
from zhida.policy.metadata import Metadata


class AwardKey(NamedTuple):
    """A clause that awards money: the key of its pack and its id."""

    pack: str
    clause: str

    def __str__(self) -> str:
        return f"{self.pack}#{self.clause}"


@dataclass(frozen=True, slots=True)
class AwardClause:
    """An award with what selectors go by: its kind of support (同类), the zone and the fund of its policy."""

    key: AwardKey
    title: str
    support: str
    zone: str
    fund: str
    support_span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule with the clause that states it."""

    clause: str
    article: str
    rule: StackingRule

    @property
    def limit_key(self) -> str:
        """The definition of its limit in the program of its pack."""
        return define_key(self.clause, self.rule.name)


@dataclass(frozen=True, slots=True)
class Scope:
    """One policy: its awards and its rules, in the order of the document."""

    pack: str
    title: str
    zone: str
    fund: str
    awards: tuple[AwardClause, ...]
    rules: tuple[StatedRule, ...]


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A rule with the awards it binds (``subjects``, of its own policy) and, for each of them, the others it speaks of.

    ``payments`` are the selectors of what has been paid; they select payments of policies that are no packs, too.
    """

    scope: Scope
    stated: StatedRule
    subjects: frozenset[AwardKey]
    others: Mapping[AwardKey, frozenset[AwardKey]]
    payments: tuple[Selector, ...]

    @property
    def kind(self) -> RuleKind:
        """What it does."""
        return self.stated.rule.kind


def read_scope(pack: str, metadata: Metadata, clauses: Iterable[Clause], answers: Iterable[Answer]) -> Scope:
    """A policy as stacking rules see it."""
    awards = tuple(_read_award(pack, metadata, answer.clause) for answer in answers if answer.kind is ClauseKind.AWARD)
    rules = tuple(
        StatedRule(clause.id, clause.article, rule) for clause in clauses for rule in clause.attributes.stacking
    )
    return Scope(pack, metadata.title, metadata.zone, metadata.fund, awards, rules)


def bind_rules(scopes: Iterable[Scope]) -> tuple[BoundRule, ...]:
    """The rules of all policies, in order; awards of packs that are not there are nobody's."""
    scopes = tuple(scopes)
    awards = tuple(award for scope in scopes for award in scope.awards)
    return tuple(_bind(stated, scope, awards) for scope in scopes for stated in scope.rules)


def select(selector: Selector, scope: Scope, awards: Iterable[AwardClause]) -> frozenset[AwardKey]:
    """The awards that a selector of a policy speaks of."""
    accepts = _accept(selector, scope)
    return frozenset(award.key for award in awards if accepts(award))


def find_zones(selector: Selector, scope: Scope) -> frozenset[str]:
    """The zones whose policies count: those named, and always its own."""
    return frozenset({scope.zone, *selector.zones})


def find_subjects(stated: StatedRule, scope: Scope) -> frozenset[AwardKey]:
    """The awards a rule binds: those it says, else that of its clause, else all of the policy.

    A rule ``highest`` that stands in a clause without an award and names awards binds those of them that are its own.
    """
    own = {award.key for award in scope.awards}
    rule = stated.rule
    if rule.of:
        return frozenset(key for selector in rule.of for key in select(selector, scope, scope.awards))
    here = AwardKey(scope.pack, stated.clause)
    if here in own:
        return frozenset({here})
    named = frozenset(key for selector in rule.names for key in select(selector, scope, scope.awards))
    return named if rule.kind is RuleKind.HIGHEST and named else frozenset(own)


def _bind(stated: StatedRule, scope: Scope, awards: tuple[AwardClause, ...]) -> BoundRule:
    subjects = find_subjects(stated, scope)
    named = [key for selector in stated.rule.names for key in select(selector, scope, awards)]
    by_key = {award.key: award for award in awards}
    others = {}
    for subject in subjects:
        match stated.rule.kind:
            case RuleKind.ONE_PER_SUPPORT:
                found = _find_same_support(by_key[subject], stated.rule.names[0], scope, awards)
            case RuleKind.HIGHEST | RuleKind.CAP:
                found = frozenset({*named, *subjects})
            case _:
                found = frozenset(named)
        others[subject] = found - {subject}
    own = tuple(Selector(clause=key.clause) for key in sorted(subjects))
    return BoundRule(scope, stated, subjects, others, (*own, *stated.rule.names))


def _find_same_support(
    award: AwardClause, selector: Selector, scope: Scope, awards: Iterable[AwardClause]
) -> frozenset[AwardKey]:
    same = Selector(support=award.support, zones=selector.zones)
    return select(same, scope, awards) if award.support else frozenset()


def _accept(selector: Selector, scope: Scope) -> Callable[[AwardClause], bool]:
    zones = find_zones(selector, scope)
    if selector.support:
        return lambda award: award.support == selector.support and award.zone in zones
    if selector.fund:
        return lambda award: award.fund == selector.fund and award.zone in zones
    pack = selector.pack or scope.pack
    return lambda award: award.key.pack == pack and selector.clause in {"", award.key.clause}


def list_followed(rules: Iterable[BoundRule]) -> Mapping[AwardKey, frozenset[AwardKey]]:
    """For every award those that are settled before it: what it deducts, and what it yields to."""
    found: dict[AwardKey, frozenset[AwardKey]] = {}
    for rule in rules:
        if rule.kind in {RuleKind.DEDUCT, RuleKind.YIELD}:
            for subject, others in rule.others.items():
                found[subject] = found.get(subject, frozenset()) | others
    return found


def order_awards(keys: Iterable[AwardKey], followed: Mapping[AwardKey, frozenset[AwardKey]]) -> Iterator[AwardKey]:
    """The awards, each after those it follows; otherwise in the order given."""
    pending = dict.fromkeys(keys)
    done: set[AwardKey] = set()

    def visit(key: AwardKey) -> Iterator[AwardKey]:
        if key in done:
            return
        done.add(key)
        for before in pending:
            if before in followed.get(key, ()):
                yield from visit(before)
        yield key

    for key in pending:
        yield from visit(key)


def _read_award(pack: str, metadata: Metadata, clause: Clause) -> AwardClause:
    support = clause.attributes.support
    return AwardClause(
        key=AwardKey(pack, clause.id),
        title=clause.title,
        support=support.text if support else "",
        zone=metadata.zone,
        fund=metadata.fund,
        support_span=support.span if support else None,
    )
