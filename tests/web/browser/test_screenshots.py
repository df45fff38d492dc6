"""The pictures of the documentation: the real library and a generated zone, the same on every machine with these fonts."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from web.browser.conftest import ROOT
from zhida.domain.enterprises.services import import_zone
from zhida.domain.library.selectors import get_library
from zhida.population.zone import generate_zone
from zhida.web.assessment import assess

pytestmark = pytest.mark.browser

DAY = dt.date(2026, 6, 30)
FIRMS, SEED = 60, 2026
POLICY = "/policies/杭州市/鲲鹏计划/"


@pytest.fixture
def best_firm(site, settings):
    """The register becomes a generated zone; the address of the firm with most awards, then the largest sum."""
    settings.ZHIDA_PACKS = ROOT / "packs"
    settings.ZHIDA_REFERENCE_DATE = DAY
    library = get_library()
    records = list(generate_zone(library.catalogue, FIRMS, SEED, DAY))
    import_zone(records, zone="示范高新区", snapshot_digest="5eed" * 16, synthetic=True)
    best = max(records, key=lambda record: _count_awards(assess(library, record, DAY)))
    return f"/firms/{best['统一社会信用代码']}/"


def _count_awards(assessment):
    return sum(one.amount is not None for one in assessment.entitlements), assessment.total


def test_pictures(open_page, best_firm, screenshots):
    desktop = open_page("/")
    desktop.get_by_role("searchbox").press_sequentially("kj")
    expect(desktop.locator("#results li").first).to_be_visible()
    desktop.screenshot(path=screenshots / "home-desktop.png")

    desktop.goto(best_firm)
    expect(desktop.get_by_text("演示数据（合成）")).to_be_visible()
    desktop.locator("article summary").first.click()
    desktop.screenshot(
        path=screenshots / "firm-desktop.png", clip={"x": 0, "y": 0, "width": 1280, "height": 1500}, full_page=True
    )

    desktop.goto(POLICY)
    expect(desktop.get_by_role("heading", level=1)).to_be_visible()
    desktop.screenshot(
        path=screenshots / "policy-desktop.png", clip={"x": 0, "y": 0, "width": 1280, "height": 1700}, full_page=True
    )

    phone = open_page(best_firm, width=375, height=812, device_scale_factor=2)
    assert phone.evaluate("document.documentElement.scrollWidth") == 375
    phone.screenshot(path=screenshots / "firm-phone.png")
