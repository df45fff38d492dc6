"""A regular expression as instructions, and the machine that runs them.

The machine tries alternatives in order and remembers where it has been: a pattern without back-references costs at
most its length times that of the text. With back-references the bound on steps alone holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhida.lang.interpret.regex.tree import (
    Anchor,
    BackReference,
    Chain,
    Character,
    CharacterTest,
    Choice,
    Group,
    Pattern,
    Repeat,
)
from zhida.lang.interpret.run import NoValueError

_LONGEST_PROGRAM = 20_000
_MOST_STEPS = 500_000


@dataclass(frozen=True, slots=True)
class Consume:
    """One character that the test accepts."""

    accepts: CharacterTest


@dataclass(frozen=True, slots=True)
class Split:
    """Go on at the first address, or else at the second."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Keep the position: groups begin at even and end at odd slots."""

    slot: int


Instruction: TypeAlias = Consume | Split | Mark | Anchor | BackReference | Literal["match"]
Marks: TypeAlias = tuple[int, ...]
"""Where groups begin and end, two slots each; -1 where a group took no part. Group 0 is the whole match."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A compiled pattern."""

    instructions: tuple[Instruction, ...]
    groups: int

    def find(self, text: str, start: int) -> Marks | None:
        """The first match at ``start`` or later; `NoValueError` when looking for it takes too many steps."""
        refers = any(isinstance(instruction, BackReference) for instruction in self.instructions)
        seen: set[object] = set()
        for position in range(start, len(text) + 1):
            marks = self._match_at(text, position, seen, refers=refers)
            if marks is not None:
                return marks
        return None

    def _match_at(self, text: str, start: int, seen: set[object], *, refers: bool) -> Marks | None:
        waiting: list[tuple[int, int, Marks]] = [(0, start, (-1,) * (2 * self.groups + 2))]
        while waiting:
            address, position, marks = waiting.pop()
            place = (address, position, marks) if refers else (address, position)
            if place in seen:
                continue
            seen.add(place)
            if len(seen) > _MOST_STEPS:
                raise NoValueError("interpret.pattern-too-costly", limit=_MOST_STEPS)
            instruction = self.instructions[address]
            if type(instruction) is Consume:
                if position < len(text) and instruction.accepts(text[position]):
                    waiting.append((address + 1, position + 1, marks))
            elif type(instruction) is Split:
                waiting.append((instruction.second, position, marks))
                waiting.append((instruction.first, position, marks))
            elif type(instruction) is Mark:
                slot = instruction.slot
                waiting.append((address + 1, position, (*marks[:slot], position, *marks[slot + 1 :])))
            elif type(instruction) is Anchor:
                if _holds(instruction, text, position):
                    waiting.append((address + 1, position, marks))
            elif type(instruction) is BackReference:
                length = _match_again(instruction, marks, text, position)
                if length is not None:
                    waiting.append((address + 1, position + length, marks))
            else:
                return (start, position, *marks[2:])
        return None


def compile_machine(pattern: Pattern, groups: int) -> Machine:
    """The instructions of a pattern; `NoValueError` if they are too many."""
    instructions: list[Instruction] = []
    _emit(pattern, instructions)
    instructions.append("match")
    return Machine(tuple(instructions), groups)


def _emit(pattern: Pattern, into: list[Instruction]) -> None:
    if len(into) > _LONGEST_PROGRAM:
        raise NoValueError("interpret.pattern-too-costly", limit=_LONGEST_PROGRAM)
    match pattern:
        case Character(accepts=accepts):
            into.append(Consume(accepts))
        case Chain(parts=parts):
            for part in parts:
                _emit(part, into)
        case Choice(options=options):
            _emit_choice(options, into)
        case Group(body=body, number=number):
            into.append(Mark(2 * number))
            _emit(body, into)
            into.append(Mark(2 * number + 1))
        case Repeat():
            _emit_repeat(pattern, into)
        case Anchor() | BackReference():
            into.append(pattern)


def _emit_choice(options: tuple[Pattern, ...], into: list[Instruction]) -> None:
    """Each option but the last is preceded by a split and followed by a jump to the end."""
    jumps: list[int] = []
    for option in options[:-1]:
        split = len(into)
        into.append(Split(split + 1, split + 1))
        _emit(option, into)
        jumps.append(len(into))
        into.append(Split(0, 0))
        into[split] = Split(split + 1, len(into))
    _emit(options[-1], into)
    for jump in jumps:
        into[jump] = Split(len(into), len(into))


def _emit_repeat(repeat: Repeat, into: list[Instruction]) -> None:
    if repeat.high is None:
        _emit_loop(repeat, into)
        return
    for _ in range(repeat.low):
        _emit(repeat.body, into)
    splits: list[int] = []
    for _ in range(repeat.high - repeat.low):
        splits.append(len(into))
        into.append(Split(0, 0))
        _emit(repeat.body, into)
    for split in splits:
        into[split] = _choose(split + 1, len(into), repeat)


def _emit_loop(repeat: Repeat, into: list[Instruction]) -> None:
    """Whether to go on is decided after each time: after one that consumed nothing the machine has been there, and leaves."""
    for _ in range(repeat.low - 1):
        _emit(repeat.body, into)
    entry = len(into)
    if repeat.low == 0:
        into.append(Split(0, 0))
    begin = len(into)
    _emit(repeat.body, into)
    into.append(_choose(begin, len(into) + 1, repeat))
    if repeat.low == 0:
        into[entry] = _choose(begin, len(into), repeat)


def _choose(again: int, onward: int, repeat: Repeat) -> Split:
    return Split(again, onward) if repeat.greedy else Split(onward, again)


def _holds(anchor: Anchor, text: str, position: int) -> bool:
    match anchor.kind:
        case "start":
            return position == 0
        case "end":
            return position == len(text)
        case "line start":
            return position == 0 or (position < len(text) and text[position - 1] == "\n")
        case "line end":
            return position == len(text) or text[position] == "\n"


def _match_again(reference: BackReference, marks: Marks, text: str, position: int) -> int | None:
    """The length of the group's text if it stands at the position again; a group that took no part is empty."""
    begin, end = marks[2 * reference.number], marks[2 * reference.number + 1]
    again = text[begin:end] if 0 <= begin <= end else ""
    there = text[position : position + len(again)]
    same = again.lower() == there.lower() if reference.caseless else again == there
    return len(again) if same else None
