"""Linear programs in whole numbers that stay solved while bounds narrow and rows come: the bounded dual simplex method."""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from operator import gt, mul


class Program:
    """The greatest ``values · x`` under ``row · x <= limit`` and ``0 <= x <= most``, and the basis it has come to.

    Variables are counted, those of the values first, then the slack of each row. Those ``outside`` the basis, one a
    column, are at their lower or upper bound. Each of the ``basis`` has a row: what it loses when the variable of a
    column grows by one and, at the end, its present value, both times ``scale``. All is in whole numbers (Edmonds'
    integer pivoting: every entry is a determinant of the rows).

    A program begins with all variables as great as they may be, the best if there were no rows, and mends the rows
    that are broken (Lemke's dual simplex method); after a change it goes on from where it stands. To mend one lowers
    the gain as long as values are such that no column outside the basis is worth nothing.

    >>> program = Program([2, 1], [[1, 1], [2, 0]], [4, 3], [9, 9])
    >>> program.solve(), program.list_values(), program.scale, program.gain
    (True, [3, 5, 0, 0], 2, 11)
    """

    __slots__ = ("at_high", "basis", "gains", "high", "low", "outside", "rows", "scale")

    def __init__(
        self, values: Sequence[int], rows: Sequence[Sequence[int]], limits: Sequence[int], most: Sequence[int]
    ) -> None:
        self.scale = 1
        self.low, self.high = [0] * len(values), list(most)
        self.at_high = [True] * len(values)
        self.outside = list(range(len(values)))
        self.basis: list[int] = []
        self.rows: list[list[int]] = []
        self.gains: list[int] = [*(-value for value in values), sum(map(mul, values, most))]
        for row, limit in zip(rows, limits, strict=True):
            self.add_row(row, limit)

    @property
    def gain(self) -> int:
        """The present ``values · x``, times the scale."""
        return self.gains[-1]

    def copy(self) -> Program:
        """The same program, to be changed by itself."""
        other = Program.__new__(Program)
        other.scale, other.gains = self.scale, self.gains[:]
        other.low, other.high, other.at_high = self.low[:], self.high[:], self.at_high[:]
        other.outside, other.basis, other.rows = self.outside[:], self.basis[:], [row[:] for row in self.rows]
        return other

    def add_row(self, row: Sequence[int], limit: int) -> None:
        """One more ``row · x <= limit``; no entry is below 0."""
        present = self.list_values()
        known = dict(zip(self.basis, self.rows, strict=True))
        added = [0 if place in known or place >= len(row) else row[place] * self.scale for place in self.outside]
        for place, factor in enumerate(row):
            if factor and place in known:
                added = [entry - factor * other for entry, other in zip(added, known[place], strict=False)]
        self.rows.append([*added, limit * self.scale - sum(map(mul, row, present))])
        self.basis.append(len(self.low))
        self.low.append(0)
        self.high.append(limit)
        self.at_high.append(False)

    def restrict(self, place: int, low: int, high: int) -> None:
        """Narrower bounds for one variable, perhaps none it can keep."""
        if place in self.outside:
            moved = high - self.high[place] if self.at_high[place] else low - self.low[place]
            self._move(self.outside.index(place), moved)
        self.low[place], self.high[place] = low, high

    def solve(self) -> bool:
        """Whether all rows and bounds can be kept; if so, the present values gain the most."""
        if any(map(gt, self.low, self.high)):
            return False
        while (broken := self._find_broken()) is not None:
            if not self._mend(*broken):
                return False
        return True

    def drop_fixed(self) -> None:
        """Take variables without a choice out of the basis of a solved program where others can be in their place; values stay."""
        for number, place in enumerate(self.basis):
            if self.low[place] == self.high[place]:
                _ = self._mend(number, -1) or self._mend(number, 1)

    def part(self, place: int) -> tuple[Program, Program]:
        """Two programs: one variable at most its present value, and at least the next whole one."""
        low, high = self.low[place], self.high[place]
        middle = min(max(self.list_values()[place] // self.scale, low), high - 1)
        lower, upper = self.copy(), self.copy()
        lower.restrict(place, low, middle)
        upper.restrict(place, middle + 1, high)
        return lower, upper

    def find_inward(self, column: int) -> int:
        """1 if the variable of a column is at its lower bound, -1 at its upper bound."""
        return -1 if self.at_high[self.outside[column]] else 1

    def find_loss(self, column: int) -> int:
        """What is lost when the variable of a column goes inward by one, times the scale."""
        return abs(self.gains[column])

    def list_values(self) -> list[int]:
        """The variables, times the scale."""
        values = [
            self.scale * (high if at_high else low)
            for low, high, at_high in zip(self.low, self.high, self.at_high, strict=True)
        ]
        for place, row in zip(self.basis, self.rows, strict=True):
            values[place] = row[-1]
        return values

    def _find_broken(self) -> tuple[int, int] | None:
        """The row whose variable is furthest beyond a bound, and 1 or -1 as it has to grow or to fall."""
        furthest, found = 0, None
        for number, (place, row) in enumerate(zip(self.basis, self.rows, strict=True)):
            above, below = row[-1] - self.high[place] * self.scale, self.low[place] * self.scale - row[-1]
            if max(above, below) > furthest:
                furthest, found = max(above, below), (number, 1 if below > above else -1)
        return found

    def _mend(self, number: int, towards: int) -> bool:
        """Bring the variable of a row to its nearest bound by the columns that lose the least gain for it, if they can."""
        row, bound = self.rows[number], self._find_bound(self.basis[number], towards)
        missing = abs(row[-1] - bound * self.scale)
        for column in self._rank_columns(row, towards):
            place = self.outside[column]
            room = self.high[place] - self.low[place]
            missing -= abs(row[column]) * room
            if missing <= 0:
                self._pivot(number, column, bound)
                self.at_high[self.outside[column]] = towards < 0
                return True
            self._move(column, self.find_inward(column) * room)
            self.at_high[place] = not self.at_high[place]
        return False

    def _find_bound(self, place: int, towards: int) -> int:
        """The lower bound for a variable that has to grow, the upper one for one that has to fall."""
        return self.low[place] if towards > 0 else self.high[place]

    def _rank_columns(self, row: Sequence[int], towards: int) -> list[int]:
        """The columns that, going inward, let the variable of a row grow (or fall), those that lose the least gain for it first."""
        columns = [
            column
            for column, place in enumerate(self.outside)
            if row[column] and self.low[place] < self.high[place] and (row[column] * towards < 0) != self.at_high[place]
        ]
        multiple = lcm(*(row[column] for column in columns))
        return sorted(columns, key=lambda column: self.find_loss(column) * (multiple // abs(row[column])))

    def _move(self, column: int, by: int) -> None:
        """Change the present value of a variable outside the basis."""
        for row in (*self.rows, self.gains):
            if row[column]:
                row[-1] -= row[column] * by

    def _pivot(self, number: int, column: int, bound: int) -> None:
        """Take the variable of a row out of the basis to a bound, and that of a column in."""
        leaving, entering, chosen, scale = self.basis[number], self.outside[column], self.rows[number], self.scale
        chosen[-1] -= scale * bound
        sign = 1 if chosen[column] > 0 else -1
        if sign < 0:
            chosen[:] = [-entry for entry in chosen]
        self.scale = pivot = chosen[column]
        for row in (*self.rows, self.gains):
            if row is not chosen:
                factor = row[column]
                _eliminate(row, chosen, factor, pivot, scale)
                row[column] = -sign * factor
        chosen[column] = sign * scale
        chosen[-1] += pivot * (self.high[entering] if self.at_high[entering] else self.low[entering])
        self.basis[number], self.outside[column] = entering, leaving


def _eliminate(row: list[int], chosen: Sequence[int], factor: int, pivot: int, scale: int) -> None:
    """Take the chosen row ``factor`` times out of a row, and bring this from the old scale to the new."""
    if factor and pivot == scale == 1:
        row[:] = [entry - factor * other if other else entry for entry, other in zip(row, chosen, strict=True)]
    elif factor:
        row[:] = [(entry * pivot - factor * other) // scale for entry, other in zip(row, chosen, strict=True)]
    elif pivot != scale:
        row[:] = [entry * pivot // scale for entry in row]
