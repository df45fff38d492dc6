"""How the pages look and read: on a phone, by assistive technology, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

FIRM = "/firms/91610131MA6U0K001C/"
PAGES = ["/?query=zd", FIRM, FIRM + "what-if/", "/policies/", "/policies/示范高新区/研发投入/", "/login/", "/nowhere/"]
OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"


@pytest.mark.parametrize("address", PAGES[:-1])
@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_sticks_out_and_nothing_is_barred(open_page, address, width):
    page = open_page(address, width=width, height=812)
    page.evaluate(OPEN_ALL)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page).response["violations"]
    serious = [violation for violation in found if violation["impact"] in {"serious", "critical"}]
    assert [(violation["id"], [node["target"] for node in violation["nodes"]][:3]) for violation in serious] == []


def test_a_print_shows_the_reasons_and_no_buttons(open_page):
    page = open_page(FIRM)

    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert page.get_by_text("本年.研发费用", exact=True).first.is_visible()
    assert page.get_by_role("button", name="打印").is_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("article > details[open]").count() == 0


def test_nothing_moves_for_those_who_do_not_want_it(open_page):
    page = open_page(FIRM, reduced_motion="reduce")

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("getComputedStyle(document.querySelector('a.btn')).transitionDuration") in {
        "1e-05s",
        "0.00001s",
    }
