"""A small catalogue, packs over it and firms, for snapshots and runs."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile, copytree
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from zhida.policy.facts import CODE, FactCatalogue, read_facts
from zhida.policy.pack import PackLibrary, compile_pack
from zhida.population.results import find_columns
from zhida.population.summary import SUMMARY
from zhida.population.zone.codes import make_credit_code

PACKS = Path(__file__).resolve().parents[2] / "packs"

FACTS = """
## 企业
| 事实 | 类型 | 取值 |
|------|------|------|
| 成立日期 | 日期 | |
| 规上企业 | 是否 | |
| 注册资本 | 金额 | >= 0 |
| 行业 | 文本 | "工业","服务业" |

## 年度账 {years}
| 事实 | 类型 | 取值 |
|------|------|------|
| 年份 | 数量 | >= 1990 |
| 营业收入 | 金额 | >= 0 |
| 研发费用 | 金额 | >= 0 |

## 知识产权 {list}
| 事实 | 类型 |
|------|------|
| 类别 | 文本 |
| 授权日 | 日期 |
"""

POLICY = """---
title: 示范措施
number: 示〔2024〕1号
issuer: 示范区管委会
zone: 示范区
layer: N
in-force: 2024-01-01..2026-12-31
verified: false
---

## 第一条 研发奖励 {{#rd-award}}

| U | 规上企业 | 本年.研发费用 | → 研发奖励 |
|---|---------|--------------|-----------|
| 1 | true | > 500万 | {award} |

## 第二条 成长企业 {{#growing}}

```feel
增长率 = 本年.营业收入 / 上年.营业收入 - 1
成长企业 = 增长率 >= 20% and count(知识产权) > 0
```

```yaml
result: 成长企业
```

## 第三条 分档 {{#band}}

| F | sum(近三年.营业收入) | → 档次 |
|---|----------------------|--------|
| 1 | >= 1亿 | "大" |
| 2 | > 0 | "小" |
"""

AWARD = "min(200万, round half up(10% * (本年.研发费用 - 上年.研发费用), 2))"


def make_catalogue() -> FactCatalogue:
    return read_facts(FACTS, "facts.md")


def make_library(award: str = AWARD) -> PackLibrary:
    """One pack of three clauses, the first with this rule for its award."""
    catalogue = make_catalogue()
    pack = compile_pack(POLICY.format(award=award), "示范区/示范措施", "policy.md", catalogue, {})
    return PackLibrary(catalogue, MappingProxyType({pack.key: pack}))


def make_code(number: int) -> str:
    return make_credit_code(1, number, "610131")


def make_record(number: int, **changes: Any) -> dict[str, Any]:
    """A firm whose award is 10 万元 and whose turnover grew by exactly 20 %."""
    record: dict[str, Any] = {
        "统一社会信用代码": make_code(number),
        "名称": f"示例{number}有限公司",
        "成立日期": "2019-05-20",
        "规上企业": True,
        "注册资本": 1000000,
        "行业": "工业",
        "年度账": [
            {"年份": 2025, "营业收入": "60000000.00", "研发费用": "6000000.00"},
            {"年份": 2024, "营业收入": "50000000", "研发费用": "5000000.00"},
            {"年份": 2023, "营业收入": "40000000", "研发费用": None},
        ],
        "知识产权": [{"类别": "发明专利", "授权日": "2023-03-01"}],
        "出处": {"年度账": {"来源": "税务局", "日期": "2026-01-31"}},
    }
    return {name: value for name, value in {**record, **changes}.items() if value is not None}


def list_files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def read_cells(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What results tell by firm and clause: the status and, where there are such columns, amount, text, missing facts."""
    return {
        (row["统一社会信用代码"], clause): {told: row[name] for told, name in columns.items()}
        for file in sorted(folder.glob("part-*.parquet"))
        for row in pq.read_table(file).to_pylist()
        for (_, clause), columns in find_columns(row).items()
    }


def copy_national_packs(folder: Path) -> Path:
    """A library of the national policies alone."""
    copytree(PACKS / "全国", folder / "全国")
    copyfile(PACKS / "facts.md", folder / "facts.md")
    return folder


def read_rows(folder: Path) -> pa.Table:
    """The rows of results by firm, each column with its type; whether it says that it is never null depends on the writer."""
    rows = pa.concat_tables(pq.read_table(file).cast(_nullable(file)) for file in sorted(folder.glob("*.parquet")))
    return rows.sort_by(CODE)


def _nullable(file: Path) -> pa.Schema:
    return pa.schema([field.with_nullable(True) for field in pq.read_schema(file)])  # noqa: FBT003 - of Arrow


def check_same(found: Path, wanted: Path) -> None:
    """The rows of two runs, their files, and the summary with its digest are the same."""
    assert read_rows(found).equals(read_rows(wanted))
    assert (found / SUMMARY).read_bytes() == (wanted / SUMMARY).read_bytes()
    assert list_files(found) == list_files(wanted)
