"""Which causes a card shows, and whether it says that one of several ways would do."""

import pytest

from zhida.policy.reasons import Criterion, Outcome, Reason, RowReason
from zhida.web.cards import _has_alternatives


def row(number, *labels):
    criteria = tuple(Criterion(label, "否", "是", Outcome.FAILED) for label in labels)
    return RowReason(number, Outcome.FAILED, "第三条", "", "true", criteria)


def reason(*rows, name="奖励", below=()):
    return Reason(name, "无", "", "", rows, below)


TWO_WAYS = reason(row(1, "甲"), row(2, "乙"), name="门槛")


@pytest.mark.parametrize(
    ("explained", "expected"),
    [
        (reason(), False),
        (reason(row(1, "规上企业", "本年.研发费用")), False),
        (reason(row(1, "规上企业"), row(2, "本年.研发费用")), True),
        (reason(row(1, "门槛"), below=(TWO_WAYS,)), True),
        (reason(row(1, "门槛", "规上企业"), below=(TWO_WAYS,)), False),
    ],
    ids=["nothing failed", "all of one row are wanted", "two rows", "two rows below", "two rows below and one more"],
)
def test_several_ways_are_told_only_where_one_of_them_would_do(explained, expected):
    assert _has_alternatives(explained) is expected
