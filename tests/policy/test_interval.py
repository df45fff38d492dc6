"""An interval as the answer of a clause, alone and among other awards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.policy import render_all
from factories.stacking import CATALOGUE, ON, make_library, make_pack, pay, stack, write_policy
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.cases import run_cases
from zhida.policy.entitlement import Status, compute_entitlements
from zhida.policy.firm import build_firm
from zhida.policy.stacking.result import StackingResult

INTERVAL = """
## 第五条 裁量奖励 {#e}

```feel
最少 = 丁
最多 = 研发费用
```

```yaml
result: [最少, 最多]
kind: award
```
"""


def judge(**facts: str | None) -> tuple[Status, str | None, str | None, list[str]]:
    """The answer of the interval from 丁 to 研发费用: status, least, most, codes of errors."""
    firm = build_firm("", "", {name: Decimal(value) for name, value in facts.items() if value}, CATALOGUE)
    library = make_library(make_pack(write_policy(facts="") + INTERVAL))
    (found,) = compute_entitlements(library, firm, ON)
    amounts = [None if one is None else str(one) for one in (found.amount, found.most)]
    return found.status, amounts[0], amounts[1], [one.code for one in found.diagnostics]


@pytest.mark.parametrize(
    ("least", "most", "answer"),
    [
        ("50000", "200000", (Status.ENTITLED, "50000.00", "200000.00", [])),
        ("5", "5", (Status.ENTITLED, "5.00", "5.00", [])),
        ("0", "5", (Status.ENTITLED, "0.00", "5.00", [])),
        ("-3", "5", (Status.ENTITLED, "0.00", "5.00", [])),
        ("0", "0", (Status.NOT_ENTITLED, None, None, [])),
        ("-3", "-4", (Status.NOT_ENTITLED, None, None, [])),
        (None, "5", (Status.UNKNOWN, None, None, [])),
        ("5", None, (Status.UNKNOWN, None, None, [])),
        ("6", "5", (Status.UNKNOWN, None, None, ["entitlement.interval-reversed"])),
        ("6", "0", (Status.UNKNOWN, None, None, ["entitlement.interval-reversed"])),
    ],
)
def test_what_two_ends_mean(least, most, answer):
    assert judge(丁=least, 研发费用=most) == answer


def read(result: str) -> str:
    with pytest.raises(DiagnosticError) as error:
        make_pack(write_policy(facts="") + INTERVAL.replace("[最少, 最多]", result))
    return "".join(render_all(error.value.diagnostics))


def test_what_is_no_interval_is_refused():
    assert "区间“[最少]”不是两个结果。" in read("[最少]")
    assert "区间“[最少, 最多, 最多]”不是两个结果。" in read("[最少, 最多, 最多]")
    assert "这个条款没有定义“更多”。" in read("[最少, 更多]")
    texts = INTERVAL.replace("= 丁", '= "少"').replace("= 研发费用", '= "多"').replace("award", "classification")
    with pytest.raises(DiagnosticError) as error:
        make_pack(write_policy(facts="") + texts)
    assert "pack.interval-not-of-amounts" in [found.code for found in error.value.diagnostics]


def bounds(result: StackingResult) -> tuple[str, str]:
    return str(result.at_least), str(result.at_most)


class TestStacking:
    """丁 to 研发费用 beside 甲 and 乙."""

    def test_a_total_lies_between_both_sums(self):
        result = stack(write_policy() + INTERVAL, 甲=7, 丁=50, 研发费用=200)
        assert (bounds(result), result.total) == (("57.00", "207.00"), None)

    def test_the_highest_may_be_another_at_the_most(self):
        policy = write_policy("- highest: [a, e]") + INTERVAL
        assert bounds(stack(policy, 甲=100, 丁=50, 研发费用=200)) == ("100.00", "200.00")

    def test_a_cap_holds_for_both(self):
        policy = write_policy("- cap: 120") + INTERVAL
        assert bounds(stack(policy, 甲=100, 丁=10, 研发费用=200)) == ("110.00", "120.00")

    def test_what_others_grant_is_deducted_from_both_ends(self):
        policy = write_policy("- deduct: [a]\n  of: [e]") + INTERVAL
        assert bounds(stack(policy, 甲=100, 丁=150, 研发费用=200)) == ("150.00", "200.00")
        assert bounds(stack(policy, 甲=100, 丁=50, 研发费用=200)) == ("100.00", "200.00")

    def test_a_payment_between_the_ends_leaves_nothing_at_least(self):
        policy = write_policy("- deduct: [e]\n  of: [e]\n  per: ever") + INTERVAL
        for paid, expected in ((40, ("10.00", "160.00")), (60, ("0.00", "140.00")), (200, ("0.00", "0.00"))):
            assert bounds(stack(policy, 丁=50, 研发费用=200, 已获奖补=[pay("e", paid)])) == expected

    def test_who_yields_to_an_interval_in_doubt_gets_nothing_at_least(self):
        policy = write_policy("- deduct: [e]\n  of: [e]\n  per: ever\n- yield: [e]\n  of: [a]") + INTERVAL
        assert bounds(stack(policy, 甲=7, 丁=50, 研发费用=200, 已获奖补=[pay("e", 60)])) == ("0.00", "147.00")

    def test_worked_examples_tell_both_sums(self):
        cases = "\n| 算例 | 甲 | 丁 | 研发费用 | → 合计 |\n|---|---|---|---|---|\n| 两端 | 7 | 50 | 200 | [57, 207] |\n| 错的 | 7 | 50 | 200 | [57, 206] |\n"
        results = run_cases(make_pack(write_policy(facts="甲") + INTERVAL + cases))
        assert [(result.case, result.passed) for result in results] == [("两端", True), ("错的", False)]
