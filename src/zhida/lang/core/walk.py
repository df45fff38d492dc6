"""Looking through a tree of frozen dataclasses: the surface tree, the core tree, the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TypeVar

from zhida.lang.base.span import Source, Span

Wanted = TypeVar("Wanted")


def walk(root: object, wanted: type[Wanted]) -> Iterator[Wanted]:
    """Everything of a class in a tree, each before what lies below it; places are not looked into.

    >>> from zhida.lang.base.span import Source, span_of
    >>> from zhida.lang.core.tree import Constant, Negation
    >>> len(list(walk(Negation(Constant(None, span=span_of("")), span=span_of("")), Constant)))
    1
    """
    pending = [root]
    while pending:
        part = pending.pop()
        if isinstance(part, wanted):
            yield part
        if isinstance(part, tuple):
            pending.extend(reversed(part))
        else:
            class_: type = type(part)
            pending.extend([getattr(part, name) for name in _name_parts(class_)])


@cache
def _name_parts(class_: type) -> tuple[str, ...]:
    """The fields of a class of nodes, the last first; none of other classes and of places."""
    if not is_dataclass(class_) or issubclass(class_, Span | Source):
        return ()
    return tuple(field.name for field in reversed(fields(class_)))
