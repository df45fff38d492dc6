"""The money at stake: how much an award can still become for a firm, given what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from zhida.lang.base.types import Type
from zhida.lang.base.values import Inputs, Value
from zhida.lang.check.bounds import Bounds
from zhida.lang.check.facts import Facts
from zhida.lang.check.interval import Interval, is_whole_number
from zhida.lang.core.dependencies import find_dependencies
from zhida.lang.core.tree import Coercion, DefinitionReference, Expression, Field, Program, Table
from zhida.lang.interpret.trace import DefinitionTrace, TableTrace, count_failed

_NOTHING = Interval(Decimal(0), Decimal(0), is_whole=True)


def find_stake(program: Program, trace: DefinitionTrace, inputs: Inputs) -> Decimal | None:
    """The most, in 元, that a definition can yield once all is known; None where nothing bounds it.

    Facts that are known count with their values, rows that cannot match any more are left aside. The true value is never above
    it; it may be below.
    """
    values = dict(_list_values(trace))
    tables = {id(table.table): table for table in _list_tables(trace)}
    intervals: dict[str, Interval] = {}
    bounds = Bounds(Facts(program.inputs, frozenset(), inputs), intervals, {})
    needed = find_dependencies(program, [trace.key])
    for key, definition in program.definitions.items():
        if key in needed:
            body = _leave_possible(definition.body, program, tables)
            intervals[key] = _of_value(values.get(key)) or (bounds.of(body) if body is not None else _NOTHING)
    high = intervals[trace.key].high
    return high if high.is_finite() else None


def _of_value(value: Value) -> Interval | None:
    return Interval(value, value, is_whole_number(value)) if isinstance(value, Decimal) else None


def _leave_possible(body: Expression, program: Program, tables: Mapping[int, TableTrace]) -> Expression | None:
    """A definition without the rows of its table that are known not to match; None if no row is left."""
    match body:
        case Coercion(operand=operand):
            return _leave_possible(operand, program, tables)
        case Field(source=DefinitionReference(key=key), name=name):
            table = program.definitions[key].body
            return _leave_rows(table, name, body.type, tables) if isinstance(table, Table) else body
        case Table(outputs=(output,)):
            return _leave_rows(body, output.name, body.type, tables)
    return body


def _leave_rows(table: Table, name: str, type_: Type, tables: Mapping[int, TableTrace]) -> Table | None:
    """The results of one name of the rows that match or may match; of all rows if the table was not evaluated."""
    traced = tables.get(id(table))
    outcomes = traced.outcomes if traced and traced.outcomes else [()] * len(table.rules)
    column = [output.name for output in table.outputs].index(name)
    rules = tuple(
        replace(rule, results=(rule.results[column],))
        for rule, cells in zip(table.rules, outcomes, strict=True)
        if not count_failed(cells)
    )
    return replace(table, rules=rules, outputs=(table.outputs[column],), type=type_) if rules else None


def _list_values(trace: DefinitionTrace) -> Iterator[tuple[str, Value]]:
    yield trace.key, trace.value
    for step in trace.steps:
        if isinstance(step, DefinitionTrace):
            yield from _list_values(step)


def _list_tables(trace: DefinitionTrace) -> Iterator[TableTrace]:
    for step in trace.steps:
        match step:
            case TableTrace():
                yield step
            case DefinitionTrace():
                yield from _list_tables(step)
