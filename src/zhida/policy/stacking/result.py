"""What a firm gets when all its awards stand together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhida.lang.base.diagnostic import Diagnostic
from zhida.policy.answers import UNKNOWN
from zhida.policy.entitlement import MissingFact
from zhida.policy.stacking.scope import AwardKey


class Outcome(StrEnum):
    """What becomes of an award: granted in full, cut, dropped, or nobody can tell yet."""

    GRANTED = "全额"
    CUT = "削减"
    DROPPED = "不计"
    UNKNOWN = UNKNOWN


@dataclass(frozen=True, slots=True)
class Claim:
    """An award a firm is entitled to, in cents; ``amount`` is None when nobody can tell for want of the ``missing`` facts.

    Of an interval it is the least, and ``most`` the most; else both are the same.
    """

    key: AwardKey
    title: str
    amount: int | None
    most: int | None
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StackedAward:
    """An award beside the others, in 元: its ``amount`` alone, what is ``granted``, and why that is less.

    Of an interval ``amount`` is the least and ``most`` the most; what is granted is told for the least of all intervals.
    All are None as far as nobody can tell them; ``missing`` are the facts that may still change what is granted, its own or
    those of awards that rules join it with.
    """

    pack: str
    clause: str
    title: str
    outcome: Outcome
    amount: Decimal | None
    most: Decimal | None
    granted: Decimal | None
    reasons: tuple[Diagnostic, ...]
    missing: tuple[MissingFact, ...]


@dataclass(frozen=True, slots=True)
class StackingResult:
    """All awards of a firm together, in 元, in the order of the claims.

    The firm gets ``at_least`` and ``at_most`` so much, whatever the missing facts turn out to be and intervals come to; ``at_most`` is None
    when there is no bound. What is granted adds up to ``at_least``.
    """

    awards: tuple[StackedAward, ...]
    at_least: Decimal
    at_most: Decimal | None

    @property
    def total(self) -> Decimal | None:
        """The sum, if it can be told."""
        return self.at_least if self.at_least == self.at_most else None
