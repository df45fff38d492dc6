"""Builtins on strings (DMN 1.5, §10.3.4.3); characters are those of Unicode, not of UTF-16."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.values import Value
from zhida.lang.interpret.arithmetic import bounded_text
from zhida.lang.interpret.builtins.implementation import Implementations
from zhida.lang.interpret.regex.pattern import compile_pattern
from zhida.lang.interpret.run import NoValueError


def _substring(text: str, start: Decimal, length: Decimal | None = None) -> Value:
    """Positions count from 1, or from -1 at the end."""
    position = int(start)
    if not 1 <= abs(position) <= len(text):
        raise NoValueError("interpret.position-out-of-range", position=position, length=len(text))
    first = position - 1 if position > 0 else len(text) + position
    if length is None:
        return text[first:]
    if int(length) < 1:
        raise NoValueError("interpret.length-out-of-range", length=int(length))
    return text[first : first + int(length)]


def _substring_before(text: str, match: str) -> Value:
    before, found, _ = text.partition(match) if match else ("", match, text)
    return before if found else ""


def _substring_after(text: str, match: str) -> Value:
    return text.partition(match)[2] if match else text


def _join(texts: list[str | None], delimiter: str | None = None) -> Value:
    return bounded_text((delimiter or "").join(text for text in texts if text is not None))


def _matches(text: str, pattern: str, flags: str | None = None) -> Value:
    return compile_pattern(pattern, flags or "").finds(text)


def _replace(text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    return bounded_text(compile_pattern(pattern, flags or "").replace(text, replacement))


TEXTS: Implementations = MappingProxyType(
    {
        "substring": _substring,
        "string length": lambda text: Decimal(len(text)),
        "upper case": lambda text: bounded_text(text.upper()),
        "lower case": lambda text: bounded_text(text.lower()),
        "substring before": _substring_before,
        "substring after": _substring_after,
        "contains": lambda text, match: match in text,
        "starts with": str.startswith,
        "ends with": str.endswith,
        "split": lambda text, delimiter: [*compile_pattern(delimiter, "").split(text)],
        "matches": _matches,
        "replace": _replace,
        "string join": _join,
    }
)
"""Implementations of this family."""
