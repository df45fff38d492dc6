"""The dimensions by which firms are told apart, written as a policy: what is missing stays missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from zhida.policy.pack import PackLibrary, compile_pack

SIZE_PACK = "全国/中小企业划型"
DIMENSIONS_PACK = "测算/企业分组"
_SIZE = "企业规模"
UNKNOWN_GROUP = "不详"
NO_STAGE = "无上述资质"

_FRONT_MATTER = """---
title: 企业分组
number: 无
issuer: 测算
zone: 测算
in-force: 1949-10-01..
verified: true
{uses}---
"""

_SECTIONS = (
    ("A", "农、林、牧、渔业"),
    ("B", "采矿业"),
    ("C", "制造业"),
    ("D", "电力、热力、燃气及水"),
    ("E", "建筑业"),
    ("F", "批发和零售业"),
    ("G", "交通运输、仓储和邮政"),
    ("H", "住宿和餐饮业"),
    ("I", "信息传输、软件和信息技术"),
    ("J", "金融业"),
    ("K", "房地产业"),
    ("L", "租赁和商务服务业"),
    ("M", "科学研究和技术服务"),
    ("N", "水利、环境和公共设施"),
    ("O", "居民服务、修理和其他"),
    ("P", "教育"),
    ("Q", "卫生和社会工作"),
    ("R", "文化、体育和娱乐业"),
    ("S", "公共管理、社会保障"),
    ("T", "国际组织"),
)
"""The sections of GB/T 4754—2017, their names shortened where long."""

_STAGES = (
    ("专精特新", '"专精特新小巨人","专精特新中小企业","制造业单项冠军"'),
    ("高新技术企业", '"高新技术企业"'),
    ("科技型中小企业", '"科技型中小企业"'),
)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to group firms: a rule in the language of policies, the facts it reads, and its groups in their order.

    The groups end with those of which nobody knows; one that is not foreseen (a size of another standard) goes before.
    """

    id: str
    title: str
    groups: tuple[str, ...]
    rule: str
    facts: tuple[str, ...]
    words: str

    def rank(self, group: str) -> tuple[int, str]:
        """Where a group stands among the others."""
        if group == UNKNOWN_GROUP:
            return len(self.groups), ""
        return (self.groups.index(group), "") if group in self.groups else (len(self.groups) - 1, group)


SIZE = Dimension(
    "size",
    "规模",
    ("大型", "中型", "小型", "微型", UNKNOWN_GROUP),
    f"```feel\n所属规模 = 划型.{_SIZE}\n```\n\n```yaml\nresult: 所属规模\n```",
    (),
    "按《中小企业划型标准规定》划分，用现行的政策包，不用草案。",
)

INDUSTRY = Dimension(
    "industry",
    "行业门类",
    (*(name for _, name in _SECTIONS), UNKNOWN_GROUP),
    "| F | 行业门类 | → 所属门类 |\n|---|---|---|\n"
    + "\n".join(f'| {number} | "{code}" | "{name}" |' for number, (code, name) in enumerate(_SECTIONS, 1)),
    ("行业门类",),
    "国民经济行业分类（GB/T 4754—2017）的门类。",
)

AGE = Dimension(
    "age",
    "成立年限",
    ("未满1年", "1至3年", "3至5年", "5至10年", "10年及以上", UNKNOWN_GROUP),
    "```feel\n成立月数 = years and months duration(成立日期, 基准日)\n```\n\n"
    '| F | 成立月数 | → 所属年限 |\n|---|---|---|\n| 1 | < @"P1Y" | "未满1年" |\n| 2 | < @"P3Y" | "1至3年" |\n'
    '| 3 | < @"P5Y" | "3至5年" |\n| 4 | < @"P10Y" | "5至10年" |\n| 5 | >= @"P10Y" | "10年及以上" |',
    ("成立日期",),
    "从成立日期到基准日的周年数，含下限、不含上限。",
)

STAGE = Dimension(
    "stage",
    "培育阶段",
    (*(stage for stage, _ in _STAGES), NO_STAGE, UNKNOWN_GROUP),
    "```feel\n有效资质 = 资质证书[发证日期 <= 基准日 and 有效期至 >= 基准日]\n所属阶段 =\n  "
    + " else\n  ".join(
        f'if count(有效资质[list contains([{names}], 名称)]) > 0 then "{stage}"' for stage, names in _STAGES
    )
    + f' else "{NO_STAGE}"\n```\n\n```yaml\nresult: 所属阶段\n```',
    ("资质证书",),
    "基准日有效的资质证书，取最高的一级：专精特新（含小巨人、单项冠军）、高新技术企业、科技型中小企业。",
)

ABOVE_SCALE = Dimension(
    "above-scale",
    "规上规下",
    ("规上", "规下", UNKNOWN_GROUP),
    '| F | 规上企业 | → 所属规上 |\n|---|---|---|\n| 1 | true | "规上" |\n| 2 | false | "规下" |',
    ("规上企业",),
    "是否在“四上”企业名录内。",
)

DIMENSIONS = (SIZE, INDUSTRY, AGE, STAGE, ABOVE_SCALE)


def find_dimensions(library: PackLibrary, on: dt.date) -> tuple[Dimension, ...]:
    """The dimensions for which the library has the facts and, for the size, the pack in force."""
    size_pack = library.packs.get(SIZE_PACK)
    has_size = (
        size_pack is not None
        and on in size_pack.metadata.in_force
        and any(answer.name == _SIZE for answer in size_pack.answers)
    )
    known = library.catalogue.input_types
    return tuple(one for one in DIMENSIONS if (has_size if one is SIZE else known.keys() >= set(one.facts)))


def build_dimensions(library: PackLibrary, dimensions: Iterable[Dimension]) -> PackLibrary:
    """A library of one pack whose clauses are the dimensions: applied to a zone it tells the group of every firm."""
    chosen = tuple(dimensions)
    uses = f"uses:\n  划型: {SIZE_PACK}\n" if SIZE in chosen else ""
    clauses = (f"## {one.title} {{#{one.id}}}\n\n{one.words}\n\n{one.rule}\n" for one in chosen)
    text = "\n".join((_FRONT_MATTER.format(uses=uses), *clauses))
    pack = compile_pack(text, DIMENSIONS_PACK, "企业分组", library.catalogue, library.packs)
    return PackLibrary(library.catalogue, MappingProxyType({pack.key: pack}))
