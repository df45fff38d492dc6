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

_HERE = r"(本地|当地|在地|(本|我)(省|市|县|区|镇)|省内|市内|县内|区内|园区|开发区|高新区)"
_PLACE = r"[^，。；、的局]{1,10}(省|市|县|区|镇)"
"""A place by its name: 南山区, 示范高新区."""
_REACHING = r"(总?额|增量|增长|大户|贡献|达到|超过|不低于|每|(?= ?[0-9]))"
"""What follows tax where it is a measure: 纳税额, 税收达到, 税收 100 万元."""

_WORDS = {
    Concern.TAX_PAID: re.compile(
        rf"(缴纳|实缴|上缴|入库|在{_HERE})的?[^，。；]{{0,8}}税|税收({_REACHING}|留成|留存|返还|奖励)|(?<!应)纳税{_REACHING}"
        r"|税[^，。；]{0,8}(留成|留存|返还)|(地方|省级|市级|县级|区级)[^，。；]{0,4}(留成|留存|财力)"
        r"|地方[^，。；]{0,8}贡献|(经济|财政|财力|综合)贡献"
    ),
    Concern.REGISTRATION: re.compile(
        rf"注册地[^，。；]{{0,8}}(迁|{_HERE})|在{_HERE}[^，。；]{{0,4}}(注册|登记|落户|纳统)|(注册|登记)(在|于){_HERE}"
        rf"|在{_PLACE}内?(依法|工商)?(注册|登记|落户|纳统)|注册(在|于){_PLACE}"
        rf"|(迁入|落户){_HERE}|{_HERE}(注册|纳统)|纳入{_HERE}统计"
        rf"|(外地|外省|省外|市外|区外)[^，。；]{{0,6}}迁入|迁入的?[^，。；]{{0,2}}(企业|公司|总部)|总部[^，。；]{{0,6}}{_HERE}"
        rf"|在{_HERE}[^，。；]{{0,4}}(设立|成立)[^，。；]{{0,6}}(公司|法人|总部|分支机构)"
    ),
    Concern.OWNERSHIP: re.compile(
        r"(国有|民营|私营|集体所有|内资|外资|外商投资|非公有制)(独资|控股|经济|企业)|国企|央企|民企|外企"
    ),
    Concern.LOCAL_PURCHASE: re.compile(
        rf"(采购|购买|选用|使用|租用|配套){_HERE}[^，。；]{{0,6}}(产品|商品|货物|服务|设备|装备|机器人|企业)"
        rf"|向{_HERE}[^，。；]{{0,6}}(采购|购买|租用)"
        rf"|{_HERE}(采购|产品|配套|产品目录|供应商)|(采购|购买|选用|委托)指定"
    ),
}
