"""The nearest value of one fact for which a condition holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.distance.levers import Levers
from zhida.policy.distance.records import find_lists
from zhida.policy.distance.situation import Edit, Place, Situation
from zhida.policy.fact_values import check_value
from zhida.policy.facts import Fact, Kind

Holds: TypeAlias = Callable[[Situation], bool]

MOST_DOUBLINGS = 57
"""The smallest step doubled so often is more than any fact may be (15 digits and 2 decimals)."""

_LAST_DAY = date.max.toordinal()


def find_edits(place: Place, levers: Levers, situation: Situation, holds: Holds) -> Iterator[Edit]:
    """Other values of one fact that make a condition hold: of a number or day, the nearest below and above."""
    value, fact = situation.read(place), situation.find_fact(place)

    def holds_with(changed: Value) -> bool:
        allowed = fact is None or is_allowed(changed, place, fact, situation)
        return allowed and holds(situation.change((Edit(place, changed),)))

    match value:
        case bool():
            found: Iterable[Value] = filter(holds_with, (not value,))
        case str():
            found = filter(holds_with, (text for text in levers.compared.get(_last_name(place), ()) if text != value))
        case Decimal() | Date() if fact is not None:
            found = _find_nearest(value, fact, levers.numbers, holds_with)
        case list() if fact is None:
            found = find_lists(value, situation.catalogue.lists[place.name], levers, situation, holds_with)
        case _:
            found = ()
    yield from (Edit(place, changed) for changed in found)


def _last_name(place: Place) -> str:
    return place.name if place.record is None else place.field


def is_allowed(value: Value, place: Place, fact: Fact, situation: Situation) -> bool:
    """Whether the catalogue allows a value at a place."""
    path = place.name if place.record is None else f"{place.name}.{place.field}"
    return check_value(value, path, fact, situation.catalogue, None) is None


def find_boundary(failing: Value, holding: Value, fact: Fact, holds: Callable[[Value], bool]) -> Value:
    """The value next to one that fails, between one that fails and one that holds, by the smallest steps of the fact."""
    low, high = _count_steps(failing, fact), _count_steps(holding, fact)
    while abs(high - low) > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(_make_value(middle, fact)) else (middle, high)
    return _make_value(high, fact)


def _find_nearest(
    value: Value, fact: Fact, constants: Iterable[Value], holds: Callable[[Value], bool]
) -> Iterator[Value]:
    start = _count_steps(value, fact)
    near = [_count_steps(one, fact) + by for one in constants if type(one) is type(value) for by in (-1, 0, 1)]
    for sign in (1, -1):
        away = {start + sign * 2**power for power in range(MOST_DOUBLINGS)}
        beyond = {steps for steps in near if (steps - start) * sign > 0}
        yield from _climb(value, fact, sorted(away | beyond, key=lambda steps: abs(steps - start)), holds)


def _climb(value: Value, fact: Fact, steps: Iterable[int], holds: Callable[[Value], bool]) -> Iterator[Value]:
    """The boundary before the first of some values, ever farther away, that holds."""
    failing = value
    for count in steps:
        if fact.kind is Kind.DATE and not 1 <= count <= _LAST_DAY:
            return
        tried = _make_value(count, fact)
        if holds(tried):
            yield find_boundary(failing, tried, fact, holds)
            return
        failing = tried


def _count_steps(value: Value, fact: Fact) -> int:
    """A number in the smallest steps of its fact, a day by its number; what is finer is cut off."""
    if isinstance(value, Date):
        return value.to_python().toordinal()
    if not isinstance(value, Decimal):
        return 0
    return int(value.scaleb(fact.kind.decimals or 0))


def _make_value(steps: int, fact: Fact) -> Value:
    if fact.kind.decimals is None:
        return Date.from_python(date.fromordinal(steps))
    return Decimal(steps).scaleb(-fact.kind.decimals)
