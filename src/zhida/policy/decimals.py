"""How exact a number is."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from zhida.lang.base.numbers import DECIMAL128


def count_decimals(value: Decimal) -> int:
    """The decimals a number really has, zeros at its end left out; nothing is rounded to find out.

    >>> count_decimals(Decimal("12.500")), count_decimals(Decimal("1E+3")), count_decimals(Decimal("0.00"))
    (1, 0, 0)
    """
    if value == value.to_integral_value():
        return 0
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not any(digits):
        return 0
    zeros = next(index for index, digit in enumerate(reversed(digits)) if digit)
    return max(0, -(exponent + zeros))


def is_exact_to(value: Decimal, unit: Decimal) -> bool:
    """Whether a number is a whole number of units such as 0.01.

    >>> is_exact_to(Decimal("12.500"), Decimal("0.1")), is_exact_to(Decimal("12.55"), Decimal("0.1"))
    (True, False)
    """
    try:
        return value.quantize(unit, context=DECIMAL128) == value
    except InvalidOperation:
        return count_decimals(value) <= count_decimals(unit)


def count_cents(amount: Decimal) -> int:
    """An amount in 元 as whole cents; what is less than a cent is left out, as nobody can be paid it.

    >>> count_cents(Decimal("12.345")), count_cents(Decimal("1E+3"))
    (1234, 100000)
    """
    return int(amount.scaleb(2, DECIMAL128).to_integral_value(ROUND_FLOOR))


def from_cents(cents: int) -> Decimal:
    """Whole cents as an amount in 元.

    >>> from_cents(123450)
    Decimal('1234.50')
    """
    return Decimal(cents).scaleb(-2, DECIMAL128)
