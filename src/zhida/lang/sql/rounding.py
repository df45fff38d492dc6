"""Rounding, exact for quotients too: as whole-number division of numerator and denominator.

Which way is up is that of FEEL (DMN 1.5, §10.3.4.3): ``half up`` and ``up`` go away from zero, ``half down`` and
``down`` towards it, ``floor`` and ``ceiling`` towards the infinities.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import partial
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
    roomy = cast_decimal(operand.value, column.width + room, column.scale) if room else operand.value
    digits = [] if mode in _ONLY_WHOLE else [integer(places)]
    return dialect.call(_NATIVE[mode], roomy, *digits)


def _round_quotient(mode: Mode, quotient: Quotient, places: int, dialect: Dialect) -> Scalar:
    top, bottom = column_of(quotient.top), column_of(quotient.bottom)
    shift = max(top.scale, bottom.scale)
    above, below = shift + max(places, 0), shift + max(-places, 0)
    digits = max(top.integers + above, bottom.integers + below) + 1
    if digits > CROSS_DIGITS:
        raise refuse("sql.too-wide", digits=digits, most=CROSS_DIGITS)
    type_ = "BIGINT" if digits < NARROW else dialect.wide_integer
    divide = partial(dialect.call, "whole quotient" if digits < NARROW else "wide whole quotient")
    dividend, divisor = _scale(quotient.top, above, type_), _scale(quotient.bottom, below, type_)
    positive = digits < NARROW and top.least >= 0 and bottom.least > 0
    once = _divide_positive(mode, dividend, divisor, divide) if positive else None
    whole = _divide_whole(mode, dividend, divisor, divide) if once is None else once
    column = NumberColumn(top.integers + bottom.scale + 1, max(places, 0), Decimal(0) if positive else None)
    nullable = null_test(quotient) is not None
    return scalar(column, _unscale(whole, column, places), missing_test(quotient), nullable=nullable)


def _scale(term: Scalar, exponent: int, type_: str) -> Sql:
    """The whole number ``term * 10**exponent``."""
    column = column_of(term)
    if isinstance(term.constant, Decimal):
        return cast(integer(int(term.constant.scaleb(exponent))), type_)
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


def _divide_positive(mode: Mode, top: Sql, bottom: Sql, divide: Callable[[Sql, Sql], Sql]) -> Sql | None:
    """``top / bottom`` of whole numbers, rounded, where the top is at least 0 and the bottom at least 1.

    Half even is not one division of whole numbers.
    """
    twice, halves = (binary(exp.Mul, one, integer(2)) for one in (top, bottom))
    match mode:
        case "down" | "floor":
            return divide(top, bottom)
        case "up" | "ceiling":
            return divide(_less_one(binary(exp.Add, top, bottom)), bottom)
        case "half up":
            return divide(binary(exp.Add, twice, bottom), halves)
        case "half down":
            return divide(_less_one(binary(exp.Add, twice, bottom)), halves)
        case "half even":
            return None


def _less_one(whole: Sql) -> Sql:
    return binary(exp.Sub, whole, integer(1))


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
