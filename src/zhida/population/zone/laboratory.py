"""Laboratories: what a company has for its research, and what those who judge it have found.

It follows from the company alone, as its standing does (``standing.py``).
"""

from __future__ import annotations

from zhida.population.zone.company import Company
from zhida.population.zone.figures import MILLION, TEN_THOUSAND, UNIT, Figures, take_share

_EQUIPMENT_EDGES = tuple(amount * TEN_THOUSAND for amount in (150, 200, 400, 800, 1000, 1500, 3000))
"""Values of equipment at which scores of research centres step up."""

_SQUARE_METRES = 18
"""For each researcher."""

_YEAR = 365
_FIRST_EDITION = 20


def write_laboratory(company: Company) -> Figures:
    """Facts of the firm itself on research and on the products that come of it."""
    number = company.founded
    researchers = company.accounts[-1].scientists if company.accounts else 0
    is_technological = company.is_technological
    is_service = company.industry.section in {"I", "M"}
    return {
        "研发设备原值": _find_equipment(company),
        "研发场地面积": researchers * _SQUARE_METRES * UNIT,
        "研发人员学历职称占比": (45 + number % 50 if is_technological else number % 60) * MILLION // 100,
        "研发平台专家评分": (15 + number % 21 if is_technological else number % 15) * UNIT,
        "研发平台加分": (number % 11 if is_technological else 0) * UNIT,
        "近三年科技成果转化数": researchers // 5,
        "高企专家评分": (50 + number % 45 if is_technological else number % 50) * UNIT,
        "创新能力得分": (45 + number % 50 if is_technological else number % 55) * UNIT,
        "位于加快发展县": number % 12 == 0,
        "位于山区海岛县": number % 9 == 0,
        "属高技术服务业": is_service and is_technological,
        "主导产品数": 1 + number % 4,
        "主导产品为新产品": is_technological and company.age < 8 * _YEAR and number % 3 == 0,
        "国际认证数": number % 3 // 2,
        **_write_first_edition(company),
    }


def _find_equipment(company: Company) -> int:
    """A good part of a year's research stands in the laboratory; for one firm in ten exactly an edge of scores."""
    value = take_share(company.research, 4000 + company.founded % 9 * 1000)
    return _EQUIPMENT_EDGES[company.founded % len(_EQUIPMENT_EDGES)] if value and company.founded % 10 == 0 else value


def _write_first_edition(company: Company) -> Figures:
    """Few software firms have a first edition that the catalogue of the province lists."""
    has_one = company.industry.section == "I" and company.is_technological and company.founded % _FIRST_EDITION == 0
    if not has_one:
        return {"首版次软件累计销售额": 0}
    return {
        "首版次软件累计销售额": take_share(company.revenue, 6000),
        "首版次软件用户直接使用": company.founded % 3 != 0,
    }
