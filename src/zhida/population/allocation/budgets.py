"""Budgets: what is owed to all firms held against what there is, and cut in proportion where the policy says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from zhida.policy.allocation.rules import BudgetRule, ExceededRule
from zhida.policy.stacking.scope import AwardKey
from zhida.population.allocation.announcement import Announcement
from zhida.population.allocation.model import Allotment, BudgetUse, Ground
from zhida.population.allocation.proportional import Shares, share_budget
from zhida.population.allocation.subjects import Subject

_NOTHING = Decimal("0.00")


def share_budgets(
    subjects: Sequence[Subject], owed: Iterable[Allotment], announcement: Announcement
) -> tuple[tuple[Allotment, ...], tuple[BudgetUse, ...]]:
    """What is owed, with what is allotted of it, and the use of every budget; what no budget pays is allotted in full."""
    rules = {one.budget_key: one.allocation.budget.rule for one in subjects if one.allocation.budget is not None}
    payers = {one.key: one.budget_key for one in subjects}
    claims: dict[AwardKey | None, list[Allotment]] = {}
    for award in owed:
        claims.setdefault(payers[AwardKey(award.pack, award.clause)], []).append(award)
    allotted = [replace(award, allotted=award.owed) for award in claims.get(None, ())]
    uses: list[BudgetUse] = []
    for key, rule in rules.items():
        if key is not None:
            awards = tuple(award.clause for award, payer in payers.items() if payer == key)
            use = BudgetUse(key.pack, key.clause, awards, announcement.budgets.get(key, rule.amount))
            paid, used = _share(use, claims.get(key, ()), rule)
            allotted += paid
            uses.append(used)
    return tuple(allotted), tuple(uses)


def _share(use: BudgetUse, claims: Sequence[Allotment], rule: BudgetRule) -> tuple[list[Allotment], BudgetUse]:
    """What a budget pays of the claims."""
    wanted = {(one.firm, one.clause): one.owed for one in claims if one.owed is not None}
    use = replace(use, owed=sum(wanted.values(), _NOTHING))
    if use.budget is None:
        return _leave_open(claims, Ground.BUDGET_UNKNOWN), use
    if use.owed > use.budget and rule.exceeded is ExceededRule.UNDECIDED:
        return _leave_open(claims, Ground.EXCEEDED), use
    shares = share_budget(wanted, use.budget, rule.rounding)
    used = replace(use, allotted=use.budget - shares.left, left=shares.left, factor=shares.factor)
    return _cut(claims, shares), used


def _leave_open(claims: Iterable[Allotment], ground: Ground) -> list[Allotment]:
    """Nobody can tell what is paid of what is owed; where nothing is owed, nothing is paid."""
    return [
        replace(one, grounds=(*one.grounds, ground)) if one.owed else replace(one, allotted=one.owed) for one in claims
    ]


def _cut(claims: Iterable[Allotment], shares: Shares[tuple[str, str]]) -> list[Allotment]:
    """The claims with their shares; what nobody can tell has none."""
    grounds = (Ground.CUT,) if shares.factor < Fraction(1) else ()
    return [
        replace(
            one,
            allotted=shares.granted.get((one.firm, one.clause)),
            grounds=(*one.grounds, *(grounds if one.owed else ())),
        )
        for one in claims
    ]
