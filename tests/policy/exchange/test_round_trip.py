"""A policy goes out as a DMN model and comes back; what means the same is the same to the last byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.policy import FRONT_MATTER, POLICY_TEXT, found_in, make_pack, render_all
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.exchange.apply import AppliedModel, apply_model, locate_findings
from zhida.policy.exchange.write import write_model
from zhida.policy.pack import Pack

FILE = "model.dmn"
GRADES = (
    FRONT_MATTER
    + """
## 第四条 分档 {#grade}

```feel
// 强度
强度 = if 本年.营业收入 = 0 then 0
  else 本年.研发费用 ÷ 本年.营业收入   // 按上年度
```

| F | 强度 | 本年.研发费用 | → 档次 | → 系数 | 依据 | 说明 |
|:--|------|----:|-------|-------|------|------|
| 1 |  ≥5%  | >= 500万 | "重点" | 1.2 | 第四条第一款 | 甲 |
| 2 | [1%..5%) | - | "一般" | 1 | | |

```yaml
kind: definitions
stacking:
- cap: 10% * 本年.研发费用
```
"""
)


def bring_back(pack: Pack, *changes: tuple[str, str]) -> AppliedModel:
    text = write_model(pack, "1.3").decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return apply_model(pack, text.encode(), FILE)


def refuse(pack: Pack, *changes: tuple[str, str]) -> list[str]:
    with pytest.raises(DiagnosticError) as caught:
        bring_back(pack, *changes)
    assert found_in(caught.value)
    return [one.code for one in caught.value.diagnostics]


@pytest.mark.parametrize("version", ["1.3", "1.5"])
def test_nothing_edited_nothing_changed(version) -> None:
    pack = make_pack(GRADES)
    applied = apply_model(pack, write_model(pack, version), FILE)
    assert (applied.document.source.text, applied.edits) == (GRADES, ())


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("<text>&gt;= 0.05</text>", "<text>&gt;= 0.06</text>", "|  ≥5%  |", "|  ≥6%  |"),
        ("<text>&gt;= 0.05</text>", "<text>&gt; 0.05, null</text>", "|  ≥5%  |", "|  >5%, null  |"),
        ("<text>&gt;= 5000000</text>", "<text>&gt;= 125000000</text>", ">= 500万", ">= 1.25亿"),
        ("<text>[0.01..0.05)</text>", "<text>[0.01..0.045)</text>", "[1%..5%)", "[1%..4.5%)"),
        ("<text>1.2</text>", "<text>1.25</text>", "| 1.2 |", "| 1.25 |"),
        ('<text>"重点"</text>', '<text>"重点|骨干"</text>', '"重点"', '"重点\\|骨干"'),
        ('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"', "| F |", "| U |"),
        ("<text>第四条第一款</text>", "<text>第四条\n  第二款</text>", "第四条第一款", "第四条 第二款"),
        ("本年.营业收入 = 0 then 0 else", "本年.营业收入 &lt;= 0 then 0 else", "收入 = 0 then", "收入 <= 0 then"),
    ],
)
def test_a_change_changes_nothing_else(old, new, before, after) -> None:
    pack = make_pack(GRADES)
    applied = bring_back(pack, (old, new))
    assert applied.document.source.text == GRADES.replace(before, after, 1)
    assert [(one.added, one.changed, one.removed) for one in applied.edits] == [(0, 1, 0)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<text>&gt;= 0.05</text>", "<text>  &gt;=   (5%) </text>"),
        ("<text>-</text>", "<text></text>"),
        ("<text>-</text>", "<text> \n</text>"),
        ('label="强度"', 'label="研发强度"'),
        ("<decisionTable ", "<!-- 看过 --><decisionTable "),
    ],
)
def test_another_way_to_say_the_same_is_no_change(old, new) -> None:
    assert bring_back(make_pack(GRADES), (old, new)).edits == ()


def test_rows_put_in_and_taken_out_are_numbered_again_and_keep_their_articles() -> None:
    pack = make_pack(GRADES)
    exported = write_model(pack, "1.3").decode()
    first = exported[exported.index("<rule ") : exported.index("</rule>") + len("</rule>")]
    bare = '<rule id="new"><inputEntry><text>&gt;= 0.1</text></inputEntry><inputEntry><text/></inputEntry>'
    bare += '<outputEntry><text>"重点"</text></outputEntry><outputEntry><text>2</text></outputEntry></rule>'
    applied = bring_back(pack, (first, bare + first))
    line = "| 1 |  ≥5%  | >= 500万 |"
    assert f'| 1 | ≥ 10% | - | "重点" | 2 |  |  |\n{line.replace("1", "2", 1)}' in applied.document.source.text
    assert "| 3 | [1%..5%) | - |" in applied.document.source.text
    assert "第四条第一款 | 甲 |" in applied.document.source.text
    without = bring_back(pack, (first, ""))
    assert without.document.source.text == GRADES.replace(
        '| 1 |  ≥5%  | >= 500万 | "重点" | 1.2 | 第四条第一款 | 甲 |\n| 2 | [1%', "| 1 | [1%"
    )


def test_a_condition_taken_out() -> None:
    pack = make_pack()
    exported = write_model(pack, "1.3").decode()
    column = exported[exported.index("<input ") : exported.index("</input>") + len("</input>")]
    entry = exported[exported.index("<inputEntry ") : exported.index("</inputEntry>") + len("</inputEntry>")]
    text = bring_back(pack, (column, ""), (entry, "")).document.source.text
    assert "| U | 本年.研发费用 | → 研发投入奖励 | 依据 |\n|---|---|---|---|\n| 1 | > 500万 | min(200万, 10% *" in text


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("</definitions>", '<decision id="n" name="新"><variable name="新"/></decision></definitions>', "new-element"),
        ("</definitions>", '<businessKnowledgeModel id="n" name="新"/></definitions>', "new-element"),
        ("<itemDefinition", '<import name="甲" namespace="乙" importType="x"/><itemDefinition', "import-changed"),
        ('name="档次"', 'name="级别"', "outputs-changed"),
        ("<text>档次系数表.档次</text>", "<text>档次系数表.系数</text>", "fixed-expression"),
        ("<text>0.1 * 本年.研发费用</text>", "<text>0.2 * 本年.研发费用</text>", "fixed-expression"),
        ("<typeRef>number</typeRef>", "<typeRef>string</typeRef>", "type-changed"),
        ('<annotation name="说明"/>', '<annotation name="备注"/>', "unknown-annotation"),
        ("zhida:document-digest", "zhida:digest", "not-of-a-policy"),
        ('zhida:document-digest="', 'zhida:document-digest="0', "document-changed"),
    ],
)
def test_what_a_document_cannot_hold_is_refused(old, new, code) -> None:
    assert refuse(make_pack(GRADES), (old, new)) == [f"exchange.{code}"]


def test_a_boxed_expression_a_type_and_a_default_are_refused() -> None:
    pack = make_pack(GRADES)
    exported = write_model(pack, "1.3").decode()
    start = exported.index("<literalExpression")
    literal = exported[start : exported.index("</literalExpression>") + len("</literalExpression>")]
    boxed = f"<context><contextEntry>{literal}</contextEntry></context>"
    assert refuse(pack, (literal, boxed)) == ["exchange.no-document-form"]
    assert refuse(pack, ("<literalExpression ", '<literalExpression typeRef="string" ')) == ["exchange.declared-type"]
    output = '<output name="档次"' if '<output name="档次"' in exported else "<output "
    default = "<defaultOutputEntry><text>1</text></defaultOutputEntry>"
    whole = exported[exported.index(output) :]
    element = whole[: whole.index("/>") + 2]
    assert refuse(pack, (element, f"{element[:-2]}>{default}</output>")) == ["exchange.default-output"]


def test_what_is_wrong_with_an_edited_rule_is_told_at_its_place() -> None:
    applied = bring_back(make_pack(), ("0.1 * max(0, 本年.研发费用", "0.1 * max(0, 本年.研发经费"))
    with pytest.raises(DiagnosticError) as caught:
        make_pack(applied.document.source.text)
    (located, *_) = locate_findings(caught.value.diagnostics, applied)
    assert located.code == "core.unknown-field"
    assert located.span is not None
    assert located.span.position.place == ("研发投入奖励", "rule 1", 'output "研发投入奖励"')
    assert "model.dmn:" in render_all([located])[0]


@settings(max_examples=25, deadline=None)
@given(st.decimals(0, 10**10, places=2), st.sampled_from([">", ">=", "<", "<="]))
def test_whatever_threshold_is_typed_comes_back_as_that_threshold(number, operator) -> None:
    pack = make_pack()
    sign = operator.replace("<", "&lt;").replace(">", "&gt;")
    applied = bring_back(pack, ("<text>&gt; 5000000</text>", f"<text>{sign} {number}</text>"))
    exported = write_model(make_pack(applied.document.source.text), "1.3").decode()
    assert f"<text>{sign} {number.normalize():f}</text>" in exported
    assert (applied.edits == ()) == (applied.document.source.text == POLICY_TEXT)
