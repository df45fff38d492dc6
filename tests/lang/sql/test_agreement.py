"""SQL agrees with the interpreter to the last digit, or refuses."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lang.sql.sql_factories import Row, build_program, compile_test, run_interpreter, run_sql
from lang.sql.strategies import ROWS, definitions


def assert_agreement(texts: dict[str, str], rows: list[Row]) -> int:
    """Cells compared: outputs that are not refused, times rows."""
    program = build_program(texts)
    compiled = compile_test(program)
    computed = run_sql(compiled, rows)
    expected = run_interpreter(program, list(compiled.outputs), rows)
    for key, values in computed.items():
        for row, one, other in zip(rows, values, expected[key], strict=True):
            assert (one, type(one)) == (other, type(other)), f"{key} = {texts[key]} of {row}"
    assert computed.keys() | compiled.refused.keys() == texts.keys()
    return len(computed) * len(rows)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(definitions(), st.lists(ROWS, min_size=25, max_size=25))
def test_random_expressions_on_random_rows(expressions, rows):
    assert_agreement({f"定义{number}": text for number, text in enumerate(expressions)}, rows)
