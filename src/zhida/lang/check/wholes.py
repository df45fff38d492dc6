"""Wholes: numbers known to be whole, so that a table need not say what holds between one and two."""

from __future__ import annotations

from decimal import Decimal

from zhida.lang.base.types import DATE, DATE_TIME
from zhida.lang.core.tree import (
    Arithmetic,
    BuiltinCall,
    Coercion,
    Constant,
    DefinitionReference,
    Expression,
    Field,
    Program,
)

_PARTS_OF_DATES = frozenset({"year", "month", "day", "weekday"})


def is_count(expression: Expression, program: Program) -> bool:
    """Whether its numbers are counts, from 0 upwards."""
    body = _find_body(expression, program)
    return isinstance(body, BuiltinCall) and body.name == "count"


def is_whole(expression: Expression, program: Program) -> bool:
    """Whether its numbers are whole: counts, years, and sums, differences and products of such."""
    waiting = [expression]
    while waiting:
        match _find_body(waiting.pop(), program):
            case BuiltinCall(name="count"):
                continue
            case Constant(value=Decimal() as number) if is_whole_number(number):
                continue
            case Field(source=source, name=name) if name in _PARTS_OF_DATES and source.type in {DATE, DATE_TIME}:
                continue
            case Arithmetic(operator="+" | "-" | "*", left=left, right=right):
                waiting += [left, right]
            case _:
                return False
    return True


def is_whole_number(number: Decimal) -> bool:
    """Whether a number has no fraction.

    >>> is_whole_number(Decimal("2.0")), is_whole_number(Decimal("2.5"))
    (True, False)
    """
    return number == number.to_integral_value()


def _find_body(expression: Expression, program: Program) -> Expression:
    """The expression behind the names of definitions and checks of its type."""
    seen: set[str] = set()
    while True:
        match expression:
            case DefinitionReference(key=key) if key in program.definitions and key not in seen:
                seen.add(key)
                expression = program.definitions[key].body
            case Coercion(operand=operand):
                expression = operand
            case _:
                return expression
