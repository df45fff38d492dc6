"""Constants, references and fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import (
    Constant,
    DefinitionReference,
    Field,
    InputReference,
    ItemReference,
    LocalReference,
)
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.properties import has_property, read_property
from zhida.lang.interpret.run import Code, Locals, NoValueError, Run


def constant_code(value: Value) -> Code:
    """Code that always gives the value."""
    return lambda _run, _local: value


def build_constant(node: Constant, _: Builder) -> Code:
    """The value itself."""
    return constant_code(node.value)


def build_input_reference(node: InputReference, builder: Builder) -> Code:
    """The value of an input, made to fit its type."""
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
    name, span, source = node.name, node.span, builder.build(node.source)

    def code(run: Run, local: Locals) -> Value:
        value = source(run, local)
        if type(value) is dict and name in value:
            return value[name]
        try:
            return read_property(value, name)
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


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
