"""Gomory's group relaxation: the best whole numbers beside the optimum of a linear program.

At an optimal basis of determinant D the variables outside the basis are at their bounds. Move them inward by whole steps
``t``: those of the basis become ``(b - sum(a * t)) / D``, which are whole where ``sum(a * t)`` leaves the same remainders
modulo D as ``b`` does, row by row. The remainders form a group of D elements, and the steps that lose the least gain are a
shortest path in it. Only the bounds of the variables in the basis are forgotten, and how far those outside can go; where
the outcome keeps them, it is the best there is.

R. E. Gomory, "On the relation between integer and noninteger solutions to linear programs", PNAS 53 (1965) 260-265;
"Some polyhedra related to combinatorial problems", Linear Algebra and its Applications 2 (1969) 451-558.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import itemgetter
from typing import TypeAlias

from zhida.policy.stacking.linear import Program

Remainders: TypeAlias = tuple[int, ...]
Step: TypeAlias = tuple[int, Remainders, int]
Way: TypeAlias = tuple[int, Remainders, int]

_MOST_VISITED = 50_000
"""Elements of a group visited, in seconds, before the search is left and the range of a variable parted."""


@dataclass(frozen=True, slots=True)
class Corner:
    """Whole values of all variables of a program beside its optimum, and a gain that no whole values within the bounds exceed.

    Where ``split`` is None the values keep the bounds and gain just that: they are the best. Else the range of the
    variable ``split`` has to be parted.
    """

    gain: int
    values: list[int]
    split: int | None = None


@dataclass(frozen=True, slots=True)
class _Path:
    """The least loss of steps that make all whole, and their columns; a lower bound and None if the search was left."""

    loss: int
    columns: list[int] | None


def find_corner(program: Program) -> Corner | None:
    """The best whole values beside the optimum of a solved program; None if there are none within its bounds.

    >>> caps = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
    >>> program = Program([9, 8, 7], caps, [5, 5, 5], [4, 4, 4])
    >>> program.solve(), program.list_values(), program.scale
    (True, [5, 5, 5, 0, 0, 0], 2)
    >>> find_corner(program)
    Corner(gain=57, values=[3, 2, 2, 0, 1, 0], split=None)
    """
    if program.scale > 1:
        program.drop_fixed()
    scale, values = program.scale, program.list_values()
    if scale == 1:
        return Corner(program.gain, values)
    rows = _reduce_rows(program.rows, scale)
    start = tuple(row[-1] for row in rows)
    if not any(start):
        return Corner(program.gain // scale, [value // scale for value in values])
    path = _find_path(start, _list_steps(program, rows), scale)
    if path is None:
        return None
    gain = (program.gain - path.loss) // scale
    if path.columns is None:
        parted = next(place for place in program.basis if values[place] % scale)
        return Corner(gain, [value // scale for value in values], parted)
    whole = _step(program, values, path.columns)
    return Corner(gain, whole, _find_beyond(program, whole, path.columns))


def _reduce_rows(rows: Sequence[Sequence[int]], modulus: int) -> list[list[int]]:
    """Few rows that tell as much as all do modulo a number: in echelon form, by Euclid's algorithm.

    >>> _reduce_rows([[3, 1, 5], [0, 2, 4], [3, 3, 3]], 6)
    [[3, 1, 5], [0, 2, 4]]
    """
    left = [[entry % modulus for entry in row] for row in rows]
    reduced = []
    while left := [row for row in left if any(row)]:
        column = min(next(place for place, entry in enumerate(row) if entry) for row in left)
        while len(touched := sorted((row for row in left if row[column]), key=itemgetter(column))) > 1:
            least, *others = touched
            for row in others:
                times = row[column] // least[column]
                row[:] = [(entry - times * other) % modulus for entry, other in zip(row, least, strict=True)]
        reduced.append(touched[0])
        left = [row for row in left if row is not touched[0]]
    return reduced


def _list_steps(program: Program, rows: Sequence[Sequence[int]]) -> list[Step]:
    """For each change of the remainders the step inward that loses the least, and its column; by loss."""
    steps: dict[Remainders, Step] = {}
    for column, place in enumerate(program.outside):
        if program.low[place] < program.high[place]:
            inward = program.find_inward(column)
            change = tuple(inward * row[column] % program.scale for row in rows)
            step = program.find_loss(column), change, column
            steps[change] = min(step, steps.get(change, step))
    return sorted(steps.values())


def _find_path(start: Remainders, steps: Sequence[Step], modulus: int) -> _Path | None:
    """The shortest path from remainders to none, steps sorted by their loss; None if no steps lead there.

    The order of steps does not matter, so the ways to all elements from none, shortest first (Dijkstra), are both halves
    of it: two that have the start as their sum make a path, and none is shorter than twice as far as has been gone.
    """
    origin = tuple(0 for _ in start)
    ways: dict[Remainders, Way] = {origin: (0, origin, -1)}
    pending, visited = [(0, origin)], set[Remainders]()
    best: _Path | None = None
    while pending and (best is None or 2 * pending[0][0] < best.loss):
        loss, present = heappop(pending)
        if present in visited:
            continue
        if len(visited) == _MOST_VISITED:
            return _Path(2 * loss, None)
        visited.add(present)
        for more, change, column in steps:
            if best is not None and loss + more >= best.loss:
                break
            reached = tuple((one + other) % modulus for one, other in zip(present, change, strict=True))
            if reached not in ways or loss + more < ways[reached][0]:
                ways[reached] = loss + more, present, column
                heappush(pending, (loss + more, reached))
                rest = tuple((one - other) % modulus for one, other in zip(start, reached, strict=True))
                if rest in ways and (best is None or loss + more + ways[rest][0] < best.loss):
                    best = _Path(loss + more + ways[rest][0], [*_trace(reached, ways), *_trace(rest, ways)])
    return best


def _trace(end: Remainders, ways: Mapping[Remainders, Way]) -> Iterator[int]:
    """The columns of the steps that lead to an element."""
    _, before, column = ways[end]
    while column >= 0:
        yield column
        _, before, column = ways[before]


def _step(program: Program, values: Sequence[int], columns: Sequence[int]) -> list[int]:
    """Whole values after steps inward from values that are times the scale."""
    moved = list(values)
    for column in columns:
        inward = program.find_inward(column)
        moved[program.outside[column]] += inward * program.scale
        for place, row in zip(program.basis, program.rows, strict=True):
            moved[place] -= inward * row[column]
    return [value // program.scale for value in moved]


def _find_beyond(program: Program, values: Sequence[int], columns: Sequence[int]) -> int | None:
    """A variable whose range, parted, brings values within bounds: one of the basis beyond its own, or one that was moved."""
    beyond = [place for place, value in enumerate(values) if not program.low[place] <= value <= program.high[place]]
    if not beyond:
        return None
    parted = (place for place in beyond if place in program.basis and program.low[place] < program.high[place])
    return next(parted, program.outside[columns[0]])
