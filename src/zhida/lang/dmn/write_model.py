"""The model → XML elements of DMN 1.5, one function for every kind of element."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from lxml import etree
from lxml.etree import _Element as XmlElement

from zhida.lang.base.span import Source
from zhida.lang.dmn.model import (
    ConditionalBox,
    ContextBox,
    Decision,
    DecisionService,
    Definitions,
    Expression,
    FilterBox,
    FunctionBox,
    Import,
    InputClause,
    InputData,
    InvocationBox,
    ItemDefinition,
    IterationBox,
    KnowledgeModel,
    ListBox,
    LiteralBox,
    OutputClause,
    RelationBox,
    TableBox,
    TableRule,
    Variable,
)
from zhida.lang.dmn.versions import VERSIONS

NEWEST = VERSIONS["1.5"]

_PREFIXES: dict[Any, str] = {None: NEWEST.model}
"""The default namespace, which has the prefix None."""

_NOT_IN_IDENTIFIERS = re.compile(r"[^A-Za-z0-9_.\-]")

_NO_START = frozenset(["", ".", "-", *"0123456789"])

Element: TypeAlias = InputData | Decision | KnowledgeModel | DecisionService


def make_identifier(key: str) -> str:
    """A key as an identifier that every reader takes: Latin letters, digits, ``_ . -``.

    XML would allow Chinese characters, dmn-js does not; they are written by their code points.

    >>> make_identifier("rd-award/金额"), make_identifier("3条")
    ('rd-award__91d1_989d', '_3_6761')
    """
    identifier = _NOT_IN_IDENTIFIERS.sub(_spell, key)
    return f"_{identifier}" if identifier[:1] in _NO_START else identifier


def _spell(character: re.Match[str]) -> str:
    return "_" if character[0].isascii() else f"_{ord(character[0]):x}"


def new_element(name: str, attributes: Mapping[str, str | None]) -> XmlElement:
    """An element of the newest version; attributes that are None are left out."""
    given = {key: value for key, value in attributes.items() if value is not None}
    return etree.Element(f"{{{NEWEST.model}}}{name}", given, nsmap=_PREFIXES)


def _add(parent: XmlElement, name: str, attributes: Mapping[str, str | None] | None = None) -> XmlElement:
    child = new_element(name, attributes or {})
    parent.append(child)
    return child


def _add_text(
    parent: XmlElement, name: str, source: Source | None, attributes: Mapping[str, str | None] | None = None
) -> None:
    """``<name><text>…</text></name>``; nothing where there is no text."""
    if source is not None:
        _add(_add(parent, name, attributes), "text").text = source.text


# The elements of a model


def write_definitions(definitions: Definitions) -> XmlElement:
    """The whole model, without a layout."""
    root = new_element("definitions", {"name": definitions.name, "namespace": definitions.namespace})
    for one in definitions.imports:
        root.append(write_import(one))
    for item in definitions.item_definitions:
        root.append(write_item(item, "itemDefinition"))
    writer = ElementWriter(definitions)
    elements: tuple[Element, ...] = (
        *definitions.input_data,
        *definitions.knowledge_models,
        *definitions.decisions,
        *definitions.services,
    )
    root.extend(map(writer.write, elements))
    return root


def write_import(one: Import) -> XmlElement:
    """The import of a model."""
    attributes = {"name": one.name, "namespace": one.namespace, "locationURI": one.location, "importType": NEWEST.model}
    return new_element("import", attributes)


def write_item(item: ItemDefinition, name: str) -> XmlElement:
    """An item definition, or a component of one."""
    element = new_element(name, {"name": item.name, "isCollection": "true" if item.is_collection else None})
    if item.type_ref is not None:
        _add(element, "typeRef").text = item.type_ref
    _add_text(element, "allowedValues", item.allowed_values)
    _add_text(element, "typeConstraint", item.type_constraint)
    for component in item.components:
        element.append(write_item(component, "itemComponent"))
    if item.function_parameters is not None:
        function = _add(element, "functionItem", {"outputTypeRef": item.function_result})
        for parameter in item.function_parameters:
            _add_variable(function, "parameters", parameter)
    return element


def _add_variable(parent: XmlElement, name: str, variable: Variable) -> None:
    _add(parent, name, {"name": variable.name, "typeRef": variable.type_ref})


def _assign_identifiers(keys: Sequence[str]) -> dict[str, str]:
    """An identifier for every key, no two alike."""
    taken: dict[str, str] = {}
    for key in keys:
        identifier = make_identifier(key)
        while identifier in taken.values():
            identifier += "_"
        taken[key] = identifier
    return taken


class ElementWriter:
    """Writes the elements of one model, whose references need the kinds and identifiers of all."""

    def __init__(self, definitions: Definitions) -> None:
        self.inputs = {one.key for one in definitions.input_data}
        self.knowledge = {one.key for one in definitions.knowledge_models} | {one.key for one in definitions.services}
        decisions = {one.key for one in definitions.decisions}
        self.identifiers = _assign_identifiers(sorted(self.inputs | self.knowledge | decisions))

    def write(self, element: Element) -> XmlElement:
        """An element of the requirements graph."""
        match element:
            case InputData():
                return self._start("inputData", element.key, element.variable, element.variable.name)
            case Decision():
                return self._write_decision(element)
            case KnowledgeModel():
                return self._write_knowledge_model(element)
            case DecisionService():
                return self._write_service(element)

    def _start(self, kind: str, key: str, variable: Variable, name: str) -> XmlElement:
        element = new_element(kind, {"name": name, "id": self.identifiers[key]})
        _add_variable(element, "variable", variable)
        return element

    def _write_decision(self, decision: Decision) -> XmlElement:
        element = self._start("decision", decision.key, decision.variable, decision.name or decision.variable.name)
        self._add_requirements(element, decision.requires)
        if decision.expression is not None:
            element.append(write_expression(decision.expression))
        return element

    def _write_knowledge_model(self, model: KnowledgeModel) -> XmlElement:
        element = self._start("businessKnowledgeModel", model.key, model.variable, model.variable.name)
        if model.function is not None:
            element.append(_write_function(model.function, "encapsulatedLogic"))
        self._add_requirements(element, model.requires)
        return element

    def _write_service(self, service: DecisionService) -> XmlElement:
        element = self._start("decisionService", service.key, service.variable, service.variable.name)
        for kind, keys in (
            ("outputDecision", service.outputs),
            ("encapsulatedDecision", service.encapsulated),
            ("inputDecision", service.input_decisions),
            ("inputData", service.input_data),
        ):
            for key in keys:
                _add(element, kind, {"href": self._href(key)})
        return element

    def _add_requirements(self, element: XmlElement, keys: Sequence[str]) -> None:
        for key in keys:
            if key not in self.knowledge:
                kind = "requiredInput" if key in self.inputs else "requiredDecision"
                self._add_requirement(element, "informationRequirement", kind, key)
        for key in keys:
            if key in self.knowledge:
                self._add_requirement(element, "knowledgeRequirement", "requiredKnowledge", key)

    def _add_requirement(self, element: XmlElement, name: str, kind: str, key: str) -> None:
        identifier = f"{element.get('id')}_requires_{len(element)}"
        _add(_add(element, name, {"id": identifier}), kind, {"href": self._href(key)})

    def _href(self, key: str) -> str:
        identifier = self.identifiers.get(key)
        return key if identifier is None else f"#{identifier}"


# Boxed expressions


def write_expression(box: Expression) -> XmlElement:
    """A boxed expression."""
    type_ref = {"typeRef": box.type_ref}
    match box:
        case LiteralBox(source=source):
            element = new_element("literalExpression", type_ref)
            _add(element, "text").text = source.text
        case TableBox():
            element = _write_table(box)
        case ContextBox(entries=entries):
            element = new_element("context", type_ref)
            for variable, value in entries:
                entry = _add(element, "contextEntry")
                if variable is not None:
                    _add_variable(entry, "variable", variable)
                entry.append(write_expression(value))
        case ListBox(items=items):
            element = new_element("list", type_ref)
            element.extend(map(write_expression, items))
        case RelationBox():
            element = _write_relation(box)
        case FunctionBox():
            element = _write_function(box, "functionDefinition")
        case InvocationBox():
            element = _write_invocation(box)
        case ConditionalBox(condition=condition, consequence=consequence, alternative=alternative):
            element = new_element("conditional", type_ref)
            _add_parts(element, {"if": condition, "then": consequence, "else": alternative})
        case FilterBox(domain=domain, predicate=predicate):
            element = new_element("filter", type_ref)
            _add_parts(element, {"in": domain, "match": predicate})
        case IterationBox():
            element = _write_iteration(box)
    return element


def _add_parts(element: XmlElement, parts: Mapping[str, Expression]) -> None:
    for name, part in parts.items():
        _add(element, name).append(write_expression(part))


def _write_relation(box: RelationBox) -> XmlElement:
    element = new_element("relation", {"typeRef": box.type_ref})
    for column in box.columns:
        _add_variable(element, "column", column)
    for row in box.rows:
        _add(element, "row").extend(map(write_expression, row))
    return element


def _write_function(box: FunctionBox, name: str) -> XmlElement:
    element = new_element(name, {"typeRef": box.type_ref, "kind": None if box.kind == "FEEL" else box.kind})
    for parameter in box.parameters:
        _add_variable(element, "formalParameter", parameter)
    if box.body is not None:
        element.append(write_expression(box.body))
    return element


def _write_invocation(box: InvocationBox) -> XmlElement:
    element = new_element("invocation", {"typeRef": box.type_ref})
    element.append(write_expression(box.function))
    for variable, value in box.bindings:
        binding = _add(element, "binding")
        _add_variable(binding, "parameter", variable)
        if value is not None:
            binding.append(write_expression(value))
    return element


def _write_iteration(box: IterationBox) -> XmlElement:
    element = new_element(box.kind, {"typeRef": box.type_ref, "iteratorVariable": box.variable.name})
    domain = _add(element, "in", {"typeRef": box.variable.type_ref})
    domain.append(write_expression(box.domain))
    _add_parts(element, {"return" if box.kind == "for" else "satisfies": box.body})
    return element


# Decision tables


def _write_table(box: TableBox) -> XmlElement:
    attributes = {"typeRef": box.type_ref, "hitPolicy": box.hit_policy, "aggregation": box.aggregation}
    element = new_element("decisionTable", attributes)
    for clause in box.inputs:
        _add_input(element, clause)
    for output in box.outputs:
        _add_output(element, output)
    headings = list(dict.fromkeys(heading for rule in box.rules for heading in rule.annotations))
    for heading in headings:
        _add(element, "annotation", {"name": heading})
    for rule in box.rules:
        _add_rule(element, rule, headings)
    return element


def _add_input(table: XmlElement, clause: InputClause) -> None:
    element = _add(table, "input", {"label": clause.label or None})
    _add_text(element, "inputExpression", clause.expression, {"typeRef": clause.type_ref})
    _add_text(element, "inputValues", clause.allowed_values)


def _add_output(table: XmlElement, clause: OutputClause) -> None:
    attributes = {"name": clause.name or None, "label": clause.label or None, "typeRef": clause.type_ref}
    element = _add(table, "output", attributes)
    _add_text(element, "outputValues", clause.allowed_values)
    _add_text(element, "defaultOutputEntry", clause.default)


def _add_rule(table: XmlElement, rule: TableRule, headings: Sequence[str]) -> None:
    element = _add(table, "rule")
    for test in rule.tests:
        _add_text(element, "inputEntry", test)
    for result in rule.results:
        _add_text(element, "outputEntry", result)
    for heading in headings:
        _add(_add(element, "annotationEntry"), "text").text = rule.annotations.get(heading, "")
