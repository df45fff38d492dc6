"""Lists, contexts, ranges and functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from zhida.lang.base.types import ANY, FunctionType
from zhida.lang.base.values import Function, Range, Value
from zhida.lang.core.tree import ContextOf, FunctionOf, ListOf, RangeOf
from zhida.lang.interpret.calls import fit_arguments
from zhida.lang.interpret.compare import kind_of
from zhida.lang.interpret.missing import join_missing
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.run import Code, Locals, Run

_ENDPOINTS = frozenset({Decimal, str, Date, Time, DateTime, DaysDuration, MonthsDuration})


def build_list(node: ListOf, builder: Builder) -> Code:
    """``[items]``."""
    items = [builder.build(item) for item in node.items]
    return lambda run, local: [item(run, local) for item in items]


def build_context(node: ContextOf, builder: Builder) -> Code:
    """``{name: value}``; each value sees the entries before it. A name given twice makes the whole null."""
    names = [name for name, _ in node.entries]
    entries = [(name, builder.build(value)) for name, value in node.entries]
    span = node.span
    if len(set(names)) < len(names):
        return lambda run, _local: run.warn("interpret.name-given-twice", span)

    def code(run: Run, local: Locals) -> Value:
        inner, context = dict(local), dict[str, Value]()
        for name, value in entries:
            inner[name] = context[name] = value(run, inner)
        return context

    return code


def build_range(node: RangeOf, builder: Builder) -> Code:
    """``[low..high]``; null when an end that is written is null, or the ends cannot be compared."""
    span, low_closed, high_closed = node.span, node.low_closed, node.high_closed
    ends = [builder.build(end) for end in (node.low, node.high) if end is not None]

    def code(run: Run, local: Locals) -> Value:
        values = [end(run, local) for end in ends]
        if missing := join_missing(values):
            return missing
        kinds = {type(value) for value in values}
        if len(kinds) != 1 or not kinds <= _ENDPOINTS:
            return run.warn("interpret.wrong-ends", span, kinds=", ".join(map(kind_of, values)))
        low = values[0] if node.low is not None else None
        high = values[-1] if node.high is not None else None
        return Range(low, high, low_closed, high_closed, node.is_single)

    return code


def build_function(node: FunctionOf, builder: Builder) -> Code:
    """A function value; it keeps the variables in sight where it was made, and knows itself."""
    names = tuple(name for name, _ in node.parameters)
    types = tuple(type_ for _, type_ in node.parameters)
    result = node.type.result if isinstance(node.type, FunctionType) else ANY
    body = builder.build(node.body)

    def code(run: Run, local: Locals) -> Value:
        captured = dict(local)

        def call(arguments: Sequence[Value]) -> Value:
            fitted = fit_arguments(names, types, arguments)
            run.descend()
            value = body(run, {**captured, **dict(zip(names, fitted, strict=True))})
            run.ascend()
            return value

        function = Function(names, call, types=types, result=result)
        if node.own_name is not None:
            captured[node.own_name] = function
        return function

    return code


CONSTRUCTIONS: Mapping[type, BuildFunction] = MappingProxyType(
    {ListOf: build_list, ContextOf: build_context, RangeOf: build_range, FunctionOf: build_function}
)
"""Build functions of this module."""
