"""Small policies of awards with rules of stacking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.messages import render_message
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.facts import FactCatalogue, read_facts
from zhida.policy.firm import build_firm
from zhida.policy.messages import MESSAGES
from zhida.policy.pack import Pack, PackLibrary, check_stacking, compile_pack
from zhida.policy.stacking.result import StackingResult
from zhida.policy.stacking.stack import solve_stacking

FACTS = """
## 企业

| 事实 | 类型 | 来源 |
|------|------|------|
| 甲 | 金额 | 科技局 |
| 乙 | 金额 | 科技局 |
| 丙 | 金额 | 科技局 |
| 丁 | 金额 | 科技局 |
| 研发费用 | 金额 | 科技局 |

## 已获奖补 {list}

| 事实 | 类型 | 取值 | 来源 |
|------|------|------|------|
| 政策 | 文本 | | 财政局 |
| 条款 | 文本 | | 财政局 |
| 类别 | 文本 | "研发","设备" | 财政局 |
| 年度 | 数量 | | 财政局 |
| 金额 | 金额 | | 财政局 |
"""
CATALOGUE: FactCatalogue = read_facts(FACTS, "facts.md")
ON = dt.date(2026, 6, 30)
HOME = "示范区/措施"

FRONT_MATTER = """---
title: {title}
number: 示〔2026〕1号
issuer: 管委会
zone: {zone}
in-force: 2026-01-01..
verified: false
{more}---
"""

CLAUSE = """
## 第{article}条 {fact}奖励 {{#{id}}}

| U | {fact} | → {fact}奖励 | 依据 |
|---|------|-----------|------|
| 1 | > 0 | {fact} | 第{article}条 |
{attributes}
"""
AWARDS = {"甲": "a", "乙": "b", "丙": "c", "丁": "d"}
"""Each award is as large as the fact of its name."""


def write_policy(
    stacking: str = "",
    own: Mapping[str, str] = MappingProxyType({}),
    facts: str = "甲乙丙",
    key: str = HOME,
    more: str = "",
) -> str:
    """A policy with an award for each fact; ``stacking`` stands in 第九条, ``own`` are attributes of clauses by fact."""
    zone, title = key.split("/")
    text = FRONT_MATTER.format(title=title, zone=zone, more=more)
    for number, fact in enumerate(facts, 1):
        attributes = f"\n```yaml\n{own[fact]}\n```" if fact in own else ""
        text += CLAUSE.format(article="一二三四"[number - 1], fact=fact, id=AWARDS[fact], attributes=attributes)
    return text + (f"\n## 第九条 叠加 {{#stacking}}\n\n```yaml\nstacking:\n{stacking}\n```\n" if stacking else "")


def make_library(*packs: Pack) -> PackLibrary:
    """A library whose rules are sound."""
    library = PackLibrary(CATALOGUE, {pack.key: pack for pack in packs})
    assert [render_message(found, MESSAGES, "zh") for found in check_stacking(library.packs)] == []
    return library


def make_pack(text: str, key: str = HOME) -> Pack:
    return compile_pack(text, key, "policy.md", CATALOGUE, {})


def stack(library: PackLibrary | str, **facts: object) -> StackingResult:
    """The awards of a firm with these facts, in 元; no award and no payment that is not given."""
    if isinstance(library, str):
        library = make_library(make_pack(library))
    facts = {**dict.fromkeys(AWARDS, 0), "已获奖补": [], **facts}
    given = {name: Decimal(value) if isinstance(value, int) else value for name, value in facts.items()}
    firm = build_firm("", "", given, CATALOGUE)
    return solve_stacking(library, compute_entitlements(library, firm, ON), firm, ON)


def pay(clause: str, amount: int, policy: str = HOME, support: str = "研发", year: int = 2026) -> dict[str, object]:
    """A payment."""
    return {"政策": policy, "条款": clause, "类别": support, "年度": Decimal(year), "金额": Decimal(amount)}


def tell(result: StackingResult) -> dict[str, tuple[str, list[str]]]:
    """What is granted of each award, and the reasons, as people read them."""
    return {
        award.clause: (
            "?" if award.granted is None else f"{award.granted:f}",
            [render_message(reason, MESSAGES, "zh") for reason in award.reasons],
        )
        for award in result.awards
    }


def granted(result: StackingResult) -> dict[str, int | None]:
    return {award.clause: None if award.granted is None else int(award.granted) for award in result.awards}
