"""The demonstration zone: firms that do not exist, as they might be, marked as made up.

Everything of a firm follows from the seed of the zone, the firm's number, the day and the catalogue, so that firm 7 is
the same in a zone of ten firms and in one of a million, on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from zhida.policy.facts import CODE, NAME, PROVENANCE, YEAR, Fact, FactCatalogue, Shape
from zhida.population.zone.accounts import make_company
from zhida.population.zone.books import write_books
from zhida.population.zone.codes import REGIONS, make_credit_code
from zhida.population.zone.company import Company, make_origin
from zhida.population.zone.culture import list_films
from zhida.population.zone.dice import Dice
from zhida.population.zone.figures import Figure, Figures, Writing, find_writing, write_day
from zhida.population.zone.funding import (
    list_awards,
    list_equity,
    list_interest,
    list_leases,
    list_listing_steps,
    list_loans,
    list_mergers,
    list_services,
)
from zhida.population.zone.laboratory import write_laboratory
from zhida.population.zone.names import make_name
from zhida.population.zone.people import list_adverse_records, list_recruits, list_talents, list_tenants
from zhida.population.zone.periods import write_periods
from zhida.population.zone.projects import (
    list_grants,
    list_key_projects,
    list_projects,
    list_purchases,
    list_solar_power,
)
from zhida.population.zone.register import write_register
from zhida.population.zone.rights import (
    list_certificates,
    list_prizes,
    list_products,
    list_rights,
    list_standards,
    list_uses,
)
from zhida.population.zone.standing import write_standing
from zhida.population.zone.start import write_start
from zhida.population.zone.tourism import list_exhibitions, list_facilities, list_guides

FirmRecord = dict[str, object]
"""A firm as its JSON file has it (``docs/policy-format.md``), ready for `json.dumps`."""

MISSING_PERMILLE = 40
"""How many facts in a thousand nobody has given."""

_LISTS: Mapping[str, Callable[[Dice, Company], Iterable[Figures]]] = MappingProxyType(
    {
        "年度账": write_books,
        "知识产权": list_rights,
        "资质证书": list_certificates,
        "科技奖励": list_prizes,
        "标准": list_standards,
        "产品": list_products,
        "上市进程": list_listing_steps,
        "贷款": list_loans,
        "入驻企业": list_tenants,
        "租赁": list_leases,
        "服务合同": list_services,
        "招用人员": list_recruits,
        "股权融资": list_equity,
        "负面记录": list_adverse_records,
        "已获奖补": list_awards,
        "投资项目": list_projects,
        "光伏项目": list_solar_power,
        "上级补助": list_grants,
        "旅游设施": list_facilities,
        "展会": list_exhibitions,
        "导游": list_guides,
        "期间账": write_periods,
        "付息": list_interest,
        "并购": list_mergers,
        "引进人才": list_talents,
        "知识产权运用": list_uses,
        "影视作品": list_films,
        "购房": list_purchases,
        "科技攻关项目": list_key_projects,
    }
)
"""Who makes the records of a list."""

_DAYS_TOLD = 28
"""Facts were told at most so many days ago, except those of one department in fifty, which are out of date."""

_OUTDATED = 800


def generate_zone(catalogue: FactCatalogue, firms: int, seed: int, on: date) -> Iterator[FirmRecord]:
    """The firms 0 to ``firms - 1`` of the zone of a seed as they are known on a day, one after the other.

    What the catalogue does not declare is left out, and one fact in twenty-five is missing. ``on`` should not lie
    before 2000, so that the years before it are within what accounts may hold.
    """
    writer = _Writer.of(catalogue)
    for number in range(firms):
        yield _generate_firm(writer, seed, number, on.toordinal())


def _generate_firm(writer: _Writer, seed: int, number: int, on: int) -> FirmRecord:
    dice = Dice(seed, number)
    region = dice.pick(REGIONS)
    company = make_company(dice, make_origin(dice, on))
    record: FirmRecord = {
        CODE: make_credit_code(seed, number, region),
        NAME: make_name(seed, number, company.industry),
    }
    found_out = {**write_standing(company), **write_laboratory(company), **write_start(company)}
    record |= writer.write_facts(dice, {**write_register(dice, company, region), **found_out})
    for list_ in writer.lists:
        if not dice.happens(MISSING_PERMILLE):
            record[list_.name] = writer.write_list(dice, list_, company)
    record[PROVENANCE] = writer.write_provenance(dice, record, on)
    return record


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the catalogue: who makes its records and how their facts are written."""

    name: str
    list_records: Callable[[Dice, Company], Iterable[Figures]]
    writings: Mapping[str, Writing]
    is_yearly: bool


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes figures as the catalogue wants them, leaving some out."""

    facts: Mapping[str, Writing]
    lists: tuple[_List, ...]
    sources: Mapping[str, str]

    @staticmethod
    def of(catalogue: FactCatalogue) -> _Writer:
        groups = catalogue.lists
        sources = {name: fact.source for name, fact in catalogue.firm_facts.items()}
        sources |= {name: next(iter(group.facts.values())).source for name, group in groups.items() if group.facts}
        lists = tuple(
            _List(name, _LISTS[name], _find_writings(group.facts), group.shape is Shape.YEARS)
            for name, group in groups.items()
            if name in _LISTS
        )
        return _Writer(_find_writings(catalogue.firm_facts), lists, sources)

    def write_facts(self, dice: Dice, figures: Figures) -> dict[str, Figure]:
        """The facts of the firm itself."""
        return _write_some(dice, self.facts, figures)

    def write_list(self, dice: Dice, list_: _List, company: Company) -> list[dict[str, Figure]]:
        """The records of a list; of the yearly accounts some facts are missing, but never the year."""
        writings = list_.writings
        records = list_.list_records(dice, company)
        if list_.is_yearly:
            return [{YEAR: figures[YEAR], **_write_some(dice, writings, figures)} for figures in records]
        return [{name: writings[name](figures[name]) for name in writings if name in figures} for figures in records]

    def write_provenance(self, dice: Dice, record: FirmRecord, on: int) -> dict[str, Mapping[str, str]]:
        """The department every fact comes from and the day it told."""
        told: dict[str, Mapping[str, str]] = {}
        found: dict[str, Mapping[str, str]] = {}
        for name in record:
            source = self.sources.get(name)
            if source:
                if source not in told:
                    days = _OUTDATED if dice.happens(20) else dice.between(1, _DAYS_TOLD)
                    told[source] = {"来源": source, "日期": write_day(on - days)}
                found[name] = told[source]
        return found


def _find_writings(facts: Mapping[str, Fact]) -> dict[str, Writing]:
    return {name: find_writing(fact.kind) for name, fact in facts.items()}


def _write_some(dice: Dice, writings: Mapping[str, Writing], figures: Figures) -> dict[str, Figure]:
    """The figures written, without those nobody gives."""
    throw = dice.throw
    share = MISSING_PERMILLE / 1000
    return {name: write(figures[name]) for name, write in writings.items() if name in figures and throw() >= share}
