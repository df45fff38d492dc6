"""Models → programs: scopes, order, types, tables, services, imports, and what is wrong with a model."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.work import count_calls
from lang.core.dump import dump
from lang.dmn.documents import INPUT, TABLE, decision, literal, wrap
from zhida.lang.base.messages import render_hint, render_message
from zhida.lang.base.span import Source
from zhida.lang.base.types import ANY, BOOLEAN, NUMBER, STRING, ContextType, FunctionType, ListType, render_type
from zhida.lang.core import messages as core_messages
from zhida.lang.core.from_dmn import build_program
from zhida.lang.core.tree import Program, Table
from zhida.lang.dmn import messages as dmn_messages
from zhida.lang.dmn.model import Decision, Definitions, InputData, LiteralBox, Variable
from zhida.lang.dmn.read import read_dmn
from zhida.lang.feel.lexer import Dialect
from zhida.lang.interpret.evaluate import evaluate

MESSAGES = {**core_messages.MESSAGES, **dmn_messages.MESSAGES}


def build(content: str, *imported: bytes) -> Program:
    return build_program(read_dmn(wrap(content), "a.dmn"), [read_dmn(data) for data in imported])


def codes(program: Program) -> list[str]:
    for diagnostic in program.diagnostics:
        assert render_message(diagnostic, MESSAGES, "zh")
        assert render_message(diagnostic, MESSAGES, "en")
        render_hint(diagnostic, MESSAGES, "zh")
    return [diagnostic.code for diagnostic in program.diagnostics]


def body(program: Program, key: str = "d") -> str:
    return dump(program.definitions[key].body)


# Names and order


def test_a_decision_sees_what_it_requires_and_nothing_else() -> None:
    program = build(INPUT + decision(literal("营业收入 * 2"), requires="?#i") + decision(literal("营业收入"), "e"))
    assert body(program) == "(#营业收入 * 2)"
    assert body(program, "e") == "null"
    assert codes(program) == ["core.unknown-name"]
    assert program.diagnostics[0].span is not None
    assert program.diagnostics[0].span.position.place == ("e",)


def test_definitions_stand_after_those_they_rest_on() -> None:
    program = build(
        decision(literal("b + c"), "a", requires="#b #c")
        + decision(literal("c"), "b", requires="#c")
        + decision(literal("1"), "c")
    )
    assert list(program.definitions) == ["c", "b", "a"]
    assert [one.type for one in program.definitions.values()] == [NUMBER] * 3
    assert codes(program) == []


def test_names_with_spaces_and_operators_are_read_whole() -> None:
    program = build(
        decision(literal("1"), "a", "profit and loss")
        + decision(literal("2"), "b", "x-y")
        + decision(literal("profit and loss + x-y"), requires="#a #b")
    )
    assert body(program) == "(@a + @b)"


def test_equal_names_are_told_apart_by_what_is_required() -> None:
    program = build(
        decision(literal("1"), "a", "得分")
        + decision(literal("2"), "b", "得分")
        + decision(literal("得分"), "c", requires="#b")
        + decision(literal("得分"), "e", requires="#a #b")
    )
    assert (body(program, "c"), body(program, "e")) == ("@b", "@a")


def test_a_circle_is_named() -> None:
    program = build(
        decision(literal("乙 + 1"), "a", "甲", "#b")
        + decision(literal("丙"), "b", "乙", "#c")
        + decision(literal("甲"), "c", "丙", "#a")
    )
    assert codes(program) == ["dmn.cycle"]
    assert program.diagnostics[0].values == {"path": "丙 → 甲 → 乙 → 丙"}
    assert set(program.definitions) == {"a", "b", "c"}


def test_a_decision_may_not_use_itself() -> None:
    program = build(decision(literal("d + 1"), requires="#d"))
    assert codes(program) == ["dmn.cycle"]
    assert body(program) == "(null + 1)"


def test_what_is_required_but_not_used_makes_no_circle() -> None:
    program = build(decision(literal("b"), "a", requires="#b") + decision(literal("1"), "b", requires="#a"))
    assert codes(program) == []
    assert list(program.definitions) == ["b", "a"]


def test_a_chain_of_a_thousand_decisions_is_built() -> None:
    chain = "".join(
        decision(literal(f"d{number + 1} + 1"), f"d{number}", requires=f"#d{number + 1}") for number in range(1000)
    )
    program = build(chain + decision(literal("1"), "d1000"))
    assert codes(program) == []
    assert len(program.definitions) == 1001


def make_clauses_that_see_each_other(clauses: int) -> Definitions:
    nowhere = Source("")
    inputs = [InputData(f"i{number}", Variable(f"事实{number}x"), source=nowhere) for number in range(clauses)]
    visible = (*(one.key for one in inputs), *(f"d{number}" for number in range(clauses)))
    decisions = [
        Decision(
            f"d{number}",
            Variable(f"定义{number}x"),
            LiteralBox(source=Source(f"事实{number}x * 10% + 500万" + (f" + 定义{number - 1}x" if number else ""))),
            tuple(key for key in visible if key != f"d{number}"),
            source=nowhere,
        )
        for number in range(clauses)
    ]
    return Definitions("包", "urn:p", source=nowhere, input_data=tuple(inputs), decisions=tuple(decisions))


def test_clauses_that_see_each_other_take_quadratic_work_at_most() -> None:
    program = build_program(make_clauses_that_see_each_other(100), dialect=Dialect.POLICY)
    assert codes(program) == []
    assert body(program, "d1") == "(((#事实1x * 0.1) + 5000000) + @d0)"
    many, few = (
        count_calls(lambda size=size: build_program(make_clauses_that_see_each_other(size), dialect=Dialect.POLICY))
        for size in (100, 50)
    )
    assert many < 4.5 * few


# Types


ITEMS = """<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"发明","实用新型"</text></allowedValues></itemDefinition>
<itemDefinition name="tPatent"><itemComponent name="类别"><typeRef>tKind</typeRef></itemComponent>
<itemComponent name="件数"><typeRef>number</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tPatents" isCollection="true"><typeRef>tPatent</typeRef></itemDefinition>"""


