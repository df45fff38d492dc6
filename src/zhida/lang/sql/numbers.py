"""Exact arithmetic on decimals whose digits are known while compiling, and on quotients that stay fractions.

The interpreter rounds to 34 digits (decimal128). A sum, difference or product of at most 34 digits is therefore the
same number in both; what may be wider is refused, or held to 34 digits by a cast that fails when a value is too large.

A quotient agrees for another reason: a fraction and a threshold whose cross products have at most 32 digits are equal
or lie further apart than the interpreter's rounding reaches. Where they are equal, the quotient is a short decimal, which
the interpreter holds exactly; the operations allowed on a quotient are those for which that stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.sql.build import Sql, all_of, any_of, binary, case, cast_decimal, integer, number, opposite
from zhida.lang.sql.columns import NumberColumn, SimpleColumn, span, span_opposite, span_product, span_sum
from zhida.lang.sql.terms import Number, Quotient, Scalar, is_nothing, missing_test, null_test, scalar, sign_of, strict

Ordering = Literal["=", "<", "<=", ">", ">="]

MOST_DIGITS = 34
"""Digits of a decimal128."""

CROSS_DIGITS = 32
"""Digits of a cross product up to which a comparison of quotients agrees with the interpreter's."""

WIDEST = 38
"""Digits of the widest decimal of a database."""

NARROW = 18
"""Digits of a decimal held in 64 bits."""

NOTHING = span(Decimal(0), Decimal(0), 0)
"""The column of null, as an operand."""

ORDERINGS: dict[str, type[exp.Binary]] = {"=": exp.EQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}
_MIRRORED: dict[str, Ordering] = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def constant(value: Decimal) -> Scalar:
    """A number known now.

    >>> constant(Decimal("0.10")).column.width, constant(Decimal("5E+6")).column.width
    (1, 7)
    """
    short = value.normalize(DECIMAL128)
    column = span(short, short, max(0, -int(short.as_tuple().exponent)))
    if column.width > WIDEST:
        raise refuse("sql.too-wide", digits=column.width, most=WIDEST)
    return Scalar(_fit(column), number(short), constant=short)


def column_of(term: Scalar) -> NumberColumn:
    """The digits of a number; null counts as none."""
    return term.column if isinstance(term.column, NumberColumn) else NOTHING


def align(terms: Sequence[Scalar]) -> list[Scalar]:
    """The same numbers, all held as integers or all as decimals, so that no database has to choose."""
    if not any(column_of(term).whole for term in terms):
        return list(terms)
    if all(column_of(term).whole or is_nothing(term) or _is_whole_constant(term) for term in terms):
        return [_as_integer(term) for term in terms]
    return [as_decimal(term) for term in terms]


def _is_whole_constant(term: Scalar) -> bool:
    return isinstance(term.constant, Decimal) and column_of(term).scale == 0 and column_of(term).width <= NARROW


def _as_integer(term: Scalar) -> Scalar:
    if not isinstance(term.constant, Decimal):
        return term
    return replace(term, column=replace(column_of(term), whole=True), value=integer(int(term.constant)))


def as_decimal(term: Scalar) -> Scalar:
    """The number as a decimal, where it is held as an integer."""
    column = column_of(term)
    if not column.whole:
        return term
    return replace(term, column=replace(column, whole=False), value=cast_decimal(term.value, column.width, 0))


# Sums, differences, products, quotients


def add(left: Number, right: Number) -> Number:
    """``left + right``."""
    return _sum(exp.Add, left, right)


def subtract(left: Number, right: Number) -> Number:
    """``left - right``."""
    return _sum(exp.Sub, left, right)


def _sum(kind: type[exp.Binary], left: Number, right: Number) -> Number:
    match left, right:
        case Scalar(), Scalar():
            return _sum_exact(kind, left, right)
        case Quotient(), Scalar():  # a/b ± c = (a ± c*b)/b
            return Quotient(_sum_exact(kind, left.top, _product(right, left.bottom)), left.bottom, pure=False)
        case Scalar(), Quotient():
            return Quotient(_sum_exact(kind, _product(left, right.bottom), right.top), right.bottom, pure=False)
    raise refuse("sql.two-quotients")


