"""Values and types at run time: ``instance of`` and coercion (DMN 1.5, §10.3.2.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
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
    conforms_to,
)
from zhida.lang.base.values import Function, Missing, Range, Value
from zhida.lang.core.inference import may_fit
from zhida.lang.interpret.compare import as_date_time

TypeCheck: TypeAlias = Callable[[Value], bool]

_CLASSES: Mapping[Type, type] = MappingProxyType(
    {
        NUMBER: Decimal,
        STRING: str,
        BOOLEAN: bool,
        DATE: Date,
        TIME: Time,
        DATE_TIME: DateTime,
        DAYS_DURATION: DaysDuration,
        MONTHS_DURATION: MonthsDuration,
        NULL: type(None),
    }
)
_OPEN = frozenset({type(None), Missing})
"""Null and what is missing belong to every type."""


def is_instance(value: Value, type_: Type) -> bool:
    """``value instance of type``: null is an instance of no type, but inside lists and contexts it fits any.

    >>> is_instance([Decimal(1), None], ListType(NUMBER)), is_instance(None, ANY)
    (True, False)
    """
    if value is None:
        return type_ == NULL
    return type_check(type_)(value)


def type_check(type_: Type) -> TypeCheck:
    """The test whether a value conforms to the type; null and missing values do.

    >>> type_check(ContextType({"年份": NUMBER}))({"年份": Decimal(2025), "营业收入": None})
    True
    """
    match type_:
        case SimpleType():
            return _check_simple(type_)
        case ListType(item=item):
            return _check_list(item)
        case RangeType(endpoint=endpoint):
            return _check_range(endpoint)
        case ContextType(fields=fields):
            return _check_context(fields)
        case FunctionType():
            return lambda value: type(value) in _OPEN or (type(value) is Function and _fits(value, type_))


def coerce(value: Value, type_: Type, check: TypeCheck) -> tuple[bool, Value]:
    """Whether the value can be made to fit the type, and what it then is (DMN 1.5, §10.3.2.9.4).

    ``check`` is `type_check` of the type, made once. A list of one item stands for the item, an item for a list of
    it, and a date for the midnight in UTC that begins it.

    >>> coerce([Decimal(1)], NUMBER, type_check(NUMBER)), coerce("1", NUMBER, type_check(NUMBER))
    ((True, Decimal('1')), (False, None))
    """
    if check(value):
        return True, value
    if type(value) is Date and type_ == DATE_TIME:
        return True, as_date_time(value)
    if isinstance(type_, ListType):
        item = type_.item
        if type(value) is list:
            return _coerce_items(value, item)
        fits, single = coerce(value, item, type_check(item))
        return (True, [single]) if fits else (False, None)
    if type(value) is list and len(value) == 1:
        single = value[0]
        if check(single):
            return True, single
        return (True, as_date_time(single)) if type(single) is Date and type_ == DATE_TIME else (False, None)
    return False, None


def _coerce_items(items: list[Value], item: Type) -> tuple[bool, Value]:
    if item != DATE_TIME:
        return False, None
    made = [coerce(one, item, type_check(item)) for one in items]
    return (True, [one for _, one in made]) if all(fits for fits, _ in made) else (False, None)


def _check_simple(type_: SimpleType) -> TypeCheck:
    if type_ == ANY:
        return lambda _: True
    fitting = _OPEN | {_CLASSES[type_]}
    return lambda value: type(value) in fitting


def _check_list(item: Type) -> TypeCheck:
    if item == ANY:
        return lambda value: type(value) is list or type(value) in _OPEN
    check = type_check(item)
    return lambda value: all(map(check, value)) if type(value) is list else type(value) in _OPEN


def _check_range(endpoint: Type) -> TypeCheck:
    check = type_check(endpoint)
    return lambda value: check(value.low) and check(value.high) if type(value) is Range else type(value) in _OPEN


def _check_context(fields: Mapping[str, Type]) -> TypeCheck:
    checks = [(name, type_check(field)) for name, field in fields.items()]

    def check(value: Value) -> bool:
        if type(value) is not dict:
            return type(value) in _OPEN
        return all(name in value and fits(value[name]) for name, fits in checks)

    return check


def _accepts(declared: Type, given: Type) -> bool:
    """Whether a parameter takes every value of a type; Any on either side says nothing."""
    return ANY in {declared, given} or conforms_to(given, declared)


def _fits(function: Function, wanted: FunctionType) -> bool:
    """Whether a function can serve as one of the wanted type: what it does not declare is not held against it."""
    types = function.types or (ANY,) * len(function.parameters)
    if function.is_overloaded:
        return True
    return (
        len(types) == len(wanted.parameters)
        and all(map(_accepts, types, wanted.parameters))
        and may_fit(function.result, wanted.result)
    )
