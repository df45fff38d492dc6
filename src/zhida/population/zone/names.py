"""Names of firms that cannot exist: of a zone that does not, and marked as made up."""

from __future__ import annotations

from zhida.population.zone.industries import Industry

ZONE = "示范高新区"
"""The demonstration zone."""

_MARK = "（合成）"
_SYLLABLES = (
    "云启智创恒远联泰华鼎瑞丰博雅锐芯蓝海盛景凌峰天元宏图卓越森源金禾明德永信嘉良中科正新光宇航晨曦立达安康通汇同辉"
)
_NAMES = len(_SYLLABLES) ** 3
_STRIDE = 104_729


def make_name(seed: int, number: int, industry: Industry) -> str:
    """A name; different for every number below 195,000, and beyond that where the industry is."""
    place = (number * _STRIDE + seed) % _NAMES
    place, first = divmod(place, len(_SYLLABLES))
    last, middle = divmod(place, len(_SYLLABLES))
    stem = _SYLLABLES[first] + _SYLLABLES[middle] + _SYLLABLES[last]
    return f"{ZONE}{stem}{industry.trade}有限公司{_MARK}"
