"""Rules of stacking and allocation in words."""

from __future__ import annotations

import pytest

from factories.stacking import make_pack, write_policy
from zhida.policy.page.content import Listing, Paragraph, Run, build_page
from zhida.policy.page.rules import tell_rules

OWN = "“甲奖励”"


def tell(attributes: str) -> list[str]:
    pack = make_pack(write_policy(own={"甲": attributes}))
    return list(tell_rules(pack, pack.clauses[0]))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("highest: [示范区/甲措施]", f"就高不重复：{OWN}、《示范区/甲措施》，只享受一项。"),
        (
            "one-per-support: [杭州市]\nsupport: 研发",
            f"同类不重复：{OWN}与本区域、杭州市支持类别相同的奖补，只享受一项。",
        ),
        ("not-with: [示范区/甲措施#first]", f"互斥：享受《示范区/甲措施》的 first的，不再享受{OWN}。"),
        (
            "not-with: [示范区/甲措施]\n  per: 3 years",
            f"互斥：享受《示范区/甲措施》的，不再享受{OWN}；近3年已兑付的也算。",
        ),
        ("on-top: [示范区/甲措施]", f"可叠加：{OWN}与《示范区/甲措施》可以同时享受。"),
        ("cap: 10% * 研发费用\n  per: year", f"封顶：{OWN}，合计不超过 10% * 研发费用，扣除当年已兑付的。"),
        (
            "cap: 100万\n  with: [{fund: 科技资金, zones: [杭州市]}]",
            f"封顶：{OWN}（连同由“科技资金”列支的奖补（本区域、杭州市）），合计不超过 100万。",
        ),
        (
            "deduct: [{support: 研发, zones: [杭州市]}]\n  per: ever",
            f"补差抵扣：{OWN}扣除“研发”类奖补（本区域、杭州市）后发放，历年已兑付的也扣除。",
        ),
        ("yield: [示范区/甲措施]", f"须先享受：可享受《示范区/甲措施》的，不发放{OWN}。"),
        ("once: ever", f"只奖一次：历年已兑付过的，不再发放{OWN}。"),
    ],
)
def test_every_kind_of_stacking_rule(rule: str, words: str) -> None:
    assert tell(f"stacking:\n- {rule}\n") == [words]


def test_a_rule_in_a_clause_without_an_award_binds_the_document() -> None:
    pack = make_pack(write_policy("- highest:\n- once: year\n  of: [a, c]"))

    assert list(tell_rules(pack, pack.clauses[-1])) == [
        "就高不重复：本文件的各项奖补，只享受一项。",
        "只奖一次：当年已兑付过的，不再发放“甲奖励”、“丙奖励”。",
    ]


def test_places_and_budgets() -> None:
    told = tell(
        "allocation:\n- places: 50\n  by: [研发费用]\n  group: 乙 > 0\n  ties: none\n  make-up: true\n"
        "- budget: 1000万\n  exceeded: in-proportion\n"
    )

    assert told == [
        "名额：50 家，按 乙 > 0 分组，每组各计，按 研发费用 从高到低排名，末位相同的都不入选，有放弃的依次递补。",
        "预算：10,000,000.00 元，超过时同比例折减，不足一分的舍去。",
    ]


def test_what_is_announced_later_and_what_the_policy_does_not_say() -> None:
    assert tell("allocation:\n- places: announced\n- budget: announced\n") == [
        "名额：数量另行公布，末位相同的如何处理未作规定。",
        "预算：数额另行公布，超过时如何处理未作规定。",
    ]


def test_the_page_tells_rules_in_words_and_the_other_attributes_as_they_stand() -> None:
    pack = make_pack(
        write_policy(own={"甲": "support: 研发\nstacking:\n- once: ever\nno-application: true"}, facts="甲")
    )

    assert build_page(pack).parts[-2:] == (
        Listing("属性", "support: 研发\nno-application: true"),
        Paragraph((Run(f"只奖一次：历年已兑付过的，不再发放{OWN}。"),), is_item=True),
    )
