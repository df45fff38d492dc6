"""Rules of stacking that must be refused, each with the words and the place people see."""

from __future__ import annotations

import pytest

from factories.policy import MESSAGES
from factories.stacking import CATALOGUE, FACTS, make_pack, write_policy
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.messages import render_diagnostic
from zhida.policy.facts import read_facts
from zhida.policy.pack import check_stacking, compile_pack

RULES = [
    ("- hihgest: [a, b]", "policy.md:35:3: 这里看不出是哪一种叠加规则。"),
    ("- highest: [a, b]\n  cap: 5", "这里看不出是哪一种叠加规则。"),
    ("  highest: [a]", "stacking 应当是一列规则。"),
    ("- cap: 5\n  pre: year", "没有名为 pre 的键。"),
    ("- once: ever\n  per: year", "没有名为 per 的键。"),
    ("- highest: [a, e]", "没有奖补条款“e”。"),
    ("- highest: [a, stacking]", "没有奖补条款“stacking”。"),
    ("- highest: [a]", "highest 至少要有两项奖补。"),
    ("- cap:", "cap 没有写上限。"),
    ("- cap: 100 万元", "“100 万元”"),
    ("- cap: 研发经费", "研发经费"),
    ("- cap: '\"很多\"'", '上限“"很多"”的类型是 string，不是数。'),
    ("- cap: 5\n  per: month", "per 的“month”不是期间。"),
    ("- once: twice", "once 的“twice”不是期间。"),
    ("- cap: 5\n  of: [示范市/办法]", "“示范市/办法”不是本文件的条款"),
    ("- deduct: [{support: 研发, zone: 示范市}]", "指不出奖补。"),
    ("- deduct: [{support: 研发, fund: 资金}]", "指不出奖补。"),
    ("- deduct:", "deduct 没有写是与哪些奖补。"),
    ("- yield:\n  of: [a]", "yield 没有写是与哪些奖补。"),
    ("- once:", "once 没有写期间。"),
    ("- deduct: [第一条]", "“第一条”指不出奖补。"),
    ("- deduct: [{support: 研制}]", "没有“研制”这类支持。"),
    ("- one-per-support:", "奖补“甲奖励”没有写 support，看不出与谁同类。"),
    ("- one-per-support: {a: b}", "zones 应当是一个列表。"),
]

LINKS = [
    ("- yield: [别处/办法]\n  of: [a]", "没有政策包“别处/办法”。"),
    ("- yield: [示范市/办法#d, 示范市/办法#x]\n  of: [a]", "没有奖补条款“x”。"),
    ("- deduct: [{support: 研发, zones: [示范县]}]\n  of: [a]", "没有哪个政策包属于“示范县”。"),
    ("- cap: 5\n  with: [{fund: 资金}]", "没有哪个政策包写着资金“资金”。"),
    ("- deduct: [b]\n  of: [a]\n- yield: [a]\n  of: [b]", "成了循环：示范区/措施#a → 示范区/措施#b → 示范区/措施#a。"),
    ("- deduct: [示范市/办法]\n  of: [c]", "成了循环：示范区/措施#c → 示范市/办法#d → 示范区/措施#c。"),
]


def tell(error: DiagnosticError) -> str:
    return "\n".join(render_diagnostic(found, MESSAGES, "zh") for found in error.diagnostics)


@pytest.mark.parametrize(("stacking", "said"), RULES, ids=[rule for rule, _ in RULES])
def test_a_wrong_rule_is_refused(stacking, said):
    with pytest.raises(DiagnosticError) as refused:
        make_pack(write_policy(stacking))
    assert said in tell(refused.value)


def test_the_place_of_a_wrong_rule_is_shown():
    with pytest.raises(DiagnosticError) as refused:
        make_pack(write_policy("- highest: [a, rd]"))
    text = tell(refused.value)
    assert "- highest: [a, rd]\n" in text
    assert "^^" in text


def test_a_name_like_another_is_suggested():
    with pytest.raises(DiagnosticError) as refused:
        make_pack(write_policy("- deduct: [{support: 研发类}]"))
    assert "是不是：研发？" in tell(refused.value)


@pytest.mark.parametrize(("stacking", "said"), LINKS, ids=[rule for rule, _ in LINKS])
def test_a_rule_that_speaks_of_other_documents_is_held_against_them(stacking, said):
    city = write_policy("- deduct: [示范区/措施#c]", facts="丁", key="示范市/办法")
    packs = [make_pack(write_policy(stacking)), make_pack(city, "示范市/办法")]
    found = list(check_stacking({pack.key: pack for pack in packs}))
    assert said in tell(DiagnosticError(found))
    assert len(found) == 1


def test_a_support_that_no_payment_can_have_is_refused():
    with pytest.raises(DiagnosticError) as refused:
        make_pack(write_policy(own={"甲": "support: 研发设备"}))
    assert "没有“研发设备”这类支持。" in tell(refused.value)


def test_payments_have_to_be_declared_where_they_count():
    catalogue = read_facts(FACTS.partition("## 已获奖补")[0], "facts.md")
    compile_pack(write_policy("- cap: 5"), "示范区/措施", "policy.md", catalogue, {})
    with pytest.raises(DiagnosticError) as refused:
        compile_pack(write_policy("- cap: 5\n  per: year"), "示范区/措施", "policy.md", catalogue, {})
    assert "事实目录里没有列表“已获奖补”" in tell(refused.value)
    assert "已获奖补" in CATALOGUE.lists
