"""Rounding, exact for quotients too: as whole-number division of numerator and denominator.

Which way is up is that of FEEL (DMN 1.5, §10.3.4.3): ``half up`` and ``up`` go away from zero, ``half down`` and
``down`` towards it, ``floor`` and ``ceiling`` towards the infinities.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import partial, reduce
from math import gcd, prod
from typing import Literal

from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql.build import Sql, binary, case, cast, cast_decimal, function, integer, number, opposite
from zhida.lang.sql.columns import NumberColumn, span
from zhida.lang.sql.dialect import Dialect
from zhida.lang.sql.numbers import CROSS_DIGITS, NARROW, as_quotient, column_of
from zhida.lang.sql.terms import Number, Quotient, Scalar, missing_test, null_test, scalar, strict

Mode = Literal["half up", "half even", "half down", "up", "down", "floor", "ceiling"]

_NATIVE: dict[Mode, str] = {
    "half up": "round half up",
    "half even": "round half even",
    "down": "truncate",
    "floor": "floor",
    "ceiling": "ceiling",
}
_ONLY_WHOLE = {"floor", "ceiling"}
_HALVES = {"half up", "half down"}
_UPWARDS = {"up", "ceiling"}
_MOST_PLACES = 12
_BOUNDS = Context(prec=64)
"""Room for the bounds of the widest decimal, rounded."""


def round_number(mode: Mode, operand: Number, places: int, dialect: Dialect) -> Scalar:
    """The number rounded to so many decimals (negative: to tens, hundreds …)."""
    if abs(places) > _MOST_PLACES:
        raise refuse("sql.too-many-places", places=places, most=_MOST_PLACES)
    if isinstance(operand, Quotient):
        return _round_quotient(mode, operand, places, dialect)
    column = column_of(operand)
    if column.scale <= places:
        return operand
    if mode in _NATIVE and (places == 0 or (places > 0 and mode not in _ONLY_WHOLE)):
        rounded = _round_native(mode, operand, places, dialect)
        return strict(_round_column(column, places), rounded, (operand,))
    return _round_quotient(mode, as_quotient(operand), places, dialect)


def _round_column(column: NumberColumn, places: int) -> NumberColumn:
    """The column of the numbers rounded: its bounds are the outermost that any mode comes to."""
    low, high = (
        bound.quantize(Decimal(1).scaleb(-places), rounding, _BOUNDS)
        for bound, rounding in ((column.least, ROUND_FLOOR), (column.most, ROUND_CEILING))
    )
    return span(low, high, places)


def _round_native(mode: Mode, operand: Scalar, places: int, dialect: Dialect) -> Sql:
    column = column_of(operand)
    room = _round_column(column, places).integers - column.integers
    roomy = cast_decimal(operand.value, column.width + room, column.scale) if room > 0 else operand.value
    digits = [] if mode in _ONLY_WHOLE else [integer(places)]
    return dialect.call(_NATIVE[mode], roomy, *digits)


def _round_quotient(mode: Mode, quotient: Quotient, places: int, dialect: Dialect) -> Scalar:
    top, bottom = column_of(quotient.top), column_of(quotient.bottom)
    shift = max(top.scale, bottom.scale)
    above, below = shift + max(places, 0), shift + max(-places, 0)
    digits = max(top.integers + above, bottom.integers + below)
    if digits >= CROSS_DIGITS:
        raise refuse("sql.too-wide", digits=digits + 1, most=CROSS_DIGITS)
    positive = digits <= NARROW and top.least >= 0 and bottom.least > 0
    if digits <= NARROW:
        one, other = _reduce(_multiply_out(quotient.top, above), _multiply_out(quotient.bottom, below))
        whole = _divide_narrow(mode, one, other, dialect, positive=positive)
    else:
        dividend, divisor = (
            _scale(term, exponent, dialect.wide_integer)
            for term, exponent in ((quotient.top, above), (quotient.bottom, below))
        )
        whole = _divide_whole(mode, dividend, divisor, partial(dialect.call, "wide whole quotient"))
    column = NumberColumn(top.integers + bottom.scale + 1, max(places, 0), Decimal(0) if positive else None)
    nullable = null_test(quotient) is not None
    return scalar(column, _unscale(whole, column, places), missing_test(quotient), nullable=nullable)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole number of at most 18 digits, so that twice it is a BIGINT too: a constant times expressions, each a BIGINT."""

    coefficient: int
    factors: tuple[Sql, ...] = ()

    def double(self) -> _Whole:
        """Twice the number."""
        return replace(self, coefficient=2 * self.coefficient)

    def sql(self) -> Sql:
        """The number as a BIGINT."""
        if not self.factors:
            return cast(integer(self.coefficient), "BIGINT")
        product = reduce(partial(binary, exp.Mul), self.factors)
        return product if self.coefficient == 1 else binary(exp.Mul, product, integer(self.coefficient))


