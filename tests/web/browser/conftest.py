"""A browser on a live server. Every page must end without errors in the console or violations of the policy."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from web.conftest import import_firms

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none", "--lang=zh-CN"]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def browser():
    """Playwright runs an event loop in this thread from now on; Django would refuse to touch the database beside it."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    with pytest.MonkeyPatch.context() as monkeypatch, sync_playwright() as playwright:
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, transactional_db):
    import_firms()
    return live_server.url


@pytest.fixture
def open_page(browser, site):
    """Opens pages of the site; afterwards nothing may have gone wrong in any of them."""
    faults: list[str] = []
    contexts = []

    def open_(address="/", *, width=1280, height=900, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=site, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type in {"error", "warning"} and faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: request.url.startswith(site) or faults.append(request.url))
        page.goto(address)
        return page

    open_.faults = faults
    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def screenshots():
    folder = Path(os.environ.get("ZHIDA_SCREENSHOTS", ROOT / "docs" / "images"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
