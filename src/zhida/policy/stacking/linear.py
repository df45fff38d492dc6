"""Linear programs in whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction


def maximise(
    values: Sequence[int], rows: Sequence[Sequence[int]], limits: Sequence[int], most: Sequence[int]
) -> tuple[list[int], int]:
    """The greatest ``values · x`` under ``row · x <= limit`` and ``x <= most``: ``x`` times a scale, and the scale.

    The simplex method with Bland's rule, the bounds of single amounts kept out of the rows (a variable at its bound is
    counted from there), all in whole numbers (Edmonds' integer pivoting: every entry is a determinant of the rows).
    No limit and no bound is below 0.

    >>> maximise([2, 1], [[1, 1], [2, 0]], [4, 3], [9, 9])
    ([3, 5], 2)
    """
    program = _Program(values, rows, limits, most)
    while (entering := program.find_entering()) is not None:
        program.step(entering)
    return program.read(), program.scale


class _Program:
    """A linear program on its way: a row for each limit that is in the basis, the gains of all variables, who is counted from its bound."""

    def __init__(
        self, values: Sequence[int], rows: Sequence[Sequence[int]], limits: Sequence[int], most: Sequence[int]
    ) -> None:
        height = len(rows)
        self.scale = 1
        self.count = len(values)
        self.most: list[int | None] = [*most, *([None] * height)]
        self.turned = [False] * len(self.most)
        self.basis = list(range(self.count, self.count + height))
        self.rows = [
            [*row, *(int(one == number) for one in range(height)), limit]
            for number, (row, limit) in enumerate(zip(rows, limits, strict=True))
        ]
        self.gains = [*values, *([0] * (height + 1))]

    def find_entering(self) -> int | None:
        """The first variable worth more than nothing that has room."""
        return next((place for place, gain in enumerate(self.gains[:-1]) if gain > 0 and self.most[place] != 0), None)

    def step(self, entering: int) -> None:
        """Raise one variable until it, or one of the basis, comes to a bound."""
        _, _, leaving = min(self._list_ends(entering), key=lambda end: end[:2])
        if leaving is None:
            self._turn(entering)
            return
        if self.rows[leaving][entering] < 0:
            self._turn_basic(leaving)
        self._pivot(leaving, entering)

    def read(self) -> list[int]:
        """The variables times the scale."""
        solved = {place: row[-1] for place, row in zip(self.basis, self.rows, strict=True)}
        return [
            (self.most[place] or 0) * self.scale - solved.get(place, 0) if self.turned[place] else solved.get(place, 0)
            for place in range(self.count)
        ]

    def _list_ends(self, entering: int) -> Iterator[tuple[Fraction, int, int | None]]:
        """How far one variable can go: until which variable is at a bound, in which row (None: its own)."""
        own = self.most[entering]
        if own is not None:
            yield Fraction(own), entering, None
        for number, (row, place) in enumerate(zip(self.rows, self.basis, strict=True)):
            bound = self.most[place]
            if row[entering] > 0:
                yield Fraction(row[-1], row[entering]), place, number
            elif row[entering] < 0 and bound is not None:
                yield Fraction(bound * self.scale - row[-1], -row[entering]), place, number

    def _turn(self, place: int) -> None:
        """Count a variable outside the basis from its other end."""
        most = self.most[place] or 0
        self.turned[place] = not self.turned[place]
        for row in (*self.rows, self.gains):
            row[-1] -= row[place] * most
            row[place] = -row[place]

    def _turn_basic(self, number: int) -> None:
        """Count the variable of a row from its other end."""
        place, row = self.basis[number], self.rows[number]
        self.turned[place] = not self.turned[place]
        limit = (self.most[place] or 0) * self.scale - row[-1]
        row[:] = [-value for value in row]
        row[place], row[-1] = self.scale, limit

    def _pivot(self, leaving: int, entering: int) -> None:
        """Bring a variable into the basis."""
        chosen = self.rows[leaving]
        pivot = chosen[entering]
        scale = self.scale
        for row in (*self.rows, self.gains):
            factor = row[entering]
            if row is chosen or (factor == 0 and pivot == scale):
                continue
            if pivot == scale == 1:
                row[:] = [value - factor * other if other else value for value, other in zip(row, chosen, strict=True)]
            else:
                row[:] = [(value * pivot - factor * other) // scale for value, other in zip(row, chosen, strict=True)]
        self.scale, self.basis[leaving] = pivot, entering
