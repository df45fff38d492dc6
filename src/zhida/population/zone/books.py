"""Books: the accounts of a company written out, every fact of a year that the catalogue declares.

Held in every year: 主营业务收入 ≤ 营业收入 = 销售收入 ≤ 总收入; 成本费用支出 = 总收入 − 利润总额 ≥ 研发费用 = 前五类 + 其他相关 + 委托;
净资产 = 资产总额 − 负债总额; 科技人员 and 年末参保人数 ≤ 职工总数 ≤ 从业人员.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.population.zone.company import Account, Company
from zhida.population.zone.dice import Dice
from zhida.population.zone.figures import TEN_THOUSAND, UNIT, YUAN, Figures, take_share

TAX_EDGE = 300 * TEN_THOUSAND
"""The taxable income up to which a firm counts as small and of low profit."""

_INSURANCE = 100
"""Unemployment insurance, in basis points of wages."""

_RESEARCH_ABROAD_EDGE = 4000
_DISABLED_OF = 150
"""Of so many employed, up to three are disabled."""

_ZONES = 140
"""Ranks among which zones lie."""


@dataclass(frozen=True, slots=True)
class _Shares:
    """What stays with a company over the years, in basis points; ``wage`` in 分 a year."""

    main: int
    product: int
    high_technology: int
    abroad: int
    contracted: int
    other_research: int
    recognised: int
    margin: int
    debt: int
    output: int
    insured: int
    wage: int


def write_books(dice: Dice, company: Company) -> Iterator[Figures]:
    """The facts of every year, the oldest first."""
    shares = _make_shares(dice, company)
    before = company.accounts[0] if company.accounts else None
    for account in company.accounts:
        yield {
            "年份": account.year,
            **_write_income(dice, company, account, shares),
            **_write_staff(dice, account, before or account, shares),
            "残疾职工人数": account.staff * (company.founded % 4) // _DISABLED_OF * UNIT,
            "创业服务活动支出": dice.between(2, 60) * TEN_THOUSAND if company.runs_park else 0,
            **_write_guests(company, account),
            **_write_zone_rank(company, account),
        }
        before = account


def _write_guests(company: Company, account: Account) -> Figures:
    """The guests brought to the place in a year: some two hundred for everyone employed."""
    guests = account.staff * 200 if company.serves_guests else 0
    return {
        "组团人次": guests,
        "节庆组团人次": guests // 8,
        "节庆组团人夜数": guests // 5,
        "冰雪赛事场次": account.staff // 15 if company.serves_guests else 0,
    }


def _write_zone_rank(company: Company, account: Account) -> Figures:
    """The rank of the high-tech zone that a company runs, a little better every year."""
    if not company.manages_zone:
        return {}
    rank = 20 + company.founded % _ZONES
    return {"高新区全国名次": rank + 2 * (company.accounts[-1].year - account.year)}


def _make_shares(dice: Dice, company: Company) -> _Shares:
    technological = company.is_technological
    return _Shares(
        main=UNIT if dice.happens(500) else dice.between(9200, 9990),
        product=dice.between(4500, 9500),
        high_technology=dice.between(5000, 9800) if technological else dice.below(1500),
        abroad=_pick_abroad(dice),
        contracted=dice.between(200, 3000) if dice.happens(250) else 0,
        other_research=dice.between(200, 1300),
        recognised=dice.between(8500, UNIT),
        margin=dice.around(company.industry.margin, 600),
        debt=min(11_500, max(500, dice.around(4800, 1900))),
        output=dice.between(9600, 10_600),
        insured=dice.between(8600, UNIT),
        wage=int(90_000 * YUAN * dice.lognormal(0.3)),
    )


def _pick_abroad(dice: Dice) -> int:
    """The share of research done abroad; now and then exactly as much as rules allow."""
    if dice.happens(870):
        return 0
    return _RESEARCH_ABROAD_EDGE if dice.happens(150) else dice.between(100, 5500)


def _write_income(dice: Dice, company: Company, account: Account, shares: _Shares) -> Figures:
    revenue = account.revenue
    main = take_share(revenue, shares.main)
    total = revenue + (take_share(revenue, dice.below(300)) if dice.happens(400) else 0)
    research = _write_research(account.research, shares)
    wanted = take_share(revenue, dice.around(shares.margin, 250)) - (
        0 if revenue else dice.between(5, 80) * TEN_THOUSAND
    )
    profit = min(wanted, total - account.research)
    deducted = research["加计扣除研发费用"]
    if 0 < TAX_EDGE + deducted < total - account.research and dice.happens(8):
        profit = TAX_EDGE + deducted
    return {
        "营业收入": revenue,
        "主营业务收入": main,
        "主导产品收入": take_share(main, shares.product),
        "制造业营业收入": revenue if company.industry.section == "C" else 0,
        "销售收入": revenue,
        "总收入": total,
        "高新技术产品收入": take_share(main, shares.high_technology),
        "软件产品收入": take_share(main, shares.product) if company.industry.section == "I" else 0,
        "工业数字化服务收入": take_share(main, shares.product // 2) if company.industry.division == "65" else 0,
        "公共服务额": take_share(revenue, shares.product // 4) if company.industry.section == "M" else 0,
        **research,
        "成本费用支出": total - profit,
        "资产总额": account.assets,
        "负债总额": take_share(account.assets, shares.debt),
        "净资产": account.assets - take_share(account.assets, shares.debt),
        "利润总额": profit,
        "净利润": profit - max(0, profit) // 5,
        "应纳税所得额": profit - deducted,
        "工业总产值": take_share(revenue, shares.output) if company.industry.is_industrial else 0,
    }


def _write_research(research: int, shares: _Shares) -> dict[str, int]:
    abroad = take_share(research, shares.abroad)
    contracted = take_share(research, shares.contracted)
    other = take_share(research, shares.other_research)
    own = research - abroad - contracted - other
    at_home = own + min(other, own // 9) + take_share(contracted, 8000)
    return {
        "研发费用": research,
        "境内研发费用": research - abroad,
        "加计扣除研发费用": at_home + min(take_share(abroad, 8000), at_home * 2 // 3),
        "认定研发投入": take_share(research - abroad, shares.recognised),
        "前五类研发费用": own,
        "高企其他费用": 2 * other,
        "研发无形资产摊销": own // 20,
        "其他相关费用": other,
        "委托境内研发费用": contracted,
        "委托境外研发费用": abroad,
    }


def _write_staff(dice: Dice, account: Account, before: Account, shares: _Shares) -> Figures:
    insured = take_share(account.staff, shares.insured)
    return {
        "职工总数": account.staff,
        "专利申请量": account.scientists // 4,
        "科技人员": account.scientists,
        "从业人员": account.staff + dice.below(1 + account.staff // 20),
        "季均从业人数": (account.staff + before.staff) * UNIT // 2,
        "季均资产总额": (account.assets + before.assets) // 2,
        "年末参保人数": insured,
        "失业保险缴费": take_share(insured * shares.wage, _INSURANCE),
        "职工年平均工资": shares.wage,
    }
