"""Types as they are written → types."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhida.lang.base.types import (
    ANY,
    DATE_TIME,
    DAYS_DURATION,
    MONTHS_DURATION,
    SIMPLE_TYPES,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
)
from zhida.lang.core.scope import Scope, suggest
from zhida.lang.feel import tree as feel

WRITTEN_TYPES: Mapping[str, Type] = MappingProxyType(
    {
        **SIMPLE_TYPES,
        "any": ANY,
        "dateTime": DATE_TIME,
        "dayTimeDuration": DAYS_DURATION,
        "yearMonthDuration": MONTHS_DURATION,
        "context": ContextType({}),
        "list": ListType(ANY),
        "range": RangeType(ANY),
    }
)
"""The types every model knows, by all the names DMN has given them."""


def lower_type(tree: feel.TypeName, scope: Scope) -> Type | None:
    """The type written in an expression; None, and reported, if a name in it is unknown."""
    match tree:
        case feel.NamedType(name=name):
            return _named(name, tree, scope)
        case feel.ListTypeName(item=item):
            inside = lower_type(item, scope)
            return None if inside is None else ListType(inside)
        case feel.RangeTypeName(endpoint=endpoint):
            inside = lower_type(endpoint, scope)
            return None if inside is None else RangeType(inside)
        case feel.ContextTypeName(fields=fields):
            types = {name: lower_type(field, scope) for name, field in fields}
            known = {name: type_ for name, type_ in types.items() if type_ is not None}
            return ContextType(known) if len(known) == len(types) else None
        case feel.FunctionTypeName(parameters=parameters, result=result):
            inside = lower_type(result, scope)
            given = [lower_type(parameter, scope) for parameter in parameters]
            sure = tuple(type_ for type_ in given if type_ is not None)
            return FunctionType(sure, inside) if inside is not None and len(sure) == len(given) else None


def _named(name: str, tree: feel.NamedType, scope: Scope) -> Type | None:
    type_ = scope.types.get(name) or WRITTEN_TYPES.get(name)
    if type_ is None:
        similar = suggest(name, [*scope.types, *WRITTEN_TYPES])
        scope.report("core.unknown-type", tree.span, name=name, similar=similar)
    return type_
