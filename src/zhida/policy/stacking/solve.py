"""The best lawful combination, proved so: branch and bound in whole cents over each part of the awards that rules join.

The order of preference is one number: with a base greater than any sum, a cent of award ``i`` of ``n`` weighs
``base**n + base**(n - 1 - i)``. The greatest weight has the greatest sum and, of those, gives the first awards the most;
it is attained once only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhida.policy.stacking.packing import Amounts, bound_weight, choose_nested, fill_in_turn, pack_amounts
from zhida.policy.stacking.problem import Cap, Problem, list_places


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

    ``allowed`` are the awards not left, ``taken`` those whose own conditions hold: what they exclude is left, and
    their caps bind.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        count = len(problem.amounts)
        base = sum(problem.amounts) + 1
        self.weights: list[int] = [base**count + base ** (count - 1 - place) for place in range(count)]
        self.best: Amounts = (0,) * count
        self.best_value = -1
        self.nested = choose_nested((cap for cap in problem.caps if cap.is_unconditional), (1 << count) - 1)
        self.under = [
            tuple(number for number, cap in enumerate(self.nested) if cap.members >> place & 1)
            for place in range(count)
        ]

    def run(self) -> Amounts:
        self._visit((1 << len(self.problem.amounts)) - 1, 0)
        return self.best

    def _visit(self, allowed: int, taken: int) -> None:
        if self._cannot_be_better(allowed) or self._is_outweighed(allowed, taken):
            return
        granted = self._relax(allowed, taken)
        if self._weigh(granted) <= self.best_value:
            return
        place = self._find_unlawful(granted, taken)
        if place is None:
            self.best, self.best_value = granted, self._weigh(granted)
            return
        chosen = 1 << place
        self._visit(allowed & ~self.problem.conflicts[place], taken | chosen)
        self._visit(allowed & ~chosen, taken)

    def _relax(self, allowed: int, taken: int) -> Amounts:
        """The best without the conditions of awards that are not taken yet; without overlapping caps while it is unlawful."""
        amounts = [amount if allowed >> place & 1 else 0 for place, amount in enumerate(self.problem.amounts)]
        caps = self._list_holding(taken)
        within_nested = fill_in_turn(amounts, choose_nested(caps, allowed))
        if self._find_unlawful(within_nested, taken) is not None:
            return within_nested
        return pack_amounts(amounts, self.weights, caps, self.best_value)

    def _list_holding(self, taken: int) -> list[Cap]:
        return [cap for cap in self.problem.caps if cap.is_unconditional or cap.owners & taken]

    def _weigh(self, granted: Amounts) -> int:
        return sum(weight * amount for weight, amount in zip(self.weights, granted, strict=True))

    def _find_unlawful(self, granted: Amounts, taken: int) -> int | None:
        """The first award that is granted something while its own condition is broken and does not bind yet."""
        given = sum(1 << place for place, amount in enumerate(granted) if amount)
        broken = 0
        for cap in self.problem.caps:
            if not (cap.is_unconditional or cap.owners & taken) and _sum(granted, cap.members) > cap.limit:
                broken |= cap.owners
        unlawful = (
            place for place in list_places(given) if self.problem.conflicts[place] & given or broken >> place & 1
        )
        return next(unlawful, None)

    def _cannot_be_better(self, allowed: int) -> bool:
        """Whether no combination of what is allowed weighs more: of each clique the most, under nested caps the first first."""
        left = [cap.limit for cap in self.nested]
        bounds = []
        for first, amount, caps in sorted(self._open_cliques(allowed)):
            granted = min(amount, *(left[number] for number in caps)) if caps else amount
            for number in caps:
                left[number] -= granted
            bounds.append((first, granted))
        total, best = sum(granted for _, granted in bounds), sum(self.best)
        if total != best:
            return total < best
        return self.best_value >= sum(granted * self.weights[first] for first, granted in bounds)

    def _is_outweighed(self, allowed: int, taken: int) -> bool:
        """Whether no combination of what is allowed weighs more, where caps overlap: a linear program, a clique as a cap of its greatest award."""
        holding = self._list_holding(taken)
        if self.best_value < 0 or len(self.nested) == len(holding):
            return False
        amounts = [amount if allowed >> place & 1 else 0 for place, amount in enumerate(self.problem.amounts)]
        cliques = (mask for mask in self._cover(list_places(allowed)) if mask & (mask - 1))
        greatest = ((mask, max(amounts[place] for place in list_places(mask))) for mask in cliques)
        caps = [*holding, *(Cap(most, mask, mask) for mask, most in greatest)]
        return bound_weight(amounts, self.weights, caps) <= self.best_value

    def _cover(self, places: Iterable[int]) -> list[int]:
        """The awards in sets of which one at most is granted."""
        cliques: list[int] = []
        for place in places:
            fitting = (number for number, mask in enumerate(cliques) if not mask & ~self.problem.conflicts[place])
            number = next(fitting, None)
            if number is None:
                cliques.append(1 << place)
            else:
                cliques[number] |= 1 << place
        return cliques

    def _open_cliques(self, allowed: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """What is allowed in sets of which one at most is granted and that are under the same nested caps: first award, greatest amount, caps."""
        places: dict[tuple[int, ...], list[int]] = {}
        for place in list_places(allowed):
            places.setdefault(self.under[place], []).append(place)
        for caps, found in places.items():
            for mask in self._cover(found):
                first, *others = list_places(mask)
                yield first, max(self.problem.amounts[place] for place in (first, *others)), caps


def _sum(amounts: tuple[int, ...], mask: int) -> int:
    return sum(amounts[place] for place in list_places(mask))
