"""What the rules come to for one firm: limits and payments in cents, and what nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.values import Inputs, Missing, Value
from zhida.policy.clause.tree import RuleKind, Selector
from zhida.policy.decimals import count_cents, from_cents
from zhida.policy.stacking.payments import sum_payments
from zhida.policy.stacking.result import Claim
from zhida.policy.stacking.scope import AwardKey, BoundRule, list_followed, order_awards


@dataclass(frozen=True, slots=True)
class Limit:
    """A rule's limit on the sum of ``members`` that holds if one of the ``owners`` is granted something.

    ``most`` is what the rule allows in all, ``paid`` what has been paid of it, both in cents.
    """

    rule: BoundRule
    owners: frozenset[AwardKey]
    members: frozenset[AwardKey]
    most: int
    paid: int

    @property
    def left(self) -> int:
        """What may still be granted."""
        return max(0, self.most - self.paid)

    def find_left(self, claimed: Mapping[AwardKey, int | None]) -> int:
        """What may still be granted when so much is claimed: a deduction limits its award to what that comes to."""
        if self.rule.kind is not RuleKind.DEDUCT:
            return self.left
        (owner,) = self.owners
        return max(0, (claimed[owner] or 0) - self.paid)


@dataclass(slots=True)
class Figures:
    """The claims of a firm as the rules leave them: ``dropped`` for certain, ``unknown`` for want of facts, or open.

    ``joined`` are the awards of each rule whose limit nobody can tell.
    """

    claims: Mapping[AwardKey, Claim]
    limits: list[Limit] = field(default_factory=list)
    joined: list[frozenset[AwardKey]] = field(default_factory=list)
    dropped: dict[AwardKey, list[Diagnostic]] = field(default_factory=dict)
    unknown: dict[AwardKey, frozenset[str]] = field(default_factory=dict)
    faults: dict[AwardKey, list[Diagnostic]] = field(default_factory=dict)

    @property
    def certain(self) -> tuple[AwardKey, ...]:
        """The awards whose own amount and rules can be told."""
        return tuple(key for key in self.possible if key not in self.unknown)

    @property
    def possible(self) -> tuple[AwardKey, ...]:
        """The awards that are not dropped for certain."""
        return tuple(key for key in self.claims if key not in self.dropped)

    def drop(self, key: AwardKey, reason: Diagnostic) -> None:
        """Nothing of an award is granted, for a reason."""
        self.dropped.setdefault(key, []).append(reason)

    def doubt(self, key: AwardKey, missing: frozenset[str]) -> None:
        """Nobody can tell what becomes of an award without these facts."""
        self.unknown[key] = self.unknown.get(key, frozenset()) | missing


def read_figures(
    claims: Mapping[AwardKey, Claim], rules: tuple[BoundRule, ...], inputs: Inputs, limits: Mapping[int, Value]
) -> Figures:
    """What the rules come to; ``limits`` are the values of the limits by the place of the rule."""
    figures = Figures(claims)
    for key, claim in claims.items():
        if claim.amount is None:
            figures.doubt(key, claim.missing)
    for place, rule in enumerate(rules):
        match rule.kind:
            case RuleKind.ONCE:
                _apply_once(rule, figures, inputs)
            case RuleKind.NOT_WITH:
                _apply_exclusion(rule, figures, inputs)
            case RuleKind.CAP:
                _apply_cap(rule, limits.get(place), figures, inputs)
            case RuleKind.DEDUCT:
                _apply_deduction(rule, figures, inputs)
            case _:
                pass
    _apply_precedence([rule for rule in rules if rule.kind is RuleKind.YIELD], figures)
    return figures


def explain(code: str, rule: BoundRule, **values: object) -> Diagnostic:
    """Why an award is not granted in full: the rule with its policy and article; amounts in cents are told in 元."""
    told = {name: f"{from_cents(value):,.2f}" if isinstance(value, int) else value for name, value in values.items()}
    said = {"policy": f"《{rule.scope.title}》", "article": rule.stated.article, **told}
    return Diagnostic(code, rule.stated.rule.span, said, Severity.NOTE)


def _apply_once(rule: BoundRule, figures: Figures, inputs: Inputs) -> None:
    for key in _bound_claims(rule, figures):
        paid = sum_payments(inputs, [Selector(clause=key.clause)], rule.stated.rule.years, rule.scope)
        if paid.cents:
            figures.drop(key, explain("stacking.paid-already", rule, paid=paid.cents))
        elif paid.missing:
            figures.doubt(key, paid.missing)


def _apply_exclusion(rule: BoundRule, figures: Figures, inputs: Inputs) -> None:
    """What has been paid of awards that do not go with this one excludes it, too."""
    paid = sum_payments(inputs, rule.stated.rule.names, rule.stated.rule.years, rule.scope)
    for key in _bound_claims(rule, figures):
        if paid.cents:
            figures.drop(key, explain("stacking.paid-for-other", rule, paid=paid.cents))
        elif paid.missing:
            figures.doubt(key, paid.missing)


def _apply_cap(rule: BoundRule, value: Value, figures: Figures, inputs: Inputs) -> None:
    owners = frozenset(_bound_claims(rule, figures))
    members = owners | frozenset(
        other for others in rule.others.values() for other in others if other in figures.claims
    )
    paid = sum_payments(inputs, rule.payments, rule.stated.rule.years, rule.scope)
    missing = paid.missing | (value.facts if isinstance(value, Missing) else frozenset())
    if isinstance(value, Decimal) and not paid.missing:
        figures.limits.append(Limit(rule, owners, members, count_cents(value), paid.cents))
        return
    figures.joined.append(members)
    for key in owners:
        figures.doubt(key, missing)
        if not isinstance(value, Decimal | Missing) and rule.stated.rule.limit is not None:
            fault = explain("stacking.no-limit", rule, text=rule.stated.rule.limit.text)
            figures.faults.setdefault(key, []).append(replace(fault, severity=Severity.ERROR))


def _apply_deduction(rule: BoundRule, figures: Figures, inputs: Inputs) -> None:
    paid = sum_payments(inputs, rule.stated.rule.names, rule.stated.rule.years, rule.scope)
    for key in _bound_claims(rule, figures):
        amount, most = figures.claims[key].amount, figures.claims[key].most
        members = frozenset(other for other in rule.others[key] if other in figures.claims) | {key}
        if paid.missing:
            figures.doubt(key, paid.missing)
            figures.joined.append(members)
        elif most is not None and paid.cents >= most:
            figures.drop(key, explain("stacking.paid-deducted", rule, paid=paid.cents))
        elif amount is None:
            figures.joined.append(members)
        else:
            if paid.cents >= amount:
                figures.doubt(key, frozenset())
            figures.limits.append(Limit(rule, frozenset({key}), members, amount, paid.cents))


def _apply_precedence(rules: list[BoundRule], figures: Figures) -> None:
    """An award yields to one the firm would get if there were no others."""
    for key in order_awards(figures.claims, list_followed(rules)):
        for rule in rules:
            for other in sorted(rule.others.get(key, ())):
                if other not in figures.claims or other in figures.dropped:
                    continue
                if other in figures.unknown:
                    figures.doubt(key, figures.unknown[other])
                elif all(limit.left for limit in figures.limits if other in limit.owners):
                    figures.drop(key, explain("stacking.yields", rule, others=figures.claims[other].title))


def _bound_claims(rule: BoundRule, figures: Figures) -> Iterator[AwardKey]:
    return (key for key in figures.claims if key in rule.subjects)
