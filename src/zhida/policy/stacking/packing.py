"""Whole amounts of the greatest weight under caps: one after the other where that is the best way, else by linear programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from zhida.policy.stacking.problem import Cap, list_places

Amounts: TypeAlias = tuple[int, ...]


def pack_amounts(amounts: Sequence[int], weights: Sequence[int], caps: Sequence[Cap]) -> Amounts:
    """The amounts, at most those given, of the greatest weighted sum under caps that all hold; weights as `find_best` has them.

    To give each award in turn as much as it can get favours the first awards as none other does. Where the caps are nested it
    also gives the greatest sum; so it does whenever it gives as much as the caps that are nested allow by themselves.

    >>> pack_amounts([60, 50], [2, 1], [Cap(80, 0b11, 0b11)])
    (60, 20)
    """
    wanted = sum(1 << place for place, amount in enumerate(amounts) if amount)
    binding = [cap for cap in caps if sum(amounts[place] for place in list_places(cap.members)) > cap.limit]
    granted = fill_in_turn(amounts, binding)
    nested = choose_nested(binding, wanted)
    if len(nested) == len(binding) or sum(granted) == sum(fill_in_turn(amounts, nested)):
        return granted
    return _fill_overlapping(amounts, weights, binding)


def choose_nested(caps: Iterable[Cap], wanted: int) -> tuple[Cap, ...]:
    """Some of the caps, no two of which overlap in the awards wanted unless one is within the other."""
    chosen: list[Cap] = []
    for cap in caps:
        own = cap.members & wanted
        if all(own & other.members in {0, own, other.members & wanted} for other in chosen):
            chosen.append(cap)
    return tuple(chosen)


def fill_in_turn(amounts: Sequence[int], caps: Sequence[Cap]) -> Amounts:
    """Each award in turn as much as the caps leave."""
    left = [cap.limit for cap in caps]
    granted = []
    for place, amount in enumerate(amounts):
        over = [number for number, cap in enumerate(caps) if cap.members >> place & 1]
        given = min(amount, *(left[number] for number in over)) if over else amount
        for number in over:
            left[number] -= given
        granted.append(given)
    return tuple(granted)


def _fill_overlapping(amounts: Sequence[int], weights: Sequence[int], caps: Sequence[Cap]) -> Amounts:
    """Branch and bound over linear programs: a half cent that a program would grant is rounded both ways."""
    best: Amounts = (0,) * len(amounts)
    best_value = -1
    pending = [(best, tuple(amounts))]
    while pending:
        low, high = pending.pop()
        room = [cap.limit - sum(low[place] for place in list_places(cap.members)) for cap in caps]
        if min(room) < 0:
            continue
        rows = [
            ([cap.members >> place & 1 for place in range(len(amounts))], left)
            for cap, left in zip(caps, room, strict=True)
        ]
        rows += [
            ([int(one == other) for other in range(len(amounts))], high[one] - low[one]) for one in range(len(amounts))
        ]
        found = [start + more for start, more in zip(low, _maximise(weights, rows), strict=True)]
        value = sum(weight * amount for weight, amount in zip(weights, found, strict=True))
        if value <= best_value:
            continue
        split = next((place for place, amount in enumerate(found) if amount.denominator > 1), None)
        if split is None:
            best, best_value = tuple(map(int, found)), int(value)
            continue
        below = int(found[split])
        pending.append((low, (*high[:split], below, *high[split + 1 :])))
        pending.append(((*low[:split], below + 1, *low[split + 1 :]), high))
    return best


def _maximise(weights: Sequence[int], rows: Sequence[tuple[Sequence[int], int]]) -> list[Fraction]:
    """The simplex method on ``row · x <= limit``, with limits of at least 0, by exact fractions and Bland's rule."""
    count = len(weights)
    table = [
        [*map(Fraction, row), *(Fraction(int(one == number)) for one in range(len(rows))), Fraction(limit)]
        for number, (row, limit) in enumerate(rows)
    ]
    gains = [*map(Fraction, weights), *([Fraction(0)] * (len(rows) + 1))]
    basis = list(range(count, count + len(rows)))
    while (entering := next((place for place, gain in enumerate(gains[:-1]) if gain > 0), None)) is not None:
        leaving = min(
            (row for row in range(len(table)) if table[row][entering] > 0),
            key=lambda row: (table[row][-1] / table[row][entering], basis[row]),
        )
        _pivot(table, gains, leaving, entering)
        basis[leaving] = entering
    values = dict(zip(basis, (row[-1] for row in table), strict=True))
    return [values.get(place, Fraction(0)) for place in range(count)]


def _pivot(table: list[list[Fraction]], gains: list[Fraction], leaving: int, entering: int) -> None:
    pivot = table[leaving][entering]
    chosen = table[leaving] = [value / pivot for value in table[leaving]]
    for row in (*(row for row in table if row is not chosen), gains):
        factor = row[entering]
        if factor:
            row[:] = [value - factor * other for value, other in zip(row, chosen, strict=True)]
