"""What an expression may ask for while it is compiled: inputs, definitions, variables and the dialect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.span import Span
from zhida.lang.core.tree import Definition, DefinitionReference, Expression, InputReference
from zhida.lang.sql.dialect import Dialect
from zhida.lang.sql.lists import Lists
from zhida.lang.sql.materialise import Columns
from zhida.lang.sql.terms import Term

MOST_CALLS = 20
"""Calls of functions inside one another."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in sight. ``columns`` hold what is computed once. ``functions`` are the program's definitions that are functions: their bodies are put in place of calls."""

    dialect: Dialect
    lists: Lists
    columns: Columns
    inputs: Mapping[str, Term]
    definitions: Mapping[str, Term]
    functions: Mapping[str, Definition]
    variables: Mapping[str, Term] = field(default_factory=dict)
    calls: int = 0
    definition: str = ""

    def keep(self, term: Term, what: str) -> Term:
        """The term as columns of their own, because it is used more than once; ``what`` it is names them."""
        return self.columns.store(term, f"{self.definition} {what}")

    def bind(self, variables: Mapping[str, Term]) -> Scope:
        """The scope inside, where these variables are known too."""
        return replace(self, variables={**self.variables, **variables})

    def given(self, expression: Expression, term: Term) -> Scope:
        """The scope in which more is known of an input or a definition."""
        match expression:
            case InputReference(name=name):
                return replace(self, inputs={**self.inputs, name: term})
            case DefinitionReference(key=key):
                return replace(self, definitions={**self.definitions, key: term})
        return self

    def enter_call(self, arguments: Mapping[str, Term], span: Span) -> Scope:
        """The scope of a function's body, which sees its arguments only."""
        if self.calls >= MOST_CALLS:
            raise refuse("sql.recursion", span)
        return replace(self, variables=dict(arguments), calls=self.calls + 1)
