import pytest
from django.urls import reverse

from web.conftest import CODE, DAY
from zhida.domain.enterprises.models import Fact, Firm
from zhida.domain.enterprises.selectors import get_firm_file
from zhida.domain.library.selectors import get_library
from zhida.lang.base.diagnostic import Diagnostic
from zhida.web.assessment import Assessment
from zhida.web.views import what_if

pytestmark = pytest.mark.usefixtures("firms")

ADDRESS = "/firms/91610131MA6U0K001C/what-if/"
IN_PLACE = {"HX-Request": "true", "HX-Target": "outcome"}


def post(client, facts, **headers):
    response = client.post(ADDRESS, facts, headers=headers)
    assert response.status_code == 200
    assert "‼" not in response.content.decode()
    return response.context["page"]


def fields_of(page):
    return {field.path: field for field in page.form.fields}


def changes_of(page):
    return [(change.title, change.statuses, change.difference) for change in page.outcome.changes]


def test_the_form_begins_with_what_is_on_record(client):
    page = client.get(ADDRESS).context["page"]
    fields = fields_of(page)

    assert (page.outcome.total, page.outcome.difference, page.outcome.changes) == ("250,000.05", "", ())
    assert fields["规上企业"].text == "true"
    assert fields["年度账[2025].研发费用"].text == "8,500,000.5"
    assert fields["产业方向"].text == ""
    assert [choice.value for choice in fields["产业方向"].choices] == ["", "C", "I", "M"]
    assert [field.path for field in page.form.fields if field.changed or field.error] == []


def test_a_changed_fact_changes_the_amount_and_is_marked(client):
    page = post(client, {"年度账[2025].研发费用": "1050万"})

    assert (page.outcome.total, page.outcome.reading) == ("450,000", "45万元")
    assert (page.outcome.before, page.outcome.difference) == ("250,000.05", "+约20万元")
    assert changes_of(page) == [("研发投入奖励", "可享", "+约20万元")]
    field = fields_of(page)["年度账[2025].研发费用"]
    assert (field.changed, field.before, field.error) == (True, "8,500,000.50", "")


def test_a_status_that_changes_is_told_both_ways(client):
    page = post(client, {"规上企业": "false"})

    assert changes_of(page) == [
        ("研发投入奖励", "可享 → 不符合", "−约25万元"),
        ("重点企业认定", "可享 → 不符合", ""),
        ("房租减免", "可享 → 不符合 · 减免", "−1万元"),
    ]
    assert page.outcome.total == "0"


def test_a_fact_taken_away_makes_the_answer_unknown(client):
    page = post(client, {"规上企业": ""})

    assert changes_of(page)[0] == ("研发投入奖励", "可享 → 待补充", "−约25万元")


def test_records_are_added_settled_and_left_out(client):
    added = post(client, {"count:知识产权": "0", "add": "知识产权"})
    filled = post(client, {"count:知识产权": "2", "知识产权[0].类别": "Ⅰ类", "知识产权[1].类别": "Ⅰ类"})
    dropped = post(
        client, {"count:知识产权": "2", "知识产权[0].类别": "Ⅰ类", "知识产权[1].类别": "Ⅰ类", "drop:知识产权[1]": "on"}
    )
    settled = post(client, {"count:知识产权": "0", "settled:知识产权": "on"})

    assert "知识产权[0].类别" in fields_of(added)
    assert changes_of(filled) == [("知识产权奖励", "待补充 → 可享", "+2万元")]
    assert changes_of(dropped) == [("知识产权奖励", "待补充 → 可享", "+1万元")]
    assert changes_of(settled) == [("知识产权奖励", "待补充 → 不符合", "")]


def test_writing_the_same_value_otherwise_is_no_change(client):
    page = post(client, {"年度账[2024].研发费用": " 600万 ", "注册资本": "６８２１２２０８．１"})

    assert [field.path for field in page.form.fields if field.changed] == []
    assert page.outcome.difference == ""