def _sum_exact(kind: type[exp.Binary], left: Scalar, right: Scalar) -> Scalar:
    if isinstance(left.constant, Decimal) and isinstance(right.constant, Decimal):
        operation = DECIMAL128.add if kind is exp.Add else DECIMAL128.subtract
        return constant(operation(left.constant, right.constant))
    left, right = align((left, right))
    one, other = column_of(left), column_of(right)
    column = span_sum(one, other if kind is exp.Add else span_opposite(other))
    if one.whole and column.width > NARROW:
        return _sum_exact(kind, as_decimal(left), as_decimal(right))
    column = replace(column, whole=one.whole)
    return strict(_fit(column), _hold(binary(kind, left.value, right.value), column), (left, right))


def multiply(left: Number, right: Number) -> Number:
    """``left * right``; a quotient only by a constant that has no other prime factors than 2 and 5."""
    match left, right:
        case Scalar(), Scalar():
            return _product(left, right)
        case (Quotient() as quotient, Scalar() as factor) | (Scalar() as factor, Quotient() as quotient):
            if _is_terminating(factor):
                return Quotient(_product(quotient.top, factor), quotient.bottom, pure=False)
    raise refuse("sql.multiplied-quotient")


def _product(left: Scalar, right: Scalar) -> Scalar:
    if isinstance(left.constant, Decimal) and isinstance(right.constant, Decimal):
        return constant(DECIMAL128.multiply(left.constant, right.constant))
    if left.constant == 1 or right.constant == 1:
        return right if left.constant == 1 else left
    left, right = align((left, right))
    one, other = column_of(left), column_of(right)
    column = replace(span_product(one, other), whole=one.whole)
    if one.whole and column.width > NARROW:
        return _product(as_decimal(left), as_decimal(right))
    product = strict(_fit(column), _multiply(left, right, column), (left, right))
    return replace(product, operands=(left, right))


def _multiply(left: Scalar, right: Scalar, column: NumberColumn) -> Sql:
    """The product in the width of its column.

    A database takes a wide one for as wide as both factors together; beside a number with more decimals it would then
    cut decimals silently, to have room for integers that there are not.
    """
    if column.width <= NARROW:
        return binary(exp.Mul, left.value, right.value)
    one = column_of(left)
    roomy = cast_decimal(left.value, max(NARROW + 1, one.width), one.scale)
    product = binary(exp.Mul, roomy, right.value)
    return _hold(product, column) if column.width > MOST_DIGITS else cast_decimal(product, column.width, column.scale)


def divide(left: Number, right: Number) -> Number:
    """``left / right``: an exact number where the divisor is a constant like 4 or 100, else a quotient."""
    match left, right:
        case Scalar(constant=Decimal() as top), Scalar(constant=Decimal() as bottom) if bottom:
            return constant(DECIMAL128.divide(top, bottom))
        case _, Scalar(constant=Decimal() as bottom) if _is_terminating(right):
            return multiply(left, constant(DECIMAL128.divide(Decimal(1), bottom)))
        case Scalar(), Scalar():
            return Quotient(left, right)
        case Quotient(), Scalar():
            return Quotient(left.top, _product(left.bottom, right), pure=False)
    raise refuse("sql.divided-by-quotient")


def _is_terminating(term: Scalar) -> bool:
    """Whether it is a constant other than 0 whose reciprocal is a short decimal."""
    if not isinstance(term.constant, Decimal) or not term.constant:
        return False
    digits = int(term.constant.scaleb(-int(term.constant.as_tuple().exponent)).copy_abs())
    for factor in (2, 5):
        while digits % factor == 0:
            digits //= factor
    return digits == 1


def negate(operand: Number) -> Number:
    """``-operand``."""
    if isinstance(operand, Quotient):
        return Quotient(_negate_exact(operand.top), operand.bottom, operand.pure)
    return _negate_exact(operand)


