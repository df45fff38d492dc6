"""Reading DMN: every part of the model, every version, and every fault with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lang.dmn.documents import INPUT, MODEL, ONE, TABLE, TWO, decision, literal, wrap
from zhida.lang.base.diagnostic import DiagnosticError, Severity
from zhida.lang.base.messages import render_message
from zhida.lang.base.span import Span
from zhida.lang.dmn import xml
from zhida.lang.dmn.messages import MESSAGES
from zhida.lang.dmn.model import (
    ConditionalBox,
    ContextBox,
    FilterBox,
    FunctionBox,
    Import,
    InvocationBox,
    IterationBox,
    ListBox,
    LiteralBox,
    RelationBox,
    TableBox,
    Variable,
)
from zhida.lang.dmn.read import read_dmn
from zhida.lang.dmn.versions import VERSIONS


def read_expression(expression: str) -> object:
    return read_dmn(wrap(decision(expression))).decisions[0].expression


def test_reads_inputs_and_decisions_with_their_requirements() -> None:
    model = read_dmn(wrap(INPUT + decision(literal("营业收入 * 2"), requires="?#i", type_ref="number")), "a.dmn")
    assert model.input_data[0].key == "i"
    assert model.input_data[0].variable == Variable("营业收入", "number")
    only = model.decisions[0]
    assert (only.key, only.variable, only.requires) == ("d", Variable("d", "number"), ("i",))
    assert isinstance(only.expression, LiteralBox)
    assert only.expression.source.text == "营业收入 * 2"


def test_a_text_knows_its_line_and_column_and_its_way() -> None:
    model = read_dmn(wrap(INPUT + "\n" + decision(TABLE, requires="?#i", name="分档")), "a.dmn")
    table = model.decisions[0].expression
    assert isinstance(table, TableBox)
    test = table.rules[0].tests[0]
    position = Span(test, 0, 1).position
    assert (position.file, position.line, position.column) == ("a.dmn", 8, 27)
    assert position.place == ("分档", "rule 1", 'input "收入"')
    assert test.text == "> 500"


def test_reads_a_decision_table() -> None:
    table = read_expression(TABLE)
    assert isinstance(table, TableBox)
    assert (table.hit_policy, table.aggregation) == ("FIRST", None)
    assert (table.inputs[0].label, table.inputs[0].type_ref, table.inputs[0].expression.text) == (
        "收入",
        "number",
        "营业收入",
    )
    output = table.outputs[0]
    assert (output.name, output.type_ref) == ("档次", "string")
    assert output.allowed_values is not None
    assert output.allowed_values.text == '"高","低"'
    assert output.default is not None
    assert output.default.text == '"无"'
    assert [rule.number for rule in table.rules] == [1, 2]
    assert table.rules[0].annotations == {"依据": "第三条"}
    assert table.rules[1].annotations == {}


def test_collect_has_an_aggregation() -> None:
    table = read_expression(TABLE.replace('"FIRST"', '"COLLECT" aggregation="SUM"'))
    assert isinstance(table, TableBox)
    assert (table.hit_policy, table.aggregation) == ("COLLECT", "SUM")


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (f'<context><contextEntry><variable name="a"/>{ONE}</contextEntry></context>', ContextBox),
        (f"<list>{ONE}{TWO}</list>", ListBox),
        (f'<relation><column name="a"/><column name="b"/><row>{ONE}{TWO}</row></relation>', RelationBox),
        (f'<functionDefinition><formalParameter name="x" typeRef="number"/>{ONE}</functionDefinition>', FunctionBox),
        (f'<invocation>{ONE}<binding><parameter name="x"/>{TWO}</binding></invocation>', InvocationBox),
        (f"<conditional><if>{ONE}</if><then>{ONE}</then><else>{TWO}</else></conditional>", ConditionalBox),
        (f"<filter><in>{ONE}</in><match>{TWO}</match></filter>", FilterBox),
        (f'<for iteratorVariable="x"><in>{ONE}</in><return>{TWO}</return></for>', IterationBox),
        (f'<some iteratorVariable="x"><in>{ONE}</in><satisfies>{TWO}</satisfies></some>', IterationBox),
        (f'<every iteratorVariable="x"><in>{ONE}</in><satisfies>{TWO}</satisfies></every>', IterationBox),
    ],
)
def test_reads_boxed_expressions(expression: str, kind: type) -> None:
    assert isinstance(read_expression(expression), kind)


def test_an_entry_without_a_variable_is_the_result() -> None:
    box = read_expression(
        f'<context><contextEntry><variable name="a"/>{ONE}</contextEntry><contextEntry>{TWO}</contextEntry></context>'
    )
    assert isinstance(box, ContextBox)
    assert [variable and variable.name for variable, _ in box.entries] == ["a", None]


def test_reads_item_definitions() -> None:
    model = read_dmn(
        wrap("""<itemDefinition name="tPatent"><itemComponent name="类别"><typeRef>string</typeRef>
        <allowedValues><text>"发明","实用新型"</text></allowedValues></itemComponent></itemDefinition>
        <itemDefinition name="tPatents" isCollection="true"><typeRef>tPatent</typeRef>
        <typeConstraint><text>count(?) &lt; 9</text></typeConstraint></itemDefinition>
        <itemDefinition name="tRate"><functionItem outputTypeRef="number"><parameters name="x" typeRef="string"/>
        </functionItem></itemDefinition>""")
    )
    patent, patents, rate = model.item_definitions
    assert patent.components[0].name == "类别"
    assert patent.components[0].allowed_values is not None
    assert patent.components[0].allowed_values.text == '"发明","实用新型"'
    assert (patents.is_collection, patents.type_ref) == (True, "tPatent")
    assert patents.type_constraint is not None
    assert patents.type_constraint.text == "count(?) < 9"
    assert (rate.function_parameters, rate.function_result) == ((Variable("x", "string"),), "number")


def test_reads_functions_services_and_imports() -> None:
    model = read_dmn(
        wrap(f"""<import name="乙" namespace="urn:b" importType="{MODEL}" locationURI="b.dmn"/>{INPUT}
        <businessKnowledgeModel id="k" name="翻倍"><encapsulatedLogic><formalParameter name="x"/>{literal("x * 2")}
        </encapsulatedLogic></businessKnowledgeModel>{decision(literal("1"), requires="?#i !#k urn:b#d !urn:a#k")}
        <decisionService id="s" name="服务"><outputDecision href="#d"/><inputData href="#i"/></decisionService>""")
    )
    assert model.imports == (Import("乙", "urn:b", "b.dmn"),)
    assert model.knowledge_models[0].variable.name == "翻倍"
    assert model.decisions[0].requires == ("i", "urn:b#d", "k")
    assert (model.services[0].outputs, model.services[0].input_data) == (("d",), ("i",))


@pytest.mark.parametrize("version", list(VERSIONS))
def test_reads_every_version(version: str) -> None:
    model = read_dmn(wrap(INPUT, model=VERSIONS[version].model))
    assert model.input_data[0].variable.name == "营业收入"


def test_types_of_dmn_1_1_lose_their_prefixes() -> None:
    version = VERSIONS["1.1"]
    head = f'xmlns:feel="{version.feel}" xmlns:own="urn:a" xmlns:b="urn:b"'
    data = wrap(
        '<import name="乙" namespace="urn:b" importType="x"/>'
        + "".join(
            f'<inputData name="{ref}"><variable name="{ref}" typeRef="{ref}"/></inputData>'
            for ref in ("feel:string", "own:tA", "b:tB", "c:tC")
        ),
        model=version.model,
        head=head,
    )
    assert [one.variable.type_ref for one in read_dmn(data).input_data] == ["string", "tA", "乙.tB", "c:tC"]


def test_an_element_without_an_id_is_known_by_its_name() -> None:
    assert read_dmn(wrap('<inputData name="甲"/>')).input_data[0].key == "甲"


def test_an_id_given_twice_is_a_warning_while_nothing_refers_to_it() -> None:
    model = read_dmn(wrap(decision(ONE, "x", "甲") + decision(ONE, "x", "乙")))
    assert [one.key for one in model.decisions] == ["x", "x-2"]
    assert [(one.code, one.severity) for one in model.diagnostics] == [("dmn.duplicate-id", Severity.WARNING)]


BAD = [
    (b"<definitions", "dmn.malformed-xml", "<definitions"),
    (b"", "dmn.malformed-xml", ""),
    (b"\xff\xfe\x00", "dmn.malformed-xml", ""),
    (wrap("<decision>"), "dmn.malformed-xml", "definitions>"),
    (b'<?xml version="1.0" encoding="utf-99"?><a/>', "dmn.malformed-xml", "utf-99"),
    (b"<html/>", "dmn.unknown-version", "<html/>"),
    (wrap("", model="https://www.omg.org/spec/DMN/20990101/MODEL/"), "dmn.unknown-version", "<definitions"),
    (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "dmn.document-type", "><a/>"),
    (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "dmn.document-type", "[<!ENTITY"),
    (b"<a>&x;</a>", "dmn.malformed-xml", "&x;"),
    (wrap("<a>" * 300 + "</a>" * 300), "dmn.too-deep", "<a><a>"),
    (wrap("<inputData/>"), "dmn.missing-attribute", "<inputData/>"),
    (wrap('<inputData id="x"/>'), "dmn.missing-attribute", '<inputData id="x"/>'),
    (wrap(decision(TABLE.replace("FIRST", "LAST"))), "dmn.unknown-hit-policy", "<decisionTable"),
    (
        wrap(decision(TABLE.replace("<decisionTable", '<decisionTable aggregation="AVG"'))),
        "dmn.unknown-aggregation",
        "<deci",
    ),
    (wrap(decision(TABLE.replace("<inputEntry><text>-</text></inputEntry>", ""))), "dmn.rule-width", "<rule>"),
    (wrap(decision("<decisionTable/>")), "dmn.missing-element", "<decisionTable/>"),
    (wrap(decision("<decisionTable><input/><output/></decisionTable>")), "dmn.missing-element", "<input/>"),
    (wrap(decision(ONE, requires="?#nowhere")), "dmn.dangling-reference", '<requiredInput href="#nowhere"'),
    (wrap(decision(ONE, requires="urn:b#x")), "dmn.unknown-import", "<requiredDecision"),
    (
        wrap(decision(ONE, "x") + decision(ONE, "x") + decision(ONE, requires="#x")),
        "dmn.ambiguous-reference",
        "<required",
    ),
    (wrap(decision("<conditional/>")), "dmn.missing-element", "<conditional/>"),
    (wrap(decision("<context><contextEntry/></context>")), "dmn.missing-element", "<contextEntry/>"),
    (wrap(decision("<informationRequirement/>")), "dmn.missing-element", "<informationRequirement/>"),
    (wrap(decision(f'<relation><column name="a"/><row>{ONE}{TWO}</row></relation>')), "dmn.row-width", "<row>"),
    (wrap(decision('<functionDefinition kind="Cobol"/>')), "dmn.unknown-function-kind", "<functionDefinition"),
    (wrap(decision('<literalExpression expressionLanguage="javascript"/>')), "dmn.foreign-language", "<literal"),
    (wrap(decision("<literalExpression><importedValues/></literalExpression>")), "dmn.imported-values", "<literal"),
    (wrap(decision(f"<for><in>{ONE}</in><return>{ONE}</return></for>")), "dmn.missing-attribute", "<for>"),
]


@pytest.mark.parametrize(("data", "code", "there"), BAD, ids=[f"{code} {there}" for _, code, there in BAD])
def test_refuses_with_a_place(data: bytes, code: str, there: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_dmn(data, "a.dmn")
    first = next(one for one in caught.value.diagnostics if one.severity is Severity.ERROR)
    assert first.code == code
    assert first.span is not None
    position = first.span.position
    assert position.file == "a.dmn"
    lines = [*data.decode(errors="replace").splitlines(), ""]
    assert lines[position.line - 1][position.column - 1 :].startswith(there)
    assert render_message(first, MESSAGES, "zh")
    assert render_message(first, MESSAGES, "en")


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_dmn(wrap("<inputData/>" + decision(ONE, requires="?#nowhere")))
    assert [one.code for one in caught.value.diagnostics] == ["dmn.missing-attribute", "dmn.dangling-reference"]


def test_a_large_document_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "LARGEST_DOCUMENT", 10)
    with pytest.raises(DiagnosticError, match=r"dmn\.too-large"):
        read_dmn(wrap(INPUT))


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MOST_ELEMENTS", 2)
    with pytest.raises(DiagnosticError, match=r"dmn\.too-many-elements"):
        read_dmn(wrap(INPUT))


def test_foreign_elements_are_passed_over() -> None:
    model = read_dmn(wrap('<x:decision xmlns:x="urn:x"/><extensionElements/>' + INPUT))
    assert (len(model.decisions), len(model.input_data)) == (0, 1)


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_with_a_place(data: bytes) -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_dmn(data, "a.dmn")
    assert caught.value.diagnostics[0].code in {"dmn.malformed-xml", "dmn.unknown-version", "dmn.document-type"}
    assert caught.value.diagnostics[0].span is not None
