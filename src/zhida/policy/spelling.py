"""Standard FEEL → the notation of a policy document: amounts in 万 and 亿, shares in %, and what was written before kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.span import Source, Span
from zhida.lang.feel.lexer import Dialect, Token, tokenize
from zhida.lang.feel.literals import read_number, read_string
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_unary_tests
from zhida.lang.feel.tree import Expression

_UNITS = (("万亿", 12), ("亿", 8), ("万", 4))
_MOST_DECIMALS = 2
"""Decimals of an amount in 万 or 亿 that people still read at a glance."""


def spell_number(value: Decimal) -> str:
    """A number of 0 or more as officials write it: in 万, 亿 or 万亿 where that is exact with at most two decimals.

    >>> [spell_number(Decimal(text)) for text in ("5000000", "125000000", "12345", "1.20", "0.05")]
    ['500万', '1.25亿', '12345', '1.2', '0.05']
    """
    for unit, power in _UNITS:
        scaled = DECIMAL128.normalize(DECIMAL128.scaleb(value, -power))
        if scaled >= 1 and -_exponent(scaled) <= _MOST_DECIMALS:
            return f"{scaled:f}{unit}"
    return spell_scaled(value, 0)


def spell_share(value: Decimal) -> str:
    """A share as officials write it; a number that is none as `spell_number` does.

    >>> spell_share(Decimal("0.125")), spell_share(Decimal("2"))
    ('12.5%', '2')
    """
    return f"{spell_scaled(value, 2)}%" if 0 < value < 1 else spell_number(value)


def spell_scaled(value: Decimal, power: int) -> str:
    """The digits of a number times ten to the power, without zeros at the end.

    >>> spell_scaled(Decimal("0.125"), 3), spell_scaled(Decimal("1.20"), 0)
    ('125', '1.2')
    """
    return f"{DECIMAL128.normalize(DECIMAL128.scaleb(value, power)):f}"


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Speller:
    """Spells expressions and tests in which certain ``names`` may stand.

    What is equal in ``like``, the text that stood there or stands near, is written as it is there: its blanks, line
    breaks and signs. Both methods raise `DiagnosticError` for a text that cannot be read.

    >>> speller = Speller(Names.of(["费用"]))
    >>> speller.spell_expression(Source("min(3000000, 0.15 * 费用)"), "min( 200万, 10% × 费用 )")
    'min( 300万, 15% × 费用 )'
    >>> speller.spell_tests(Source(">= 6000000"), "≥500万")
    '≥600万'
    """

    names: Names

    def spell_expression(self, source: Source, like: str) -> str:
        """An expression."""
        return self._spell(source, like, self._parse_expression)

    def spell_tests(self, source: Source, like: str) -> str:
        """The tests of a cell."""
        return self._spell(source, like, self._parse_tests)

    def _spell(self, source: Source, like: str, parse: Callable[[Source], Expression]) -> str:
        meant = parse(source)
        spelled = "".join(_merge(source, Source(like))).strip()
        if parse(Source(spelled)) == meant:
            return spelled
        return "".join(_merge(source, Source("%" if "%" in like else ""))).strip()

    def _parse_expression(self, source: Source) -> Expression:
        return parse_expression(source, self.names, Dialect.POLICY)

    def _parse_tests(self, source: Source) -> Expression:
        return parse_unary_tests(source, self.names, Dialect.POLICY)


def _merge(source: Source, like: Source) -> Iterator[str]:
    """The pieces of ``source``, those that ``like`` has as well as they stand there, each after what stands before it."""
    new, old = tokenize(source, Dialect.POLICY), tokenize(like, Dialect.POLICY)
    spell = spell_share if "%" in like.text else spell_number
    keys = [_key(token, source) for token in new]
    matcher = SequenceMatcher(None, [_key(token, like) for token in old], keys, autojunk=False)
    aligned = True
    for tag, first, last, start, end in matcher.get_opcodes():
        for place in range(start, end):
            token, counterpart = new[place], old[min(first + place - start, len(old) - 1)]
            follows = (aligned or place > start) if tag == "equal" else last - first == end - start
            gap = _before(like, old, first + place - start) if follows else _before(source, new, place)
            if tag == "equal":
                yield gap + like.text[counterpart.start : counterpart.end]
            elif token.kind == "NUMBER":
                yield gap + spell(read_number(token.text, source.span))
            else:
                yield gap + source.text[token.start : token.end]
        aligned = last - first == end - start


def _before(source: Source, tokens: list[Token], place: int) -> str:
    """The blanks and remarks before a token."""
    return source.text[tokens[place - 1].end if place else 0 : tokens[place].start]


def _key(token: Token, source: Source) -> tuple[str, object]:
    """What a token means, however it is written."""
    span = Span(source, token.start, token.end)
    match token.kind:
        case "NUMBER":
            return "NUMBER", read_number(token.text, span)
        case "STRING":
            return "STRING", read_string(span)
    return token.kind, token.text
