"""A text with some of its parts replaced."""

from __future__ import annotations

from collections.abc import Iterable

from zhida.lang.base.span import Span


def replace_parts(whole: Span, parts: Iterable[tuple[Span, str]]) -> str:
    """The text of a span with other texts in the place of some spans within it, which do not overlap.

    >>> from zhida.lang.base.span import Source
    >>> source = Source("门槛=500")
    >>> replace_parts(source.span, [(Span(source, 3, 6), "600")])
    '门槛=600'
    """
    text, start = whole.text, whole.start
    for span, replacement in sorted(parts, key=lambda part: part[0].start, reverse=True):
        text = text[: span.start - start] + replacement + text[span.end - start :]
    return text
