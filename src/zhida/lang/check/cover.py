"""Covers: whether boxes cover a space together, and a point they leave out.

A box is a mask per axis: the product of its sides. The search takes the box that covers most of a space away
from it, which leaves at most one smaller space per axis, and goes on there with the boxes that reach into it.
Deciding covers is hard in the worst case (it is as hard as satisfiability): an `Effort` bounds the work, and
what it does not suffice for is left undecided rather than guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhida.lang.check.axis import Mask, list_bits, unite

Box: TypeAlias = tuple[Mask, ...]
Rows: TypeAlias = int
"""A set of boxes: bit ``i`` stands for the box ``i`` of a cover."""


class EffortSpentError(Exception):
    """The work allowed did not suffice."""


@dataclass(slots=True)
class Effort:
    """How many comparisons of a box with a space are still allowed."""

    comparisons: int

    def spend(self, comparisons: int) -> None:
        """Take so many off; `EffortSpentError` when there are not enough left."""
        if self.comparisons < comparisons:
            raise EffortSpentError
        self.comparisons -= comparisons


@dataclass(frozen=True, slots=True)
class Cover:
    """Boxes that cover a space, or part of it."""

    boxes: tuple[Box, ...]

    def find_uncovered(self, space: Box, rows: Rows, effort: Effort) -> Box | None:
        """A box of single pieces inside ``space`` that none of ``rows`` contains; None when they cover it all.

        Raises `EffortSpentError` when it cannot be decided with the effort given.

        >>> cover = Cover(((0b01, 0b11), (0b10, 0b01)))
        >>> cover.find_uncovered((0b11, 0b11), 0b11, Effort(100))
        (2, 2)
        """
        if not all(space):
            return None
        boxes = [self.boxes[row] for row in list_bits(rows) if intersects(self.boxes[row], space)]
        return _find_uncovered(space, boxes, effort)

    def add(self, box: Box) -> Cover:
        """The cover with one more box."""
        return Cover((*self.boxes, box))

    @property
    def rows(self) -> Rows:
        """All its boxes."""
        return (1 << len(self.boxes)) - 1

    def grow(self, point: Box, space: Box) -> Box:
        """A largest box around an uncovered one, inside ``space``, that no box contains any part of."""
        for axis, side in enumerate(space):
            others = replace_side(point, axis, -1)
            taken = unite(row[axis] for row in self.boxes if intersects(row, others))
            point = replace_side(point, axis, side & ~taken)
        return point


def intersect(one: Box, other: Box) -> Box:
    """What is in both."""
    return tuple(a & b for a, b in zip(one, other, strict=True))


def replace_side(box: Box, axis: int, side: Mask) -> Box:
    """The box with another side on one axis."""
    return (*box[:axis], side, *box[axis + 1 :])


def intersects(one: Sequence[Mask], other: Sequence[Mask]) -> bool:
    """Whether there is anything in both."""
    return all(a & b for a, b in zip(one, other, strict=True))


def _find_uncovered(space: Box, boxes: list[Box], effort: Effort) -> Box | None:
    """The same, for boxes that all have something in common with the space."""
    if not boxes:
        return tuple(side & -side for side in space)
    effort.spend(len(boxes))
    pivot = max(boxes, key=lambda box: _measure_share(box, space))
    for axis, side in enumerate(pivot):
        outside = space[axis] & ~side
        if outside:
            rest = replace_side(space, axis, outside)
            point = _find_uncovered(rest, [box for box in boxes if box[axis] & outside], effort)
            if point is not None:
                return point
            inside = space[axis] & side
            space = replace_side(space, axis, inside)
            boxes = [box for box in boxes if box[axis] & inside]
    return None


def _measure_share(box: Box, space: Box) -> float:
    """How much of the space a box takes, from 0 to 1."""
    share = 1.0
    for side, whole in zip(box, space, strict=True):
        share *= (side & whole).bit_count() / whole.bit_count()
    return share
