"""People and conduct: recruits, the firms of a park, adverse records."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.population.zone.company import Company
from zhida.population.zone.dice import Dice, Weighted
from zhida.population.zone.figures import TEN_THOUSAND, UNIT, Figures

MOST_RECRUITS = 10
"""Recruits of the last year listed of one firm."""

_YEAR = 365
_MONTH = 30
_UNLIMITED = 999
"""Months of a contract without an end."""

_GROUPS = Weighted.of(["高校毕业生", "失业青年", "退役军人", "脱贫人口", "其他"], [45, 8, 5, 4, 38])
_TERMS = Weighted.of([12, 24, 36, 60, _UNLIMITED], [20, 15, 50, 5, 10])
_LISTS = ("经营异常名录", "严重违法失信名单")
_RECORDS = Weighted.of(
    ["经营异常名录", "不良信用", "严重环境违法", "严重违法失信名单", "重大质量事故", "重大安全事故", "科研严重失信"],
    [55, 20, 8, 7, 4, 4, 2],
)


def list_recruits(dice: Dice, company: Company) -> Iterator[Figures]:
    """People hired within a year and a half; months insured do not exceed those since they came."""
    most = min(MOST_RECRUITS, company.staff // 12 + 1)
    for _ in range(dice.below(most + 1)):
        hired = dice.between(max(company.founded, company.on - 540), company.on)
        months = (company.on - hired) // _MONTH
        yield {
            "类别": _GROUPS.pick(dice),
            "招用日期": hired,
            "合同月数": _TERMS.pick(dice),
            "参保月数": months if dice.happens(850) else dice.between(0, months),
            "已享补贴": dice.happens(70),
        }


_LEVELS = Weighted.of(["A类", "B类", "C类", "D类", "E类", "F类", "其他"], [1, 2, 4, 8, 15, 20, 50])
_TITLES = Weighted.of(
    ["正高", "副高", "中级", "高级技师", "技师", "博士", "双一流硕士", "双一流学士", "其他"],
    [5, 12, 20, 4, 6, 10, 18, 15, 10],
)
_PLANS = ("省引才计划", "省引才计划", "国家引才计划")


def list_talents(dice: Dice, company: Company) -> Iterator[Figures]:
    """Experts hired within six years, by firms that live by technology."""
    if not company.is_technological or not dice.happens(220):
        return
    for _ in range(dice.between(1, 3)):
        level, title, age = _LEVELS.pick(dice), _TITLES.pick(dice), dice.between(24, 60)
        came = dice.between(max(company.founded, company.on - 6 * _YEAR), company.on)
        yield {
            "层次": level,
            "职称学位": title,
            "年龄": age,
            "引进日期": came,
            "合同月数": _TERMS.pick(dice),
            "海外人才": dice.happens(120),
            "入选计划": _PLANS[came % len(_PLANS)] if came % 6 == 0 else "无",
            "带项目转化": came % 4 == 0,
        }


def list_tenants(dice: Dice, company: Company) -> Iterator[Figures]:
    """The firms in a park or incubator the company runs."""
    if not company.runs_park:
        return
    for number in range(1, dice.between(3, 12) + 1):
        yield {
            "名称": f"入驻企业{number}号（合成）",
            "入驻日期": dice.between(max(company.founded, company.on - 3 * _YEAR), company.on),
            "年产值": dice.between(10, 4000) * TEN_THOUSAND,
            "租用面积": dice.between(30, 1500) * UNIT,
            "科技企业": dice.happens(700),
            "战略性新兴产业": dice.happens(350),
            "实缴资本": dice.between(1, 100) * 10 * TEN_THOUSAND,
        }


def list_adverse_records(dice: Dice, company: Company) -> Iterator[Figures]:
    """What speaks against one firm in twenty-five."""
    if not dice.happens(40):
        return
    kind = _RECORDS.pick(dice)
    yield {
        "类别": kind,
        "日期": dice.between(max(company.founded, company.on - 5 * _YEAR), company.on),
        "仍在列": kind in _LISTS and dice.happens(400),
    }
