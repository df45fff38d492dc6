"""One firm: its code, its name and its facts as FEEL values, with `Missing` for what nobody has given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, refuse
from zhida.lang.base.span import Source, Span
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Missing, Value
from zhida.policy.credit_code import LENGTH, check_credit_code
from zhida.policy.fact_values import check_value, read_date, read_value
from zhida.policy.facts import CODE, NAME, PROVENANCE, YEAR, Fact, FactCatalogue, FactGroup, Shape, find_similar
from zhida.policy.json_reader import Json, JsonNumber, read_json

MAXIMUM_BYTES = 5_000_000
"""A larger file is refused before it is read."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where facts come from: a department or system, and the day they were told."""

    source: str
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class Firm:
    """One enterprise.

    ``facts`` hold a value for every fact of the firm and every list of records the catalogue declares: a FEEL value,
    a list of records with all their fields, or `Missing` with the way to the fact (``成立日期``,
    ``知识产权[0].授权日``, ``年度账[2025].研发费用``). ``provenance`` is by fact or list.
    """

    code: str
    name: str
    facts: Mapping[str, Value]
    provenance: Mapping[str, Provenance] = field(default_factory=dict)


def read_firm(data: bytes, file: str, catalogue: FactCatalogue) -> Firm:
    """A firm of a JSON file as ``docs/policy-format.md`` describes it.

    Raises `DiagnosticError` with everything that is wrong, each with its line and the way to it (``年度账[1].营业收入``).
    """
    if len(data) > MAXIMUM_BYTES:
        raise refuse("firm.too-large", None, file=file, size=len(data), limit=MAXIMUM_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse("firm.not-utf-8", Span(Source("", file, line=line), 0, 0)) from error
    root = read_json(Source(text, file))
    reader = _Reader(catalogue)
    firm = reader.read(root)
    if reader.diagnostics:
        raise DiagnosticError(reader.diagnostics)
    return firm


def open_firm(path: Path | str, catalogue: FactCatalogue) -> Firm:
    """The firm of a file, whose size is looked at before it is opened; `OSError` if it cannot be read."""
    path = Path(path)
    size = path.stat().st_size
    if size > MAXIMUM_BYTES:
        raise refuse("firm.too-large", None, file=str(path), size=size, limit=MAXIMUM_BYTES)
    return read_firm(path.read_bytes(), str(path), catalogue)


def build_firm(
    code: str,
    name: str,
    facts: Mapping[str, Value],
    catalogue: FactCatalogue,
    provenance: Mapping[str, Provenance] = MappingProxyType({}),
) -> Firm:
    r"""A firm of values that are right already; what the catalogue declares and ``facts`` leave out is missing.

    >>> from zhida.policy.facts import read_facts
    >>> catalogue = read_facts("## 企业\n| 事实 | 类型 |\n|---|---|\n| 规上企业 | 是否 |\n", "facts.md")
    >>> build_firm("", "", {}, catalogue).facts["规上企业"]
    Missing(facts=frozenset({'规上企业'}))
    """
    complete: dict[str, Value] = {fact: _or_missing(facts.get(fact), fact) for fact in catalogue.firm_facts}
    for group in catalogue.lists.values():
        complete[group.name] = complete_records(group, facts.get(group.name))
    return Firm(code, name, MappingProxyType(complete), provenance)


def complete_records(group: FactGroup, records: Value) -> Value:
    """The list of a group with every fact in every record; what is absent or null is missing, so is a list not given."""
    if not isinstance(records, list):
        return _or_missing(records, group.name)
    return [
        complete_record(group, record, record_path(group, index, record))
        for index, record in enumerate(records)
        if isinstance(record, dict)
    ]


def complete_record(group: FactGroup, record: Mapping[str, Value], path: str) -> dict[str, Value]:
    """The record with every fact of its group; those it lacks are missing at ``path``."""
    return {name: _or_missing(record.get(name), f"{path}.{name}") for name in group.facts}


def record_path(group: FactGroup, index: int, record: Mapping[str, Value]) -> str:
    """The way to a record: a yearly one by its year (``年度账[2025]``), others by their place from 0 (``知识产权[0]``)."""
    year = record.get(YEAR) if group.shape is Shape.YEARS else None
    return f"{group.name}[{index if year is None or isinstance(year, Missing) else year}]"


def _or_missing(value: Value, path: str) -> Value:
    """A missing value that does not say yet which fact it is, or none at all, is missing at ``path``."""
    if value is None or (isinstance(value, Missing) and not value.facts):
        return Missing(frozenset({path}))
    return value


class _Reader:
    """Reads the members of the root object one by one and collects what is wrong with them."""

    def __init__(self, catalogue: FactCatalogue) -> None:
        self.catalogue = catalogue
        self.diagnostics: list[Diagnostic] = []

    def read(self, root: Json) -> Firm:
        if not isinstance(root.value, Mapping):
            raise refuse("firm.not-an-object", root.span)
        code = self._code(root)
        name = self._name(root)
        facts: dict[str, Value] = {}
        provenance: Mapping[str, Provenance] = {}
        for key, member in root.value.items():
            if key in self.catalogue.firm_facts:
                facts[key] = self._fact(member, key, key, self.catalogue.firm_facts[key])
            elif key in self.catalogue.lists:
                facts[key] = self._records(member, self.catalogue.lists[key])
            elif key == PROVENANCE:
                provenance = self._provenance(member)
            elif key not in {CODE, NAME}:
                known = (*self.catalogue.firm_facts, *self.catalogue.lists, CODE, NAME, PROVENANCE)
                self._report_unknown(member.span, key, key, known)
        return build_firm(code, name, facts, self.catalogue, MappingProxyType(dict(provenance)))

    def _code(self, root: Json) -> str:
        member = root.value.get(CODE) if isinstance(root.value, Mapping) else None
        if member is None or member.value is None:
            self._report("firm.code-missing", root.span, CODE)
        elif isinstance(member.value, JsonNumber):
            text = member.value.text
            code = "firm.code-is-number" if text.isdigit() and len(text) == LENGTH else "firm.code-lost-digits"
            self._report(code, member.span, CODE, text=text)
        elif not isinstance(member.value, str):
            self._report("firm.code-not-text", member.span, CODE)
        elif "e+" in member.value.lower():
            self._report("firm.code-lost-digits", member.span, CODE, text=member.value)
        else:
            self._collect(check_credit_code(member.value, member.span), CODE)
            return member.value
        return ""

    def _name(self, root: Json) -> str:
        member = root.value.get(NAME) if isinstance(root.value, Mapping) else None
        if member is not None and isinstance(member.value, str) and member.value.strip():
            return member.value
        self._report("firm.name-missing", member.span if member else root.span, NAME)
        return ""

    def _fact(self, written: Json, path: str, declared: str, fact: Fact) -> Value:
        value = read_value(written, fact)
        if isinstance(value, Diagnostic):
            self._collect(value, path)
            return None
        if not isinstance(value, Missing):
            self._collect(check_value(value, declared, fact, self.catalogue, written.span), path)
        return value

    def _records(self, written: Json, group: FactGroup) -> Value:
        if written.value is None:
            return None
        if not isinstance(written.value, tuple):
            self._report("firm.not-a-list", written.span, group.name, name=group.name)
            return None
        records = [self._record(item, f"{group.name}[{index}]", group) for index, item in enumerate(written.value)]
        if group.shape is Shape.YEARS:
            self._check_years(written.value, records, group)
        return list(records)

    def _record(self, written: Json, path: str, group: FactGroup) -> dict[str, Value]:
        if not isinstance(written.value, Mapping):
            self._report("firm.not-a-record", written.span, path, name=group.name)
            return {}
        record: dict[str, Value] = {}
        for key, member in written.value.items():
            if key in group.facts:
                record[key] = self._fact(member, f"{path}.{key}", f"{group.name}.{key}", group.facts[key])
            else:
                self._report_unknown(member.span, f"{path}.{key}", key, group.facts)
        return record

    def _check_years(self, items: tuple[Json, ...], records: list[dict[str, Value]], group: FactGroup) -> None:
        seen: set[Value] = set()
        for index, (item, record) in enumerate(zip(items, records, strict=True)):
            year = record.get(YEAR)
            path = f"{group.name}[{index}]"
            if year is None or isinstance(year, Missing):
                self._report("firm.year-missing", item.span, path, name=YEAR)
            elif isinstance(year, (list, dict)) or year in seen:
                self._report("firm.duplicate-year", item.span, path, year=year)
            else:
                seen.add(year)

    def _provenance(self, written: Json) -> Mapping[str, Provenance]:
        if written.value is None:
            return {}
        if not isinstance(written.value, Mapping):
            self._report("firm.bad-provenance", written.span, PROVENANCE)
            return {}
        read = {key: self._read_provenance(key, member) for key, member in written.value.items()}
        return {key: provenance for key, provenance in read.items() if provenance is not None}

    def _read_provenance(self, key: str, written: Json) -> Provenance | None:
        path = f"{PROVENANCE}.{key}"
        known = (*self.catalogue.firm_facts, *self.catalogue.lists)
        if key not in known:
            self._report_unknown(written.span, path, key, known)
            return None
        if not isinstance(written.value, Mapping) or not set(written.value) <= {"来源", "日期"}:
            self._report("firm.bad-provenance", written.span, path)
            return None
        source, day = written.value.get("来源"), written.value.get("日期")
        if source is None or not isinstance(source.value, str):
            self._report("firm.bad-provenance", written.span, path)
            return None
        date = read_date(day, "日期") if day is not None else None
        if isinstance(date, Diagnostic):
            self._collect(date, f"{path}.日期")
            return None
        return Provenance(source.value, date)

    def _report_unknown(self, span: Span, path: str, name: str, known: Iterable[str]) -> None:
        similar = find_similar(name, known)
        code = "firm.misspelt-fact" if similar else "firm.unknown-fact"
        self._report(code, span, path, name=name, similar=similar)

    def _report(self, code: str, span: Span, path: str, **values: object) -> None:
        self._collect(Diagnostic(code, span, values), path)

    def _collect(self, diagnostic: Diagnostic | None, path: str) -> None:
        """Keep a finding with the way to it."""
        if diagnostic is None:
            return
        self.diagnostics.append(replace(diagnostic, span=_place(diagnostic.span, path)))


def _place(span: Span | None, path: str) -> Span | None:
    if span is None:
        return None
    return replace(span, source=replace(span.source, place=(path,)))
