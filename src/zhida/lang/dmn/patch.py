"""Changes of a model → the same changes in its document, which keeps everything the model does not speak of."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as XmlElement

from zhida.lang.dmn.model import Definitions
from zhida.lang.dmn.versions import VERSIONS
from zhida.lang.dmn.write_model import make_identifier, write_definitions

_MODEL = VERSIONS["1.5"].model

_NAMED = frozenset({"import", "itemDefinition"})
"""The elements known by name; the others are known by their ids."""

_ORDER = (
    "description",
    "extensionElements",
    "question",
    "allowedAnswers",
    "variable",
    "encapsulatedLogic",
    "informationRequirement",
    "knowledgeRequirement",
    "authorityRequirement",
    "supportedObjective",
    "impactedPerformanceIndicator",
    "decisionMaker",
    "decisionOwner",
    "usingProcess",
    "usingTask",
)
"""The parts of an element in the order of the schema; its expression comes last."""

_KEPT = frozenset(_ORDER) - {"variable", "encapsulatedLogic", "informationRequirement", "knowledgeRequirement"}
"""The parts that the model does not hold."""

_Mark = tuple[str, str]


def patch(root: XmlElement, before: Definitions, after: Definitions) -> None:
    """Make the document ``root`` (in the newest version), read as ``before``, say ``after``."""
    old = {_mark(element): etree.tostring(element) for element in write_definitions(before)}
    new = {_mark(element): element for element in write_definitions(after)}
    present = {_mark(element): element for element in root if _is_model(element)}
    for mark, element in new.items():
        if mark in present and old.get(mark) != etree.tostring(element):
            _replace_parts(present[mark], element)
        elif mark not in present:
            _insert(root, element)
    for mark in old.keys() - new.keys():
        root.remove(present[mark])
    root.set("name", after.name)


def _is_model(element: XmlElement) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).namespace == _MODEL


def _mark(element: XmlElement) -> _Mark:
    kind = etree.QName(element).localname
    name = str(element.get("name", ""))
    return (kind, name) if kind in _NAMED else (kind, make_identifier(str(element.get("id") or name)))


def _replace_parts(element: XmlElement, written: XmlElement) -> None:
    """Take the parts that the model holds from ``written``; keep the others and every attribute."""
    for name, value in written.attrib.items():
        if name != "id":
            element.set(name, value)
    for child in list(element):
        if _is_model(child) and etree.QName(child).localname not in _KEPT:
            element.remove(child)
    etree.indent(written, level=1)
    parts = [*element, *written]
    element[:] = sorted(parts, key=_rank)


def _rank(part: XmlElement) -> int:
    name = etree.QName(part).localname if isinstance(part.tag, str) else ""
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _insert(root: XmlElement, element: XmlElement) -> None:
    """Put a new element after the last of its section."""
    section = _section(element)
    index = 0
    for position, child in enumerate(root, start=1):
        if _is_model(child) and _section(child) <= section:
            index = position
    etree.indent(element, level=1)
    element.tail = "\n"
    root.insert(index, element)


def _section(element: XmlElement) -> int:
    """Which part of a document an element belongs to: the head, imports, types, the graph, the rest."""
    kind = etree.QName(element).localname
    match kind:
        case "description" | "extensionElements":
            return 0
        case "import":
            return 1
        case "itemDefinition":
            return 2
        case "inputData" | "decision" | "businessKnowledgeModel" | "decisionService" | "knowledgeSource":
            return 3
    return 4
