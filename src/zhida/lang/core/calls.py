"""Calls of builtins and of functions, made of arguments already lowered (DMN 1.5, §10.3.2.13 and §10.3.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.span import Span
from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from zhida.lang.base.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
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
    FunctionType,
    Type,
    conforms_to,
    render_type,
)
from zhida.lang.base.values import Value
from zhida.lang.core.builtins import BUILTINS, Builtin, Signature, result_type
from zhida.lang.core.inference import may_fit
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import BuiltinCall, Call, Coercion, Constant, DefinitionReference, Expression, FunctionOf

Arguments: TypeAlias = "Sequence[tuple[str | None, Expression]]"
"""Named arguments with their names, positional ones with None."""

_TYPES_OF_VALUES: Mapping[type, Type] = MappingProxyType(
    {
        Date: DATE,
        Time: TIME,
        DateTime: DATE_TIME,
        DaysDuration: DAYS_DURATION,
        MonthsDuration: MONTHS_DURATION,
        str: STRING,
        bool: BOOLEAN,
        type(None): NULL,
    }
)


def make_constant(value: Value, span: Span) -> Constant:
    """A constant of the type of its value."""
    return Constant(value, span=span, type=_TYPES_OF_VALUES.get(type(value), NUMBER))


# Builtins


_READERS: Mapping[str, Callable[[str], Value]] = MappingProxyType(
    {"date": parse_date, "time": parse_time, "date and time": parse_date_time, "duration": parse_duration}
)
"""The builtins whose value of a literal text is known now."""


def make_builtin_call(name: str, arguments: Arguments, span: Span, scope: Scope) -> Expression:
    """A call of a builtin: arguments in the order of the first signature they fit; a date of a literal is a constant.

    Arguments that fit no signature are reported; running such a call gives null.
    """
    folded = _fold(name, arguments, span)
    if folded is not None:
        return folded
    builtin = BUILTINS[name]
    if any(argument_name is not None for argument_name, _ in arguments):
        return _call_by_name(builtin, arguments, span, scope)
    values = [value for _, value in arguments]
    counted = [signature for signature in builtin.signatures if signature.accepts(len(values))]
    if not counted:
        scope.report("core.wrong-arity", span, name=name, given=len(values), wanted=_arities(builtin))
        return BuiltinCall(name, tuple(values), span=span)
    return _call(builtin, _choose(counted, values), values, span, scope)


def _fold(name: str, arguments: Arguments, span: Span) -> Expression | None:
    reader = _READERS.get(name)
    if reader is None or len(arguments) != 1 or arguments[0][0] not in {None, "from"}:
        return None
    match arguments[0][1]:
        case Constant(value=str() as text):
            value = reader(text)
            return None if value is None else make_constant(value, span)
    return None


def _choose(signatures: Sequence[Signature], values: Sequence[Expression]) -> Signature | None:
    for signature in signatures:
        if all(_fits(value, signature, index) for index, value in enumerate(values)):
            return signature
    return None


def _fits(value: Expression, signature: Signature, index: int) -> bool:
    return may_fit(value.type, signature.parameter_at(index).type)


def _call(
    builtin: Builtin, signature: Signature | None, values: Sequence[Expression], span: Span, scope: Scope
) -> Expression:
    if signature is None:
        _report_types(builtin, values, span, scope)
        return BuiltinCall(builtin.name, tuple(values), span=span)
    types = [value.type for value in values]
    type_ = result_type(signature, types) if _conforms(signature, types) else _common_result(builtin, types)
    return BuiltinCall(builtin.name, tuple(values), span=span, type=type_)


def _conforms(signature: Signature, types: Sequence[Type]) -> bool:
    """Whether running will surely find this signature: the arguments are of its types without any conversion."""
    return all(conforms_to(type_, signature.parameter_at(index).type) for index, type_ in enumerate(types))


def _common_result(builtin: Builtin, types: Sequence[Type]) -> Type:
    """The result type when running decides the signature: known only if all that may fit agree."""
    results = [
        result_type(signature, types)
        for signature in builtin.signatures
        if signature.accepts(len(types))
        and all(may_fit(type_, signature.parameter_at(index).type) for index, type_ in enumerate(types))
    ]
    return results[0] if all(result == results[0] for result in results) else ANY


def _report_types(builtin: Builtin, values: Sequence[Expression], span: Span, scope: Scope) -> None:
    """Report the one argument that is wrong, if there is one way to call, else the call."""
    signatures = [signature for signature in builtin.signatures if signature.accepts(len(values))]
    if len(signatures) == 1:
        for index, value in enumerate(values):
            if not _fits(value, signatures[0], index):
                parameter = signatures[0].parameter_at(index)
                report_argument(builtin.name, parameter.name, parameter.type, value, scope)
        return
    given = ", ".join(render_type(value.type) for value in values)
    wanted = " | ".join(
        ", ".join(render_type(parameter.type) for parameter in signature.parameters) for signature in signatures
    )
    scope.report("core.argument-types", span, name=builtin.name, given=given, wanted=wanted)


def report_argument(function: str, parameter: str, wanted: Type, argument: Expression, scope: Scope) -> None:
    """Report an argument that surely is of the wrong type."""
    scope.report(
        "core.argument-type",
        argument.span,
        name=function,
        parameter=parameter,
        given=render_type(argument.type),
        wanted=render_type(wanted),
    )


def _call_by_name(builtin: Builtin, arguments: Arguments, span: Span, scope: Scope) -> Expression:
    """Of signatures with the same names, as ``before(point, range)`` and ``before(range, point)``, the order decides."""
    given = {name: value for name, value in arguments if name is not None}
    matching = [signature for signature in builtin.signatures if _takes_names(signature, given)]
    matching.sort(key=lambda signature: [parameter.name for parameter in signature.parameters] != list(given))
    if not matching:
        _report_names(builtin, given, span, scope)
        return Constant(None, span=span)
    if len(matching) == 1 < len(builtin.signatures):
        given = {name: _hold_to(matching[0], name, value) for name, value in given.items()}
    for signature in matching:
        values = _arrange(signature, given, span)
        if _choose([signature], values) is not None:
            return _call(builtin, signature, values, span, scope)
    return _call(builtin, None, _arrange(matching[0], given, span), span, scope)


def _report_names(builtin: Builtin, given: Mapping[str, Expression], span: Span, scope: Scope) -> None:
    """Report the argument whose name no signature has, else that there are too few or too many."""
    known = {parameter.name: None for signature in builtin.signatures for parameter in signature.parameters}
    unknown = next((name for name in given if name not in known), None)
    if unknown is None:
        scope.report("core.wrong-arity", span, name=builtin.name, given=len(given), wanted=_arities(builtin))
        return
    scope.report(
        "core.unknown-parameter", given[unknown].span, name=builtin.name, parameter=unknown, known="、".join(known)
    )


def _takes_names(signature: Signature, given: Mapping[str, Expression]) -> bool:
    names = {parameter.name for parameter in signature.parameters}
    required = {parameter.name for parameter in signature.parameters if not parameter.optional}
    return required <= given.keys() <= names


def _hold_to(signature: Signature, name: str, value: Expression) -> Expression:
    """An argument held to the type of the parameter it names: running must not find another signature for it."""
    wanted = next(parameter.type for parameter in signature.parameters if parameter.name == name)
    return value if wanted in {value.type, ANY} else Coercion(value, span=value.span, type=wanted)


def _arrange(signature: Signature, given: Mapping[str, Expression], span: Span) -> list[Expression]:
    """The named arguments in order; an optional one left out before one that is given is null."""
    names = [parameter.name for parameter in signature.parameters]
    last = max((names.index(name) for name in given), default=-1)
    return [given.get(name, Constant(None, span=span, type=NULL)) for name in names[: last + 1]]


def _arities(builtin: Builtin) -> str:
    """How many arguments the builtin takes: ``2, 3`` or ``1+``."""
    counts: dict[str, None] = {}
    for signature in builtin.signatures:
        least = sum(not parameter.optional for parameter in signature.parameters)
        if signature.variadic:
            counts[f"{least}+"] = None
        else:
            counts.update(dict.fromkeys(str(count) for count in range(least, len(signature.parameters) + 1)))
    return ", ".join(counts)


# Functions of the model


def name_function(value: Expression, name: str) -> Expression:
    """The value of an entry of a context: a function may call itself by the name of the entry."""
    return replace(value, own_name=name) if isinstance(value, FunctionOf) else value


def make_call(function: Expression, name: str, arguments: Arguments, span: Span, scope: Scope) -> Expression:
    """A call of a function value; ``name`` is what messages call it."""
    match function.type:
        case FunctionType(parameters=types, result=result):
            if len(arguments) != len(types):
                scope.report("core.wrong-arity", span, name=name, given=len(arguments), wanted=str(len(types)))
            else:
                _check_arguments(name, types, _parameter_names(function, scope), arguments, scope)
            return Call(function, tuple(arguments), span=span, type=result)
    if function.type not in {ANY, NULL}:
        scope.report("core.not-a-function", span, name=name, type=render_type(function.type))
    return Call(function, tuple(arguments), span=span)


def _parameter_names(function: Expression, scope: Scope) -> Sequence[str] | None:
    """What the parameters of a function are called, where that is known."""
    match function:
        case FunctionOf(parameters=parameters):
            return [name for name, _ in parameters]
        case DefinitionReference(key=key):
            return scope.signatures.get(key)
    return None


def _check_arguments(
    function: str, types: Sequence[Type], names: Sequence[str] | None, arguments: Arguments, scope: Scope
) -> None:
    for index, (name, value) in enumerate(arguments):
        place = index if name is None else _place_of(name, names)
        if name is not None and names is not None and place is None:
            known = "、".join(names)
            scope.report("core.unknown-parameter", value.span, name=function, parameter=name, known=known)
        elif place is not None and not may_fit(value.type, types[place]):
            report_argument(function, name or str(place + 1), types[place], value, scope)


def _place_of(name: str, names: Sequence[str] | None) -> int | None:
    return names.index(name) if names is not None and name in names else None
