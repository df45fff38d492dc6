"""A layout for a model that has none: elements in rows, each above what it requires."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as XmlElement

from zhida.lang.dmn.versions import VERSIONS

_NEWEST = VERSIONS["1.5"]
_DC = "http://www.omg.org/spec/DMN/20180521/DC/"
_DI = "http://www.omg.org/spec/DMN/20180521/DI/"

_SHAPES = frozenset({"inputData", "decision", "businessKnowledgeModel"})
_WIDTH, _HEIGHT, _GAP = 180, 60, 60
"""Points."""

_Place = tuple[int, int]


def add_layout(root: XmlElement) -> None:
    """Append a diagram of all inputs, decisions and knowledge models to a document of the newest version."""
    elements = {str(element.get("id")): element for element in root if etree.QName(element).localname in _SHAPES}
    places = _arrange(elements)
    prefixes = {"dmndi": str(_NEWEST.layout), "dc": _DC, "di": _DI}
    layout = etree.SubElement(root, f"{{{_NEWEST.layout}}}DMNDI", nsmap=prefixes)
    diagram = etree.SubElement(layout, f"{{{_NEWEST.layout}}}DMNDiagram")
    for identifier, place in places.items():
        _add_shape(diagram, identifier, place)
    for identifier, element in elements.items():
        for requirement, required in _requirements(element).items():
            if required in places:
                _add_edge(diagram, requirement, places[required], places[identifier])


def _requirements(element: XmlElement) -> dict[str, str]:
    """The ids of what an element requires, by the ids of the requirements."""
    return {
        str(requirement.get("id")): str(required.get("href", "")).removeprefix("#")
        for requirement in element
        if etree.QName(requirement).localname.endswith("Requirement")
        for required in requirement
    }


def _arrange(elements: Mapping[str, XmlElement]) -> dict[str, _Place]:
    """Left upper corners, in points; a row below another holds what it requires."""
    heights = _measure(elements)
    highest = max(heights.values(), default=0)
    used: Counter[int] = Counter()
    places = {}
    for identifier, height in heights.items():
        places[identifier] = (used[height] * (_WIDTH + _GAP) + _GAP, (highest - height) * (_HEIGHT + _GAP) + _GAP)
        used[height] += 1
    return places


def _measure(elements: Mapping[str, XmlElement]) -> dict[str, int]:
    """How many requirements long the longest way down from each element is; circles end where they close."""
    heights = dict.fromkeys(elements, 0)
    for _ in range(len(elements)):
        before = dict(heights)
        for identifier, element in elements.items():
            below = [before[one] for one in _requirements(element).values() if one in before]
            heights[identifier] = min(max(below, default=-1) + 1, len(elements))
        if heights == before:
            break
    return heights


def _add_shape(diagram: XmlElement, identifier: str, place: _Place) -> None:
    attributes = {"id": f"shape_{identifier}", "dmnElementRef": identifier}
    shape = etree.SubElement(diagram, f"{{{_NEWEST.layout}}}DMNShape", attributes)
    x, y = place
    bounds = {"x": str(x), "y": str(y), "width": str(_WIDTH), "height": str(_HEIGHT)}
    etree.SubElement(shape, f"{{{_DC}}}Bounds", bounds)


def _add_edge(diagram: XmlElement, requirement: str, start: _Place, end: _Place) -> None:
    attributes = {"id": f"edge_{requirement}", "dmnElementRef": requirement}
    edge = etree.SubElement(diagram, f"{{{_NEWEST.layout}}}DMNEdge", attributes)
    middle = _WIDTH // 2
    for x, y in ((start[0] + middle, start[1]), (end[0] + middle, end[1] + _HEIGHT)):
        etree.SubElement(edge, f"{{{_DI}}}waypoint", {"x": str(x), "y": str(y)})
