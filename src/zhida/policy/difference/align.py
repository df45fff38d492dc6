"""Which parts of two versions belong together; the answer is the same whichever version is named first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeAlias, TypeVar

Pair: TypeAlias = "tuple[int | None, int | None]"
"""The places of a row in the old and in the new version, from 0; None where a version lacks it."""

Texts: TypeAlias = tuple[str, ...]
_MOST_LIKELY_PAIRS = 250_000
"""Pairs of rows that are compared cell by cell; a stretch of more is a table written anew."""

Named = TypeVar("Named")
Part = TypeVar("Part")


def align_rows(old: Sequence[Texts], new: Sequence[Texts]) -> tuple[Pair, ...]:
    """Pair rows by their texts: equal ones in order, then in each stretch that differs those most alike.

    >>> align_rows([("1", "甲"), ("2", "乙")], [("2", "丙")])
    ((0, None), (1, 0))
    """
    if list(old) <= list(new):
        return tuple(_align(old, new))
    return tuple((left, right) for right, left in _align(new, old))


def align_names(old: Iterable[Named], new: Iterable[Named]) -> tuple[tuple[Named | None, Named | None], ...]:
    """Pair equal names, and what is left over in order if there is as much of it on both sides.

    >>> align_names(["甲", "乙"], ["乙", "丙"])
    (('甲', '丙'), ('乙', '乙'))
    """
    old, new = list(old), list(new)
    left, right = [name for name in old if name not in new], [name for name in new if name not in old]
    renamed = dict(zip(left, right, strict=True)) if len(left) == len(right) else {}
    paired = [(name, name if name in new else renamed.get(name)) for name in old]
    return (*paired, *((None, name) for name in right if not renamed))


def align_parts(
    old: Iterable[Part], new: Iterable[Part], name: Callable[[Part], str], *marks: Callable[[Part], str]
) -> tuple[tuple[Part | None, Part | None], ...]:
    """Pair parts of the same name, then of the rest those that alone have the same mark: by the first mark, then the next.

    >>> align_parts(["a 甲", "b 乙"], ["c 甲", "b 丙"], lambda part: part[0], lambda part: part[2])
    (('a 甲', 'c 甲'), ('b 乙', 'b 丙'))
    """
    left, right = {name(part): part for part in old}, {name(part): part for part in new}
    partners = {key: key for key in left if key in right}
    for mark in marks:
        lost = {key: mark(part) for key, part in left.items() if key not in partners}
        found = {key: mark(part) for key, part in right.items() if key not in partners.values()}
        partners |= _match_marks(lost, found)
    paired = [(part, right[partners[key]] if key in partners else None) for key, part in left.items()]
    return (*paired, *((None, part) for key, part in right.items() if key not in partners.values()))


def _match_marks(lost: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    """The names that have the same mark, where one of each side has it."""
    counts, others = Counter(lost.values()), Counter(found.values())
    holders = {mark: key for key, mark in found.items()}
    return {key: holders[mark] for key, mark in lost.items() if mark and counts[mark] == others[mark] == 1}


def _align(first: Sequence[Texts], second: Sequence[Texts]) -> Iterator[Pair]:
    for tag, start, end, from_, to in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal" or end - start == to - from_:
            yield from zip(range(start, end), range(from_, to), strict=True)
        else:
            yield from _pair_alike(first, second, range(start, end), range(from_, to))


def _pair_alike(first: Sequence[Texts], second: Sequence[Texts], left: range, right: range) -> Iterator[Pair]:
    """Of two stretches of unequal length, the pairs with most cells in common, at least half of them; of very long ones those in order."""
    if len(left) * len(right) > _MOST_LIKELY_PAIRS:
        yield from zip_longest(left, right)
        return
    likeness = {(one, other): _count_equal(first[one], second[other]) for one in left for other in right}
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for (one, other), equal in sorted(likeness.items(), key=lambda item: (-item[1], item[0])):
        if 2 * equal >= len(first[one]) and one not in partners and other not in taken:
            partners[one] = other
            taken.add(other)
    yield from ((one, partners.get(one)) for one in left)
    yield from ((None, other) for other in right if other not in taken)


def _count_equal(first: Texts, second: Texts) -> int:
    return sum(one == other for one, other in zip(first, second, strict=True))
