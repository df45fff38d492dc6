import datetime as dt
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from zhida.config.environment import read_database_url, read_date, read_flag, read_list, read_secret_key


def test_a_flag_is_one_or_nothing(monkeypatch):
    monkeypatch.delenv("ZHIDA_HTTPS", raising=False)
    assert read_flag("ZHIDA_HTTPS") is False

    monkeypatch.setenv("ZHIDA_HTTPS", "1")
    assert read_flag("ZHIDA_HTTPS") is True


@pytest.mark.parametrize("text", ["true", "yes", "2", ""])
def test_a_flag_that_is_unclear_is_refused(monkeypatch, text):
    monkeypatch.setenv("ZHIDA_HTTPS", text)

    with pytest.raises(ImproperlyConfigured, match="ZHIDA_HTTPS"):
        read_flag("ZHIDA_HTTPS")


def test_a_date(monkeypatch):
    monkeypatch.setenv("ZHIDA_REFERENCE_DATE", "2026-06-30")
    assert read_date("ZHIDA_REFERENCE_DATE") == dt.date(2026, 6, 30)

    monkeypatch.setenv("ZHIDA_REFERENCE_DATE", "30.6.2026")
    with pytest.raises(ImproperlyConfigured, match="ZHIDA_REFERENCE_DATE"):
        read_date("ZHIDA_REFERENCE_DATE")


def test_a_list(monkeypatch):
    monkeypatch.setenv("ZHIDA_HOSTS", "a.example, b.example,")

    assert read_list("ZHIDA_HOSTS", "localhost") == ["a.example", "b.example"]


def test_a_secret_key_is_made_once_and_kept_from_others(monkeypatch, tmp_path):
    monkeypatch.delenv("ZHIDA_SECRET_KEY", raising=False)
    file = tmp_path / "data" / "secret-key"

    first, second = read_secret_key(file), read_secret_key(file)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_secret_key_that_is_given_is_not_written(monkeypatch, tmp_path):
    monkeypatch.setenv("ZHIDA_SECRET_KEY", "given")

    assert read_secret_key(tmp_path / "secret-key") == "given"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["mysql://db/zhida", "", "zhida.sqlite3"])
def test_other_databases_are_refused(url):
    with pytest.raises(ImproperlyConfigured, match="ZHIDA_DATABASE_URL"):
        read_database_url(url)


def test_options_of_a_database_url_are_passed_on():
    database = read_database_url("postgresql://zhida@db/zhida?sslmode=require")

    assert (database["HOST"], database["OPTIONS"]) == ("db", {"sslmode": "require"})
