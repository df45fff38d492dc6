"""Policies that must be refused, each with the words and the place people see."""

from __future__ import annotations

import pytest

from factories.policy import AWARD, FRONT_MATTER, POLICY_TEXT, found_in, make_clause, make_pack, render_all
from zhida.lang.base.diagnostic import DiagnosticError, Severity

RULE = "| 1 | true | > 500万 | min(200万, 10% * max(0, 本年.研发费用 - 上年.研发费用)) | 第三条第一款 |"
HEAD = "| U | 规上企业 | 本年.研发费用 | → 研发投入奖励 | 依据 |"
CASE = "| 恰好500万 | true | 500万 | 0 | 不符合 |"

FRONT = [
    ("title: 支持研发投入若干措施\n", "", "头部没有 title。"),
    ("verified: false", "verified: 否", "verified 只能是 true 或 false，这里是“否”。"),
    ("layer: N", "layer: 3", "“3”不是“1+5+N”的层次。"),
    ("layer: N", "zone: 另一个", "键 zone 出现了两次。"),
    ("layer: N", "layr: N", "没有名为 layr 的键。"),
    ("layer: N", "budget: 很多", "“很多”不是金额。"),
    ("layer: N", "stages: 甲", "stages 应当是一个列表。"),
    ("layer: N", "uses: 全国/中小企业划型", "uses 应当写明名称和政策包。"),
    ("layer: N", "uses: {划型: 中小企业划型}", "“中小企业划型”不是政策包。"),
    ("layer: N", "uses: {划型: 全国/中小企业划型}", "没有政策包“全国/中小企业划型”。"),
    ("layer: N", "layer: [N", "这里不是 YAML"),
    ("issuer: ", "issuer：", "policy.md:4:7: issuer 后面是全角冒号。"),
    ("2024-01-01..2026-12-31", "2026-12-31..2024-01-01", "有效期从 2026-12-31 到 2024-01-01，首尾颠倒。"),
    ("2024-01-01..2026-12-31", "2024-02-30..", "“2024-02-30”这一天不存在。"),
    ("2024-01-01..2026-12-31", "2024-1-1..", "“2024-1-1”不是日期。"),
    ("2024-01-01..2026-12-31", "2024年起", "“2024年起”不是有效期。"),
    ("2024-01-01..2026-12-31", "..", "“..”不是有效期。"),
    ("zone: 示范高新区", "zone: [示范高新区]", "zone 应当是一段文字。"),
]

