"""Builtins on lists (DMN 1.5, §10.3.4.4 and §10.3.4.8)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.values import Function, Missing, Value
from zhida.lang.interpret.aggregates import (
    find_maximum,
    find_mean,
    find_median,
    find_minimum,
    find_mode,
    find_standard_deviation,
    multiply_numbers,
    sum_numbers,
)
from zhida.lang.interpret.builtins.implementation import Implementations
from zhida.lang.interpret.compare import equality_key, is_same, kind_of
from zhida.lang.interpret.logic import conjoin, disjoin
from zhida.lang.interpret.run import NoValueError

Items = list[Value]


class _UndecidedError(Exception):
    """The answer of a function that was asked is missing."""

    def __init__(self, missing: Missing) -> None:
        self.missing = missing
        super().__init__()


def _find_index(items: Items, position: Decimal) -> int:
    """The index from 0 of a position from 1, or from -1 at the end."""
    number = int(position)
    if not 1 <= abs(number) <= len(items):
        raise NoValueError("interpret.position-out-of-range", position=number, length=len(items))
    return number - 1 if number > 0 else len(items) + number


def _sublist(items: Items, start: Decimal, length: Decimal | None = None) -> Value:
    first = _find_index(items, start)
    last = len(items) if length is None else first + int(length)
    if not first < last <= len(items):
        raise NoValueError("interpret.length-out-of-range", length=last - first)
    return items[first:last]


def _insert_before(items: Items, position: Decimal, item: Value) -> Value:
    index = _find_index(items, position)
    return [*items[:index], item, *items[index:]]


def _remove(items: Items, position: Decimal) -> Value:
    index = _find_index(items, position)
    return [*items[:index], *items[index + 1 :]]


def _replace(items: Items, place: Decimal | Function, item: Value) -> Value:
    """The item at a position, or every item that the function answers true for, replaced."""
    if isinstance(place, Decimal):
        index = _find_index(items, place)
        return [*items[:index], item, *items[index + 1 :]]
    try:
        return [item if _ask(place, old, item) else old for old in items]
    except _UndecidedError as error:
        return error.missing


def _sort(items: Items, precedes: Function) -> Value:
    """A stable sort that asks nothing but whether one item precedes another."""
    try:
        return _merge_sorted(items, precedes)
    except _UndecidedError as error:
        return error.missing


def _merge_sorted(items: Items, precedes: Function) -> Items:
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = _merge_sorted(items[:middle], precedes), _merge_sorted(items[middle:], precedes)
    merged: Items = []
    one = other = 0
    while one < len(left) and other < len(right):
        if _ask(precedes, right[other], left[one]):
            merged.append(right[other])
            other += 1
        else:
            merged.append(left[one])
            one += 1
    return [*merged, *left[one:], *right[other:]]


def _ask(function: Function, left: Value, right: Value) -> bool:
    answer = function.call([left, right])
    if type(answer) is Missing:
        raise _UndecidedError(answer)
    if not isinstance(answer, bool):
        raise NoValueError("interpret.no-answer", kind=kind_of(answer))
    return answer


def _distinct(items: Iterable[Value]) -> Value:
    found: dict[Hashable, Value] = {}
    for item in items:
        found.setdefault(equality_key(item), item)
    return list(found.values())


def _chain(lists: list[Items]) -> Items:
    return [item for items in lists for item in items]


def _flatten(items: Items) -> Value:
    flat: Items = []
    waiting = [iter(items)]
    while waiting:
        for item in waiting[-1]:
            if isinstance(item, list):
                waiting.append(iter(item))
                break
            flat.append(item)
        else:
            waiting.pop()
    return flat


def _index_of(items: Items, match: Value) -> Value:
    return [Decimal(index) for index, item in enumerate(items, 1) if is_same(item, match) is True]


LISTS: Implementations = MappingProxyType(
    {
        "list contains": lambda items, element: any(is_same(item, element) is True for item in items),
        "count": lambda items: Decimal(len(items)),
        "min": find_minimum,
        "max": find_maximum,
        "sum": sum_numbers,
        "mean": find_mean,
        "product": multiply_numbers,
        "median": find_median,
        "stddev": find_standard_deviation,
        "mode": find_mode,
        "all": conjoin,
        "any": disjoin,
        "sublist": _sublist,
        "append": lambda items, added: [*items, *added],
        "concatenate": _chain,
        "union": lambda lists: _distinct(_chain(lists)),
        "insert before": _insert_before,
        "remove": _remove,
        "list replace": _replace,
        "reverse": lambda items: items[::-1],
        "index of": _index_of,
        "distinct values": _distinct,
        "flatten": _flatten,
        "sort": _sort,
    }
)
"""Implementations of this family."""
