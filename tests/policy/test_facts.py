from __future__ import annotations

import pytest

from factories.policy import CATALOGUE, FACTS, found_in, make_catalogue
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.types import BOOLEAN, DATE, NUMBER, STRING, ContextType, ListType
from zhida.policy.facts import Kind, Shape

YEAR_RECORD = ContextType({"年份": NUMBER, "营业收入": NUMBER, "研发费用": NUMBER, "职工总数": NUMBER})


def test_input_types() -> None:
    assert CATALOGUE.input_types == {
        "成立日期": DATE,
        "规上企业": BOOLEAN,
        "行业": STRING,
        "注册资本": NUMBER,
        "得分率": NUMBER,
        "年度账": ListType(YEAR_RECORD),
        "知识产权": ListType(ContextType({"类别": STRING, "授权日": DATE})),
        "基准日": DATE,
        "本年": YEAR_RECORD,
        "上年": YEAR_RECORD,
        "前年": YEAR_RECORD,
        "近三年": ListType(YEAR_RECORD),
    }


def test_one_fact() -> None:
    fact = CATALOGUE.firm_facts["注册资本"]
    assert (fact.kind, fact.unit, fact.source, fact.freshness, fact.meaning) == (
        Kind.MONEY,
        "元",
        "市场监管局",
        365,
        "注册资本",
    )
    assert fact.allowed is not None
    assert (fact.allowed.text, fact.allowed.line, fact.allowed.column) == (">= 0", 10, 19)


def test_groups() -> None:
    assert [(group.name, group.shape) for group in CATALOGUE.groups] == [
        ("企业", Shape.FIRM),
        ("年度账", Shape.YEARS),
        ("知识产权", Shape.LIST),
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("注册资本", "注册资本"),
        ("本年.研发费用", "研发费用"),
        ("近三年.研发费用", "研发费用"),
        ("年度账.研发费用", "研发费用"),
        ("知识产权.类别", "类别"),
        ("研发费用", None),
        ("知识产权.研发费用", None),
        ("行业.类别", None),
    ],
)
def test_find(path: str, name: str | None) -> None:
    found = CATALOGUE.find(path)
    assert (found.name if found else None) == name


def test_the_digest_follows_the_text() -> None:
    assert make_catalogue().digest == CATALOGUE.digest
    assert make_catalogue(FACTS + "\n").digest != CATALOGUE.digest


BAD = [
    ("| 规上企业 | 是否 |", "| 规上企业 | 真假 |", "facts.md:8:10: “真假”不是事实的类型。"),
    ("| 规上企业 |", "| 成立日期 |", "facts.md:8:3: 事实“成立日期”在第 7 行已经声明过。"),
    (
        '| 行业 | 文本 | | "工业","建筑业" | 统计局 | 365 | 行业 |\n| 注册资本 |',
        "| IPO | 文本 | | | 统计局 | 365 | 行业 |\n| ipo |",
        "facts.md:10:3: 事实“ipo”在第 9 行已经声明过。",
    ),
    ("| 规上企业 |", "| 基准日 |", "facts.md:8:3: 名称“基准日”已被占用"),
    ("| 规上企业 |", "| 名称 |", "facts.md:8:3: 名称“名称”已被占用"),
    ("| 规上企业 |", "| 知识产权 |", "facts.md:22:1: 名称“知识产权”已被占用（第 8 行"),
    ("| 规上企业 |", "| 规上.企业 |", "facts.md:8:3: “规上.企业”不能作事实的名称。"),
    ("| 规上企业 |", "| true |", "facts.md:8:3: “true”不能作事实的名称。"),
    ("统计局 | 365 | 在名录内", "统计局 | 一年 | 在名录内", "facts.md:8:25: 时效“一年”不是天数。"),
    ("统计局 | 365 | 在名录内 |", "统计局 | 365 |", "facts.md:8:1: 这一行有 6 格，表头有 7 格。"),
    ("{years}", "{year}", "facts.md:13:1: 不知道 {year} 是什么。"),
    ("{list}", "{years}", "facts.md:22:1: “知识产权”是第二个按年记录的组。"),
    ("| 年份 | 数量 |", "| 年份 | 文本 |", "facts.md:13:1: “年度账”按年记录，却没有类型为数量的“年份”。"),
    ("## 企业\n", "", "facts.md:4:1: 这张表之上没有标题。"),
    ("| 来源 | 时效 |", "| 部门 | 时效 |", "facts.md:5:23: 不认识“部门”这一列。"),
    ("| 事实 | 类型 |", "| 名字 | 类型 |", "facts.md:5:1: 缺少“事实”这一列。"),
    ("| [0..1] |", "| [0.. |", "facts.md:11:"),
    ("| [0..1] |", '| "高" |', "facts.md:11:16 (得分率 › 取值)"),
]


@pytest.mark.parametrize(("written", "instead", "words"), BAD, ids=[words for _, _, words in BAD])
def test_bad_catalogues(written: str, instead: str, words: str) -> None:
    assert written in FACTS
    with pytest.raises(DiagnosticError) as error:
        make_catalogue(FACTS.replace(written, instead, 1))
    lines = found_in(error.value)
    assert [line for line in lines if line.startswith(words)], lines


@pytest.mark.parametrize(
    ("path", "value", "allowed"),
    [
        ("行业", "工业", True),
        ("行业", "农业", False),
        ("知识产权.类别", "发明专利", True),
        ("知识产权.类别", "x", False),
        ("规上企业", False, True),
    ],
)
def test_allowed_values(path: str, value: str, allowed: bool) -> None:  # noqa: FBT001
    assert CATALOGUE.allowed.allow(path, value) is allowed
