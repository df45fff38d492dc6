"""Periods: what statistics say of parts of a year, in step with the accounts of the years."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.population.zone.company import Account, Company
from zhida.population.zone.dice import Dice
from zhida.population.zone.figures import UNIT, Figures, take_share

_PERIODS = (
    ("一至二月", 1450),
    ("三月", 850),
    ("第一季度", 2300),
    ("第二季度", 2500),
    ("第三季度", 2500),
    ("第四季度", 2700),
)
"""The parts of a year that are told, and their share of it in basis points."""

_YEARS = 2


def write_periods(dice: Dice, company: Company) -> Iterator[Figures]:
    """The last closed years, part by part."""
    for account in company.accounts[-_YEARS:]:
        for period, share in _PERIODS:
            yield _write_period(company, account, period, dice.around(share, share // 20))


def _write_period(company: Company, account: Account, period: str, share: int) -> Figures:
    revenue = take_share(account.revenue, max(0, min(UNIT, share)))
    return {
        "年份": account.year,
        "期间": period,
        "营业收入": revenue,
        "工业总产值": revenue if company.industry.is_industrial else 0,
    }
