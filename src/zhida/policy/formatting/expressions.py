"""Expressions and tests in their one spelling: numbers, operators, quotes and the blanks between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source, Span
from zhida.lang.feel.lexer import KEYWORDS, Dialect, Token, tokenize
from zhida.lang.feel.literals import read_number
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_unary_tests
from zhida.lang.feel.tree import Expression
from zhida.lang.feel.unparse import unparse
from zhida.policy.spelling import spell_number, spell_scaled

_SCALES = {"%": 2, "‰": 3}
_TRAILING_BLANKS = re.compile(r"[ \t\u3000]+(?=\r?\n)")

_SIGN = "SIGN"
"""The kind of a minus before an operand."""

_OPENING = frozenset("([{@.") | {"..", _SIGN}
"""After these stands no blank."""

_CLOSING = frozenset(")]},:.") | {".."}
"""Before these stands no blank."""

_CALLED = frozenset([")", "]", "}", "WORD", "function"])
"""What a bracket that follows it belongs to: a call or a filter."""

_OPERANDS = frozenset([")", "]", "}", "?", "WORD", "UNKNOWN", "NUMBER", "STRING", "true", "false", "null"])
"""What an operand may end with: a minus after it takes away, after anything else it is a sign."""


@dataclass(frozen=True, slots=True)
class ExpressionFormatter:
    """Spells expressions in which certain ``names`` may stand.

    Line breaks, remarks and brackets stay as they are. A text that cannot be read, or that would mean something else,
    such as one with a name that holds signs (``a-b``), stays as it is, too.

    >>> formatter = ExpressionFormatter(Names.of(["费用"]))
    >>> formatter.format_expression("min(2000000,10.0% ×费用)")
    'min(200万, 10% * 费用)'
    >>> formatter.format_tests("≥5000000"), formatter.format_tests("“甲”，“乙”")
    ('>= 500万', '"甲", "乙"')
    """

    names: Names

    def format_expression(self, text: str) -> str:
        """An expression."""
        return _format(text, lambda source: parse_expression(source, self.names, Dialect.POLICY))

    def format_tests(self, text: str) -> str:
        """The tests of a cell; an empty cell is ``-``."""
        return _format(text.strip() or "-", lambda source: parse_unary_tests(source, self.names, Dialect.POLICY))


def _format(text: str, parse: Callable[[Source], Expression]) -> str:
    try:
        written = "".join(_spell(Source(text)))
        return written if parse(Source(written)) == parse(Source(text)) else text
    except DiagnosticError:
        return text


def _spell(source: Source) -> Iterator[str]:
    before: Token | None = None
    for token in tokenize(source, Dialect.POLICY):
        written = source.text[before.end if before else 0 : token.start]
        yield _choose_gap(before, token, written)
        yield _spell_token(token, source)
        is_sign = token.kind == "-" and (before is None or before.kind not in _OPERANDS)
        before = token._replace(kind=_SIGN) if is_sign else token


def _choose_gap(before: Token | None, token: Token, written: str) -> str:
    """What stands between two tokens: what was ``written`` if it breaks the line or is more than blanks."""
    if written.strip() or "\n" in written or "UNKNOWN" in {token.kind, before.kind if before else ""}:
        return _TRAILING_BLANKS.sub("", written)
    if before is None or token.kind == "END" or before.kind in _OPENING or token.kind in _CLOSING:
        return ""
    if token.kind in {"(", "["} and before.kind in _CALLED:
        return ""
    return " "


def _spell_token(token: Token, source: Source) -> str:
    span = Span(source, token.start, token.end)
    match token.kind:
        case "NUMBER":
            return _spell_number(token.text, span)
        case "STRING":
            return unparse(parse_expression(span.fragment, Names.of(), Dialect.POLICY))
        case "UNKNOWN":
            return span.text
        case kind if kind in KEYWORDS:
            return kind
    return token.text


def _spell_number(text: str, span: Span) -> str:
    """A number; a share stays a share, because 0.05 need not be one."""
    value, unit = read_number(text, span), text[-1]
    return f"{spell_scaled(value, _SCALES[unit])}{unit}" if unit in _SCALES else spell_number(value)
