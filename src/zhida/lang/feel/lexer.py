"""Text to tokens (DMN 1.5, §10.3.1.2, grammar rules 27-37 and 61-66).

Tokens do not depend on the names in scope: `a-b` is always three tokens, and the parser joins
them to one name where such a name is known. In the dialect of policy documents, full-width
punctuation, digits and letters count as their ASCII forms and numbers may carry a unit.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.span import Source, Span

MAX_LENGTH = 200_000
"""Characters an expression may have."""


class Dialect(Enum):
    """Which notation a text is written in: standard FEEL, or with the sugar of policy documents."""

    STANDARD = "standard"
    POLICY = "policy"


class Token(NamedTuple):
    """A piece of text. ``kind`` is NUMBER, STRING, WORD, UNKNOWN, END or the symbol or keyword itself.

    ``text`` is in ASCII forms where the dialect allows others; ``gap`` tells whether white space
    or a comment stands before it; ``start`` and ``end`` count characters of the source.
    """

    kind: str
    text: str
    start: int
    end: int
    gap: bool


KEYWORDS = frozenset(
    ["true", "false", "null", "if", "then", "else", "for", "in", "return", "some", "every", "satisfies"]
) | {"function", "between", "and", "or"}
"""The reserved words; ``instance of`` is one token as well."""

_BLANK = r"[\t-\r \x85\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
_START = (
    r"A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u167f\u1681-\u180d\u180f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00\uff01\uff03-\uff3b\uff3d-\ufffd"
    r"\U00010000-\U000effff"
)
_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_STRING = r'"[^"\\\n-\r]*(?:\\.[^"\\\n-\r]*)*"'
_FULL_WIDTH_STRING = (
    r"[“”＂][^“”＂\"\\\n-\r]*(?:\\.[^“”＂\"\\\n-\r]*)*[“”＂\"]"
    r"|[‘’][^‘’\\\n-\r]*(?:\\.[^‘’\\\n-\r]*)*[‘’]"
)
_SYMBOL = r"\*\*|\.\.|->|<=|>=|!=|==|&&|\|\||[-+*/=<>(){}\[\],.:@?]"


def _compile(*, start: str, string: str, opening: str, unit: str, symbol: str) -> re.Pattern[str]:
    part = rf"[{start}0-9\xb7\u0300-\u036f\u203f\u2040]"
    unit = unit.replace("PART", part)
    return re.compile(
        rf"(?P<BLANK>{_BLANK}+|//[^\n]*|/\*(?s:.*?)\*/)"
        rf"|(?P<WORD>instance{_BLANK}+of(?!{part})|[{start}]{part}*)"
        rf"|(?P<NUMBER>{_NUMBER}{unit})"
        rf"|(?P<STRING>{string})"
        rf"|(?P<OPEN>/\*|{opening})"
        rf"|(?P<SYMBOL>{symbol})"
        r"|(?P<UNKNOWN>(?s:.))"
    )


_PATTERNS = {
    Dialect.STANDARD: _compile(start=_START + "\uff02\uff3c", string=_STRING, opening='"', unit="", symbol=_SYMBOL),
    Dialect.POLICY: _compile(
        start=_START,
        string=f"{_STRING}|{_FULL_WIDTH_STRING}",
        opening='["“”＂‘’]',
        unit=r"(?:(?:万亿|亿|万)(?!PART)|[%‰])?",
        symbol=_SYMBOL + "|[≥≤≠×÷]",
    ),
}

_ASCII_FORMS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "＂＼"} | str.maketrans(
    "【】、。—−", "[],;--"
)
"""One character for one, so that every place in the text stays the same."""

_MEANING = {"≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/"}
_WORDS = {
    Dialect.STANDARD: {word: word for word in KEYWORDS},
    Dialect.POLICY: {word: word for word in KEYWORDS} | {"是": "true", "否": "false"},
}


def tokenize(source: Source, dialect: Dialect = Dialect.STANDARD) -> list[Token]:
    """The tokens of a text, with one of kind END at the end.

    Raises `DiagnosticError` for a string or comment that is not closed and for a text of more
    than `MAX_LENGTH` characters. A character that means nothing is a token of kind UNKNOWN: it may be part of a name.

    >>> [token.kind for token in tokenize(Source("费用 ≥ 500万"), Dialect.POLICY)]
    ['WORD', '>=', 'NUMBER', 'END']
    """
    if len(source.text) > MAX_LENGTH:
        raise refuse("feel.too-long", Span(source, 0, 1), length=len(source.text), limit=MAX_LENGTH)
    text = source.text.translate(_ASCII_FORMS) if dialect is Dialect.POLICY else source.text
    words = _WORDS[dialect]
    tokens: list[Token] = []
    gap = False
    for match in _PATTERNS[dialect].finditer(text):
        kind, piece, (start, end) = str(match.lastgroup), match.group(), match.span()
        if kind == "BLANK":
            gap = True
            continue
        if kind == "WORD":
            kind = words.get(piece, kind)
            if piece.startswith("instance") and piece[8:].strip() == "of":
                kind = piece = "instance of"
        elif kind == "SYMBOL":
            kind = piece = _MEANING.get(piece, piece)
        elif kind == "OPEN":
            raise _refuse_open(source, start)
        tokens.append(Token(kind, piece, start, end, gap))
        gap = False
    tokens.append(Token("END", "", len(text), len(text), gap))
    return tokens


def _refuse_open(source: Source, start: int) -> Exception:
    if source.text.startswith("/*", start):
        return refuse("feel.unterminated-comment", Span(source, start, start + 2))
    line_end = re.compile(r"[\n-\r]|$").search(source.text, start)
    end = line_end.start() if line_end else len(source.text)
    return refuse("feel.unterminated-string", Span(source, start, end))
