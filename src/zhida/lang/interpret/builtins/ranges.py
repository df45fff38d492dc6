"""Builtins that relate points and ranges, after Allen's interval algebra (DMN 1.5, §10.3.4.7, table 78).

A point is a range of one value, both ends included; an end that is None lies beyond every value.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from zhida.lang.base.values import Range, Value
from zhida.lang.interpret.builtins.implementation import Implementation, Implementations
from zhida.lang.interpret.compare import equals, is_between, is_ordered, kind_of
from zhida.lang.interpret.run import NoValueError


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a range: ``beyond`` is -1 below every value, 1 above every value, else 0."""

    value: Value
    closed: bool
    beyond: int = 0


def _start(range_: Range) -> _End:
    return _End(range_.low, range_.low_closed, -1 if range_.low is None else 0)


def _end(range_: Range) -> _End:
    return _End(range_.high, range_.high_closed, 1 if range_.high is None else 0)


def _is_less(left: _End, right: _End) -> bool:
    if left.beyond or right.beyond:
        return left.beyond < right.beyond
    return is_ordered(operator.lt, left.value, right.value) is True


def _is_equal(left: _End, right: _End) -> bool:
    if left.beyond or right.beyond:
        return left.beyond == right.beyond
    return equals(left.value, right.value) is True


def _as_range(value: Value) -> Range:
    if value is None:
        raise NoValueError("interpret.null-argument")
    return value if isinstance(value, Range) else Range(value, value, low_closed=True, high_closed=True)


def _before(left: Value, right: Value) -> bool:
    end, start = _end(_as_range(left)), _start(_as_range(right))
    return _is_less(end, start) or (_is_equal(end, start) and not (end.closed and start.closed))


def _meets(left: Range, right: Range) -> bool:
    end, start = _end(left), _start(right)
    return end.closed and start.closed and _is_equal(end, start)


def _reaches(left: Range, right: Range) -> bool:
    """The left one does not end before the right one starts."""
    end, start = _end(left), _start(right)
    return _is_less(start, end) or (_is_equal(end, start) and end.closed and start.closed)


def _starts_earlier(left: Range, right: Range) -> bool:
    one, other = _start(left), _start(right)
    return _is_less(one, other) or (_is_equal(one, other) and one.closed and not other.closed)


def _ends_earlier_or_equally(left: Range, right: Range) -> bool:
    one, other = _end(left), _end(right)
    return _is_less(one, other) or (_is_equal(one, other) and (not one.closed or other.closed))


def _starts_later_or_equally(left: Range, right: Range) -> bool:
    one, other = _start(left), _start(right)
    return _is_less(other, one) or (_is_equal(one, other) and (not one.closed or other.closed))


def _overlaps(left: Range, right: Range) -> bool:
    return _reaches(left, right) and _reaches(right, left)


def _overlaps_before(left: Range, right: Range) -> bool:
    return _starts_earlier(left, right) and _reaches(left, right) and _ends_earlier_or_equally(left, right)


def _overlaps_after(left: Range, right: Range) -> bool:
    """It starts inside the other and does not end before it."""
    one, other = _end(right), _end(left)
    ends_later = _is_less(one, other) or (_is_equal(one, other) and (not one.closed or other.closed))
    return _starts_earlier(right, left) and _reaches(right, left) and ends_later


def _finishes(left: Value, right: Range) -> bool:
    if not isinstance(left, Range):
        return right.high_closed and _is_equal(_end(_as_range(left)), _end(right))
    same_end = left.high_closed == right.high_closed and _is_equal(_end(left), _end(right))
    return same_end and _starts_later_or_equally(left, right)


def _starts(left: Value, right: Range) -> bool:
    if not isinstance(left, Range):
        return right.low_closed and _is_equal(_start(_as_range(left)), _start(right))
    same_start = left.low_closed == right.low_closed and _is_equal(_start(left), _start(right))
    return same_start and _ends_earlier_or_equally(left, right)


def _during(left: Value, right: Range) -> bool:
    if not isinstance(left, Range):
        if left is None:
            raise NoValueError("interpret.null-argument")
        return is_between(left, right) is True
    return _starts_later_or_equally(left, right) and _ends_earlier_or_equally(left, right)


def _coincides(left: Value, right: Value) -> bool:
    if isinstance(left, Range) != isinstance(right, Range):
        raise NoValueError("interpret.wrong-arguments", kinds=f"{kind_of(left)}, {kind_of(right)}")
    one, other = _as_range(left), _as_range(right)
    same_closure = (one.low_closed, one.high_closed) == (other.low_closed, other.high_closed)
    return same_closure and _is_equal(_start(one), _start(other)) and _is_equal(_end(one), _end(other))


def _swapped(relation: Callable[..., bool]) -> Implementation:
    return lambda left, right: relation(right, left)


RANGES: Implementations = MappingProxyType(
    {
        "before": _before,
        "after": _swapped(_before),
        "meets": _meets,
        "met by": _swapped(_meets),
        "overlaps": _overlaps,
        "overlaps before": _overlaps_before,
        "overlaps after": _overlaps_after,
        "finishes": _finishes,
        "finished by": _swapped(_finishes),
        "during": _during,
        "includes": _swapped(_during),
        "starts": _starts,
        "started by": _swapped(_starts),
        "coincides": _coincides,
    }
)
"""Implementations of this family."""
