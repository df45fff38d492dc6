"""Equality and order of values (DMN 1.5, §10.3.2.13, tables 53 and 54)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from zhida.lang.base.values import Function, Missing, Range, Value
from zhida.lang.core.tree import ComparisonOperator
from zhida.lang.interpret.missing import join_missing
from zhida.lang.interpret.run import MAXIMUM_STEPS, ExhaustedError, NoValueError

Truth: TypeAlias = "bool | Missing"
Ordering: TypeAlias = Callable[[Any, Any], bool]

_BY_PARTS = frozenset({Decimal, str, bool, Date, DaysDuration, MonthsDuration, type(None), Function})
_ORDERED_BY_PARTS = frozenset({Decimal, str, Date, DaysDuration, MonthsDuration})

ORDERINGS: Mapping[ComparisonOperator, Ordering] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
)
"""The orderings by their signs."""

KIND_NAMES: Mapping[type, str] = MappingProxyType(
    {
        type(None): "null",
        Decimal: "number",
        str: "string",
        bool: "boolean",
        Date: "date",
        Time: "time",
        DateTime: "date and time",
        DaysDuration: "days and time duration",
        MonthsDuration: "years and months duration",
        list: "list",
        dict: "context",
        Range: "range",
        Function: "function",
        Missing: "missing",
    }
)
"""What FEEL calls the kinds of values."""


def kind_of(value: Value) -> str:
    """What FEEL calls the kind of a value.

    >>> kind_of(Decimal(1)), kind_of([])
    ('number', 'list')
    """
    return KIND_NAMES[type(value)]


def equals(left: Value, right: Value) -> Truth:
    """``left = right``; values of different kinds have no answer (`NoValueError`), null equals only null.

    >>> equals(Decimal("1.0"), Decimal(1)), equals(None, Decimal(1)), equals([Decimal(1)], [Decimal(2)])
    (True, False, False)
    """
    kind = type(left)
    if kind is type(right):
        return left == right if kind in _BY_PARTS else _EQUALITIES[kind](left, right)
    if missing := join_missing((left, right)):
        return missing
    if left is None or right is None:
        return False
    one, other = _as_moments(left), _as_moments(right)
    if one is not None and other is not None:
        return _same_moment(one, other)
    raise NoValueError("interpret.incomparable", left=kind_of(left), right=kind_of(right))


def is_same(left: Value, right: Value) -> Truth:
    """Equality inside lists and contexts: values of different kinds are simply not equal.

    >>> is_same(Decimal(1), "1")
    False
    """
    try:
        return equals(left, right)
    except NoValueError:
        return False


def is_ordered(ordering: Ordering, left: Value, right: Value) -> Truth:
    """``left < right`` and the like; `NoValueError` for values without an order between them.

    >>> is_ordered(operator.lt, Decimal(1), Decimal(2))
    True
    """
    kind = type(left)
    if kind is type(right) and kind in _ORDERED_BY_PARTS:
        return ordering(left, right)
    if missing := join_missing((left, right)):
        return missing
    if type(left) is Time and type(right) is Time and (left.zone is None) == (right.zone is None):
        return ordering(left.moment, right.moment)
    one, other = _as_moments(left), _as_moments(right)
    if one is not None and other is not None and (one.time.zone is None) == (other.time.zone is None):
        return ordering(one.moment, other.moment)
    raise NoValueError("interpret.incomparable", left=kind_of(left), right=kind_of(right))


def is_between(value: Value, range_: Range) -> Truth:
    """Whether the range contains the value.

    >>> is_between(Decimal(5), Range(Decimal(1), None, True, False))
    True
    """
    above = range_.low is None or is_ordered(operator.le if range_.low_closed else operator.lt, range_.low, value)
    if above is False:
        return False
    below = range_.high is None or is_ordered(operator.ge if range_.high_closed else operator.gt, range_.high, value)
    return below if below is False or above is True else above


def equality_key(value: Value) -> Hashable:
    """A key that two values share exactly when they are equal: makes sets of values possible.

    >>> equality_key([Decimal("1.0")]) == equality_key([Decimal(1)])
    True
    """
    if type(value) is list:
        return (list, *map(equality_key, value))
    if type(value) is dict:
        return (dict, frozenset((name, equality_key(item)) for name, item in value.items()))
    if type(value) is Range:
        ends = (equality_key(value.low), equality_key(value.high))
        return (Range, *ends, value.low_closed, value.high_closed, value.is_single)
    if type(value) is Function:
        return (Function, id(value))
    if isinstance(value, Time | DateTime):
        return (type(value), value.moment, value.offset is None)
    return (type(value), value)


def as_date_time(date: Date) -> DateTime:
    """A date where a date and time is wanted: its midnight in UTC (DMN 1.5, §10.3.2.9.4)."""
    return DateTime(date, Time(0, 0, 0, zone=0))


def _as_moments(value: Value) -> DateTime | None:
    if type(value) is Date:
        return as_date_time(value)
    return value if type(value) is DateTime else None


def _same_moment(left: DateTime, right: DateTime) -> bool:
    return (left.time.zone is None) == (right.time.zone is None) and left.moment == right.moment


def _same_time(left: Time, right: Time) -> bool:
    return (left.zone is None) == (right.zone is None) and left.moment == right.moment


def _same_parts(left: Value, right: Value) -> Truth:
    """Equality of lists, contexts and ranges, part by part."""
    waiting: list[tuple[Value, Value]] = [(left, right)]
    undecided: list[Value] = []
    steps = 0
    while waiting:
        pair = waiting.pop()
        parts = _parts(*pair)
        if parts is None:
            answer = is_same(*pair)
            if answer is False:
                return False
            undecided.append(answer)
            continue
        if not parts.alike:
            return False
        waiting += parts.pairs
        steps += len(parts.pairs)
        if steps > MAXIMUM_STEPS:
            raise ExhaustedError("interpret.value-too-large", limit=MAXIMUM_STEPS)
    return join_missing(undecided) or True


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of two values of one kind, in pairs; ``alike`` is false when the wholes differ already."""

    alike: bool
    pairs: list[tuple[Value, Value]]


def _parts(left: Value, right: Value) -> _Parts | None:
    """The parts of two lists, contexts or ranges; None for other values."""
    if type(left) is list and type(right) is list:
        return _Parts(len(left) == len(right), [*zip(left, right, strict=False)])
    if type(left) is dict and type(right) is dict:
        alike = left.keys() == right.keys()
        return _Parts(alike, [(item, right[name]) for name, item in left.items()] if alike else [])
    if type(left) is Range and type(right) is Range:
        marks = (left.low_closed, left.high_closed, left.is_single)
        alike = marks == (right.low_closed, right.high_closed, right.is_single)
        return _Parts(alike, [(left.low, right.low), (left.high, right.high)])
    return None


def _both_missing(left: Missing, right: Missing) -> Truth:
    return Missing(left.facts | right.facts)


_EQUALITIES: Mapping[type, Callable[[Any, Any], Truth]] = MappingProxyType(
    {
        Time: _same_time,
        DateTime: _same_moment,
        list: _same_parts,
        dict: _same_parts,
        Range: _same_parts,
        Missing: _both_missing,
    }
)
