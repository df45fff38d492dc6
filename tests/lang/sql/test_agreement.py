"""SQL agrees with the interpreter to the last digit, or refuses."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lang.sql.sql_factories import Row, build_program, build_table_program, compile_test, run_interpreter, run_sql
from lang.sql.strategies import ROWS, definitions, tables
from zhida.lang.core.tree import Program

CALM = settings(deadline=None, suppress_health_check=list(HealthCheck))
READERS = {"C": "count(表) + sum(表)", "R": "sum(表) + count(表[item > 1])", "O": "max(表) + 表[1]"}
TOO_LARGE = (duckdb.OutOfRangeException, duckdb.ConversionException)


def assert_agreement(program: Program, rows: Sequence[Row]) -> None:
    """Every definition is refused, or has the interpreter's value in every row; a number too large is an error."""
    compiled = compile_test(program)
    assert compiled.outputs.keys() | compiled.refused.keys() == program.definitions.keys()
    try:
        computed = run_sql(compiled, rows)
    except TOO_LARGE:
        return
    expected = run_interpreter(program, list(compiled.outputs), rows)
    for key, values in computed.items():
        for row, one, other in zip(rows, values, expected[key], strict=True):
            assert (one, type(one)) == (other, type(other)), f"{program.definitions[key].body} of {row}"


@settings(CALM, max_examples=20)
@given(definitions(), st.lists(ROWS, min_size=25, max_size=25))
def test_random_expressions_on_random_firms(expressions, rows):
    assert_agreement(build_program({f"定义{number}": text for number, text in enumerate(expressions)}), rows)


@settings(CALM, max_examples=30)
@given(tables(), st.lists(ROWS, min_size=25, max_size=25))
def test_random_tables_on_random_firms(table, rows):
    assert_agreement(build_table_program(table, READERS.get(table.policy, "表 + 1")), rows)
