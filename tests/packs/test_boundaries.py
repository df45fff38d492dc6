"""Every line a rule draws has a worked example that stands on it, and one on either side."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Missing, Range, Value
from zhida.lang.core.tree import Constant, DefinitionReference, Expression, InputReference
from zhida.lang.core.walk import walk
from zhida.lang.interpret.trace import DefinitionTrace, Step, TableTrace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhida.policy.pack import Pack


@dataclass(slots=True)
class Coverage:
    """A condition cell: the values its examples tested, and how that came out."""

    test: Expression
    values: list[Value] = field(default_factory=list)
    outcomes: set[bool] = field(default_factory=set)


def measure_coverage(pack: Pack) -> dict[str, Coverage]:
    """Every condition cell of the pack's own tables, by where it stands."""
    cells: dict[str, Coverage] = {}
    own = {decision.key for decision in pack.definitions.decisions}
    for case in pack.cases:
        for expected in (one for one in case.expected if one.key in pack.program.definitions):
            for key, table in find_tables(pack.traced.evaluate(expected.key, case.inputs).trace):
                if key in own:
                    record(cells, key, table)
    return cells


def find_tables(trace: DefinitionTrace) -> Iterator[tuple[str, TableTrace]]:
    for step in trace.steps:
        yield from find_tables_of(step, trace.key)


def find_tables_of(step: Step, key: str) -> Iterator[tuple[str, TableTrace]]:
    match step:
        case TableTrace():
            yield key, step
        case DefinitionTrace():
            yield from find_tables(step)


def record(cells: dict[str, Coverage], key: str, table: TableTrace) -> None:
    for rule, outcomes in zip(table.table.rules, table.outcomes, strict=True):
        for column, test, value, outcome in zip(table.table.inputs, rule.tests, table.inputs, outcomes, strict=True):
            covered = cells.setdefault(f"{key} 第{rule.number}行 {column.label}", Coverage(test))
            if not isinstance(value, Missing):
                covered.values.append(value)
            if isinstance(outcome, bool):
                covered.outcomes.add(outcome)


def find_ends(test: Expression) -> Iterator[Value]:
    """The amounts, counts and dates at which a test that reads nothing else draws a line."""
    if next(walk(test, InputReference | DefinitionReference), None) is None:
        values = (constant.value for constant in walk(test, Constant))
        ends = (end for value in values for end in ([value.low, value.high] if isinstance(value, Range) else [value]))
        yield from (end for end in ends if isinstance(end, Decimal | Date))


@pytest.fixture(scope="module")
def coverages(library):
    return {key: measure_coverage(pack) for key, pack in library.packs.items()}


def test_a_worked_example_stands_on_every_line(coverages, pack_key):
    off = {
        where: ends
        for where, cell in coverages[pack_key].items()
        if (ends := [str(end) for end in find_ends(cell.test) if end not in cell.values])
    }

    assert off == {}


def test_there_are_lines_to_stand_on(coverages):
    lines = [end for cells in coverages.values() for cell in cells.values() for end in find_ends(cell.test)]

    assert len(lines) > 300


def test_every_condition_is_met_and_missed_by_some_worked_example(coverages, pack_key):
    one_sided = [
        where
        for where, cell in coverages[pack_key].items()
        if cell.outcomes != {True, False} and not holds_always(cell.test)
    ]

    assert one_sided == []


def holds_always(test: Expression) -> bool:
    """Whether the cell is ``-``."""
    return isinstance(test, Constant) and test.value is True


def find_unhit_rows(pack: Pack) -> list[str]:
    """The rows of the pack's own tables of which no worked example meets every condition."""
    own = {decision.key for decision in pack.definitions.decisions}
    rows: dict[str, bool] = {}
    for case in pack.cases:
        for expected in case.expected:
            if expected.key not in pack.program.definitions:
                continue
            for key, table in find_tables(pack.traced.evaluate(expected.key, case.inputs).trace):
                for rule, outcomes in zip(table.table.rules, table.outcomes, strict=True) if key in own else ():
                    row = f"{key} 第{rule.number}行"
                    rows[row] = rows.get(row, False) or all(outcome is True for outcome in outcomes)
    return [row for row, is_hit in rows.items() if not is_hit]


def test_every_row_is_hit_by_some_worked_example(pack):
    assert find_unhit_rows(pack) == []
