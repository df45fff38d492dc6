"""An XML document from one version of DMN to another: namespaces exchanged, everything else kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree
from lxml.etree import _Element as XmlElement
from lxml.etree import _ProcessingInstruction as XmlInstruction

from zhida.lang.base.diagnostic import refuse
from zhida.lang.dmn.reading import Reading
from zhida.lang.dmn.versions import VERSION_OF_NAMESPACE, Version
from zhida.lang.dmn.xml import Place, span_at

NEW_IN_1_4 = frozenset({"conditional", "filter", "for", "some", "every"})
NEW_IN_1_5 = frozenset({"typeConstraint"})


def translate(root: XmlElement, target: Version, file: str) -> XmlElement:
    """A copy of a document in another version.

    Raises `DiagnosticError` ``dmn.newer-construct`` for what the other version cannot say: nothing is dropped.
    """
    source = VERSION_OF_NAMESPACE[etree.QName(root).namespace]
    _refuse_newer(root, target, file)
    namespaces = {source.model: target.model, source.feel: target.feel}
    if source.layout is not None and target.layout is not None:
        namespaces[source.layout] = target.layout
    copy = etree.Element(
        _rename(root.tag, namespaces), _attributes(root, namespaces), nsmap=_prefixes(root, namespaces)
    )
    _copy_content(root, copy, namespaces)
    for sibling in reversed(list(root.itersiblings(preceding=True))):
        copy.addprevious(_copy_note(sibling))
    if source.name == "1.1" != target.name:
        _unprefix_types(copy, target)
    return copy


def _refuse_newer(root: XmlElement, target: Version, file: str) -> None:
    names = {"1.5": frozenset[str](), "1.4": NEW_IN_1_5}.get(target.name, NEW_IN_1_4 | NEW_IN_1_5)
    model = etree.QName(root).namespace
    for name in sorted(names):
        found = next(root.iter(f"{{{model}}}{name}"), None)
        if found is not None:
            way = [str(ancestor.get("name")) for ancestor in found.iterancestors() if ancestor.get("name")]
            span = span_at(file, Place(1, 1), tuple(reversed(way)))
            raise refuse("dmn.newer-construct", span, element=name, version=target.name)


def _rename(tag: str, namespaces: Mapping[str, str]) -> str:
    name = etree.QName(tag)
    namespace = namespaces.get(name.namespace or "", name.namespace)
    return f"{{{namespace}}}{name.localname}" if namespace else name.localname


def _attributes(element: XmlElement, namespaces: Mapping[str, str]) -> dict[str, str]:
    return {
        _rename(str(name), namespaces): namespaces.get(str(value), str(value)) for name, value in element.attrib.items()
    }


def _prefixes(element: XmlElement, namespaces: Mapping[str, str]) -> dict[Any, str]:
    """The prefixes an element sees; the default namespace has the prefix None."""
    return {prefix: namespaces.get(uri, uri) for prefix, uri in element.nsmap.items()}


def _copy_content(source: XmlElement, copy: XmlElement, namespaces: Mapping[str, str]) -> None:
    copy.text = source.text
    for child in source:
        copied = _copy_child(child, copy, namespaces)
        copied.tail = child.tail


def _copy_child(child: XmlElement, parent: XmlElement, namespaces: Mapping[str, str]) -> XmlElement:
    if not isinstance(child.tag, str):
        note = _copy_note(child)
        parent.append(note)
        return note
    copied = etree.SubElement(
        parent, _rename(child.tag, namespaces), _attributes(child, namespaces), nsmap=_prefixes(child, namespaces)
    )
    _copy_content(child, copied, namespaces)
    return copied


def _copy_note(note: XmlElement) -> XmlElement:
    """A comment or processing instruction."""
    match note:
        case XmlInstruction(target=target):
            return etree.PI(target, note.text or "")
    return etree.Comment(note.text)


def _unprefix_types(root: XmlElement, target: Version) -> None:
    """DMN 1.1 writes types with prefixes of XML, ``feel:string``; later versions write ``string``, ``import.type``."""
    imports = root.iter(f"{{{target.model}}}import")
    reading = Reading(
        "",
        str(root.get("namespace")),
        {str(prefix): uri for prefix, uri in root.nsmap.items() if prefix},
        {str(one.get("namespace")): str(one.get("name", "")) for one in imports},
    )
    for element in root.iter():
        for attribute in ("typeRef", "outputTypeRef"):
            written = element.get(attribute)
            if written:
                element.set(attribute, reading.type_ref(str(written)) or "Any")
    for element in root.iter(f"{{{target.model}}}typeRef"):
        element.text = reading.type_ref(element.text) or "Any"
