"""Why a change of a fact is beyond a firm: what has happened stays."""

from __future__ import annotations

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.distance.situation import Edit, Situation
from zhida.policy.facts import FOUNDED

AWARDS = "已获奖补"
"""The list of the awards a firm has received."""


def find_obstacle(edit: Edit, situation: Situation) -> Diagnostic | None:
    """Why nobody can bring a change about; None if it can be."""
    place, before = edit.place, situation.read(edit.place)
    year = situation.find_year(place)
    if place.name == FOUNDED:
        return _note("distance.founding-date")
    if place.name == AWARDS:
        return _note("distance.awards-received")
    if year is not None:
        return _note("distance.closed-year", year=year) if year < situation.on.year - 1 else None
    if isinstance(before, list) and isinstance(edit.value, list):
        return _find_in_records(before, edit.value, place.name, situation.on)
    if isinstance(before, Date) and _is_past(edit.value, situation.on):
        return _note("distance.past-date", name=place.name)
    return None


def _find_in_records(before: list[Value], after: list[Value], name: str, on: Date) -> Diagnostic | None:
    if len(after) < len(before):
        return _note("distance.past-record", name=name)
    added = after[-1]
    days = added.values() if isinstance(added, dict) else ()
    return _note("distance.past-date", name=name) if any(_is_past(day, on) for day in days) else None


def _is_past(value: Value, on: Date) -> bool:
    return isinstance(value, Date) and value.number < on.number


def _note(code: str, **values: object) -> Diagnostic:
    return Diagnostic(code, None, values, Severity.NOTE)
