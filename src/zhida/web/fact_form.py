"""A firm's facts as a form, with what someone typed over them. Nothing is written anywhere."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.utils.translation import gettext

from zhida.domain.enterprises.selectors import Record
from zhida.policy.facts import YEAR, Fact, FactCatalogue, FactGroup, Kind, Shape
from zhida.web.diagnostics import describe
from zhida.web.fact_texts import LONGEST_TEXT, read_text, write_text
from zhida.web.formats import format_fact

MOST_RECORDS = 40
"""Records of one list that a form shows; those beyond stay as they are on record."""

_QUOTED = re.compile(r'"([^"]*)"')
_COUNT = re.compile(r"[0-9]{1,3}")
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One fact in the form: ``path`` is its way in the record, ``before`` what is on record in words, ``error`` what is wrong."""

    path: str
    id: str
    label: str
    unit: str
    meaning: str
    kind: Kind
    text: str
    before: str
    changed: bool
    error: str
    choices: tuple[Choice, ...]
    longest: int = LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class FormRecord:
    """The fields of one record of a list; a dropped record is left out of the calculation."""

    path: str
    title: str
    fields: tuple[Field, ...]
    new: bool = False
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class FactsGroup:
    """Facts of the firm itself: a field each."""

    template: ClassVar[str] = "web/form_facts.html"
    name: str
    fields: tuple[Field, ...]
    open: bool = True


@dataclass(frozen=True, slots=True)
class YearsRow:
    """One fact of the yearly accounts: a field for each year."""

    label: str
    unit: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class YearsGroup:
    """The yearly accounts side by side."""

    template: ClassVar[str] = "web/form_years.html"
    name: str
    years: tuple[int, ...]
    rows: tuple[YearsRow, ...]
    open: bool = True


@dataclass(frozen=True, slots=True)
class ListGroup:
    """A list of records; ``settled`` when none means that there are none, ``open`` when something in it was changed."""

    template: ClassVar[str] = "web/form_list.html"
    name: str
    records: tuple[FormRecord, ...]
    settled: bool
    open: bool


Group = FactsGroup | YearsGroup | ListGroup


@dataclass(frozen=True, slots=True)
class FactForm:
    """The whole form, and the record as it would be; a faulty field leaves what is on record."""

    groups: tuple[Group, ...]
    record: Record
    fields: tuple[Field, ...]


def build_form(catalogue: FactCatalogue, record: Record, years: Sequence[int], posted: Mapping[str, str]) -> FactForm:
    """The form of a firm's record; ``years`` are the accounts it offers, ``posted`` the texts by path, if any."""
    builder = _Builder(catalogue, posted)
    edited = dict(record)
    groups = tuple(builder.build_group(group, edited, years) for group in catalogue.groups)
    return FactForm(groups, edited, tuple(builder.fields))


