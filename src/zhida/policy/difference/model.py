"""What differs between two versions of a policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """The part of a document that differs."""

    METADATA = "metadata"
    PREAMBLE = "preamble"
    CLAUSE = "clause"
    IDENTIFIER = "identifier"
    HEADING = "heading"
    WORDS = "words"
    DEFINITION = "definition"
    DEFINITION_NAME = "definition-name"
    TABLE = "table"
    HIT_POLICY = "hit-policy"
    COLUMN = "column"
    ROW = "row"
    CELL = "cell"
    CASE = "case"
    CASE_NAME = "case-name"
    CASE_CELL = "case-cell"
    ATTRIBUTE = "attribute"
    STACKING = "stacking"
    ALLOCATION = "allocation"
    FACT = "fact"
    """A fact the answer of the clause rests on, through whatever definition."""


class Change(StrEnum):
    """How it differs; what is written otherwise with the same meaning changes nothing for any firm."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME_MEANING = "same-meaning"


@dataclass(frozen=True, slots=True)
class Side:
    """What one version says there, and where.

    ``name`` is that of the key, definition, table or case; ``row`` counts from 1, ``column`` is its heading; ``line`` is
    that of the file, None where a part has none of its own.
    """

    text: str
    article: str = ""
    name: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; a side is None where a version lacks it.

    ``clause`` is the id, in the new version if it has the clause; empty for the whole policy.
    """

    part: Part
    change: Change
    clause: str
    old: Side | None
    new: Side | None


@dataclass(frozen=True, slots=True)
class PackDifference:
    """Everything that differs between two versions, in the order of the document.

    ``same_file`` tells whether they are the same to the last blank: where they are not and nothing differs, only blanks,
    comments or remarks do.
    """

    same_file: bool
    differences: tuple[Difference, ...]

    @property
    def changes_meaning(self) -> bool:
        """Whether anything differs but in writing."""
        return any(one.change is not Change.SAME_MEANING for one in self.differences)


def tell_difference(part: Part, clause: str, old: Side | None, new: Side | None) -> Difference:
    """A part that one version lacks, or that says something else in each.

    >>> tell_difference(Part.WORDS, "award", None, Side("奖5万元")).change.value
    'added'
    """
    change = Change.ADDED if old is None else Change.REMOVED if new is None else Change.CHANGED
    return Difference(part, change, clause, old, new)


def tell_same_meaning(part: Part, clause: str, old: Side, new: Side) -> Difference:
    """A part that is written otherwise and means the same."""
    return Difference(part, Change.SAME_MEANING, clause, old, new)
