"""One model in which every construct occurs that SQL computes or refuses, so that none is left to chance."""

from __future__ import annotations

from agreement.expressions import REFUSED_BOOLEANS, REFUSED_NUMBERS
from agreement.models import Content, Model, read_list
from agreement.tables import HIT_POLICIES, LISTS, RANKED, TableText

_ORDERS = {"等": "=", "异": "!=", "少": "<", "至多": "<=", "多": ">", "至少": ">="}

_TEXTS = {
    **{f"数{name}": f"甲 {order} 乙" for name, order in _ORDERS.items()},
    **{f"日{name}": f"日 {order} 期" for name, order in _ORDERS.items()},
    **{f"文{name}": f"文 {order} 字" for name, order in _ORDERS.items()},
    **{f"比{name}": f"甲 / 乙 {order} 10%" for name, order in _ORDERS.items()},
    "和": "甲 + 丙 - 年.费用 * 率",
    "四分": "-甲 / 4",
    "隔日": "(日 - 期).days",
    "加月": '日 + @"P1M" - @"P1Y"',
    "加日": '日 + @"P30D" - @"P1D"',
    "足月": "years and months duration(日, 期).months",
    "年底": "date(日.year, 12, 31)",
    "选": "if 旗 and 幡 then 甲 else 乙",
    "或": "旗 or 甲 > 乙",
    "非": "not(旗)",
    "全": "all(旗, 幡)",
    "任": "any(册.真)",
    "绝对": "abs(甲 - 乙)",
    "最小": "min(甲, 乙, 丙)",
    "最大": "max(单.金额)",
    "总和": "sum(单.金额)",
    "个数": "count(单[金额 > 甲])",
    "均值": "round half up(mean(单.金额), 2)",
    "含": "list contains(单.种类, 文)",
    "属": "甲 in 册.金额",
    "有": "some 项 in 单 satisfies 项.金额 > 甲",
    "每": "every 项 in 册 satisfies 项.日 < 期",
    "各": "sum(for 项 in 册 return 项.金额 * 率)",
    "首": "[甲, 乙, 丙][2]",
    "合": "{底: 甲 * 率, 积: 底 + 乙}.积",
    "叫": "奖励(甲, 率) + 折算(乙)",
    "字数": "string length(文) + 甲",
    "包含": "contains(文, 字)",
    "开头": "starts with(文, 字)",
    "结尾": "ends with(文, 字)",
    **{f"舍{place}": f"{name}(甲 / 乙, {place})" for place, name in enumerate(("round half up", "round half down"))},
    **{f"入{place}": f"{name}(甲 * 率, {place})" for place, name in enumerate(("round up", "round down", "decimal"))},
    "地板": "floor(甲 / 乙)",
    "天花板": "ceiling(甲 / 100, 1)",
}

_ROWS = (("> 1000万", "-", "1"), ("<= 乙", "true", "2"), ("[0..1亿]", "-", "3"))


def _sweep_tables() -> dict[str, Content]:
    """A table of every hit policy, and what is read of one that yields a list."""
    contents: dict[str, Content] = {}
    for place, policy in enumerate(HIT_POLICIES):
        name = f"策{place}"
        orders = (("2", "3", "1"),) if policy in RANKED else ()
        contents[name] = TableText(policy, ("甲", "旗"), (name,), _ROWS, orders)
        if policy in LISTS:
            contents[f"{name}数"] = read_list(policy, name)
    return contents


REFUSED = {f"拒{place}": text for place, text in enumerate([*REFUSED_NUMBERS, *REFUSED_BOOLEANS])}
"""Decisions that SQL refuses."""

SWEEP = Model({**_TEXTS, **_sweep_tables(), **REFUSED})
