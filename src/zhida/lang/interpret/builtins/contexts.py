"""Builtins on contexts (DMN 1.5, §10.3.4.9)."""

from __future__ import annotations

from types import MappingProxyType

from zhida.lang.base.values import Value
from zhida.lang.interpret.builtins.implementation import Implementations
from zhida.lang.interpret.run import NoValueError


def _get_value(context: dict[str, Value], key: str) -> Value:
    if key not in context:
        raise NoValueError("interpret.no-field", name=key, kind="context")
    return context[key]


def _get_entries(context: dict[str, Value]) -> Value:
    return [{"key": key, "value": value} for key, value in context.items()]


def _make_context(entries: list[dict[str, Value] | None]) -> Value:
    context: dict[str, Value] = {}
    for entry in entries:
        if entry is None:
            raise NoValueError("interpret.null-item")
        key = entry["key"]
        if not isinstance(key, str):
            raise NoValueError("interpret.null-key")
        if key in context:
            raise NoValueError("interpret.name-given-twice")
        context[key] = entry["value"]
    return context


def _put(context: dict[str, Value], key: str | list[Value], value: Value) -> Value:
    """The context with one entry more or changed; a list of keys is the way to it through the contexts inside."""
    if isinstance(key, str):
        return {**context, key: value}
    if not key or not isinstance(key[0], str):
        raise NoValueError("interpret.null-key")
    if len(key) == 1:
        return {**context, key[0]: value}
    inner = context.get(key[0])
    if not isinstance(inner, dict):
        raise NoValueError("interpret.no-field", name=key[0], kind="context")
    return {**context, key[0]: _put(inner, key[1:], value)}


def _merge(contexts: list[dict[str, Value] | None]) -> Value:
    merged: dict[str, Value] = {}
    for context in contexts:
        if context is None:
            raise NoValueError("interpret.null-item")
        merged.update(context)
    return merged


CONTEXTS: Implementations = MappingProxyType(
    {
        "get value": _get_value,
        "get entries": _get_entries,
        "context": _make_context,
        "context put": _put,
        "context merge": _merge,
    }
)
"""Implementations of this family."""
