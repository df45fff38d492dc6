"""Amounts and counts as people read them, exactly."""

from __future__ import annotations

from decimal import Decimal


def format_amount(amount: Decimal) -> str:
    """An amount in 元, whole or to the cent.

    >>> format_amount(Decimal("200000.00")), format_amount(Decimal("-1234.5"))
    ('200,000', '−1,234.50')
    """
    text = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"−{text}" if amount < 0 else text


def format_signed_amount(amount: Decimal) -> str:
    """A change of an amount in 元 with its sign.

    >>> format_signed_amount(Decimal("12.50")), format_signed_amount(Decimal("-3")), format_signed_amount(Decimal("0.00"))
    ('+12.50', '−3', '0')
    """
    return f"+{format_amount(amount)}" if amount > 0 else format_amount(amount)


def format_share(share: Decimal) -> str:
    """A share in percent, as it was rounded.

    >>> format_share(Decimal("1.2345"))
    '123.45%'
    """
    return f"{share * 100:,.2f}%"