def _negate_exact(operand: Scalar) -> Scalar:
    if isinstance(operand.constant, Decimal):
        return constant(-operand.constant)
    return strict(span_opposite(column_of(operand)), opposite(operand.value), (operand,))


def _hold(value: Sql, column: NumberColumn) -> Sql:
    """The value, which must not be wider than a decimal128: an error at run time where it is."""
    if column.width > WIDEST:
        raise refuse("sql.too-wide", digits=column.width, most=WIDEST)
    return cast_decimal(value, MOST_DIGITS, column.scale) if column.width > MOST_DIGITS else value


def _fit(column: NumberColumn) -> NumberColumn:
    """The column once it is held to 34 digits."""
    if column.scale > MOST_DIGITS:
        raise refuse("sql.too-wide", digits=column.width, most=WIDEST)
    return column if column.width <= MOST_DIGITS else NumberColumn(MOST_DIGITS - column.scale, column.scale)


# Comparison

ONE = constant(Decimal(1))


def compare(operator: Ordering, left: Number, right: Number) -> Scalar:
    """Whether ``left operator right``, as a boolean that is NULL where one of them is; quotients are cross-multiplied."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        left, right = align((left, right))
        return strict(SimpleColumn.BOOLEAN, binary(ORDERINGS[operator], left.value, right.value), (left, right))
    one, other = as_quotient(left), as_quotient(right)
    pure = one.pure and other.pure
    first, second = align((_cross(one.top, other.bottom, pure=pure), _cross(other.top, one.bottom, pure=pure)))
    value = _compare_by_sign(operator, first.value, second.value, [one.bottom, other.bottom])
    missing = any_of((missing_test(one), missing_test(other)))
    nullable = null_test(one) is not None or null_test(other) is not None
    return scalar(SimpleColumn.BOOLEAN, value, missing, nullable=nullable)


def as_quotient(term: Number) -> Quotient:
    """The number as a fraction."""
    return term if isinstance(term, Quotient) else Quotient(term, ONE)


def _cross(left: Scalar, right: Scalar, *, pure: bool) -> Scalar:
    """A cross product of at most 32 digits; of a quotient that was added to, only if that is certain beforehand."""
    product = left if right is ONE else _product(left, right)
    column = column_of(left) if right is ONE else span_product(column_of(left), column_of(right))
    if column.width <= CROSS_DIGITS:
        return product
    if not pure or column.scale > CROSS_DIGITS:
        raise refuse("sql.too-wide", digits=column.width, most=CROSS_DIGITS)
    narrow = NumberColumn(CROSS_DIGITS - column.scale, column.scale)
    return replace(product, column=narrow, value=cast_decimal(product.value, CROSS_DIGITS, column.scale))


def _compare_by_sign(operator: Ordering, first: Sql, second: Sql, bottoms: list[Scalar]) -> Sql:
    """The comparison of the cross products, turned round where the product of the bottoms is negative."""
    straight = binary(ORDERINGS[operator], first, second)
    unsure = [bottom for bottom in bottoms if column_of(bottom).least <= 0]
    if not unsure:
        return straight
    if operator == "=":
        return case([(_every([sign_of(exp.NEQ, bottom) for bottom in unsure]), straight)], None)
    above = [sign_of(exp.GT, bottom) for bottom in unsure]
    if all(column_of(bottom).least >= 0 for bottom in unsure):
        return case([(_every(above), straight)], None)
    below = [sign_of(exp.LT, bottom) for bottom in unsure]
    mirrored = binary(ORDERINGS[_MIRRORED[operator]], first, second)
    if len(unsure) == 1:
        return case([(above[0], straight), (below[0], mirrored)], None)
    same = _either(_every(above), _every(below))
    unlike = _either(_every([above[0], below[1]]), _every([below[0], above[1]]))
    return case([(same, straight), (unlike, mirrored)], None)


def _either(one: Sql, other: Sql) -> Sql:
    return binary(exp.Or, one, other)


def _every(conditions: list[Sql]) -> Sql:
    return all_of(conditions) or exp.true()
