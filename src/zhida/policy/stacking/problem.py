"""The combination to find, in whole cents: awards, which of them exclude one another, and limits on their sums.

Sets of awards are bit masks: award 0 is bit 1, award 1 is bit 2 and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cap:
    """If any of the ``owners`` is granted something, the ``members`` together get at most ``limit`` cents.

    Owners are members. A document binds its own awards only: what another document grants counts towards the limit,
    but is not cut by it.
    """

    limit: int
    members: int
    owners: int

    @property
    def is_unconditional(self) -> bool:
        """Whether it holds whatever is granted."""
        return self.owners == self.members


@dataclass(frozen=True, slots=True)
class Problem:
    """Awards in the order they are settled: ``amounts`` in cents, ``conflicts`` the mask of those each excludes.

    A combination is lawful when it grants nobody more than the amount, no two awards that exclude one another, and
    obeys all caps. The best has the greatest sum; of several, the one that gives the first award the most, then the
    second, and so on.
    """

    amounts: tuple[int, ...]
    conflicts: tuple[int, ...]
    caps: tuple[Cap, ...]

    def part(self, places: Sequence[int]) -> Problem:
        """The problem of some of the awards alone; the others get nothing."""
        return Problem(
            amounts=tuple(self.amounts[place] for place in places),
            conflicts=tuple(_shrink(self.conflicts[place], places) for place in places),
            caps=tuple(
                Cap(cap.limit, _shrink(cap.members, places), _shrink(cap.owners, places))
                for cap in self.caps
                if any(cap.owners >> place & 1 for place in places)
            ),
        )


def list_places(mask: int) -> Iterator[int]:
    """The awards of a mask.

    >>> list(list_places(0b1101))
    [0, 2, 3]
    """
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _shrink(mask: int, places: Sequence[int]) -> int:
    return sum(1 << new for new, old in enumerate(places) if mask >> old & 1)
