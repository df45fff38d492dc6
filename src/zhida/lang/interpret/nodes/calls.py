"""Calls of builtins and of functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zhida.lang.base.values import Function, Value
from zhida.lang.core.builtins import BUILTINS
from zhida.lang.core.tree import BuiltinCall, BuiltinReference, Call
from zhida.lang.interpret.builtins.call import prepare_builtin
from zhida.lang.interpret.calls import call_by_name, call_function
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.run import Code, Locals, NoValueError, Run


def build_builtin_call(node: BuiltinCall, builder: Builder) -> Code:
    """A builtin with its arguments."""
    span, arguments = node.span, [builder.build(argument) for argument in node.arguments]
    call = prepare_builtin(node.name, len(arguments), builder.clock)

    def code(run: Run, local: Locals) -> Value:
        try:
            return call(run, [argument(run, local) for argument in arguments])
        except NoValueError as error:
            return run.warn(error.code, span, **{"name": node.name, **error.values})

    return code


def build_builtin_reference(node: BuiltinReference, builder: Builder) -> Code:
    """A builtin as a value; its parameters are those of its first signature."""
    name, clock = node.name, builder.clock
    first = BUILTINS[name].signatures[0]
    names = tuple(parameter.name for parameter in first.parameters)
    types = tuple(parameter.type for parameter in first.parameters)
    is_overloaded = first.variadic or len(BUILTINS[name].signatures) > 1

    def code(run: Run, _local: Locals) -> Value:
        def call(arguments: Sequence[Value]) -> Value:
            return prepare_builtin(name, len(arguments), clock)(run, list(arguments))

        return Function(names, call, name, types, is_overloaded=is_overloaded)

    return code


def build_call(node: Call, builder: Builder) -> Code:
    """A function with its arguments, in order or by name."""
    span, function = node.span, builder.build(node.function)
    names = [name for name, _ in node.arguments if name is not None]
    arguments = [builder.build(argument) for _, argument in node.arguments]

    def code(run: Run, local: Locals) -> Value:
        target = function(run, local)
        values = [argument(run, local) for argument in arguments]
        try:
            if names:
                return call_by_name(target, dict(zip(names, values, strict=True)))
            return call_function(target, values)
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


CALLS: Mapping[type, BuildFunction] = MappingProxyType(
    {BuiltinCall: build_builtin_call, BuiltinReference: build_builtin_reference, Call: build_call}
)
"""Build functions of this module."""
