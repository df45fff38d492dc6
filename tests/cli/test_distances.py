"""What is short of a clause, in a line of the terminal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhida.cli.distances import describe_distance
from zhida.cli.terminal import Terminal
from zhida.policy.distance.find import Distance


@pytest.mark.parametrize(
    ("amount", "value", "chinese", "english"),
    [
        (Decimal(20_000), None, "，可得 20,000.00 元", "; then 20,000.00 元"),
        (None, "中型", "，可认定为 中型", "; then classified as 中型"),
        (None, None, "，即符合", "; then entitled"),
    ],
)
def test_what_is_gained_is_money_a_class_or_the_status_itself(amount, value, chinese, english):
    distance = Distance((), amount, value, None)

    assert describe_distance(distance, Terminal("zh")).endswith(chinese)
    assert describe_distance(distance, Terminal("en")).endswith(english)
