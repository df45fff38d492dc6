"""The demonstration zone: the same for ever, right by the catalogue, and consistent in itself."""

import hashlib
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.lang.base.values import Missing
from zhida.policy.facts import read_facts
from zhida.policy.firm import read_firm
from zhida.population.zone import MISSING_PERMILLE, generate_zone

CATALOGUE = read_facts((Path(__file__).parents[3] / "packs" / "facts.md").read_text("utf-8"), "facts.md")
ON = date(2026, 6, 30)

SMALL = read_facts(
    """
## 企业

| 事实 | 类型 | 来源 |
|------|------|------|
| 成立日期 | 日期 | 市场监管局 |
| 注册资本 | 金额 | 市场监管局 |
| 规上企业 | 是否 | 统计局 |
| 没有人给的 | 文本 | 统计局 |

## 年度账 {years}

| 事实 | 类型 | 来源 |
|------|------|------|
| 年份 | 数量 | 税务局 |
| 营业收入 | 金额 | 税务局 |
| 研发费用 | 金额 | 税务局 |
| 职工总数 | 数量 | 人社局 |
| 季均从业人数 | 数值 | 税务局 |

## 知识产权 {list}

| 事实 | 类型 | 来源 |
|------|------|------|
| 种类 | 文本 | 知识产权局 |
| 授权日 | 日期 | 知识产权局 |
""",
    "facts.md",
)


def make(firms, seed=7, on=ON, catalogue=CATALOGUE):
    return list(generate_zone(catalogue, firms, seed, on))


def write(record):
    return json.dumps(record, ensure_ascii=False).encode()


ZONE = make(1500)


# The same for ever


def test_the_same_seed_gives_the_same_bytes_for_ever():
    digest = hashlib.sha256(b"\n".join(map(write, make(300, seed=20260630, catalogue=SMALL)))).hexdigest()
    assert digest == "c4fe3532fb39dc5e98ee43d9e8b9755b4caf852516fae31ef8b6ea551691b509"


def test_another_seed_gives_other_firms():
    codes = {record["统一社会信用代码"] for record in make(50, seed=8)}
    assert codes.isdisjoint(record["统一社会信用代码"] for record in ZONE)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 2**64))
def test_a_larger_zone_begins_with_the_smaller(few, more, seed):
    assert make(few + more, seed)[:few] == make(few, seed)


def test_a_zone_of_no_firms_is_empty():
    assert make(0) == []


# Right by the catalogue


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**64), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_firm_can_be_read_under_the_catalogue(seed, on):
    for record in make(12, seed, on):
        firm = read_firm(write(record), "firm.json", CATALOGUE)
        assert firm.code == record["统一社会信用代码"]
        assert set(firm.provenance) == set(record) - {"统一社会信用代码", "名称", "出处"}


def test_every_fact_of_the_catalogue_is_given_by_some_firm():
    given_facts = {name for record in ZONE for name in record}
    assert set(CATALOGUE.firm_facts) - given_facts == set()
    for group in CATALOGUE.lists.values():
        written = {name for record in ZONE for entry in record.get(group.name, []) for name in entry}
        assert set(group.facts) - written == set(), group.name


def test_only_what_the_catalogue_declares_is_written():
    allowed = {"统一社会信用代码", "名称", "出处", "成立日期", "注册资本", "规上企业", "年度账", "知识产权"}
    records = make(60, catalogue=SMALL)
    assert {name for record in records for name in record} == allowed
    assert {name for record in records for entry in record.get("知识产权", []) for name in entry} == {"种类", "授权日"}


def test_every_fact_tells_its_department_and_a_day_not_in_the_future():
    for record in ZONE:
        for name, origin in record["出处"].items():
            assert origin["日期"] < ON.isoformat()
            if name in CATALOGUE.firm_facts:
                assert origin["来源"] == CATALOGUE.firm_facts[name].source
            else:
                assert origin["来源"] == next(iter(CATALOGUE.lists[name].facts.values())).source


def test_names_and_codes_are_unique_and_marked():
    assert len({record["统一社会信用代码"] for record in ZONE}) == len(ZONE)
    assert len({record["名称"] for record in ZONE}) == len(ZONE)
    assert all(record["名称"].startswith("示范高新区") and record["名称"].endswith("（合成）") for record in ZONE)


# Missing facts


