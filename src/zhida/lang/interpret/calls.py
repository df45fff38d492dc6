"""How functions are called: arguments in order or by name, made to fit the parameters (DMN 1.5, §10.3.2.13, table 63)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhida.lang.base.types import ANY, Type, render_type
from zhida.lang.base.values import Function, Missing, Value
from zhida.lang.interpret.compare import kind_of
from zhida.lang.interpret.conform import coerce, type_check
from zhida.lang.interpret.run import NoValueError


def call_function(function: Value, arguments: Sequence[Value]) -> Value:
    """The value of a function for arguments in order; `NoValueError` if it is no function or they do not fit."""
    if type(function) is Missing:
        return function
    if type(function) is not Function:
        raise NoValueError("interpret.not-a-function", kind=kind_of(function))
    return function.call(arguments)


def call_by_name(function: Value, arguments: Mapping[str, Value]) -> Value:
    """The value of a function for arguments by name."""
    if type(function) is not Function:
        return call_function(function, ())
    if set(arguments) != set(function.parameters):
        names = ", ".join(sorted(set(arguments) ^ set(function.parameters)))
        raise NoValueError("interpret.wrong-names", function=function.name or "function", names=names)
    return function.call([arguments[name] for name in function.parameters])


def fit_arguments(names: Sequence[str], types: Sequence[Type], arguments: Sequence[Value]) -> list[Value]:
    """The arguments made to fit the types of the parameters; `NoValueError` if they are too many, too few or do not."""
    if len(arguments) != len(names):
        raise NoValueError("interpret.wrong-count", expected=len(names), given=len(arguments))
    return [_fit_argument(*each) for each in zip(names, types, arguments, strict=True)]


def _fit_argument(name: str, type_: Type, argument: Value) -> Value:
    if type_ == ANY:
        return argument
    fits, made = coerce(argument, type_, type_check(type_))
    if not fits:
        raise NoValueError("interpret.wrong-argument", name=name, type=render_type(type_), kind=kind_of(argument))
    return made
