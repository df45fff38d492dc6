"""Other lists of records for which a condition holds: with records added, or without some there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice, product

from zhida.lang.base.temporal import Date, add_months
from zhida.lang.base.values import Missing, Value
from zhida.policy.distance.levers import Levers
from zhida.policy.distance.situation import Situation
from zhida.policy.fact_values import check_value
from zhida.policy.facts import Fact, FactGroup, Kind
from zhida.policy.firm import complete_record, record_path

MOST_ADDED = 4
"""So many records are added at most."""

MOST_TRIED = 256
"""So many different records are tried."""


def find_lists(
    records: list[Value], group: FactGroup, levers: Levers, situation: Situation, holds: Callable[[Value], bool]
) -> Iterator[Value]:
    """The list with the fewest records of one make added, and with the fewest taken away."""
    longer = _lengthen(records, group, levers, situation)
    yield from islice(filter(holds, longer), 1)
    if records and holds([]):
        yield _put_back(records, holds)


def _lengthen(records: list[Value], group: FactGroup, levers: Levers, situation: Situation) -> Iterator[Value]:
    made = list(islice(_make_records(len(records), group, levers, situation), MOST_TRIED))
    for count in range(1, MOST_ADDED + 1):
        for record in made:
            yield [*records, *([record] * count)]


def _put_back(records: list[Value], holds: Callable[[Value], bool]) -> Value:
    """As many of the records as can stay."""
    kept: list[Value] = []
    for record in records:
        if holds([*kept, record]):
            kept.append(record)
    return kept


def _make_records(index: int, group: FactGroup, levers: Levers, situation: Situation) -> Iterator[dict[str, Value]]:
    """Records whose fields, as far as the condition speaks of them, have values it speaks of."""
    facts = [fact for name, fact in group.facts.items() if name in levers.names]
    choices = [_list_choices(fact, group, levers, situation) for fact in facts]
    path = record_path(group, index, {})
    for values in product(*choices):
        yield complete_record(group, {fact.name: value for fact, value in zip(facts, values, strict=True)}, path)


def _list_choices(fact: Fact, group: FactGroup, levers: Levers, situation: Situation) -> list[Value]:
    if fact.kind is Kind.FLAG:
        return [True, False]
    if fact.kind is Kind.DATE:
        return [situation.on, *_list_days(levers.compared.get(fact.name, ()), situation.on)]
    path = f"{group.name}.{fact.name}"
    values = [near for value in levers.compared.get(fact.name, ()) for near in _list_near(value, fact)]
    allowed = [value for value in values if check_value(value, path, fact, situation.catalogue, None) is None]
    return allowed or [Missing(frozenset({path}))]


def _list_near(value: Value, fact: Fact) -> tuple[Value, ...]:
    """A value, and of a number those a step away, for open ends."""
    if not isinstance(value, Decimal):
        return (value,)
    step = Decimal(1).scaleb(-(fact.kind.decimals or 0))
    return value, value + step, value - step


def _list_days(compared: Iterable[Value], on: Date) -> Iterator[Value]:
    """The same day a year ago, and the days the condition speaks of."""
    last_year = add_months(on, -12)
    yield from () if last_year is None else (last_year,)
    yield from (value for value in compared if isinstance(value, Date))
