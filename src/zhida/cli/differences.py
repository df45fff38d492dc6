"""What differs between two versions of a policy, for people: clause by clause, the old text above the new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from rich.text import Text

from zhida.cli.terminal import Terminal
from zhida.policy.clause.tree import Clause
from zhida.policy.difference.model import Change, Difference, PackDifference, Part, Side
from zhida.policy.difference.pairing import tell_heading
from zhida.policy.pack import Pack

_STYLES = {Change.ADDED: "green", Change.REMOVED: "red", Change.CHANGED: "yellow", Change.SAME_MEANING: "dim"}
_LONGEST_TEXT = 60
_CONTEXT = 12
"""Characters that stay before and after what differs in a long text."""

_INDENT = "  "


def print_difference(difference: PackDifference, old: Pack, new: Pack, terminal: Terminal) -> None:
    """Everything that differs, under the headings of the clauses, and how much there is of each kind."""
    if not difference.differences:
        terminal.out.print(terminal.say("diff-same-file" if difference.same_file else "diff-only-blanks"))
        return
    clauses = {clause.id: clause for pack in (old, new) for clause in pack.clauses}
    for id_ in dict.fromkeys(one.clause for one in difference.differences):
        clause = clauses.get(id_)
        heading = f"{tell_heading(clause)} ({id_})" if clause else terminal.say("diff-whole")
        terminal.out.print(heading, style="bold", markup=False)
        for one in difference.differences:
            if one.clause == id_:
                _print_one(one, clause, terminal)
    counts = Counter(one.change for one in difference.differences)
    totals = {change.value.replace("-", "_"): counts[change] for change in Change}
    terminal.out.print(terminal.say("diff-summary", **totals))


def _print_one(difference: Difference, clause: Clause | None, terminal: Terminal) -> None:
    style = _STYLES[difference.change]
    head = f"{terminal.say(f'diff-{difference.change.value}')}  {_describe_place(difference, clause, terminal)}"
    terminal.out.print(Text(f"{_INDENT}{head}", style))
    for mark, text in _mark_texts(difference):
        _print_text(mark, text, style, terminal)


def _print_text(mark: str, text: str, style: str, terminal: Terminal) -> None:
    """A text after its mark, every line of it as far from the margin as the first."""
    margin = f"{3 * _INDENT}{mark} "
    for line in Text(text).wrap(terminal.out, terminal.out.width - len(margin), overflow="fold"):
        told = Text.assemble((margin, style), line)
        told.rstrip()
        terminal.out.print(told)
        margin = " " * len(margin)


def _mark_texts(difference: Difference) -> Iterator[tuple[str, str]]:
    """The old text after ``-`` and the new one after ``+``; of two long ones what differs."""
    old, new = difference.old, difference.new
    if old and new:
        before, after = shorten(old.text, new.text)
        yield from (("-", before), ("+", after))
    elif side := old or new:
        yield "-" if old else "+", side.text


def _describe_place(difference: Difference, clause: Clause | None, terminal: Terminal) -> str:
    """The part, its name, row, column and, if it is not that of the clause, article: ``规则 研发投入奖励 第1行 本年.研发费用（第三条）``."""
    side = difference.new or difference.old or Side("")
    part = difference.part
    rows = "→".join(dict.fromkeys(str(one.row) for one in (difference.old, difference.new) if one and one.row))
    row = terminal.say("diff-row", row=rows) if rows and part in {Part.ROW, Part.CELL} else ""
    column = side.column if part in {Part.CELL, Part.CASE_CELL} else ""
    article = "" if clause is None or side.article in {"", clause.article} else f"（{side.article}）"
    words = (terminal.say(f"part-{part.value}"), _name(part, side, terminal), row, column)
    return " ".join(filter(None, words)) + article


def _name(part: Part, side: Side, terminal: Terminal) -> str:
    """The name of a key or an attribute in words; others have their own, unless it is what the text says."""
    if part in {Part.CLAUSE, Part.DEFINITION_NAME, Part.CASE_NAME}:
        return ""
    if part not in {Part.METADATA, Part.ATTRIBUTE}:
        return side.name
    key, _, rest = side.name.partition(".")
    return " ".join(filter(None, (terminal.say(f"key-{key}"), rest)))


def shorten(old: str, new: str) -> tuple[str, str]:
    """Two texts, of long ones only what differs with a little before and after it.

    >>> shorten("甲" * 70 + "一" + "乙" * 70, "甲" * 70 + "二" + "乙" * 70)[0]
    '…甲甲甲甲甲甲甲甲甲甲甲甲一乙乙乙乙乙乙乙乙乙乙乙乙…'
    """
    if max(len(old), len(new)) <= _LONGEST_TEXT:
        return old, new
    start = max(0, _count_shared(old, new) - _CONTEXT)
    end = max(0, _count_shared(old[:start:-1], new[:start:-1]) - _CONTEXT)
    return _cut(old, start, end), _cut(new, start, end)


def _count_shared(old: str, new: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _cut(text: str, start: int, end: int) -> str:
    return f"{'…' if start else ''}{text[start : len(text) - end]}{'…' if end else ''}"
