"""Starts: what offices know of young companies and of those who founded them.

It follows from the company alone, as its standing does (``standing.py``).
"""

from __future__ import annotations

from zhida.population.zone.company import Company
from zhida.population.zone.figures import Figures

_YEAR = 365
_GRADES = ("一等", "二等", "三等")


def write_start(company: Company) -> Figures:
    """Facts of the firm itself on its founding; no firm of the zone is a sole trader."""
    number = company.founded
    is_young = company.age < 5 * _YEAR
    by_students = company.age < 6 * _YEAR and number % 15 == 0
    leads = is_young and company.is_technological and number % 20 == 0
    return {
        "个体工商户": False,
        "大学生创业企业": by_students,
        "创业补贴对象": company.age < 3 * _YEAR and number % 3 == 0,
        "合伙创业人数": 1 + number % 4 if is_young else 1,
        "创业项目评审通过": by_students and number % 2 == 0,
        "创业路演获奖": by_students and number % 4 == 0,
        "创业领军评审等级": _GRADES[number % len(_GRADES)] if leads else "无",
    }
