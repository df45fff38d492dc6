"""Documents are read and written without loss, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.policy import POLICY_TEXT
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.document.read import MAXIMUM_CHARACTERS, read_document
from zhida.policy.document.tree import Comment, Document, Fence, FrontMatter, Heading, Prose, Row, Table
from zhida.policy.document.write import replace_cell, write_document

MARKDOWN = st.lists(
    st.sampled_from(
        [
            "---",
            "# 题",
            "## 条 {#a}",
            "| U | → 奖 |",
            "|---|:-:|",
            "| 1 | 5 |",
            "a|b",
            "```feel",
            "```",
            "~~~",
            "<!--",
            "-->",
            "",
            " ",
            "文",
            "x = 1",
            "\r",
            "\t| a \\| b |",
            "|",
            "||",
            "    ## 不是",
        ]
    ),
    max_size=25,
).flatmap(lambda lines: st.sampled_from(["\n", "\r\n"]).map(lambda ending: ending.join(lines)))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@given(st.one_of(st.text(), MARKDOWN))
def test_writing_what_was_read_gives_the_text_back(text: str) -> None:
    assert write_document(read_document(text)) == text


@given(MARKDOWN)
def test_blocks_lie_side_by_side(text: str) -> None:
    spans = [block.span for block in read_document(text).blocks]
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]
    assert all(span.start < span.end for span in spans)


@given(MARKDOWN)
def test_the_span_of_a_cell_holds_what_was_written(text: str) -> None:
    for table in tables(read_document(text)):
        for row in (table.header, *table.rows):
            assert all(cell.span.text.replace("\\|", "|") == cell.text for cell in row.cells)


@given(st.text(st.characters(blacklist_characters="\n\r", blacklist_categories=["Cs"])), st.integers(0, 4))
def test_replacing_a_cell_changes_that_cell_alone(text: str, column: int) -> None:
    document = read_document(POLICY_TEXT)
    cell = tables(document)[0].rows[0].cells[column]
    edited = write_document(replace_cell(document, cell, text))
    written = text.strip().replace("|", "\\|")
    written += " " if written.endswith("\\") else ""
    assert edited == POLICY_TEXT[: cell.span.start] + written + POLICY_TEXT[cell.span.end :]


@pytest.mark.parametrize("text", ["", "5万", 'if 职工总数 > 1 then "a|b" else "c"', "> 500万"])
def test_a_replaced_cell_is_read_again_as_written(text: str) -> None:
    document = read_document(POLICY_TEXT)
    edited = replace_cell(document, tables(document)[0].rows[0].cells[3], text)
    assert tables(edited)[0].rows[0].cells[3].text == text
    assert [len(row.cells) for row in tables(edited)[0].rows] == [5]


def test_a_cell_cannot_hold_a_line_break() -> None:
    document = read_document(POLICY_TEXT)
    with pytest.raises(DiagnosticError) as error:
        replace_cell(document, tables(document)[0].rows[0].cells[3], "1\n2")
    assert [found.code for found in error.value.diagnostics] == ["document.line-break-in-cell"]


def test_blocks_of_a_policy() -> None:
    kinds = [type(block) for block in read_document(POLICY_TEXT).blocks]
    assert kinds == [FrontMatter, Prose, Heading, Prose, Table, Prose, Table]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("```feel\n| U |\n|---|\n```\n", [Fence]),
        ("~~~~\n```\n~~~~\n", [Fence]),
        ("```feel\nx = 1\n", [Fence]),
        ("<!--\n## 第一条 {#a}\n-->\n## 第二条 {#b}\n", [Comment, Heading]),
        ("    ## 缩进的不是标题\n", [Prose]),
        ("#没有空格\n", [Prose]),
        ("a | b\n---|---\nc | d\n", [Table]),
        ("a | b\n---\n", [Prose]),
        ("| a |\n文\n", [Prose]),
        ("---\n没有结束\n", [Prose]),
        ("\ufeff---\ntitle: a\n---\n", [FrontMatter]),
        ("文\n---\ntitle: a\n---\n", [Prose]),
    ],
)
def test_what_is_what(text: str, kinds: list[type]) -> None:
    assert [type(block) for block in read_document(text).blocks] == kinds


def cells(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def test_cells() -> None:
    (table,) = tables(read_document("| U | a \\| b |  |\n|---|---|---|\n| 1 | x |\n2 | y | z | w |\n||  |c|\n"))
    assert cells(table.header) == ["U", "a | b", ""]
    assert [cells(row) for row in table.rows] == [["1", "x"], ["2", "y", "z", "w"], ["", "", "c"]]
    position = table.rows[1].cells[2].span.position
    assert (position.line, position.column) == (4, 9)


def test_an_empty_cell_is_filled_where_it_stands() -> None:
    document = read_document("| U | a |\n|---|---|\n| 1 |  |\n")
    edited = replace_cell(document, tables(document)[0].rows[0].cells[1], "5")
    assert write_document(edited).splitlines()[2] == "| 1 | 5 |"


def test_heading_with_attribute_and_closing_marks() -> None:
    (heading,) = read_document("##  第三条 奖励 ## {#a-b}  \n").blocks
    assert isinstance(heading, Heading)
    assert (heading.level, heading.title, heading.attribute) == (2, "第三条 奖励", "#a-b")


def test_a_document_too_large_is_refused() -> None:
    with pytest.raises(DiagnosticError) as error:
        read_document("文" * (MAXIMUM_CHARACTERS + 1), "policy.md")
    assert [found.code for found in error.value.diagnostics] == ["document.too-large"]


def test_a_table_too_large_is_refused() -> None:
    with pytest.raises(DiagnosticError) as error:
        read_document("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 10_001)
    assert [(found.code, found.span.position.line) for found in error.value.diagnostics if found.span] == [
        ("document.table-too-large", 1)
    ]
