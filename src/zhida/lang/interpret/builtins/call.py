"""How every builtin is called: what is missing, which signature fits, then the implementation (DMN 1.5, §10.3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from zhida.lang.base.values import Missing, Value
from zhida.lang.core.builtins import BUILTINS, Signature
from zhida.lang.interpret.builtins.calendar import CALENDAR
from zhida.lang.interpret.builtins.clock import Clock, make_clock_builtins
from zhida.lang.interpret.builtins.contexts import CONTEXTS
from zhida.lang.interpret.builtins.conversions import CONVERSIONS
from zhida.lang.interpret.builtins.implementation import Implementation, Implementations
from zhida.lang.interpret.builtins.lists import LISTS
from zhida.lang.interpret.builtins.numbers import NUMBERS
from zhida.lang.interpret.builtins.ranges import RANGES
from zhida.lang.interpret.builtins.texts import TEXTS
from zhida.lang.interpret.compare import kind_of
from zhida.lang.interpret.conform import coerce, type_check
from zhida.lang.interpret.missing import find_missing, join_missing
from zhida.lang.interpret.run import NoValueError, Run

IMPLEMENTATIONS: Implementations = MappingProxyType(
    {**CONVERSIONS, **TEXTS, **LISTS, **NUMBERS, **CALENDAR, **RANGES, **CONTEXTS}
)
"""Every builtin but those that need a clock."""

PreparedBuiltin: TypeAlias = Callable[[Run, list[Value]], Value]
Fitter: TypeAlias = Callable[[Sequence[Value]], list[Any] | None]
"""The arguments as the implementation takes them, or None if they do not fit the signature."""

_HOLD_MISSING = frozenset({"count", "get value", "get entries"})
"""Builtins for which a missing item of the list or field of the context is as good as any other."""


def prepare_builtin(name: str, count: int, clock: Clock | None) -> PreparedBuiltin:
    """The builtin for so many arguments; it raises `NoValueError` for arguments that fit no signature.

    A signature that fits as the arguments are comes before one they must be made to fit.
    """
    implementation = _find_implementation(name, clock)
    signatures = [signature for signature in BUILTINS[name].signatures if signature.accepts(count)]
    fitters = [make(signature, count) for make in (_fit_exactly, _fit_leniently) for signature in signatures]
    looks_inside = name not in _HOLD_MISSING

    def call(run: Run, arguments: list[Value]) -> Value:
        if missing := _missing_among(arguments, looks_inside=looks_inside):
            return missing
        for argument in arguments:
            if type(argument) is list:
                run.spend(len(argument))
        for fit in fitters:
            fitted = fit(arguments)
            if fitted is not None:
                return implementation(*fitted)
        raise NoValueError("interpret.wrong-arguments", kinds=", ".join(map(kind_of, arguments)))

    return call


def _find_implementation(name: str, clock: Clock | None) -> Implementation:
    return IMPLEMENTATIONS[name] if name in IMPLEMENTATIONS else make_clock_builtins(clock)[name]


def _missing_among(arguments: Sequence[Value], *, looks_inside: bool) -> Missing | None:
    if looks_inside:
        return join_missing(find_missing(argument) for argument in arguments)
    return join_missing(arguments)


def _fit_exactly(signature: Signature, count: int) -> Fitter:
    parameters = [signature.parameter_at(index) for index in range(count)]
    checks = [(type_check(parameter.type), parameter.nullable) for parameter in parameters]

    def fit(arguments: Sequence[Value]) -> list[Any] | None:
        for argument, (check, nullable) in zip(arguments, checks, strict=True):
            if not (nullable if argument is None else check(argument)):
                return None
        return _pack(signature, arguments)

    return fit


def _fit_leniently(signature: Signature, count: int) -> Fitter:
    """With the implicit conversions: singleton lists, dates to dates and times (DMN 1.5, §10.3.2.9.4)."""
    parameters = [signature.parameter_at(index) for index in range(count)]
    checks = [(parameter.type, type_check(parameter.type), parameter.nullable) for parameter in parameters]

    def fit(arguments: Sequence[Value]) -> list[Any] | None:
        made: list[Value] = []
        for argument, (type_, check, nullable) in zip(arguments, checks, strict=True):
            fits, value = coerce(argument, type_, check)
            if not fits or (value is None and not nullable):
                return None
            made.append(value)
        return _pack(signature, made)

    return fit


def _pack(signature: Signature, arguments: Sequence[Value]) -> list[Any]:
    """The arguments, those of a variadic parameter as one list."""
    if not signature.variadic:
        return list(arguments)
    fixed = len(signature.parameters) - 1
    return [*arguments[:fixed], list(arguments[fixed:])]
