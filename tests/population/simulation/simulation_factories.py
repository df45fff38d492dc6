"""A zone of a few firms, the packs in force there, and drafts that change them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from types import MappingProxyType
from typing import Any

import pyarrow.parquet as pq

from zhida.policy.facts import FactCatalogue, read_facts
from zhida.policy.pack import Pack, PackLibrary, compile_pack
from zhida.population.manifest import Origin
from zhida.population.simulation.draft import compare_libraries
from zhida.population.simulation.simulate import simulate_draft
from zhida.population.snapshot import write_snapshot
from zhida.population.zone.codes import make_credit_code

ON = dt.date(2026, 3, 1)
AWARDS, SIZES = "示范区/奖补", "全国/中小企业划型"

FACTS = """
## 企业
| 事实 | 类型 | 取值 |
|------|------|------|
| 成立日期 | 日期 | |
| 规上企业 | 是否 | |
| 投入 | 金额 | >= 0 |
| 人数 | 数量 | >= 0 |
| 行业门类 | 文本 | "C","I" |

## 资质证书 {list}
| 事实 | 类型 |
|------|------|
| 名称 | 文本 |
| 发证日期 | 日期 |
| 有效期至 | 日期 |
"""

FRONT_MATTER = """---
title: {title}
number: 示〔2024〕1号
issuer: 示范区管委会
zone: 示范区
in-force: 2024-01-01..2026-12-31
verified: false
{more}---
"""

SIZE_CLAUSE = """
## 划型 {#size}

| F | 人数 | → 企业规模 |
|---|------|-----------|
| 1 | >= 1000 | "大型" |
| 2 | >= 300 | "中型" |
| 3 | >= 20 | "小型" |
| 4 | - | "微型" |
"""

CLAUSES = """
## 第一条 投入奖励 {{#award}}

| U | 投入 | → 投入奖励 |
|---|------|-----------|
| 1 | >= {threshold} | {award} |

## 第二条 小微补助 {{#small}}

| U | 划型.企业规模 | 投入 | → 小微补助 |
|---|--------------|------|-----------|
| 1 | "小型","微型" | < {threshold} | {small} |

## 第三条 减免 {{#relief}}

| U | 规上企业 | → 减免额 |
|---|---------|---------|
| 1 | true | {relief} |

```yaml
kind: relief
```

## 第四条 资格 {{#status}}

| U | 投入 | → 重点企业 |
|---|------|-----------|
| 1 | >= {status} | true |
"""

AS_IS = {
    "threshold": "100万",
    "award": "round half up(10% * 投入, 2)",
    "small": "1万",
    "relief": "5000",
    "status": "200万",
}


def make_catalogue() -> FactCatalogue:
    return read_facts(FACTS, "facts.md")


def render_policy(more: str = "", **changes: str) -> str:
    """The policy of awards; ``more`` lines of front matter, parts of its rules by name."""
    front = FRONT_MATTER.format(title="示范奖补措施", more=f"{more}uses:\n  划型: {SIZES}\n")
    return front + CLAUSES.format(**{**AS_IS, **changes})


@cache
def make_library(text: str | None = None) -> PackLibrary:
    """Sizes, and the awards that use them."""
    catalogue = make_catalogue()
    sizes = compile_pack(FRONT_MATTER.format(title="划型", more="") + SIZE_CLAUSE, SIZES, "size.md", catalogue, {})
    awards = compile_pack(text or render_policy(), AWARDS, "policy.md", catalogue, {SIZES: sizes})
    return PackLibrary(catalogue, MappingProxyType({SIZES: sizes, AWARDS: awards}))


def compile_draft(library: PackLibrary, text: str, key: str = AWARDS) -> Pack:
    return compile_pack(text, key, "draft.md", library.catalogue, library.packs)


def make_code(number: int) -> str:
    return make_credit_code(1, number, "610131")


def make_record(number: int, **facts: Any) -> dict[str, Any]:
    given = {"成立日期": "2020-06-30", "规上企业": False, "人数": 50, "行业门类": "C", "资质证书": [], **facts}
    known = {name: value for name, value in given.items() if value is not None}
    return {"统一社会信用代码": make_code(number), "名称": f"示例{number}有限公司", **known}


RECORDS = [
    make_record(1, 投入=3000000, 人数=1200, 规上企业=True),
    make_record(2, 投入="1000000.00", 人数=300),
    make_record(3, 投入="999999.99", 行业门类="I"),
    make_record(4, 投入=1500000, 人数=None, 成立日期="2025-03-02"),
    make_record(5, 人数=5, 行业门类=None, 规上企业=None),
    make_record(
        6,
        投入=0,
        成立日期="2016-03-01",
        资质证书=[{"名称": "高新技术企业", "发证日期": "2024-01-01", "有效期至": "2026-12-31"}],
    ),
]


def simulate(library: PackLibrary, draft: Pack, folder: Any, records: Any = None) -> Any:
    """The simulation over the records; the folder ``模拟`` holds what it wrote."""
    chosen = RECORDS if records is None else records
    snapshot = write_snapshot(chosen, library.catalogue, folder / "快照", Origin("测试", synthetic=True), 4)
    return simulate_draft(library, compare_libraries(library, draft, ON), snapshot, folder / "模拟")


def read_rows(folder: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder / "模拟" / "result.parquet").to_pylist()
    return rows