@pytest.mark.parametrize(
    ("path", "text", "error"),
    [
        ("年度账[2025].研发费用", "很多", "“研发费用”的值“很多”不是数字。可以写 1200、1,200 或 500万。"),
        ("年度账[2025].研发费用", "1.234", None),
        ("年度账[2025].研发费用", "-5", None),
        ("年度账[2025].研发费用", "1e9", None),
        ("年度账[2025].研发费用", "NaN", None),
        ("年度账[2025].研发费用", "9" * 500, None),
        ("年度账[2025].研发费用", "0." + "0" * 30 + "1", None),
        ("年度账[2025].从业人员", "1.5", None),
        ("成立日期", "2026-02-30", None),
        ("成立日期", "01/03/2026", None),
        ("规上企业", "maybe", None),
        ("产业方向", "Z", None),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field_and_changes_nothing(client, path, text, error):
    page = post(client, {path: text})
    field = fields_of(page)[path]

    assert field.error == error if error else field.error.endswith("。")
    assert [one.path for one in page.form.fields if one.changed or one.error] == [path]
    assert (field.changed, page.outcome.difference, page.outcome.problems) == (False, "", ())


@pytest.mark.parametrize(
    "facts",
    [
        {"没有这个事实": "1"},
        {"count:知识产权": "9999999"},
        {"count:知识产权": "-1"},
        {"count:知识产权": "x", "add": "没有这个表"},
        {"年度账[1800].研发费用": "5"},
        {"统一社会信用代码": "X", "名称": ""},
        {"出处": "x"},
    ],
)
def test_what_the_form_does_not_offer_is_ignored(client, facts):
    page = post(client, facts)

    assert [field.path for field in page.form.fields if field.changed or field.error] == []
    assert page.outcome.total == "250,000.05"


def test_what_cannot_be_computed_is_told_and_leaves_the_amounts(client, monkeypatch):
    faulty = Assessment(None, (), (Diagnostic("json.too-deep", None, {"limit": 20}),))
    answers = iter([what_if.assess(get_library(), get_firm_file(Firm.objects.get(code=CODE)).record, DAY), faulty])
    monkeypatch.setattr(what_if, "assess", lambda *arguments: next(answers))

    outcome = post(client, {"规上企业": "false"}).outcome

    assert len(outcome.problems) == 1
    assert (outcome.total, outcome.difference, outcome.changes) == ("250,000.05", "", ())


def test_nothing_is_written(client):
    before = list(Fact.objects.order_by("pk").values())

    post(client, {"年度账[2025].研发费用": "1050万", "规上企业": "false", "add": "知识产权"})

    assert list(Fact.objects.order_by("pk").values()) == before


def test_htmx_gets_the_outcome_and_a_note_for_every_field(client):
    response = client.post(ADDRESS, {"年度账[2025].研发费用": "x"}, headers=IN_PLACE)
    text = response.content.decode()
    whole = client.post(ADDRESS, {"年度账[2025].研发费用": "x"}).content.decode()

    assert text.lstrip().startswith('<section id="outcome"')
    assert text.count('hx-swap-oob="true"') == len(response.context["page"].form.fields)
    assert text[text.index("<section") : text.index("</section>")] in whole
    notes = [line for line in text.splitlines() if "-note" in line]
    assert all(line.replace(' hx-swap-oob="true"', "") in whole for line in notes)


def test_too_much_is_refused(client):
    assert client.post(ADDRESS, {"规上企业": "x" * 600_000}).status_code == 400
    assert client.post(ADDRESS, {f"f{number}": "" for number in range(2_001)}).status_code == 400


def test_another_site_cannot_post(client):
    client.handler.enforce_csrf_checks = True

    response = client.post(ADDRESS, {"规上企业": "false"})

    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


def test_queries(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.post(ADDRESS, {"规上企业": "false"}, headers=IN_PLACE)


def test_reset_is_the_page_itself(client):
    page = client.get(ADDRESS + "?on=2026-06-30").context["page"]

    assert page.address == reverse("what-if", args=["91610131MA6U0K001C"]) + "?on=2026-06-30"
    assert f'<a class="btn btn-sm" href="{page.address}">全部还原</a>' in client.get(page.address).content.decode()
