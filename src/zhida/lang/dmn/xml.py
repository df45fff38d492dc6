"""XML as plain data in which every element knows its line and column; hostile documents are refused.

Neither document types nor entities exist here, so nothing can be expanded or fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.span import Source, Span

LARGEST_DOCUMENT = 50_000_000
"""Bytes."""

MOST_ELEMENTS = 1_000_000
DEEPEST_NESTING = 256


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element: its name, what it holds, and where its tag and its text begin. Equal only to itself."""

    namespace: str
    name: str
    attributes: Mapping[str, str]
    children: tuple[Element, ...]
    text: str
    place: Place
    text_place: Place

    def all(self, name: str) -> Iterator[Element]:
        """The children of this name in the namespace of this element."""
        return (child for child in self.children if child.name == name and child.namespace == self.namespace)

    def first(self, name: str) -> Element | None:
        """The first of them, or None."""
        return next(self.all(name), None)

    def attribute(self, name: str) -> str | None:
        """The value of an attribute without a namespace, white space normalised to single spaces."""
        value = self.attributes.get(name)
        return None if value is None else " ".join(value.split())


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document; ``prefixes`` are the namespaces declared anywhere in it."""

    root: Element
    prefixes: Mapping[str, str]


@dataclass(slots=True)
class _Open:
    """An element whose end has not been read yet."""

    namespace: str
    name: str
    attributes: Mapping[str, str]
    place: Place
    children: list[Element] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    text_place: Place | None = None

    def close(self) -> Element:
        return Element(
            self.namespace,
            self.name,
            self.attributes,
            tuple(self.children),
            "".join(self.text),
            self.place,
            self.text_place or self.place,
        )


class _Builder:
    """Collects what expat reports."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.prefixes: dict[str, str] = {}
        self.open: list[_Open] = []
        self.root: Element | None = None
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.refuse_document_type
        self.parser.StartNamespaceDeclHandler = self.declare
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.add_text

    @property
    def place(self) -> Place:
        return Place(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def span(self) -> Span:
        return span_at(self.file, self.place)

    def refuse_document_type(self, *_declaration: object) -> None:
        raise refuse("dmn.document-type", self.span())

    def declare(self, prefix: str | None, namespace: str | None) -> None:
        self.prefixes.setdefault(prefix or "", namespace or "")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise refuse("dmn.too-many-elements", self.span(), limit=MOST_ELEMENTS)
        if len(self.open) >= DEEPEST_NESTING:
            raise refuse("dmn.too-deep", self.span(), limit=DEEPEST_NESTING)
        namespace, _, local = name.rpartition(" ")
        self.open.append(_Open(namespace, local, attributes, self.place))

    def end(self, _name: str) -> None:
        element = self.open.pop().close()
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element

    def add_text(self, text: str) -> None:
        element = self.open[-1]
        if element.text_place is None:
            element.text_place = self.place
        element.text.append(text)


def span_at(file: str, place: Place, way: tuple[str, ...] = ()) -> Span:
    """An empty span at a place of a file."""
    return Span(Source("", file, way, place.line, place.column), 0, 0)


def parse_xml(data: bytes, file: str) -> Document:
    """The document of the bytes.

    Raises `DiagnosticError`: ``dmn.too-large``, ``dmn.document-type``, ``dmn.too-many-elements``,
    ``dmn.too-deep``, ``dmn.malformed-xml``.

    >>> parse_xml(b"<a><b>1</b></a>", "a.xml").root.children[0].place
    Place(line=1, column=4)
    """
    if len(data) > LARGEST_DOCUMENT:
        raise refuse("dmn.too-large", span_at(file, Place(1, 1)), limit=LARGEST_DOCUMENT)
    builder = _Builder(file)
    try:
        builder.parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, ValueError, LookupError) as error:
        reason = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
        raise refuse("dmn.malformed-xml", builder.span(), reason=reason) from error
    if builder.root is None:
        raise refuse("dmn.malformed-xml", builder.span(), reason="no element found")
    return Document(builder.root, builder.prefixes)
