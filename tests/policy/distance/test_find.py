"""Distances to clauses made for the purpose, and to clauses of the real packs with figures worked out by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.policy import CATALOGUE, CODE, FRONT_MATTER, POLICY_TEXT, make_clause, make_pack
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.distance.find import Distance, find_distances
from zhida.policy.distance.situation import Edit, Place, Situation
from zhida.policy.entitlement import Status, compute_entitlement
from zhida.policy.facts import FactCatalogue
from zhida.policy.firm import Firm, build_firm
from zhida.policy.pack import Pack, compile_pack, load_packs

ON = dt.date(2026, 6, 30)
CENT = Decimal("0.01")
INCREASE = "10% * max(0, 本年.研发费用 - 上年.研发费用)"
ROUNDED = make_pack(POLICY_TEXT.replace(INCREASE, f"round half up({INCREASE}, 2)"))
REAL = load_packs(Path(__file__).parents[3] / "packs")


def make_firm(catalogue: FactCatalogue = CATALOGUE, **facts: Value) -> Firm:
    return build_firm(CODE, "示例科技", {"成立日期": Date(2019, 5, 20), **facts}, catalogue)


def accounts(**figures: str) -> list[Value]:
    """The accounts of 2025, and an empty year before."""
    this: dict[str, Value] = {"年份": Decimal(2025), **{name: Decimal(figure) for name, figure in figures.items()}}
    last: dict[str, Value] = {"年份": Decimal(2024), **dict.fromkeys(figures, Decimal(0))}
    return [this, last]


def find(pack: Pack, firm: Firm, clause: str = "", on: dt.date = ON) -> tuple[Distance, ...]:
    answer = next(answer for answer in pack.answers if clause in {"", answer.clause.id})
    return find_distances(pack, answer, firm, on, pack.catalogue)


def show(distances: tuple[Distance, ...]) -> list[list[tuple[str, str, str]]]:
    return [[(change.path, str(change.before), str(change.after)) for change in one.changes] for one in distances]


def test_an_open_end_is_passed_by_a_cent() -> None:
    (found,) = find(ROUNDED, make_firm(规上企业=True, 年度账=accounts(研发费用="4500000")))
    (change,) = found.changes
    assert (change.path, change.label, change.unit, change.year) == (
        "年度账[2025].研发费用",
        "2025年研发费用",
        "元",
        2025,
    )
    assert (change.before, change.after) == (Decimal(4_500_000), Decimal("5000000.01"))
    assert (found.amount, found.value, found.is_reachable) == (Decimal("500000.00"), None, True)


def test_two_conditions_are_two_changes() -> None:
    (found,) = find(ROUNDED, make_firm(规上企业=False, 年度账=accounts(研发费用="4500000")))
    assert {change.path for change in found.changes} == {"规上企业", "年度账[2025].研发费用"}


def test_who_obtains_it_has_no_distance() -> None:
    assert find(make_pack(), make_firm(规上企业=True, 年度账=accounts(研发费用="6000000"))) == ()


def test_an_amount_that_is_not_exact_obtains_nothing() -> None:
    """A tenth of 5000000.01 is not exact to the cent, and a clause that does not round answers nothing then."""
    assert find(make_pack(), make_firm(规上企业=True, 年度账=accounts(研发费用="4500000"))) == ()


def test_what_nobody_has_told_is_not_changed() -> None:
    assert find(make_pack(), make_firm(年度账=accounts(研发费用="4500000"))) == ()


def test_nothing_is_said_of_what_no_fact_can_bring_about() -> None:
    pack = make_clause("| U | 注册资本 | 注册资本 | → 奖励 |\n|---|---|---|---|\n| 1 | > 10 | < 5 | 1 |\n")
    assert find(pack, make_firm(注册资本=Decimal(7))) == ()


@pytest.mark.parametrize(
    ("cell", "before", "after"),
    [
        (">= 500万", "1", "5000000.00"),
        ("> 500万", "1", "5000000.01"),
        ("<= 500万", "9999999", "5000000.00"),
        ("< 500万", "9999999", "4999999.99"),
        ("(100..101)", "0", "100.01"),
        ("[100..101]", "9999999", "101.00"),
        ("= 77.77", "3", "77.77"),
    ],
)
def test_ends_of_conditions(cell: str, before: str, after: str) -> None:
    pack = make_clause(f"| U | 注册资本 | → 资格 |\n|---|---|---|\n| 1 | {cell} | true |\n")
    assert show(find(pack, make_firm(注册资本=Decimal(before)))) == [[("注册资本", before, after)]]


def test_a_text_becomes_one_the_rule_names() -> None:
    pack = make_clause('| U | 行业 | → 类别 |\n|---|---|---|\n| 1 | "工业" | "甲类" |\n')
    (found,) = find(pack, make_firm(行业="建筑业"))
    assert (found.changes[0].after, found.value) == ("工业", "甲类")


def test_the_founding_date_cannot_be_moved() -> None:
    pack = make_clause('| U | 成立日期 | → 资格 |\n|---|---|---|\n| 1 | < @"2019-05-20" | true |\n')
    (found,) = find(pack, make_firm())
    (change,) = found.changes
    assert (change.after, found.is_reachable) == (Date(2019, 5, 19), False)
    assert change.obstacle is not None
    assert change.obstacle.code == "distance.founding-date"


def test_a_record_is_added_with_what_the_rule_asks_of_it() -> None:
    rule = (
        '| U | count(知识产权[类别 = "发明专利" and 授权日 <= 基准日]) | → 资格 |\n|---|---|---|\n| 1 | >= 2 | true |\n'
    )
    (found,) = find(make_clause(rule), make_firm(知识产权=[]))
    (change,) = found.changes
    assert (change.path, change.before, change.after, change.unit) == ("知识产权", Decimal(0), Decimal(2), "项")
    assert change.record == {"类别": "发明专利", "授权日": Date.from_python(ON)}
    assert change.obstacle is None


def test_a_record_passes_an_open_end_by_a_step() -> None:
    rule = "| U | count(产品[年销售收入 > 100]) | → 资格 |\n|---|---|---|\n| 1 | >= 1 | true |\n"
    text = f"{FRONT_MATTER}\n## 第一条 测试 {{#test}}\n\n{rule}"
    pack = compile_pack(text, "示范高新区/测试", "policy.md", REAL.catalogue, {})
    (found,) = find(pack, make_firm(REAL.catalogue, 产品=[]))
    assert found.changes[0].record == {"年销售收入": Decimal("100.01")}


def test_accounts_read_as_a_list_are_moved_and_no_year_is_added() -> None:
    pack = make_clause("| U | count(年度账[职工总数 > 20]) | → 资格 |\n|---|---|---|\n| 1 | >= 1 | true |\n")
    found = find(pack, make_firm(年度账=accounts(职工总数="20")))
    assert show(found) == [[("年度账[2025].职工总数", "20", "21")], [("年度账[2024].职工总数", "0", "21")]]
    assert [one.is_reachable for one in found] == [True, False]


def test_records_there_are_cannot_be_undone() -> None:
    pack = make_clause('| U | count(知识产权[类别 = "发明专利"]) | → 资格 |\n|---|---|---|\n| 1 | < 1 | true |\n')
    rights: list[Value] = [{"类别": kind, "授权日": Date(2020, 1, 1)} for kind in ("发明专利", "实用新型")]
    (found,) = find(pack, make_firm(知识产权=rights))
    (change,) = found.changes
    assert (change.before, change.after, change.record) == (Decimal(2), Decimal(1), {})
    assert change.obstacle is not None
    assert change.obstacle.code == "distance.past-record"


def test_the_larger_gain_stands_first() -> None:
    rules = "| U | 规上企业 | 注册资本 | → 奖励 |\n|---|---|---|---|\n| 1 | false | >= 100 | 5 |\n| 2 | true | < 100 | 9 |\n"
    found = find(make_clause(rules), make_firm(规上企业=False, 注册资本=Decimal(99)))
    assert [(one.amount, one.changes[0].path) for one in found] == [
        (Decimal("9.00"), "规上企业"),
        (Decimal("5.00"), "注册资本"),
    ]


@given(
    threshold=st.integers(1, 10**9), percent=st.integers(1, 90), start=st.integers(0, 10**11), open_end=st.booleans()
)
def test_one_step_less_is_not_enough(threshold: int, percent: int, start: int, open_end: bool) -> None:  # noqa: FBT001
    operator = ">" if open_end else ">="
    rule = f"```feel\n折算 = {percent}% * 注册资本 - {threshold}\n```\n\n| U | 折算 | → 资格 |\n|---|---|---|\n| 1 | {operator} 0 | true |\n"
    pack, firm = make_clause(rule), make_firm(注册资本=Decimal(start).scaleb(-2))
    for found in find(pack, firm):
        (change,) = found.changes
        assert isinstance(change.after, Decimal)
        assert _obtains(pack, firm, change.after)
        assert not _obtains(pack, firm, change.after - CENT)
    assert _obtains(pack, firm, Decimal(start).scaleb(-2)) == (not find(pack, firm))


def _obtains(pack: Pack, firm: Firm, capital: Decimal) -> bool:
    situation = Situation(firm.facts, Date.from_python(ON), CATALOGUE)
    changed = situation.change((Edit(Place("注册资本"), capital),))
    return compute_entitlement(pack, pack.answers[0], changed.inputs).status is Status.ENTITLED


SMALL_PROFIT: dict[str, str] = {"应纳税所得额": "3000000", "季均从业人数": "300", "季均资产总额": "50000000"}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("应纳税所得额", "3000000.01", "3000000.00"),
        ("季均从业人数", "300.25", "300.0000"),
        ("季均资产总额", "61000000", "50000000.00"),
    ],
)
def test_upper_limits_of_small_profit_enterprises(name: str, before: str, after: str) -> None:
    firm = make_firm(REAL.catalogue, 属禁限淘汰类=False, 年度账=accounts(**{**SMALL_PROFIT, name: before}))
    found = find(REAL.packs["全国/小型微利企业"], firm, "small-profit")
    assert show(found) == [[(f"年度账[2025].{name}", before, after)]]


def test_the_threshold_of_the_kunpeng_plan() -> None:
    facts: dict[str, Value] = {"本地注册": True, "行业门类": "C", "负面记录": [], "已获奖补": []}
    firm = make_firm(REAL.catalogue, **facts, 年度账=accounts(制造业营业收入="450000000"))
    (found,) = find(REAL.packs["杭州市/鲲鹏计划"], firm, "first-reach")
    assert show((found,)) == [[("年度账[2025].制造业营业收入", "450000000", "500000000.00")]]
    assert found.amount == Decimal("500000.00")


def test_an_award_received_cannot_be_handed_back() -> None:
    received: list[Value] = [
        {"政策": "杭州市/鲲鹏计划", "条款": "first-reach", "年度": Decimal(2021), "金额": Decimal(500000)}
    ]
    facts: dict[str, Value] = {"本地注册": True, "行业门类": "C", "负面记录": [], "已获奖补": received}
    firm = make_firm(REAL.catalogue, **facts, 年度账=accounts(制造业营业收入="600000000"))
    found = find(REAL.packs["杭州市/鲲鹏计划"], firm, "first-reach")
    assert show(found[:1]) == [[("年度账[2025].制造业营业收入", "600000000", "1000000000.00")]]
    assert [one.is_reachable for one in found] == [True] + [False] * (len(found) - 1)
    assert {change.path.partition("[")[0] for one in found[1:] for change in one.changes} == {"已获奖补"}


def make_right(category: str) -> Value:
    return {
        "类别": category,
        "授权日": Date(2023, 1, 1),
        "有效期至": Date(2033, 1, 1),
        "主要产品相关": True,
        "有争议": False,
    }


def test_the_ratio_of_research_of_a_high_tech_enterprise() -> None:
    """Three years of 1000万 in sales want 150万 of research; 120万 are 30万 short."""
    figures = {
        "职工总数": "200",
        "科技人员": "20",
        "销售收入": "10000000",
        "总收入": "10000000",
        "高新技术产品收入": "6000000",
    }
    years: list[Value] = [
        {"年份": Decimal(year), "研发费用": Decimal(400000), "境内研发费用": Decimal(400000)}
        | {name: Decimal(figure) for name, figure in figures.items()}
        for year in (2025, 2024, 2023)
    ]
    facts: dict[str, Value] = {"属重点支持领域": True, "知识产权": [make_right("Ⅰ类")], "负面记录": []}
    found = find(REAL.packs["全国/高新技术企业"], make_firm(REAL.catalogue, **facts, 年度账=years), "ready")
    assert show(tuple(one for one in found if one.is_reachable)) == [
        [("年度账[2025].研发费用", "400000", "700000.00")],
        [("年度账[2025].销售收入", "10000000", "4000000.00")],
    ]
    obstacles = {change.obstacle.code for one in found for change in one.changes if change.obstacle is not None}
    assert obstacles == {"distance.closed-year"}


def test_the_score_of_a_technology_enterprise() -> None:
    """20 for staff, 20 for research at 3% of sales and 18 for three rights are 58: 4% or a fourth right make it 60."""
    figures = {"职工总数": "100", "科技人员": "30", "销售收入": "10000000", "资产总额": "10000000"}
    books = accounts(**figures, 成本费用支出="100000000", 研发费用="300000")
    flags = dict.fromkeys(("居民企业", "会计核算健全", "查账征收", "研发费用准确归集"), True)
    lists: dict[str, Value] = {name: [] for name in ("负面记录", "资质证书", "科技奖励", "标准")}
    firm = make_firm(
        REAL.catalogue, **flags, **lists, 属禁限淘汰类=False, 年度账=books, 知识产权=[make_right("Ⅱ类")] * 3
    )
    shown = show(find(REAL.packs["全国/科技型中小企业"], firm, "status"))
    assert [("年度账[2025].研发费用", "300000", "400000.00")] in shown
    assert [("知识产权", "3", "4")] in shown
    assert [("资质证书", "0", "1")] in shown


OPEN_ENDED = FRONT_MATTER.replace("2026-12-31", "")
LAST_DAY = dt.date(2026, 12, 31)
"""From the next day on, other accounts are those of 本年."""


def test_accounts_count_until_the_end_of_the_year() -> None:
    (found,) = find(ROUNDED, make_firm(规上企业=True, 年度账=accounts(研发费用="4500000")))
    assert found.until == LAST_DAY


def test_a_policy_ends() -> None:
    ending = make_pack(
        POLICY_TEXT.replace(INCREASE, f"round half up({INCREASE}, 2)").replace("2026-12-31", "2026-09-30")
    )
    (found,) = find(ending, make_firm(规上企业=True, 年度账=accounts(研发费用="4500000")))
    assert found.until == dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("condition", "until"),
    [
        ("true", None),
        ('基准日 <= date("2030-02-28")', dt.date(2030, 2, 28)),
        ('成立日期 + @"P8Y" > 基准日', dt.date(2027, 5, 19)),
    ],
)
def test_days_a_rule_counts(condition: str, until: dt.date | None) -> None:
    body = f"| U | 规上企业 | {condition} | → 奖励 |\n|---|---|---|---|\n| 1 | true | true | 5 |\n"
    open_ended = make_pack(f"{OPEN_ENDED}\n## 第一条 测试 {{#test}}\n\n{body}")
    (found,) = find(open_ended, make_firm(规上企业=False))
    assert found.until == until


def test_what_is_out_of_reach_has_no_deadline() -> None:
    body = '| U | 成立日期 | → 奖励 |\n|---|---|---|\n| 1 | > @"2020-01-01" | 5 |\n'
    (found,) = find(make_clause(body), make_firm())
    assert (found.is_reachable, found.until) == (False, None)
