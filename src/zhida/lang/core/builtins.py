"""Every builtin of FEEL declared once (DMN 1.5, §10.3.4): names, parameters, types.

The compiler checks arity, argument names and types with it; the interpreter and SQL implement it. Where a builtin
takes one of several types it has a signature for each; the first that fits decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_DURATION,
    MONTHS_DURATION,
    NUMBER,
    STRING,
    TIME,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
)

ResultRule: TypeAlias = Callable[[Sequence[Type]], Type]
"""The result type that follows from the types of the arguments."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter. An optional one may be left out; a nullable one may be null (null for another makes the result null)."""

    name: str
    type: Type = ANY
    optional: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a builtin. When ``variadic``, the last parameter takes one argument or more."""

    parameters: tuple[Parameter, ...]
    result: Type | ResultRule
    variadic: bool = False

    def accepts(self, count: int) -> bool:
        """Whether so many positional arguments fit.

        >>> BUILTINS["substring"].signatures[0].accepts(2), BUILTINS["substring"].signatures[0].accepts(1)
        (True, False)
        """
        least = sum(not parameter.optional for parameter in self.parameters)
        return least <= count and (self.variadic or count <= len(self.parameters))

    def parameter_at(self, index: int) -> Parameter:
        """The parameter that takes the argument at ``index`` (from 0)."""
        return self.parameters[min(index, len(self.parameters) - 1)]


@dataclass(frozen=True, slots=True)
class Builtin:
    """A builtin function."""

    name: str
    signatures: tuple[Signature, ...]


def result_type(signature: Signature, arguments: Sequence[Type]) -> Type:
    """The type of a call of ``signature`` with arguments of these types.

    >>> result_type(BUILTINS["max"].signatures[0], [ListType(NUMBER)])
    SimpleType(name='number')
    """
    return signature.result if not callable(signature.result) else signature.result(arguments)


# Rules for results


def _type_at(arguments: Sequence[Type], index: int) -> Type:
    return arguments[index] if index < len(arguments) else ANY


def _item_type(type_: Type) -> Type:
    return type_.item if isinstance(type_, ListType) else type_


def _join(types: Sequence[Type]) -> Type:
    """The one type all of them are, else Any."""
    return types[0] if types and all(other == types[0] for other in types) else ANY


def item_of_list(arguments: Sequence[Type]) -> Type:
    """``max(list)``: an item of the list."""
    return _item_type(_type_at(arguments, 0))


def common_type(arguments: Sequence[Type]) -> Type:
    """``max(a, b)``: the type of all arguments."""
    return _join(arguments)


def list_of_first(arguments: Sequence[Type]) -> Type:
    """``reverse(list)``: a list as the first argument is, or becomes."""
    return ListType(_item_type(_type_at(arguments, 0)))


def list_of_all(arguments: Sequence[Type]) -> Type:
    """``concatenate(a, b)``, ``append(list, item)``: a list of what all arguments hold."""
    return ListType(_join([_item_type(argument) for argument in arguments]))


def list_with_new_item(arguments: Sequence[Type]) -> Type:
    """``insert before(list, position, newItem)``: a list of the items and the new one."""
    return ListType(_join([_item_type(_type_at(arguments, 0)), _type_at(arguments, 2)]))


def flat_list(arguments: Sequence[Type]) -> Type:
    """``flatten(list)``: a list of the innermost items."""
    item = _type_at(arguments, 0)
    while isinstance(item, ListType):
        item = item.item
    return ListType(item)


# Notation

_LIST = ListType(ANY)
_RANGE = RangeType(ANY)
_CONTEXT = ContextType({})
_ENTRY = ContextType({"key": STRING, "value": ANY})


def _signature(*parameters: Parameter, to: Type | ResultRule) -> Signature:
    return Signature(parameters, to)


def _take(name: str, type_: Type = ANY) -> Parameter:
    return Parameter(name, type_, nullable=type_ == ANY)


def _may_take(name: str, type_: Type = ANY) -> Parameter:
    return Parameter(name, type_, optional=True, nullable=True)


def _or_null(name: str, type_: Type) -> Parameter:
    return Parameter(name, type_, nullable=True)


def _declare(name: str, *signatures: Signature) -> Builtin:
    return Builtin(name, signatures)


def _over_list(name: str, item: Type, to: Type | ResultRule, to_many: Type | ResultRule | None = None) -> Builtin:
    """``sum(list)`` and ``sum(a, b, …)``."""
    many = Signature((Parameter("item", item, nullable=True),), to_many or to, variadic=True)
    return _declare(name, _signature(_take("list", ListType(item)), to=to), many)


def _over_text(name: str, *parameters: str, to: Type) -> Builtin:
    return _declare(name, Signature(tuple(_take(parameter, STRING) for parameter in parameters), to))


def _rounding(name: str) -> Builtin:
    return _declare(name, _signature(_take("n", NUMBER), _take("scale", NUMBER), to=NUMBER))


def _of_date(name: str, to: Type) -> Builtin:
    return _declare(name, *(_signature(_take("date", type_), to=to) for type_ in (DATE, DATE_TIME)))


def _two_ranges() -> Signature:
    return _signature(_take("range1", _RANGE), _take("range2", _RANGE), to=BOOLEAN)


def _point_range() -> Signature:
    return _signature(_or_null("point", ANY), _take("range", _RANGE), to=BOOLEAN)


def _range_point() -> Signature:
    return _signature(_take("range", _RANGE), _or_null("point", ANY), to=BOOLEAN)


def _two_points() -> Signature:
    return _signature(_or_null("point1", ANY), _or_null("point2", ANY), to=BOOLEAN)


_CONVERSIONS = (
    _declare(
        "date",
        *(_signature(_take("from", type_), to=DATE) for type_ in (STRING, DATE, DATE_TIME)),
        _signature(_take("year", NUMBER), _take("month", NUMBER), _take("day", NUMBER), to=DATE),
    ),
    _declare(
        "time",
        *(_signature(_take("from", type_), to=TIME) for type_ in (STRING, TIME, DATE_TIME, DATE)),
        _signature(
            _take("hour", NUMBER),
            _take("minute", NUMBER),
            _take("second", NUMBER),
            _may_take("offset", DAYS_DURATION),
            to=TIME,
        ),
    ),
    _declare(
        "date and time",
        *(_signature(_take("from", type_), to=DATE_TIME) for type_ in (STRING, DATE_TIME, DATE)),
        *(_signature(_take("date", type_), _take("time", TIME), to=DATE_TIME) for type_ in (DATE, DATE_TIME)),
    ),
    _declare("duration", _signature(_take("from", STRING), to=ANY)),
    _declare(
        "years and months duration",
        *(
            _signature(_take("from", start), _take("to", end), to=MONTHS_DURATION)
            for start in (DATE, DATE_TIME)
            for end in (DATE, DATE_TIME)
        ),
    ),
    _declare(
        "number",
        _signature(
            _take("from", STRING),
            _or_null("grouping separator", STRING),
            _or_null("decimal separator", STRING),
            to=NUMBER,
        ),
    ),
    _declare("string", _signature(_take("from"), to=STRING)),
    _declare("range", _signature(_take("from", STRING), to=_RANGE)),
)

_TEXTS = (
    _declare(
        "substring",
        _signature(
            _take("string", STRING),
            _take("start position", NUMBER),
            Parameter("length", NUMBER, optional=True),
            to=STRING,
        ),
    ),
    _over_text("string length", "string", to=NUMBER),
    _over_text("upper case", "string", to=STRING),
    _over_text("lower case", "string", to=STRING),
    _over_text("substring before", "string", "match", to=STRING),
    _over_text("substring after", "string", "match", to=STRING),
    _over_text("contains", "string", "match", to=BOOLEAN),
    _over_text("starts with", "string", "match", to=BOOLEAN),
    _over_text("ends with", "string", "match", to=BOOLEAN),
    _over_text("split", "string", "delimiter", to=ListType(STRING)),
    _declare(
        "matches",
        _signature(_take("input", STRING), _take("pattern", STRING), _may_take("flags", STRING), to=BOOLEAN),
    ),
    _declare(
        "replace",
        _signature(
            _take("input", STRING),
            _take("pattern", STRING),
            _take("replacement", STRING),
            _may_take("flags", STRING),
            to=STRING,
        ),
    ),
    _declare("string join", _signature(_take("list", ListType(STRING)), _may_take("delimiter", STRING), to=STRING)),
)

_LISTS = (
    _declare("list contains", _signature(_take("list", _LIST), _take("element"), to=BOOLEAN)),
    _declare("count", _signature(_take("list", _LIST), to=NUMBER)),
    _over_list("min", ANY, item_of_list, common_type),
    _over_list("max", ANY, item_of_list, common_type),
    _over_list("sum", NUMBER, NUMBER),
    _over_list("mean", NUMBER, NUMBER),
    _over_list("product", NUMBER, NUMBER),
    _over_list("median", NUMBER, NUMBER),
    _over_list("stddev", NUMBER, NUMBER),
    _over_list("mode", NUMBER, ListType(NUMBER)),
    _over_list("all", BOOLEAN, BOOLEAN),
    _over_list("any", BOOLEAN, BOOLEAN),
    _declare(
        "sublist",
        _signature(
            _take("list", _LIST),
            _take("start position", NUMBER),
            Parameter("length", NUMBER, optional=True),
            to=list_of_first,
        ),
    ),
    _declare("append", Signature((_take("list", _LIST), _take("item")), list_of_all, variadic=True)),
    _declare("concatenate", Signature((_take("list", _LIST),), list_of_all, variadic=True)),
    _declare("union", Signature((_take("list", _LIST),), list_of_all, variadic=True)),
    _declare(
        "insert before",
        _signature(_take("list", _LIST), _take("position", NUMBER), _take("newItem"), to=list_with_new_item),
    ),
    _declare("remove", _signature(_take("list", _LIST), _take("position", NUMBER), to=list_of_first)),
    _declare(
        "list replace",
        _signature(_take("list", _LIST), _take("position", NUMBER), _take("newItem"), to=list_with_new_item),
        _signature(
            _take("list", _LIST),
            _take("match", FunctionType((ANY, ANY), BOOLEAN)),
            _take("newItem"),
            to=list_with_new_item,
        ),
    ),
    _declare("reverse", _signature(_take("list", _LIST), to=list_of_first)),
    _declare("index of", _signature(_take("list", _LIST), _take("match"), to=ListType(NUMBER))),
    _declare("distinct values", _signature(_take("list", _LIST), to=list_of_first)),
    _declare("flatten", _signature(_take("list", _LIST), to=flat_list)),
    _declare(
        "sort",
        _signature(_take("list", _LIST), _take("precedes", FunctionType((ANY, ANY), BOOLEAN)), to=list_of_first),
    ),
)

_NUMBERS = (
    _declare("not", _signature(_or_null("negand", BOOLEAN), to=BOOLEAN)),
    _rounding("decimal"),
    _rounding("round up"),
    _rounding("round down"),
    _rounding("round half up"),
    _rounding("round half down"),
    *(
        _declare(name, _signature(_take("n", NUMBER), Parameter("scale", NUMBER, optional=True), to=NUMBER))
        for name in ("floor", "ceiling")
    ),
    _declare("abs", *(_signature(_take("n", type_), to=type_) for type_ in (NUMBER, DAYS_DURATION, MONTHS_DURATION))),
    _declare("modulo", _signature(_take("dividend", NUMBER), _take("divisor", NUMBER), to=NUMBER)),
    *(_declare(name, _signature(_take("number", NUMBER), to=NUMBER)) for name in ("sqrt", "log", "exp")),
    *(_declare(name, _signature(_take("number", NUMBER), to=BOOLEAN)) for name in ("odd", "even")),
)

_CALENDAR = (
    _declare("is", _signature(_may_take("value1"), _may_take("value2"), to=BOOLEAN)),
    _of_date("day of year", NUMBER),
    _of_date("week of year", NUMBER),
    _of_date("day of week", STRING),
    _of_date("month of year", STRING),
    _declare("now", _signature(to=DATE_TIME)),
    _declare("today", _signature(to=DATE)),
)

_RANGES = (
    *(_declare(name, _two_ranges(), _point_range(), _range_point(), _two_points()) for name in ("before", "after")),
    *(_declare(name, _two_ranges()) for name in ("meets", "met by", "overlaps", "overlaps before", "overlaps after")),
    *(_declare(name, _two_ranges(), _point_range()) for name in ("finishes", "during", "starts")),
    *(_declare(name, _two_ranges(), _range_point()) for name in ("finished by", "includes", "started by")),
    _declare("coincides", _two_ranges(), _two_points()),
)

_CONTEXTS = (
    _declare("get value", _signature(_take("m", _CONTEXT), _take("key", STRING), to=ANY)),
    _declare("get entries", _signature(_take("m", _CONTEXT), to=ListType(_ENTRY))),
    _declare("context", _signature(_take("entries", ListType(_ENTRY)), to=_CONTEXT)),
    _declare(
        "context put",
        _signature(_take("context", _CONTEXT), _take("key", STRING), _take("value"), to=_CONTEXT),
        _signature(_take("context", _CONTEXT), _take("keys", ListType(STRING)), _take("value"), to=_CONTEXT),
    ),
    _declare("context merge", _signature(_take("contexts", ListType(_CONTEXT)), to=_CONTEXT)),
)

BUILTINS: Mapping[str, Builtin] = MappingProxyType(
    {
        builtin.name: builtin
        for builtin in (*_CONVERSIONS, *_TEXTS, *_LISTS, *_NUMBERS, *_CALENDAR, *_RANGES, *_CONTEXTS)
    }
)
"""The builtins by name."""
