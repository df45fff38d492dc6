"""Walking a tree of frozen dataclasses: the surface tree of FEEL and the core tree alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from zhida.lang.core.tree import Node as CoreNode
from zhida.lang.feel.tree import Node as FeelNode


def walk(node: Any) -> Iterator[Any]:
    """The nodes of a tree, each before its parts; lists of parts are looked into."""
    pending = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, tuple):
            pending.extend(reversed(part))
        elif isinstance(part, CoreNode | FeelNode) and is_dataclass(part):
            yield part
            pending.extend(getattr(part, field.name) for field in reversed(fields(part)))
