"""Rules of allocation in a document: read, bound to awards, and refused with their place where they are wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.policy import render_all
from factories.stacking import CATALOGUE, ON, make_library, make_pack, write_policy
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.allocation.rules import ExceededRule, Rounding, TieRule
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.firm import build_firm

PLACES = "- places: 3\n  by: [研发费用, -乙]\n  group: 丙 > 5\n  ties: all\n  make-up: true"
BUDGET = "- budget: 1.5万\n  of: [a, b]\n  exceeded: in-proportion\n  rounding: largest-remainder"
INTERVAL = "\n## 第五条 裁量奖励 {#e}\n\n```feel\n最少 = 丁\n最多 = 研发费用\n```\n\n```yaml\nresult: [最少, 最多]\n"


def write(rules: str) -> str:
    """The policy with rules in the clause of 甲."""
    return write_policy(own={"甲": f"allocation:\n{rules}"})


def refuse(text: str) -> str:
    with pytest.raises(DiagnosticError) as error:
        make_pack(text)
    return "".join(render_all(error.value.diagnostics))


def test_rules_are_read_and_bound_to_the_awards_they_speak_of():
    pack = make_pack(write(f"{PLACES}\n{BUDGET}"))
    assert list(pack.allocation) == ["a", "b"]
    places, stated = pack.allocation["a"].places, pack.allocation["a"].budget
    assert (places.count, [one.text for one in places.by], places.group.text) == (3, ["研发费用", "-乙"], "丙 > 5")
    assert (places.ties, places.make_up) == (TieRule.ALL, True)
    assert (stated.clause, stated.article, stated.rule.amount) == ("a", "第一条", Decimal(15_000))
    assert (stated.rule.exceeded, stated.rule.rounding) == (ExceededRule.IN_PROPORTION, Rounding.LARGEST_REMAINDER)
    assert (pack.allocation["b"].places, pack.allocation["b"].budget) == (None, stated)


def test_what_a_rule_does_not_say_nobody_decides():
    allocation = make_pack(write("- places: announced\n- budget: announced")).allocation["a"]
    assert (allocation.places.count, allocation.places.ties, allocation.places.make_up) == (
        None,
        TieRule.UNDECIDED,
        False,
    )
    assert (allocation.budget.rule.amount, allocation.budget.rule.exceeded) == (None, ExceededRule.UNDECIDED)


def test_an_answer_tells_what_it_is_subject_to():
    library = make_library(make_pack(write(f"{PLACES}\n{BUDGET}")))
    firm = build_firm("", "", {"甲": Decimal(7), "乙": Decimal(0), "丙": Decimal(5)}, CATALOGUE)
    found = {one.clause: one.subject_to for one in compute_entitlements(library, firm, ON)}
    assert found == {"a": ("places", "budget"), "b": ("budget",), "c": ()}


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("  places: 3", "policy.md:18:3: allocation 应当是一列规则。 → 每条规则以"),
        ("- 3", "policy.md:18:3: 这里看不出是名额还是预算。 → 每条规则写一种，可以写的是：places、budget。"),
        ("- places: 3\n  budget: 5", "policy.md:18:3: 这里看不出是名额还是预算。"),
        (
            "- places: 3\n  budgit: 5",
            "policy.md:19:3: 没有名为 budgit 的键。 → 可以写的是：places、by、group、ties、make-up。",
        ),
        ("- places: 3\n- places: 4", "policy.md:19:3: 一个条款里写了两条 places。"),
        ("- places: 0", "policy.md:18:11: “0”不是名额。 → 写大于 0 的整数，如 50；以后公布的写 announced。"),
        ("- places: 三个", "“三个”不是名额。"),
        ("- places: [3]", "policy.md:18:11: places 应当是一段文字。"),
        ("- budget: 很多", "“很多”不是预算。 → 写到分为止的金额"),
        ("- budget: 0.001", "policy.md:18:11: “0.001”不是预算。"),
        ("- places: 3\n  ties: first", "policy.md:19:9: ties 不能是“first”。 → 可以写的是：all、none、undecided。"),
        ("- places: 3\n  make-up: 递补", "policy.md:19:12: make-up 只能是 true 或 false"),
        ("- budget: 5\n  rounding: floor", "policy.md:19:3: 没有写超出预算时同比例折减，舍入规则没有用处。"),
        ("- budget: 5\n  of: [a, x]", "policy.md:19:11 (第一条): “x”不是本文件的奖补条款"),
        ("- budget: 5\n  of: [a, a]", "policy.md:18:3: “a”已经由“甲奖励”的预算约束。"),
        ("- places: 3\n  by: 已获奖补", "policy.md:19:7 (第一条): 排名依据“已获奖补”的类型是 list"),
        ("- places: 3\n  group: 已获奖补", "policy.md:19:10 (第一条 › group): 分组“已获奖补”的类型是 list"),
        ("- places: 3\n  by: 研发费", "policy.md:19:7 (第一条): 没有“研发费”这个名称。 → 相近的名称：研发费用"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(rules, said):
    assert said in refuse(write(rules))


def test_awards_of_two_budgets_and_intervals_are_refused():
    text = write_policy(own={"甲": f"allocation:\n{BUDGET}", "乙": "allocation:\n- budget: 5"})
    assert "“b”已经由“甲奖励”的预算约束。" in refuse(text)
    interval = write_policy(facts="") + INTERVAL + "allocation:\n- places: 3\n```\n"
    assert "“e”的金额是区间，核定之前不能分配。" in refuse(interval)
    status = write_policy(facts="") + "\n## 第五条 资格 {#e}\n\n```feel\n合格 = 丁 > 0\n```\n\n```yaml\nresult: 合格\n"
    assert "“e”不是本文件的奖补条款" in refuse(status + "allocation:\n- places: 3\n```\n")
