"""A policy → DMN XML in standard FEEL."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from zhida.lang.dmn.model import Decision, Definitions
from zhida.lang.dmn.standardise import standardise
from zhida.lang.dmn.versions import VersionName
from zhida.lang.dmn.write import write_dmn
from zhida.lang.dmn.write_model import make_identifier
from zhida.policy.document.write import digest_document
from zhida.policy.pack import Pack

NAMESPACE = "urn:zhida:policy"
"""Of what a DMN file of a policy says besides the model."""

DIGEST = "document-digest"
"""The attribute with the digest of the document the model was made from."""


def write_model(pack: Pack, version: VersionName = "1.5") -> bytes:
    """The model of a pack as other tools read it: every text in standard FEEL, references to other packs by their identifiers.

    Raises `DiagnosticError` as `write_dmn` does.
    """
    root = etree.fromstring(write_dmn(_link(standardise(pack.definitions)), version))
    prefixes: dict[Any, str] = dict(root.nsmap)
    prefixes["zhida"] = NAMESPACE
    attributes = {str(name): str(value) for name, value in root.attrib.items()}
    signed = etree.Element(root.tag, attributes, nsmap=prefixes)
    signed.set(f"{{{NAMESPACE}}}{DIGEST}", digest_document(pack.document))
    signed.text = root.text
    signed.extend(list(root))
    return etree.tostring(signed, xml_declaration=True, encoding="UTF-8") + b"\n"


def _link(definitions: Definitions) -> Definitions:
    return replace(definitions, decisions=tuple(map(_link_decision, definitions.decisions)))


def _link_decision(decision: Decision) -> Decision:
    return replace(decision, requires=tuple(map(_link_key, decision.requires)))


def _link_key(key: str) -> str:
    """A key in another model as that model's file names it.

    >>> _link_key("全国/划型#size/规模"), _link_key("size/规模")
    ('全国/划型#size__89c4_6a21', 'size/规模')
    """
    namespace, mark, imported = key.rpartition("#")
    return f"{namespace}#{make_identifier(imported)}" if mark else key
