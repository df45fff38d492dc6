"""The meaning of a text that a pack has compiled, as a core tree: two texts with equal trees mean the same."""

from __future__ import annotations

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.core.from_feel import lower_expression
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import Expression, Table
from zhida.lang.core.walk import walk
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression
from zhida.policy.from_document import define_key
from zhida.policy.pack import Pack


def find_meaning(pack: Pack, clause: str, name: str) -> Expression:
    """The core tree of a definition of a clause."""
    return pack.program.definitions[define_key(clause, name)].body


def find_table(pack: Pack, clause: str, name: str) -> Table:
    """The core tree of a rule table."""
    return next(walk(find_meaning(pack, clause, name), Table))


def read_value(source: Source) -> Expression | None:
    """The core tree of a value of a worked example, which rests on nothing else; None for a word such as 待补充."""
    scope = Scope()
    try:
        tree = lower_expression(parse_expression(source, Names.of([]), Dialect.POLICY), scope)
    except DiagnosticError:
        return None
    return None if scope.found else tree
