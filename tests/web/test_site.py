"""What holds for every page: language, headers, errors, login, static files."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client

from zhida.domain.accounts.services import create_demo_accounts
from zhida.web.views import errors, home

WEB = Path(errors.__file__).parents[1]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FIRM = "/firms/91610131MA6U0K001C/"
PAGES = ["/", "/?query=zd", FIRM, FIRM + "what-if/", "/policies/", "/policies/示范高新区/研发投入/", "/login/"]

pytestmark = pytest.mark.usefixtures("firms")


@pytest.mark.parametrize("address", PAGES)
def test_headers_keep_strangers_out(client, address):
    headers = client.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_inline_styles_or_scripts_or_foreign_addresses(client, address):
    text = client.get(address).content.decode()

    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]* src=\"/static/)", text) == []
    assert re.findall(r"(?:src|action|rel=\"stylesheet\" href)=\"(?:https?:)?//[^\"]*", text) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_title_one_heading_and_its_language(client, address):
    text = client.get(address).content.decode()

    assert text.count("<h1") == 1
    assert re.search(r'<html lang="zh-hans"', text)
    assert len(re.findall(r"<title>[^<]+ · 直达</title>", text)) == 1


def test_the_language_switches_and_stays(client):
    response = client.post("/language/", {"language": "en", "next": FIRM}, follow=True)

    text = response.content.decode()
    assert response.redirect_chain == [(FIRM, 302)]
    assert '<html lang="en"' in text
    assert "Entitled in total" in text
    assert "约25万元" not in text
    assert "about 250 thousand" in text
    assert "What is your firm entitled to?" in client.get("/").content.decode()


@pytest.mark.parametrize("cookie", [None, "fr", "zh-hans", "../en"])
def test_chinese_comes_first_whatever_the_browser_asks_for(client, cookie):
    if cookie:
        client.cookies["django_language"] = cookie

    response = client.get("/", headers={"Accept-Language": "en"})

    assert response.headers["Content-Language"] == "zh-hans"
    assert "能享受哪些政策" in response.content.decode()


def test_in_english_only_contents_stay_chinese(client):
    client.post("/language/", {"language": "en"})
    text = re.sub(r"<[^>]*>", "", client.get("/?query=nothing").content.decode())

    assert [line.strip() for line in text.splitlines() if CHINESE.search(line)] == ["中文", "示范高新区 3"]


def test_the_switch_does_not_lead_to_another_site(client):
    response = client.post("/language/", {"language": "en", "next": "https://example.org/"})

    assert response.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("show", "status", "title"),
    [
        (errors.show_bad_request, 400, "请求有误"),
        (errors.show_forbidden, 403, "没有权限"),
        (errors.show_not_found, 404, "没有这个页面"),
    ],
)
def test_errors_say_what_to_do(client, show, status, title):
    request = client.get("/").wsgi_request
    response = show(request, PermissionDenied())

    assert response.status_code == status
    assert title in response.content.decode()
    assert "回到首页" in response.content.decode()


def test_a_fault_of_ours_is_shown_without_the_page_that_failed(monkeypatch):
    monkeypatch.setattr(home, "count_zones", lambda: 1 / 0)

    response = Client(raise_request_exception=False).get("/")

    assert response.status_code == 500
    assert "系统出了故障" in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()


def test_an_unknown_address_is_a_page_of_ours(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()


def test_login_and_logout(client):
    create_demo_accounts("long-enough-1")

    wrong = client.post("/login/", {"username": "officer", "password": "wrong"})
    right = client.post("/login/", {"username": "officer", "password": "long-enough-1", "next": FIRM}, follow=True)
    out = client.post("/logout/", follow=True)

    assert 'role="alert"' in wrong.content.decode()
    assert right.redirect_chain == [(FIRM, 302)]
    assert "政策专员（演示） · 退出" in right.content.decode()
    assert "登录" in out.content.decode()


def test_a_next_of_another_site_is_ignored(client):
    create_demo_accounts("long-enough-1")

    response = client.post(
        "/login/", {"username": "officer", "password": "long-enough-1", "next": "https://example.org"}
    )

    assert response.headers["Location"] == "/"


def test_static_files_are_collected_under_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    assert re.fullmatch(r"/static/dist/app\.[0-9a-f]{12}\.css", staticfiles_storage.url("dist/app.css"))
    assert re.fullmatch(r"/static/web/favicon\.[0-9a-f]{12}\.svg", staticfiles_storage.url("web/favicon.svg"))
    assert list(tmp_path.glob("dist/app.*.css.gz"))


def test_every_template_is_used():
    templates = {path.relative_to(WEB / "templates").as_posix() for path in (WEB / "templates").rglob("*.html")}
    sources = [path.read_text() for path in [*WEB.rglob("*.py"), *WEB.rglob("*.html")]]

    assert {name for name in templates if not any(f'"{name}"' in source for source in sources)} == set()


def test_requests_are_not_served_under_other_names():
    assert Client().get("/", headers={"Host": "evil.example"}).status_code == 400
