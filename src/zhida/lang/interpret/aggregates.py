"""Sums, extremes and statistics of lists of values (DMN 1.5, §10.3.4.4)."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation, Overflow

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.values import Value
from zhida.lang.interpret.compare import Ordering, is_ordered, kind_of
from zhida.lang.interpret.run import NoValueError


def sum_numbers(items: Sequence[Value]) -> Decimal:
    """The sum; an empty list has none.

    >>> sum_numbers([Decimal("0.1"), Decimal("0.2")])
    Decimal('0.3')
    """
    total = Decimal(0)
    for number in _numbers(items):
        total = _add(total, number)
    return total


def multiply_numbers(items: Sequence[Value]) -> Decimal:
    """The product; an empty list has none."""
    total = Decimal(1)
    try:
        for number in _numbers(items):
            total = DECIMAL128.multiply(total, number)
    except Overflow:
        raise NoValueError("interpret.number-too-large") from None
    return total


def find_mean(items: Sequence[Value]) -> Decimal:
    """The arithmetic mean."""
    return DECIMAL128.divide(sum_numbers(items), Decimal(len(items)))


def find_median(items: Sequence[Value]) -> Decimal:
    """The middle number, or the mean of the two in the middle.

    >>> find_median([Decimal(8), Decimal(2), Decimal(5), Decimal(7)])
    Decimal('6')
    """
    ordered = sorted(_numbers(items))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return DECIMAL128.divide(_add(ordered[middle - 1], ordered[middle]), Decimal(2))


def find_mode(items: Sequence[Value]) -> list[Value]:
    """The most frequent numbers, smallest first; of an empty list none.

    >>> find_mode([Decimal(6), Decimal(1), Decimal(6), Decimal(1), Decimal(9)])
    [Decimal('1'), Decimal('6')]
    """
    if not items:
        return []
    counts = Counter(_numbers(items))
    most = max(counts.values())
    return [*sorted(number for number, count in counts.items() if count == most)]


def find_standard_deviation(items: Sequence[Value]) -> Decimal:
    """The standard deviation of a sample of two numbers or more."""
    mean = find_mean(items)
    if len(items) == 1:
        raise NoValueError("interpret.sample-too-small")
    try:
        squares = [DECIMAL128.power(DECIMAL128.subtract(number, mean), 2) for number in _numbers(items)]
        variance = DECIMAL128.divide(sum_numbers(list[Value](squares)), Decimal(len(items) - 1))
        return DECIMAL128.sqrt(variance)
    except Overflow:
        raise NoValueError("interpret.number-too-large") from None


def find_minimum(items: Sequence[Value]) -> Value:
    """The smallest of values that have an order; an empty list has none."""
    return _find_extreme(items, operator.lt)


def find_maximum(items: Sequence[Value]) -> Value:
    """The greatest of values that have an order; an empty list has none."""
    return _find_extreme(items, operator.gt)


def _find_extreme(items: Sequence[Value], ordering: Ordering) -> Value:
    if not items:
        raise NoValueError("interpret.empty-list")
    best = items[0]
    is_ordered(ordering, best, best)
    for item in items[1:]:
        if is_ordered(ordering, item, best) is True:
            best = item
    return best


def _numbers(items: Sequence[Value]) -> list[Decimal]:
    if not items:
        raise NoValueError("interpret.empty-list")
    for item in items:
        if type(item) is not Decimal:
            raise NoValueError("interpret.not-a-number", kind=kind_of(item))
    return [item for item in items if type(item) is Decimal]


def _add(left: Decimal, right: Decimal) -> Decimal:
    try:
        return DECIMAL128.add(left, right)
    except (Overflow, InvalidOperation):
        raise NoValueError("interpret.number-too-large") from None