def test_one_fact_in_twenty_five_is_missing():
    names = [name for name in CATALOGUE.lists if name != "年度账"] + ["成立日期", "注册资本", "本地注册", "规上企业"]
    missing = sum(name not in record for record in ZONE for name in names)
    assert 38 < 1000 * missing / (len(ZONE) * len(names)) < 42
    accounts = [account for record in ZONE for account in record.get("年度账", [])]
    facts = CATALOGUE.years.facts.keys() - {"年份", "高新区全国名次"}
    absent = sum(len(facts - account.keys()) for account in accounts)
    assert 38 < 1000 * absent / (len(accounts) * len(facts)) < 42
    assert MISSING_PERMILLE == 40


def test_what_is_missing_is_read_as_missing():
    record = next(record for record in ZONE if "成立日期" not in record)
    assert read_firm(write(record), "firm.json", CATALOGUE).facts["成立日期"] == Missing(frozenset({"成立日期"}))


def test_no_account_is_without_its_year():
    for record in ZONE:
        years = [account["年份"] for account in record.get("年度账", [])]
        assert years == list(range(ON.year - len(years), ON.year))
        assert len(years) <= 4


# Consistent in itself

AT_MOST = [
    ("主营业务收入", "营业收入"),
    ("主导产品收入", "主营业务收入"),
    ("高新技术产品收入", "主营业务收入"),
    ("制造业营业收入", "营业收入"),
    ("销售收入", "总收入"),
    ("境内研发费用", "研发费用"),
    ("加计扣除研发费用", "研发费用"),
    ("认定研发投入", "境内研发费用"),
    ("研发费用", "成本费用支出"),
    ("科技人员", "职工总数"),
    ("年末参保人数", "职工总数"),
    ("职工总数", "从业人员"),
    ("应纳税所得额", "利润总额"),
    ("净利润", "利润总额"),
]
SUMS = [
    ("总收入", ("成本费用支出", "利润总额")),
    ("资产总额", ("负债总额", "净资产")),
    ("研发费用", ("前五类研发费用", "其他相关费用", "委托境内研发费用", "委托境外研发费用")),
    ("研发费用", ("境内研发费用", "委托境外研发费用")),
    ("利润总额", ("应纳税所得额", "加计扣除研发费用")),
]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**64), st.dates(date(2005, 1, 1), date(2060, 12, 31)))
def test_the_accounts_agree_with_themselves(seed, on):
    for record in make(20, seed, on):
        for account in record.get("年度账", []):
            figures = {name: Decimal(value) for name, value in account.items()}
            for lesser, greater in AT_MOST:
                if lesser in figures and greater in figures:
                    assert figures[lesser] <= figures[greater], (lesser, greater)
            for whole, parts in SUMS:
                if whole in figures and all(part in figures for part in parts):
                    assert figures[whole] == sum(figures[part] for part in parts), whole


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**64), st.dates(date(2005, 1, 1), date(2060, 12, 31)))
def test_nothing_happens_before_the_founding_or_after_the_day(seed, on):
    for record in make(20, seed, on):
        founded = record.get("成立日期", "0001-01-01")
        for name in ("细分市场起始日期", "招商引资日期", "园区批复日期", "首次纳统日期"):
            assert founded <= record.get(name, founded) <= on.isoformat()
        for listed in ("知识产权", "资质证书", "贷款", "股权融资", "租赁", "招用人员", "负面记录", "上市进程", "标准"):
            for entry in record.get(listed, []):
                days = [entry[name] for name in entry if name in DAYS]
                assert all(founded <= day <= on.isoformat() for day in days), listed


DAYS = {"授权日", "发证日期", "放款日期", "结清日期", "到账日期", "起租日期", "招用日期", "日期", "发布日期"}


def test_certificates_of_three_years_last_three_years():
    held = [entry for record in ZONE for entry in record.get("资质证书", []) if entry["名称"] == "高新技术企业"]
    assert len(held) > 200
    for entry in held:
        issued, ends = (date.fromisoformat(entry[name]) for name in ("发证日期", "有效期至"))
        assert (ends - issued).days in {1094, 1095}
    run_out = sum(entry["有效期至"] < ON.isoformat() for entry in held)
    assert 0.05 < run_out / len(held) < 0.4


def test_first_class_rights_are_inventions_and_the_like():
    kinds = {(entry["类别"], entry["种类"]) for record in ZONE for entry in record.get("知识产权", [])}
    assert kinds == {
        ("Ⅰ类", "发明专利"),
        ("Ⅰ类", "集成电路布图设计专有权"),
        ("Ⅱ类", "实用新型专利"),
        ("Ⅱ类", "外观设计专利"),
        ("Ⅱ类", "软件著作权"),
    }


