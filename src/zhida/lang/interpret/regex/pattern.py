"""Finding, replacing and splitting with a regular expression (XPath Functions 3.1, §5.6.3 - §5.6.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhida.lang.interpret.regex.machine import Machine, Marks, compile_machine
from zhida.lang.interpret.regex.parse import parse_pattern
from zhida.lang.interpret.run import NoValueError

_FLAGS = frozenset("smixq")
_LONGEST_PATTERN = 2000
_LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A regular expression ready for use."""

    machine: Machine
    literal: bool

    def finds(self, text: str) -> bool:
        """Whether some part of the text matches.

        >>> compile_pattern("^[A-Z-[OI]]+$", "").finds("ABC"), compile_pattern("(a+)+b", "").finds("a" * 5000)
        (True, False)
        """
        return self.machine.find(_bounded(text), 0) is not None

    def replace(self, text: str, replacement: str) -> str:
        """The text with every match replaced; ``$1`` is the text of a group, ``$0`` that of the match.

        >>> compile_pattern("(ab)|(a)", "").replace("abcd", "[1=$1][2=$2]")
        '[1=ab][2=]cd'
        """
        template = [replacement] if self.literal else _read_template(replacement, self.machine.groups)
        parts: list[str] = []
        last = 0
        for marks in self._matches(text):
            parts.append(text[last : marks[0]])
            parts += [_group(text, marks, part) if isinstance(part, int) else part for part in template]
            last = marks[1]
        return "".join([*parts, text[last:]])

    def split(self, text: str) -> list[str]:
        """The parts of the text between matches.

        >>> compile_pattern(";", "").split("a;b;;")
        ['a', 'b', '', '']
        """
        parts: list[str] = []
        last = 0
        for marks in self._matches(text):
            parts.append(text[last : marks[0]])
            last = marks[1]
        return [*parts, text[last:]]

    def _matches(self, text: str) -> Iterator[Marks]:
        """Every match, left to right; a pattern that matches the empty text is refused, as XPath wants it."""
        if self.machine.find("", 0) is not None:
            raise NoValueError("interpret.empty-match")
        position = 0
        while (marks := self.machine.find(_bounded(text), position)) is not None:
            yield marks
            position = max(marks[1], marks[0] + 1)


@lru_cache(maxsize=512)
def compile_pattern(text: str, flags: str) -> CompiledPattern:
    r"""The pattern; `NoValueError` if the text or one of the flags (``smixq``) is not one.

    >>> compile_pattern("a.c", "s").finds("a\nc")
    True
    """
    if not _FLAGS.issuperset(flags):
        raise NoValueError("interpret.wrong-flags", flags=flags[:20])
    if len(text) > _LONGEST_PATTERN:
        raise NoValueError("interpret.pattern-too-costly", limit=_LONGEST_PATTERN)
    pattern, groups = parse_pattern(text, frozenset(flags))
    return CompiledPattern(compile_machine(pattern, groups), "q" in flags)


def _bounded(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise NoValueError("interpret.pattern-too-costly", limit=_LONGEST_TEXT)
    return text


def _group(text: str, marks: Marks, number: int) -> str:
    begin, end = marks[2 * number], marks[2 * number + 1]
    return text[begin:end] if 0 <= begin <= end else ""


def _read_template(replacement: str, groups: int) -> list[str | int]:
    """The replacement as texts and numbers of groups: ``$12`` is group 12 if there is one, else group 1 and a 2."""
    parts: list[str | int] = []
    position = 0
    while position < len(replacement):
        character = replacement[position]
        position += 1
        if character == "\\":
            parts.append(_escaped(replacement, position))
            position += 1
        elif character == "$":
            number, position = _read_number(replacement, position, groups)
            parts.append(number if number <= groups else "")
        else:
            parts.append(character)
    return parts


def _escaped(replacement: str, position: int) -> str:
    if replacement[position : position + 1] not in {"\\", "$"}:
        raise NoValueError("interpret.wrong-replacement", replacement=replacement[:80])
    return replacement[position]


def _read_number(replacement: str, position: int, groups: int) -> tuple[int, int]:
    digit = replacement[position : position + 1]
    if not (digit.isascii() and digit.isdecimal()):
        raise NoValueError("interpret.wrong-replacement", replacement=replacement[:80])
    number, position = int(digit), position + 1
    while replacement[position : position + 1].isdecimal() and number * 10 + int(replacement[position]) <= groups:
        number, position = number * 10 + int(replacement[position]), position + 1
    return number, position
