"""The texts of a model → core tree: parsed with the names that are visible, a text that is no FEEL is null."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.base.types import Type
from zhida.lang.core.from_feel import lower_expression, lower_unary_tests
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import Constant, Expression
from zhida.lang.feel import tree as feel
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_unary_tests


@dataclass(frozen=True, slots=True)
class Texts:
    """How texts are read at a place: the dialect, and the names that may hold spaces or operators."""

    dialect: Dialect
    names: Names

    def knowing(self, names: Iterable[str]) -> Texts:
        """The same with more names."""
        return replace(self, names=self.names.extend(names))

    def expression(self, source: Source, scope: Scope) -> Expression:
        """The meaning of an expression; null where nothing is written, or what cannot be read."""
        span = source.span
        if not source.text.strip():
            return Constant(None, span=span)
        try:
            tree = parse_expression(source, self.names, self.dialect)
        except DiagnosticError as error:
            scope.found.extend(error.diagnostics)
            return Constant(None, span=span)
        return lower_expression(tree, scope)

    def tests(self, source: Source, input_: Type, scope: Scope) -> Expression:
        """The meaning of a cell over the local ``?``; null, which never holds, if it cannot be read."""
        tree = self.parse_tests(source, scope)
        if tree is None:
            return Constant(None, span=source.span)
        return lower_unary_tests(tree, input_, scope)

    def parse_tests(self, source: Source, scope: Scope) -> feel.UnaryTests | None:
        """The tests of a cell; None, and reported, if they cannot be read."""
        try:
            return parse_unary_tests(source, self.names, self.dialect)
        except DiagnosticError as error:
            scope.found.extend(error.diagnostics)
            return None
