"""Tests that compare one value with constants of one class and nothing else: comparisons of Python."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from zhida.lang.base.values import Value
from zhida.lang.core.tree import BuiltinCall, Comparison, Conjunction, Disjunction, Expression, LocalReference
from zhida.lang.python.operators import CLASS_NAMES, compare_plain, is_comparable
from zhida.lang.python.writer import Writer

TESTED = "?"
"""The local that a test is over."""

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {"=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A test of values of one class, in Python and as a function, and the constants it compares with."""

    text: str
    class_: str
    test: Callable[[Any], bool]
    bounds: tuple[Value, ...]


def write_plain(node: Expression, column: str, writer: Writer) -> Plain | None:
    """The test as a comparison of what the name ``column`` holds; None if it is another."""
    match node:
        case Comparison(operator=sign, left=LocalReference(name=name), right=right) if name == TESTED:
            return write_plain_comparison(sign, right, column, writer)
        case Comparison(operator=sign, left=left, right=LocalReference(name=name)) if name == TESTED:
            return write_plain_comparison(_FLIPPED[sign], left, column, writer)
        case Conjunction(operands=operands):
            return _join([write_plain(operand, column, writer) for operand in operands], " and ", all)
        case Disjunction(operands=operands):
            return _join([write_plain(operand, column, writer) for operand in operands], " or ", any)
        case BuiltinCall(name="not", arguments=(argument,)):
            inside = write_plain(argument, column, writer)
            return inside and _negate(inside)
    return None


def write_plain_comparison(sign: str, other: Expression, column: str, writer: Writer) -> Plain | None:
    """A comparison with a constant of one class; None if it is another."""
    known = writer.find_known(other)
    if known is None or not is_comparable(known.value, sign):
        return None
    bound, compare = known.value, _COMPARISONS[sign]
    text = compare_plain(column, sign, writer.slot(bound), type(bound))
    return Plain(text, CLASS_NAMES[type(bound)], lambda value: compare(value, bound), (bound,))


def _join(parts: Sequence[Plain | None], word: str, decide: Callable[[Iterable[bool]], bool]) -> Plain | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len({part.class_ for part in known}) != 1:
        return None
    return Plain(
        f"({word.join(part.text for part in known)})",
        known[0].class_,
        lambda value: decide(part.test(value) for part in known),
        tuple(bound for part in known for bound in part.bounds),
    )


def _negate(plain: Plain) -> Plain:
    return replace(plain, text=f"(not {plain.text})", test=lambda value: not plain.test(value))
