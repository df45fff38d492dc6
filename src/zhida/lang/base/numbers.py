"""Numbers are IEEE 754 decimal128 (DMN 1.5, §10.3.2.3.1): 34 digits, half-even, never floats."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

DECIMAL128 = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    clamp=1,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""The one arithmetic context of the language; every operation on numbers goes through it."""


def parse_number(text: str) -> Decimal | None:
    """A decimal literal as a number, rounded to 34 digits; None if it is not one.

    >>> parse_number("68212208.10"), parse_number("1e5000000"), parse_number("一百")
    (Decimal('68212208.10'), None, None)
    """
    try:
        return DECIMAL128.create_decimal(text)
    except (InvalidOperation, Overflow):
        return None
