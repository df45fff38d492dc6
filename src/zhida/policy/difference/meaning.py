"""The meaning of a text that a pack has compiled, as a core tree: two texts with equal trees mean the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.base.types import ANY
from zhida.lang.core.from_feel import lower_expression, lower_unary_tests
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import DefinitionReference, Expression, Table
from zhida.lang.core.walk import walk
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_unary_tests
from zhida.policy.from_document import define_key
from zhida.policy.pack import Pack

_LABEL = "label"
"""What a column is called, which is how its condition is written."""


def find_meaning(pack: Pack, clause: str, name: str) -> Expression:
    """The core tree of a definition of a clause."""
    return pack.program.definitions[define_key(clause, name)].body


def find_table(pack: Pack, clause: str, name: str) -> Table:
    """The core tree of a rule table."""
    return next(walk(find_meaning(pack, clause, name), Table))


def read_value(source: Source) -> Expression | None:
    """The core tree of a value of a worked example, which rests on nothing else; None for a word such as 待补充."""
    return _lower(lambda scope: lower_expression(parse_expression(source, Names.of(), Dialect.POLICY), scope))


def read_tests(source: Source) -> Expression | None:
    """The core tree of tests that rest on nothing else, such as the values of a result; None if they do."""
    return _lower(lambda scope: lower_unary_tests(parse_unary_tests(source, Names.of(), Dialect.POLICY), ANY, scope))


def _lower(lower: Callable[[Scope], Expression]) -> Expression | None:
    """What is lowered where no name is known; None if that does not do."""
    scope = Scope()
    try:
        tree = lower(scope)
    except DiagnosticError:
        return None
    return None if scope.found else tree


def mean_same(one: object, other: object, renamed: Mapping[str, str]) -> bool:
    """Whether two core trees are equal, but for the labels of columns and for definitions ``renamed`` to other keys.

    >>> from zhida.lang.base.span import span_of
    >>> old, new = (DefinitionReference(key, span=span_of("")) for key in ("a/门槛", "b/门槛"))
    >>> mean_same(old, new, {}), mean_same(old, new, {"a/门槛": "b/门槛"})
    (False, True)
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, DefinitionReference) and isinstance(other, DefinitionReference):
        return renamed.get(one.key, one.key) == other.key
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(mean_same(*parts, renamed) for parts in zip(one, other, strict=True))
    if not is_dataclass(one):
        return one == other
    names = [field.name for field in fields(one) if field.compare and field.name != _LABEL]
    return all(mean_same(getattr(one, name), getattr(other, name), renamed) for name in names)
