"""What a definition is made of: the constructs of the language in it, the facts it reads, and whether two are the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterator
from typing import TypeAlias

from agreement.inputs import COLUMNS
from zhida.lang.base.types import ListType, SimpleType, Type
from zhida.lang.core.dependencies import find_dependencies
from zhida.lang.core.tree import (
    Arithmetic,
    BuiltinCall,
    Comparison,
    Field,
    InputReference,
    Node,
    Program,
    Quantification,
    Table,
)
from zhida.lang.core.walk import walk
from zhida.lang.sql.builtins import BUILTINS
from zhida.lang.sql.columns import Derived, RecordColumn

Fact: TypeAlias = tuple[str, str]
"""An input, and the field of it if it is a record, else nothing."""

RECORDS = frozenset(
    name for name, column in COLUMNS.items() if isinstance(column, Derived) and isinstance(column.column, RecordColumn)
)
"""The inputs of which only some fields may be read."""


def list_constructs(program: Program, key: str, computed: Container[str]) -> frozenset[str]:
    """The constructs in a decision, and in what it rests on that is not itself computed as a value of its own.

    Classes of nodes, operators with the types of their operands, builtins, hit policies.
    """
    hidden = [one for one in find_dependencies(program, [key]) if one == key or one not in computed]
    bodies = tuple(program.definitions[one].body for one in hidden)
    return frozenset(name for node in walk(bodies, Node) for name in _name_constructs(node))


def _name_constructs(node: Node) -> Iterator[str]:
    yield type(node).__name__
    match node:
        case Arithmetic(operator=operator, left=left, right=right):
            yield f"{_name_type(left.type)} {operator} {_name_type(right.type)}"
        case Comparison(operator=operator, left=left):
            yield f"{_name_type(left.type)} {operator}"
        case Quantification(quantifier=quantifier):
            yield quantifier
        case BuiltinCall(name=name):
            yield f"{name}()"
        case Table(hit_policy=policy, aggregation=aggregation):
            yield f"{policy} {aggregation}" if aggregation else policy


def _name_type(type_: Type) -> str:
    match type_:
        case SimpleType(name=name):
            return name
        case ListType():
            return "list"
        case _:
            return type(type_).__name__


def find_facts(program: Program, key: str) -> frozenset[Fact]:
    """The facts that a definition and all it rests on read: inputs, and for a record its fields."""
    bodies = [program.definitions[one].body for one in find_dependencies(program, [key])]
    inputs = Counter(reference.name for reference in walk(tuple(bodies), InputReference))
    fields = [
        (field.source.name, field.name)
        for field in walk(tuple(bodies), Field)
        if isinstance(field.source, InputReference) and field.source.name in RECORDS
    ]
    inputs.subtract(name for name, _ in fields)
    return frozenset(fields) | {(name, "") for name, times in inputs.items() if times > 0}


def fingerprint(program: Program, key: str) -> bytes:
    """The same for two definitions that say the same of the same facts."""
    digest = hashlib.sha256()
    for one in sorted(find_dependencies(program, [key])):
        digest.update(repr(program.definitions[one].body).encode())
    return digest.digest()


_NODES = (
    "Arithmetic",
    "Call",
    "Comparison",
    "Conditional",
    "Conjunction",
    "ContextOf",
    "Disjunction",
    "Field",
    "Iteration",
    "ListOf",
    "Membership",
    "Negation",
    "Quantification",
    "Selection",
    "some",
    "every",
)
_HIT_POLICIES = ("UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT")
_AGGREGATIONS = tuple(f"COLLECT {name}" for name in ("SUM", "COUNT", "MIN", "MAX"))
_OPERATORS = (
    *(f"number {operator} number" for operator in "+-*/"),
    *(f"{kind} {operator}" for kind in ("number", "date", "string") for operator in ("=", "!=", "<", "<=", ">", ">=")),
    "date - date",
    *(f"date {operator} {kind} duration" for operator in "+-" for kind in ("years and months", "days and time")),
)

SUPPORTED = (*_NODES, *_HIT_POLICIES, *_AGGREGATIONS, *_OPERATORS, *(f"{name}()" for name in BUILTINS))
"""All that SQL computes: kinds of nodes, hit policies, operators by their operands, and every builtin of its table."""
