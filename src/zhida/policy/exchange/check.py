"""What an edited model says that a policy document cannot hold, by name and place."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source
from zhida.lang.dmn.model import (
    Decision,
    Definitions,
    ItemDefinition,
    LiteralBox,
    TableBox,
)
from zhida.lang.dmn.write_model import write_item
from zhida.policy.clause.rules import ARTICLE, NOTE

_ANY_TYPE = frozenset([None, "Any"])


def check_model(before: Definitions, after: Definitions) -> Iterator[Diagnostic]:
    """Everything of ``after`` that no document made ``before`` can hold; both in standard FEEL."""
    yield from _check_imports(before, after)
    yield from _check_types(before, after)
    yield from _check_elements(before, after)
    old = {decision.key: decision for decision in before.decisions}
    for decision in after.decisions:
        if decision.key in old:
            yield from _check_decision(old[decision.key], decision)


def _check_imports(before: Definitions, after: Definitions) -> Iterator[Diagnostic]:
    old, new = ({(one.name, one.namespace) for one in model.imports} for model in (before, after))
    for name, namespace in sorted(old ^ new):
        yield Diagnostic("exchange.import-changed", after.source.span, {"name": name, "namespace": namespace})


def _check_types(before: Definitions, after: Definitions) -> Iterator[Diagnostic]:
    old, new = ({item.name: _write(item) for item in model.item_definitions} for model in (before, after))
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield Diagnostic("exchange.type-changed", after.source.span, {"name": name})


def _write(item: ItemDefinition) -> bytes:
    return etree.tostring(write_item(item, "itemDefinition"))


def _check_elements(before: Definitions, after: Definitions) -> Iterator[Diagnostic]:
    """Facts and decisions that are new, gone or renamed, and elements of kinds that no document has."""
    for kind, old, new in (
        ("inputData", before.input_data, after.input_data),
        ("decision", before.decisions, after.decisions),
    ):
        known = {one.key: one.variable.name for one in old}
        given = {one.key for one in new}
        for key in known.keys() - given:
            yield Diagnostic("exchange.element-missing", after.source.span, {"kind": kind, "name": known[key]})
        for one in new:
            name = one.variable.name
            if one.key not in known:
                yield Diagnostic("exchange.new-element", one.source.span, {"kind": kind, "name": name})
            elif known[one.key] != name:
                yield Diagnostic("exchange.renamed", one.source.span, {"old": known[one.key], "new": name})
    for model in after.knowledge_models:
        values = {"kind": "businessKnowledgeModel", "name": model.variable.name}
        yield Diagnostic("exchange.new-element", model.source.span, values)
    for service in after.services:
        values = {"kind": "decisionService", "name": service.variable.name}
        yield Diagnostic("exchange.new-element", service.source.span, values)


def _check_decision(before: Decision, after: Decision) -> Iterator[Diagnostic]:
    name = after.variable.name
    yield from _check_type(after.variable.type_ref, name, after.source)
    match before.expression, after.expression:
        case LiteralBox(), LiteralBox(type_ref=type_ref, source=source):
            yield from _check_type(type_ref, name, source)
        case TableBox() as old, TableBox() as new:
            yield from _check_type(new.type_ref, name, new.source)
            yield from _check_table(old, new, after)
        case _:
            place = after.source if after.expression is None else after.expression.source
            yield Diagnostic("exchange.no-document-form", place.span, {"name": name})


def _check_type(type_ref: str | None, name: str, place: Source) -> Iterator[Diagnostic]:
    if type_ref not in _ANY_TYPE:
        yield Diagnostic("exchange.declared-type", place.span, {"name": name, "type": type_ref})


def _check_table(old: TableBox, new: TableBox, decision: Decision) -> Iterator[Diagnostic]:
    if [one.name for one in old.outputs] != [one.name for one in new.outputs]:
        names = "、".join(one.name for one in old.outputs)
        yield Diagnostic("exchange.outputs-changed", new.source.span, {"name": decision.variable.name, "names": names})
        return
    for before, after in zip(old.outputs, new.outputs, strict=True):
        yield from _check_type(after.type_ref, after.name, new.source)
        if _text(before.allowed_values) != _text(after.allowed_values):
            place = after.allowed_values or new.source
            yield Diagnostic("exchange.values-changed", place.span, {"name": after.name})
        if after.default is not None:
            yield Diagnostic("exchange.default-output", after.default.span, {"name": after.name})
    for column in new.inputs:
        yield from _check_type(column.type_ref, column.expression.text, column.expression)
        if column.allowed_values is not None:
            yield Diagnostic("exchange.values-changed", column.allowed_values.span, {"name": column.expression.text})
    for rule in new.rules:
        for heading in rule.annotations.keys() - {ARTICLE, NOTE}:
            place = rule.results[0]
            yield Diagnostic("exchange.unknown-annotation", place.span, {"heading": heading, "row": rule.number})


def _text(source: Source | None) -> str:
    return "" if source is None else source.text
