"""What allocation comes to: for each firm what it is allotted and why, and what places and budgets are used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from zhida.policy.entitlement import ENGINE


class Ground(StrEnum):
    """Why a firm is allotted what it is."""

    UNKNOWN = "待补充"
    DECLINED = "放弃"
    SELECTED = "名额内"
    MADE_UP = "递补"
    RESERVE = "名额之外"
    TIED = "并列在名额边缘，原文未写明如何处理"
    PLACES_UNKNOWN = "名额待公布"
    STACKED = "叠加后削减"
    BUDGET_UNKNOWN = "预算待公布"
    EXCEEDED = "超出预算，原文未写明如何折减"
    CUT = "按预算同比例折减"


@dataclass(frozen=True, slots=True)
class Allotment:
    """An award of a firm: its ``amount`` alone, what is ``owed`` beside its other awards, and what is ``allotted`` of that, in 元.

    They are None as far as nobody can tell them; ``allotted`` is never more than ``owed``. ``rank`` is that within its
    ``group``.
    """

    firm: str
    pack: str
    clause: str
    group: str
    rank: int | None
    amount: Decimal | None
    owed: Decimal | None
    allotted: Decimal | None
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class AwardUse:
    """One award over all firms: its candidates, how many are allotted something, and of how many that is ``undecided``.

    ``places`` is the number in each group, None if there is no such rule or it is not announced. Of the undecided, ``tied``
    are those at the edge of which the policy does not say who has a place, ``unknown`` those whose facts do not suffice. Sums are in 元, of what can be told.
    """

    pack: str
    clause: str
    title: str
    places: int | None
    candidates: int
    allotted_firms: int
    made_up: int
    tied: int
    unknown: int
    undecided: int
    owed: Decimal
    allotted: Decimal


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """A budget and what becomes of it, in 元; None if it is not announced.

    ``factor`` is what the amounts are multiplied by, 1 if the budget suffices; None, like ``left``, if nobody can tell.
    """

    pack: str
    clause: str
    awards: tuple[str, ...]
    budget: Decimal | None
    owed: Decimal = Decimal("0.00")
    allotted: Decimal = Decimal("0.00")
    left: Decimal | None = None
    factor: Fraction | None = None


@dataclass(frozen=True, slots=True)
class AllocationSummary:
    """An allocation: what it rests on and what came out. ``digest`` is that of the results it allocates."""

    digest: str
    snapshot: str
    on: dt.date
    awards: tuple[AwardUse, ...]
    budgets: tuple[BudgetUse, ...]
    engine: str = ENGINE

    @property
    def is_final(self) -> bool:
        """Whether no missing fact, tie or announcement can change it."""
        return not any(use.undecided for use in self.awards)
