"""Builtins over terms: one entry per builtin that SQL computes exactly; the others are refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql.columns import NumberColumn, SimpleColumn, span
from zhida.lang.sql.lists import Lists
from zhida.lang.sql.logic import choose, expect_boolean, invert_term
from zhida.lang.sql.numbers import column_of, divide, negate
from zhida.lang.sql.rounding import Mode, round_number
from zhida.lang.sql.temporal import day_of_year, months_between
from zhida.lang.sql.terms import (
    MISSING_TERM,
    Items,
    Listing,
    Quotient,
    Scalar,
    Term,
    expect_number,
    expect_scalar,
    missing_test,
    strict,
)

Compiled: TypeAlias = Callable[[Sequence[Term], Lists], Term]

_TEXT_LENGTH = NumberColumn(7, 0, Decimal(0), whole=True)


def call_builtin(name: str, arguments: Sequence[Term], lists: Lists) -> Term:
    """The term of a call; a builtin that SQL does not compute is refused."""
    compiled = BUILTINS.get(name)
    if compiled is None:
        raise refuse("sql.builtin", name=name)
    return compiled(arguments, lists)


# Arguments


def _typed(term: Term, column: SimpleColumn) -> Scalar:
    if isinstance(term, Scalar) and term.column in {column, SimpleColumn.NULL}:
        return term
    raise refuse("sql.mixed-types")


def _items(arguments: Sequence[Term]) -> Term:
    """``min(list)`` and ``min(a, b)`` alike: what the builtin works on."""
    if len(arguments) == 1 and isinstance(arguments[0], Listing | Items):
        return arguments[0]
    return Items(tuple(arguments))


# Families


def _rounding(mode: Mode) -> Compiled:
    def compiled(arguments: Sequence[Term], lists: Lists) -> Term:
        places = 0
        if len(arguments) > 1:
            scale = arguments[1]
            if not (isinstance(scale, Scalar) and isinstance(scale.constant, Decimal)) or scale.constant % 1:
                raise refuse("sql.rounding-places")
            places = int(scale.constant)
        return round_number(mode, expect_number(arguments[0]), places, lists.dialect)

    return compiled


def _text_test(name: str) -> Compiled:
    def compiled(arguments: Sequence[Term], lists: Lists) -> Term:
        texts = [_typed(argument, SimpleColumn.TEXT) for argument in arguments]
        return strict(SimpleColumn.BOOLEAN, lists.dialect.call(name, *(term.value for term in texts)), texts)

    return compiled


def _text_length(arguments: Sequence[Term], lists: Lists) -> Term:
    term = _typed(arguments[0], SimpleColumn.TEXT)
    return strict(_TEXT_LENGTH, lists.dialect.call("character length", term.value), [term])


def _absolute(arguments: Sequence[Term], lists: Lists) -> Term:
    operand = expect_number(arguments[0])
    if isinstance(operand, Quotient):
        return Quotient(_size(operand.top, lists), _size(operand.bottom, lists), operand.pure)
    return _size(operand, lists)


def _size(term: Scalar, lists: Lists) -> Scalar:
    if isinstance(term.constant, Decimal):
        return term if term.constant >= 0 else expect_scalar(negate(term))
    column = column_of(term)
    size = span(Decimal(0), max(column.least.copy_abs(), column.most), column.scale, whole=column.whole)
    return strict(size, lists.dialect.call("absolute", term.value), [term])


def _not(arguments: Sequence[Term], _: Lists) -> Term:
    return invert_term(expect_boolean(arguments[0]))


def _count(arguments: Sequence[Term], lists: Lists) -> Term:
    return lists.count(arguments[0])


def _mean(arguments: Sequence[Term], lists: Lists) -> Term:
    items = _items(arguments)
    return divide(expect_number(lists.sum(items)), lists.count(items))


def _all(arguments: Sequence[Term], lists: Lists) -> Term:
    items = _items(arguments)
    return lists.guard(items, lists.every(items, expect_boolean))


def _any(arguments: Sequence[Term], lists: Lists) -> Term:
    items = _items(arguments)
    return lists.guard(items, lists.some(items, expect_boolean))


def _contains(arguments: Sequence[Term], lists: Lists) -> Term:
    """``list contains``: true or false also where an item cannot be compared."""
    source, value = arguments
    return lists.guard(source, contains_item(source, value, lists))


def contains_item(source: Term, value: Term, lists: Lists) -> Scalar:
    """Whether an item of the list equals the value; missing when the value is, whatever the list holds."""
    found = lists.contains(source, value)
    missing = missing_test(value)
    if missing is None:
        return found
    return expect_boolean(choose([(missing, MISSING_TERM)], found))


def _years_and_months(arguments: Sequence[Term], lists: Lists) -> Term:
    start, end = (_typed(argument, SimpleColumn.DATE) for argument in arguments)
    return months_between(start, end, lists.dialect)


def _date(arguments: Sequence[Term], lists: Lists) -> Term:
    """``date(date)`` of a date is the date; ``date(year, 12, 31)`` a day that every year has."""
    if len(arguments) == 1:
        return _typed(arguments[0], SimpleColumn.DATE)
    year = expect_number(arguments[0])
    match [argument.constant for argument in arguments[1:] if isinstance(argument, Scalar)]:
        case [Decimal() as month, Decimal() as day] if isinstance(year, Scalar):
            return day_of_year(year, month, day, lists.dialect)
    raise refuse("sql.builtin", name="date")


BUILTINS: Mapping[str, Compiled] = MappingProxyType(
    {
        "abs": _absolute,
        "all": _all,
        "any": _any,
        "ceiling": _rounding("ceiling"),
        "contains": _text_test("contains"),
        "count": _count,
        "date": _date,
        "decimal": _rounding("half even"),
        "ends with": _text_test("ends with"),
        "floor": _rounding("floor"),
        "list contains": _contains,
        "max": lambda arguments, lists: lists.extreme("max", _items(arguments)),
        "mean": _mean,
        "min": lambda arguments, lists: lists.extreme("min", _items(arguments)),
        "not": _not,
        "round down": _rounding("down"),
        "round half down": _rounding("half down"),
        "round half up": _rounding("half up"),
        "round up": _rounding("up"),
        "starts with": _text_test("starts with"),
        "string length": _text_length,
        "sum": lambda arguments, lists: lists.sum(_items(arguments)),
        "years and months duration": _years_and_months,
    }
)
"""The builtins by name."""