LAYOUT = [
    (" {#rd-award}", "", "policy.md:11:1: 条款“第三条 研发投入奖励”没有标识。"),
    ("{#rd-award}", "{#研发}", "policy.md:11:1: #研发 不能作条款标识。"),
    (HEAD, HEAD.replace("| U |", "| X |"), "policy.md:15:3: “X”不是命中策略。"),
    (HEAD, HEAD.replace("→ ", ""), "policy.md:15:1: 这张表没有结果列。"),
    (HEAD, HEAD.replace("规上企业", ""), "policy.md:15:7: 有一列没有表头。"),
    (HEAD, HEAD.replace("规上企业", "依据"), "policy.md:15:33: “依据”这一列出现了两次。"),
    (HEAD, HEAD.replace("研发投入奖励", "奖励(元)"), "policy.md:15:24: “奖励(元)”不能作名称。"),
    ("|---|---------|--------------|------------|------|\n| 1", "|---|---|\n| 1", "这一行有 2 格，表头有 5 格。"),
    (RULE, RULE + " 多 |", "policy.md:17:1: 这一行有 6 格，表头有 5 格。"),
    (RULE, RULE.replace("| 1 |", "| 2 |"), "policy.md:17:3: 这一行的编号应当是 1，这里是“2”。"),
    (RULE, "| 1 | true | > 500万 |  | 第三条 |", "policy.md:17:1: 第 1 行没有写“研发投入奖励”的结果。"),
    (RULE, "\n" + RULE, "policy.md:18:1: 这一行以 | 开头，却不在任何表里。"),
    (CASE, CASE.replace("恰好500万", ""), "policy.md:22:1: 这个算例没有名称。"),
    (CASE, CASE.replace("恰好500万", "封顶"), "policy.md:22:1: 这个条款已有名为“封顶”的算例。"),
    (CASE, CASE.removesuffix("| 不符合 |") + "|", "policy.md:22:1: 这一行有 4 格，表头有 5 格。"),
    ("| 算例 | 规上企业 |", "| 算例 | 规上 |", "policy.md:19:8 (第三条 › 规上): 算例的“规上”不是事实。"),
    ("| → 研发投入奖励 |\n|------|", "| → 奖励 |\n|------|", "算例的结果“奖励”没有定义。"),
    (
        CASE,
        CASE.replace("true", '"是"'),
        "policy.md:22:12 (第三条 › 算例 恰好500万 › 规上企业): 算例的“规上企业”应当是“是否”。",
    ),
    (CASE, CASE.replace("| 0 |", "| -1 |"), "“研发费用”不能是 -1，允许的取值是 >= 0。"),
    (CASE, CASE.replace("500万 | 0", "0.001 | 0"), "“研发费用”是“金额”，最多 2 位小数，这里是 0.001。"),
    ("规上企业研发费用超过", "```yaml\nkind: prize\n```\n", "policy.md:14:7: 没有“prize”这种条款。"),
    ("规上企业研发费用超过", "```yaml\nresult: 补贴\n```\n", "这个条款没有定义“补贴”。"),
    (
        "规上企业研发费用超过",
        "```yaml\nkind: status\n```\n",
        "条款“研发投入奖励”的 kind 与结果“研发投入奖励”的类型 number 不一致。",
    ),
    ("规上企业研发费用超过", "```yaml\nno-application: 是\n```\n", "no-application 只能是 true 或 false，这里是“是”。"),
    ("规上企业研发费用超过", "```yaml\nkinds: award\n```\n", "没有名为 kinds 的键。"),
    ("规上企业研发费用超过", "```yaml\nvalues: 1\n```\n", "values 应当按结果列出取值。"),
    ("规上企业研发费用超过", "```feel\n一句话\n```\n", "policy.md:14:1: 这一行不是定义。"),
    ("规上企业研发费用超过", "```feel\n3年 = 1\n```\n", "policy.md:14:1: “3年”不能作名称。"),
    ("规上企业研发费用超过", "```feel\n规上企业 = true\n```\n", "policy.md:14:1: “规上企业”与事实同名。"),
    ("规上企业研发费用超过", "```feel\n研发投入奖励 = 1\n```\n", "“研发投入奖励”已在第 14 行定义过。"),
    ("规上企业研发费用超过", "```feel\n甲 = 1\n", "policy.md:13:1: 从这里开始的块一直没有结束，后面的内容都会丢失。"),
    ("规上企业研发费用超过", "<!-- 待议\n", "policy.md:13:1: 从这里开始的块一直没有结束"),
]


def refused(text: str) -> list[str]:
    with pytest.raises(DiagnosticError) as error:
        make_pack(text)
    return found_in(error.value)


@pytest.mark.parametrize(("written", "instead", "words"), FRONT, ids=[words for _, _, words in FRONT])
def test_front_matter(written: str, instead: str, words: str) -> None:
    assert POLICY_TEXT.count(written) == 1
    lines = refused(POLICY_TEXT.replace(written, instead))
    assert [line for line in lines if words in line and line.startswith("policy.md:")], lines


@pytest.mark.parametrize(("written", "instead", "words"), LAYOUT, ids=[words for _, _, words in LAYOUT])
def test_clauses(written: str, instead: str, words: str) -> None:
    assert written in POLICY_TEXT
    lines = refused(POLICY_TEXT.replace(written, instead, 1))
    assert [line for line in lines if words in line], lines


@pytest.mark.parametrize("mark", ["##", "＃＃ ", "### "])
def test_a_clause_whose_heading_is_none_is_not_lost_in_the_one_above(mark: str) -> None:
    second = AWARD.replace("## 第三条 ", f"{mark}第四条 ").replace("{#rd-award}", "{#second}")
    lines = refused(POLICY_TEXT + second)
    assert lines[0].startswith("policy.md:25:1: 这一行不是条款的标题，下面的规则会算到上一条里。"), lines


def test_a_block_never_closed_is_told_once() -> None:
    lines = refused(POLICY_TEXT.replace("规上企业研发费用超过", "```feel\n甲 = 1\n规上企业研发费用超过", 1))
    assert [line for line in lines if "这一行不是定义" in line] == []


def test_a_file_without_front_matter() -> None:
    assert refused("# 只有标题\n")[0] == (
        "policy.md:1:1: 文件没有以 --- 开头的头部。"
        " → 第一行写 ---，接着写 title、number、issuer、zone、in-force、verified，再以 --- 结束。"
    )


