"""The facts a condition rests on: what can be moved to make it hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.lang.core.tree import Comparison, Constant, Expression, Field, InputReference
from zhida.lang.core.walk import walk
from zhida.policy.distance.situation import Place, Situation
from zhida.policy.facts import YEAR, YEAR_VIEWS, YEARS_VIEW, FactGroup, Kind, Shape

MOST_RECORDS = 30
"""Of a longer list, so many records are looked into."""


@dataclass(frozen=True, slots=True)
class Levers:
    """The places a condition reads, and the fields it speaks of.

    ``numbers`` are all numbers and days of the condition, ``compared`` the values it compares each fact or field with.
    """

    places: tuple[Place, ...]
    names: frozenset[str]
    numbers: tuple[Value, ...]
    compared: Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a condition reads and speaks of, whatever the firm: inputs, figures of years, fields, constants."""

    inputs: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    names: frozenset[str]
    numbers: tuple[Value, ...]
    compared: Mapping[str, tuple[Value, ...]]


def find_reading(whole: tuple[Expression, ...]) -> Reading:
    """What the parts of a condition read, directly or through definitions, in the order it is written."""
    constants = (part.value for part in walk(whole, Constant))
    return Reading(
        inputs=tuple(dict.fromkeys(part.name for part in walk(whole, InputReference))),
        figures=tuple(dict.fromkeys(_list_figures(whole))),
        names=frozenset(part.name for part in walk(whole, Field)),
        numbers=tuple(dict.fromkeys(value for value in constants if isinstance(value, Decimal | Date))),
        compared=_find_compared(whole),
    )


def find_levers(reading: Reading, situation: Situation) -> Levers:
    """What a condition rests on for one firm."""
    names = reading.names
    places = (place for name in reading.inputs for place in _find_places(name, names, reading.figures, situation))
    return Levers(tuple(dict.fromkeys(places)), names, reading.numbers, reading.compared)


def _find_compared(whole: object) -> Mapping[str, tuple[Value, ...]]:
    """The constants that facts and fields are compared with, by their names."""
    found: dict[str, dict[Value, None]] = {}
    for part in walk(whole, Comparison):
        if isinstance(part.left, Field | InputReference) and isinstance(part.right, Constant):
            found.setdefault(part.left.name, {})[part.right.value] = None
    return {name: tuple(values) for name, values in found.items()}


def _list_figures(whole: object) -> Iterator[tuple[str, str]]:
    """The view and the figure of every ``本年.研发费用``."""
    for part in walk(whole, Field):
        if isinstance(part.source, InputReference):
            yield part.source.name, part.name


def _find_places(
    name: str, names: frozenset[str], figures: tuple[tuple[str, str], ...], situation: Situation
) -> Iterator[Place]:
    catalogue = situation.catalogue
    if name in catalogue.firm_facts:
        yield Place(name)
    elif name in YEAR_VIEWS:
        yield from _find_figures(name, [figure for view, figure in figures if view == name], situation)
    elif name == YEARS_VIEW:
        for view in YEAR_VIEWS:
            yield from _find_figures(view, sorted(names), situation)
    elif name in catalogue.lists:
        yield from _find_records(catalogue.lists[name], names, situation)


def _find_figures(view: str, figures: list[str], situation: Situation) -> Iterator[Place]:
    """The places of figures of a year, in the record of the accounts which that year is."""
    years = situation.catalogue.years
    records = situation.facts.get(years.name) if years else None
    if years is None or not isinstance(records, list):
        return
    year = situation.on.year - 1 - YEAR_VIEWS.index(view)
    for index, record in enumerate(records):
        if isinstance(record, dict) and record.get(YEAR) == year:
            yield from (Place(years.name, index, name) for name in figures if name in years.facts and name != YEAR)


def _find_records(group: FactGroup, names: frozenset[str], situation: Situation) -> Iterator[Place]:
    """The list itself, if it is not of years, and every figure and yes or no the condition may speak of in each of its records.

    What a record says in words and days has happened.
    """
    records = situation.facts.get(group.name)
    if not isinstance(records, list):
        return
    if group.shape is Shape.LIST:
        yield Place(group.name)
    fixed = {name for name, fact in group.facts.items() if fact.kind in {Kind.TEXT, Kind.DATE}} | {YEAR}
    movable = [name for name in group.facts if name in names - fixed]
    for index in range(min(len(records), MOST_RECORDS)):
        yield from (Place(group.name, index, name) for name in movable)