def test_item_definitions_become_types_and_tests() -> None:
    program = build(
        ITEMS
        + '<inputData id="i" name="知识产权"><variable name="知识产权" typeRef="tPatents"/></inputData>'
        + decision(literal('sum(知识产权[类别 = "发明"].件数)'), requires="?#i", type_ref="number")
    )
    assert program.inputs["知识产权"].type == ListType(ContextType({"类别": STRING, "件数": NUMBER}))
    allowed = program.inputs["知识产权"].allowed
    assert allowed is not None
    assert dump(allowed) == (
        "(every $each item in $? satisfies (($each item = null) or (($each item.类别 = null)"
        ' or (($each item.类别 = "发明") or ($each item.类别 = "实用新型")))))'
    )
    assert body(program) == 'sum(#知识产权[($item.类别 = "发明")].件数)'
    assert codes(program) == []


def test_a_result_is_made_to_fit_what_is_declared() -> None:
    program = build(
        ITEMS
        + INPUT
        + decision(literal("if 营业收入 &gt; 5 then &quot;发明&quot; else null"), requires="?#i", type_ref="tKind")
    )
    assert body(program) == (
        '((if (#营业收入 > 5) then "发明" else null) as string where (($? = "发明") or ($? = "实用新型")))'
    )


def test_a_result_that_cannot_fit_is_told() -> None:
    program = build(decision(literal("1 + 1"), type_ref="string"))
    assert codes(program) == ["core.wrong-type"]
    assert program.diagnostics[0].values == {"given": "number", "wanted": "string"}


def test_types_have_all_the_names_dmn_gave_them() -> None:
    names = ("date", "dateTime", "date and time", "dayTimeDuration", "yearMonthDuration", "time", "Any")
    program = build(
        "".join(
            f'<inputData name="i{n}"><variable name="i{n}" typeRef="{name}"/></inputData>'
            for n, name in enumerate(names)
        )
        + '<inputData name="all"/>'
    )
    assert [render_type(one.type) for one in program.inputs.values()] == [
        "date",
        "date and time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "time",
        "Any",
        "Any",
    ]


