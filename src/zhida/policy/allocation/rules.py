"""Rules of allocation: places by rank (名额) and a budget (预算), which no firm's facts alone decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from zhida.lang.base.span import Source, Span

ANNOUNCED = "announced"
"""Stands for a number of places or a budget that the policy leaves to a later announcement."""

GROUP = "名额分组"
"""The name of the definition that tells the group of a firm."""


class AllocationKind(StrEnum):
    """What an amount is subject to besides the facts of the firm."""

    PLACES = "places"
    BUDGET = "budget"


class TieRule(StrEnum):
    """Who of those that are equal at the edge has a place: all, beyond the quota; none; or nobody says yet."""

    ALL = "all"
    NONE = "none"
    UNDECIDED = "undecided"


class ExceededRule(StrEnum):
    """What happens when a budget does not suffice: all amounts are cut in proportion, or nobody says yet."""

    IN_PROPORTION = "in-proportion"
    UNDECIDED = "undecided"


class Rounding(StrEnum):
    """What becomes of parts of a cent: left in the budget, or the cents that are left go to the largest remainders."""

    FLOOR = "floor"
    LARGEST_REMAINDER = "largest-remainder"


@dataclass(frozen=True, slots=True)
class PlacesRule:
    """How many firms get the award of the clause it stands in; ``count`` is None if that is announced later.

    Firms are ranked ``by`` these numbers, the greatest first, each group of firms by itself; without any all are equal.
    ``make_up`` says that the next ones take the places of those who decline (递补).
    """

    count: int | None
    by: tuple[Source, ...]
    group: Source | None
    ties: TieRule
    make_up: bool
    written: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BudgetRule:
    """What awards may cost together, in 元; ``amount`` is None if that is announced later.

    ``of`` are the clauses of the document that share it, empty for the one it stands in.
    """

    amount: Decimal | None
    of: tuple[Source, ...]
    exceeded: ExceededRule
    rounding: Rounding
    written: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AllocationRules:
    """The rules of allocation that stand in a clause."""

    places: PlacesRule | None = None
    budget: BudgetRule | None = None


NO_RULES = AllocationRules()


def list_sources(rules: AllocationRules) -> tuple[Source, ...]:
    """The expressions of rules."""
    if rules.places is None:
        return ()
    return rules.places.by if rules.places.group is None else (*rules.places.by, rules.places.group)


def name_criterion(number: int) -> str:
    """The name of the definition of what firms are ranked by in the first, second … place.

    >>> name_criterion(1)
    '排名依据1'
    """
    return f"排名依据{number}"
