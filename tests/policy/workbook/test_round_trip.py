"""A document goes out to a workbook and comes back; what nobody edited is the same to the last byte."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from factories.policy import AWARD, FRONT_MATTER, POLICY_TEXT, found_in, make_pack, render_all
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.checks import check_pack
from zhida.policy.document.write import write_document
from zhida.policy.pack import Pack, load_catalogue, load_pack
from zhida.policy.workbook.apply import Edit, apply_workbook, locate_findings
from zhida.policy.workbook.read import read_workbook
from zhida.policy.workbook.write import write_workbook

FILE = "book.xlsx"
RULES, CASES = "rd-award 规则1", "rd-award 算例1"
PACK = make_pack()
PACKS = Path(__file__).parents[3] / "packs"


def open_book(pack: Pack = PACK) -> Workbook:
    return load_workbook(BytesIO(write_workbook(pack)))


def save(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def bring_back(book: Workbook, pack: Pack = PACK) -> tuple[str, tuple[Edit, ...]]:
    document, edits = apply_workbook(pack.document, read_workbook(save(book), FILE), FILE)
    return write_document(document), edits


def refuse(book: Workbook) -> list[tuple[str, tuple[str, ...]]]:
    with pytest.raises(DiagnosticError) as caught:
        bring_back(book)
    assert found_in(caught.value)
    return [(one.code, one.span.position.place if one.span else ()) for one in caught.value.diagnostics]


@pytest.mark.parametrize("key", ["全国/中小企业划型", "全国/高新技术企业", "全国/研发费用加计扣除"])
def test_every_table_of_a_real_policy_comes_back_as_it_was(key: str) -> None:
    path = PACKS / key / "policy.md"
    pack = load_pack(path, load_catalogue(PACKS), {})
    assert bring_back(open_book(pack), pack) == (path.read_text(encoding="utf-8"), ())


def test_a_changed_cell_changes_nothing_else() -> None:
    book = open_book()
    book[RULES]["C2"] = "> 600万"
    assert bring_back(book) == (POLICY_TEXT.replace("> 500万", "> 600万", 1), (Edit(RULES, 0, 1, 0),))


def test_a_row_put_in_between_takes_its_number_and_leaves_the_others() -> None:
    book = open_book()
    book[RULES].insert_rows(2)
    for column, text in enumerate(("", "false", "> 1亿", "1万", "第三条第二款"), 1):
        book[RULES].cell(2, column, text)
    text, edits = bring_back(book)
    old = "| 1 | true | > 500万 |"
    assert edits == (Edit(RULES, 1, 1, 0),)
    assert "\n| 1 | false | > 1亿 | 1万 | 第三条第二款 |\n| 2 | true | > 500万 |" in text
    assert text.replace("| 1 | false | > 1亿 | 1万 | 第三条第二款 |\n| 2 ", "| 1 ") == POLICY_TEXT
    assert old in POLICY_TEXT


def test_a_row_taken_out_and_one_put_at_the_end() -> None:
    book = open_book()
    book[CASES].delete_rows(3)
    book[CASES].append(["规下企业", "false", "4000万", "", "不符合"])
    text, edits = bring_back(book)
    assert edits in ((Edit(CASES, 1, 0, 1),), (Edit(CASES, 0, 1, 0),), (Edit(CASES, 0, 2, 0),))
    assert "恰好500万" not in text
    assert text.endswith("| 上年不详 | true | 600万 | | 待补充 |\n| 规下企业 | false | 4000万 |  | 不符合 |\n")


def test_a_column_added() -> None:
    book = open_book()
    for row, text in enumerate(("说明", "甲|乙"), 1):
        book[RULES].cell(row, 6, text)
    text, _ = bring_back(book)
    assert "| → 研发投入奖励 | 依据 | 说明 |\n|---|---|---|---|---|---|\n" in text
    assert "| 第三条第一款 | 甲\\|乙 |\n" in text


@pytest.mark.parametrize(
    ("value", "number_format", "written"),
    [
        (5_000_000, "General", "5000000"),
        (0.1, "0%", "10%"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, "General", "1234.5"),
        (True, "General", "true"),
        (dt.date(2024, 1, 31), "yyyy-mm-dd", '@"2024-01-31"'),
        (" ＞ 500万 ", "@", "＞ 500万"),
    ],
)
def test_what_excel_makes_of_what_is_typed(value: object, number_format: str, written: str) -> None:
    book = open_book()
    book[RULES]["C2"] = value
    book[RULES]["C2"].number_format = number_format
    text, _ = bring_back(book)
    assert f"| 1 | true | {written} |" in text


def test_texts_that_begin_with_an_equals_sign_stay_texts() -> None:
    pack = make_pack(
        FRONT_MATTER
        + AWARD.replace("| 1 | true | > 500万 |", "| 1 | true | = 500万 |")
        .replace("200万 |\n| 恰好", "不符合 |\n| 恰好")
        .replace("500万 | 0 | 不符合", "500万 | 0 | 50万")
        .replace("待补充", "不符合")
    )
    assert bring_back(open_book(pack), pack)[1] == ()


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=6))
def test_whatever_is_typed_comes_back_as_the_table_of_the_document(rows: list[tuple[str, str, str, str]]) -> None:
    book = open_book()
    book[CASES].delete_rows(2, 10)
    for number, row in enumerate(rows, 2):
        for column, text in enumerate((f"例{number}", *row), 1):
            cell = book[CASES].cell(number, column, None)
            if text:
                cell.value = text
                cell.data_type = "s"
    document, _ = apply_workbook(PACK.document, read_workbook(save(book), FILE), FILE)
    table = [block for block in document.blocks if type(block).__name__ == "Table"][1]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        (f"例{number}", *(text.strip() for text in row)) for number, row in enumerate(rows, 2)
    ]


def test_bad_cells_are_refused_by_sheet_and_cell() -> None:
    book = open_book()
    sheet = book[RULES]
    sheet["B2"] = "=1+1"
    sheet["C2"] = "甲\n乙"
    sheet["D2"] = 1234567890123456789
    sheet["H9"] = "丢了的话"
    assert refuse(book) == [
        ("workbook.formula", (RULES, "B2")),
        ("workbook.line-break", (RULES, "C2")),
        ("workbook.digits-lost", (RULES, "D2")),
        ("workbook.outside-table", (RULES, "H9")),
    ]


def test_merged_cells_are_refused() -> None:
    book = open_book()
    book[CASES].merge_cells("B2:B3")
    assert refuse(book) == [("workbook.merged-cells", (CASES, "B2"))]


def test_sheets_that_are_gone_unknown_or_empty_are_refused() -> None:
    book = open_book()
    book[RULES].title = "rd-award 规则9"
    book[CASES].delete_rows(1, 20)
    assert refuse(book) == [
        ("workbook.sheet-missing", ()),
        ("workbook.sheet-empty", (CASES,)),
        ("workbook.unknown-sheet", ("rd-award 规则9",)),
    ]


def test_a_workbook_of_an_older_document_is_refused() -> None:
    book = open_book()
    newer = make_pack(POLICY_TEXT.replace("最高200万元", "最高二百万元"))
    with pytest.raises(DiagnosticError) as caught:
        bring_back(book, newer)
    assert [one.code for one in caught.value.diagnostics] == ["workbook.document-changed"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\n1,2\n", POLICY_TEXT.encode()])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_workbook(data, FILE)
    assert [one.code for one in caught.value.diagnostics] == ["workbook.not-excel"]


def test_a_workbook_without_its_cover_is_refused() -> None:
    book = Workbook()
    with pytest.raises(DiagnosticError) as caught:
        read_workbook(save(book), FILE)
    assert [one.code for one in caught.value.diagnostics] == ["workbook.without-cover"]


def test_what_is_wrong_with_an_edited_rule_is_told_at_its_cell() -> None:
    book = open_book()
    book[RULES]["D2"] = "min(200万, 10% * 本年.研发经费)"
    workbook = read_workbook(save(book), FILE)
    document, _ = apply_workbook(PACK.document, workbook, FILE)
    with pytest.raises(DiagnosticError) as caught:
        make_pack(write_document(document))
    located = locate_findings(caught.value.diagnostics, document, workbook, FILE)
    assert (located[0].code, located[0].span and located[0].span.position.place) == (
        "core.unknown-field",
        (RULES, "D2"),
    )
    assert "book.xlsx" in render_all(located)[0]


def test_a_worked_example_that_fails_is_told_at_its_row() -> None:
    book = open_book()
    book[CASES].insert_rows(2)
    book[CASES]["E4"] = "1"
    workbook = read_workbook(save(book), FILE)
    document, _ = apply_workbook(PACK.document, workbook, FILE)
    found = tuple(one for one in check_pack(make_pack(write_document(document))) if one.code == "pack.case-fails")
    (located,) = locate_findings(found, document, workbook, FILE)
    assert located.span is not None
    assert located.span.position.place == (CASES, "E4")
