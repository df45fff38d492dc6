"""What is written, what is left to the interpreter, and that nothing of a text gets into the source."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.core import missing, number
from lang.python.agreement import assert_agreement
from lang.sql.sql_factories import BASE_ROW, TableText, build_program, build_table_program
from zhida.lang.base.span import Source, span_of
from zhida.lang.base.types import ANY, NUMBER
from zhida.lang.core.from_feel import lower_expression
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import Definition, Input, InputReference, Program
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression
from zhida.lang.interpret.evaluate import evaluate
from zhida.lang.interpret.run import MAXIMUM_STEPS
from zhida.lang.python.compile import compile_to_python

SPAN = span_of("")


def build(text, type_=ANY, names=("甲", "乙")):
    """A program of one definition, 值, over inputs of one type."""
    scope = Scope().mean({name: InputReference(name, span=SPAN, type=type_) for name in names})
    body = lower_expression(parse_expression(Source(text), Names.of(names)), scope)
    inputs = {name: Input(name, span=SPAN, type=type_) for name in names}
    return Program("测试", inputs, {"值": Definition("值", "值", body, span=SPAN, type=body.type)})


def value(text, **inputs):
    return evaluate(compile_to_python(build(text)), "值", inputs).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲 * 2 + 乙", Decimal(11)),
        ("if 甲 > 乙 then 甲 else 乙", Decimal(4)),
        ("甲 > 3 and 乙 < 3", False),
        ("[1, 2, 甲][item > 1]", [Decimal(2), Decimal(4)]),
        ("sum(for x in [甲, 乙] return x * 10)", Decimal(70)),
        ("every x in [甲, 乙] satisfies x > 2", True),
        ("round half up(甲 / 乙, 2)", Decimal("1.33")),
        ('if 甲 = null then "无" else "有"', "有"),
    ],
)
def test_values(text, expected):
    assert value(text, 甲=number(4), 乙=number(3)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲 + 乙", missing("甲")),
        ("甲 > 1 and 乙 > 5", False),
        ("甲 > 1 or 乙 = 3", True),
        ("if 甲 > 1 then 1 else 2", missing("甲")),
        ("count([甲, 乙])", Decimal(2)),
        ("[1, 2][item > 甲]", missing("甲")),
    ],
)
def test_what_is_missing(text, expected):
    assert value(text, 甲=missing("甲"), 乙=number(3)) == expected


def test_a_value_there_is_not_leaves_the_warning_of_the_interpreter():
    program = build("甲 / 乙", NUMBER)

    outcome = evaluate(compile_to_python(program), "值", {"甲": number(1), "乙": number(0)})

    assert (outcome.value, [warning.code for warning in outcome.warnings]) == (None, ["interpret.division-by-zero"])
    assert outcome == evaluate(program, "值", {"甲": number(1), "乙": number(0)})


def test_a_number_too_large_is_null_with_a_warning():
    huge = Decimal("9E6144")

    assert_agreement(
        build("甲 * 乙 + 甲 - sum([甲, 甲])", NUMBER), [{"甲": huge, "乙": huge}, {"甲": huge, "乙": -huge}]
    )


def test_digits_beyond_the_34th_are_rounded_as_the_interpreter_rounds_them():
    given = [{"甲": Decimal("1.2345678901234567890123456789012345"), "乙": Decimal("3.10")}]

    assert_agreement(build("甲 * 乙 + 甲 / 乙 - 甲", NUMBER), given)


HOSTILE = "x\"\n''); raise SystemExit #{} \\"


def test_no_text_gets_into_the_source():
    row = dict.fromkeys(BASE_ROW)
    table = TableText("U", ("文",), (('"raise SystemExit"', "1"), ('"乙类"', "2")))
    program = build_table_program(table)
    plain = build('{"raise SystemExit": 甲}["raise SystemExit" = "x"]')
    named = Program(
        HOSTILE,
        {HOSTILE: Input(HOSTILE, span=SPAN)},
        {HOSTILE: Definition(HOSTILE, HOSTILE, InputReference(HOSTILE, span=SPAN), span=SPAN)},
    )

    compiled = [compile_to_python(one) for one in (program, plain, named)]

    assert all(one.source.isascii() and "SystemExit" not in one.source for one in compiled)
    assert evaluate(compiled[2], HOSTILE, {HOSTILE: "甲"}).value == "甲"
    assert_agreement(program, [{**row, "文": "raise SystemExit"}, {**row, "文": "丙类"}])


@pytest.mark.parametrize(
    ("text", "interpreted"),
    [
        ("甲 + 1", ()),
        ("{a: 甲, b: a}.b", ("ContextOf",)),
        ("(function(x) x + 1)(甲)", ("FunctionOf",)),
        ("for x in [1, 2], y in [3] return x * y", ("Iteration",)),
        ("[甲][乙]", ("Selection",)),
    ],
)
def test_tells_what_the_interpreter_computes(text, interpreted):
    program = build(text)

    compiled = assert_agreement(program, [{"甲": number(1), "乙": number(1)}])

    assert compiled.interpreted == ({"值": interpreted} if interpreted else {})


@pytest.mark.parametrize(
    ("opening", "closing", "class_"),
    [
        ("(1 + 甲 * ", ")", "Arithmetic"),
        ("(甲 = (乙 != ", "))", "Comparison"),
        ("(if 甲 = 1 then 甲 else -", ")", "Conditional"),
        ("(甲 = 2 or 甲 = 1 and ", ")", "Disjunction"),
        ("{a: 甲, 乙: ", "}.乙", "ContextOf"),
    ],
)
def test_what_is_nested_deeper_than_python_nests_brackets_the_interpreter_computes(opening, closing, class_):
    text = opening * 20 + "甲" + closing * 20

    compiled = assert_agreement(build(text), [{"甲": number(1), "乙": number(2)}, {"甲": missing("甲")}])

    assert class_ in compiled.interpreted["值"]


def test_evaluations_are_ended_where_the_interpreter_ends_them():
    text = f"count(for x in 1..{MAXIMUM_STEPS // 2} return x) + count(for x in 1..{MAXIMUM_STEPS // 2 - 1} return x)"

    outcome = evaluate(compile_to_python(build(text)), "值", {})

    assert (outcome.value, [one.code for one in outcome.warnings]) == (None, ["interpret.too-many-steps"])


def test_a_definition_is_computed_once():
    table = TableText("C+", ("甲",), (("> 1", "1"), ("> 10", "10")))
    compiled = compile_to_python(build_table_program(table, "表 + 表 + 1"))
    evaluation = compiled.run({"甲": Decimal(100)})

    assert (evaluation.value("果"), evaluation.value("表")) == (Decimal(23), Decimal(11))
    assert compiled.source.count("def definition_") == 2


@pytest.mark.parametrize(
    "text",
    [
        '单[日 >= 期 - @"P1Y"]',
        "单[真 and 金额 > 甲 / 乙]",
        "单[金额 = 数]",
        '单[日 < 期 and 种类 != "乙类"]',
    ],
)
@pytest.mark.parametrize(
    "row",
    [
        {},
        {"期": None},
        {"期": missing("期"), "乙": missing("乙")},
        {"乙": Decimal(0), "数": None},
        {"甲": "不是数", "期": "不是日期", "数": Decimal("2.50")},
        {"单": []},
        {"单": [{"金额": None, "日": missing("单.日")}, *BASE_ROW["单"]]},
    ],
)
def test_what_is_the_same_for_all_items_is_computed_before_them(text, row):
    program = build_program({"项": text, "数目": "count(项)"})

    assert_agreement(program, [{**BASE_ROW, **row}])


def test_inputs_asked_for_together_are_held_against_what_they_allow():
    """What does not fit or is not allowed is null, with a warning, however it is asked for."""
    program = build_program({"和": "甲 + 数", "或": "旗 or 日 > 期"})

    for changes in ({"甲": "一百"}, {"数": Decimal(-3)}, {"旗": None, "日": missing("日")}, {"期": True}):
        assert_agreement(program, [{**BASE_ROW, **changes}])
