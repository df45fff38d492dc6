"""Builtins on numbers, and ``not`` (DMN 1.5, §10.3.4.2 and §10.3.4.5)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    InvalidOperation,
    Overflow,
)
from functools import cache
from types import MappingProxyType

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.temporal import DaysDuration, MonthsDuration
from zhida.lang.base.values import Value
from zhida.lang.interpret.builtins.implementation import Implementation, Implementations
from zhida.lang.interpret.logic import invert
from zhida.lang.interpret.run import NoValueError

_LEAST_SCALE, _GREATEST_SCALE = -6111, 6176
_ZERO, _ONE, _TWO = Decimal(0), Decimal(1), Decimal(2)


def round_number(number: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """The number with ``scale`` digits after the point; a number with fewer stays as it is.

    >>> round_number(Decimal("1.125"), Decimal(2), ROUND_HALF_EVEN), round_number(Decimal(1234), Decimal(-2), ROUND_UP)
    (Decimal('1.12'), Decimal('1.3E+3'))
    """
    digits = int(scale)
    if not _LEAST_SCALE <= digits <= _GREATEST_SCALE:
        raise NoValueError("interpret.scale-out-of-range", least=_LEAST_SCALE, greatest=_GREATEST_SCALE)
    try:
        rounded = number.quantize(_unit_of(digits), rounding, DECIMAL128)
    except InvalidOperation:
        if _has_no_more_digits(number, digits):
            return number
        raise NoValueError("interpret.number-too-large") from None
    return number if rounded == number and _has_no_more_digits(number, digits) else rounded


@cache
def _unit_of(digits: int) -> Decimal:
    """The unit of the last digit."""
    return Decimal((0, (1,), -digits))


def _has_no_more_digits(number: Decimal, digits: int) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -digits


def _rounding(rounding: str) -> Implementation:
    return lambda number, scale=_ZERO: round_number(number, scale, rounding)


def _abs(value: Decimal | DaysDuration | MonthsDuration) -> Value:
    if isinstance(value, DaysDuration):
        return DaysDuration(abs(value.nanoseconds))
    if isinstance(value, MonthsDuration):
        return MonthsDuration(abs(value.total))
    return value.copy_abs()


def _modulo(dividend: Decimal, divisor: Decimal) -> Value:
    """``dividend - divisor * floor(dividend / divisor)``: the sign is that of the divisor."""
    if not divisor:
        raise NoValueError("interpret.division-by-zero")
    try:
        rest = DECIMAL128.remainder(dividend, divisor)
    except InvalidOperation:
        raise NoValueError("interpret.number-too-large") from None
    return DECIMAL128.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


def _analytic(function: Callable[[Decimal], Decimal]) -> Implementation:
    """A function of analysis; where it has no finite value there is none."""

    def apply(number: Decimal) -> Value:
        try:
            result = function(number)
        except InvalidOperation:
            raise NoValueError("interpret.undefined-number") from None
        except Overflow:
            raise NoValueError("interpret.number-too-large") from None
        if not result.is_finite():
            raise NoValueError("interpret.undefined-number")
        return result

    return apply


def _is_whole_multiple_of_two(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return True
    return not DECIMAL128.remainder(number, _TWO)


def _is_odd(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return not (isinstance(exponent, int) and exponent > 0) and abs(DECIMAL128.remainder(number, _TWO)) == _ONE


NUMBERS: Implementations = MappingProxyType(
    {
        "not": invert,
        "decimal": _rounding(ROUND_HALF_EVEN),
        "floor": _rounding(ROUND_FLOOR),
        "ceiling": _rounding(ROUND_CEILING),
        "round up": _rounding(ROUND_UP),
        "round down": _rounding(ROUND_DOWN),
        "round half up": _rounding(ROUND_HALF_UP),
        "round half down": _rounding(ROUND_HALF_DOWN),
        "abs": _abs,
        "modulo": _modulo,
        "sqrt": _analytic(DECIMAL128.sqrt),
        "log": _analytic(DECIMAL128.ln),
        "exp": _analytic(DECIMAL128.exp),
        "even": _is_whole_multiple_of_two,
        "odd": _is_odd,
    }
)
"""Implementations of this family."""
