"""What a tracer is told, and that nothing is told without one."""

from __future__ import annotations

from decimal import Decimal

from factories.core import lower, missing
from zhida.lang.base.span import span_of
from zhida.lang.base.types import ANY
from zhida.lang.core.tree import (
    Constant,
    Definition,
    DefinitionReference,
    Expression,
    Field,
    Input,
    InputReference,
    Program,
    Rule,
    Table,
    TableInput,
    TableOutput,
)
from zhida.lang.interpret.prepare import prepare
from zhida.lang.interpret.trace import DefinitionTrace, Recorder, TableTrace

SPAN = span_of("x")
COSTS = Field(InputReference("本年", span=SPAN), "研发费用", span=SPAN)
LARGE = InputReference("规上企业", span=SPAN)


def cell(text: str) -> Expression:
    return lower(text, {"?": ANY})


def make_program() -> Program:
    """An award for large firms with costs above 500."""
    rule = Rule(1, (cell("? = true"), cell("? > 500")), (Constant(Decimal(100), span=SPAN),), span=SPAN)
    inputs = (TableInput("规上企业", LARGE, span=SPAN), TableInput("本年.研发费用", COSTS, span=SPAN))
    table = Table(inputs, (TableOutput("奖励", span=SPAN),), (rule,), "UNIQUE", span=SPAN)
    total = Definition("总额", "总额", DefinitionReference("奖励", span=SPAN), span=SPAN)
    return Program(
        "p",
        {"规上企业": Input("规上企业", span=SPAN), "本年": Input("本年", span=SPAN)},
        {"奖励": Definition("奖励", "奖励", table, span=SPAN), "总额": total},
    )


def record(large, costs):
    recorder = Recorder()
    evaluation = prepare(make_program(), recorder).run({"规上企业": large, "本年": {"研发费用": costs}})
    evaluation.value("总额")
    evaluation.value("奖励")
    return recorder.take(), evaluation.warnings


def test_definitions_hold_their_steps_in_order_and_appear_once():
    steps, warnings = record(large=True, costs=Decimal(400))
    assert warnings == ()
    (total,) = steps
    assert isinstance(total, DefinitionTrace)
    assert (total.key, total.value) == ("总额", None)
    (award,) = total.steps
    assert isinstance(award, DefinitionTrace)
    assert award.key == "奖励"
    assert [type(step) for step in award.steps] == [TableTrace]


def table_of(large, costs) -> TableTrace:
    (total,), _ = record(large, costs)
    assert isinstance(total, DefinitionTrace)
    (award,) = total.steps
    assert isinstance(award, DefinitionTrace)
    table = award.steps[-1]
    assert isinstance(table, TableTrace)
    return table


def test_every_cell_is_recorded_also_after_one_that_failed():
    table = table_of(large=False, costs=Decimal(400))
    assert table.inputs == (False, Decimal(400))
    assert (table.outcomes, table.matched, table.value) == (((False, False),), (), None)


def test_a_rule_that_matches():
    table = table_of(large=True, costs=Decimal(501))
    assert (table.outcomes, table.matched, table.value) == (((True, True),), (0,), Decimal(100))


def test_a_rule_that_may_match():
    table = table_of(large=True, costs=missing("本年.研发费用"))
    assert table.outcomes == ((True, missing("本年.研发费用")),)
    assert (table.matched, table.value) == ((), missing("本年.研发费用"))


def test_cells_that_a_plain_run_does_not_reach_leave_no_warnings():
    _, warnings = record(large=False, costs="many")
    assert warnings == ()
    _, warnings = record(large=True, costs="many")
    assert [warning.code for warning in warnings] == ["interpret.incomparable"]


def test_a_trace_changes_no_value():
    for large in (True, False, None, missing("规上企业")):
        for costs in (Decimal(400), Decimal(501), None, missing("本年.研发费用")):
            inputs = {"规上企业": large, "本年": {"研发费用": costs}}
            plain, traced = prepare(make_program()).run(inputs), prepare(make_program(), Recorder()).run(inputs)
            assert plain.value("总额") == traced.value("总额")
            assert plain.warnings == traced.warnings


def test_a_recorder_is_empty_after_it_was_taken():
    recorder = Recorder()
    prepare(make_program(), recorder).run({}).value("总额")
    assert len(recorder.take()) == 1
    assert recorder.take() == ()
