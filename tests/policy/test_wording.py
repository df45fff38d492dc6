from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Missing, Value
from zhida.policy.wording import render_compared, render_condition, render_number, render_value


@pytest.mark.parametrize(
    ("condition", "unit", "words"),
    [
        ("> 500万", "元", "> 500万元"),
        (">=500万", "元", "≥ 500万元"),
        ("<= 20", "人", "≤ 20人"),
        ("0", "", "0"),
        ("true", "", "是"),
        ("false", "", "否"),
        ('"工业"', "", "工业"),
        ('"工业", "建筑业"', "", "工业、建筑业"),
        ('not("工业","建筑业")', "", "不是 工业、建筑业"),
        ("[25%..30%)", "", "≥ 25%，< 30%"),
        ("(0..1000万]", "元", "> 0元，≤ 1000万元"),
        ('>= 基准日 - @"P1Y"', "", "≥ 基准日 - 1年"),
        ('(基准日 - @"P3Y"..基准日]', "", "> 基准日 - 3年，≤ 基准日"),
        ('< @"2024-01-31"', "", "< 2024-01-31"),
        ("> 上年.研发费用 * 2", "元", "> 上年.研发费用 * 2"),
        ("!= null", "", "≠ null"),
    ],
)
def test_conditions(condition: str, unit: str, words: str) -> None:
    assert render_condition(condition, unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Decimal("123456.78"), "元", "123,456.78元"),
        (Decimal("1E+8"), "元", "1亿元"),
        (Decimal(-35000), "元", "-3.5万元"),
        (Decimal("0.00"), "元", "0元"),
        (Decimal(9999), "人", "9999人"),
        (True, "", "是"),
        (None, "元", "无"),
        (Missing(frozenset({"x"})), "元", "未知"),
        (Date(2024, 1, 31), "", "2024-01-31"),
        ([1, 2], "", "2项"),
        ({"档": "甲", "额": Decimal(20_000)}, "", "档：甲、额：2万"),
        ("工业", "", "工业"),
    ],
)
def test_values(value: Value, unit: str, words: str) -> None:
    assert render_value(value, unit) == words


def test_a_ratio_speaks_like_its_condition() -> None:
    assert render_compared(Decimal("0.05"), ">= 5%", "") == "5%"
    assert render_compared(Decimal("0.05"), ">= 0.05", "") == "0.05"


@given(st.decimals(-(10**14), 10**14, places=2))
def test_amounts_are_shown_exactly(amount: Decimal) -> None:
    """Nothing is rounded away without the mark 约."""
    shown = render_number(amount)
    scales = {"亿": Decimal(100_000_000), "万": Decimal(10_000)}
    assert Decimal(shown.rstrip("万亿")) * scales.get(shown[-1], Decimal(1)) == amount


@given(st.decimals(-(10**6), 10**6, places=9))
def test_what_is_rounded_is_marked(value: Decimal) -> None:
    shown = render_number(value)
    exact = Decimal(shown.lstrip("约").rstrip("万")) * (10_000 if shown.endswith("万") else 1) == value
    assert shown.startswith("约") is not exact


@pytest.mark.parametrize(
    ("value", "condition", "unit", "words"),
    [
        (Decimal(0), ">= 10% * 本年.职工总数", "人", "0人"),
        (Decimal("0.3"), "[25%..30%)", "", "30%"),
        (Decimal("0.3"), ">= 30%", "", "30%"),
        (Decimal("205254331.96"), "<= 5000万", "元", "205,254,331.96元"),
        (Decimal("14539160.8"), "<= 300万", "元", "14,539,160.80元"),
        (Decimal(2025), ">= 2024", "年", "2025年"),
        (Decimal(32947), "> 30000", "", "3.2947万"),
    ],
)
def test_a_value_is_a_percentage_only_beside_percentages_and_long_digits_are_grouped(value, condition, unit, words):
    assert render_compared(value, condition, unit) == words
