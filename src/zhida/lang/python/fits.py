"""How inputs are made to fit: what is of the very type is accepted at once, all else takes the interpreter's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from zhida.lang.base.types import ANY, BOOLEAN, DATE, NUMBER, STRING, ContextType, ListType, Type
from zhida.lang.core.tree import Input
from zhida.lang.interpret.run import Fit
from zhida.lang.python.plain import write_plain
from zhida.lang.python.writer import Writer

_CLASSES: Mapping[Type, str] = MappingProxyType({NUMBER: "Decimal", STRING: "str", BOOLEAN: "bool", DATE: "Date"})


def write_fit(node: Input, seldom: Fit, writer: Writer) -> str | None:
    """The name of a function that accepts plain values and asks ``seldom`` of others; None where there is no short way."""
    accepted = _accept_items(node, writer) if isinstance(node.type, ListType) else _accept_value(node, writer)
    if accepted is None:
        return None
    name = writer.begin_function("fit_")
    writer.define(name, ("value",), [*accepted, f"return {writer.slot(seldom)}(run, value)"])
    return name


def write_acceptance(nodes: Iterable[Input], writer: Writer) -> str:
    """The name of a function that puts the plain values of all inputs given among the values read."""
    lines: list[str] = []
    for node in nodes:
        test = _test_value(node, writer)
        if test is not None:
            name = writer.slot(node.name)
            lines += [f"value = given.get({name})", f"if {test}:", f"    read[{name}] = value"]
    function = writer.begin_function("accept_")
    writer.module.define(function, ("given", "read"), lines or ["pass"])
    return function


def _accept_value(node: Input, writer: Writer) -> list[str] | None:
    test = _test_value(node, writer)
    return None if test is None else [f"if {test}:", "    return value"]


def _test_value(node: Input, writer: Writer) -> str | None:
    """Whether a value is of the very class, and allowed."""
    class_ = _CLASSES.get(node.type)
    if class_ is None or node.allowed is None:
        return class_ and f"type(value) is {class_}"
    test = write_plain(node.allowed, "value", writer)
    return f"type(value) is {class_} and {test.text}" if test is not None and test.class_ == class_ else None


def _accept_items(node: Input, writer: Writer) -> list[str] | None:
    """A list of records whose fields are all there."""
    item = node.type.item if isinstance(node.type, ListType) else ANY
    if (
        not isinstance(item, ContextType)
        or node.allowed is not None
        or not all(type_ in _CLASSES for type_ in item.fields.values())
    ):
        return None
    fields = (f"type(item.get({writer.slot(name)})) is not {_CLASSES[type_]}" for name, type_ in item.fields.items())
    return [
        "if type(value) is list:",
        "    for item in value:",
        f"        if {' or '.join(('type(item) is not dict', *fields))}:",
        "            break",
        "    else:",
        "        return value",
    ]
