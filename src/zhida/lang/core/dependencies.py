"""What rests on what in a program."""

from __future__ import annotations

from collections.abc import Iterable

from zhida.lang.core.tree import DefinitionReference, Program
from zhida.lang.core.walk import walk


def find_dependencies(program: Program, keys: Iterable[str]) -> frozenset[str]:
    """The keys of these definitions and of all they rest on; those the program does not define are left out."""
    found: set[str] = set()
    pending = list(keys)
    while pending:
        key = pending.pop()
        if key in program.definitions and key not in found:
            found.add(key)
            pending += (reference.key for reference in walk(program.definitions[key].body, DefinitionReference))
    return frozenset(found)
