"""Decision tables in SQL: what each hit policy makes of rows that match, and of rows that may."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from lang.sql.sql_factories import (
    BASE_ROW,
    COLUMNS,
    MISSING,
    TEXT,
    TableText,
    build_table_program,
    compile_test,
    run_interpreter,
    run_sql,
)
from zhida.lang.sql.columns import InputType, Known, NumberColumn
from zhida.lang.sql.compile import compile_program
from zhida.lang.sql.rivals import find_rivals

SCALE = (("> 1000", "1"), ("> 10", "2"), ("> 50", "3"))


def decide(policy, rows=SCALE, result="表", **changes):
    program = build_table_program(TableText(policy, ("甲",), rows, ("3", "2", "1") if policy in "PO" else ()), result)
    compiled = compile_test(program)
    assert "果" not in compiled.refused, compiled.refused
    return run_sql(compiled, [{**BASE_ROW, **changes}])["果"][0]


@pytest.mark.parametrize(
    ("policy", "result", "value"),
    [
        ("U", "表", None),
        ("F", "表", Decimal(2)),
        ("P", "表", Decimal(3)),
        ("A", "表", None),
        ("C+", "表", Decimal(5)),
        ("C#", "表", Decimal(2)),
        ("C<", "表", Decimal(2)),
        ("C>", "表", Decimal(3)),
        ("C", "sum(表)", Decimal(5)),
        ("R", "表[1]", Decimal(2)),
        ("O", "表[1]", Decimal(3)),
    ],
)
def test_two_rows_match(policy, result, value):
    assert decide(policy, result=result, 甲=Decimal("100.00")) == value


@pytest.mark.parametrize(
    ("policy", "result", "value"),
    [
        ("U", "表", None),
        ("C+", "表", None),
        ("C#", "表", Decimal(0)),
        ("C", "count(表)", Decimal(0)),
        ("R", "sum(表)", None),
    ],
)
def test_no_row_matches(policy, result, value):
    assert decide(policy, result=result, 甲=Decimal("1.00")) == value


@pytest.mark.parametrize("policy", ["U", "A", "F", "P", "C+", "C#", "C<", "C>"])
def test_every_row_may_match(policy):
    assert decide(policy, 甲=None) == MISSING


@pytest.mark.parametrize(
    ("policy", "value"),
    [("U", Decimal(1)), ("F", MISSING), ("A", Decimal(1)), ("P", MISSING), ("C+", MISSING), ("C#", MISSING)],
)
def test_one_row_surely_matches_after_one_that_may(policy, value):
    order = ("2", "1") if policy == "P" else ()
    table = TableText(policy, ("甲", "旗"), (("> 10", "-", "2"), ("-", "true", "1")), order)

    found = run_sql(compile_test(build_table_program(table)), [{**BASE_ROW, "甲": None}])

    assert found["果"] == [value]


def test_a_cell_that_is_null_does_not_match():
    table = TableText("F", ("年.收入",), (("> 1", "1"), ("-", "2")))

    found = run_sql(compile_test(build_table_program(table)), [{**BASE_ROW, "年": "null"}])

    assert found["果"] == [Decimal(2)]


def test_rows_kept_apart_by_constants_need_no_check_for_two_matches():
    apart = TableText("U", ("甲", "文"), (("> 10", '"甲类"', "1"), ("<= 10", "-", "2"), ("> 10", '"乙类","丙类"', "3")))
    together = TableText("U", ("甲", "文"), (("> 10", "-", "1"), ("-", '"甲类"', "2")))

    rivals = [find_rivals(build_table_program(table).definitions["表"].body) for table in (apart, together)]
    values = [run_sql(compile_test(build_table_program(table)), [BASE_ROW])["表"] for table in (apart, together)]

    assert rivals == [[], [(0, 1)]]
    assert values == [[Decimal(1)], [None]]


@pytest.mark.parametrize(
    ("policy", "test", "result", "least"),
    [
        ("U", "> 100", "round half up(10% * 甲, 2)", "10.00"),
        ("F", ">= 100", "min(5, 10% * 甲)", "5"),
        ("U", "[20..30],[60..70)", "甲", "20"),
        ("U", "< 100", "甲", "0"),
        ("U", "-", "甲", "0"),
        ("C>", "> 100", "甲", "0"),
    ],
)
def test_a_result_is_as_large_as_its_row_asks(policy, test, result, least):
    program = build_table_program(TableText(policy, ("甲",), ((test, result),)))

    compiled = compile_program(program, KNOWN, ["表"])

    assert compiled.outputs["表"].column.least == Decimal(least)


@pytest.mark.parametrize("policy", ["U", "F", "C+"])
@pytest.mark.parametrize(("amount", "value"), [("100.01", "10.00"), ("100.00", None), (None, MISSING)])
def test_a_result_is_known_where_its_row_matches(policy, amount, value):
    table = TableText(policy, ("甲",), (("> 100", "round half up(10% * 甲, 2)"),))
    row = {**BASE_ROW, "甲": amount and Decimal(amount)}

    found = run_sql(compile_test(build_table_program(table)), [row])["表"][0]

    assert found == (value if value is None or value is MISSING else Decimal(value))


KNOWN: Mapping[str, InputType] = {
    **COLUMNS,
    "文": Known(TEXT),
    "甲": Known(NumberColumn(5, 2, Decimal(0), Decimal(50000))),
}


class TestFactsThatAreNeverMissing:
    """Where no fact is missing a table is a plain CASE."""

    @pytest.mark.parametrize(
        "table",
        [
            TableText(
                "F",
                ("文", "甲"),
                (('"甲类"', "> 100", "1"), ('"甲类"', "-", "2"), ('"乙类"', "> 100", "3"), ('"丙类"', "<= 100", "4")),
            ),
            TableText("U", ("甲", "文"), (("> 100", '"甲类"', "1"), ("<= 100", '"甲类"', "2"), ("-", '"乙类"', "甲"))),
            TableText("U", ("甲", "文"), (("> 100", '"甲类"', "1"), ("> 50", '"甲类"', "2"))),
            TableText("F", ("文", "文"), (('"甲类"', "-", "1"), ("-", '"乙类"', "2"), ('"甲类"', "-", "3"))),
            TableText(
                "U",
                ("甲",),
                (("> 100", "min(50, 10% * 甲)"), ("[50..100]", "round half up(100 / 甲, 2)"), ("0", "-甲")),
            ),
            TableText("F", ("甲", "数"), (("> 100", "-", "甲 - 100"), ("-", "> 0", "甲 / 4 - 数"))),
            TableText("C+", ("甲", "文"), (("> 100", "-", "30"), ("> 50", "-", "20"), ("-", '"乙类"', "15.5"))),
            TableText("C+", ("甲", "文"), (("> 100", "-", "0"), ("> 50", "-", "-20"), ("-", '"乙类"', "20"))),
        ],
    )
    def test_every_policy_agrees_with_the_interpreter(self, table):
        program = build_table_program(table, "表 + 1")
        rows = [
            {**BASE_ROW, "文": text, "甲": Decimal(amount)}
            for text in ("甲类", "乙类", "丙类", "丁类")
            for amount in ("0", "50", "50.01", "100", "100.01", "50000")
        ]

        compiled = compile_program(program, KNOWN, program.definitions)

        assert compiled.refused == {}
        assert run_sql(compiled, rows) == run_interpreter(program, list(program.definitions), rows)

    def test_a_text_is_compared_once_for_all_the_rows_that_want_it(self):
        rows = (('"甲类"', "> 100", "1"), ('"甲类"', "> 50", "2"), ('"乙类"', "> 100", "3"), ('"乙类"', "-", "4"))
        program = build_table_program(TableText("F", ("文", "甲"), rows))

        compiled = compile_program(program, KNOWN, ["表"])

        assert compiled.render(compiled.select([("表", compiled.outputs["表"].value)])).count("甲类") == 1
