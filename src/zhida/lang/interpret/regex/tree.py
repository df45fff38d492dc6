"""The tree of a regular expression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

CharacterTest: TypeAlias = Callable[[str], bool]
"""Whether one character belongs to a class."""


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a class."""

    accepts: CharacterTest


@dataclass(frozen=True, slots=True)
class Chain:
    """One part after the other."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the options, the first that leads to a match."""

    options: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The body ``low`` to ``high`` times (None: any number), as often as possible or as seldom."""

    body: Pattern
    low: int
    high: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A part whose text is kept under a number."""

    body: Pattern
    number: int


@dataclass(frozen=True, slots=True)
class BackReference:
    """The text of a group again."""

    number: int
    caseless: bool


@dataclass(frozen=True, slots=True)
class Anchor:
    """The start or end of the text, or of a line."""

    kind: Literal["start", "end", "line start", "line end"]


Pattern: TypeAlias = Character | Chain | Choice | Repeat | Group | BackReference | Anchor
