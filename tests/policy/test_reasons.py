from __future__ import annotations

import datetime as dt
from decimal import Decimal

from factories.policy import CATALOGUE, CODE, make_clause, make_pack
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.firm import build_firm
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.reasons import Criterion, Outcome, Reason

ROW = "min(200万, 10% * max(0, 本年.研发费用 - 上年.研发费用))"


def explain(pack: Pack, **facts: Value) -> Reason:
    firm = build_firm(CODE, "示例", {"成立日期": Date(2019, 5, 20), **facts}, CATALOGUE)
    library = PackLibrary(CATALOGUE, {pack.key: pack})
    return compute_entitlements(library, firm, dt.date(2026, 7, 1))[-1].reason


def accounts(this: int, last: int) -> list[Value]:
    return [
        {"年份": Decimal(2025), "研发费用": Decimal(this), "营业收入": Decimal(this) * 3},
        {"年份": Decimal(2024), "研发费用": Decimal(last), "营业收入": Decimal(last)},
    ]


def test_why() -> None:
    reason = explain(make_pack(), 规上企业=True, 年度账=accounts(40_000_000, 10_000_000))
    assert (reason.name, reason.value, reason.formula) == ("研发投入奖励", "200万", ROW)
    assert reason.figures == "min(200万, 10% * max(0, 4000万 - 1000万))"
    (row,) = reason.rows
    assert (row.number, row.outcome, row.article, row.result) == (1, Outcome.PASSED, "第三条第一款", ROW)
    assert row.criteria == (
        Criterion("规上企业", "是", "是", Outcome.PASSED),
        Criterion("本年.研发费用", "4000万元", "> 500万元", Outcome.PASSED),
    )


def test_why_not() -> None:
    reason = explain(make_pack(), 规上企业=True, 年度账=accounts(5_000_000, 0))
    assert (reason.value, reason.formula, reason.figures) == ("无", "", "")
    (row,) = reason.rows
    assert (row.number, row.outcome) == (1, Outcome.FAILED)
    assert row.criteria[1] == Criterion("本年.研发费用", "500万元", "> 500万元", Outcome.FAILED)


def test_an_award_of_nothing_shows_the_sum() -> None:
    reason = explain(make_pack(), 规上企业=True, 年度账=accounts(6_000_000, 7_000_000))
    assert (reason.value, reason.figures) == ("0", "min(200万, 10% * max(0, 600万 - 700万))")


def test_what_is_unknown() -> None:
    (row,) = explain(make_pack(), 年度账=accounts(6_000_000, 0)).rows
    assert (row.outcome, row.criteria[0]) == (Outcome.UNKNOWN, Criterion("规上企业", "未知", "是", Outcome.UNKNOWN))


TIERS = """| U | 本年.研发费用 | 规上企业 | 行业 | → 奖励 | 依据 |
|---|---|---|---|---|---|
| 1 | > 5000万 | true | "工业" | 50万 | 第一款 |
| 2 | [500万..1000万) | true | "工业" | 10万 | 第二款 |
| 3 | > 1000万 | false | "建筑业" | 5万 | 第三款 |
"""


def test_only_the_nearest_rows_are_shown() -> None:
    """The first fails one condition, the second one, the third two."""
    reason = explain(make_clause(TIERS), 规上企业=True, 行业="工业", 年度账=accounts(20_000_000, 0))
    assert [(row.number, [c.label for c in row.criteria if c.outcome is Outcome.FAILED]) for row in reason.rows] == [
        (1, ["本年.研发费用"]),
        (2, ["本年.研发费用"]),
    ]
    assert reason.rows[1].criteria[0].threshold == "≥ 500万元，< 1000万元"


BOOLEANS = """| F | 规上企业 | 行业 | → 资格 | 依据 |
|---|---|---|---|---|
| 1 | true | "工业","建筑业" | true | 第一款 |
| 2 | - | - | false | 第二款 |
"""


def test_a_no_shows_what_would_have_been_a_yes() -> None:
    reason = explain(make_clause(BOOLEANS), 规上企业=False, 行业="工业")
    assert [(row.number, row.outcome, row.result) for row in reason.rows] == [
        (2, Outcome.PASSED, "false"),
        (1, Outcome.FAILED, "true"),
    ]
    assert reason.rows[1].criteria == (
        Criterion("规上企业", "否", "是", Outcome.FAILED),
        Criterion("行业", "工业", "工业、建筑业", Outcome.PASSED),
    )


NESTED = """```feel
研发强度 = 本年.研发费用 / 本年.营业收入
```

| U | 研发强度 | → 档 | 依据 |
|---|---|---|---|
| 1 | >= 30% | 3 | 第一款 |
| 2 | < 30% | 1 | 第二款 |

| U | 档 | → 奖励 | 依据 |
|---|---|---|---|
| 1 | > 1 | 档 * 1万 | 第三款 |
"""


def test_reasons_are_a_tree() -> None:
    reason = explain(make_clause(NESTED), 年度账=accounts(6_000_000, 0))
    assert (reason.name, reason.value, reason.figures) == ("奖励", "3万", "3 * 1万")
    (grade,) = reason.reasons
    assert (grade.name, grade.value, grade.formula) == ("档", "3", "")
    assert grade.rows[0].criteria == (Criterion("研发强度", "约33.333333%", "≥ 30%", Outcome.PASSED),)
    (intensity,) = grade.reasons
    assert (intensity.name, intensity.value, intensity.figures) == ("研发强度", "约0.333333", "600万 / 1800万")
    assert (intensity.rows, intensity.reasons) == ((), ())


LISTS = """```feel
有效数 = count(知识产权[授权日 <= 基准日])
```

| U | 有效数 | → 奖励 | 依据 |
|---|---|---|---|
| 1 | >= 1 | 有效数 * 1000 | 第一款 |
"""


def test_lists_keep_their_names_in_formulas() -> None:
    reason = explain(make_clause(LISTS), 知识产权=[{"授权日": Date(2023, 3, 1)}])
    assert reason.figures == "1 * 1000"
    assert reason.reasons[0].figures == "count(知识产权[授权日 <= 2026-07-01])"


def test_a_definition_that_was_never_needed_keeps_its_name() -> None:
    body = LISTS.replace(
        "有效数 = count(知识产权[授权日 <= 基准日])", "基数 = 5\n有效数 = if 规上企业 then 基数 else 1"
    )
    reason = explain(make_clause(body), 规上企业=False)
    assert reason.reasons[0].figures == "if 否 then 基数 else 1"
