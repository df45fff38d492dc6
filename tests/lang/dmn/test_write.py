"""Writing DMN: what is read comes back, twice the same, in every version, with layout and foreign elements."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lang.dmn.documents import EVERYTHING, INPUT, NEWER, ONE, decision, literal, strip, wrap
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.dmn.document import read_document
from zhida.lang.dmn.model import Decision, Definitions, LiteralBox, Variable
from zhida.lang.dmn.read import read_dmn
from zhida.lang.dmn.versions import VERSIONS
from zhida.lang.dmn.write import write_dmn
from zhida.lang.dmn.write_model import make_identifier


@pytest.mark.parametrize("data", [EVERYTHING, NEWER], ids=["everything", "newer"])
def test_a_model_comes_back_as_it_was_written(data: bytes) -> None:
    model = read_dmn(data)
    assert strip(read_dmn(write_dmn(model))) == strip(model)


@pytest.mark.parametrize("data", [EVERYTHING, NEWER], ids=["everything", "newer"])
def test_writing_twice_gives_the_same_bytes(data: bytes) -> None:
    document = read_document(data)
    once = write_dmn(document)
    assert write_dmn(read_document(once)) == once
    made = write_dmn(document.definitions)
    assert write_dmn(read_dmn(made)) == made


@pytest.mark.parametrize("version", list(VERSIONS))
def test_writes_every_version(version: str) -> None:
    document = read_document(EVERYTHING)
    written = write_dmn(document, VERSIONS[version].name)
    assert VERSIONS[version].model.encode() in written
    assert strip(read_dmn(written)) == strip(document.definitions)


def test_through_the_editor_and_back_nothing_changes() -> None:
    canonical = write_dmn(read_document(EVERYTHING))
    in_the_editor = write_dmn(read_document(canonical), "1.3")
    assert write_dmn(read_document(in_the_editor), "1.5") == canonical


def test_what_an_older_version_cannot_say_is_refused() -> None:
    for model in (read_document(NEWER, "a.dmn"), read_dmn(NEWER, "a.dmn")):
        with pytest.raises(DiagnosticError) as caught:
            write_dmn(model, "1.3")
        (only,) = caught.value.diagnostics
        assert (only.code, only.values) == ("dmn.newer-construct", {"element": "conditional", "version": "1.3"})
        assert only.span is not None
        assert only.span.position.file == "a.dmn"
        assert only.span.position.place == ("甲", "n1")


def test_a_type_constraint_is_new_in_1_5() -> None:
    data = wrap(
        '<itemDefinition name="t"><typeRef>number</typeRef><typeConstraint><text>&gt; 0</text></typeConstraint></itemDefinition>'
    )
    with pytest.raises(DiagnosticError, match=r"dmn\.newer-construct"):
        write_dmn(read_document(data), "1.4")


LAID_OUT = wrap(
    f"""<!-- 说明 --><description>一段话</description>
    <extensionElements><x:note xmlns:x="urn:x" level="1">保留</x:note></extensionElements>
    {INPUT}
    <decision id="d" name="分档"><description>决策的话</description><question>多少？</question><variable name="分档"/>
    <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
    <authorityRequirement id="a"><requiredAuthority href="#s"/></authorityRequirement>{literal("营业收入 * 2")}</decision>
    <knowledgeSource id="s" name="条文"/>
    <dmndi:DMNDI xmlns:dmndi="{VERSIONS["1.5"].layout}"><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="d" id="shape"/>
    </dmndi:DMNDiagram></dmndi:DMNDI>"""
)

KEPT = ("说明", "一段话", "保留", "决策的话", "多少？", "knowledgeSource", "authorityRequirement", "DMNShape")


@pytest.mark.parametrize("version", ["1.3", "1.5"])
def test_layout_comments_and_foreign_elements_are_kept(version: str) -> None:
    written = write_dmn(read_document(LAID_OUT), VERSIONS[version].name).decode()
    assert [kept for kept in KEPT if kept not in written] == []
    assert str(VERSIONS[version].layout) in written


def change_decision(model: Definitions, text: str) -> Definitions:
    (old,) = model.decisions
    return replace(model, decisions=(replace(old, expression=LiteralBox(source=Source(text))),))


def test_an_edited_model_changes_its_document_and_nothing_else() -> None:
    document = read_document(LAID_OUT)
    written = write_dmn(replace(document, definitions=change_decision(document.definitions, "营业收入 * 3")))
    assert [kept for kept in KEPT if kept not in written.decode()] == []
    expression = read_dmn(written).decisions[0].expression
    assert expression is not None
    assert expression.source.text == "营业收入 * 3"
    assert write_dmn(read_document(written)) == written


def test_elements_are_added_and_removed() -> None:
    document = read_document(LAID_OUT)
    nowhere = Source("")
    added = Decision("e", Variable("新的"), LiteralBox(source=Source("1")), (), source=nowhere)
    model = replace(document.definitions, decisions=(added,), input_data=())
    written = write_dmn(replace(document, definitions=model))
    again = read_dmn(written)
    assert ([one.key for one in again.decisions], again.input_data) == (["e"], ())
    assert written.index(b'id="e"') < written.index(b"DMNDI")


def test_a_model_without_a_document_gets_a_layout() -> None:
    written = write_dmn(read_dmn(EVERYTHING)).decode()
    assert written.count("<dmndi:DMNShape") == 9
    assert 'dmnElementRef="t_requires_1"' in written


def test_a_document_of_dmn_1_1_is_written_as_later_versions_do() -> None:
    version = VERSIONS["1.1"]
    head = f'xmlns:feel="{version.feel}" xmlns:own="urn:a" xmlns:b="urn:b"'
    data = wrap(
        '<import name="乙" namespace="urn:b" importType="x"/>'
        '<itemDefinition name="tA"><typeRef>feel:string</typeRef></itemDefinition>'
        '<inputData name="x"><variable name="x" typeRef="own:tA"/></inputData>'
        '<inputData name="y"><variable name="y" typeRef="b:tB"/></inputData>',
        model=version.model,
        head=head,
    )
    document = read_document(data)
    written = write_dmn(document)
    assert b"feel:string" not in written
    assert [one.variable.type_ref for one in read_dmn(written).input_data] == ["tA", "乙.tB"]
    assert strip(read_dmn(written)) == strip(document.definitions)


def test_comments_and_instructions_around_the_model_are_kept() -> None:
    data = b"<?xml version='1.0'?><!-- before --><?tool setting?>" + wrap("<!-- inside --><?tool inside?>" + INPUT)
    written = write_dmn(read_document(data)).decode()
    positions = [
        written.index(part)
        for part in ("<!-- before -->", "<?tool setting?>", "<definitions", "<!-- inside -->", "<?tool inside?>")
    ]
    assert positions == sorted(positions)


def test_what_editors_look_for_has_an_id_of_its_own() -> None:
    written = write_dmn(read_dmn(EVERYTHING), "1.3").decode()
    ids = re.findall(r' id="([^"]*)"', written)
    assert len(ids) == len(set(ids))
    assert (
        re.findall(r"<(?:decisionTable|rule|input|output|inputEntry|definitions)\b(?![^>]* id=)[^>]*>", written) == []
    )


def test_a_circle_of_requirements_can_be_laid_out() -> None:
    model = read_dmn(wrap(decision(ONE, "a", requires="#b") + decision(ONE, "b", requires="#a")))
    assert strip(read_dmn(write_dmn(model))) == strip(model)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="￾￿"), min_size=1))
def test_any_text_survives(text: str) -> None:
    expression = LiteralBox(source=Source(text))
    model = Definitions(
        "甲", "urn:a", source=Source(""), decisions=(Decision("d", Variable("d"), expression, (), source=Source("")),)
    )
    again = read_dmn(write_dmn(model)).decisions[0].expression
    assert again is not None
    assert again.source.text == (text if text.strip() else "")


@given(st.text())
def test_identifiers_can_be_written(key: str) -> None:
    identifier = make_identifier(key)
    assert re.fullmatch(r"[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_.\-\u4e00-\u9fa5]*", identifier)


def test_keys_that_look_alike_in_xml_stay_apart() -> None:
    decisions = tuple(Decision(key, Variable(key), None, (), source=Source("")) for key in ("a/b", "a#b", "a_b"))
    again = read_dmn(write_dmn(Definitions("甲", "urn:a", source=Source(""), decisions=decisions)))
    assert len({one.key for one in again.decisions}) == 3
