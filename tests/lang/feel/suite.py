"""Texts to parse: those of the DMN conformance suite, if it lies beside the checkout, and the golden ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from lang.feel import goldens
from zhida.lang.feel.names import Names

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "tck"

_CELLS = frozenset(["inputEntry", "inputValues", "outputValues", "allowedValues"])
_EXPRESSIONS = frozenset(["literalExpression", "inputExpression", "outputEntry", "defaultOutputEntry"])


class Text(NamedTuple):
    """A text, whether it holds unary tests, and the names of its model."""

    text: str
    is_cell: bool
    names: Names


def read_texts() -> list[Text]:
    """Every text there is; never empty."""
    names = Names.of(goldens.NAMES)
    texts = [Text(text, is_cell=False, names=names) for text in goldens.EXPRESSIONS]
    texts += [Text(text, is_cell=True, names=names) for text in goldens.CELLS]
    return texts + [text for file in sorted(FOLDER.glob("**/*.dmn")) for text in _read_model(file)]


def _read_model(file: Path) -> Iterator[Text]:
    root = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    elements = list(root.iter("{*}*"))
    names = Names.of(name for element in elements if (name := element.get("name")))
    for element in elements:
        kind = etree.QName(element).localname
        if kind in _CELLS | _EXPRESSIONS:
            for text in element.iterchildren("{*}text"):
                yield Text(text.text or "", is_cell=kind in _CELLS, names=names)