def test_the_same_clause_twice() -> None:
    lines = refused(POLICY_TEXT + AWARD.replace("第三条 ", "第四条 "))
    assert lines[0] == (
        "policy.md:25:1: 条款标识 rd-award 已经在第 11 行用过（rd-award）。"
        " → 给其中一个条款换一个标识；只差大小写也算相同。"
    )


def test_clauses_whose_ids_differ_by_case_alone() -> None:
    lines = refused(POLICY_TEXT + AWARD.replace("第三条 ", "第四条 ").replace("{#rd-award}", "{#RD-award}"))
    assert [line.split(" → ")[0] for line in lines] == [
        "policy.md:25:1: 条款标识 RD-award 已经在第 11 行用过（rd-award）。"
    ]


def test_rules_outside_any_clause() -> None:
    lines = refused(FRONT_MATTER + "\n| U | → 奖励 |\n|---|---|\n| 1 | 5 |\n\n```feel\na = 1\n```\n")
    assert [line.split("。")[0] for line in lines] == [
        "policy.md:11:1: 这张表不属于任何条款",
        "policy.md:15:1: 这个代码块不属于任何条款",
    ]


def test_a_wrong_expression_is_shown_in_its_cell() -> None:
    (line,) = refused(POLICY_TEXT.replace("> 500万 |", "> 500万万 |"))
    assert line.startswith("policy.md:17:")
    assert "第三条 › 第1行 › 本年.研发费用" in line


def test_a_result_with_an_error_is_not_also_of_an_unclear_kind() -> None:
    text = (
        FRONT_MATTER
        + "\n## 第三条 奖励 {#award}\n\n| U | 规上企业 | → 奖励 | 依据 |\n|---|---|---|---|\n| 1 | true | 5 + | 三 |\n"
    )
    assert [line.split(": ")[1].split("。")[0] for line in refused(text)] == ["表达式没有写完"]


def test_a_table_with_an_error_does_not_make_its_allocation_wrong() -> None:
    budget = "\n```yaml\nallocation:\n- budget: 1000万\n  exceeded: in-proportion\n```\n"
    lines = refused(POLICY_TEXT.replace("| U |", "| Q |", 1) + budget)
    assert "“Q”不是命中策略" in lines[0]
    assert not [line for line in lines if "没有可分配的金额" in line]


def test_an_unknown_name_in_a_cell() -> None:
    lines = refused(POLICY_TEXT.replace("max(0, 本年.研发费用", "max(0, 本年.研发经费"))
    assert [line[: line.index(")")] for line in lines] == ["policy.md:17:46 (第三条 › 第1行 › 研发投入奖励"]


def test_every_error_is_told_at_once() -> None:
    text = POLICY_TEXT.replace("layer: N", "layer: 3").replace("| 1 | true", "| 7 | true").replace("{#rd-award}", "")
    assert len([line for line in refused(text) if "→" in line]) >= 3


def test_what_deserves_a_warning_does_not_refuse() -> None:
    text = FRONT_MATTER + "\n## 第三条 奖励 {#award}\n\n| U | 规上企业 | → 奖励 |\n|---|---|---|\n| 1 | true | 5万 |\n"
    pack = make_pack(text)
    assert {found.code for found in pack.diagnostics if found.severity is Severity.NOTE} == {"check.gap"}
    assert render_all(found for found in pack.diagnostics if found.severity is not Severity.NOTE) == [
        "policy.md:15:1: 第 1 行没有写依据，将引用条款本身。 → 加一列“依据”，写明出自第几条。",
        "policy.md:11:1: 条款“奖励”没有算例说明“奖励”。 → 写几个算例：典型的、恰好在界上的、差一点的、缺数据的。",
    ]


@pytest.mark.parametrize(("letter", "code"), [("U", "check.overlap"), ("A", "check.conflict")])
def test_rows_that_contradict_each_other_are_refused_with_a_witness(letter: str, code: str) -> None:
    body = f"| {letter} | 规上企业 | → 奖励 | 依据 |\n|---|---|---|---|\n| 1 | true | 5 | 甲 |\n| 2 | - | 6 | 乙 |\n"
    with pytest.raises(DiagnosticError) as refused_pack:
        make_clause(body)
    (error,) = [found for found in refused_pack.value.diagnostics if found.severity is Severity.ERROR]
    assert (error.code, error.values["assignment"]) == (code, {"规上企业": True})
    assert error.span is not None
    assert error.span.position.line == 16
