"""A user's tables become a snapshot of the same facts, whatever file they came in, or nothing with every cell that is wrong."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from population.population_factories import list_files, make_catalogue, make_code
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.population.database import DatabaseSettings
from zhida.population.snapshot import iterate_firms
from zhida.population.tables.importing import import_tables
from zhida.population.tables.read import TableSettings
from zhida.population.tables.sheet import MAXIMUM_FINDINGS

A, B, C = (make_code(number) for number in (1, 2, 3))
HEADINGS = ["统一社会信用代码", "名称", "成立日期", "规上企业", "注册资本（元）", "行业"]
FIRMS = [
    [A, "甲公司", dt.date(2019, 5, 20), True, Decimal("1000000.50"), "工业"],
    [B, "乙公司", dt.date(2020, 1, 31), False, Decimal("1234567.00"), None],
    [C, "丙公司", None, None, None, "服务业"],
]
YEARS = [["统一社会信用代码", "年份", "营业收入"], [B, 2025, 50], [A, 2025, 30.25], [A, 2024, None]]
RIGHTS = [["统一社会信用代码", "类别", "授权日"], [C, "发明专利", dt.date(2023, 3, 1)]]


def write_excel(path, **sheets):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def write_csv(path, rows, encoding="utf-8", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([["" if c is None else c for c in row] for row in rows])
    return path


def write_parquet(path, rows):
    columns = dict(zip(rows[0], map(list, zip(*rows[1:], strict=True)), strict=True))
    pq.write_table(pa.table(columns), path)
    return path


def load(files, folder, **settings):
    catalogue = make_catalogue()
    imported = import_tables(files, catalogue, folder / "快照", TableSettings(**settings))
    firms = [firm for part in imported.snapshot.parts for firm in iterate_firms(part, catalogue)]
    return imported, {firm.code: firm for firm in firms}


def refuse(files, folder, **settings):
    """The findings by code and place; nothing but the files is left then."""
    before = list_files(folder)
    with pytest.raises(DiagnosticError) as caught:
        load(files, folder, **settings)
    assert list_files(folder) == before
    return [(found.code, place_of(found)) for found in caught.value.diagnostics]


def place_of(found):
    position = found.span.position if found.span else None
    return position and (position.line, position.column, position.place[-1] if position.place else "")


def test_firms_and_their_records_come_back(tmp_path):
    book = write_excel(
        tmp_path / "企业.xlsx", 基本情况=[["企业基本情况表"], HEADINGS, *FIRMS], 年度账=YEARS, 填表说明=[["请填写"]]
    )
    rights = write_csv(tmp_path / "知识产权.csv", RIGHTS, "gb18030", "\t")

    imported, firms = load([book, rights], tmp_path, complete=frozenset({"知识产权"}))

    assert list(firms) == [A, B, C]
    assert firms[A].name == "甲公司"
    assert firms[A].facts["注册资本"] == Decimal("1000000.50")
    assert str(firms[A].facts["成立日期"]) == "2019-05-20"
    assert (firms[A].facts["规上企业"], firms[B].facts["规上企业"]) == (True, False)
    assert [(one["年份"], one["营业收入"]) for one in firms[A].facts["年度账"][:1]] == [
        (Decimal(2025), Decimal("30.25"))
    ]
    assert [str(one["授权日"]) for one in firms[C].facts["知识产权"]] == ["2023-03-01"]
    assert imported.left_aside == ("填表说明",)
    assert imported.tables == {
        "企业": ("成立日期", "规上企业", "注册资本", "行业"),
        "年度账": ("年份", "营业收入"),
        "知识产权": ("类别", "授权日"),
    }
    assert (imported.snapshot.manifest.origin.source, imported.snapshot.manifest.origin.synthetic) == (
        "企业.xlsx、知识产权.csv",
        False,
    )


def test_what_is_not_given_is_missing_and_a_complete_list_without_records_is_empty(tmp_path):
    book = write_excel(tmp_path / "企业.xlsx", 企业=[HEADINGS, *FIRMS], 年度账=YEARS, 知识产权=RIGHTS)

    _, firms = load([book], tmp_path, complete=frozenset({"知识产权"}))

    assert firms[A].facts["知识产权"] == []
    assert repr(firms[C].facts["年度账"]) == "Missing(facts=frozenset({'年度账'}))"
    assert repr(firms[C].facts["注册资本"]) == "Missing(facts=frozenset({'注册资本'}))"


def test_the_same_facts_have_the_same_digest_whatever_the_file(tmp_path):
    rows = [HEADINGS, *FIRMS]
    files = [
        write_excel(tmp_path / "一.xlsx", 企业=rows),
        write_csv(tmp_path / "二.csv", rows),
        write_csv(tmp_path / "三.csv", rows, "utf-8-sig", ";"),
        write_csv(tmp_path / "四.csv", rows, "gb18030"),
        write_csv(tmp_path / "五.txt", rows, "utf-16", "\t"),
        write_parquet(tmp_path / "六.parquet", rows),
    ]

    digests = {load([file], tmp_path / file.stem)[0].snapshot.manifest.digest for file in files}

    assert len(digests) == 1


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("A", 9.13701e17, "firm.code-lost-digits"),
        ("A", "1.23E+17", "firm.code-lost-digits"),
        ("A", f"{A[:-1]}0", "firm.code-check-digit"),
        ("A", A.lower(), "firm.code-not-plain"),
        ("A", "610131100000001", "table.code-short"),
        ("A", None, "table.code-missing"),
        ("A", B, "table.duplicate-code"),
        ("B", None, "table.name-missing"),
        ("C", "2023-02-29", "fact.no-such-day"),
        ("C", "去年", "table.bad-date"),
        ("C", dt.datetime.combine(dt.date(2023, 3, 1), dt.time(8, 30)), "table.bad-date"),
        ("C", dt.time(8, 30), "table.no-text"),
        ("D", "也许", "table.not-a-flag"),
        ("D", 1, "table.not-a-flag"),
        ("E", -5, "fact.not-allowed"),
        ("E", "100万", "table.not-a-number"),
        ("E", "1,23", "table.not-a-number"),
        ("E", 0.125, "fact.too-many-decimals"),
        ("E", 1e18, "fact.exponent"),
        ("E", "#REF!", "table.error-value"),
        ("E", "=1+2", "table.formula-without-value"),
        ("F", "渔业", "fact.not-allowed"),
        ("H", "备注", "table.no-heading"),
    ],
)
def test_a_wrong_cell_is_told_by_its_place(tmp_path, column, cell, code):
    row = [A, "甲公司", dt.date(2019, 5, 20), True, 100, "工业", None, None]
    row["ABCDEFGH".index(column)] = cell
    book = write_excel(tmp_path / "企业.xlsx", 基本情况=[HEADINGS, FIRMS[1], row])

    assert refuse([book], tmp_path) == [(code, (3, "ABCDEFGH".index(column) + 1, f"{column}3"))]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("注册资金", "table.misspelt-column"),
        ("xyz", "table.unknown-column"),
        ("注册资本（万元）", "table.other-unit"),
        ("规上企业", "table.duplicate-column"),
        ("研发费用", "table.column-elsewhere"),
    ],
)
def test_a_wrong_heading_is_told(tmp_path, heading, code):
    book = write_excel(
        tmp_path / "企业.xlsx", 企业=[["统一社会信用代码", "名称", "规上企业", heading], [A, "甲", True, 2]]
    )

    assert refuse([book], tmp_path) == [(code, (1, 4, "D1"))]


def test_a_column_can_be_left_out(tmp_path):
    book = write_excel(tmp_path / "企业.xlsx", 企业=[["统一社会信用代码", "名称", "备注"], [A, "甲", "好"]])

    assert list(load([book], tmp_path, ignored=frozenset({"备注"}))[1]) == [A]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([[make_code(9), 2025, 1]], [("table.unknown-firm", (2, 1, "A2"))]),
        ([[A, 2025, 1], [B, 2025, 1], [A, 2025, 2]], [("firm.duplicate-year", (4, 2, "B4"))]),
        ([[A, None, 1]], [("table.year-missing", (2, 2, "B2"))]),
        ([[A, 1989, 1]], [("fact.not-allowed", (2, 2, "B2"))]),
        ([[None, 2025, 1]], [("table.code-missing", (2, 1, "A2"))]),
    ],
)
def test_a_wrong_record_is_told(tmp_path, rows, found):
    book = write_excel(tmp_path / "企业.xlsx", 企业=[HEADINGS, *FIRMS], 年度账=[YEARS[0], *rows])

    assert refuse([book], tmp_path) == found


def test_everything_wrong_is_told_in_the_order_of_sheets_and_lines(tmp_path):
    book = write_excel(
        tmp_path / "企业.xlsx",
        企业=[HEADINGS, [A, "甲", "2023-02-30", "x", 1, None], [A, "", None, None, -1, None]],
        年度账=[YEARS[0], [B, 2025, 1], [A, 2025, -1]],
    )

    assert refuse([book], tmp_path) == [
        ("fact.no-such-day", (2, 3, "C2")),
        ("table.not-a-flag", (2, 4, "D2")),
        ("table.duplicate-code", (3, 1, "A3")),
        ("table.name-missing", (3, 2, "B3")),
        ("fact.not-allowed", (3, 5, "E3")),
        ("table.unknown-firm", (2, 1, "A2")),
        ("fact.not-allowed", (3, 3, "C3")),
    ]


def test_reading_stops_at_the_limit(tmp_path):
    rows = [["统一社会信用代码", "名称", "注册资本"], *([make_code(number), "甲", -1] for number in range(300))]
    file = write_csv(tmp_path / "企业.csv", rows)

    found = refuse([file], tmp_path)

    assert len(found) == MAXIMUM_FINDINGS + 1
    assert found[0] == ("fact.not-allowed", (2, 3, "注册资本"))
    assert found[-1] == ("table.too-many-findings", None)


def test_a_formula_counts_with_the_value_that_was_saved(tmp_path):
    book = write_excel(tmp_path / "企业.xlsx", 企业=[["统一社会信用代码", "名称", "注册资本"], [A, "甲", "=1+2"]])
    saved = tmp_path / "存过.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name)
                .replace(b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>")
                .replace(b"<f>1+2</f><v />", b"<f>1+2</f><v>3</v>"),
            )

    assert load([saved], tmp_path)[1][A].facts["注册资本"] == Decimal("3.00")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("企业.xls", b"", "table.unknown-format"),
        ("企业.xlsx", b"no workbook", "table.not-excel"),
        ("企业.parquet", b"no parquet", "table.bad-parquet"),
        ("企业.csv", b"\xff\xff\xff", "table.unknown-encoding"),
        ("企业.csv", b"a,b\n1,2\n", "table.no-code-column"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, name, data, code):
    (tmp_path / name).write_bytes(data)

    assert [found for found, _ in refuse([tmp_path / name], tmp_path)] == [code]


def test_csv_lines_are_told_as_an_editor_numbers_them(tmp_path):
    file = tmp_path / "企业.csv"
    file.write_text(f'统一社会信用代码,名称,注册资本\n{A},"甲\n公司",1\n\n{B},乙,-1\n{C},丙\n', encoding="utf-8")

    assert refuse([file], tmp_path) == [
        ("fact.not-allowed", (5, 3, "注册资本")),
        ("table.short-line", (6, 3, "")),
    ]


def test_a_quotation_mark_without_an_end_is_told(tmp_path):
    file = tmp_path / "企业.csv"
    file.write_text(f'统一社会信用代码,名称\n{A},"甲\n{B},乙\n', encoding="utf-8")

    assert [code for code, _ in refuse([file], tmp_path)] == ["table.bad-csv"]


def test_tables_that_do_not_fit_together_are_told(tmp_path):
    book = write_excel(
        tmp_path / "企业.xlsx", 企业=[HEADINGS, *FIRMS], 财务=[HEADINGS, *FIRMS], 年度账=[["年份"], [2025]]
    )

    assert refuse([book], tmp_path) == [("table.no-code-column", (1, 1, "A1")), ("table.second-firms", (1, 1, "A1"))]
    assert refuse([book], tmp_path, complete=frozenset({"年度帐"})) == [("table.unknown-list", None)]
    only_years = write_excel(tmp_path / "账.xlsx", 年度账=YEARS)
    assert refuse([only_years], tmp_path) == [("table.no-firms", None)]


def test_records_in_any_order_find_their_firms_beyond_a_block(tmp_path):
    """More lines than are laid down and fetched at once, the records from the last firm to the first."""
    count = 12_000
    codes = [make_code(number) for number in range(count)]
    firms = write_csv(tmp_path / "企业.csv", [["统一社会信用代码", "名称"], *([code, "甲"] for code in codes)])
    rows = [[code, 2025, number] for number, code in enumerate(codes)]
    years = write_csv(tmp_path / "年度账.csv", [YEARS[0], *reversed(rows)])

    _, found = load([firms, years], tmp_path, database=DatabaseSettings(memory=100_000_000))

    assert list(found) == codes
    assert [firm.facts["年度账"][0]["营业收入"] for firm in found.values()] == [
        Decimal(number) for number in range(count)
    ]