def test_a_loan_that_is_settled_says_when_and_costs_what_its_days_cost():
    loans = [entry for record in ZONE for entry in record.get("贷款", [])]
    for loan in loans:
        assert ("结清日期" in loan) is loan["已结清"]
        end = loan.get("结清日期", min(loan["到期日期"], ON.isoformat()))
        days = (date.fromisoformat(end) - date.fromisoformat(loan["放款日期"])).days
        yearly = Decimal(loan["贷款金额"]) * days / 365
        assert Decimal("0.0299") * yearly <= Decimal(loan["实付利息"]) <= Decimal("0.0621") * yearly
    assert {loan["已结清"] for loan in loans} == {True, False}


def test_larger_firms_are_in_the_statistical_register():
    listed = [record for record in ZONE if record.get("规上企业")]
    assert 0.2 < len(listed) / len(ZONE) < 0.45
    for record in ZONE:
        if "规上企业" in record and "规上类别" in record:
            assert (record["规上类别"] == "无") is not record["规上企业"]


# Realistic, and on the edges of rules


def last_years(*names):
    for record in ZONE:
        account = (record.get("年度账") or [{}])[-1]
        if all(name in account for name in names):
            yield record, [Decimal(account[name]) for name in names]


def test_a_few_firms_are_large_and_most_are_small():
    revenues = sorted((figures[0] for _, figures in last_years("营业收入")), reverse=True)
    assert 5_000_000 < revenues[len(revenues) // 2] < 20_000_000
    assert Decimal("0.3") < sum(revenues[: len(revenues) // 50]) / sum(revenues) < Decimal("0.9")


def test_staff_follows_revenue():
    pairs = [figures for _, figures in last_years("营业收入", "职工总数")]
    pairs.sort()
    quarter = len(pairs) // 4
    small, large = (sum(staff for _, staff in part) / len(part) for part in (pairs[:quarter], pairs[-quarter:]))
    assert large > 10 * small


def test_research_follows_the_industry():
    shares = {}
    for record, (revenue, research) in last_years("营业收入", "研发费用"):
        total = shares.setdefault(record.get("行业门类"), [Decimal(0), Decimal(0)])
        total[0] += revenue
        total[1] += research
    share = {section: research / revenue for section, (revenue, research) in shares.items() if revenue}
    assert share["I"] > share["C"] > share["F"]
    assert share["I"] > Decimal("0.05")
    assert share["F"] < Decimal("0.01")


def test_growth_persists():
    """Firms that grew faster than the middle in one year grow faster in the next, more often than not."""
    growths = []
    for record in ZONE:
        revenues = [Decimal(account.get("营业收入", 0)) for account in record.get("年度账", [])]
        if len(revenues) == 4 and all(revenue > 1000 for revenue in revenues):
            growths.append((revenues[2] / revenues[1], revenues[3] / revenues[2]))
    middles = [sorted(growth[year] for growth in growths)[len(growths) // 2] for year in (0, 1)]
    together = sum((one > middles[0]) is (other > middles[1]) for one, other in growths)
    assert together > 0.58 * len(growths)


EDGES = [
    ("营业收入", {Decimal(amount * 10_000) for amount in (200, 500, 1000, 2000, 3000, 5000, 10_000, 20_000)}, 40),
    ("研发费用", {Decimal(5_000_000)}, 3),
    ("职工总数", {Decimal(500), Decimal(300), Decimal(200), Decimal(100), Decimal(50)}, 6),
    ("资产总额", {Decimal(50_000_000), Decimal(200_000_000)}, 5),
    ("应纳税所得额", {Decimal(3_000_000)}, 2),
]


@pytest.mark.parametrize(("name", "edges", "least"), EDGES)
def test_some_figures_lie_exactly_on_edges(name, edges, least):
    assert sum(figures[0] in edges for _, figures in last_years(name)) >= least


def test_some_shares_lie_exactly_on_edges():
    shares = Counter(research / revenue for _, (revenue, research) in last_years("销售收入", "研发费用") if revenue)
    assert all(shares[Decimal(edge)] for edge in ("0.03", "0.05", "0.06"))


def test_some_firms_have_just_crossed_an_edge():
    crossed = 0
    for record in ZONE:
        revenues = [Decimal(account["营业收入"]) for account in record.get("年度账", []) if "营业收入" in account]
        crossed += any(
            revenues[-2] < edge <= revenues[-1] <= edge * Decimal("1.02")
            for edge in (Decimal(5_000_000), Decimal(10_000_000), Decimal(20_000_000))
            if len(revenues) > 1
        )
    assert crossed >= 15
