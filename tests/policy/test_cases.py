from __future__ import annotations

import pytest

from factories.policy import FRONT_MATTER, POLICY_TEXT, make_clause, make_pack, render_all
from zhida.policy.cases import rows_never_hit, run_cases
from zhida.policy.checks import check_pack
from zhida.policy.pack import Pack
from zhida.policy.serialise import to_json


def outcome(pack: Pack) -> list[tuple[str, bool, str]]:
    return [(result.case, result.passed, result.got) for result in run_cases(pack)]


def test_cases_pass() -> None:
    assert outcome(make_pack()) == [
        ("封顶", True, "200万"),
        ("恰好500万", True, "不符合"),
        ("上年不详", True, "待补充（年度账[2024].研发费用）".replace("年度账[2024]", "上年")),
    ]


@pytest.mark.parametrize(
    ("written", "instead", "case", "expected", "got"),
    [
        ("0 | 不符合 |", "0 | 200万 |", "恰好500万", "200万", "不符合"),
        ("| 200万 |\n| 恰", "| 201万 |\n| 恰", "封顶", "201万", "200万"),
        ("| 200万 |\n| 恰", "| 不符合 |\n| 恰", "封顶", "不符合", "200万"),
        ("| 200万 |\n| 恰", "| 待补充 |\n| 恰", "封顶", "待补充", "200万"),
        ("| 待补充 |", "| 不符合 |", "上年不详", "不符合", "待补充（上年.研发费用）"),
        ("| 待补充 |", "| 10万 |", "上年不详", "10万", "待补充（上年.研发费用）"),
    ],
)
def test_cases_that_fail(written: str, instead: str, case: str, expected: str, got: str) -> None:
    assert POLICY_TEXT.count(written) == 1
    failed = [result for result in run_cases(make_pack(POLICY_TEXT.replace(written, instead))) if not result.passed]
    assert [(result.case, result.expected, result.got) for result in failed] == [(case, expected, got)]
    assert failed[0].reason is not None
    assert failed[0].reason.rows[0].article == "第三条第一款"
    assert failed[0].span.text == expected


def test_a_failing_case_is_an_error_of_the_check() -> None:
    findings = check_pack(make_pack(POLICY_TEXT.replace("| 待补充 |", "| 10万 |")))
    (line,) = render_all(found for found in findings if found.code == "pack.case-fails")
    assert line.startswith(
        "policy.md:23:26 (第三条 › 算例 上年不详 › → 研发投入奖励): 算例“上年不详”的“研发投入奖励”应当是 10万"
    )


TABLE = "| U | 规上企业 | → 资格 | 依据 |\n|---|---|---|---|\n| 1 | true | true | 一 |\n| 2 | false | false | 二 |\n\n"


def test_rows_no_case_reaches() -> None:
    pack = make_clause(TABLE + "| 算例 | 规上企业 | → 资格 |\n|---|---|---|\n| 甲 | true | true |\n| 乙 | | 待补充 |\n")
    assert render_all(rows_never_hit(pack)) == [
        "policy.md:16:1: 没有算例用到条款“测试”里“资格”的第 2 行。 → 补一个命中这一行的算例。"
    ]
    whole = make_clause(
        TABLE + "| 算例 | 规上企业 | → 资格 |\n|---|---|---|\n| 甲 | true | true |\n| 乙 | false | 不符合 |\n"
    )
    assert rows_never_hit(whole) == ()


def run_one(expression: str, columns: str, cells: str, expected: str) -> list[tuple[str, bool, str]]:
    body = f"```feel\n答 = {expression}\n```\n\n| 算例 |{columns}| → 答 |\n{'|---' * (columns.count('|') + 3)}|\n| 甲 |{cells}| {expected} |\n"
    return outcome(make_clause(body))


