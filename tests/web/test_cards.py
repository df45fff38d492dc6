"""Which causes a card shows, whether it says that one of several ways would do, and what is folded away."""

from datetime import date

import pytest

from factories.policy import CATALOGUE, FRONT_MATTER, make_firm_data, make_pack
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.firm import read_firm
from zhida.policy.pack import PackLibrary
from zhida.policy.reasons import Criterion, Outcome, Reason, RowReason
from zhida.web.cards import MOST_OPEN, _has_alternatives, build_card_groups


def row(number, *labels):
    criteria = tuple(Criterion(label, "否", "是", Outcome.FAILED) for label in labels)
    return RowReason(number, Outcome.FAILED, "第三条", "", "true", criteria)


def reason(*rows, name="奖励", below=()):
    return Reason(name, "无", "", "", rows, below)


TWO_WAYS = reason(row(1, "甲"), row(2, "乙"), name="门槛")


@pytest.mark.parametrize(
    ("explained", "expected"),
    [
        (reason(), False),
        (reason(row(1, "规上企业", "本年.研发费用")), False),
        (reason(row(1, "规上企业"), row(2, "本年.研发费用")), True),
        (reason(row(1, "门槛"), below=(TWO_WAYS,)), True),
        (reason(row(1, "门槛", "规上企业"), below=(TWO_WAYS,)), False),
    ],
    ids=["nothing failed", "all of one row are wanted", "two rows", "two rows below", "two rows below and one more"],
)
def test_several_ways_are_told_only_where_one_of_them_would_do(explained, expected):
    assert _has_alternatives(explained) is expected


def cards_of(body, **facts):
    """The groups of cards of a firm under a policy of these clauses."""
    pack = make_pack(f"{FRONT_MATTER}\n{body}")
    library = PackLibrary(CATALOGUE, {pack.key: pack})
    firm = read_firm(make_firm_data(**facts), "firm.json", library.catalogue)
    return {group.id: group for group in build_card_groups(compute_entitlements(library, firm, date(2026, 3, 1)))}


def clauses(count):
    return "\n".join(
        f"## 第{number}条 奖励{number} {{#award-{number}}}\n\n| U | 规上企业 | → 奖励{number} |\n|---|---|---|\n| 1 | true | {number} |\n"
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize(("count", "folded"), [(MOST_OPEN, False), (MOST_OPEN + 1, True)])
def test_many_refused_clauses_are_folded_and_those_obtained_never(count, folded):
    refused = cards_of(clauses(count), 规上企业=False)
    obtained = cards_of(clauses(count), 规上企业=True)

    assert len(refused["not-entitled"].cards) == len(obtained["entitled"].cards) == count
    assert refused["not-entitled"].folded is folded
    assert not obtained["entitled"].folded


def test_a_fault_of_the_clause_is_no_remark():
    twice = "## 第三条 奖励 {#award}\n\n| U | 规上企业 | → 奖励 |\n|---|---|---|\n| 1 | true | 0.001 |\n"
    [card] = cards_of(twice, 规上企业=True)["unknown"].cards

    assert len(card.faults) == 1
    assert card.remarks == ()


def test_what_happened_on_the_way_is_a_remark_and_no_fault():
    odd = "## 第三条 奖励 {#award}\n\n```feel\n比 = 本年.研发费用 / 上年.研发费用\n```\n\n| U | 比 | → 奖励 |\n|---|---|---|\n| 1 | > 1 | 5 |\n"
    years = [{"年份": 2025, "研发费用": "5.00"}, {"年份": 2024, "研发费用": "0.00"}]
    [card] = cards_of(odd, 年度账=years)["not-entitled"].cards

    assert card.faults == ()
    assert len(card.remarks) >= 1