def _multiply_out(term: Scalar, exponent: int) -> _Whole:
    """The whole number ``term * 10**exponent``; of a product, each factor is made whole by itself.

    A database takes the product of decimals for as wide as all its factors together, whatever its bounds.
    """
    column = column_of(term)
    rest: int = 10 ** (exponent - column.scale)
    if isinstance(term.constant, Decimal):
        return _Whole(int(term.constant.scaleb(exponent)))
    if term.operands:
        parts = [_multiply_out(factor, column_of(factor).scale) for factor in term.operands]
        return _Whole(
            prod((part.coefficient for part in parts), start=rest),
            tuple(factor for part in parts for factor in part.factors),
        )
    return _Whole(rest, (_scale(term, column.scale, "BIGINT"),))


def _reduce(top: _Whole, bottom: _Whole) -> tuple[_Whole, _Whole]:
    """The same fraction with smaller constants."""
    common = gcd(top.coefficient, bottom.coefficient) or 1
    one, other = (replace(whole, coefficient=whole.coefficient // common) for whole in (top, bottom))
    return one, other


def _divide_narrow(mode: Mode, top: _Whole, bottom: _Whole, dialect: Dialect, *, positive: bool) -> Sql:
    divide = partial(dialect.call, "whole quotient")
    once = _divide_positive(mode, top, bottom, divide) if positive else None
    return _divide_whole(mode, top.sql(), bottom.sql(), divide) if once is None else once


def _scale(term: Scalar, exponent: int, type_: str) -> Sql:
    """The whole number ``term * 10**exponent``."""
    column = column_of(term)
    if isinstance(term.constant, Decimal):
        return cast(integer(int(term.constant.scaleb(exponent))), type_)
    if exponent == 0:
        return cast(term.value, type_)
    if column.whole:
        return binary(exp.Mul, cast(term.value, type_), integer(10**exponent))
    factor = number(Decimal(1).scaleb(exponent))
    roomy = cast_decimal(term.value, max(NARROW + 1, column.width), column.scale)
    narrow = column.width + exponent + 1 <= NARROW
    return cast(binary(exp.Mul, term.value if narrow else roomy, factor), type_)


def _unscale(whole: Sql, column: NumberColumn, places: int) -> Sql:
    """The decimal ``whole / 10**places``."""
    decimal = cast_decimal(whole, column.width, 0)
    if places == 0:
        return decimal
    scaled = binary(exp.Mul, decimal, number(Decimal(1).scaleb(-places)))
    return scaled if column.width + abs(places) <= NARROW else cast_decimal(scaled, column.width, column.scale)


def _divide_positive(mode: Mode, top: _Whole, bottom: _Whole, divide: Callable[[Sql, Sql], Sql]) -> Sql | None:
    """``top / bottom`` rounded, where the top is at least 0 and the bottom at least 1.

    Half even is not one division of whole numbers.
    """
    if mode == "half even":
        return None
    half = bottom
    if mode in _HALVES and not bottom.factors and bottom.coefficient % 2 == 0:
        half = _Whole(bottom.coefficient // 2)
    elif mode in _HALVES:
        top, bottom = top.double(), bottom.double()
    dividend = top.sql()
    if mode in _HALVES:
        dividend = binary(exp.Add, dividend, half.sql())
    if mode in _UPWARDS:
        dividend = binary(exp.Add, dividend, bottom.sql())
    if mode in _UPWARDS or mode == "half down":
        dividend = binary(exp.Sub, dividend, integer(1))
    return divide(dividend, bottom.sql())


def _divide_whole(mode: Mode, top: Sql, bottom: Sql, divide: Callable[[Sql, Sql], Sql]) -> Sql:
    """``top / bottom`` of whole numbers, rounded to a whole number; NULL where the bottom is 0."""
    size = function("nullif", function("abs", bottom), integer(0))
    quotient = divide(function("abs", top), size)
    rest = binary(exp.Mod, function("abs", top), size)
    negative = binary(exp.NEQ, binary(exp.LT, top, integer(0)), binary(exp.LT, bottom, integer(0)))
    bump = _bump(mode, quotient, rest, size, negative)
    magnitude = quotient if bump is None else binary(exp.Add, quotient, case([(bump, integer(1))], integer(0)))
    return case([(negative, opposite(magnitude))], magnitude)


def _bump(mode: Mode, quotient: Sql, rest: Sql, size: Sql, negative: Sql) -> Sql | None:
    """Whether the size of the quotient, cut towards zero, must grow by one."""
    twice = binary(exp.Mul, rest, integer(2))
    has_rest = binary(exp.GT, rest, integer(0))
    match mode:
        case "half up":
            return binary(exp.GTE, twice, size)
        case "half down":
            return binary(exp.GT, twice, size)
        case "half even":
            is_odd = binary(exp.EQ, binary(exp.Mod, quotient, integer(2)), integer(1))
            tie = binary(exp.And, binary(exp.EQ, twice, size), is_odd)
            return binary(exp.Or, binary(exp.GT, twice, size), tie)
        case "up":
            return has_rest
        case "floor":
            return binary(exp.And, has_rest, negative)
        case "ceiling":
            return binary(exp.And, has_rest, exp.Not(this=exp.Paren(this=negative.copy())))
        case "down":
            return None