def test_an_unknown_type_is_told_with_its_like() -> None:
    program = build(ITEMS + '<inputData name="x"><variable name="x" typeRef="tPatens"/></inputData>')
    assert codes(program) == ["core.unknown-type"]
    assert program.diagnostics[0].values == {"name": "tPatens", "similar": "tPatents、tPatent、date"}
    assert program.inputs["x"].type == ANY


def test_types_that_contain_themselves_are_refused() -> None:
    program = build("""<itemDefinition name="tA"><itemComponent name="b"><typeRef>tB</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tB"><itemComponent name="a"><typeRef>tA</typeRef></itemComponent></itemDefinition>
        <inputData name="x"><variable name="x" typeRef="tA"/></inputData>""")
    assert codes(program) == ["core.recursive-type"]
    assert program.diagnostics[0].values == {"path": "tA → tB → tA"}


# Boxed expressions


ONE = literal("1")


@pytest.mark.parametrize(
    ("expression", "tree", "type_"),
    [
        (f'<context><contextEntry><variable name="a"/>{ONE}</contextEntry><contextEntry><variable name="b"/>{literal("a + 1")}</contextEntry></context>',
         "{a: 1, b: ($a + 1)}", "context<a: number, b: number>"),
        (f'<context><contextEntry><variable name="a"/>{ONE}</contextEntry><contextEntry>{literal("a + 1")}</contextEntry></context>',
         "{a: 1, <result>: ($a + 1)}.<result>", "number"),
        (f"<list>{ONE}{ONE}</list>", "[1, 1]", "list<number>"),
        (f'<relation><column name="a"/><column name="b" typeRef="string"/><row>{ONE}{literal("&quot;x&quot;")}</row></relation>',
         '[{a: 1, b: "x"}]', "list<context<a: number, b: string>>"),
        (f'<functionDefinition><formalParameter name="x" typeRef="number"/>{literal("x + 1")}</functionDefinition>',
         "(function(x: number) ($x + 1))", "function<number> -> number"),
        (f'<conditional><if>{literal("1 &gt; 0")}</if><then>{ONE}</then><else>{ONE}</else></conditional>',
         "(if (1 > 0) then 1 else 1)", "number"),
        (f'<filter><in>{literal("[1,2]")}</in><match>{literal("item &gt; 1")}</match></filter>', "[1, 2][($item > 1)]", "list<number>"),
        (f'<for iteratorVariable="x"><in>{literal("[1,2]")}</in><return>{literal("x + 1")}</return></for>',
         "(for $x in [1, 2] return ($x + 1))", "list<number>"),
        (f'<some iteratorVariable="x"><in>{literal("[1,2]")}</in><satisfies>{literal("x &gt; 1")}</satisfies></some>',
         "(some $x in [1, 2] satisfies ($x > 1))", "boolean"),
        ("<literalExpression/>", "null", "Any"),
        ("", "null", "Any"),
    ],
)  # fmt: skip
def test_boxed_expressions(expression: str, tree: str, type_: str) -> None:
    program = build(decision(expression))
    assert codes(program) == []
    assert body(program) == tree
    assert render_type(program.definitions["d"].type) == type_


def test_a_cell_of_a_relation_sees_the_cells_before_it() -> None:
    row = f"<row>{ONE}{literal('a + 1')}</row>"
    program = build(decision(f'<relation><column name="a"/><column name="b"/>{row}</relation>'))
    assert body(program) == "[{a: 1, b: ($a + 1)}]"


def test_boxed_conditions_that_may_be_no_boolean_are_null_then() -> None:
    unknown = '<inputData id="i" name="x"/>'
    program = build(
        unknown
        + decision(
            f"<conditional><if>{literal('x')}</if><then>{ONE}</then><else>{ONE}</else></conditional>", requires="?#i"
        )
    )
    assert body(program) == "(if #x then 1 else (if (#x = false) then 1 else null))"


def test_functions_of_other_languages_are_refused_by_name() -> None:
    program = build(decision('<functionDefinition kind="Java"/>'))
    assert codes(program) == ["core.external-function"]


# Functions and services


DOUBLE = f"""<businessKnowledgeModel id="k" name="翻倍"><variable name="翻倍"/><encapsulatedLogic><formalParameter name="x" typeRef="number"/>
{literal("x * 2")}</encapsulatedLogic></businessKnowledgeModel>"""


