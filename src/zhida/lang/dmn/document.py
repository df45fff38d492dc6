"""A model together with the document it was read from, so that layout and foreign elements survive."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.lang.dmn.model import Definitions
from zhida.lang.dmn.read import read_dmn


@dataclass(frozen=True, slots=True)
class DmnDocument:
    """A document as read (``xml``) and its model. To edit it, replace ``definitions``; writing patches the document."""

    definitions: Definitions
    xml: bytes
    file: str = "<dmn>"


def read_document(data: bytes, file: str = "<dmn>") -> DmnDocument:
    """The document and its model. Raises `DiagnosticError` as `read_dmn` does."""
    return DmnDocument(read_dmn(data, file), data, file)
