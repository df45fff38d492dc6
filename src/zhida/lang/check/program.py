"""What a program says of its tables: where they stand, and which facts their columns rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from zhida.lang.core.dependencies import find_dependencies
from zhida.lang.core.tree import (
    DefinitionReference,
    Expression,
    Field,
    InputReference,
    LocalReference,
    Node,
    Program,
    Rule,
    Table,
)
from zhida.lang.core.walk import walk

Path: TypeAlias = tuple[str, ...]
"""The name of an input or a local and the fields taken of it."""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the name of the definition it stands in."""

    name: str
    table: Table


def find_tables(program: Program) -> Iterator[FoundTable]:
    """Every decision table of a program, wherever it stands, in the order of the definitions.

    Tables whose rows have too few cells are left out: compilation has refused them.
    """
    for definition in program.definitions.values():
        for table in walk(definition.body, Table):
            if all(_is_complete(rule, table) for rule in table.rules):
                yield FoundTable(definition.name, table)


def _is_complete(rule: Rule, table: Table) -> bool:
    return len(rule.tests) == len(table.inputs) and len(rule.results) == len(table.outputs)


def find_paths(expression: Expression, program: Program) -> frozenset[Path]:
    """The inputs and locals an expression rests on, through all definitions, with the fields taken of them."""
    named = (reference.key for reference in walk(expression, DefinitionReference))
    bodies = (program.definitions[key].body for key in find_dependencies(program, named))
    return frozenset(path for part in (expression, *bodies) for path, _ in list_own_paths(part))


def are_related(ours: frozenset[Path], theirs: frozenset[Path]) -> bool:
    """Whether two expressions rest on a common fact, so that their values may depend on one another."""
    return any(all(a == b for a, b in zip(one, other, strict=False)) for one in ours for other in theirs)


def list_own_paths(expression: Expression) -> Iterator[tuple[Path, Expression]]:
    """The longest paths written in an expression, and where: of ``本年.研发费用`` that one, not ``本年`` as well."""
    nodes = [node for node in walk(expression, Node) if isinstance(node, InputReference | LocalReference | Field)]
    sources = {id(node.source) for node in nodes if isinstance(node, Field)}
    for node in nodes:
        path = path_of(node)
        if path is not None and id(node) not in sources:
            yield path, node


def path_of(expression: Expression) -> Path | None:
    """The path an expression is, if it is nothing else."""
    match expression:
        case InputReference(name=name) | LocalReference(name=name):
            return (name,)
        case Field(source=source, name=name):
            path = path_of(source)
            return None if path is None else (*path, name)
    return None
