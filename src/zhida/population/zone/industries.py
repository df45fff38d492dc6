"""The industries of the demonstration zone (GB/T 4754—2017) and what is typical of each.

The figures are rough orders of magnitude for a high-tech zone, chosen so that the shares of large firms, of research
and of loss makers look plausible; they are no statistics of any place.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhida.population.zone.dice import Weighted


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry: its classes and what is typical of a grown firm in it.

    ``revenue`` is the median in 万元 a year, ``per_head`` revenue per employee in 万元, ``research`` the share of
    revenue that goes into research in basis points, ``margin`` profit and ``assets`` total assets likewise,
    ``technology`` how many firms in a thousand live by technology.
    """

    section: str
    division: str
    size_class: str
    trade: str
    weight: int
    revenue: int
    per_head: int
    research: int
    margin: int
    assets: int
    technology: int
    is_key: bool = False

    @property
    def is_industrial(self) -> bool:
        """Whether it has an industrial output: mining, manufacturing, energy and water."""
        return self.section in {"B", "C", "D"}


_MAKING = "工业"
_SOFTWARE = "软件和信息技术服务业"

INDUSTRIES: tuple[Industry, ...] = (
    Industry("A", "01", "农、林、牧、渔业", "农业科技", 12, 400, 45, 120, 500, 12000, 150),
    Industry("C", "14", _MAKING, "食品", 20, 2600, 85, 110, 600, 9000, 120),
    Industry("C", "26", _MAKING, "新材料", 40, 3200, 110, 380, 800, 11000, 550, is_key=True),
    Industry("C", "27", _MAKING, "制药", 45, 3000, 80, 700, 1100, 13000, 650, is_key=True),
    Industry("C", "34", _MAKING, "通用装备", 60, 2800, 75, 400, 650, 10500, 480),
    Industry("C", "35", _MAKING, "专用装备", 70, 2600, 72, 520, 800, 11000, 600, is_key=True),
    Industry("C", "36", _MAKING, "汽车部件", 35, 4200, 95, 350, 550, 9500, 420),
    Industry("C", "38", _MAKING, "电气", 65, 3400, 90, 430, 700, 10000, 520, is_key=True),
    Industry("C", "39", _MAKING, "电子", 90, 3600, 85, 680, 750, 10000, 680, is_key=True),
    Industry("C", "40", _MAKING, "仪器", 40, 1800, 65, 650, 1000, 11000, 700, is_key=True),
    Industry("D", "44", _MAKING, "新能源", 12, 5200, 180, 150, 800, 22000, 200, is_key=True),
    Industry("E", "50", "建筑业", "装饰工程", 35, 1900, 60, 60, 350, 8000, 60),
    Industry("F", "51", "批发业", "商贸", 110, 3000, 260, 15, 250, 5000, 30),
    Industry("F", "52", "零售业", "百货", 60, 700, 70, 10, 300, 4500, 20),
    Industry("G", "54", "交通运输业", "物流", 25, 1600, 65, 25, 350, 8500, 30),
    Industry("H", "62", "餐饮业", "餐饮", 25, 350, 22, 5, 300, 4500, 5),
    Industry("I", "65", _SOFTWARE, "信息技术", 190, 900, 42, 1400, 900, 9000, 720, is_key=True),
    Industry("I", "64", "信息传输业", "网络", 35, 1100, 55, 900, 800, 8500, 500, is_key=True),
    Industry("K", "70", "物业管理", "物业", 20, 500, 20, 5, 400, 8000, 5),
    Industry("L", "72", "租赁和商务服务业", "咨询", 95, 500, 45, 60, 700, 7000, 60),
    Industry("M", "73", "其他未列明行业", "研究", 55, 650, 38, 1800, 500, 12000, 780, is_key=True),
    Industry("M", "75", "其他未列明行业", "科技服务", 70, 600, 36, 900, 700, 9000, 560),
    Industry("N", "77", "其他未列明行业", "环保", 15, 1200, 60, 250, 600, 13000, 250),
    Industry("P", "83", "其他未列明行业", "教育科技", 15, 350, 24, 100, 500, 6000, 80),
    Industry("Q", "84", "其他未列明行业", "医疗", 10, 900, 35, 120, 500, 9000, 80),
    Industry("R", "87", "其他未列明行业", "文化传媒", 20, 300, 28, 120, 600, 6500, 100),
)

CHOICE = Weighted.of(INDUSTRIES, [industry.weight for industry in INDUSTRIES])
"""The industry of a firm, some more frequent than others."""
