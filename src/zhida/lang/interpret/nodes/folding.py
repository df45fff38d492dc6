"""Expressions of nothing but constants are computed once, when they are built: ``500 * 10000``, ``date("2024-01-01")``."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.lang.base.values import Value
from zhida.lang.core.tree import Arithmetic, BuiltinCall, Constant, Expression, ListOf, Negation, RangeOf
from zhida.lang.interpret.run import NOTHING, Code, ExhaustedError, Run

_OF_THE_MOMENT = frozenset({"now", "today"})


def fold(node: Expression, code: Code) -> Code:
    """Code that gives the value known already, or the same code: what leaves a warning does so whenever it is run."""
    known = None if isinstance(node, Constant) else compute_closed(node, code)
    if known is None:
        return code
    value = known.value
    return lambda _run, _local: value


@dataclass(frozen=True, slots=True)
class Known:
    """A value known before running."""

    value: Value


def compute_closed(node: Expression, code: Code) -> Known | None:
    """The value of an expression of nothing but constants; None for others, and for one that leaves a warning."""
    if not is_closed(node):
        return None
    run = Run(NOTHING, {})
    try:
        value = code(run, {})
    except ExhaustedError:
        return None
    return None if run.warnings else Known(value)


def is_closed(node: Expression) -> bool:
    """Whether the value depends on nothing outside the expression."""
    match node:
        case Constant():
            return True
        case Negation(operand=operand):
            return is_closed(operand)
        case Arithmetic(left=left, right=right):
            return is_closed(left) and is_closed(right)
        case RangeOf(low=low, high=high):
            return all(end is None or is_closed(end) for end in (low, high))
        case ListOf(items=items):
            return all(map(is_closed, items))
        case BuiltinCall(name=name, arguments=arguments):
            return name not in _OF_THE_MOMENT and all(map(is_closed, arguments))
    return False
