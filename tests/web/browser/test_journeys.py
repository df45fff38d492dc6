"""What people do on the pages, with mouse, keyboard and thumb."""

import re

import pytest
from playwright.sync_api import expect

from zhida.domain.enterprises.models import Fact

pytestmark = pytest.mark.browser

FIRM = "/firms/91610131MA6U0K001C/"
WHAT_IF = FIRM + "what-if/"


def test_find_a_firm_as_one_types_and_read_its_total(open_page):
    page = open_page("/")

    page.get_by_label("企业名称、拼音或统一社会信用代码").press_sequentially("xazd")
    page.get_by_role("link", name="西安直达光电科技有限公司").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("西安直达光电科技有限公司")
    expect(page.locator("[data-total]")).to_have_text("250,000.05 元")


def test_find_a_firm_without_script(open_page):
    page = open_page("/", java_script_enabled=False)

    page.get_by_role("searchbox").fill("zhida jiqi")
    page.get_by_role("button", name="查找").click()

    expect(page.get_by_role("link", name="重庆直达机器人有限公司")).to_be_visible()


def test_open_a_reason_with_the_keyboard_only(open_page):
    page = open_page(FIRM)
    card = page.get_by_role("article").filter(has_text="研发投入奖励")
    criterion = card.get_by_text("本年.研发费用", exact=True)
    expect(criterion).to_be_hidden()

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")

    expect(criterion).to_be_visible()
    expect(card.get_by_text("满足").first).to_be_attached()


def test_the_first_tab_skips_to_the_content(open_page):
    page = open_page(FIRM)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_change_a_fact_and_see_the_amount_change_without_saving(open_page):
    before = list(Fact.objects.order_by("pk").values())
    page = open_page(WHAT_IF)
    field = page.get_by_role("group", name="研发费用 元").get_by_label("2025")

    field.fill("1050万")
    expect(page.locator("[data-total]")).to_have_text("450,000 元")
    expect(page.locator("[data-difference]")).to_contain_text("+约20万元")
    expect(page.locator("[data-changed]")).to_have_text("已改，原为 8,500,000.50")
    assert field.evaluate("field => field === document.activeElement")

    page.get_by_role("link", name="全部还原").click()
    expect(page.locator("[data-total]")).to_have_text("250,000.05 元")
    expect(page.locator("[data-changed]")).to_have_count(0)
    assert list(Fact.objects.order_by("pk").values()) == before


def test_a_wrong_input_is_told_beside_its_field(open_page):
    page = open_page(WHAT_IF)
    field = page.get_by_role("group", name="研发费用 元").get_by_label("2025")

    field.fill("很多")

    expect(page.locator("[data-error]")).to_have_text("“研发费用”的值“很多”不是数字。可以写 1200、1,200 或 500万。")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-total]")).to_have_text("250,000.05 元")
    field.fill("1050万")
    expect(page.locator("[data-total]")).to_have_text("450,000 元")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_add_a_record_to_a_list(open_page):
    page = open_page(WHAT_IF)

    page.locator("summary", has_text="知识产权").click()
    page.get_by_role("button", name="添一条").and_(page.locator("[value=知识产权]")).click()
    page.get_by_role("group", name="第 1 条").get_by_label("类别").select_option("Ⅰ类")

    expect(page.locator("#outcome")).to_contain_text("待补充 → 可享")
    expect(page.locator("[data-total]")).to_have_text("260,000.05 元")


def test_change_a_fact_without_script(open_page):
    page = open_page(WHAT_IF, java_script_enabled=False)

    page.get_by_label("规上企业").select_option("false")
    page.get_by_role("button", name="重新测算").click()

    expect(page.locator("[data-total]")).to_have_text("0 元")


def test_the_language_switches_on_the_page_one_is_on(open_page):
    page = open_page(FIRM)

    page.get_by_role("button", name="English").click()

    expect(page).to_have_url(re.compile(FIRM))
    expect(page.get_by_role("heading", name="Entitled in total")).to_be_visible()
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="可享合计")).to_be_visible()


def test_a_failed_request_is_told(open_page):
    page = open_page(WHAT_IF)
    page.route("**/what-if/**", lambda route: route.abort())

    page.get_by_role("group", name="研发费用 元").get_by_label("2025").fill("1")

    expect(page.get_by_text("请求没有成功")).to_be_visible()
    assert any("ERR_FAILED" in fault for fault in open_page.faults)
    open_page.faults.clear()
