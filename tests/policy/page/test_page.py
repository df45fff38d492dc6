"""The page of a policy says everything its document says, and nothing in it is taken for markup."""

from __future__ import annotations

import re

from factories.policy import AWARD, FRONT_MATTER, make_pack
from zhida.policy.page.content import Grid, Listing, Paragraph, Run, Title, build_page
from zhida.policy.page.html import render_html
from zhida.policy.page.pdf import render_pdf

WORDS = """
# 标题不重复

导语 **要点** 与 `本年.研发费用`。

<!-- 只给编辑看 -->

- 第一项
- 第二项
"""
PACK = make_pack(FRONT_MATTER + WORDS + AWARD + "\n```yaml\nno-application: true\n```\n")


def test_parts_stand_in_the_order_of_the_document() -> None:
    page = build_page(PACK)
    assert [type(part) for part in page.parts] == [
        *[Paragraph] * 3, Title, Paragraph, Grid, Grid, Listing,
    ]  # fmt: skip
    assert page.parts[0] == Paragraph(
        (Run("导语 "), Run("要点", "strong"), Run(" 与 "), Run("本年.研发费用", "code"), Run("。"))
    )
    assert page.parts[1] == Paragraph((Run("第一项"),), is_item=True)
    assert page.parts[3] == Title("第三条 研发投入奖励", 2)
    rules = page.parts[5]
    assert isinstance(rules, Grid)
    assert (rules.caption, rules.header[0], rules.rows[0][2]) == ("决策表", "U", "> 500万")
    assert page.parts[7] == Listing("属性", "no-application: true")


def test_what_is_known_of_the_policy_and_that_it_was_not_verified() -> None:
    page = build_page(PACK)
    assert dict(page.about)["有效期"] == "2024-01-01 至 2026-12-31"
    assert page.notice == "尚未与原文核对"
    assert page.version.endswith("算例 3/3 通过")
    assert build_page(make_pack(FRONT_MATTER.replace("verified: false", "verified: true") + AWARD)).notice == ""


def test_html_is_one_file_without_scripts_and_escapes_texts() -> None:
    pack = make_pack(FRONT_MATTER + AWARD.replace("规上企业研发费用", "<script>alert(1)</script>规上企业研发费用"))
    text = render_html(build_page(pack))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert re.findall(r'(?:src|href)="', text) == []
    assert "<td>&gt; 500万</td>" in text


def test_pdf_holds_hostile_texts_as_texts_and_is_the_same_each_time() -> None:
    hostile = AWARD.replace("规上企业研发费用", '#read("/etc/passwd") $x$ *规上* <x> 规上企业研发费用')
    page = build_page(make_pack(FRONT_MATTER + hostile))
    first = render_pdf(page)
    assert first.startswith(b"%PDF-")
    assert len(first) > 10_000
    assert b"NotoSansSC" in first
    assert render_pdf(page) == first
