"""What is asked: only facts that still matter, those of the most money first, until every clause has its answer."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.policy import CATALOGUE, CODE, FRONT_MATTER, make_pack
from zhida.policy.entitlement import Status, compute_entitlements
from zhida.policy.firm import Firm, read_firm
from zhida.policy.pack import PackLibrary
from zhida.policy.questions.find import find_questions

ON = dt.date(2026, 3, 1)

CLAUSES = """
## 第一条 封顶奖励 {#capped}

| U | 规上企业 | 本年.研发费用 | → 封顶奖励 | 依据 |
|---|---------|-------------|----------|------|
| 1 | true | > 500万 | round half up(min(200万, 10% * 本年.研发费用), 2) | 一 |
| 2 | false | > 100万 | 5万 | 一 |

## 第二条 定额奖励 {#flat}

| U | 行业 | 注册资本 | → 定额奖励 | → 等次 | 依据 |
|---|------|---------|----------|-------|------|
| 1 | "工业" | > 1亿 | 30万 | "大" | 二 |
| 2 | "工业" | <= 1亿 | 10万 | "小" | 二 |

```yaml
result: 定额奖励
```

## 第三条 不封顶奖励 {#open}

| U | 规上企业 | 本年.职工总数 | → 不封顶奖励 | 依据 |
|---|---------|-------------|------------|------|
| 1 | true | > 10 | 1000 * 本年.职工总数 | 三 |

## 第四条 资格 {#status}

| U | 得分率 | → 资格 | 依据 |
|---|------|-------|------|
| 1 | >= 0.6 | true | 四 |
"""
PACK = make_pack(FRONT_MATTER + CLAUSES)
LIBRARY = PackLibrary(CATALOGUE, {PACK.key: PACK})


def firm(year: dict[str, object] | None = None, **facts: object) -> Firm:
    record = {
        "统一社会信用代码": CODE,
        "名称": "甲",
        "成立日期": "2015-01-01",
        "年度账": [{"年份": 2025, **(year or {})}],
        **facts,
    }
    return read_firm(json.dumps(record).encode(), "firm.json", CATALOGUE)


def ask(one: Firm) -> list[tuple[str, Decimal | None, list[str]]]:
    return [
        (question.fact.label, question.stake, [answer.clause for answer in question.clauses])
        for question in find_questions(LIBRARY, one, ON)
    ]


def test_those_first_that_most_money_waits_for() -> None:
    assert ask(firm()) == [
        ("规上企业", None, ["capped", "open"]),
        ("2025年职工总数", None, ["open"]),
        ("2025年研发费用", Decimal(2_000_000), ["capped"]),
        ("注册资本", Decimal(300_000), ["flat"]),
        ("行业", Decimal(300_000), ["flat"]),
        ("得分率", Decimal(0), ["status"]),
    ]


def test_what_is_known_already_limits_the_stake() -> None:
    known = {"研发费用": "6000000.00", "职工总数": 20}
    assert ask(firm(known, 行业="工业", 得分率="0.7")) == [
        ("规上企业", Decimal(620_000), ["capped", "open"]),
        ("注册资本", Decimal(300_000), ["flat"]),
    ]


def test_a_row_that_cannot_match_any_more_counts_for_nothing() -> None:
    assert ask(firm({"职工总数": 5}, 规上企业=False, 行业="建筑业", 得分率="0.1")) == [
        ("2025年研发费用", Decimal(50_000), ["capped"])
    ]
    assert ask(firm({"研发费用": 0, "职工总数": 5}, 注册资本=1, 得分率="0.1")) == [
        ("行业", Decimal(100_000), ["flat"]),
    ]


def test_a_fact_that_no_answer_waits_for_is_not_asked() -> None:
    assert ask(firm({"研发费用": 0, "职工总数": 5}, 行业="建筑业", 得分率="0.1")) == []


FIGURES = st.fixed_dictionaries({"研发费用": st.integers(0, 3_000), "职工总数": st.integers(0, 30)}).map(
    lambda figures: {**figures, "研发费用": figures["研发费用"] * 10_000}
)
FACTS = st.fixed_dictionaries(
    {
        "规上企业": st.booleans(),
        "行业": st.sampled_from(["工业", "建筑业"]),
        "注册资本": st.integers(0, 3).map(lambda billions: billions * 50_000_000),
        "得分率": st.sampled_from(["0.5", "0.6"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(FIGURES, FACTS)
def test_asked_one_by_one_every_clause_gets_its_answer_within_the_stakes(
    figures: dict[str, object], facts: dict[str, object]
) -> None:
    whole = {one.clause: one for one in compute_entitlements(LIBRARY, firm(figures, **facts), ON)}
    known_figures: dict[str, object] = {}
    known: dict[str, object] = {}
    for _ in range(len(figures) + len(facts)):
        questions = find_questions(LIBRARY, firm(known_figures, **known), ON)
        if not questions:
            break
        for waiting in {answer.clause: answer for question in questions for answer in question.clauses}.values():
            amount = whole[waiting.clause].amount
            assert amount is None or waiting.stake is None or amount <= waiting.stake
        name = questions[0].fact.label.removeprefix("2025年")
        target, source = (known_figures, figures) if name in figures else (known, facts)
        assert name not in target, "asked twice"
        target[name] = source[name]
    answered = compute_entitlements(LIBRARY, firm(known_figures, **known), ON)
    assert [(one.status, one.amount) for one in answered] == [(one.status, one.amount) for one in whole.values()]
    assert all(one.status is not Status.UNKNOWN for one in answered)


@pytest.mark.parametrize("hidden", ["规上企业", "行业"])
def test_the_fact_that_is_hidden_is_the_one_asked(hidden: str) -> None:
    facts = {"规上企业": True, "行业": "工业", "注册资本": 1, "得分率": "0.7"}
    del facts[hidden]
    assert [label for label, *_ in ask(firm({"研发费用": "6000000.00", "职工总数": 20}, **facts))] == [hidden]