@dataclass(slots=True)
class _Builder:
    """Goes through the catalogue once, reads what was typed and puts it into the record."""

    catalogue: FactCatalogue
    posted: Mapping[str, str]
    fields: list[Field] = field(default_factory=list)

    def build_group(self, group: FactGroup, edited: dict[str, Any], years: Sequence[int]) -> Group:
        match group.shape:
            case Shape.FIRM:
                return self._build_facts(group, edited)
            case Shape.YEARS:
                return self._build_years(group, edited, years)
            case Shape.LIST:
                return self._build_list(group, edited)

    def _build_facts(self, group: FactGroup, edited: dict[str, Any]) -> Group:
        fields = self._read_fields(group.facts.values(), "", edited)
        return FactsGroup(group.name, fields)

    def _build_years(self, group: FactGroup, edited: dict[str, Any], years: Sequence[int]) -> Group:
        accounts = {int(account[YEAR]): dict(account) for account in edited.get(group.name) or []}
        facts = [fact for name, fact in group.facts.items() if name != YEAR]
        columns = []
        for year in years:
            account = accounts.get(year, {YEAR: year})
            fields = self._read_fields(facts, f"{group.name}[{year}].", account)
            columns.append([replace(one, label=str(year), unit="") for one in fields])
            if len(account) > 1:
                accounts[year] = account
        if accounts:
            edited[group.name] = [accounts[year] for year in sorted(accounts)]
        rows = (YearsRow(fact.name, fact.unit, tuple(fields)) for fact, *fields in zip(facts, *columns, strict=True))
        return YearsGroup(group.name, tuple(years), tuple(rows))

    def _build_list(self, group: FactGroup, edited: dict[str, Any]) -> Group:
        given: Sequence[Record] | None = edited.get(group.name)
        stored = given or ()
        records: list[FormRecord] = []
        kept: list[Record] = []
        for index in range(self._count_records(group, len(stored))):
            record, item = self._read_record(group, stored, index)
            records.append(record)
            if not record.dropped:
                kept.append(item)
        kept += stored[MOST_RECORDS:]
        settled = given is not None or f"settled:{group.name}" in self.posted
        if kept or settled:
            edited[group.name] = kept
        opened = any(record.new or record.dropped or any(one.changed for one in record.fields) for record in records)
        return ListGroup(group.name, tuple(records), settled=settled, open=opened)

    def _read_record(self, group: FactGroup, stored: Sequence[Record], index: int) -> tuple[FormRecord, dict[str, Any]]:
        path = f"{group.name}[{index}]"
        item = dict(stored[index]) if index < len(stored) else {}
        fields = self._read_fields(group.facts.values(), f"{path}.", item)
        dropped = f"drop:{path}" in self.posted
        title = gettext("第 %(number)d 条") % {"number": index + 1}
        return FormRecord(path, title, fields, new=index >= len(stored), dropped=dropped), item

    def _count_records(self, group: FactGroup, stored: int) -> int:
        text = self.posted.get(f"count:{group.name}", "")
        count = max(stored, int(text)) if _COUNT.fullmatch(text) else stored
        return min(count + (self.posted.get("add") == group.name), MOST_RECORDS)

    def _read_fields(self, facts: Iterable[Fact], prefix: str, item: dict[str, Any]) -> tuple[Field, ...]:
        """The fields of one record, whose values in ``item`` give way to what was typed."""
        fields = tuple(self._read_field(fact, prefix + fact.name, item) for fact in facts)
        self.fields.extend(fields)
        return fields

    def _read_field(self, fact: Fact, path: str, item: dict[str, Any]) -> Field:
        on_record = item.get(fact.name)
        text_before = write_text(fact, on_record)
        text = self.posted.get(path, text_before)
        changed, error = False, ""
        if text != text_before:
            reading = read_text(_INDEX.sub("", path), fact, self.catalogue, text)
            if reading.diagnostic:
                error = describe(reading.diagnostic) + _advise(fact, reading.diagnostic.code)
            elif write_text(fact, reading.value) != text_before:
                changed, item[fact.name] = True, reading.value
        return Field(
            path=path,
            id=f"fact-{len(self.fields)}-{fact.span.start}",
            label=fact.name,
            unit=fact.unit,
            meaning=fact.meaning,
            kind=fact.kind,
            text=text,
            before=gettext("缺") if on_record is None else format_fact(fact.kind, on_record),
            changed=changed,
            error=error,
            choices=_list_choices(fact, text),
        )


def _advise(fact: Fact, code: str) -> str:
    """What a field takes, after a text that it cannot read at all."""
    if code in {"fact.bad-date", "fact.no-such-day"}:
        return gettext("可以写 2026-03-01、2026/3/1 或 2026年3月1日。")
    if code not in {"fact.not-a-number", "fact.exponent"}:
        return ""
    return gettext("可以写 0.12 或 12%。") if fact.kind is Kind.RATIO else gettext("可以写 1200、1,200 或 500万。")


def _list_choices(fact: Fact, text: str) -> tuple[Choice, ...]:
    if fact.kind is Kind.FLAG:
        choices = [Choice("true", gettext("是")), Choice("false", gettext("否"))]
    elif fact.kind is Kind.TEXT and fact.allowed:
        choices = [Choice(value, value) for value in _QUOTED.findall(fact.allowed.text)]
    else:
        return ()
    known = {choice.value for choice in choices}
    stray = [Choice(text, text)] if text and text not in known else []
    return (Choice("", gettext("缺")), *choices, *stray)
