"""What an installation says by environment variables, read once and checked."""

import os
import secrets
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def read_flag(name: str) -> bool:
    """Whether the variable is set to ``1``; anything but ``1``, ``0`` or nothing is refused."""
    text = os.environ.get(name, "0")
    if text not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name}: 0 or 1, not {text!r}")
    return text == "1"


def read_date(name: str) -> date | None:
    """The date (``2026-06-30``) the variable is set to, or None."""
    text = os.environ.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: a date such as 2026-06-30, not {text!r}") from error


def read_list(name: str, default: str) -> list[str]:
    """The items of a variable, separated by commas."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def read_secret_key(file: Path) -> str:
    """``ZHIDA_SECRET_KEY``, or a key of this installation's own, made on first use and kept in ``file``."""
    given = os.environ.get("ZHIDA_SECRET_KEY")
    if given:
        return given
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(descriptor, "w") as target:
        key = secrets.token_urlsafe(50)
        target.write(key)
    return key


def read_database_url(url: str) -> dict[str, Any]:
    """A database URL as Django wants it.

    >>> read_database_url("sqlite:////var/lib/zhida/zhida.sqlite3")["NAME"]
    '/var/lib/zhida/zhida.sqlite3'
    >>> database = read_database_url("postgresql://zhida:p%40ss@db:5432/zhida")
    >>> database["NAME"], database["HOST"], database["PASSWORD"]
    ('zhida', 'db', 'p@ss')
    >>> read_database_url("postgresql:///zhida?host=/run/postgresql")["HOST"]
    '/run/postgresql'
    >>> read_database_url("mysql://db/zhida")
    Traceback (most recent call last):
    django.core.exceptions.ImproperlyConfigured: ZHIDA_DATABASE_URL: sqlite:///… or postgresql://…, not 'mysql'
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme in {"postgresql", "postgres"}:
        given = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": given.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": given,
            "CONN_MAX_AGE": 60,
        }
    raise ImproperlyConfigured(f"ZHIDA_DATABASE_URL: sqlite:///… or postgresql://…, not {parts.scheme!r}")


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"},
    }
