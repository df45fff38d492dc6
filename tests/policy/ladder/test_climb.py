"""Rungs are computed from clauses; the next one comes with what it takes."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from factories.policy import CATALOGUE, CODE, FRONT_MATTER, found_in, make_pack
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.entitlement import Status, compute_entitlements
from zhida.policy.firm import read_firm
from zhida.policy.ladder.climb import Standing, find_standings
from zhida.policy.ladder.read import read_ladders
from zhida.policy.pack import PackLibrary

ON = dt.date(2026, 3, 1)
STATUS = """
## 第{number}条 {name} {{#{id}}}

| U | 本年.研发费用 | → {name} | 依据 |
|---|-------------|---------|------|
| 1 | >= {least} | true | 第{number}条 |
"""
PACK = make_pack(
    FRONT_MATTER
    + STATUS.format(number="一", name="入门", id="first", least="100万")
    + STATUS.format(number="二", name="进阶", id="second", least="500万")
    + STATUS.format(number="三", name="领军", id="third", least="1亿")
)
EXPIRED = make_pack(
    FRONT_MATTER.replace("2026-12-31", "2025-12-31") + STATUS.format(number="一", name="旧级", id="old", least="300万"),
    key="示范高新区/旧办法",
)
LIBRARY = PackLibrary(CATALOGUE, {PACK.key: PACK, EXPIRED.key: EXPIRED})
LADDER = """
## 培育梯度

| 梯级 | 条款 |
|------|------|
| 入门企业 | 示范高新区/研发投入#first |
| 旧级企业 | 示范高新区/旧办法#old |
| 进阶企业 | 示范高新区/研发投入#second |
| 领军企业 | 示范高新区/研发投入#third |
"""


def stand(research: str | None) -> Standing:
    year = {"年份": 2025} | ({"研发费用": research} if research else {})
    record = {"统一社会信用代码": CODE, "名称": "甲", "成立日期": "2015-01-01", "年度账": [year]}
    firm = read_firm(json.dumps(record).encode(), "firm.json", CATALOGUE)
    ladders = read_ladders(LADDER, "ladders.md", LIBRARY)
    (standing,) = find_standings(ladders, LIBRARY, compute_entitlements(LIBRARY, firm, ON), firm, ON)
    return standing


def test_the_next_rung_and_what_it_takes() -> None:
    standing = stand("4000000.00")
    assert standing.current is not None
    assert standing.next is not None
    assert (standing.current.name, standing.next.name) == ("入门企业", "进阶企业")
    (change,) = standing.distances[0].changes
    assert (change.label, change.after) == ("2025年研发费用", Decimal(5_000_000))
    assert standing.missing == ()


def test_a_rung_whose_policy_is_not_in_force_is_passed_over() -> None:
    assert [one.status for one in stand("4000000.00").rungs] == [
        Status.ENTITLED,
        None,
        Status.NOT_ENTITLED,
        Status.NOT_ENTITLED,
    ]


def test_below_the_first_rung_and_on_the_last() -> None:
    low, high = stand("1.00"), stand("100000000.00")
    assert low.current is None
    assert low.next is not None
    assert low.next.name == "入门企业"
    assert high.current is not None
    assert (high.current.name, high.next, high.distances) == ("领军企业", None, ())


def test_a_rung_nobody_can_tell_of_says_what_is_missing() -> None:
    standing = stand(None)
    assert standing.current is None
    assert [fact.label for fact in standing.missing] == ["2025年研发费用"]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (LADDER.replace("#second", "#secnd"), "ladder.unknown-clause", "示范高新区/研发投入#second"),
        (LADDER.replace("进阶企业", "入门企业"), "ladder.bad-name", "入门企业"),
        (LADDER.replace("| 进阶企业 |", "|  |"), "ladder.bad-name", "为空或重复"),
        (LADDER.replace("| 条款 |", "| 规则 |"), "ladder.column-missing", "条款"),
        (LADDER.replace("| 旧级企业 |", "| 旧级企业 | 一 |"), "ladder.ragged-row", "3 格"),
        (LADDER.replace("## 培育梯度", ""), "ladder.table-without-heading", "科技企业梯度"),
    ],
)
def test_wrong_ladders_are_refused(text: str, code: str, said: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_ladders(text, "ladders.md", LIBRARY)
    assert code in [found.code for found in caught.value.diagnostics]
    assert any(said in line for line in found_in(caught.value))
