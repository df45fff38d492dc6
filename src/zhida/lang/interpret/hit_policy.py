"""What a decision table makes of the rules that matched (DMN 1.5, §8.2.10 and §8.2.11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import Aggregation, Table, TableOutput
from zhida.lang.interpret.aggregates import find_maximum, find_minimum, sum_numbers
from zhida.lang.interpret.compare import is_same
from zhida.lang.interpret.missing import find_missing
from zhida.lang.interpret.run import NoValueError


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, with the value of each output."""

    number: int
    values: Mapping[str, Value]

    @property
    def result(self) -> Value:
        """The value of the only output, or the context of all."""
        return dict(self.values) if len(self.values) > 1 else next(iter(self.values.values()), None)


def apply_hit_policy(table: Table, hits: Sequence[Hit]) -> Value:
    """The value of the table for the rules that matched, in the order of the rules.

    `NoValueError` when UNIQUE finds several rules, ANY different results, or an aggregation no value.
    """
    return _POLICIES[table.hit_policy](table, hits)


def _unique(_: Table, hits: Sequence[Hit]) -> Value:
    if len(hits) > 1:
        raise NoValueError("interpret.not-unique", rules=", ".join(str(hit.number) for hit in hits))
    return hits[0].result


def _any(_: Table, hits: Sequence[Hit]) -> Value:
    first = hits[0].result
    for hit in hits[1:]:
        same = is_same(first, hit.result)
        if type(same) is Missing:
            return same
        if not same:
            raise NoValueError("interpret.not-the-same", rules=", ".join(str(each.number) for each in hits))
    return first


def _first(_: Table, hits: Sequence[Hit]) -> Value:
    return hits[0].result


def _priority(table: Table, hits: Sequence[Hit]) -> Value:
    ordered = _output_order(table, hits)
    return ordered[0] if isinstance(ordered, list) else ordered


def _rule_order(_: Table, hits: Sequence[Hit]) -> Value:
    return [hit.result for hit in hits]


def _output_order(table: Table, hits: Sequence[Hit]) -> Value:
    """Results ranked by the first output, among equals by the second, and so on; then in the order of the rules."""
    for hit in hits:
        if missing := find_missing(dict(hit.values)):
            return missing
    ranked = sorted(hits, key=lambda hit: [_rank(output, hit.values[output.name]) for output in table.outputs])
    return [hit.result for hit in ranked]


def _rank(output: TableOutput, value: Value) -> int:
    ranks = (rank for rank, listed in enumerate(output.order) if is_same(listed, value) is True)
    return next(ranks, len(output.order))


def _collect(table: Table, hits: Sequence[Hit]) -> Value:
    if table.aggregation is None:
        return [hit.result for hit in hits]
    if table.aggregation == "COUNT":
        return Decimal(len(hits))
    if not hits:
        return None
    totals = {
        output.name: aggregate(table.aggregation, [hit.values[output.name] for hit in hits]) for output in table.outputs
    }
    return totals if len(totals) > 1 else next(iter(totals.values()))


def aggregate(aggregation: Aggregation, values: list[Value]) -> Value:
    """What an aggregation makes of the values of one output, of which there is at least one; `NoValueError` if nothing.

    >>> aggregate("SUM", [Decimal(1), Decimal(2)])
    Decimal('3')
    """
    if aggregation == "COUNT":
        return Decimal(len(values))
    return find_missing(values) or _AGGREGATIONS[aggregation](values)


_AGGREGATIONS: Mapping[Aggregation, Callable[[list[Value]], Value]] = MappingProxyType(
    {"SUM": sum_numbers, "MIN": find_minimum, "MAX": find_maximum}
)

_POLICIES: Mapping[str, Callable[[Table, Sequence[Hit]], Value]] = MappingProxyType(
    {
        "UNIQUE": _unique,
        "ANY": _any,
        "FIRST": _first,
        "PRIORITY": _priority,
        "RULE ORDER": _rule_order,
        "OUTPUT ORDER": _output_order,
        "COLLECT": _collect,
    }
)
