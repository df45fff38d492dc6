"""What a fair-competition review asks of an award: on what it must not depend, how words betray it, and the law."""

from __future__ import annotations

import re
from enum import StrEnum


class Concern(StrEnum):
    """What an award must not be tied to.

    《公平竞争审查条例》（国务院令第783号，自 2024-08-01 起施行）第九条、第十条；《公平竞争审查条例实施办法》（自
    2025-04-20 起施行）第十九条. The Chinese values are what documents write.
    """

    TAX_PAID = "纳税"
    REGISTRATION = "注册地"
    OWNERSHIP = "所有制"
    LOCAL_PURCHASE = "本地采购"

    @property
    def code(self) -> str:
        """The code of the finding."""
        return _CODES[self]

    def find_in(self, words: str) -> str:
        """The first words that tie an award to it; empty if there are none.

        >>> Concern.REGISTRATION.find_in("将注册地迁入本区的企业，奖励100万元。")
        '注册地迁入本区'
        >>> Concern.TAX_PAID.find_in("规上企业研发费用超过500万元的，按增量的10%奖励。")
        ''
        """
        found = _WORDS[self].search(words)
        return found.group() if found else ""


_CODES = {
    Concern.TAX_PAID: "competition.tax-paid",
    Concern.REGISTRATION: "competition.registration",
    Concern.OWNERSHIP: "competition.ownership",
    Concern.LOCAL_PURCHASE: "competition.local-purchase",
}

_HERE = r"(本地|当地|在地|本省|本市|本县|本区|省内|市内|县内|区内|园区|开发区|高新区)"

_WORDS = {
    Concern.TAX_PAID: re.compile(
        rf"(缴纳|实缴|上缴|入库|在{_HERE})的?[^，。；]{{0,8}}税|税收(贡献|总额|增量|留成)|纳税(总额|增量|大户)"
        r"|地方(级)?(经济|财政|综合)?(贡献|留成|财力)|财政贡献"
    ),
    Concern.REGISTRATION: re.compile(
        rf"注册地[^，。；]{{0,8}}(迁|{_HERE})|在{_HERE}[^，。；]{{0,4}}(注册|登记|落户|纳统)|(注册|登记)在{_HERE}"
        rf"|(迁入|落户){_HERE}|{_HERE}(注册|纳统)|纳入{_HERE}统计"
    ),
    Concern.OWNERSHIP: re.compile(r"(国有|民营|私营|集体所有|内资|外资|外商投资|非公有制)(独资|控股|经济|企业)"),
    Concern.LOCAL_PURCHASE: re.compile(
        rf"(采购|购买|选用|使用|租用|配套){_HERE}[^，。；]{{0,6}}(产品|服务|设备|企业)"
        rf"|{_HERE}(采购|产品|配套|产品目录|供应商)|(采购|购买|选用|委托)指定"
    ),
}
