"""How severe a finding is: what a gap of a table means depends on what the table is for."""

from __future__ import annotations

import pytest

from factories.policy import make_clause, make_pack, render_all
from zhida.policy.checks import check_pack
from zhida.policy.pack import Pack

STEPS = """
| U | 本年.营业收入 | → {name} | 依据 |
|---|-------------|---------|------|
| 1 | [5亿..10亿) | {low} | 一 |
| 2 | [{start}..50亿) | {high} | 一 |
"""


def steps(name: str = "奖励", low: str = "10万", high: str = "20万", start: str = "10亿") -> str:
    return STEPS.format(name=name, low=low, high=high, start=start)


def gaps_of(pack: Pack) -> list[tuple[str, str, object]]:
    return [
        (found.code, str(found.severity), found.values["region"])
        for found in check_pack(pack)
        if found.code in {"check.gap", "check.hole"}
    ]


BEYOND = "本年.营业收入: [0..500000000), >= 5000000000"


@pytest.mark.parametrize(
    ("low", "high", "attributes"),
    [
        ("10万", "20万", ""),
        ("10万", "20万", "\n```yaml\nkind: relief\n```\n"),
        ("true", "true", ""),
    ],
)
def test_no_row_for_an_amount_or_a_status_is_a_note(low: str, high: str, attributes: str) -> None:
    assert gaps_of(make_clause(steps(low=low, high=high) + attributes)) == [("check.gap", "note", BEYOND)]


def test_no_row_for_a_classification_is_a_warning() -> None:
    assert gaps_of(make_clause(steps(low='"小"', high='"大"'))) == [("check.gap", "warning", BEYOND)]


def test_no_row_for_a_definition_is_a_warning() -> None:
    pack = make_clause(steps("比例", "10%", "20%") + "\n```yaml\nkind: definitions\n```\n")
    assert gaps_of(pack) == [("check.gap", "warning", BEYOND)]


def test_a_hole_between_rows_is_a_warning_even_for_an_award() -> None:
    pack = make_clause(steps(start="20亿"))
    assert gaps_of(pack) == [
        ("check.hole", "warning", "本年.营业收入: [1000000000..2000000000)"),
        ("check.gap", "note", BEYOND),
    ]
    (line,) = [line for line in render_all(check_pack(pack)) if "行与行之间" in line]
    assert line == (
        "policy.md:14:1: 决策表“奖励”的行与行之间没有一行覆盖：本年.营业收入: [1000000000..2000000000)，"
        "例如 本年.营业收入 = 1000000000。 → 两边都有行、中间缺一段，多半是漏了：请补一行，或移动相邻一行的界限。"
    )


def test_an_award_that_another_definition_computes_with_is_a_warning() -> None:
    total = "```feel\n合计 = 奖励 + 10万\n```\n\n```yaml\nresult: 奖励\n```\n"
    assert gaps_of(make_clause(total + steps())) == [("check.gap", "warning", BEYOND)]


def test_a_status_that_other_tables_only_test_is_a_note() -> None:
    other = "\n## 第二条 其他 {#other}\n\n| U | 资格 | → 奖励 | 依据 |\n|---|---|---|---|\n| 1 | true | 10万 | 二 |\n"
    pack = make_clause(steps("资格", "true", "true") + other)
    assert gaps_of(pack) == [("check.gap", "note", BEYOND)]


def test_an_answer_of_a_table_with_several_results_is_a_note() -> None:
    table = "| U | 规上企业 | → 奖励 | → 等级 | 依据 |\n|---|---|---|---|---|\n| 1 | true | 10万 | 1 | 一 |\n"
    attributes = "\n```yaml\nresult: 奖励\n```\n"
    assert gaps_of(make_clause(table + attributes)) == [("check.gap", "note", "规上企业: false")]
    used = "\n```feel\n两倍 = 等级 * 2\n```\n"
    assert gaps_of(make_clause(table + used + attributes)) == [("check.gap", "warning", "规上企业: false")]


def test_counts_of_people_are_whole() -> None:
    rows = "| 1 | < 30 | 1万 | 一 |\n| 2 | >= 31 | 2万 | 一 |\n"
    pack = make_clause("| U | 本年.职工总数 | → 奖励 | 依据 |\n|---|---|---|---|\n" + rows)
    assert gaps_of(pack) == [("check.hole", "warning", "本年.职工总数: 30")]


def test_the_example_has_no_warning_about_its_tables() -> None:
    found = [found for found in check_pack(make_pack()) if found.code.startswith("check.")]
    assert [(finding.code, str(finding.severity), finding.values["witness"]) for finding in found] == [
        ("check.gap", "note", "规上企业 = true, 本年.研发费用 = 0"),
        ("check.gap", "note", "规上企业 = false, 本年.研发费用 = 0"),
    ]
