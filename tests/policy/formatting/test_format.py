"""A document in its one spelling: what is a rule is spelled, what is prose is kept, and all of it means the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.policy import FRONT_MATTER, POLICY_TEXT, make_pack
from zhida.policy.difference.compare import compare_packs
from zhida.policy.document.write import write_document
from zhida.policy.formatting.format import check_same_meaning, format_pack

LOOSE = """---
title: 支持研发投入若干措施   # 标题不动
number:  示高管发〔2024〕3号
issuer: 示范高新区管委会
zone: 示范高新区
in-force: 2024-01-01 .. 2026-12-31
budget: 100000000元 # 一亿
verified: false
---

# 支持研发投入若干措施

正文  里的空格、５０００ 和 ≥ 都不动。

##  第三条　　研发投入奖励   {#rd-award}

| 档次 | 金额 |
|:-----|-----:|
| 甲  |5000000 |

| Ｕ | 规上企业 | 本年.研发费用-0 | →研发投入奖励 |  →  系数 | 依据 |
|---|:-------:|------:|------------|---|------|
| 1 | 是 | ≥5000000 | min(2000000，10.0%×max(0，本年.研发费用)) | 1.20 | 第三条  第一款 |
|2||<0.05亿|0|0|第三条|

| 算例 | 规上企业 | 本年.研发费用 | → 研发投入奖励 | →系数 |
|-----|---|---|---|---|
| 封顶 |是| 40000000 | 2000000 | 1.2 |
| 不详 |  |  | 待补充 | 待补充 |

```feel
// 备注  不动   \n门槛=5000000
强度  =  if 本年.营业收入=0 then 0   \n    else 本年.研发费用÷本年.营业收入
```

```yaml
result: 研发投入奖励
values:
  系数: '1.20,0.5'
stacking:
- cap: 1000000
allocation:
- places: 5
  by: [本年.研发费用×1, -本年.营业收入]
  group: 本年.研发费用≥5000000
- budget: 1000.0万元 # 年度
```
"""
SPELLED = """---
title: 支持研发投入若干措施   # 标题不动
number:  示高管发〔2024〕3号
issuer: 示范高新区管委会
zone: 示范高新区
in-force: 2024-01-01..2026-12-31
budget: 1亿 # 一亿
verified: false
---

# 支持研发投入若干措施

正文  里的空格、５０００ 和 ≥ 都不动。

## 第三条 研发投入奖励 {#rd-award}

| 档次 | 金额 |
|:-----|-----:|
| 甲  |5000000 |

| U | 规上企业 | 本年.研发费用 - 0 | → 研发投入奖励 | → 系数 | 依据 |
|---|:---:|---:|---|---|---|
| 1 | true | >= 500万 | min(200万, 10% * max(0, 本年.研发费用)) | 1.2 | 第三条  第一款 |
| 2 | - | < 500万 | 0 | 0 | 第三条 |

| 算例 | 规上企业 | 本年.研发费用 | → 研发投入奖励 | → 系数 |
|---|---|---|---|---|
| 封顶 | true | 4000万 | 200万 | 1.2 |
| 不详 | | | 待补充 | 待补充 |

```feel
// 备注  不动
门槛 = 500万
强度 = if 本年.营业收入 = 0 then 0
    else 本年.研发费用 / 本年.营业收入
```

```yaml
result: 研发投入奖励
values:
  系数: '1.2, 0.5'
stacking:
- cap: 100万
allocation:
- places: 5
  by: [本年.研发费用 * 1, -本年.营业收入]
  group: 本年.研发费用 >= 500万
- budget: 1000万 # 年度
```
"""


def format_text(text: str) -> str:
    return write_document(format_pack(make_pack(text)))


def test_each_thing_in_its_one_spelling():
    assert format_text(LOOSE) == SPELLED
    assert format_text(SPELLED) == SPELLED


def test_line_ends_are_kept():
    assert format_text(LOOSE.replace("\n", "\r\n")) == SPELLED.replace("\n", "\r\n")


def test_it_means_the_same():
    loose, spelled = make_pack(LOOSE), make_pack(SPELLED)

    assert tuple(check_same_meaning(loose, spelled)) == ()
    assert {one.part.value for one in compare_packs(loose, spelled).differences} >= {
        *("metadata", "column", "cell", "case-cell", "definition", "stacking", "allocation"),
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("< 500万 | 0", "< 500万 | 1"),
        ("| 封顶 | true | 4000万", "| 封顶 | true | 4001万"),
        ("正文  里", "正文 里的"),
        ("门槛 = 500万", "门槛 = 501万"),
        ("cap: 100万", "cap: 101万"),
        ("budget: 1000万", "budget: 1001万"),
        ("研发费用 * 1,", "研发费用 * 2,"),
        ("group: 本年.研发费用 >= 500万", "group: 本年.研发费用 > 500万"),
        ("'1.2, 0.5'", "'1.2, 0.6'"),
        ("2026-12-31", "2026-12-30"),
    ],
)
def test_what_means_something_else_is_found(old, new):
    assert old in SPELLED

    found = tuple(check_same_meaning(make_pack(SPELLED), make_pack(SPELLED.replace(old, new, 1))))
    assert {one.code for one in found} == {"format.meaning-differs"}


def test_what_yaml_would_read_otherwise_stays():
    text = SPELLED.replace("cap: 100万", "cap: 'min(100万,{a:1}.a)'").replace("'1.2, 0.5'", '"1.2,0.5"')
    spelled = format_text(text)

    assert "cap: 'min(100万, {a: 1}.a)'\n" in spelled
    assert "系数: '1.2, 0.5'\n" in spelled
    assert "cap: min({a:1}.a,2)\n" in format_text(SPELLED.replace("cap: 100万", "cap: min({a:1}.a,2)"))


BLANKS = re.compile(r"(?<=\|) | (?=\|)|(?<=,) ")
SIGNS = [
    (">=", "≥"),
    ("500万", "5000000"),
    ("200万", "0.02亿"),
    ("10%", "10.00%"),
    ("true", "是"),
    (", ", "，"),
    (" = ", "="),
]


@given(st.lists(st.sampled_from(SIGNS), unique=True), st.integers(0, 3))
def test_however_it_is_written_it_is_spelled_the_same(signs, blanks):
    """The rules of the policy with other signs and other blanks in its tables come back to the same characters."""
    lines = format_text(POLICY_TEXT).split("\n")
    text = "\n".join(
        loosen(line, signs, blanks) if line.startswith(("| 1", "| 封", "| 恰", "| 上年")) else line for line in lines
    )

    pack = make_pack(text)
    assert write_document(format_pack(pack)) == "\n".join(lines)
    assert tuple(check_same_meaning(pack, make_pack("\n".join(lines)))) == ()


def loosen(line: str, signs: list[tuple[str, str]], blanks: int) -> str:
    name, bar, cells = line[1:].partition("|")
    for spelled, other in signs:
        cells = cells.replace(spelled, other)
    article = cells.rindex("第三条") if "第三条" in cells else len(cells)
    return f"|{name}{bar}{BLANKS.sub(' ' * blanks, cells[:article])}{cells[article:]}"


def test_a_pack_without_front_matter_to_spell_is_left_alone():
    text = FRONT_MATTER + "\n正文。\n"

    assert format_text(text) == text
