"""Firms as canonical rows: one way to write each fact, whatever the record said, so that equal facts have equal digests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from zhida.lang.base.diagnostic import refuse
from zhida.policy.decimals import count_decimals
from zhida.policy.facts import CODE, NAME, PROVENANCE, Fact, FactCatalogue, FactGroup, Kind
from zhida.population.schema import STORED_DIGITS

Row: TypeAlias = dict[str, object]
"""A firm by column: texts and booleans, None for what nobody has given, lists of records as dicts."""

WriteFact: TypeAlias = Callable[[object], object]


_ENCODE_PROVENANCE = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_ENCODE_ROW = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class RowWriter:
    """Makes canonical rows of firm records (``docs/policy-format.md``, “A firm”)."""

    def __init__(self, catalogue: FactCatalogue) -> None:
        self._facts = {name: _writer(fact) for name, fact in catalogue.firm_facts.items()}
        self._lists = {name: _record_writers(group) for name, group in catalogue.lists.items()}
        self._known = {CODE, NAME, PROVENANCE, *self._facts, *self._lists}

    def write(self, record: Mapping[str, object]) -> Row:
        """The row of a record; `DiagnosticError` with the firm and the way to what is wrong."""
        code, name = record.get(CODE), record.get(NAME)
        if not isinstance(code, str) or not isinstance(name, str):
            raise refuse("snapshot.nameless-firm", record=str(record)[:80])
        unknown = record.keys() - self._known
        if unknown:
            raise refuse("snapshot.unknown-fact", firm=code, name=min(unknown))
        row: Row = {CODE: code, NAME: name}
        row |= _write_facts(self._facts, record, code)
        for group, writers in self._lists.items():
            row[group] = _write_records(writers, record.get(group), code, group)
        row[PROVENANCE] = _ENCODE_PROVENANCE(record.get(PROVENANCE) or {})
        return row


def serialise_row(row: Row) -> bytes:
    """The row as bytes that are the same wherever the same facts are stored."""
    return _ENCODE_ROW(row).encode() + b"\n"


def _record_writers(group: FactGroup) -> Mapping[str, WriteFact]:
    return {name: _writer(fact) for name, fact in group.facts.items()}


def _write_records(writers: Mapping[str, WriteFact], records: object, firm: str, group: str) -> object:
    if records is None:
        return None
    if not isinstance(records, list):
        raise refuse("snapshot.wrong-value", firm=firm, path=group, value=str(records)[:40])
    return [_write_record(writers, record, firm, group, index) for index, record in enumerate(records)]


def _write_record(writers: Mapping[str, WriteFact], record: object, firm: str, group: str, index: int) -> Row:
    if not isinstance(record, Mapping):
        raise refuse("snapshot.wrong-value", firm=firm, path=f"{group}[{index}]", value=str(record)[:40])
    if not record.keys() <= writers.keys():
        unknown = min(record.keys() - writers.keys())
        raise refuse("snapshot.unknown-fact", firm=firm, name=f"{group}[{index}].{unknown}")
    return _write_facts(writers, record, firm, group, index)


def _write_facts(
    writers: Mapping[str, WriteFact], record: Mapping[str, object], firm: str, group: str = "", index: int = 0
) -> Row:
    """The facts of a firm, or of a record of a list; the way to a fact is put together only for one that is wrong."""
    row: Row = {}
    for name, write in writers.items():
        value = record.get(name)
        written = None if value is None else write(value)
        if written is None and value is not None:
            path = f"{group}[{index}].{name}" if group else name
            raise refuse("snapshot.wrong-value", firm=firm, path=path, value=str(value)[:40])
        row[name] = written
    return row


def _writer(fact: Fact) -> WriteFact:
    """Writes a value of the fact's kind; None for one that is not."""
    match fact.kind:
        case Kind.FLAG:
            return lambda value: value if isinstance(value, bool) else None
        case Kind.TEXT:
            return lambda value: value if isinstance(value, str) and value.strip() else None
        case Kind.DATE:
            return _write_day
        case _:
            return _number_writer(fact.kind.decimals or 0)


def _write_day(value: object) -> object:
    try:
        return value if isinstance(value, str) and date.fromisoformat(value).isoformat() == value else None
    except ValueError:
        return None


def _number_writer(decimals: int) -> WriteFact:
    """Writes a number with exactly so many decimals; most are written so already."""
    integers = STORED_DIGITS - decimals
    fraction = rf"\.[0-9]{{{decimals}}}" if decimals else ""
    written_so = re.compile(rf"(?!-0[.0]*\Z)-?(0|[1-9][0-9]{{0,{integers - 1}}}){fraction}\Z")
    limit = Decimal(1).scaleb(integers)
    whole, zeros = 10**integers, "." + "0" * decimals if decimals else ""

    def write(value: object) -> object:
        if isinstance(value, str):
            if written_so.match(value):
                return value
        elif type(value) is int:
            return f"{value}{zeros}" if -whole < value < whole else None
        if not isinstance(value, int | str | Decimal) or isinstance(value, bool):
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None
        if not number.is_finite() or count_decimals(number) > decimals or abs(number) >= limit:
            return None
        return format(number + 0, f".{decimals}f")

    return write
