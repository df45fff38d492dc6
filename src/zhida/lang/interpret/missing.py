"""Facts nobody has given: how `Missing` spreads (docs/architecture.md, “Null and missing”)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhida.lang.base.values import Missing, Value
from zhida.lang.interpret.run import MAXIMUM_STEPS, ExhaustedError


def join_missing(values: Iterable[Value]) -> Missing | None:
    """`Missing` with the facts of all that are missing among the values; None if none is.

    >>> join_missing([None, Missing(frozenset({"营业收入"})), True])
    Missing(facts=frozenset({'营业收入'}))
    """
    facts: frozenset[str] = frozenset()
    for value in values:
        if type(value) is Missing:
            facts |= value.facts
    return Missing(facts) if facts else None


def find_missing(value: Value) -> Missing | None:
    """`Missing` with the facts of all that is missing in a value and inside its lists and contexts; None if nothing is.

    `ExhaustedError` if the value holds too many items, one that stands in several places counted each time.

    >>> find_missing([{"金额": Missing(frozenset({"合同.金额"}))}])
    Missing(facts=frozenset({'合同.金额'}))
    """
    kind = type(value)
    if kind is not list and kind is not dict:
        return join_missing((value,)) if kind is Missing else None
    return join_missing(_leaves(value))


def _leaves(value: Value) -> Iterator[Value]:
    """What a value holds at the ends of its lists and contexts."""
    waiting = [value]
    count = 0
    while waiting:
        item = waiting.pop()
        if type(item) is list:
            waiting += item
            count += len(item)
        elif type(item) is dict:
            waiting += item.values()
            count += len(item)
        else:
            yield item
        if count > MAXIMUM_STEPS:
            raise ExhaustedError("interpret.value-too-large", limit=MAXIMUM_STEPS)
