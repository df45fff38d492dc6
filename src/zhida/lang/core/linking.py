"""A model and the models it imports as one tree of units; each import is an instance of its own.

A model imported twice, by two ways, has its inputs and decisions twice: ``甲.丙.收入`` and ``乙.丙.收入`` may differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Span
from zhida.lang.dmn.model import (
    Decision,
    DecisionService,
    Definitions,
    InputData,
    KnowledgeModel,
)

Element: TypeAlias = InputData | Decision | KnowledgeModel | DecisionService


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A model at one place of the tree.

    ``path`` is the way to it by the names of imports, empty for the model itself; ``prefix`` is what of it stands before
    the names of inputs: imports without a name leave nothing there.
    """

    definitions: Definitions
    path: str
    prefix: str
    imports: Mapping[str, Unit]
    elements: Mapping[str, Element]
    names: Mapping[str, str]

    def qualify(self, key: str) -> str:
        """The key in the program of an element of this unit."""
        return f"{self.path}#{key}" if self.path else key

    def resolve(self, key: str) -> tuple[Unit, Element] | None:
        """The element that a requirement of this unit names: ``key`` here, ``namespace#key`` in an import."""
        element = self.elements.get(key)
        if element is not None:
            return self, element
        for namespace, unit in self.imports.items():
            inner = key.removeprefix(f"{namespace}#")
            if inner != key and inner in unit.elements:
                return unit, unit.elements[inner]
        return None

    def prefix_of(self, unit: Unit) -> str:
        """What this unit writes before the names of another: nothing, or the name of the import."""
        return "" if unit is self else self.names[unit.definitions.namespace]


def iterate_elements(definitions: Definitions) -> Iterator[Element]:
    """Every element that other elements can require."""
    yield from definitions.input_data
    yield from definitions.decisions
    yield from definitions.knowledge_models
    yield from definitions.services


def link(definitions: Definitions, imported: Sequence[Definitions], found: list[Diagnostic]) -> Unit:
    """The tree of units below a model; imports that are missing or circular are reported and left out."""
    library = {model.namespace: model for model in imported}
    return _link(definitions, library, (definitions.namespace,), ("", ""), found)


def _link(
    definitions: Definitions,
    library: Mapping[str, Definitions],
    way: tuple[str, ...],
    place: tuple[str, str],
    found: list[Diagnostic],
) -> Unit:
    path, prefix = place
    imports: dict[str, Unit] = {}
    names: dict[str, str] = {}
    span = Span(definitions.source, 0, 0)
    for one in definitions.imports:
        namespace = one.namespace
        model = library.get(namespace)
        if model is None:
            found.append(Diagnostic("core.missing-model", span, {"namespace": namespace}))
        elif namespace in way:
            found.append(Diagnostic("core.circular-import", span, {"path": " → ".join([*way, namespace])}))
        else:
            inner = _join(path, one.name or namespace), _join(prefix, one.name)
            imports[namespace] = _link(model, library, (*way, namespace), inner, found)
            names[namespace] = one.name
    elements = {element.key: element for element in iterate_elements(definitions)}
    return Unit(definitions, path, prefix, imports, elements, names)


def _join(path: str, name: str) -> str:
    return ".".join(filter(None, (path, name)))


def requirements_of(element: Element) -> tuple[str, ...]:
    """The keys of what an element rests on."""
    match element:
        case Decision(requires=requires) | KnowledgeModel(requires=requires):
            return requires
        case DecisionService():
            return (*element.input_data, *element.input_decisions, *element.outputs, *element.encapsulated)
    return ()


def logic_of(element: Element) -> object:
    """The boxed expression of an element, if it has one."""
    match element:
        case Decision(expression=expression):
            return expression
        case KnowledgeModel(function=function):
            return function
    return None
