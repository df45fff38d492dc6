"""The sheet of a firm's facts, in the order of the catalogue, each with unit, source and date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext, ngettext

from zhida.domain.enterprises.selectors import FirmFile, Record
from zhida.lang.base.numbers import parse_number
from zhida.policy.facts import PROVENANCE, YEAR, Fact, FactCatalogue, FactGroup, Kind, Shape
from zhida.web.formats import current_language, format_fact, read_amount

YEARS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FactValue:
    """A value as it is shown, and a large amount also in 万元; missing when nobody gave it."""

    text: str
    reading: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact comes from; stale when it is older than its freshness on the reference date."""

    source: str
    date: str
    certified: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact of the firm itself."""

    name: str
    meaning: str
    unit: str
    value: FactValue
    origin: Origin


@dataclass(frozen=True, slots=True)
class YearsRow:
    """One fact of the yearly accounts, with its value year by year."""

    name: str
    meaning: str
    unit: str
    values: tuple[tuple[str, FactValue], ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class FirmGroup:
    """Facts of the firm itself."""

    template: ClassVar[str] = "web/sheet_firm.html"
    name: str
    summary: str
    rows: tuple[FactRow, ...]
    open: bool = True


@dataclass(frozen=True, slots=True)
class YearsGroup:
    """The accounts of the latest years side by side, oldest first; facts that no year gives are named in ``missing``."""

    template: ClassVar[str] = "web/sheet_years.html"
    name: str
    summary: str
    years: tuple[str, ...]
    rows: tuple[YearsRow, ...]
    missing: tuple[str, ...]
    open: bool = True


@dataclass(frozen=True, slots=True)
class ListGroup:
    """Records, each a row with a value per column; ``known`` tells an empty list from one that nobody gave."""

    template: ClassVar[str] = "web/sheet_list.html"
    name: str
    summary: str
    records: tuple[tuple[tuple[str, FactValue], ...], ...]
    origin: Origin
    known: bool
    open: bool = False


Group = FirmGroup | YearsGroup | ListGroup


def build_sheet(catalogue: FactCatalogue, file: FirmFile, on: date) -> tuple[Group, ...]:
    """What is known of a firm on a date, group by group."""
    return tuple(_build_group(group, file, on) for group in catalogue.groups)


def _build_group(group: FactGroup, file: FirmFile, on: date) -> Group:
    match group.shape:
        case Shape.FIRM:
            return _firm_group(group, file, on)
        case Shape.YEARS:
            return _years_group(group, file, on)
        case Shape.LIST:
            return _list_group(group, file, on)


def show_value(fact: Fact, value: Any) -> FactValue:
    """One value as it is shown."""
    if value is None:
        return FactValue("", "", missing=True)
    amount = parse_number(str(value)) if fact.kind is Kind.MONEY else None
    reading = read_amount(amount, current_language()) if amount is not None else ""
    return FactValue(format_fact(fact.kind, value), reading, missing=False)


def find_origin(fact: Fact | None, name: str, file: FirmFile, on: date) -> Origin:
    """The origin of the fact or list ``name``; the catalogue's department where the record has none."""
    given = file.record.get(PROVENANCE, {}).get(name, {})
    day = given.get("日期", "")
    freshness = fact.freshness if fact else None
    stale = bool(day and freshness) and date.fromisoformat(day) + timedelta(days=freshness or 0) < on
    return Origin(given.get("来源") or (fact.source if fact else ""), day, name in file.certified, stale)


def _firm_group(group: FactGroup, file: FirmFile, on: date) -> FirmGroup:
    rows = tuple(
        FactRow(
            name, fact.meaning, fact.unit, show_value(fact, file.record.get(name)), find_origin(fact, name, file, on)
        )
        for name, fact in group.facts.items()
    )
    return FirmGroup(group.name, _count_missing(sum(row.value.missing for row in rows)), rows)


def _years_group(group: FactGroup, file: FirmFile, on: date) -> YearsGroup:
    accounts = sorted(file.record.get(group.name) or [], key=lambda account: int(account[YEAR]))[-YEARS_SHOWN:]
    facts = [fact for name, fact in group.facts.items() if name != YEAR]
    given = [fact for fact in facts if any(account.get(fact.name) is not None for account in accounts)]
    rows = tuple(
        YearsRow(fact.name, fact.meaning, fact.unit, _by_year(fact, accounts), find_origin(fact, group.name, file, on))
        for fact in given
    )
    missing = tuple(fact.name for fact in facts if fact not in given)
    return YearsGroup(
        group.name, _count_missing(len(missing)), tuple(str(one[YEAR]) for one in accounts), rows, missing
    )


def _by_year(fact: Fact, accounts: Sequence[Record]) -> tuple[tuple[str, FactValue], ...]:
    return tuple((str(account[YEAR]), show_value(fact, account.get(fact.name))) for account in accounts)


def _list_group(group: FactGroup, file: FirmFile, on: date) -> ListGroup:
    records = file.record.get(group.name)
    shown = tuple(
        tuple((name, show_value(fact, item.get(name))) for name, fact in group.facts.items()) for item in records or []
    )
    strictest = min(group.facts.values(), key=lambda fact: fact.freshness or 10**6, default=None)
    origin = find_origin(strictest, group.name, file, on)
    return ListGroup(group.name, _summarise(records), shown, origin, known=records is not None)


def _count_missing(count: int) -> str:
    return ngettext("缺 %(count)d 项", "缺 %(count)d 项", count) % {"count": count} if count else ""


def _summarise(records: Sequence[Record] | None) -> str:
    if records is None:
        return gettext("缺")
    return (
        ngettext("%(count)d 条", "%(count)d 条", len(records)) % {"count": len(records)}
        if records
        else gettext("没有记录")
    )
