"""A company: what everything else about a synthetic firm follows from."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.population.zone.dice import Dice
from zhida.population.zone.figures import find_year
from zhida.population.zone.industries import CHOICE, Industry

_MEDIAN_AGE = 6 * 365
_OLDEST = 34 * 365
_YOUNGEST = 20


@dataclass(frozen=True, slots=True)
class Account:
    """The heart of one year's accounts; amounts in 分."""

    year: int
    revenue: int
    research: int
    staff: int
    scientists: int
    assets: int


@dataclass(frozen=True, slots=True)
class Origin:
    """A company before its accounts: industry, days of founding and reference, whether it lives by technology."""

    industry: Industry
    founded: int
    on: int
    is_technological: bool
    runs_park: bool

    @property
    def age(self) -> int:
        """Days since it was founded."""
        return self.on - self.founded

    @property
    def serves_guests(self) -> bool:
        """Whether it lives by guests: restaurants and hotels, culture and sport."""
        return self.industry.section in {"H", "R"}

    @property
    def manages_zone(self) -> bool:
        """Whether it runs a whole high-tech zone, not only a park in it."""
        return self.runs_park and self.industry.section == "L"


@dataclass(frozen=True, slots=True)
class Company(Origin):
    """A company with the accounts of its last years, the oldest first; none in the year it was founded."""

    accounts: tuple[Account, ...]

    @property
    def revenue(self) -> int:
        """Last year's, in 分; 0 without accounts."""
        return self.accounts[-1].revenue if self.accounts else 0

    @property
    def research(self) -> int:
        """Last year's expenses on research, in 分."""
        return self.accounts[-1].research if self.accounts else 0

    @property
    def staff(self) -> int:
        """Last year's; 1 without accounts."""
        return self.accounts[-1].staff if self.accounts else 1

    @property
    def has_doubled(self) -> bool:
        """Whether the revenue of the accounts has at least doubled."""
        return len(self.accounts) > 1 and self.revenue >= 2 * max(1, self.accounts[0].revenue)


def make_origin(dice: Dice, on: int) -> Origin:
    """A company in some industry, founded some time before the day ``on``; young ones are more frequent."""
    industry = CHOICE.pick(dice)
    age = min(_OLDEST, max(_YOUNGEST, int(_MEDIAN_AGE * dice.lognormal(0.85))))
    is_technological = dice.happens(industry.technology)
    runs_park = industry.section in {"L", "M"} and dice.happens(60)
    return Origin(industry, on - age, on, is_technological, runs_park)


def list_years(origin: Origin, most: int) -> range:
    """The closed years whose accounts are known: at most so many, none before it was founded."""
    current = find_year(origin.on)
    return range(max(find_year(origin.founded), current - most), current)
