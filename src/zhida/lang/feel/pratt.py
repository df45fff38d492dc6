"""The loop of a Pratt parser: an operand, then operators as long as they bind tightly enough.

Operators bind, from loosest: ``or``; ``and``; comparisons, ``between`` and ``in``; ``+ -``;
``* /``; ``**``; unary ``-``; ``instance of``; paths, filters and invocations (DMN 1.5, grammar
rules 2-4). All binary operators associate to the left; policy documents must not chain comparisons at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.span import Source
from zhida.lang.feel.cursor import Cursor
from zhida.lang.feel.lexer import KEYWORDS, Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.tree import Binary, BinaryOperator, Expression, Name

OR, AND, COMPARISON, ADDITIVE, MULTIPLICATIVE, POWER, NEGATION, INSTANCE, POSTFIX = range(1, 10)
"""How tightly operators bind."""

_BINDING: Mapping[str, int] = {
    "or": OR,
    "and": AND,
    **dict.fromkeys(["=", "!=", "<", "<=", ">", ">=", "between", "in"], COMPARISON),
    **dict.fromkeys(["+", "-"], ADDITIVE),
    **dict.fromkeys(["*", "/"], MULTIPLICATIVE),
    "**": POWER,
    "instance of": INSTANCE,
    **dict.fromkeys([".", "[", "("], POSTFIX),
}

_AMBIGUOUS = KEYWORDS | {"NUMBER", "?"}
"""What begins an operand of its own, or a known name."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How an operand is parsed by its first token, and how each operator other than the plain binary ones goes on."""

    prefixes: Mapping[str, Callable[[Pratt], Expression]]
    infixes: Mapping[str, Callable[[Pratt, Expression, int], Expression]]


class Pratt(Cursor):
    """A cursor that can parse an expression where it stands."""

    def __init__(self, source: Source, names: Names, dialect: Dialect, grammar: Grammar) -> None:
        super().__init__(source, names, dialect)
        self._prefixes = grammar.prefixes
        self._infixes = grammar.infixes
        self._interval_brackets = -1

    def parse(self, binding: int = OR) -> Expression:
        """The expression here, as far as operators of at least this ``binding`` carry it."""
        outer = self.descend()
        token = self.token
        handler = self._prefixes.get(token.kind)
        if (handler is None or token.kind in _AMBIGUOUS) and self.at_name():
            left: Expression = Name(self.read_name(), span=self.span_from(token.start))
        elif handler is None:
            raise self.refuse_operand()
        else:
            left = handler(self)
        self.grow()
        left = self.climb(left, binding, token.start)
        self.ascend(outer)
        return left

    def climb(self, left: Expression, binding: int, start: int) -> Expression:
        """The operand ``left``, which begins at character ``start``, with the operators after it."""
        while (power := _BINDING.get(self.token.kind, 0)) >= binding and not self._closes_interval():
            operator = self.token.kind
            infix = self._infixes.get(operator)
            if infix is not None:
                left = infix(self, left, start)
            else:
                self.advance()
                right = self.parse(power + 1)
                left = Binary(cast("BinaryOperator", operator), left, right, span=self.span_from(start))
            self.grow()
            if power == COMPARISON == _BINDING.get(self.token.kind) and self.dialect is Dialect.POLICY:
                raise refuse("feel.chained-comparison", self.here(), operator=self.token.text)
        return left

    def parse_high_end(self) -> Expression:
        """The high end of an interval, which ``[`` may close: ``]a..b[``."""
        outer = self._interval_brackets
        self._interval_brackets = len(self.brackets)
        high = self.parse()
        self._interval_brackets = outer
        return high

    def starts_expression(self, kind: str) -> bool:
        """Whether a token of this kind can begin an expression, but for an open interval."""
        return kind != "]" and (kind in self._prefixes or kind in {"WORD", "UNKNOWN"})

    def _closes_interval(self) -> bool:
        at_high_end = self.token.kind == "[" and self._interval_brackets == len(self.brackets)
        return at_high_end and not self.starts_expression(self.peek().kind)
