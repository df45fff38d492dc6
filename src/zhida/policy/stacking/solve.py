"""The best lawful combination, proved so: branch and bound in whole cents over each part of the awards that rules join.

The order of preference is one number: with a base greater than any sum, a cent of award ``i`` of ``n`` weighs
``base**n + base**(n - 1 - i)``. The greatest weight has the greatest sum and, of those, gives the first awards the most;
it is attained once only. Nodes are linear programs (`linear.py`) that go on from one another; where one parts a cent, the
group relaxation (`group.py`) finds the best whole cents at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isqrt, prod
from typing import TypeAlias

from zhida.policy.stacking.group import find_corner
from zhida.policy.stacking.linear import Program
from zhida.policy.stacking.problem import Cap, Problem, list_places

Amounts: TypeAlias = tuple[int, ...]
Node: TypeAlias = tuple[Program, int]


def find_best(problem: Problem) -> Amounts:
    """What each award gets, in cents, in the best lawful combination (`Problem`).

    >>> find_best(Problem((100, 80, 50), (0b110, 0b001, 0b001), ()))
    (0, 80, 50)
    """
    granted = [0] * len(problem.amounts)
    problem = _tighten(problem)
    for part in split(problem):
        places = tuple(list_places(part))
        for place, amount in zip(places, _Search(problem.part(places)).run(), strict=True):
            granted[place] = amount
    return tuple(granted)


def split(problem: Problem) -> Iterator[int]:
    """The awards as parts that no rule joins: what one part gets does not hang on another.

    >>> list(split(Problem((10, 20, 30), (0b010, 0b001, 0), ())))
    [3, 4]
    """
    joined = [problem.conflicts[place] | 1 << place for place in range(len(problem.amounts))]
    joined += [cap.members for cap in problem.caps if _sum(problem.amounts, cap.members) > cap.limit]
    parts: list[int] = []
    for mask in joined:
        touching = [part for part in parts if part & mask]
        parts = [part for part in parts if not part & mask]
        for part in touching:
            mask |= part  # noqa: PLW2901 - the part grows
        parts.append(mask)
    yield from parts


def _tighten(problem: Problem) -> Problem:
    """The same problem; caps that the awards of others cannot break by themselves hold whatever is granted."""
    caps = (
        Cap(cap.limit, cap.members, cap.members)
        if _sum(problem.amounts, cap.members & ~cap.owners) <= cap.limit
        else cap
        for cap in problem.caps
    )
    return Problem(problem.amounts, problem.conflicts, tuple(caps))


class _Search:
    """Takes or leaves awards until what the caps alone would grant is lawful.

    A node is a linear program and the awards ``taken``: what they exclude has to be 0, and their caps are rows. The caps
    that hold whatever is granted are rows from the start; so are sets of awards that exclude one another, as caps of their
    greatest award.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.conditional = [cap for cap in problem.caps if not cap.is_unconditional]
        count = len(problem.amounts)
        caps = [cap for cap in problem.caps if cap.is_unconditional]
        cliques = list(_cover(problem.conflicts))
        self.cliques = dict(enumerate(cliques, count + len(caps)))
        self.start = Program(
            _weigh(problem.amounts, (*(cap.members for cap in problem.caps), *cliques)),
            [self._make_row(mask) for mask in (*(cap.members for cap in caps), *cliques)],
            [
                *(cap.limit for cap in caps),
                *(max(problem.amounts[place] for place in list_places(mask)) for mask in cliques),
            ],
            problem.amounts,
        )
        self.best: Amounts = (0,) * count
        self.best_gain = -1

    def run(self) -> Amounts:
        pending = [(self.start, 0)]
        while pending:
            pending.extend(self._visit(*pending.pop()))
        return self.best

    def _visit(self, program: Program, taken: int) -> Iterator[Node]:
        """The parts of a node that may hold something better."""
        if not program.solve() or program.gain // program.scale <= self.best_gain:
            return
        corner = find_corner(program)
        if corner is None or corner.gain <= self.best_gain:
            return
        place = self._find_unlawful(program, corner.values, taken)
        if place is not None:
            yield self._leave(program, place), taken
            yield self._take(program, place, taken), taken | 1 << place
        elif corner.split is not None:
            yield from ((part, taken) for part in program.part(corner.split))
        else:
            self.best, self.best_gain = tuple(corner.values[: len(self.best)]), corner.gain

    def _find_unlawful(self, program: Program, values: Sequence[int], taken: int) -> int | None:
        """Of the awards that are granted something while their own condition is broken and does not bind yet, one to decide on.

        To leave it costs what it is granted, to take it what it excludes or what its cap is exceeded by; where the lesser
        of both is the greatest, both nodes are soon outweighed.
        """
        given = sum(1 << place for place in range(len(self.best)) if values[place] > 0 and program.high[place])
        exceeded = [
            (cap.owners, excess)
            for cap in self.conditional
            if not cap.owners & taken
            and (excess := sum(values[place] for place in list_places(cap.members)) - cap.limit) > 0
        ]
        costs: dict[int, int] = {}
        for place in list_places(given):
            excluded = sum(values[other] for other in list_places(self.problem.conflicts[place] & given))
            cost = max(excluded, *(excess for owners, excess in exceeded if owners >> place & 1), 0)
            if cost:
                costs[place] = min(cost, values[place])
        return max(costs, key=costs.__getitem__, default=None)

    def _take(self, program: Program, place: int, taken: int) -> Program:
        """What an award excludes is 0, and its caps are rows."""
        part = program.copy()
        self._exclude(part, self.problem.conflicts[place])
        for cap in self.conditional:
            if cap.owners >> place & 1 and not cap.owners & taken:
                part.add_row(self._make_row(cap.members), cap.limit)
        return part

    def _leave(self, program: Program, place: int) -> Program:
        """An award is 0."""
        part = program.copy()
        self._exclude(part, 1 << place)
        return part

    def _exclude(self, program: Program, mask: int) -> None:
        """Awards are 0; caps of sets that exclude one another are those of the greatest award left."""
        for place in list_places(mask):
            program.restrict(place, program.low[place], 0)
        for slack, clique in self.cliques.items():
            if clique & mask:
                greatest = max(program.high[place] for place in list_places(clique))
                low, high = program.low[slack], program.high[slack]
                program.restrict(slack, max(low, high - greatest), high)

    def _make_row(self, mask: int) -> list[int]:
        return [mask >> place & 1 for place in range(len(self.problem.amounts))]


def _weigh(amounts: Sequence[int], rows: Iterable[int]) -> list[int]:
    """What a cent of each award weighs, in programs of rows over these awards, one for each cent.

    The base is also greater than any sum of the determinants in a program (Hadamard's bound), so that no column outside its
    basis is ever worth nothing.
    """
    sizes = [mask.bit_count() + 1 for mask in rows]
    base = max(sum(amounts), (len(sizes) + 1) * (isqrt(prod(sizes)) + 1)) + 1
    count = len(amounts)
    return [base**count + base ** (count - 1 - place) for place in range(count)]


def _cover(conflicts: Sequence[int]) -> Iterator[int]:
    """The awards in sets of which one at most is granted, as far as they are of two or more."""
    cliques: list[int] = []
    for place, excluded in enumerate(conflicts):
        fitting = (number for number, mask in enumerate(cliques) if not mask & ~excluded)
        number = next(fitting, None)
        if number is None:
            cliques.append(1 << place)
        else:
            cliques[number] |= 1 << place
    return (mask for mask in cliques if mask & (mask - 1))


def _sum(amounts: tuple[int, ...], mask: int) -> int:
    return sum(amounts[place] for place in list_places(mask))
