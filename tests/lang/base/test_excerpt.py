"""The line a diagnostic shows: whole where it is short, its surroundings where a file stands on one line."""

from __future__ import annotations

import pytest

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.messages import Message, render_diagnostic
from zhida.lang.base.span import Source, Span

WORDS = {"test.fault": Message("有误", "wrong")}


def excerpt(text: str, start: int, end: int) -> list[str]:
    diagnostic = Diagnostic("test.fault", Span(Source(text, "a.json"), start, end))
    return render_diagnostic(diagnostic, WORDS, "zh").splitlines()[1:]


def test_a_short_line_is_shown_whole() -> None:
    assert excerpt("营业收入 = 十\n", 7, 8) == ["  营业收入 = 十", " " * 13 + "^^"]


@pytest.mark.parametrize("start", [0, 50, 5_000, 999_990])
def test_of_a_long_line_only_the_surroundings_are_shown(start: int) -> None:
    text = f"{'a' * start}!{'b' * (1_000_000 - start)}"
    line, caret = excerpt(text, start, start + 1)
    assert len(line) <= 204
    assert line[caret.index("^")] == "!"
    assert line.endswith("…") is (start < 999_900)
    assert line.startswith("  …") is (start > 100)


def test_a_mark_longer_than_what_is_shown_ends_with_it() -> None:
    line, caret = excerpt("x" * 10_000, 0, 10_000)
    assert (len(line), caret) == (203, "  " + "^" * 200)
