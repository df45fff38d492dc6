"""A budget that does not reach, shared in proportion (总额控制、按比例折减): to the cent, and never above the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.policy.allocation.rules import Rounding
from zhida.policy.decimals import count_cents, count_decimals, from_cents
from zhida.policy.entitlement import CENTS

Claimant = TypeVar("Claimant", str, tuple[str, str])
"""Who claims: a firm by its code, or an award of a firm by both."""


@dataclass(frozen=True, slots=True)
class Shares(Generic[Claimant]):
    """What each is granted, in 元; the ``factor`` the claims were cut by (1: not at all), and what is ``left``."""

    granted: Mapping[Claimant, Decimal]
    factor: Fraction
    left: Decimal


def share_budget(claims: Mapping[Claimant, Decimal], budget: Decimal, rounding: Rounding) -> Shares[Claimant]:
    """The claims of firms (元) cut in proportion to what the budget pays.

    Cents that are left over by rounding down go, if the rule says so, one each to the largest remainders; of equal ones to
    the larger claim, then to who comes first by code. The order of the claims does not matter. A claim or a budget below 0, or
    one that is not exact to the cent, is refused (`DiagnosticError`).

    >>> claims = {"甲": Decimal(100), "乙": Decimal(100), "丙": Decimal(100)}
    >>> shares = share_budget(claims, Decimal(100), Rounding.LARGEST_REMAINDER)
    >>> [str(amount) for amount in shares.granted.values()], str(shares.left), shares.factor
    (['33.33', '33.33', '33.34'], '0.00', Fraction(1, 3))
    """
    for firm, claim in claims.items():
        _check("allocation.bad-claim", claim, firm=str(firm))
    _check("allocation.bad-budget", budget)
    cents = {firm: count_cents(claim) for firm, claim in claims.items()}
    wanted, there_is = sum(cents.values()), count_cents(budget)
    if wanted <= there_is:
        return Shares(dict(claims), Fraction(1), from_cents(there_is - wanted))
    granted = {firm: claim * there_is // wanted for firm, claim in cents.items()}
    left = there_is - sum(granted.values())
    if rounding is Rounding.LARGEST_REMAINDER:
        by_remainder = sorted(cents, key=lambda firm: (-(cents[firm] * there_is % wanted), -cents[firm], firm))
        for firm in by_remainder[:left]:
            granted[firm] += 1
        left = 0
    return Shares(
        {firm: from_cents(amount) for firm, amount in granted.items()}, Fraction(there_is, wanted), from_cents(left)
    )


def _check(code: str, amount: Decimal, **values: object) -> None:
    if not amount.is_finite() or amount < 0 or count_decimals(amount) > CENTS:
        raise DiagnosticError([Diagnostic(code, None, {"amount": str(amount), **values})])
