"""The report: one page that stands alone and says what the simulation holds."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from lxml import html

from factories.stacking import ON, make_pack, write_policy
from factories.stacking import make_library as make_stacking_library
from population.simulation.simulation_factories import (
    SIZES,
    compile_draft,
    make_library,
    make_record,
    render_policy,
    simulate,
)
from population.stacking_factories import write_firms
from zhida.policy.page.markup import element
from zhida.population.simulation.draft import compare_libraries
from zhida.population.simulation.report.charts import draw_balance, draw_bar
from zhida.population.simulation.settings import SimulationSettings
from zhida.population.simulation.simulate import simulate_draft

DRAFT = render_policy("budget: 30万\n", threshold="150万", award="round half up(12% * 投入, 2)", relief="4000")


def read_report(text, folder, records=None):
    library = make_library()
    simulate(library, compile_draft(library, text), folder, records)
    return (folder / "模拟" / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return read_report(DRAFT, tmp_path_factory.mktemp("园区"))


@pytest.fixture(scope="module")
def page(report):
    return html.document_fromstring(report)


def read_table(page, caption):
    """The cells of the table whose caption begins so, by the heading of its rows."""
    table = next(table for table in page.iter("table") if table.findtext("caption").startswith(caption))
    return {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in table.iter("tr")}


def test_it_stands_alone(report, page):
    assert report.startswith("<!doctype html>")
    assert not re.search(r"<script|<link|<img|<iframe|url\(|@import|https?://|\son\w+=", report)
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == "草案模拟：示范奖补措施"


def test_clauses_with_their_amounts_and_firms(page):
    table = read_table(page, "奖补：")

    assert table["投入奖励"] == ["550,000", "540,000", "−10,000", "2", "1", "2", "0", "0", "1", "0"]
    assert table["合计"][:3] == ["570,000", "560,000", "−10,000"]
    assert read_table(page, "减免：")["减免"][:3] == ["5,000", "4,000", "−1,000"]


def test_who_gains_and_loses_by_group(page):
    table = read_table(page, "按规模")

    assert table["大型"] == ["", "1", "1", "0", "0", "+60,000", "0", "+60,000"]
    assert table["中型"] == ["", "1", "0", "1", "0", "0", "−100,000", "−100,000"]
    assert table["其余 2 组，没有变动"] == ["", "3", "0", "0", "0", "0", "0", "0"]


def test_a_classification_shows_from_where_to_where(tmp_path):
    library = make_library()
    sizes = library.packs[SIZES].document.source.text.replace(">= 20 ", ">= 60 ")
    simulate(library, compile_draft(library, sizes, SIZES), tmp_path)

    page = html.parse(tmp_path / "模拟" / "report.html", html.HTMLParser(encoding="utf-8")).getroot()

    assert read_table(page, "划型：从哪里")["小型 → 微型"] == ["", "2"]


def test_every_chart_stands_in_a_table_that_says_the_same(page):
    charts = list(page.iter("svg"))

    assert charts
    assert {chart.get("aria-hidden") for chart in charts} == {"true"}
    assert {chart.getparent().tag for chart in charts} == {"td"}
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert all(row[0].get("scope") == "row" for row in page.iterfind(".//tbody/tr"))


def test_a_kind_in_which_nothing_moves_is_told_in_words(page):
    assert "没有一家企业的结果有变动。" in page.text_content()


def test_the_budget_is_told_with_its_limits(page):
    table = read_table(page, "预算与")

    assert table["草案：示范奖补措施"] == ["", "300,000", "560,000", "186.67%", "2025-08-10", "4", "3", "0"]
    assert "预算先给谁，是政策的决定" in page.text_content()


def test_without_a_budget_there_is_no_such_section(tmp_path):
    assert "<h2>预算</h2>" not in read_report(render_policy(), tmp_path)


def test_what_a_draft_says_is_never_markup(tmp_path):
    text = render_policy().replace("title: 示范奖补措施", "title: <script>alert(1)</script>")
    text = text.replace("第一条 投入奖励", "第一条 <b>&\"'")

    report = read_report(text, tmp_path, [make_record(1, 投入=2000000)])

    assert "<script" not in report
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in report
    assert "&lt;b&gt;" in report


def test_synthetic_firms_are_marked(report):
    assert "合成数据" in report


def test_bars_are_in_proportion():
    assert 'width="50.0"' in draw_bar(Decimal(25), Decimal(100), "after")
    assert 'x="50.0" y="2" width="50.0"' in draw_balance(Decimal(0), Decimal(5), Decimal(10))
    assert 'x="100" y="2" width="100.0"' in draw_balance(Decimal(10), Decimal(0), Decimal(10))


def test_a_bar_of_nothing_has_no_shape_and_a_small_one_is_seen():
    assert "<rect" not in draw_bar(Decimal(0), Decimal(0), "after")
    assert 'width="1"' in draw_bar(Decimal(1), Decimal(10**9), "after")


def test_attributes_that_are_none_are_left_out():
    assert element("td", class_=None, data_heading="<") == '<td data-heading="&lt;"></td>'


def test_awards_after_stacking_if_they_were_asked_for(report, tmp_path):
    library = make_stacking_library(make_pack(write_policy("- highest: [a, b]")))
    snapshot = write_firms([{"甲": 100, "乙": 80}, {"甲": 130}, {"甲": 100, "乙": None}], tmp_path / "快照")
    draft = make_pack(write_policy("- cap: 120\n  of: [a, b]"))
    settings = SimulationSettings(with_stacking=True)
    simulate_draft(library, compare_libraries(library, draft, ON), snapshot, tmp_path / "模拟", settings)

    page = html.fromstring((tmp_path / "模拟" / "report.html").read_text(encoding="utf-8"))

    table = read_table(page, "全部现行政策的奖补合计")
    assert {name: cells[-1] for name, cells in table.items() if name != "奖补"} == {
        "现行，各条单独": "410",
        "现行，叠加后至少": "330",
        "草案，各条单独": "410",
        "草案，叠加后至少": "340",
        "叠加后差额": "+10",
    }
    (section,) = (one for one in page.iter("section") if one.findtext("h2") == "叠加后")
    assert section.findtext("p") == (
        "多得 1 家，共多得下限 20 元；少得 2 家，共少得下限 10 元；其中 1 家的金额未定；说不清 0 家；不变 0 家。"
        "金额未定的企业，现行 1 家，换上草案 1 家。"
    )
    assert "“叠加后”一节以外，没有计政策叠加限制" in page.text_content()
    assert "叠加后" not in report
    assert "没有计政策叠加限制（就高不重复等）。" in report
    for told in (report, page.text_content()):
        assert "名额和预算的分配（zhida allocate）不在模拟之内" in told
