"""The types of FEEL (DMN 1.5, §10.3.2.9): what a value may be, known before running."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A type without parts; ``name`` is its FEEL name, as in ``instance of``."""

    name: str


@dataclass(frozen=True, slots=True)
class ListType:
    """A list whose items are all of one type."""

    item: Type


@dataclass(frozen=True, slots=True)
class RangeType:
    """An interval between two values of one type."""

    endpoint: Type


@dataclass(frozen=True)
class ContextType:
    """A context (struct) with named fields; more fields than listed are allowed in a value."""

    fields: Mapping[str, Type]

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))

    def __hash__(self) -> int:
        return hash(tuple(self.fields.items()))


@dataclass(frozen=True, slots=True)
class FunctionType:
    """A function from parameter types to a result type."""

    parameters: tuple[Type, ...]
    result: Type


Type = SimpleType | ListType | RangeType | ContextType | FunctionType

ANY = SimpleType("Any")
NULL = SimpleType("Null")
NUMBER = SimpleType("number")
STRING = SimpleType("string")
BOOLEAN = SimpleType("boolean")
DATE = SimpleType("date")
TIME = SimpleType("time")
DATE_TIME = SimpleType("date and time")
DAYS_DURATION = SimpleType("days and time duration")
MONTHS_DURATION = SimpleType("years and months duration")

SIMPLE_TYPES: Mapping[str, SimpleType] = MappingProxyType(
    {
        simple.name: simple
        for simple in (ANY, NULL, NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_TIME, DAYS_DURATION, MONTHS_DURATION)
    }
)
"""The simple types by their FEEL names."""


def conforms_to(given: Type, wanted: Type) -> bool:
    """Whether every value of ``given`` is a value of ``wanted`` (DMN 1.5, §10.3.2.9.2).

    >>> conforms_to(ListType(NUMBER), ListType(ANY)), conforms_to(STRING, NUMBER)
    (True, False)
    """
    if wanted == ANY or given in {NULL, wanted}:
        return True
    match given, wanted:
        case ListType(item=one), ListType(item=other):
            return conforms_to(one, other)
        case RangeType(endpoint=one), RangeType(endpoint=other):
            return conforms_to(one, other)
        case ContextType(), ContextType():
            return _fields_conform(given, wanted)
        case FunctionType(), FunctionType():
            return _functions_conform(given, wanted)
    return False


def _fields_conform(given: ContextType, wanted: ContextType) -> bool:
    return all(name in given.fields and conforms_to(given.fields[name], type_) for name, type_ in wanted.fields.items())


def _functions_conform(given: FunctionType, wanted: FunctionType) -> bool:
    return (
        len(given.parameters) == len(wanted.parameters)
        and all(conforms_to(other, one) for one, other in zip(given.parameters, wanted.parameters, strict=True))
        and conforms_to(given.result, wanted.result)
    )


def render_type(type_: Type) -> str:
    """The type as FEEL writes it.

    >>> render_type(ListType(ContextType({"年份": NUMBER})))
    'list<context<年份: number>>'
    """
    match type_:
        case SimpleType(name=name):
            return name
        case ListType(item=item):
            return f"list<{render_type(item)}>"
        case RangeType(endpoint=endpoint):
            return f"range<{render_type(endpoint)}>"
        case ContextType(fields=fields):
            return f"context<{', '.join(f'{name}: {render_type(field)}' for name, field in fields.items())}>"
        case FunctionType(parameters=parameters, result=result):
            return f"function<{', '.join(map(render_type, parameters))}> -> {render_type(result)}"
