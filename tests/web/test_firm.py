import pytest
from django.urls import reverse

from zhida.domain.enterprises.models import Fact

pytestmark = pytest.mark.usefixtures("firms")

ADDRESS = "/firms/91610131MA6U0K001C/"


def get_page(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    assert "‼" not in response.content.decode()
    return response.context["page"]


def cards_of(page):
    return {group.label: {card.title: card for card in group.cards} for group in page.groups}


def test_amounts_stand_in_yuan_and_are_read_aloud(client):
    page = get_page(client)

    assert (page.total, page.reading) == ("250,000.05", "约25万元")
    card = cards_of(page)["可享"]["研发投入奖励"]
    assert (card.amount, card.reading) == ("250,000.05", "约25万元")
    assert (card.number, card.article, card.verified) == ("示高管发〔2024〕3号", "第三条", False)
    assert card.address == reverse("policy", args=["示范高新区/研发投入"]) + "#rd-award"


def test_a_relief_is_shown_and_stands_in_no_total(client):
    page = get_page(client)

    card = cards_of(page)["可享"]["房租减免"]
    assert (card.amount, card.relief) == ("10,000", True)
    assert page.total == "250,000.05"


def test_every_clause_in_force_has_one_card_by_status(client):
    cards = cards_of(get_page(client))

    assert {label: list(group) for label, group in cards.items()} == {
        "可享": ["研发投入奖励", "重点企业认定", "房租减免"],
        "待补充": ["知识产权奖励"],
        "不符合": ["规模奖励"],
    }


def test_what_is_missing_names_the_department(client):
    card = cards_of(get_page(client))["待补充"]["知识产权奖励"]

    assert [(fact.label, fact.source) for fact in card.missing] == [("知识产权", "知识产权局")]
    assert card.amount == ""


def test_what_is_refused_says_value_threshold_and_article(client):
    [cause] = cards_of(get_page(client))["不符合"]["规模奖励"].causes

    assert (cause.label, cause.value, cause.threshold, cause.article) == (
        "本年.营业收入",
        "1.5亿元",
        "≥ 20亿元",
        "第五条",
    )


def test_the_reasons_show_rows_criteria_and_figures(client):
    [reason] = cards_of(get_page(client))["可享"]["研发投入奖励"].reasons

    assert reason.title == "研发投入奖励"
    [row] = [line for line in reason.children if line.outcome]
    assert (row.outcome, row.title, row.article) == ("passed", "第 1 行", "第三条")
    assert [(line.outcome, line.title) for line in row.children] == [
        ("passed", "规上企业"),
        ("passed", "本年.研发费用"),
    ]


def test_another_day_applies_other_policies_and_years(client):
    page = get_page(client, ADDRESS + "?on=2022-06-30")

    assert list(cards_of(page)["可享"]) == ["旧奖励"]
    assert page.total == "50,000"


@pytest.mark.parametrize("on", ["2026-02-30", "yesterday", "0001-01-01", "99999-01-01"])
def test_a_day_that_is_none_is_a_bad_request(client, on):
    response = client.get(ADDRESS, {"on": on})

    assert response.status_code == 400
    assert "请求有误" in response.content.decode()


def test_the_sheet_has_units_sources_dates_and_marks(client):
    firm, _, rights, records = get_page(client).sheet
    rows = {row.name: row for row in firm.rows}

    assert rows["规上企业"].value.text == "是"
    assert (rows["规上企业"].origin.source, rows["规上企业"].origin.stale) == ("统计局", True)
    assert (rows["注册资本"].value.text, rows["注册资本"].value.reading) == ("68,212,208.10", "约6,821.22万元")
    assert (rows["注册资本"].unit, rows["注册资本"].origin.certified) == ("元", False)
    assert (rows["产业方向"].value.missing, rows["产业方向"].origin.source) == (True, "统计局")
    assert firm.summary == "缺 1 项"
    assert (rights.known, rights.summary) == (False, "缺")
    assert (records.known, records.summary, records.origin.certified) == (True, "没有记录", True)


def test_three_years_stand_side_by_side(client):
    years = get_page(client).sheet[1]
    rows = {row.name: row for row in years.rows}

    assert years.years == ("2023", "2024", "2025")
    assert [value.text for _, value in rows["研发费用"].values] == ["5,000,000", "6,000,000", "8,500,000.50"]
    assert [value.missing for _, value in rows["从业人员"].values] == [True, False, False]
    assert rows["研发费用"].origin.date == "2026-05-31"


@pytest.mark.parametrize("code", ["91610131MA6U0K009X", "x", "%00" * 18, "９１６１", "91610131ma6u0k001c"])
def test_no_such_firm(client, code):
    assert client.get(f"/firms/{code}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("注册资本", '"很多"', "“注册资本”的值“很多”不是数字"),
        ("年度账", '[{"营业收入": "1.00"}]', "这一年的账没有写“年份”"),
        ("年度账", '"没有"', "年度账"),
        ("负面记录", "5", "负面记录"),
    ],
)
def test_a_faulty_fact_is_told_and_nothing_is_computed(client, name, value, problem):
    Fact.objects.filter(name=name).update(value=value)

    page = get_page(client)
    what_if = client.get(ADDRESS + "what-if/")

    assert problem in page.problems[0]
    assert (page.total, page.sheet) == ("0", ())
    assert [len(group.cards) for group in page.groups] == [0, 0, 0]
    assert what_if.headers["Location"] == ADDRESS + "?on=2026-06-30"


def test_queries_do_not_grow_with_facts_or_clauses(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(ADDRESS)


def test_only_reading_is_allowed(client):
    assert client.post(ADDRESS).status_code == 405
