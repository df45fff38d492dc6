"""What ``for``, ``some`` and ``every`` run over (DMN 1.5, §10.3.2.14)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zhida.lang.base.temporal import Date, add_days
from zhida.lang.base.values import Range, Value
from zhida.lang.interpret.compare import kind_of
from zhida.lang.interpret.run import MAXIMUM_STEPS, ExhaustedError, NoValueError


def items_of(domain: Value) -> Sequence[Value]:
    """The items of a list, the members of a range of whole numbers or dates; any other value is a list of itself.

    >>> items_of("甲"), items_of(Range(Decimal(1), Decimal(3), True, False))
    (['甲'], [Decimal('1'), Decimal('2')])
    """
    if type(domain) is list:
        return domain
    if type(domain) is Range:
        return _members(domain)
    if domain is None:
        raise NoValueError("interpret.nothing-to-iterate")
    return [domain]


def count_between(low: Value, high: Value) -> Sequence[Value]:
    """``low..high``: both included, downwards if ``high`` is the smaller.

    >>> count_between(Decimal(3), Decimal(1))
    [Decimal('3'), Decimal('2'), Decimal('1')]
    """
    if type(low) is Decimal and type(high) is Decimal and _is_whole(low) and _is_whole(high):
        return [Decimal(number) for number in _count(int(low), int(high))]
    if type(low) is Date and type(high) is Date:
        days = (add_days(low, number) for number in _count(0, high.number - low.number))
        return [day for day in days if day is not None]
    raise NoValueError("interpret.not-countable", low=kind_of(low), high=kind_of(high))


def _members(range_: Range) -> Sequence[Value]:
    low, high = range_.low, range_.high
    if low is None or high is None:
        raise NoValueError("interpret.endless-range")
    members = count_between(low, high)
    if len(members) > 1 and not _ascends(members):
        raise NoValueError("interpret.backward-range")
    first = 0 if range_.low_closed else 1
    return members[first : len(members) if range_.high_closed else len(members) - 1]


def _ascends(members: Sequence[Value]) -> bool:
    first, second = members[0], members[1]
    if type(first) is Decimal and type(second) is Decimal:
        return first < second
    return type(first) is Date and type(second) is Date and first < second


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _count(low: int, high: int) -> range:
    if abs(high - low) >= MAXIMUM_STEPS:
        raise ExhaustedError("interpret.too-many-steps", limit=MAXIMUM_STEPS)
    return range(low, high + 1) if low <= high else range(low, high - 1, -1)
