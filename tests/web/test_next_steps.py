"""What a firm could do next, beside its entitlements and on a page of its own."""

import pytest
from django.urls import reverse

from web.conftest import CODE, DAY, PACKS
from zhida.domain.library.selectors import get_ladders

pytestmark = pytest.mark.usefixtures("firms")

ADDRESS = reverse("next-steps", args=[CODE])


def get_page(client, address=ADDRESS, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    assert "‼" not in response.content.decode()
    return response.context["page"]


def test_the_firm_page_links_to_them_for_the_same_day(client):
    page = client.get(f"{reverse('firm', args=[CODE])}?on=2025-05-05").context["page"]

    assert page.next_steps_address == f"{ADDRESS}?on=2025-05-05"


def test_facts_worth_finding_out(client):
    (wanted, *_) = get_page(client).wanted

    assert wanted.label == "知识产权"
    assert wanted.clauses == "知识产权奖励"


def test_what_is_just_out_of_reach_is_told_with_what_it_gains(client):
    (clause,) = get_page(client).short

    assert clause.title == "规模奖励"
    assert clause.ways[0].changes[0].startswith("2025年营业收入：")
    assert clause.ways[0].gain.endswith(" 元")


def test_the_rung_and_the_next_one(client):
    assert [ladder.title for ladder in get_ladders()] == ["重点企业梯度"]
    (ladder,) = get_page(client).ladders

    assert [(rung.name, rung.status, rung.is_current, rung.is_next) for rung in ladder.rungs] == [
        ("有知识产权", "待补充", False, True),
        ("重点企业", "可享", True, False),
    ]
    assert ladder.missing == ("知识产权",)


def test_what_is_put_into_the_firm_page_is_no_whole_page(client):
    whole = client.get(ADDRESS).content.decode()
    part = client.get(ADDRESS, headers={"HX-Target": "next-steps", "HX-Request": "true"}).content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert part.startswith('<div id="next-steps"')


def test_in_english(client):
    client.cookies["django_language"] = "en"
    text = client.get(ADDRESS).content.decode()

    assert "Just short of" in text
    assert PACKS.exists()
    assert DAY.isoformat() in text
