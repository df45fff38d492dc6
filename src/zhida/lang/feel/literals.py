"""The values of number and string literals (DMN 1.5, grammar rules 33-37 and 62)."""

from __future__ import annotations

import re
from decimal import Decimal, Overflow

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.numbers import DECIMAL128, parse_number
from zhida.lang.base.span import Span

_UNITS = {"‰": -3, "%": -2, "万": 4, "亿": 8, "万亿": 12}
_NUMBER = re.compile(r"([-+.0-9eE]+)(.*)")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_SURROGATE_PAIR = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_CODE_POINT = 0x10FFFF


def read_number(text: str, span: Span) -> Decimal:
    """The value of a number, its unit multiplied out, in decimal128.

    >>> from zhida.lang.base.span import span_of
    >>> [str(read_number(text, span_of(text))) for text in ("1.20", "1.2亿", "10%")]
    ['1.20', '120000000', '0.1']
    """
    match = _NUMBER.fullmatch(text)
    digits, unit = match.groups() if match else (text, "")
    value = parse_number(digits)
    if value is not None and unit:
        value = _scale(value, _UNITS[unit])
    if value is None:
        raise refuse("feel.number-out-of-range", span, number=text)
    return value


def _scale(value: Decimal, power: int) -> Decimal | None:
    """The value times ten to the power, without trailing zeros; None if it is out of range."""
    try:
        scaled = DECIMAL128.normalize(DECIMAL128.multiply(value, Decimal((0, (1,), power))))
    except Overflow:
        return None
    is_short = 0 < scaled.adjusted() < DECIMAL128.prec
    return DECIMAL128.quantize(scaled, Decimal(1)) if is_short and scaled == int(scaled) else scaled


def read_string(span: Span) -> str:
    r"""The value of a string literal that ``span`` covers with its quotes.

    A backslash before any other character stands for itself, as regular expressions want it.

    >>> from zhida.lang.base.span import span_of
    >>> read_string(span_of(r'"\s \u4e2d \uD83D\uDC0E"'))
    '\\s 中 🐎'
    """
    text = span.text[1:-1]
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: _unescape(match, span), text)
        text = _SURROGATE_PAIR.sub(_join_surrogates, text)
    if _SURROGATE.search(text):
        raise refuse("feel.lone-surrogate", span)
    return text


def _unescape(match: re.Match[str], span: Span) -> str:
    digits = match.group(1) or match.group(2)
    if digits is None:
        if match.group(3) in "uU":
            raise _refuse_escape(match, span)
        return _SIMPLE_ESCAPES.get(match.group(3), match.group())
    if int(digits, 16) > _MAX_CODE_POINT:
        raise _refuse_escape(match, span)
    return chr(int(digits, 16))


def _refuse_escape(match: re.Match[str], span: Span) -> Exception:
    start = span.start + 1 + match.start()
    place = Span(span.source, start, start + len(match.group()))
    return refuse("feel.invalid-escape", place, escape=match.group())


def _join_surrogates(match: re.Match[str]) -> str:
    return match.group().encode("utf-16", "surrogatepass").decode("utf-16")