@pytest.mark.parametrize(
    ("expression", "columns", "cells", "expected"),
    [
        ("本年.年份", "基准日", '@"2026-03-01"', "待补充"),
        ("本年.年份", "基准日 | 本年.研发费用", '@"2026-03-01" | 5', "2025"),
        ("上年.年份", "基准日 | 成立日期", '@"2026-03-01" | @"2020-03-01"', "2024"),
        ("本年.年份", "规上企业", "true", "待补充"),
        ("基准日", "基准日", '@"2026-03-01"', '@"2026-03-01"'),
        ("基准日", "规上企业", "true", "待补充"),
        ("上年 = null", "上年", "null", "true"),
        ("上年.研发费用", "上年", "null", "不符合"),
        ("上年.研发费用", "上年", "{研发费用: 5}", "5"),
        ("上年.营业收入", "上年", "{研发费用: 5}", "待补充"),
        ("上年.研发费用", "上年.研发费用", "5", "5"),
        ("sum(近三年.研发费用)", "近三年", "[{研发费用: 5}, {研发费用: 6}]", "11"),
        ("sum(近三年.研发费用)", "本年.研发费用 | 上年.研发费用 | 前年", "5 | 6 | null", "11"),
        ("sum(近三年.研发费用)", "本年.研发费用 | 上年.研发费用", "5 | 6", "待补充"),
        ("sum(近三年.研发费用)", "基准日 | 成立日期 | 本年.研发费用", '@"2026-03-01" | @"2025-01-01" | 5', "5"),
        ("上年.研发费用", "基准日 | 年度账", '@"2026-03-01" | [{年份: 2024, 研发费用: 7}]', "7"),
        ("上年.营业收入", "基准日 | 年度账 | 上年.营业收入", '@"2026-03-01" | [{年份: 2024, 研发费用: 7}] | 8', "8"),
        ("count(知识产权)", "知识产权", "[]", "0"),
        ("count(知识产权)", "规上企业", "true", "待补充"),
        ('count(知识产权[类别 = "发明专利"])', "知识产权", '[{类别: "发明专利"}, {类别: "实用新型"}]', "1"),
        ('count(知识产权[类别 = "发明专利"])', "知识产权", "[{类别: null}]", "待补充"),
        ("规上企业", "规上企业", "null", "待补充"),
        ("规上企业", "规上企业", "false", "不符合"),
        ("本年.研发费用 - 5", "本年.研发费用", "5", "不符合"),
        ("1 / 3 * 3 = 1", "规上企业", "true", "不符合"),
    ],
)
def test_what_a_case_can_say(expression: str, columns: str, cells: str, expected: str) -> None:
    assert [passed for _, passed, _ in run_one(expression, columns, cells, expected)] == [True]


def test_a_number_is_no_text() -> None:
    assert run_one("5", "规上企业", "true", '"5"') == [("甲", False, "5")]


def test_results_as_json() -> None:
    data = to_json(run_cases(make_pack(POLICY_TEXT.replace("| 待补充 |", "| 10万 |")))[2])
    assert isinstance(data, dict)
    assert (data["passed"], data["expected"], data["span"]) == (
        False,
        "10万",
        {
            "file": "policy.md",
            "line": 23,
            "column": 26,
            "place": ["第三条", "算例 上年不详", "→ 研发投入奖励"],
            "text": "10万",
        },
    )


def test_cases_reach_definitions_of_other_clauses() -> None:
    text = POLICY_TEXT + (
        "\n## 第四条 加倍 {#double}\n\n```feel\n加倍 = 研发投入奖励 * 2\n```\n\n"
        "| 算例 | 规上企业 | 本年.研发费用 | 上年.研发费用 | → 加倍 | → 研发投入奖励 |\n|---|---|---|---|---|---|\n"
        "| 甲 | true | 600万 | 500万 | 20万 | 10万 |\n"
    )
    assert outcome(make_pack(text))[3:] == [("甲", True, "20万"), ("甲", True, "10万")]
    assert FRONT_MATTER in text
