"""A value for a fact: from JSON, and whether it is one the catalogue allows."""

from __future__ import annotations

import re
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Span
from zhida.lang.base.temporal import Date, make_date
from zhida.lang.base.values import Missing, Value
from zhida.policy.decimals import count_decimals
from zhida.policy.facts import Fact, FactCatalogue, Kind
from zhida.policy.json_reader import Json, JsonNumber

MAXIMUM_DIGITS = 15
"""Digits before the decimal point; more than a country's product in 元, and what every store of numbers holds exactly."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_EXPONENT = re.compile(r"-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")


def read_value(written: Json, fact: Fact) -> Value | Diagnostic:
    """The FEEL value of a JSON value for a fact; null is a missing one without a path.

    >>> from zhida.lang.base.span import Source, span_of
    >>> revenue = Fact("营业收入", Kind.MONEY, span_of("营业收入"))
    >>> read_value(Json("12000000.50", span_of("")), revenue)
    Decimal('12000000.50')
    >>> read_value(Json("1200万", span_of("")), revenue).code
    'fact.not-a-number'
    """
    if written.value is None:
        return Missing(frozenset())
    match fact.kind:
        case Kind.FLAG:
            return written.value if isinstance(written.value, bool) else _wrong(written, fact)
        case Kind.TEXT:
            return _read_text(written, fact)
        case Kind.DATE:
            return read_date(written, fact.name)
        case _:
            return _read_number(written, fact)


def read_date(written: Json, name: str) -> Date | Diagnostic:
    """A day written as ``2024-01-31``."""
    text = written.value if isinstance(written.value, str) else written.span.text
    matched = _DATE.match(text) if isinstance(written.value, str) else None
    if matched is None:
        return Diagnostic("fact.bad-date", written.span, {"name": name, "text": text})
    day = make_date(int(matched[1]), int(matched[2]), int(matched[3]))
    return day or Diagnostic("fact.no-such-day", written.span, {"name": name, "text": text})


def check_value(value: Value, path: str, fact: Fact, catalogue: FactCatalogue, span: Span | None) -> Diagnostic | None:
    """What the catalogue has against a value of the right type: its decimals, its size, the values it may have."""
    if isinstance(value, Decimal):
        decimals = fact.kind.decimals or 0
        if count_decimals(value) > decimals:
            values = {"name": fact.name, "kind": fact.kind, "decimals": decimals, "text": format(value, "f")}
            return Diagnostic("fact.too-many-decimals", span, values)
        if value.adjusted() >= MAXIMUM_DIGITS:
            return Diagnostic("fact.number-too-large", span, {"name": fact.name, "limit": MAXIMUM_DIGITS})
    if fact.allowed is not None and not catalogue.allowed.allow(path, value):
        values = {"name": fact.name, "text": render_plain(value), "allowed": fact.allowed.text}
        return Diagnostic("fact.not-allowed", span, values)
    return None


def render_plain(value: Value) -> str:
    """A simple value as it is typed: ``-5``, ``true``, ``2024-01-31``.

    >>> render_plain(Decimal("1E+3")), render_plain(True)
    ('1000', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _read_text(written: Json, fact: Fact) -> Value | Diagnostic:
    if isinstance(written.value, str) and written.value.strip():
        return written.value
    if isinstance(written.value, str):
        return Diagnostic("fact.empty-text", written.span, {"name": fact.name})
    return _wrong(written, fact)


def _read_number(written: Json, fact: Fact) -> Value | Diagnostic:
    text = written.value.text if isinstance(written.value, JsonNumber) else written.value
    if not isinstance(text, str):
        return _wrong(written, fact)
    values = {"name": fact.name, "text": text}
    if _EXPONENT.match(text):
        return Diagnostic("fact.exponent", written.span, values)
    if not _NUMBER.match(text):
        return Diagnostic("fact.not-a-number", written.span, values)
    if len(text.lstrip("-").partition(".")[0].lstrip("0")) > MAXIMUM_DIGITS:
        return Diagnostic("fact.number-too-large", written.span, {"name": fact.name, "limit": MAXIMUM_DIGITS})
    return Decimal(text)


def _wrong(written: Json, fact: Fact) -> Diagnostic:
    values = {"name": fact.name, "kind": fact.kind, "text": written.span.text[:40]}
    return Diagnostic("fact.wrong-type", written.span, values)
