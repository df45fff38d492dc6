"""Projects: what firms build, the solar power on their roofs, the grants from above for what they do."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.population.zone.company import Company
from zhida.population.zone.dice import Dice, Weighted
from zhida.population.zone.figures import TEN_THOUSAND, UNIT, Figures, take_share

_YEAR = 365
_SERVICES = Weighted.of(["现代服务业", "旅游", "充电设施"], [80, 8, 12])
_WORKS = Weighted.of(["工业", "技术改造", "充电设施"], [45, 50, 5])
_GRANTS = Weighted.of(["重点企业研究院", "重点研发计划", "其他"], [10, 40, 50])
_KILOWATT_HOURS = 1_050_000
"""A megawatt yields so many a year, more or less."""


def list_projects(dice: Dice, company: Company) -> Iterator[Figures]:
    """Investment in buildings and machines, of those who have the money for it; some is not finished."""
    if company.revenue < 200 * TEN_THOUSAND or not dice.happens(140):
        return
    works = _WORKS if company.industry.is_industrial else _SERVICES
    for _ in range(dice.between(1, 2)):
        begun = dice.between(max(company.founded, company.on - 4 * _YEAR), company.on)
        finished = begun + dice.between(120, 900)
        permille = 300 + begun % 500
        planned = max(20, int(company.revenue * dice.lognormal(0.9) * 0.3) // TEN_THOUSAND) * TEN_THOUSAND
        kind, invested = works.pick(dice), take_share(planned, dice.between(7000, 11_500))
        yield {
            "类别": kind,
            "总投资": planned,
            "固定资产投资": invested,
            "设备投资额": invested * permille // 1000,
            "亩均投资": dice.between(60, 500) * TEN_THOUSAND,
            "排除类": dice.happens(50),
            "新引进": dice.happens(200),
            "位于开发区": True,
            "签约日期": begun,
            **({"竣工日期": finished} if finished <= company.on else {}),
        }


def list_solar_power(dice: Dice, company: Company) -> Iterator[Figures]:
    """Solar power on the roofs of industry: its own, or somebody else's on its roof."""
    if not company.industry.is_industrial or not dice.happens(60):
        return
    connected = dice.between(max(company.founded, company.on - 6 * _YEAR), company.on)
    tenths = dice.between(2, 60)
    days = min(_YEAR, company.on - connected)
    role = "投资人" if dice.happens(550) else "屋顶产权人"
    yield {
        "角色": role,
        "并网日期": connected,
        "装机容量": tenths * UNIT // 10,
        "上年发电量": tenths * _KILOWATT_HOURS // 10 * days // _YEAR * UNIT,
    }


def list_purchases(dice: Dice, company: Company) -> Iterator[Figures]:
    """Offices bought for own use, by firms with money."""
    if company.revenue < 3000 * TEN_THOUSAND or not dice.happens(50):
        return
    yield {
        "购置日期": dice.between(max(company.founded, company.on - 6 * _YEAR), company.on),
        "自用办公面积": (company.staff * 15 + dice.between(50, 500)) * UNIT,
    }


def list_grants(dice: Dice, company: Company) -> Iterator[Figures]:
    """Grants of the state, the province or the city, of a few technology firms."""
    if not company.is_technological or company.research == 0 or not dice.happens(45):
        return
    yield {
        "项目": _GRANTS.pick(dice),
        "级别": dice.pick(("国家级", "省级", "省级", "市级")),
        "到账日期": dice.between(max(company.founded, company.on - 3 * _YEAR), company.on),
        "金额": dice.between(5, 300) * TEN_THOUSAND,
    }


def list_key_projects(dice: Dice, company: Company) -> Iterator[Figures]:
    """Research on what a government has named, by few who spend much on research."""
    if company.research < 500 * TEN_THOUSAND or not dice.happens(80):
        return
    budget = max(50, company.research // TEN_THOUSAND // dice.between(2, 8)) * TEN_THOUSAND
    yield {
        "类别": dice.pick(("一类", "二类", "二类", "三类", "三类", "三类")),
        "转化类": dice.happens(300),
        "自创区单列": dice.happens(150),
        "总经费": budget,
        "研发投入": take_share(budget, dice.between(5000, 9000)),
        "立项日期": dice.between(max(company.founded, company.on - 3 * _YEAR), company.on),
    }
