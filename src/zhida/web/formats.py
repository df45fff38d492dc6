"""Numbers, amounts, dates and facts as people read them, in the language of the request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.translation import get_language, gettext

from zhida.lang.base.messages import Language
from zhida.lang.base.numbers import DECIMAL128, parse_number
from zhida.policy.facts import Kind


@dataclass(frozen=True, slots=True)
class Scale:
    """A large unit of money: from how much on it is used, and its name."""

    size: Decimal
    name: str


_SCALES: Mapping[Language, tuple[Scale, ...]] = {
    "zh": (Scale(Decimal(10**8), "亿元"), Scale(Decimal(10**4), "万元")),
    "en": (Scale(Decimal(10**9), " billion"), Scale(Decimal(10**6), " million"), Scale(Decimal(10**3), " thousand")),
}
_HUNDREDTH = Decimal("0.01")


def current_language() -> Language:
    """The language of the request, as the message tables name it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def format_number(number: Decimal) -> str:
    """Digits in groups of three, without zeros that say nothing.

    >>> format_number(Decimal("1234567.50")), format_number(Decimal("1E+3")), format_number(Decimal("-0.00"))
    ('1,234,567.5', '1,000', '0')
    """
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def format_money(amount: Decimal) -> str:
    """An amount in 元: whole, or to the cent.

    >>> format_money(Decimal("200000.00")), format_money(Decimal("1234.5"))
    ('200,000', '1,234.50')
    """
    if amount == amount.to_integral_value():
        return format_number(amount)
    return f"{amount:,.2f}" if amount == amount.quantize(_HUNDREDTH, context=DECIMAL128) else format_number(amount)


def read_amount(amount: Decimal, language: Language) -> str:
    """A large amount in 万元 or 亿元; exact where two decimals say it, else marked as rounded; empty when small.

    >>> read_amount(Decimal(2_000_000), "zh"), read_amount(Decimal("68212208.10"), "zh"), read_amount(Decimal(-350), "zh")
    ('200万元', '约6,821.22万元', '')
    >>> read_amount(Decimal(2_000_000), "en")
    '2 million'
    """
    scale = next((scale for scale in _SCALES[language] if abs(amount) >= scale.size), None)
    if scale is None:
        return ""
    exact = DECIMAL128.divide(amount, scale.size)
    rounded = exact.quantize(_HUNDREDTH, rounding=ROUND_HALF_EVEN, context=DECIMAL128)
    about = "" if rounded == exact else {"zh": "约", "en": "about "}[language]
    return f"{about}{format_number(rounded)}{scale.name}"


def format_difference(difference: Decimal, language: Language) -> str:
    """A change of an amount with its sign.

    >>> format_difference(Decimal(200_000), "zh"), format_difference(Decimal("-12.5"), "zh")
    ('+20万元', '−12.50元')
    """
    size = abs(difference)
    sign = "−" if difference < 0 else "+"
    unit = {"zh": "元", "en": " yuan"}[language]
    return sign + (read_amount(size, language) or format_money(size) + unit)


def format_date(day: date) -> str:
    """A date, the same in every language.

    >>> format_date(date(2026, 3, 1))
    '2026-03-01'
    """
    return day.isoformat()


def format_fact(kind: Kind, value: Any) -> str:
    """The value of a fact, as a firm's JSON has it."""
    match kind:
        case Kind.FLAG:
            return gettext("是") if value is True else gettext("否") if value is False else str(value)
        case Kind.TEXT | Kind.DATE:
            return str(value)
    number = parse_number(str(value))
    if number is None:
        return str(value)
    if kind is Kind.RATIO:
        return f"{format_number(number * 100)}%"
    return format_money(number) if kind is Kind.MONEY else format_number(number)
