"""What a firm has been paid: the records of ``已获奖补`` that a rule counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Inputs, Missing, Value
from zhida.policy.clause.tree import EVER, Selector
from zhida.policy.decimals import count_cents
from zhida.policy.facts import REFERENCE_DATE
from zhida.policy.stacking.scope import Scope, find_zones

PAYMENTS = "已获奖补"
POLICY, CLAUSE, SUPPORT, YEAR, AMOUNT = "政策", "条款", "类别", "年度", "金额"
"""The list of payments and its facts (``packs/facts.md``)."""

Verdict: TypeAlias = "bool | Missing"


@dataclass(frozen=True, slots=True)
class Paid:
    """What has been paid, in cents; ``missing`` are the facts nobody can tell it without."""

    cents: int = 0
    missing: frozenset[str] = frozenset()


def sum_payments(inputs: Inputs, selectors: Iterable[Selector], years: int, scope: Scope) -> Paid:
    """The payments of the last calendar years that any of the selectors of a policy speaks of."""
    if years == 0:
        return Paid()
    records = inputs.get(PAYMENTS, Missing(frozenset({PAYMENTS})))
    if not isinstance(records, list):
        return Paid(missing=records.facts if isinstance(records, Missing) else frozenset({PAYMENTS}))
    selectors = tuple(selectors)
    cents, missing = 0, frozenset[str]()
    for record in (record for record in records if isinstance(record, dict)):
        spoken_of = _any(_matches(record, selector, scope) for selector in selectors)
        verdict = _all((spoken_of, _is_within(record[YEAR], years, inputs)))
        amount = record[AMOUNT]
        if verdict is False:
            continue
        if isinstance(verdict, Missing) or not isinstance(amount, Decimal):
            missing |= _facts(verdict) | _facts(amount)
        else:
            cents += count_cents(amount)
    return Paid(cents, missing)


def _matches(record: Mapping[str, Value], selector: Selector, scope: Scope) -> Verdict:
    if selector.support:
        return _all((_equals(record[SUPPORT], selector.support), _is_near(record[POLICY], find_zones(selector, scope))))
    pack = _equals(record[POLICY], selector.pack or scope.pack)
    return _all((pack, _equals(record[CLAUSE], selector.clause))) if selector.clause else pack


def _is_near(policy: Value, zones: frozenset[str]) -> Verdict:
    """Whether a payment is of these zones: its policy is a pack of one of them, or no pack at all (省级研发补助)."""
    if isinstance(policy, Missing):
        return policy
    zone, slash, _ = str(policy).partition("/")
    return not slash or zone in zones


def _is_within(year: Value, years: int, inputs: Inputs) -> Verdict:
    on = inputs[REFERENCE_DATE]
    if years == EVER:
        return True
    if not isinstance(year, Decimal) or not isinstance(on, Date):
        return Missing(_facts(year) | _facts(on))
    return on.year - years < year <= on.year


def _equals(value: Value, wanted: str) -> Verdict:
    return value if isinstance(value, Missing) else value == wanted


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """False when one is, else missing when one is."""
    verdicts = tuple(verdicts)
    if False in verdicts:
        return False
    unknown = [verdict.facts for verdict in verdicts if isinstance(verdict, Missing)]
    return Missing(frozenset().union(*unknown)) if unknown else True


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    """True when one is, else missing when one is."""
    verdicts = tuple(verdicts)
    if True in verdicts:
        return True
    unknown = [verdict.facts for verdict in verdicts if isinstance(verdict, Missing)]
    return Missing(frozenset().union(*unknown)) if unknown else False


def _facts(value: object) -> frozenset[str]:
    return value.facts if isinstance(value, Missing) else frozenset()
