"""Accounts: some years of a company whose figures agree with one another and from year to year.

Revenue is log-normal by industry and age with a Zipf tail; growth persists; staff, research and assets follow
revenue. One firm in five has a figure exactly on, or just over, an edge that rules are fond of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from zhida.population.zone.company import Account, Company, Origin, list_years
from zhida.population.zone.dice import Dice, Weighted
from zhida.population.zone.figures import TEN_THOUSAND, UNIT, YUAN, find_day, find_nearest, find_year, take_share

YEARS = 4
"""Accounts kept of a company."""

REVENUE_EDGES = tuple(
    amount * TEN_THOUSAND
    for amount in (200, 500, 1000, 2000, 3000, 5000, 10_000, 20_000, 40_000, 50_000, 100_000, 500_000, 1_000_000)
)
STAFF_EDGES = (5, 10, 20, 50, 100, 200, 300, 500, 1000)
ASSET_EDGES = tuple(amount * TEN_THOUSAND for amount in (1000, 5000, 8000, 20_000, 120_000))
RESEARCH_EDGES = (200, 300, 400, 500, 600)
SCIENTIST_EDGES = (1000, 1500, 2000, 2500, 3000)
RESEARCH_AMOUNT = 500 * TEN_THOUSAND

_LARGEST = 800 * 100_000_000 * YUAN
_PERSISTENCE = 5000


class Edge(Enum):
    """Which figure of the last year stands on an edge."""

    NONE = auto()
    REVENUE = auto()
    CROSSED = auto()
    RESEARCH_SHARE = auto()
    RESEARCH_AMOUNT = auto()
    STAFF = auto()
    SCIENTISTS = auto()
    ASSETS = auto()


_EDGES = Weighted.of(list(Edge), [775, 55, 35, 45, 20, 20, 20, 30])


@dataclass(frozen=True, slots=True)
class _Habits:
    """What stays with a company over the years: shares in basis points, revenue per head in 分."""

    growth: int
    research: int
    per_head: int
    scientists: int
    assets: int


def make_company(dice: Dice, origin: Origin) -> Company:
    """The company with its accounts."""
    edge = _EDGES.pick(dice)
    habits = _make_habits(dice, origin)
    years = list_years(origin, YEARS)
    revenues = _make_revenues(dice, origin, habits, len(years), edge)
    accounts = [_make_account(dice, habits, year, revenue) for year, revenue in zip(years, revenues, strict=True)]
    if accounts:
        accounts[-1] = _put_on_edge(dice, accounts[-1], edge)
    return Company(
        origin.industry, origin.founded, origin.on, origin.is_technological, origin.runs_park, tuple(accounts)
    )


def _make_habits(dice: Dice, origin: Origin) -> _Habits:
    industry = origin.industry
    is_technological = origin.is_technological
    if is_technological:
        research = int(industry.research * 1.3 * dice.lognormal(0.45))
    else:
        research = industry.research // 4 if dice.happens(300) else 0
    young = max(0, 5 * 365 - origin.age)
    return _Habits(
        growth=dice.around(1400 if is_technological else 600, 900) + young,
        research=min(6000, research),
        per_head=int(industry.per_head * TEN_THOUSAND * dice.lognormal(0.35)),
        scientists=min(9000, max(800, dice.around(2600, 1300))) if is_technological else dice.below(700),
        assets=int(industry.assets * dice.lognormal(0.4)),
    )


def _make_revenues(dice: Dice, origin: Origin, habits: _Habits, count: int, edge: Edge) -> list[int]:
    """From the oldest year to the last; the year of founding is a part of a year."""
    if count == 0:
        return []
    last = _make_last_revenue(dice, origin)
    if edge in {Edge.REVENUE, Edge.CROSSED}:
        last = find_nearest(last, REVENUE_EDGES)
    revenues = [last]
    growth = habits.growth
    for _ in range(count - 1):
        growth = (growth * _PERSISTENCE + habits.growth * (UNIT - _PERSISTENCE)) // UNIT + dice.around(0, 1300)
        revenues.append(revenues[-1] * UNIT // (UNIT + min(20_000, max(-5000, growth))))
    if edge is Edge.CROSSED:
        revenues[0] += dice.below(max(1, last // 50))
        revenues[1:2] = [min(revenue, last - 1 - dice.below(last // 20)) for revenue in revenues[1:2]]
    revenues.reverse()
    if find_year(origin.founded) == find_year(origin.on) - count:
        lived = find_day(find_year(origin.founded), 12, 31) - origin.founded + 1
        revenues[0] = revenues[0] * lived // 366 if count > 1 else revenues[0]
    return revenues


def _make_last_revenue(dice: Dice, origin: Origin) -> int:
    if origin.age < 3 * 365 and dice.happens(60):
        return 0
    grown = min(100, 12 + origin.age * 11 // 365)
    revenue = origin.industry.revenue * TEN_THOUSAND * grown // 100
    tail = min(1.0 / max(dice.throw(), 1e-6), 2000.0) if dice.happens(25) else 1.0
    return min(_LARGEST, int(revenue * dice.lognormal(1.25) * tail))


def _make_account(dice: Dice, habits: _Habits, year: int, revenue: int) -> Account:
    research = take_share(revenue, take_share(habits.research, dice.around(UNIT, 800)))
    if revenue == 0 and habits.research:
        research = dice.between(10, 200) * TEN_THOUSAND
    staff = 1 + (revenue // habits.per_head) + (2 if revenue else dice.below(6))
    return Account(
        year=year,
        revenue=revenue,
        research=research,
        staff=staff,
        scientists=take_share(staff, habits.scientists),
        assets=take_share(revenue, take_share(habits.assets, dice.around(UNIT, 500)))
        + dice.between(5, 100) * TEN_THOUSAND,
    )


def _put_on_edge(dice: Dice, account: Account, edge: Edge) -> Account:
    match edge:
        case Edge.RESEARCH_SHARE if account.research:
            revenue = account.revenue // (100 * YUAN) * (100 * YUAN)
            return replace(account, revenue=revenue, research=take_share(revenue, dice.pick(RESEARCH_EDGES)))
        case Edge.RESEARCH_AMOUNT if account.revenue > 2 * RESEARCH_AMOUNT and account.research:
            return replace(account, research=RESEARCH_AMOUNT)
        case Edge.STAFF:
            staff = find_nearest(account.staff, STAFF_EDGES)
            return replace(account, staff=staff, scientists=account.scientists * staff // account.staff)
        case Edge.SCIENTISTS if account.scientists:
            staff = -(-account.staff // 20) * 20
            return replace(account, staff=staff, scientists=take_share(staff, dice.pick(SCIENTIST_EDGES)))
        case Edge.ASSETS:
            return replace(account, assets=find_nearest(account.assets, ASSET_EDGES))
    return account
