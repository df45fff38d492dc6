"""Entries of YAML, read as what they have to be; what is wrong with them is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source
from zhida.policy.document.yaml import Entry

Entries: TypeAlias = Mapping[str, Entry]
Report: TypeAlias = Callable[[Diagnostic], None]
"""Where diagnostics go."""


def read_text(entries: Entries, key: str, report: Report) -> str:
    """The text under a key; empty if there is none."""
    entry = entries.get(key)
    if entry is None:
        return ""
    if isinstance(entry.value, str):
        return entry.value
    report(Diagnostic("pack.key-wants-text", entry.span, {"key": key}))
    return ""


def read_flag(entries: Entries, key: str, report: Report) -> bool:
    """Whether ``true`` stands under a key; nothing there is false."""
    text = read_text(entries, key, report)
    if text not in {"", "true", "false"}:
        report(Diagnostic("pack.not-true-or-false", entries[key].span, {"key": key, "text": text}))
    return text == "true"


def read_source(entry: Entry, *place: str) -> Source:
    """A text of YAML as a fragment of its own, with the way to it."""
    position = entry.span.position
    quoted = entry.span.text[:1] in {"'", '"'}
    return Source(str(entry.value), position.file, place, position.line, position.column + int(quoted))
