"""What differs between two versions of a policy: nothing of itself, one cell of one edit, the mirror image the other way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.policy import POLICY_TEXT, make_pack
from zhida.policy.difference.compare import compare_packs
from zhida.policy.difference.model import Change, Difference, PackDifference, Part
from zhida.policy.document.read import read_document
from zhida.policy.document.tree import Table
from zhida.policy.document.write import replace_cell, write_document
from zhida.policy.pack import Pack

GRADES = """
## 第四条 分档 {#grade}

注册资本分三档。

```feel
门槛 = 500万
系数 = if 规上企业 then 2 else 1
```

| F | 注册资本 | 规上企业 | → 档次 | → 分值 | 依据 | 说明 |
|---|---------|---------|-------|-------|------|------|
| 1 | >= 1亿 | true | "甲" | 30 | 第四条一 | 最高档 |
| 2 | [1000万..1亿) | - | "乙" | 20 | 第四条二 | |
| 3 | [门槛..1000万) | - | "丙" | 10 * 系数 | 第四条三 | |

| 算例 | 注册资本 | 规上企业 | → 档次 | → 分值 |
|------|---------|---------|-------|-------|
| 恰好一亿 | 1亿 | true | "甲" | 30 |
| 差一分不到一亿 | 99999999.99 | true | "乙" | 20 |
| 不详 | | true | 待补充 | 待补充 |

