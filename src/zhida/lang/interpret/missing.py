"""Facts nobody has given: how `Missing` spreads (docs/architecture.md, “Null and missing”)."""

from __future__ import annotations

from collections.abc import Iterable

from zhida.lang.base.values import Missing, Value


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

    >>> find_missing([{"金额": Missing(frozenset({"合同.金额"}))}])
    Missing(facts=frozenset({'合同.金额'}))
    """
    if type(value) is Missing:
        return value
    if type(value) is list:
        return join_missing(found for item in value if (found := find_missing(item)))
    if type(value) is dict:
        return join_missing(found for item in value.values() if (found := find_missing(item)))
    return None
