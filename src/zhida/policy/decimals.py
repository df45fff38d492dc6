"""How exact a number is."""

from __future__ import annotations

from decimal import Decimal


def count_decimals(value: Decimal) -> int:
    """The decimals a number really has, zeros at its end left out; nothing is rounded to find out.

    >>> count_decimals(Decimal("12.500")), count_decimals(Decimal("1E+3")), count_decimals(Decimal("0.00"))
    (1, 0, 0)
    """
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not any(digits):
        return 0
    zeros = next(index for index, digit in enumerate(reversed(digits)) if digit)
    return max(0, -(exponent + zeros))