```yaml
kind: definitions
values:
  档次: '"甲","乙","丙"'
```
"""
TEXT = POLICY_TEXT + GRADES
OLD = make_pack(TEXT)
TABLES = [block for block in read_document(TEXT).blocks if isinstance(block, Table)]
CELLS = [(table, row, column) for table, one in enumerate(TABLES) for row in range(len(one.rows))
         for column in range(1, len(one.header.cells))]  # fmt: skip
CASES = (1, 3)
"""Which of the tables hold worked examples."""
SWAPPED = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}

EDITS = {
    "条件": ("[1000万..1亿)", "[2000万..1亿)"),
    "结果": ('"乙" | 20 |', '"乙" | 25 |'),
    "加一行": ("| 3 | [门槛", '| 3 | [900万..1000万) | - | "乙" | 15 | 第四条三 | |\n| 4 | [门槛'),
    "减一行": ('| 2 | [1000万..1亿) | - | "乙" | 20 | 第四条二 | |\n| 3 |', "| 2 |"),
    "不改": ("", ""),
    "定义": ("门槛 = 500万", "门槛 = 600万"),
    "加定义": ("门槛 = 500万", "门槛 = 500万\n上限 = 2亿"),
    "命中策略": ("| F | 注册资本", "| U | 注册资本"),
    "文字": ("分三档", "分三等"),
    "标题": ("第四条 分档", "第四条 分等"),
    "标识": ("{#grade}", "{#level}"),
    "头部": ("layer: N", "layer: 5\nbudget: 1亿"),
    "算例": ("| 不详 | | true |", "| 人数不详 | | true |"),
    "加算例": ("| 不详 | |", '| 一千万 | 1000万 | true | "乙" | 20 |\n| 不详 | |'),
    "同义": ("[1000万..1亿)", "[10000000 .. 100000000)"),
    "属性": ("kind: definitions", "kind: definitions\nno-application: true"),
    "叠加": ("kind: definitions", "kind: definitions\nstacking:\n- cap: 100万"),
    "区间": (
        "\n## 第四条",
        "\n```feel\n研发投入上限 = 300万\n```\n\n```yaml\nresult: [研发投入奖励, 研发投入上限]\n```\n\n## 第四条",
    ),
    "加表": (
        "\n```feel\n门槛",
        "\n| U | 规上企业 | → 得分 |\n|---|---|---|\n| 1 | true | 1 |\n| 2 | false | 2 |\n\n```feel\n门槛",
    ),
    "标识和标题": ("第四条 分档 {#grade}", "第五条 分等 {#level}"),
    "减一条": (GRADES, ""),
    "定义改名": ("门槛 = 500万", "底线 = 500万", "[门槛..", "[底线.."),
    "结果改名": ("→ 档次 | → 分值 | 依据", "→ 档次 | → 得分 | 依据", "→ 档次 | → 分值 |\n", "→ 档次 | → 得分 |\n"),
    "结果改名还加算例": (
        *("→ 档次 | → 分值 | 依据", "→ 档次 | → 得分 | 依据", "→ 档次 | → 分值 |\n", "→ 档次 | → 得分 |\n"),
        *("| 不详 | |", '| 一千万 | 1000万 | true | "乙" | 20 |\n| 不详 | |'),
    ),
    "新事实": ("min(200万, 10% *", "min(注册资本, 10% *"),
    "分配": ("kind: definitions", "kind: definitions\nallocation:\n- budget: 100万\n  of: [rd-award]"),
}


def edit(*texts: str) -> Pack:
    """The policy with the first text replaced by the second, the third by the fourth, and so on."""
    edited = TEXT
    for old, new in zip(texts[::2], texts[1::2], strict=True):
        assert old in edited
        edited = edited.replace(old, new, 1)
    return make_pack(edited)


def tell(difference: PackDifference) -> list[tuple[object, ...]]:
    return [
        (one.part.value, one.change.value, one.clause, one.old and one.old.text, one.new and one.new.text)
        for one in difference.differences
    ]


def mirror(difference: Difference) -> Difference:
    change = SWAPPED.get(difference.change, difference.change)
    return replace(difference, change=change, old=difference.new, new=difference.old)


def forget_clause(difference: Difference) -> Difference:
    """A renamed clause is told under the id of the newer version, which is the other one the other way round."""
    return replace(difference, clause="")


def test_a_policy_does_not_differ_from_itself():
    assert compare_packs(OLD, make_pack(TEXT)) == PackDifference(same_file=True, differences=())


@given(st.sampled_from(CELLS))
def test_an_edit_of_one_cell_is_told_at_that_cell_and_nowhere_else(place):
    table, row, column = place
    block = TABLES[table]
    cell, heading = block.rows[row].cells[column], block.header.cells[column].text
    text = write_document(
        replace_cell(read_document(TEXT), cell, alter(heading, cell.text, "77万" if table in CASES else "> 77亿"))
    )

    differences = compare_packs(OLD, make_pack(text)).differences
    (found,) = [one for one in differences if one.part is not Part.FACT]
    side = found.old or found.new
    assert (found.part, found.old.text if found.old else "", side.row, side.column) == (
        Part.CASE_CELL if table in CASES else Part.CELL,
        cell.text,
        row + 1,
        heading,
    )
    if found.old is not None and heading not in {"依据", "说明"}:
        assert (found.old.line, found.old.text) == (cell.line, cell.text)


def alter(heading: str, text: str, amount: str) -> str:
    """Another text that compiles in the same cell, with another meaning."""
    if heading in {"依据", "说明"}:
        return f"{text}改"
    if heading == "规上企业":
        return "false" if text == "true" else "true"
    if heading == "→ 档次":
        return '"丁"'
    if heading.startswith("→"):
        return "7万"
    return amount


@given(st.sampled_from(sorted(EDITS)), st.sampled_from(sorted(EDITS)))
def test_the_other_way_round_is_the_mirror_image(one, other):
    first, second = edit(*EDITS[one]), edit(*EDITS[other])

    forth, back = compare_packs(first, second).differences, compare_packs(second, first).differences
    assert Counter(forget_clause(mirror(each)) for each in back) == Counter(map(forget_clause, forth))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("条件", [("cell", "changed", "grade", "[1000万..1亿)", "[2000万..1亿)")]),
        ("同义", [("cell", "same-meaning", "grade", "[1000万..1亿)", "[10000000 .. 100000000)")]),
        ("加一行", [("row", "added", "grade", None,
                   '注册资本: [900万..1000万)；→ 档次: "乙"；→ 分值: 15；依据: 第四条三')]),
        ("减一行", [("row", "removed", "grade",
                   '注册资本: [1000万..1亿)；→ 档次: "乙"；→ 分值: 20；依据: 第四条二', None)]),
        ("定义", [("definition", "changed", "grade", "500万", "600万")]),
        ("加定义", [("definition", "added", "grade", None, "2亿")]),
        ("命中策略", [("hit-policy", "changed", "grade", "F", "U")]),
        ("文字", [("words", "changed", "grade", "注册资本分三档。", "注册资本分三等。")]),
        ("标题", [("heading", "changed", "grade", "第四条 分档", "第四条 分等")]),
        ("标识", [("identifier", "changed", "level", "grade", "level")]),
        ("标识和标题", [("identifier", "changed", "level", "grade", "level"),
                   ("heading", "changed", "level", "第四条 分档", "第五条 分等")]),
        ("减一条", [("clause", "removed", "grade", "第四条 分档\n\n注册资本分三档。", None)]),
        ("定义改名", [("definition-name", "changed", "grade", "门槛", "底线"),
                  ("cell", "same-meaning", "grade", "[门槛..1000万)", "[底线..1000万)")]),
        ("结果改名", [("column", "changed", "grade", "→ 分值", "→ 得分")]),
        ("结果改名还加算例", [("column", "changed", "grade", "→ 分值", "→ 得分"),
                      ("case", "added", "grade", None, '注册资本: 1000万；规上企业: true；→ 档次: "乙"；→ 得分: 20')]),
        ("头部", [("metadata", "changed", "", "N", "5"), ("metadata", "added", "", None, "1亿")]),
        ("算例", [("case-name", "changed", "grade", "不详", "人数不详")]),
        ("加算例", [("case", "added", "grade", None,
                  '注册资本: 1000万；规上企业: true；→ 档次: "乙"；→ 分值: 20')]),
        ("加表", [("table", "added", "grade", None,
                 "规上企业: true；→ 得分: 1；依据: 第四条\n规上企业: false；→ 得分: 2；依据: 第四条")]),
        ("属性", [("attribute", "added", "grade", None, "true")]),
        ("叠加", [("stacking", "added", "grade", None, "cap: 100万")]),
        ("区间", [("definition", "added", "rd-award", None, "300万"),
                ("attribute", "added", "rd-award", None, "[研发投入奖励, 研发投入上限]")]),
        ("新事实", [("cell", "changed", "rd-award",
                  "min(200万, 10% * max(0, 本年.研发费用 - 上年.研发费用))",
                  "min(注册资本, 10% * max(0, 本年.研发费用 - 上年.研发费用))"),
                 ("fact", "added", "rd-award", None, "注册资本")]),
        ("分配", [("allocation", "added", "grade", None, "budget: 100万\nof: [rd-award]")]),
    ],
)  # fmt: skip
def test_each_kind_of_edit(name, told):
    assert tell(compare_packs(OLD, edit(*EDITS[name]))) == told


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("门槛 = 500万", "门槛 = 5000000", "definition"),
        ("| 恰好一亿 | 1亿", "| 恰好一亿 | 10000万", "case-cell"),
        ('"甲","乙","丙"', '“甲”, "乙", "丙"', "attribute"),
        ("| F | 注册资本 |", "| F | (注册资本) |", "column"),
        ("in-force: 2024-01-01..", "in-force: 2024-01-01 ..", "metadata"),
        ("分三档。", "分三档。  ", None),
        ("注册资本分三档。", "注册资本分三档。\n\n<!-- 说明 -->", None),
    ],
)
def test_what_is_only_written_otherwise(old, new, part):
    difference = compare_packs(OLD, edit(old, new))

    assert not difference.same_file
    assert not difference.changes_meaning
    assert [one.part for one in difference.differences] == ([part] if part else [])


RULES = "allocation:\n- places: 5\n  by: 注册资本 * 1\n- budget: 100万\n"


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (RULES.replace("100万", "1000000"), [("same-meaning", "budget: 1000000")]),
        (RULES.replace("注册资本 * 1", "注册资本*1"), [("same-meaning", "places: 5\nby: 注册资本*1")]),
        (RULES.replace("100万", "200万"), [("changed", "budget: 200万")]),
        (RULES.replace("注册资本 * 1", "注册资本 * 2"), [("changed", "places: 5\nby: 注册资本 * 2")]),
        (RULES.replace("- budget: 100万\n", ""), [("removed", None)]),
        (RULES, []),
    ],
)
def test_rules_of_allocation(rules, told):
    old, new = (make_pack(f"{POLICY_TEXT}\n```yaml\n{one}```\n") for one in (RULES, rules))
    found = compare_packs(old, new).differences
    assert [(one.change.value, one.new and one.new.text) for one in found] == told
    assert {one.part for one in found} <= {Part.ALLOCATION}


def test_a_column_that_goes_is_told_with_its_cells():
    text = TEXT.replace("| 规上企业 | → 档次 | → 分值 | 依据", "| → 档次 | → 分值 | 依据", 1)
    for cells in ('| true | "甲" | 30 | 第', '| - | "乙"', '| - | "丙"'):
        assert cells in text
        text = text.replace(cells, "|" + cells.split("|", 2)[2], 1)
    text = text.replace("|---|---------|---------|-------|-------|------|------|", "|---|---|---|---|---|---|", 1)

    told = tell(compare_packs(OLD, make_pack(text)))
    assert ("column", "removed", "grade", "规上企业", None) in told
    assert ("cell", "removed", "grade", "true", None) in told
    assert {one[1] for one in told} == {"removed"}