def test_a_knowledge_model_is_called_by_its_name() -> None:
    invocation = f'<invocation>{literal("翻倍")}<binding><parameter name="x"/>{ONE}</binding></invocation>'
    program = build(DOUBLE + decision(literal("翻倍(3)"), requires="!#k") + decision(invocation, "e", requires="!#k"))
    assert program.definitions["k"].kind == "function"
    assert program.definitions["k"].type == FunctionType((NUMBER,), NUMBER)
    assert (body(program), body(program, "e")) == ("call @k(3)", "call @k(x: 1)")
    assert program.definitions["e"].type == NUMBER


def test_calls_of_knowledge_models_are_checked() -> None:
    program = build(
        DOUBLE
        + decision(literal("翻倍(&quot;a&quot;)"), requires="!#k")
        + decision(literal("翻倍()"), "e", requires="!#k")
    )
    assert codes(program) == ["core.argument-type", "core.wrong-arity"]


def test_arguments_by_name_are_checked_against_the_parameters() -> None:
    program = build(
        DOUBLE
        + decision(literal("翻倍(y: 1)"), requires="!#k")
        + decision(literal("翻倍(x: &quot;a&quot;)"), "e", requires="!#k")
    )
    assert codes(program) == ["core.unknown-parameter", "core.argument-type"]
    assert program.diagnostics[0].values == {"name": "翻倍", "parameter": "y", "known": "x"}


def test_a_function_may_call_itself() -> None:
    factorial = literal("if n &lt; 2 then 1 else n * 阶乘(n - 1)")
    program = build(
        f'<businessKnowledgeModel id="k" name="阶乘"><encapsulatedLogic><formalParameter name="n"/>{factorial}'
        "</encapsulatedLogic></businessKnowledgeModel>"
    )
    assert codes(program) == []
    assert body(program, "k") == "(function(n: Any) (if ($n < 2) then 1 else ($n * call @k(($n - 1)))))"


def test_the_keys_of_a_context_are_known_to_who_requires_it() -> None:
    program = build(decision(literal("{a-b: 2}")) + decision(literal("d.a-b + 1"), "e", requires="#d"))
    assert codes(program) == []
    assert body(program, "e") == "(@d.a-b + 1)"


def test_a_function_in_a_boxed_context_may_call_itself() -> None:
    function = '<functionDefinition><formalParameter name="n"/>' + literal("if n = 0 then 0 else n + 总和(n - 1)")
    entry = f'<contextEntry><variable name="总和"/>{function}</functionDefinition></contextEntry>'
    program = build(decision(f"<context>{entry}<contextEntry>{literal('总和(3)')}</contextEntry></context>"))
    assert codes(program) == []
    assert evaluate(program, "d", {}).value == Decimal(6)


def test_a_service_is_a_function_of_its_inputs_and_input_decisions() -> None:
    program = build(
        INPUT
        + decision(literal("营业收入 + e"), requires="?#i #e")
        + decision(literal("1"), "e")
        + '<decisionService id="s" name="服务"><outputDecision href="#d"/><inputDecision href="#e"/><inputData href="#i"/></decisionService>'
        + decision(literal("服务(1, 2)"), "c", requires="!#s")
    )
    service = program.services["s"]
    assert (service.inputs, service.given, service.outputs) == (("营业收入",), ("e",), ("d",))
    assert service.type == FunctionType((NUMBER, NUMBER), NUMBER)
    assert body(program, "c") == "call @s(1, 2)"


# Decision tables


def test_a_decision_table() -> None:
    program = build(INPUT + decision(TABLE, requires="?#i"))
    assert codes(program) == []
    assert (
        body(program)
        == 'table FIRST (#营业收入) -> (档次 order "高", "低" default "无") {1: ($? > 500) -> "高"; 2: true -> "低"}'
    )
    table = program.definitions["d"].body
    assert isinstance(table, Table)
    assert table.type == STRING
    assert table.rules[0].annotations == {"依据": "第三条"}
    assert table.rules[0].tests[0].span.position.place == ("d", "rule 1", 'input "收入"')


