"""Values of spreadsheets and data frames as the texts that people see in their cells."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

DIGITS = 15
"""Digits that a binary fraction of 64 bits holds whatever the number: what spreadsheets show."""


def write_value(value: object) -> str | None:
    """A value as a cell is written; None for lists, records and whatever else is no cell.

    >>> write_value(Decimal("12.50")), write_value(dt.datetime(2024, 1, 31)), write_value(True), write_value(None)
    ('12.50', '2024-01-31', '是', '')
    """
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool():
            return "是" if value else "否"
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case float():
            return write_float(value)
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
    return None


def write_float(number: float) -> str:
    """The number in 15 digits; one that had more is written with an exponent, as its digits are lost.

    >>> write_float(0.1 + 0.2), write_float(12000000.5), write_float(9.13701e17)
    ('0.3', '12000000.5', '9.13701E+17')
    """
    shown = Decimal(format(number, f".{DIGITS}g"))
    return format(shown, "f") if shown.is_finite() and shown.adjusted() < DIGITS else format(shown.normalize(), "E")
