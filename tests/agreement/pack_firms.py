"""Firms for a policy pack: the facts it reads, on and beside every literal of the pack, some of them missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from agreement.firms import find_literals
from zhida.lang.base.temporal import Date
from zhida.lang.core.tree import Constant
from zhida.lang.core.walk import walk
from zhida.policy.facts import CODE, NAME, YEAR, Fact, FactCatalogue, FactGroup, Kind, Shape
from zhida.policy.pack import Pack
from zhida.population.plan import read_inputs, stored_facts
from zhida.population.zone.codes import make_credit_code

_REGION = "610131"
_SHARES_MISSING = (0.0, 0.0, 0.1, 0.4)
_PLANTED = 0.7
_MOST = 100_000
"""Firms that a pack may have."""

_LAST_DAY = dt.date(9999, 12, 31)
_PERIODS = (0, 90, 180, 365, 366, 730, 731, 1095, 1096, 1826)
"""Days before the reference date near which dates lie."""


def make_firms(pack: Pack, on: dt.date, count: int, random: Random, place: int) -> Iterator[Mapping[str, Any]]:
    """Records of firms, as a register would give them, for the facts that the answers of a pack read on a day.

    Firms of packs at different places (from 1) have different codes.
    """
    inputs = read_inputs(pack.program, [answer.key for answer in pack.answers])
    facts = _PackFacts(pack, on, random)
    wanted = stored_facts(inputs, pack.catalogue)
    for number in range(count):
        yield {CODE: make_credit_code(1, place * _MOST + number, _REGION), NAME: f"第{number}号", **facts.make(wanted)}


class _PackFacts:
    """Makes values for facts."""

    def __init__(self, pack: Pack, on: dt.date, random: Random) -> None:
        self._catalogue: FactCatalogue = pack.catalogue
        self._on = on
        self._random = random
        literals = find_literals(pack.program)
        self._numbers = [*literals.numbers, Decimal(0), Decimal(1)]
        days = [day.to_python() for day in literals.days] + [on - dt.timedelta(days) for days in _PERIODS]
        self._days = [day + dt.timedelta(step) for day in days if day < _LAST_DAY for step in (-1, 0, 0, 1)] + [
            _LAST_DAY
        ]
        constants = [one.value for body in pack.program.definitions.values() for one in walk(body.body, Constant)]
        self._texts = sorted({value for value in constants if isinstance(value, str) and value.strip()}) or ["无"]

    def make(self, wanted: frozenset[str]) -> dict[str, Any]:
        """Values for these facts and lists, those that are missing left out."""
        gaps = self._random.choice(_SHARES_MISSING)
        facts = {
            name: self._list(name, gaps) if name in self._catalogue.lists else self._fact(name, gaps)
            for name in sorted(wanted)
        }
        return {name: value for name, value in facts.items() if value is not None}

    def _list(self, name: str, gaps: float) -> list[dict[str, Any]] | None:
        if self._random.random() < gaps:
            return None
        group = self._catalogue.lists[name]
        if group.shape is Shape.YEARS:
            years = (self._on.year - back for back in range(1, 4) if self._random.random() >= gaps)
            return [{**self._record(group, gaps), YEAR: year} for year in years]
        return [self._record(group, gaps) for _ in range(self._random.choice((0, 1, 2, 4)))]

    def _record(self, group: FactGroup, gaps: float) -> dict[str, Any]:
        values = {name: self._fact(f"{group.name}.{name}", gaps) for name in group.facts}
        return {name: value for name, value in values.items() if value is not None}

    def _fact(self, path: str, gaps: float) -> Any:
        """A value that the fact may have, as JSON has it; None if it is missing, or if no value was found."""
        fact = self._catalogue.find(path)
        if fact is None or self._random.random() < gaps:
            return None
        for _ in range(30):
            value = self._draw(fact)
            if self._catalogue.allowed.allow(path, value):
                return str(value) if isinstance(value, Decimal | Date) else value
        return None

    def _draw(self, fact: Fact) -> Any:
        match fact.kind:
            case Kind.FLAG:
                return self._random.random() < 1 / 2
            case Kind.TEXT:
                return self._random.choice(self._texts)
            case Kind.DATE:
                return Date.from_python(self._random.choice(self._days))
        decimals = fact.kind.decimals or 0
        if self._random.random() < _PLANTED:
            step = Decimal(self._random.choice((-1, 0, 0, 1))).scaleb(-decimals)
            return round(self._random.choice(self._numbers), decimals) + step
        return Decimal(self._random.randrange(10 ** self._random.randint(1, 9 + decimals))).scaleb(-decimals)