@pytest.mark.parametrize(
    ("policy", "type_"),
    [
        ("UNIQUE", "string"),
        ("ANY", "string"),
        ("PRIORITY", "string"),
        ("OUTPUT ORDER", "list<string>"),
        ("RULE ORDER", "list<string>"),
        ("COLLECT", "list<string>"),
        ('COLLECT" aggregation="COUNT', "number"),
        ('COLLECT" aggregation="MAX', "string"),
    ],
)
def test_the_type_of_a_table_follows_from_its_hit_policy(policy: str, type_: str) -> None:
    program = build(INPUT + decision(TABLE.replace("FIRST", policy), requires="?#i"))
    assert render_type(program.definitions["d"].type) == type_


@pytest.mark.parametrize(("policy", "type_"), [("PRIORITY", "档"), ("OUTPUT ORDER", "各档")])
def test_a_single_output_is_ranked_by_the_type_of_the_decision(policy: str, type_: str) -> None:
    types = (
        '<itemDefinition name="档"><typeRef>string</typeRef><allowedValues><text>"低","高"</text></allowedValues>'
        '</itemDefinition><itemDefinition name="各档" isCollection="true"><typeRef>档</typeRef></itemDefinition>'
    )
    table = TABLE.replace("FIRST", policy).replace('<outputValues><text>"高","低"</text></outputValues>', "")
    table = table.replace(' typeRef="string"', "")
    program = build(types + INPUT + decision(table, requires="?#i", type_ref=type_))
    assert codes(program) == []
    assert evaluate(program, "d", {"营业收入": Decimal(600)}).value == ("低" if type_ == "档" else ["低", "高"])


def test_a_ranking_policy_without_ranked_values_is_told() -> None:
    table = TABLE.replace("FIRST", "PRIORITY").replace('<outputValues><text>"高","低"</text></outputValues>', "")
    assert codes(build(INPUT + decision(table, requires="?#i"))) == ["core.no-output-order"]


def test_values_listed_by_the_type_rank_as_well() -> None:
    table = TABLE.replace("FIRST", "PRIORITY").replace('<outputValues><text>"高","低"</text></outputValues>', "")
    program = build(ITEMS + INPUT + decision(table.replace('typeRef="string"', 'typeRef="tKind"'), requires="?#i"))
    node = program.definitions["d"].body
    assert isinstance(node, Table)
    assert node.outputs[0].order == ("发明", "实用新型")


def test_a_cell_that_cannot_be_read_is_told_with_its_place_and_never_matches() -> None:
    program = build(INPUT + decision(TABLE.replace("&gt; 500", "&gt; 500 万"), requires="?#i", name="分档"))
    assert len(program.diagnostics) == 1
    span = program.diagnostics[0].span
    assert span is not None
    assert span.position.place == ("分档", "rule 1", 'input "收入"')
    node = program.definitions["d"].body
    assert isinstance(node, Table)
    assert dump(node.rules[0].tests[0]) == "null"


def test_a_cell_of_the_wrong_type_is_told() -> None:
    program = build(INPUT + decision(TABLE.replace("&gt; 500", "&quot;高&quot;"), requires="?#i"))
    assert codes(program) == ["core.operand-types"]


# Imports


def library(name: str, content: str, namespace: str) -> bytes:
    return wrap(content, namespace, name=name)


IMPORT = '<import name="乙" namespace="urn:b" importType="x"/>'


def test_imported_elements_are_called_by_the_name_of_the_import() -> None:
    other = library("乙", ITEMS + INPUT + decision(literal("营业收入 * 2"), requires="?#i") + DOUBLE, "urn:b")
    program = build(
        IMPORT
        + '<inputData id="p" name="p"><variable name="p" typeRef="乙.tPatent"/></inputData>'
        + decision(literal("乙.d + 乙.翻倍(p.件数)"), requires="urn:b#d !urn:b#k ?#p"),
        other,
    )
    assert codes(program) == []
    assert body(program) == "(@乙#d + call @乙#k(#p.件数))"
    assert list(program.inputs) == ["p", "乙.营业收入"]


