"""Constants, references and fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import (
    Constant,
    DefinitionReference,
    Expression,
    Field,
    InputReference,
    ItemReference,
    LocalReference,
)
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.properties import has_property, read_property
from zhida.lang.interpret.run import Code, Locals, NoValueError, Run
from zhida.lang.interpret.trace import Tracer


def constant_code(value: Value) -> Code:
    """Code that always gives the value."""
    return lambda _run, _local: value


def build_constant(node: Constant, _: Builder) -> Code:
    """The value itself."""
    return constant_code(node.value)


def build_input_reference(node: InputReference, builder: Builder) -> Code:
    """The value of an input, made to fit its type."""
    code = _read_input(node, builder)
    return _traced(node.name, node, code, builder.tracer) if builder.tracer else code


def _read_input(node: InputReference, builder: Builder) -> Code:
    name = node.name
    builder.inputs.add(name)
    return lambda run, _local: run.input(name)


def build_definition_reference(node: DefinitionReference, _: Builder) -> Code:
    """The value of a definition or a service."""
    key = node.key
    return lambda run, _local: run.value(key)


def build_local_reference(node: LocalReference, _: Builder) -> Code:
    """The value of a variable."""
    return _copy_partial if node.name == "partial" else read_variable(node.name)


def read_variable(name: str) -> Code:
    """The value of a variable as it stands; ``partial`` must not be kept so."""
    return lambda _run, local: local[name]


def _copy_partial(run: Run, local: Locals) -> Value:
    """The results so far, as they are now: the list itself still grows."""
    results = local["partial"]
    if type(results) is not list:
        return results
    run.spend(len(results))
    return list(results)


def build_item_reference(node: ItemReference, builder: Builder) -> Code:
    """The field of the item if it has one so named, else what the name means outside."""
    name, item, outer = node.name, builder.build(node.item), builder.build(node.outer)

    def code(run: Run, local: Locals) -> Value:
        value = item(run, local)
        if type(value) is Missing:
            return value
        return read_property(value, name) if has_property(value, name) else outer(run, local)

    return code


def build_field(node: Field, builder: Builder) -> Code:
    """A field of a context, a property of a date or range, or the list of them over a list."""
    path = _path_of(node)
    if builder.tracer is not None and path is not None:
        return _traced(path, node, _build_plain_field(node, builder), builder.tracer)
    return _access(node, builder.build(node.source))


def _build_plain_field(node: Expression, builder: Builder) -> Code:
    """A way from an input, whose steps are not traced one by one."""
    if isinstance(node, Field):
        return _access(node, _build_plain_field(node.source, builder))
    return _read_input(node, builder) if isinstance(node, InputReference) else builder.build(node)


def _access(node: Field, source: Code) -> Code:
    name, span = node.name, node.span

    def code(run: Run, local: Locals) -> Value:
        value = source(run, local)
        if type(value) is dict and name in value:
            return value[name]
        try:
            return read_property(value, name)
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


def _path_of(node: Expression) -> str | None:
    if isinstance(node, InputReference):
        return node.name
    if isinstance(node, Field) and (path := _path_of(node.source)) is not None:
        return f"{path}.{node.name}"
    return None


def _traced(path: str, node: Expression, code: Code, tracer: Tracer) -> Code:
    span = node.span

    def traced(run: Run, local: Locals) -> Value:
        value = code(run, local)
        tracer.read(path, value, span)
        return value

    return traced


LEAVES: Mapping[type, BuildFunction] = MappingProxyType(
    {
        Constant: build_constant,
        InputReference: build_input_reference,
        DefinitionReference: build_definition_reference,
        LocalReference: build_local_reference,
        ItemReference: build_item_reference,
        Field: build_field,
    }
)
"""Build functions of this module."""
