"""What an expression of machine code sees: where instructions go, the columns, the variables of lambdas around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from llvmlite import ir

from zhida.lang.native.values import Code, Term, all_valid
from zhida.lang.sql.build import Sql


class Frame(Protocol):
    """The function that is being written."""

    def read(self, name: str, scope: Scope) -> Term:
        """A column of the row."""

    def encode(self, text: str) -> int:
        """The code of a text."""

    def fail(self, condition: ir.Value) -> None:
        """Under this condition nothing that is computed holds."""

    def compute_apart(self, aggregate: Sql, scope: Scope) -> Term | None:
        """What an aggregate of a list comes to, if a function of its own computes it."""

    def allocate(self, kind: ir.Type) -> ir.Value:
        """Room for a variable of the function."""


@dataclass(frozen=True, slots=True)
class Scope:
    """``reached`` tells whether the row comes to the expression; None: every row does. ``is_nested``: it is inside a lambda."""

    code: Code
    frame: Frame
    reached: ir.Value | None = None
    variables: Mapping[str, Term] = field(default_factory=dict)
    is_nested: bool = False

    def where(self, condition: ir.Value) -> Scope:
        """The scope of what is computed only under a condition."""
        return replace(self, reached=all_valid(self.code, self.reached, condition))

    def bind(self, name: str, term: Term) -> Scope:
        """The scope with one more variable."""
        return replace(self, variables={**self.variables, name: term}, is_nested=True)

    def fail(self, condition: ir.Value) -> None:
        """The number has no room under this condition, which only matters where the row comes here."""
        self.frame.fail(condition if self.reached is None else self.code.and_(condition, self.reached))


Emit: TypeAlias = Callable[[Sql, Scope], Term]
"""Adds the instructions of an expression."""
