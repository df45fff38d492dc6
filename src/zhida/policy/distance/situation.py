"""A firm's facts on a day, and what they would be after a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Inputs, Value
from zhida.lang.interpret.run import Fitted
from zhida.policy.facts import YEAR, Fact, FactCatalogue
from zhida.policy.views import derive_views


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands: one of the firm, a whole list of records (``record`` is None), or a field of one record."""

    name: str
    record: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another value at a place."""

    place: Place
    value: Value


Plan: TypeAlias = tuple[Edit, ...]
"""Changes made one after the other."""


@dataclass(frozen=True)
class Situation:
    """The facts of a firm on a day; ``inputs`` are what programs read of them.

    ``fitted`` is what of them is known to fit, shared by all situations that are changes of one.
    """

    facts: Mapping[str, Value]
    on: Date
    catalogue: FactCatalogue
    fitted: Fitted = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def inputs(self) -> Inputs:
        """The facts and the views of them."""
        return {**self.facts, **derive_views(self.facts, self.on, self.catalogue)}

    def read(self, place: Place) -> Value:
        """The value at a place; null where there is none."""
        value = self.facts.get(place.name)
        if place.record is None:
            return value
        record = value[place.record] if isinstance(value, list) and place.record < len(value) else None
        return record.get(place.field) if isinstance(record, dict) else None

    def change(self, plan: Iterable[Edit]) -> Situation:
        """The situation after the changes."""
        facts = dict(self.facts)
        for edit in plan:
            facts[edit.place.name] = _replace(facts.get(edit.place.name), edit)
        return Situation(facts, self.on, self.catalogue, self.fitted)

    def find_fact(self, place: Place) -> Fact | None:
        """What the catalogue declares of a place; None for a whole list."""
        return self.catalogue.find(place.name if place.record is None else f"{place.name}.{place.field}")

    def find_year(self, place: Place) -> int | None:
        """The year of the accounts a place stands in; None elsewhere."""
        years = self.catalogue.years
        if years is None or place.name != years.name or place.record is None:
            return None
        year = self.read(Place(place.name, place.record, YEAR))
        return int(year) if isinstance(year, Decimal) else None


def _replace(value: Value, edit: Edit) -> Value:
    place = edit.place
    if place.record is None:
        return edit.value
    if not isinstance(value, list):
        return value
    return [
        {**record, place.field: edit.value} if index == place.record and isinstance(record, dict) else record
        for index, record in enumerate(value)
    ]
