"""Stacking for one firm: forty awards under rules at random; milliseconds of processor time of a call, as a section of the report."""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal

from zhida.lang.base.values import Value
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.facts import read_facts
from zhida.policy.firm import build_firm
from zhida.policy.pack import PackLibrary, compile_pack
from zhida.policy.stacking.stack import solve_stacking

AWARDS = 40
FIRMS = 40
POLICIES = 5
ON = dt.date(2026, 6, 30)
CODE = "91610131MA6U0K123A"

FACTS = """
## 企业

| 事实 | 类型 | 来源 |
|------|------|------|
{facts}

## 已获奖补 {{list}}

| 事实 | 类型 | 取值 | 来源 |
|------|------|------|------|
| 政策 | 文本 | | 财政局 |
| 条款 | 文本 | | 财政局 |
| 类别 | 文本 | "研发","设备" | 财政局 |
| 年度 | 数量 | | 财政局 |
| 金额 | 金额 | | 财政局 |
"""
FRONT_MATTER = """---
title: 叠加测算
number: 示〔2026〕1号
issuer: 管委会
zone: 示范区
in-force: 2026-01-01..
verified: false
---
"""
CLAUSE = """
## 第{number}条 奖励{number} {{#a{number}}}

| U | 数{number} | → 奖励{number} | 依据 |
|---|------|-----------|------|
| 1 | > 0 | 数{number} | 第{number}条 |
"""


def report_stacking() -> Iterator[str]:
    """Measure, and tell in Markdown."""
    yield f"`solve_stacking` of a firm that is entitled to all of {AWARDS} awards; {POLICIES} policies × {FIRMS} firms, at random; processor time."
    yield ""
    yield "| rules | median ms | 99th percentile ms | greatest ms |"
    yield "| --- | --: | --: | --: |"
    for title, write in (
        ("30: caps within one another, exclusions, deductions, once", _write_rules),
        ("30: caps of parts crossing those of funds, exclusions, deductions, once", _write_crossing),
        ("12 tight caps that cross, of 8 awards each", _write_overlaps),
        ("120 exclusions", _write_exclusions),
    ):
        times = sorted(_measure(write))
        shown = statistics.median(times), times[len(times) * 99 // 100], times[-1]
        yield f"| {title} | " + " | ".join(f"{one * 1000:.2f}" for one in shown) + " |"


def _measure(write_rules: Callable[[random.Random], str]) -> Iterator[float]:
    """Seconds of each call."""
    for seed in range(POLICIES):
        chance = random.Random(seed)
        catalogue = read_facts(
            FACTS.format(facts="\n".join(f"| {fact} | 金额 | 科技局 |" for fact in _facts())), "facts.md"
        )
        text = (
            f"{FRONT_MATTER}{_write_clauses()}\n## 叠加 {{#stacking}}\n\n```yaml\nstacking:\n{write_rules(chance)}```\n"
        )
        pack = compile_pack(text, "示范区/措施", "policy.md", catalogue, {})
        library = PackLibrary(catalogue, {pack.key: pack})
        for _ in range(FIRMS):
            firm = build_firm(CODE, "示例科技", _draw_facts(chance), catalogue)
            entitlements = compute_entitlements(library, firm, ON)
            start = time.process_time()
            result = solve_stacking(library, entitlements, firm, ON)
            yield time.process_time() - start
            if len(result.awards) != AWARDS or not result.total:
                raise AssertionError(f"{len(result.awards)} awards, {result.total} 元 in all")


def _facts() -> list[str]:
    return [f"数{number}" for number in range(1, AWARDS + 1)]


def _write_clauses() -> str:
    return "".join(CLAUSE.format(number=number) for number in range(1, AWARDS + 1))


def _draw_facts(chance: random.Random) -> dict[str, Value]:
    """Amounts in cents up to a million 元, and five payments of earlier years or this one."""
    amounts: dict[str, Value] = {fact: Decimal(chance.randrange(100, 10**8)) / 100 for fact in _facts()}
    payments: list[Value] = [
        {
            "政策": "示范区/措施",
            "条款": f"a{chance.randint(1, AWARDS)}",
            "类别": None,
            "年度": Decimal(chance.randint(2023, 2026)),
            "金额": Decimal(chance.randrange(100, 10**7)) / 100,
        }
        for _ in range(5)
    ]
    return {**amounts, "已获奖补": payments}


def _write_rules(chance: random.Random) -> str:
    """Thirty rules as documents have them: caps of ten chapters, two parts, and of the year over all; rules on pairs."""
    awards = [f"a{number}" for number in range(1, AWARDS + 1)]
    chapters = [awards[start : start + 4] for start in range(0, AWARDS, 4)]
    caps = [_write_cap(some, chance) for some in (*chapters, awards[:20], awards[20:])]
    return "".join((*caps, "- cap: 1500万\n  per: year\n", *(_write_pair(number % 4, chance) for number in range(17))))


def _write_crossing(chance: random.Random) -> str:
    """Thirty rules, the caps of five funds and of four parts crossing one another: no order of settlement is the best one."""
    awards = [f"a{number}" for number in range(1, AWARDS + 1)]
    parts = [awards[start : start + 10] for start in range(0, AWARDS, 10)]
    funds = [awards[start::5] for start in range(5)]
    caps = [_write_cap(some, chance) for some in (*parts, *funds)]
    return "".join((*caps, "- cap: 1500万\n  per: year\n", *(_write_pair(number % 4, chance) for number in range(20))))


def _write_cap(awards: list[str], chance: random.Random) -> str:
    return f"- cap: {chance.randrange(100, 600)}万\n  of: [{', '.join(awards)}]\n"


def _write_pair(kind: int, chance: random.Random) -> str:
    """A rule on two awards; one deducts another of lower number, so that nothing goes round."""
    low, high = sorted(chance.sample(range(1, AWARDS + 1), 2))
    return (
        f"- highest: [a{low}]\n  of: [a{high}]\n",
        f"- deduct: [a{low}]\n  of: [a{high}]\n",
        f"- highest: [a{high}]\n  of: [a{low}]\n",
        f"- once: 3 years\n  of: [a{high}]\n",
    )[kind]


def _write_exclusions(chance: random.Random) -> str:
    pairs = (chance.sample(range(1, AWARDS + 1), 2) for _ in range(120))
    return "".join(f"- highest: [a{one}]\n  of: [a{other}]\n" for one, other in pairs)


def _write_overlaps(chance: random.Random) -> str:
    """Twelve caps of eight awards each, any of them, of a half of these on average: nothing is nested, everything hangs together."""
    awards = [f"a{number}" for number in range(1, AWARDS + 1)]
    return "".join(
        f"- cap: {chance.randrange(100, 300)}万\n  of: [{', '.join(chance.sample(awards, 8))}]\n" for _ in range(12)
    )
