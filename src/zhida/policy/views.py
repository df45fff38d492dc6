"""What is derived of a firm's accounts and a reference date: ``本年 上年 前年 近三年`` and ``基准日``.

For each of the three years before the reference date's:

1. a record of that year in the accounts is the year's record; figures it lacks are missing;
2. without one, a firm founded after that year has no record: null;
3. without one, a firm founded in that year or before has a record of which every figure is missing;
4. without one, and with a founding date nobody has given, the year as a whole is missing.

``近三年`` lists the records that are not null, the latest first; it is missing when one of the years is missing as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Missing, Value
from zhida.policy.facts import FOUNDED, REFERENCE_DATE, YEAR, YEAR_VIEWS, YEARS_VIEW, FactCatalogue, FactGroup
from zhida.policy.firm import complete_record, record_path


def derive_views(facts: Mapping[str, Value], on: Date, catalogue: FactCatalogue) -> dict[str, Value]:
    r"""The views of a firm's facts on a reference date, by name.

    >>> from zhida.policy.facts import read_facts
    >>> head = "| 事实 | 类型 |\n|---|---|\n"
    >>> catalogue = read_facts(f"## 企业\n{head}| 成立日期 | 日期 |\n## 年度账 {{years}}\n{head}| 年份 | 数量 |\n", "facts.md")
    >>> views = derive_views({"成立日期": Date(2024, 5, 1), "年度账": [{"年份": Decimal(2025)}]}, Date(2026, 3, 1), catalogue)
    >>> views["本年"], views["前年"], len(views["近三年"])
    ({'年份': Decimal('2025')}, None, 2)
    """
    views: dict[str, Value] = {REFERENCE_DATE: on}
    if catalogue.years is not None:
        years = {
            name: _find_year(catalogue.years, facts, on.year - 1 - distance) for distance, name in enumerate(YEAR_VIEWS)
        }
        views |= years
        views[YEARS_VIEW] = list_years(years)
    return views


def list_years(years: Mapping[str, Value]) -> Value:
    """The years that there are, the latest first; missing when one is missing as a whole.

    >>> list_years({"本年": {"年份": Decimal(2025)}, "上年": None})
    [{'年份': Decimal('2025')}]
    """
    unknown = [year.facts for year in years.values() if isinstance(year, Missing)]
    if unknown:
        return Missing(frozenset().union(*unknown))
    return [year for year in years.values() if year is not None]


def _find_year(group: FactGroup, facts: Mapping[str, Value], year: int) -> Value:
    records = facts.get(group.name)
    if isinstance(records, list):
        for record in records:
            if isinstance(record, dict) and record.get(YEAR) == year:
                return record
    founded = facts.get(FOUNDED)
    path = record_path(group, 0, {YEAR: Decimal(year)})
    if not isinstance(founded, Date):
        return Missing(frozenset({FOUNDED, path}))
    return None if founded.year > year else complete_record(group, {YEAR: Decimal(year)}, path)
