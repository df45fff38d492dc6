"""A compiled program tells a tracer what the interpreter tells it: of plain values by its own functions, of others by the interpreter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.core import missing
from lang.sql.sql_factories import BASE_ROW, HIT_POLICIES, TableText, build_program, build_table_program
from zhida.lang.interpret.prepare import prepare
from zhida.lang.interpret.trace import DefinitionTrace, Recorder, TableTrace
from zhida.lang.python.compile import compile_to_python
from zhida.lang.python.trace import trace_compiled

ROWS = (("> 1", "-", "1"), ("> 10", "true", "2"), ("-", "false", "甲 * 3"))
VALUES = (Decimal(0), Decimal(5), Decimal(50), None, "五", missing("甲"))
FLAGS = (True, False, None, missing("旗"))


def record(prepared, recorder, **facts):
    """What the tracer was told of 表, the value and the warnings."""
    evaluation = prepared.run({**dict.fromkeys(BASE_ROW), **facts})
    value = evaluation.value("表")
    return recorder.take(), value, evaluation.warnings


def record_compiled(table, **facts):
    recorder = Recorder()
    return record(trace_compiled(compile_to_python(build_table_program(table)), recorder), recorder, **facts)


def read_table(steps) -> TableTrace:
    (definition,) = steps
    assert isinstance(definition, DefinitionTrace)
    (table,) = definition.steps
    assert isinstance(table, TableTrace)
    return table


@pytest.mark.parametrize("policy", HIT_POLICIES)
def test_every_value_is_told_of_as_by_the_interpreter(policy):
    rows = tuple((*cells, str(number)) for number, (*cells, _) in enumerate(ROWS, 1)) if policy in "PO" else ROWS
    program = build_table_program(TableText(policy, ("甲", "旗"), rows, ("3", "1", "2") if policy in "PO" else ()))
    recorders = Recorder(), Recorder()
    ways = prepare(program, recorders[0]), trace_compiled(compile_to_python(program), recorders[1])
    for number in VALUES:
        for flag in FLAGS:
            told, other = (
                record(way, recorder, 甲=number, 旗=flag) for way, recorder in zip(ways, recorders, strict=True)
            )
            assert other == told


def test_cells_that_a_plain_run_never_reaches_are_told():
    steps, value, _ = record_compiled(TableText("F", ("甲", "旗"), ROWS), 甲=Decimal(50), 旗=False)

    table = read_table(steps)

    assert (value, table.inputs, table.matched, table.value) == (Decimal(1), (Decimal(50), False), (0,), Decimal(1))
    assert table.outcomes == ((True, True), (True, False), (True, True))


def test_rules_that_may_match_are_told():
    steps, value, _ = record_compiled(TableText("U", ("甲", "旗"), ROWS), 甲=missing("甲"), 旗=True)

    table = read_table(steps)

    assert (value, table.matched) == (missing("甲"), ())
    assert table.outcomes == ((missing("甲"), True), (missing("甲"), True), (True, False))


def test_rules_that_exclude_one_another_and_match_leave_the_warning_of_the_interpreter():
    _, value, warnings = record_compiled(TableText("U", ("甲", "旗"), ROWS), 甲=Decimal(50), 旗=True)

    assert (value, [warning.code for warning in warnings]) == (None, ["interpret.not-unique"])


def test_a_table_with_cells_of_another_kind_is_told_of():
    steps, value, _ = record_compiled(
        TableText("U", ("甲",), (("> 乙", "1"), ("<= 乙", "2"))), 甲=Decimal(5), 乙=Decimal(5)
    )

    assert (value, read_table(steps).outcomes) == (Decimal(2), ((False,), (True,)))


def test_values_apart_are_each_told_of_from_the_beginning():
    program = build_program({"底": "甲 + 1", "中": "底 * 2", "上": "中 + 底"})
    recorder = Recorder()
    evaluation = trace_compiled(compile_to_python(program), recorder).run({**dict.fromkeys(BASE_ROW), "甲": Decimal(1)})

    found = [(value, recorder.take()) for value in evaluation.values_apart(["上", "中"])]

    assert [value for value, _ in found] == [Decimal(6), Decimal(4)]
    assert [[step.key for step in steps] for _, steps in found] == [["上"], ["中"]]
    assert [[below.key for below in steps[0].steps] for _, steps in found] == [["中"], ["底"]]
