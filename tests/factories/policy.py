"""A small catalogue, a small policy and a small firm, whole and right, for tests to bend."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from stdnum.cn import uscc

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.messages import Messages, render_diagnostic
from zhida.lang.check.messages import MESSAGES as CHECK
from zhida.lang.core.messages import MESSAGES as CORE
from zhida.lang.feel.messages import MESSAGES as FEEL
from zhida.lang.interpret.messages import MESSAGES as INTERPRET
from zhida.policy.facts import FactCatalogue, read_facts
from zhida.policy.messages import MESSAGES as POLICY
from zhida.policy.pack import Pack, compile_pack

MESSAGES: Messages = {**FEEL, **CORE, **CHECK, **INTERPRET, **POLICY}

FACTS = """# 事实

## 企业

| 事实 | 类型 | 单位 | 取值 | 来源 | 时效 | 含义 |
|------|------|------|------|------|------|------|
| 成立日期 | 日期 | | | 市场监管局 | | 成立的日期 |
| 规上企业 | 是否 | | | 统计局 | 365 | 在名录内 |
| 行业 | 文本 | | "工业","建筑业" | 统计局 | 365 | 行业 |
| 注册资本 | 金额 | 元 | >= 0 | 市场监管局 | 365 | 注册资本 |
| 得分率 | 比率 | | [0..1] | 科技局 | | 得分率 |

## 年度账 {years}

| 事实 | 类型 | 单位 | 取值 | 来源 | 时效 | 含义 |
|------|------|------|------|------|------|------|
| 年份 | 数量 | 年 | >= 1990 | 税务局 | | 会计年度 |
| 营业收入 | 金额 | 元 | >= 0 | 税务局 | 365 | 营业收入 |
| 研发费用 | 金额 | 元 | >= 0 | 科技局 | 365 | 研发费用 |
| 职工总数 | 数量 | 人 | >= 0 | 人社局 | 365 | 职工总数 |

## 知识产权 {list}

| 事实 | 类型 | 单位 | 取值 | 来源 | 时效 | 含义 |
|------|------|------|------|------|------|------|
| 类别 | 文本 | | "发明专利","实用新型" | 知识产权局 | 180 | 类别 |
| 授权日 | 日期 | | | 知识产权局 | 180 | 授权日 |
"""

FRONT_MATTER = """---
title: 支持研发投入若干措施
number: 示高管发〔2024〕3号
issuer: 示范高新区管委会
zone: 示范高新区
layer: N
in-force: 2024-01-01..2026-12-31
verified: false
---
"""

AWARD = """
## 第三条 研发投入奖励 {#rd-award}

规上企业研发费用超过500万元的，按增量的10%奖励，最高200万元。

| U | 规上企业 | 本年.研发费用 | → 研发投入奖励 | 依据 |
|---|---------|--------------|------------|------|
| 1 | true | > 500万 | min(200万, 10% * max(0, 本年.研发费用 - 上年.研发费用)) | 第三条第一款 |

| 算例 | 规上企业 | 本年.研发费用 | 上年.研发费用 | → 研发投入奖励 |
|------|---------|--------------|--------------|-----------|
| 封顶 | true | 4000万 | 1000万 | 200万 |
| 恰好500万 | true | 500万 | 0 | 不符合 |
| 上年不详 | true | 600万 | | 待补充 |
"""

POLICY_TEXT = FRONT_MATTER + AWARD
CODE = "91610131MA6U0K123A"


def make_catalogue(text: str = FACTS) -> FactCatalogue:
    return read_facts(text, "facts.md")


CATALOGUE = make_catalogue()


def make_pack(
    text: str = POLICY_TEXT, packs: Mapping[str, Pack] | None = None, key: str = "示范高新区/研发投入"
) -> Pack:
    return compile_pack(text, key, "policy.md", CATALOGUE, packs or {})


def make_clause(body: str) -> Pack:
    """A pack of one clause without worked examples."""
    return make_pack(f"{FRONT_MATTER}\n## 第一条 测试 {{#test}}\n\n{body}")


def make_code(number: int = 0) -> str:
    """A valid unified social credit code, another for every number."""
    first = f"91610131MA{number:07d}"
    return first + uscc.calc_check_digit(first)


def make_firm_data(**facts: object) -> bytes:
    return json.dumps({"统一社会信用代码": CODE, "名称": "示例科技有限公司", **facts}, ensure_ascii=False).encode()


def found_in(error: DiagnosticError) -> list[str]:
    """The findings as people read them, first line and hint."""
    return render_all(error.diagnostics)


def render_all(diagnostics: Iterable[Diagnostic]) -> list[str]:
    rendered = (render_diagnostic(diagnostic, MESSAGES, "zh").splitlines() for diagnostic in diagnostics)
    return [f"{lines[0]}{lines[-1].removeprefix(' ') if lines[-1].startswith('  →') else ''}" for lines in rendered]
