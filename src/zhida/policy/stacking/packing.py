"""Whole amounts of the greatest weight under caps: one after the other where that is the best way, else by linear programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import mul, sub
from typing import TypeAlias

from zhida.policy.stacking.linear import maximise
from zhida.policy.stacking.problem import Cap, list_places

Amounts: TypeAlias = tuple[int, ...]


def pack_amounts(amounts: Sequence[int], weights: Sequence[int], caps: Sequence[Cap], floor: int = -1) -> Amounts:
    """The amounts, at most those given, of the greatest weighted sum under caps that all hold; weights as `find_best` has them.

    Where nothing weighs more than ``floor``, amounts that do not either.

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
    return _fill_overlapping(amounts, weights, binding, granted, floor)


def bound_weight(amounts: Sequence[int], weights: Sequence[int], caps: Sequence[Cap]) -> int:
    """A weight that no amounts under the caps exceed: that of the best ones if cents could be parted.

    >>> bound_weight([60, 50, 40], [1, 1, 1], [Cap(80, 0b011, 0b011), Cap(70, 0b110, 0b110)])
    120
    """
    under = 0
    for cap in caps:
        under |= cap.members
    free = sum(weights[place] * amount for place, amount in enumerate(amounts) if not under >> place & 1)
    places = [place for place in list_places(under) if amounts[place]]
    values = [weights[place] for place in places]
    members = [[cap.members >> place & 1 for place in places] for cap in caps]
    scaled, scale = maximise(values, members, [cap.limit for cap in caps], [amounts[place] for place in places])
    bound: int = sum(map(mul, values, scaled))
    return free + bound // scale


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


def _fill_overlapping(
    amounts: Sequence[int], weights: Sequence[int], caps: Sequence[Cap], lawful: Amounts, floor: int
) -> Amounts:
    """Branch and bound over linear programs, from amounts that are lawful: where one would grant a part of a cent, it is rounded both ways."""
    places = [place for place, amount in enumerate(amounts) if amount]
    values = [weights[place] for place in places]
    members = [[cap.members >> place & 1 for place in places] for cap in caps]
    best = [lawful[place] for place in places]
    best_value = max(floor, sum(map(mul, values, best)))
    pending = [([0] * len(places), [amounts[place] for place in places])]
    while pending:
        low, high = pending.pop()
        left = [cap.limit - sum(map(mul, low, row)) for cap, row in zip(caps, members, strict=True)]
        if min(left) < 0:
            continue
        scaled, scale = maximise(values, members, left, list(map(sub, high, low)))
        if sum(map(mul, values, low)) * scale + sum(map(mul, values, scaled)) <= best_value * scale:
            continue
        found = [start + more // scale for start, more in zip(low, scaled, strict=True)]
        split = next((number for number, more in enumerate(scaled) if more % scale), None)
        if split is None:
            best, best_value = found, sum(map(mul, values, found))
            continue
        pending.append((low, [*high[:split], found[split], *high[split + 1 :]]))
        pending.append(([*low[:split], found[split] + 1, *low[split + 1 :]], high))
    granted = dict(zip(places, best, strict=True))
    return tuple(granted.get(place, 0) for place in range(len(amounts)))
