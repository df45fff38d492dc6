"""The YAML of a document: every entry is text, a list or a mapping, and knows its place.

Scalars are kept as they were written, so that ``2024-01-01``, ``no`` or ``1.10`` never change their
meaning on the way; whoever reads an entry decides what it has to be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.span import Span

_FULL_WIDTH_COLON = re.compile(r"^ *(?P<key>[A-Za-z][A-Za-z-]*) *(?P<colon>：)", re.MULTILINE)

MAXIMUM_DEPTH = 6
"""Collections nested deeper than this are refused."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value with its span; ``key`` is the span of the key it stands under, if it has one."""

    value: Written
    span: Span = field(compare=False, repr=False)
    key: Span | None = field(default=None, compare=False, repr=False)


Written: TypeAlias = "str | tuple[Entry, ...] | Mapping[str, Entry]"
"""What an entry holds: an empty scalar (``key:``) is an empty text."""


def read_yaml(body: Span) -> Mapping[str, Entry]:
    r"""The entries of a mapping by key, in order; raises `DiagnosticError` at the line that is not YAML.

    >>> from zhida.lang.base.span import span_of
    >>> entries = read_yaml(span_of("title: 若干措施\nin-force: 2024-01-01..\n"))
    >>> entries["in-force"].value, entries["in-force"].span.position.line
    ('2024-01-01..', 2)
    """
    _check_colons(body)
    try:
        _check_events(body)
        root = yaml.compose(body.text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        raise refuse("document.bad-yaml", _span_at(body, error.position, 1), problem=error.reason) from error
    except yaml.MarkedYAMLError as error:
        raise refuse(
            "document.bad-yaml", _span_at(body, _offset(error.problem_mark), 1), problem=error.problem
        ) from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise refuse("document.yaml-not-a-mapping", _span_of(body, root))
    return _read_mapping(body, root)


def _check_colons(body: Span) -> None:
    """A full-width colon after a key is a typing mistake that YAML would tell of the line below it."""
    matched = _FULL_WIDTH_COLON.search(body.text)
    if matched:
        raise refuse("document.full-width-colon", _span_at(body, matched.start("colon"), 1), key=matched["key"])


def _check_events(body: Span) -> None:
    """References (``*name``) and deep nesting are refused before anything is built of them."""
    depth = 0
    for event in yaml.parse(body.text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAXIMUM_DEPTH or isinstance(event, yaml.AliasEvent):
            raise refuse("document.yaml-too-complex", _span_at(body, _offset(event.start_mark), 1))


def _read_mapping(body: Span, node: yaml.MappingNode) -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for key, value in node.value:
        span = _span_of(body, key)
        if not isinstance(key, yaml.ScalarNode):
            raise refuse("document.yaml-bad-key", span)
        if key.value in entries:
            raise refuse("document.duplicate-key", span, key=key.value)
        entries[key.value] = _read_node(body, value, span)
    return entries


def _read_node(body: Span, node: yaml.Node, key: Span | None) -> Entry:
    span = _span_of(body, node)
    match node:
        case yaml.MappingNode():
            return Entry(_read_mapping(body, node), span, key)
        case yaml.SequenceNode():
            return Entry(tuple(_read_node(body, item, None) for item in node.value), span, key)
        case _:
            return Entry(str(node.value), span, key)


def _offset(mark: object) -> int:
    """PyYAML knows marks of two classes, and none at all."""
    return int(getattr(mark, "index", 0))


def _span_of(body: Span, node: yaml.Node) -> Span:
    start, end = _offset(node.start_mark), _offset(node.end_mark)
    return _span_at(body, start, max(1, end - start))


def _span_at(body: Span, offset: int, length: int) -> Span:
    start = min(body.start + offset, body.end)
    return Span(body.source, start, min(start + length, body.end))
