"""A range from its text, ``[1..3]``: the ends are literals (DMN 1.5, §10.3.4.1, ``range``)."""

from __future__ import annotations

import operator

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.base.temporal import Temporal
from zhida.lang.base.temporal_text import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_temporal,
    parse_time,
)
from zhida.lang.base.values import Range, Value
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression
from zhida.lang.feel.tree import (
    AtLiteral,
    Expression,
    Interval,
    Invocation,
    Name,
    Negation,
    NumberLiteral,
    StringLiteral,
)
from zhida.lang.interpret.arithmetic import negate
from zhida.lang.interpret.compare import is_ordered
from zhida.lang.interpret.run import NoValueError

_LONGEST = 1000
_CONSTRUCTORS = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_time,
    "duration": parse_duration,
}


def parse_range(text: str) -> Range | None:
    """The range a text stands for; None if it is none, has ends of two kinds or ends before it starts.

    >>> span = parse_range("[1..3)")
    >>> span.low, span.high, span.low_closed, span.high_closed
    (Decimal('1'), Decimal('3'), True, False)
    >>> parse_range("[3..1]")
    """
    try:
        tree = parse_expression(Source(text[:_LONGEST]), Names.of(_CONSTRUCTORS))
    except DiagnosticError:
        return None
    if not isinstance(tree, Interval):
        return None
    low, high = _read_end(tree.low), _read_end(tree.high)
    if low is None or high is None or type(low) is not type(high):
        return None
    try:
        is_forward = is_ordered(operator.le, low, high) is True
    except NoValueError:
        return None
    return Range(low, high, tree.low_closed, tree.high_closed) if is_forward else None


def _read_end(tree: Expression) -> Value:
    match tree:
        case NumberLiteral(value=number):
            return number
        case StringLiteral(value=text):
            return text
        case AtLiteral(text=text):
            return parse_temporal(text)
        case Negation(operand=NumberLiteral(value=number)):
            return negate(number)
        case Invocation(function=Name(name=name), positional=(StringLiteral(value=text),), named=()):
            return _construct(name, text)
    return None


def _construct(name: str, text: str) -> Temporal | None:
    parse = _CONSTRUCTORS.get(name)
    return parse(text) if parse else None
