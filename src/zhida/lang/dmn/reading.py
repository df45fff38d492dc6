"""What every part of reading a DMN document needs: places, references, types, and a list for the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.span import Source
from zhida.lang.dmn.versions import FEEL_NAMESPACES
from zhida.lang.dmn.xml import Element, span_at

Way = tuple[str, ...]
"""The way to an element inside its document: decision, rule, column."""


@dataclass(slots=True)
class Reading:
    """One document being read; ``found`` grows."""

    file: str
    namespace: str
    prefixes: Mapping[str, str]
    import_names: Mapping[str, str]
    found: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, at: Element, way: Way, /, **values: object) -> None:
        """Note an error at an element."""
        self.found.append(Diagnostic(code, span_at(self.file, at.place, way), values))

    def warn(self, code: str, at: Element, way: Way, /, **values: object) -> None:
        """Note a warning at an element."""
        self.found.append(Diagnostic(code, span_at(self.file, at.place, way), values, Severity.WARNING))

    def place_of(self, element: Element, way: Way) -> Source:
        """The place of an element, as a source without text."""
        return Source("", self.file, way, element.place.line, element.place.column)

    def text_of(self, element: Element, way: Way) -> Source | None:
        """The content of the ``text`` child as a source; None when there is none, or it is blank."""
        text = element.first("text")
        if text is None or not text.text.strip():
            return None
        return Source(text.text, self.file, way, text.text_place.line, text.text_place.column)

    def require(self, element: Element, name: str, way: Way) -> Element | None:
        """The child of this name; its absence is an error."""
        child = element.first(name)
        if child is None:
            self.report("dmn.missing-element", element, way, element=element.name, missing=name)
        return child

    def name_of(self, element: Element, way: Way) -> str:
        """The ``name`` of an element; its absence is an error."""
        name = element.attribute("name")
        if not name:
            self.report("dmn.missing-attribute", element, way, element=element.name, missing="name")
        return name or ""

    def type_ref(self, written: str | None) -> str | None:
        """A type reference as 1.5 writes it: a prefix of XML (DMN 1.1) becomes the name of the import, or goes.

        None where nothing is declared.
        """
        text = " ".join((written or "").split())
        if not text or text == "<Undefined>":
            return None
        prefix, colon, local = text.partition(":")
        namespace = self.prefixes.get(prefix) if colon else None
        if namespace is None:
            return text
        if namespace in FEEL_NAMESPACES or namespace == self.namespace:
            return local
        imported = self.import_names.get(namespace)
        return f"{imported}.{local}" if imported else local
