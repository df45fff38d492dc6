"""A cell as a value of a fact, in the ways people write it: 是, 2024/1/31, 1,234.50, 30%."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.span import span_of
from zhida.lang.base.values import Value
from zhida.policy.credit_code import LENGTH, check_credit_code
from zhida.policy.fact_values import check_value, read_value
from zhida.policy.facts import FactCatalogue, Kind
from zhida.policy.json_reader import Json
from zhida.population.tables.columns import Column

_NOWHERE = span_of("")
_SHOWN = 40
"""Characters that are shown of a cell."""

_CODES = {
    "fact.bad-date": "table.bad-date",
    "fact.not-a-number": "table.not-a-number",
    "fact.wrong-type": "table.not-a-flag",
}
"""What is told in other words than of the file of a firm: a cell has no quotes."""

_TRUTHS = {"是": True, "否": False, "true": True, "false": False}
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?: 00:00:00)?\Z")
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?\Z")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)\s*[%％]\Z")
_EXPONENT = re.compile(r"\d+(\.\d+)?[eE]\+?\d+\Z")


def read_cell(text: str, column: Column, catalogue: FactCatalogue) -> Value | Diagnostic:
    """The value of a cell that is not empty, as the catalogue allows it, or what is wrong with it, without a place."""
    value = read_value(Json(_plain(text, column.fact.kind), _NOWHERE), column.fact)
    if isinstance(value, Diagnostic):
        code = _CODES.get(value.code, value.code)
        return replace(value, code=code, values={**value.values, "text": text[:_SHOWN]})
    return check_value(value, column.path, column.fact, catalogue, None) or value


def check_code(text: str) -> Diagnostic | None:
    """What is wrong with the code of a firm, without a place, or None."""
    if not text:
        return Diagnostic("table.code-missing")
    if _EXPONENT.match(text):
        return Diagnostic("firm.code-lost-digits", None, {"text": text})
    if len(text) < LENGTH and text.isdigit():
        return Diagnostic("table.code-short", None, {"code": text, "length": len(text)})
    return check_credit_code(text)


def _plain(text: str, kind: Kind) -> str | bool:
    """The text as the file of a firm has it; what is not understood stays as it is."""
    match kind:
        case Kind.TEXT:
            return text
        case Kind.FLAG:
            return _TRUTHS.get(text.lower(), text)
        case Kind.DATE:
            day = _DAY.match(text)
            return f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}" if day else text
        case Kind.RATIO if share := _PERCENT.match(text):
            return format(DECIMAL128.divide(Decimal(share[1]), Decimal(100)), "f")
    return text.replace(",", "") if _GROUPED.match(text) else text
