"""The texts of facts in a form: how a value is written there, and how a text is read back."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.numbers import parse_number
from zhida.lang.base.span import span_of
from zhida.policy.fact_values import check_value, read_value
from zhida.policy.facts import Fact, FactCatalogue, Kind
from zhida.policy.json_reader import Json
from zhida.web.formats import format_number

LONGEST_TEXT = 200
"""Characters of a text in a form."""

_NUMBER = re.compile(
    r"[¥￥]?(?P<sign>[-−+]?)(?P<digits>(\d{1,3}(,\d{3})+|\d+)(\.\d+)?)(?P<unit>[万亿%]?)(元整?)?", re.ASCII
)
_DATE = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.年]?)(?P<month>\d{1,2})(?:(?P=mark)|月)(?P<day>\d{1,2})日?", re.ASCII)
_COMPACT = 8
_SHIFTS = {"": 0, "万": 4, "亿": 8, "%": -2}
_MOST_DIGITS = 25
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: a value of a firm's JSON (None: unknown), or what is wrong with it."""

    value: Any
    diagnostic: Diagnostic | None = None


def write_text(fact: Fact, value: Any) -> str:
    """The text of a value in a form; unknown is an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    number = parse_number(str(value)) if fact.kind.decimals is not None and fact.kind is not Kind.COUNT else None
    return str(value) if number is None else format_number(number)


def read_text(declared: str, fact: Fact, catalogue: FactCatalogue, text: str) -> Reading:
    """The value a text stands for: ``500万``, ``¥1,200.50``, ``12%``, ``100人``, ``2026-03-01``, ``2026/3/1``, ``2026年3月1日``.

    Full-width characters are fine.

    ``declared`` is the fact's way in the catalogue, ``知识产权.类别``.
    """
    plain = _normalise(fact, text[:LONGEST_TEXT])
    if not plain:
        return Reading(None)
    written = _FLAGS.get(plain, plain) if fact.kind is Kind.FLAG else plain
    value = read_value(Json(written, span_of(text)), fact)
    found = value if isinstance(value, Diagnostic) else check_value(value, declared, fact, catalogue, None)
    return Reading(None, found) if found else Reading(written)


def _normalise(fact: Fact, text: str) -> str:
    """Full-width digits become plain ones; a text stays as it is, for Ⅰ and I are not the same there."""
    if fact.kind is Kind.TEXT:
        return text.strip()
    plain = unicodedata.normalize("NFKC", text).strip()
    if fact.kind is Kind.DATE:
        return _write_date(plain)
    return plain if fact.kind.decimals is None else _multiply_out(fact, plain.removesuffix(fact.unit).strip() or plain)


def _write_date(text: str) -> str:
    """A day as a firm's JSON has it; what is none stays, to be refused by name."""
    matched = _DATE.fullmatch(text.replace(" ", ""))
    if matched is not None and not matched["mark"] and len(matched[0]) != _COMPACT:
        return text
    return text if matched is None else f"{matched['year']}-{int(matched['month']):02}-{int(matched['day']):02}"


def _multiply_out(fact: Fact, text: str) -> str:
    """A number as a firm's JSON has it; what is none, or a share of an amount, stays, to be refused by name."""
    matched = _NUMBER.fullmatch(text.replace(" ", ""))
    if matched is None or len(matched["digits"]) > _MOST_DIGITS:
        return text
    if matched["unit"] == "%" and fact.kind in {Kind.MONEY, Kind.COUNT}:
        return text
    number = Decimal(matched["digits"].replace(",", "")).scaleb(_SHIFTS[matched["unit"]])
    negative = matched["sign"] in {"-", "−"}
    return f"{-number if negative else number:f}"
