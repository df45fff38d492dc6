"""The model, or a document with its model → DMN XML."""

from __future__ import annotations

from collections import Counter

from lxml import etree
from lxml.etree import _Element as XmlElement

from zhida.lang.dmn.document import DmnDocument
from zhida.lang.dmn.layout import add_layout
from zhida.lang.dmn.model import Definitions
from zhida.lang.dmn.patch import patch
from zhida.lang.dmn.read import read_dmn
from zhida.lang.dmn.translate import translate
from zhida.lang.dmn.versions import VERSIONS, VersionName
from zhida.lang.dmn.write_model import write_definitions


def write_dmn(model: Definitions | DmnDocument, version: VersionName = "1.5") -> bytes:
    """The XML of a model, in UTF-8; writing what was written and read again gives the same bytes.

    Of a document everything is kept that the model does not speak of: layout, extension elements, comments. A model without
    a document gets a simple layout. Raises `DiagnosticError` ``dmn.newer-construct`` for what an older version cannot say.

    >>> from zhida.lang.base.span import Source
    >>> xml = write_dmn(Definitions("空", "n", source=Source("")), "1.3")
    >>> read_dmn(xml).name
    '空'
    """
    root = _patched(model) if isinstance(model, DmnDocument) else _made(model)
    file = model.file if isinstance(model, DmnDocument) else model.source.file
    translated = translate(root, VERSIONS[version], file)
    return etree.tostring(translated.getroottree(), xml_declaration=True, encoding="UTF-8") + b"\n"


_IDENTIFIED = frozenset(
    {
        "definitions",
        "decisionTable",
        "input",
        "inputExpression",
        "inputValues",
        "output",
        "outputValues",
        "defaultOutputEntry",
        "rule",
        "inputEntry",
        "outputEntry",
        "literalExpression",
        "variable",
    }
)
"""What editors know by an id, though the standard lets it go without."""


def _made(definitions: Definitions) -> XmlElement:
    root = write_definitions(definitions)
    _identify(root)
    add_layout(root)
    etree.indent(root)
    return root


def _identify(root: XmlElement) -> None:
    """Number the parts of tables and expressions, in the order of the document."""
    taken = {element.get("id") for element in root.iter()}
    counts: Counter[str] = Counter()
    for element in root.iter():
        kind = etree.QName(element).localname
        if kind in _IDENTIFIED and element.get("id") is None:
            counts[kind] += 1
            identifier = f"{kind}_{counts[kind]}"
            while identifier in taken:
                identifier = f"_{identifier}"
            element.set("id", identifier)


def _patched(document: DmnDocument) -> XmlElement:
    before = read_dmn(document.xml, document.file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = translate(etree.fromstring(document.xml, parser), VERSIONS["1.5"], document.file)
    patch(root, before, document.definitions)
    return root