def test_an_import_without_a_name_adds_plain_names() -> None:
    other = library("乙", decision(literal("2")), "urn:b")
    program = build(
        '<import name="" namespace="urn:b" importType="x"/>' + decision(literal("d"), "e", requires="urn:b#d"), other
    )
    assert body(program, "e") == "@urn:b#d"


def test_inputs_of_an_import_without_a_name_have_plain_names() -> None:
    other = library("乙", INPUT + decision(literal("营业收入"), requires="?#i"), "urn:b")
    program = build(
        '<import name="" namespace="urn:b" importType="x"/>'
        + decision(literal("d + 营业收入"), "e", requires="urn:b#d ?urn:b#i"),
        other,
    )
    assert (codes(program), list(program.inputs)) == ([], ["营业收入"])


def test_an_imported_service_calls_its_own_inputs_by_their_own_names() -> None:
    service = '<decisionService id="s" name="服务"><outputDecision href="#d"/><inputData href="#i"/></decisionService>'
    other = library("乙", INPUT + decision(literal("营业收入 * 2"), requires="?#i") + service, "urn:b")
    program = build(IMPORT + decision(literal("乙.服务(营业收入: 3)"), requires="!urn:b#s"), other)
    assert codes(program) == []
    assert evaluate(program, "d", {}).value == Decimal(6)


def test_a_model_imported_by_two_ways_is_two_instances() -> None:
    c = library("丙", INPUT, "urn:c")
    to_c = '<import name="丙" namespace="urn:c" importType="x"/>'
    a = library("甲", to_c + decision(literal("丙.营业收入"), requires="?urn:c#i"), "urn:1")
    b = library("乙", to_c + decision(literal("丙.营业收入"), requires="?urn:c#i"), "urn:2")
    program = build(
        '<import name="甲" namespace="urn:1" importType="x"/><import name="乙" namespace="urn:2" importType="x"/>'
        + decision(literal("甲.d + 乙.d"), requires="urn:1#d urn:2#d"),
        a,
        b,
        c,
    )
    assert codes(program) == []
    assert sorted(program.inputs) == ["乙.丙.营业收入", "甲.丙.营业收入"]


def test_facts_are_the_same_in_every_pack() -> None:
    other = read_dmn(library("乙", INPUT + decision(literal("营业收入 * 2"), requires="?#i"), "urn:b"))
    model = read_dmn(wrap(IMPORT + INPUT + decision(literal("营业收入 + 乙.d"), requires="?#i urn:b#d")))
    program = build_program(model, [other], Dialect.POLICY)
    assert codes(program) == []
    assert list(program.inputs) == ["营业收入"]


def test_only_what_is_used_of_an_import_is_built() -> None:
    other = library("乙", decision(literal("2")) + decision(literal("坏的"), "e"), "urn:b")
    program = build(IMPORT + decision(literal("乙.d"), requires="urn:b#d"), other)
    assert (codes(program), list(program.definitions)) == ([], ["乙#d", "d"])


def test_missing_and_circular_imports_are_told() -> None:
    assert codes(build(IMPORT)) == ["core.missing-model"]
    back = library("乙", '<import name="甲" namespace="urn:a" importType="x"/>', "urn:b")
    program = build_program(read_dmn(wrap(IMPORT)), [read_dmn(back), read_dmn(wrap(""))])
    assert codes(program) == ["core.circular-import"]
    assert program.diagnostics[0].values == {"path": "urn:a → urn:b → urn:a"}


def test_an_element_the_import_does_not_have_is_told() -> None:
    program = build(IMPORT + decision(literal("乙.x"), requires="urn:b#x"), library("乙", "", "urn:b"))
    assert codes(program) == ["core.unknown-element", "core.unknown-name"]


def test_findings_of_reading_are_passed_on() -> None:
    program = build(decision(ONE, "x", "甲") + decision(ONE, "x", "乙"))
    assert codes(program) == ["dmn.duplicate-id"]


def test_a_condition_of_a_boxed_quantifier_must_be_one() -> None:
    program = build(
        decision(
            f'<every iteratorVariable="x"><in>{literal("[1]")}</in><satisfies>{literal("x + 1")}</satisfies></every>'
        )
    )
    assert codes(program) == ["core.operand-type"]
    assert program.definitions["d"].type == BOOLEAN
