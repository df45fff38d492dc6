"""The classification of firms by size: sixteen industries, each with what large, medium and small ones have at least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

LARGE, MEDIUM, SMALL, MICRO = "大型", "中型", "小型", "微型"

STAFF, REVENUE, ASSETS = "从业人员", "营业收入", "资产总额"

WAN = 10_000

SIZES: Mapping[str, Mapping[str, tuple[int, int, int]]] = MappingProxyType(
    {
        "农、林、牧、渔业": {REVENUE: (20_000 * WAN, 500 * WAN, 50 * WAN)},
        "工业": {STAFF: (1000, 300, 20), REVENUE: (40_000 * WAN, 2_000 * WAN, 300 * WAN)},
        "建筑业": {REVENUE: (80_000 * WAN, 6_000 * WAN, 300 * WAN), ASSETS: (80_000 * WAN, 5_000 * WAN, 300 * WAN)},
        "批发业": {STAFF: (200, 20, 5), REVENUE: (40_000 * WAN, 5_000 * WAN, 1_000 * WAN)},
        "零售业": {STAFF: (300, 50, 10), REVENUE: (20_000 * WAN, 500 * WAN, 100 * WAN)},
        "交通运输业": {STAFF: (1000, 300, 20), REVENUE: (30_000 * WAN, 3_000 * WAN, 200 * WAN)},
        "仓储业": {STAFF: (200, 100, 20), REVENUE: (30_000 * WAN, 1_000 * WAN, 100 * WAN)},
        "邮政业": {STAFF: (1000, 300, 20), REVENUE: (30_000 * WAN, 2_000 * WAN, 100 * WAN)},
        "住宿业": {STAFF: (300, 100, 10), REVENUE: (10_000 * WAN, 2_000 * WAN, 100 * WAN)},
        "餐饮业": {STAFF: (300, 100, 10), REVENUE: (10_000 * WAN, 2_000 * WAN, 100 * WAN)},
        "信息传输业": {STAFF: (2000, 100, 10), REVENUE: (100_000 * WAN, 1_000 * WAN, 100 * WAN)},
        "软件和信息技术服务业": {STAFF: (300, 100, 10), REVENUE: (10_000 * WAN, 1_000 * WAN, 50 * WAN)},
        "房地产开发经营": {REVENUE: (200_000 * WAN, 1_000 * WAN, 100 * WAN), ASSETS: (10_000 * WAN, 5_000 * WAN, 2_000 * WAN)},
        "物业管理": {STAFF: (1000, 300, 100), REVENUE: (5_000 * WAN, 1_000 * WAN, 500 * WAN)},
        "租赁和商务服务业": {STAFF: (300, 100, 10), ASSETS: (120_000 * WAN, 8_000 * WAN, 100 * WAN)},
        "其他未列明行业": {STAFF: (300, 100, 10)},
    }
)  # fmt: skip
"""By industry and measure, the least that makes a firm large, medium and small."""

HEAD = """---
title: 企业划型
number: 测统〔2026〕1号
issuer: 测试统计局
zone: 全国
in-force: 2026-01-01..2026-12-31
verified: false
---

# 企业划型

## 各行业划型 {#size}

| F | 划型行业 | 从业人员 | 营业收入 | 资产总额 | → 企业规模 | 依据 |
|---|---------|---------|---------|---------|-----------|------|
"""

TAIL = """
```yaml
kind: definitions
```
"""


def size_rows() -> Iterator[tuple[str, Mapping[str, int], str]]:
    """The rows of the table in order: industry, least measures, size; the first that holds counts."""
    for industry, measures in SIZES.items():
        for place, size in enumerate((LARGE, MEDIUM, SMALL)):
            yield industry, {measure: floors[place] for measure, floors in measures.items()}, size
        yield industry, {}, MICRO


def write_size_policy() -> str:
    """The classification as a policy document."""
    rows = [
        f'| {number} | "{industry}" | '
        + " | ".join(f">= {floors[measure]}" if measure in floors else "-" for measure in (STAFF, REVENUE, ASSETS))
        + f' | "{size}" | 各行业划型 |'
        for number, (industry, floors, size) in enumerate(size_rows(), 1)
    ]
    return HEAD + "\n".join(rows) + "\n" + TAIL
