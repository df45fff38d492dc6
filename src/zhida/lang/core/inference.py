"""What is known of types before running: which fit, what operators yield, what a value's properties are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from zhida.lang.base.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_DURATION,
    MONTHS_DURATION,
    NULL,
    NUMBER,
    STRING,
    TIME,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    SimpleType,
    Type,
)
from zhida.lang.core.tree import ArithmeticOperator

_UNKNOWN = frozenset({ANY, NULL})


def is_unknown(type_: Type) -> bool:
    """Whether nothing can be concluded from the type."""
    return type_ in _UNKNOWN


def item_type(type_: Type) -> Type:
    """What a list or range holds; a single value stands for the list of it (DMN 1.5, §10.3.2.5)."""
    match type_:
        case ListType(item=item):
            return item
        case RangeType(endpoint=endpoint):
            return endpoint
    return type_


def join_types(types: Sequence[Type]) -> Type:
    """The one type that holds the values of all of them; Any if there is none.

    >>> join_types([NUMBER, NULL]), join_types([NUMBER, STRING])
    (SimpleType(name='number'), SimpleType(name='Any'))
    """
    known = [type_ for type_ in types if type_ != NULL]
    if not known:
        return NULL if types else ANY
    first = known[0]
    return first if all(other == first for other in known) else ANY


def may_fit(given: Type, wanted: Type) -> bool:
    """Whether a value of ``given`` can be, or be converted to, a ``wanted`` one (DMN 1.5, §10.3.2.9.4).

    False only where it surely cannot.

    >>> may_fit(ListType(NUMBER), NUMBER), may_fit(STRING, NUMBER)
    (True, False)
    """
    if given == wanted or given in _UNKNOWN or wanted in _UNKNOWN:
        return True
    match given, wanted:
        case ListType(item=item), ListType(item=other):
            return may_fit(item, other)
        case ListType(item=item), _:
            return may_fit(item, wanted)
        case _, ListType(item=item):
            return may_fit(given, item)
        case ContextType(fields=fields), ContextType(fields=others):
            return all(may_fit(fields.get(name, ANY), type_) for name, type_ in others.items())
        case RangeType(endpoint=one), RangeType(endpoint=other):
            return may_fit(one, other)
        case FunctionType(parameters=parameters), FunctionType(parameters=others):
            return len(parameters) == len(others)
    return {given, wanted} == {DATE, DATE_TIME}


# Arithmetic (DMN 1.5, tables 45 and 50-53)

_Triple = tuple[Type, Type, Type]

_POINTS = (DATE, TIME, DATE_TIME)
_DURATIONS = (DAYS_DURATION, MONTHS_DURATION)

_SHIFTS: tuple[_Triple, ...] = (
    (DATE, DAYS_DURATION, DATE),
    (DATE, MONTHS_DURATION, DATE),
    (TIME, DAYS_DURATION, TIME),
    (DATE_TIME, DAYS_DURATION, DATE_TIME),
    (DATE_TIME, MONTHS_DURATION, DATE_TIME),
)

_TRIPLES: Mapping[ArithmeticOperator, tuple[_Triple, ...]] = MappingProxyType(
    {
        "+": (
            (NUMBER, NUMBER, NUMBER),
            (STRING, STRING, STRING),
            *((duration, duration, duration) for duration in _DURATIONS),
            *_SHIFTS,
            *((duration, point, result) for point, duration, result in _SHIFTS),
        ),
        "-": (
            (NUMBER, NUMBER, NUMBER),
            *((duration, duration, duration) for duration in _DURATIONS),
            *_SHIFTS,
            (TIME, TIME, DAYS_DURATION),
            *((one, other, DAYS_DURATION) for one in (DATE, DATE_TIME) for other in (DATE, DATE_TIME)),
        ),
        "*": (
            (NUMBER, NUMBER, NUMBER),
            *((duration, NUMBER, duration) for duration in _DURATIONS),
            *((NUMBER, duration, duration) for duration in _DURATIONS),
        ),
        "/": (
            (NUMBER, NUMBER, NUMBER),
            *((duration, NUMBER, duration) for duration in _DURATIONS),
            *((duration, duration, NUMBER) for duration in _DURATIONS),
        ),
        "**": ((NUMBER, NUMBER, NUMBER),),
    }
)


@lru_cache(maxsize=1024)
def arithmetic_type(operator: ArithmeticOperator, left: Type, right: Type) -> Type | None:
    """The type of ``left operator right``; None where it surely is null.

    >>> arithmetic_type("+", NUMBER, ANY), arithmetic_type("-", DATE, DATE), arithmetic_type("*", STRING, NUMBER)
    (SimpleType(name='number'), SimpleType(name='days and time duration'), None)
    """
    results = [
        result
        for one, other, result in _TRIPLES[operator]
        if may_fit(left, one) and may_fit(right, other) and not _converts(left, one) and not _converts(right, other)
    ]
    return join_types(results) if results else None


def _converts(given: Type, wanted: Type) -> bool:
    return {given, wanted} == {DATE, DATE_TIME}


def may_compare(operator: str, left: Type, right: Type) -> bool:
    """Whether ``left operator right`` can be anything but null: lists and contexts differ already by their size."""
    if is_unknown(left) or is_unknown(right):
        return True
    if operator in {"=", "!="} and type(left) is type(right) and not isinstance(left, SimpleType):
        return True
    if operator not in {"=", "!="} and not (_may_order(left) and _may_order(right)):
        return False
    return may_fit(left, right) or may_fit(right, left)


def _may_order(type_: Type) -> bool:
    return item_type(type_) in {ANY, NUMBER, STRING, *_POINTS, *_DURATIONS}


# Properties of values (DMN 1.5, table 53 and §10.3.2.3)

_DATE_PARTS = {"year": NUMBER, "month": NUMBER, "day": NUMBER, "weekday": NUMBER}
_TIME_PARTS = {
    "hour": NUMBER,
    "minute": NUMBER,
    "second": NUMBER,
    "time offset": DAYS_DURATION,
    "timezone": STRING,
}
_PROPERTIES: Mapping[Type, Mapping[str, Type]] = MappingProxyType(
    {
        DATE: _DATE_PARTS,
        TIME: _TIME_PARTS,
        DATE_TIME: {**_DATE_PARTS, **_TIME_PARTS},
        DAYS_DURATION: {"days": NUMBER, "hours": NUMBER, "minutes": NUMBER, "seconds": NUMBER},
        MONTHS_DURATION: {"years": NUMBER, "months": NUMBER},
    }
)


def fields_of(type_: Type) -> Mapping[str, Type] | None:
    """The fields a value of the type has; None where they are not known.

    >>> sorted(fields_of(MONTHS_DURATION)), fields_of(ANY)
    (['months', 'years'], None)
    """
    match type_:
        case ContextType(fields=fields):
            return fields or None
        case RangeType(endpoint=endpoint):
            return {"start": endpoint, "end": endpoint, "start included": BOOLEAN, "end included": BOOLEAN}
        case SimpleType():
            return None if is_unknown(type_) else _PROPERTIES.get(type_, {})
    return None
