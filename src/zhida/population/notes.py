"""What a run notices on the way, part by part: answers that no clause can have, and numbers too large for SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.policy.answers import Answer


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A clause that answers what it cannot: for so many firms, of which ``firm`` has the least code."""

    pack: str
    clause: str
    firm: str
    value: str
    firms: int


@dataclass(frozen=True, slots=True)
class Overflow:
    """A clause that the interpreter computed in a part, because a number has more digits than SQL holds.

    ``firm`` is the one of least code in that part for which it has, and ``reason`` tells of a number of that firm.
    """

    pack: str
    clause: str
    firm: str
    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartNotes:
    """What was noticed in one part."""

    wrong: tuple[WrongAnswer, ...] = ()
    overflows: tuple[Overflow, ...] = ()


def read_notes(told: Mapping[str, Any]) -> PartNotes:
    """The notes that `dataclasses.asdict` made these data of."""
    wrong, overflows = told["wrong"], told["overflows"]
    return PartNotes(tuple(WrongAnswer(**one) for one in wrong), tuple(Overflow(**one) for one in overflows))


def merge_wrong_answers(found: Iterable[WrongAnswer]) -> tuple[WrongAnswer, ...]:
    """One for each clause.

    >>> merge_wrong_answers([WrongAnswer("甲", "a", "2", "0.5", 1), WrongAnswer("甲", "a", "1", "0.7", 2)])
    (WrongAnswer(pack='甲', clause='a', firm='1', value='0.7', firms=3),)
    """
    merged: dict[tuple[str, str], WrongAnswer] = {}
    for one in found:
        key = (one.pack, one.clause)
        known = merged.get(key)
        if known is None:
            merged[key] = one
        else:
            merged[key] = replace(min(known, one, key=lambda wrong: wrong.firm), firms=known.firms + one.firms)
    return tuple(merged.values())


def diagnose(notes: Iterable[PartNotes], answers: Mapping[tuple[str, str], Answer]) -> Iterator[Diagnostic]:
    """An error for each clause with wrong answers, a note for each overflow; ``answers`` are by pack and clause."""
    told = tuple(notes)
    for found in merge_wrong_answers(one for part in told for one in part.wrong):
        clause = answers[found.pack, found.clause].clause
        values = {"title": clause.title, "firm": found.firm, "value": found.value, "firms": found.firms}
        yield Diagnostic("run.wrong-answer", clause.span, values)
    for overflow in (one for part in told for one in part.overflows):
        clause = answers[overflow.pack, overflow.clause].clause
        told_of = {"firm": overflow.firm, "part": overflow.part, "reason": overflow.reason}
        yield Diagnostic("run.overflow", clause.span, {"title": clause.title, **told_of}, Severity.NOTE)
