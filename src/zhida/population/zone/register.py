"""The register: what departments say of a company as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhida.population.zone.company import Company
from zhida.population.zone.dice import Dice
from zhida.population.zone.figures import MILLION, TEN_THOUSAND, UNIT, Figures, find_day, find_year, take_share

NOT_LISTED = "无"
"""The category of a firm that is not in the statistical register of larger firms."""

_SERVICE = "规上服务业"
_INDUSTRIAL = ("规上工业", 2000)
_LINES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("B", "C", "D"), _INDUSTRIAL),
        **dict.fromkeys(("G", "I", "N"), (_SERVICE, 2000)),
        **dict.fromkeys(("L", "M", "P", "K"), (_SERVICE, 1000)),
        **dict.fromkeys(("O", "R"), (_SERVICE, 500)),
        "Q": (_SERVICE, 2000),
        "H": ("限上住宿餐饮", 200),
        "E": ("建筑业和房地产业", 1500),
    }
)
_TRADE_LINES: Mapping[str, tuple[str, int]] = MappingProxyType({"51": ("限上批发", 2000), "52": ("限上零售", 500)})
"""From which revenue in 万元 a firm enters the register, and as what, by section and in trade by division."""

_SHARE_EDGE = MILLION // 10
_LARGEST_SHARE = 8 * _SHARE_EDGE
_MONTH = 30


def write_register(dice: Dice, company: Company, region: str) -> Figures:
    """The facts of the firm itself; what does not apply to it is left out."""
    capital = _find_capital(dice, company)
    technological = company.is_technological
    return {
        "成立日期": company.founded,
        "注册地": region,
        "注册资本": capital,
        "实缴资本": take_share(capital, UNIT if dice.happens(450) else dice.below(UNIT)),
        "本地注册": dice.happens(970),
        "本地纳统": dice.happens(960),
        "居民企业": dice.happens(995),
        "行业门类": company.industry.section,
        "行业大类": company.industry.division,
        "划型行业": company.industry.size_class,
        "属禁限淘汰类": dice.happens(6),
        "属重点支持领域": dice.happens(930 if technological else 40),
        "会计核算健全": dice.happens(960),
        "查账征收": dice.happens(950),
        "研发费用准确归集": dice.happens(940 if technological else 500),
        **_write_statistics(dice, company),
        **_write_niche(dice, company),
        "质量评价得分": dice.between(60, 98) * UNIT if technological else dice.between(25, 80) * UNIT,
        "失业保险足额缴费月数": dice.between(company.age // _MONTH // 2, company.age // _MONTH),
        **_write_attraction(dice, company),
        "属本地重点产业": company.industry.is_key and dice.happens(900),
        **_write_park(dice, company),
        "创新券剩余额度": dice.below(31) * TEN_THOUSAND if technological else 0,
        "药材种植面积": _find_area(dice, company),
    }


def _find_capital(dice: Dice, company: Company) -> int:
    size = 100 + company.revenue // TEN_THOUSAND // 5
    rounded = max(10, int(size * dice.lognormal(0.6)) // 10 * 10)
    return rounded * TEN_THOUSAND


def _write_statistics(dice: Dice, company: Company) -> Figures:
    """Whether it is in the register of larger firms: a year late, and not all that should be."""
    category, line = _TRADE_LINES.get(company.industry.division) or _LINES.get(
        company.industry.section, (NOT_LISTED, 0)
    )
    reached = [account.year for account in company.accounts[:-1] if account.revenue >= line * TEN_THOUSAND]
    if not line or not reached or not dice.happens(940):
        return {"规上企业": False, "规上类别": NOT_LISTED}
    entered = dice.between(find_day(reached[0] + 1, 1, 31), find_day(reached[0] + 1, 11, 30))
    if reached[0] == company.accounts[0].year:
        entered = dice.between(max(company.founded, entered - 2500), entered)
    return {"规上企业": True, "规上类别": category, "首次纳统日期": entered}


def _write_niche(dice: Dice, company: Company) -> Figures:
    """The market of its main product; of firms with this share of it there is room for as many as its rank says."""
    typical = int((40_000 if company.is_technological else 4_000) * dice.lognormal(1.1))
    share = _SHARE_EDGE if dice.happens(50) else min(_LARGEST_SHARE, max(100, typical))
    starts = dice.between(company.founded, min(company.on, company.founded + 1000))
    rank = 1 + dice.below(MILLION // share)
    return {
        "细分市场起始日期": starts,
        "细分市场占有率": share,
        "细分市场国内名次": rank,
        "细分市场全球名次": 2 * rank + 1,
        "处产业链关键环节": dice.happens(450 if company.is_technological else 40),
    }


def _write_attraction(dice: Dice, company: Company) -> Figures:
    if not dice.happens(110):
        return {"招商引资企业": False}
    return {"招商引资企业": True, "招商引资日期": dice.between(company.founded, min(company.on, company.founded + 400))}


def _write_park(dice: Dice, company: Company) -> Figures:
    if not company.runs_park or company.age < 2 * _MONTH:
        return {"运营园区": False}
    return {
        "运营园区": True,
        "园区批复日期": dice.between(max(company.founded, find_day(find_year(company.on) - 6, 1, 1)), company.on),
    }


def _find_area(dice: Dice, company: Company) -> int:
    grows = company.industry.section == "A" or (company.industry.division == "27" and dice.happens(60))
    return dice.between(50, 3000) * UNIT if grows else 0
