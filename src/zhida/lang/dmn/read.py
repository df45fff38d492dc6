"""DMN 1.1-1.5 XML → the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zhida.lang.base.diagnostic import DiagnosticError, has_errors, refuse
from zhida.lang.dmn.model import (
    Decision,
    DecisionService,
    Definitions,
    FunctionBox,
    Import,
    InputData,
    ItemDefinition,
    KnowledgeModel,
    Variable,
)
from zhida.lang.dmn.read_boxes import read_child_expression, read_function, read_variable
from zhida.lang.dmn.reading import Reading, Way
from zhida.lang.dmn.versions import VERSION_OF_NAMESPACE, VERSIONS
from zhida.lang.dmn.xml import Document, Element, parse_xml, span_at

_ELEMENTS = ("inputData", "decision", "businessKnowledgeModel", "decisionService")
"""The elements of a requirements graph that carry meaning; the others are documentation."""


def read_dmn(data: bytes, file: str = "<dmn>") -> Definitions:
    """The model of a DMN document.

    Raises `DiagnosticError` with every fault found: XML that is malformed, hostile or too large, an unknown version, hit
    policy or function kind, missing parts, references that lead nowhere or to two elements. Imported models are not read;
    the caller passes them to `build_program`.

    >>> xml = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="空" namespace="n"/>'
    >>> read_dmn(xml.encode()).name
    '空'
    """
    document = parse_xml(data, file)
    root = document.root
    if root.name != "definitions" or root.namespace not in VERSION_OF_NAMESPACE:
        known = ", ".join(VERSIONS)
        raise refuse(
            "dmn.unknown-version", span_at(file, root.place), element=root.name, namespace=root.namespace, known=known
        )
    definitions, reading = _read_definitions(document, file)
    if has_errors(reading.found):
        raise DiagnosticError(reading.found)
    return replace(definitions, diagnostics=tuple(reading.found))


def _read_definitions(document: Document, file: str) -> tuple[Definitions, Reading]:
    root = document.root
    imports = tuple(_read_import(one) for one in root.all("import"))
    reading = Reading(
        file,
        root.attribute("namespace") or "",
        document.prefixes,
        {one.namespace: one.name for one in imports},
    )
    elements = [child for child in root.children if child.name in _ELEMENTS and child.namespace == root.namespace]
    keys = _assign_keys(reading, elements)
    read = _Elements(reading, keys)
    by_kind = {kind: [one for one in keys.of if one.name == kind] for kind in _ELEMENTS}
    return (
        Definitions(
            name=reading.name_of(root, ()),
            namespace=reading.namespace,
            source=reading.place_of(root, ()),
            imports=imports,
            item_definitions=tuple(_read_item(reading, one, ()) for one in root.all("itemDefinition")),
            input_data=tuple(read.input_data(one) for one in by_kind["inputData"]),
            decisions=tuple(read.decision(one) for one in by_kind["decision"]),
            knowledge_models=tuple(read.knowledge_model(one) for one in by_kind["businessKnowledgeModel"]),
            services=tuple(read.service(one) for one in by_kind["decisionService"]),
        ),
        reading,
    )


def _read_import(element: Element) -> Import:
    return Import(
        name=element.attribute("name") or "",
        namespace=element.attribute("namespace") or "",
        location=element.attribute("locationURI"),
    )


def _read_item(reading: Reading, element: Element, way: Way) -> ItemDefinition:
    name = reading.name_of(element, way)
    inside = (*way, name)
    reference = element.first("typeRef")
    allowed = element.first("allowedValues")
    constraint = element.first("typeConstraint")
    function = element.first("functionItem")
    return ItemDefinition(
        name=name,
        type_ref=None if reference is None else reading.type_ref(reference.text),
        is_collection=element.attribute("isCollection") in {"true", "1"},
        components=tuple(_read_item(reading, one, inside) for one in element.all("itemComponent")),
        allowed_values=None if allowed is None else reading.text_of(allowed, (*inside, "allowed values")),
        type_constraint=None if constraint is None else reading.text_of(constraint, (*inside, "constraint")),
        function_parameters=_read_parameters(reading, function, inside),
        function_result=None if function is None else reading.type_ref(function.attribute("outputTypeRef")),
    )


def _read_parameters(reading: Reading, function: Element | None, way: Way) -> tuple[Variable, ...] | None:
    if function is None:
        return None
    return tuple(read_variable(reading, one, way) for one in function.all("parameters"))


# Keys


@dataclass(frozen=True, slots=True)
class _Keys:
    """The key of every element, and the identifiers that two elements share."""

    of: Mapping[Element, str]
    shared: frozenset[str]


def _assign_keys(reading: Reading, elements: Iterable[Element]) -> _Keys:
    """The id of each element; without one its name. An id given twice is tolerated as long as nothing refers to it."""
    keys: dict[Element, str] = {}
    taken: set[str] = set()
    shared: set[str] = set()
    for element in elements:
        wanted = element.attribute("id") or element.attribute("name") or element.name
        if wanted in taken:
            shared.add(wanted)
            reading.warn("dmn.duplicate-id", element, (), id=wanted)
        key = next(key for key in _variants(wanted) if key not in taken)
        taken.add(key)
        keys[element] = key
    return _Keys(keys, frozenset(shared))


def _variants(key: str) -> Iterable[str]:
    yield key
    number = 2
    while True:
        yield f"{key}-{number}"
        number += 1


# Elements


class _Elements:
    """Reads the elements of the requirements graph once their keys are known."""

    def __init__(self, reading: Reading, keys: _Keys) -> None:
        self.reading = reading
        self.keys = keys
        self.known = frozenset(keys.of.values())
        self.namespaces = frozenset(reading.import_names)

    def input_data(self, element: Element) -> InputData:
        way = (element.attribute("name") or "",)
        return InputData(
            key=self.keys.of[element],
            variable=self._variable(element, way),
            source=self.reading.place_of(element, way),
        )

    def decision(self, element: Element) -> Decision:
        way = (element.attribute("name") or "",)
        return Decision(
            key=self.keys.of[element],
            variable=self._variable(element, way),
            expression=read_child_expression(self.reading, element, way),
            requires=self._requires(element, way),
            source=self.reading.place_of(element, way),
            name=way[0],
        )

    def knowledge_model(self, element: Element) -> KnowledgeModel:
        way = (element.attribute("name") or "",)
        logic = element.first("encapsulatedLogic")
        return KnowledgeModel(
            key=self.keys.of[element],
            variable=self._variable(element, way),
            function=None if logic is None else self._logic(logic, way),
            requires=self._requires(element, way),
            source=self.reading.place_of(element, way),
        )

    def _logic(self, element: Element, way: Way) -> FunctionBox:
        return read_function(self.reading, element, way)

    def service(self, element: Element) -> DecisionService:
        way = (element.attribute("name") or "",)
        return DecisionService(
            key=self.keys.of[element],
            variable=self._variable(element, way),
            outputs=self._references(element, "outputDecision", way),
            encapsulated=self._references(element, "encapsulatedDecision", way),
            input_decisions=self._references(element, "inputDecision", way),
            input_data=self._references(element, "inputData", way),
            source=self.reading.place_of(element, way),
        )

    def _variable(self, element: Element, way: Way) -> Variable:
        name = self.reading.name_of(element, way)
        variable = element.first("variable")
        if variable is None:
            return Variable(name)
        return Variable(variable.attribute("name") or name, self.reading.type_ref(variable.attribute("typeRef")))

    def _requires(self, element: Element, way: Way) -> tuple[str, ...]:
        keys: list[str] = []
        for kind, names in (
            ("informationRequirement", ("requiredInput", "requiredDecision")),
            ("knowledgeRequirement", ("requiredKnowledge",)),
        ):
            for requirement in element.all(kind):
                found = [key for name in names for key in self._references(requirement, name, way)]
                if not found:
                    missing = " | ".join(names)
                    self.reading.report("dmn.missing-element", requirement, way, element=kind, missing=missing)
                keys += found
        return tuple(dict.fromkeys(keys))

    def _references(self, element: Element, name: str, way: Way) -> tuple[str, ...]:
        return tuple(self._resolve(one, way) for one in element.all(name))

    def _resolve(self, element: Element, way: Way) -> str:
        """The key an ``href`` leads to: ``#id`` here, ``namespace#id`` in an imported model."""
        href = element.attribute("href") or ""
        namespace, _, identifier = href.rpartition("#")
        if namespace and namespace != self.reading.namespace:
            if namespace not in self.namespaces:
                self.reading.report("dmn.unknown-import", element, way, href=href)
            return href
        if identifier not in self.known:
            self.reading.report("dmn.dangling-reference", element, way, href=href)
        if identifier in self.keys.shared:
            self.reading.report("dmn.ambiguous-reference", element, way, href=href)
        return identifier
