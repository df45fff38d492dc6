"""How diagnostics become text: a message has both languages and, where it can, a hint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Position

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one diagnostic code: templates filled from its values by `str.format`."""

    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""


Messages = Mapping[str, Message]


def render_message(diagnostic: Diagnostic, messages: Messages, language: Language) -> str:
    """What happened, in one sentence. An unlisted code is a fault of the program: KeyError.

    >>> messages = {"feel.unexpected-end": Message("表达式没有写完。", "The expression ends too early.")}
    >>> render_message(Diagnostic("feel.unexpected-end"), messages, "zh")
    '表达式没有写完。'
    """
    message = messages[diagnostic.code]
    return (message.zh if language == "zh" else message.en).format(**diagnostic.values)


def render_hint(diagnostic: Diagnostic, messages: Messages, language: Language) -> str:
    """What to do about it, or an empty text."""
    message = messages[diagnostic.code]
    return (message.hint_zh if language == "zh" else message.hint_en).format(**diagnostic.values)


def render_position(position: Position) -> str:
    """``file:line:column (place › place)``.

    >>> render_position(Position("policy.md", 12, 9, ("第三条", "第1行")))
    'policy.md:12:9 (第三条 › 第1行)'
    """
    place = f" ({' › '.join(position.place)})" if position.place else ""
    return f"{position.file}:{position.line}:{position.column}{place}"


def render_diagnostic(diagnostic: Diagnostic, messages: Messages, language: Language) -> str:
    """Place, message, the line with a caret below it, and the hint: what a terminal shows."""
    lines = [render_message(diagnostic, messages, language)]
    if diagnostic.span is not None:
        span = diagnostic.span
        lines[0] = f"{render_position(span.position)}: {lines[0]}"
        lines += _draw_caret(span.source.text, span.start, span.end)
    hint = render_hint(diagnostic, messages, language)
    return "\n".join([*lines, f"  → {hint}"] if hint else lines)


def _draw_caret(text: str, start: int, end: int) -> list[str]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    line = text[first:] if last < 0 else text[first:last]
    if not line.strip():
        return []
    column = start - first
    cut = max(0, column - _SHOWN_BEFORE) if len(line) > _LONGEST_LINE else 0
    shown = line[cut : cut + _LONGEST_LINE]
    marked = shown[column - cut : max(end, start + 1) - first - cut]
    opening, closing = "…" * (cut > 0), "…" * (cut + _LONGEST_LINE < len(line))
    indent = " " * (len(opening) + count_columns(shown[: column - cut]))
    return [f"  {opening}{shown}{closing}", f"  {indent}{'^' * max(1, count_columns(marked))}"]


_LONGEST_LINE = 200
"""Characters of a line that are shown: a whole file may stand on one line."""

_SHOWN_BEFORE = 100
"""Characters shown before the place, of a line that is cut."""


_LAST_NARROW = 0x2E7F
"""The last character before those of Chinese."""


def count_columns(text: str) -> int:
    """Columns in a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) > _LAST_NARROW else 1 for character in text)
