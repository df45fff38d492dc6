"""Arguments that several commands share, and how their texts are read."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.population.database import MEMORY

DEFAULT_PACKS = Path("packs")
LEAST_MEMORY = 100_000_000
"""Bytes; with less a database cannot even sort."""

_UNITS = {"MB": 10**6, "GB": 10**9}
_BYTES = re.compile(r"(?P<number>[0-9]{1,6})\s*(?P<unit>[MG]B)", re.IGNORECASE)

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
"""Reference dates that make sense; others are typing mistakes."""


def add_packs(parser: argparse.ArgumentParser, language: Language) -> None:
    """``--packs``: the folder of the library of packs."""
    parser.add_argument("--packs", type=Path, default=DEFAULT_PACKS, metavar="DIR", help=say("packs", language))


def add_date(parser: argparse.ArgumentParser, language: Language) -> None:
    """``--on``: the reference date."""
    parser.add_argument("--on", type=read_date_in(language), default=None, metavar="DATE", help=say("on", language))


def add_json(parser: argparse.ArgumentParser, language: Language) -> None:
    """``--json``: results for programs."""
    parser.add_argument("--json", action="store_true", help=say("json", language))


def add_memory(parser: argparse.ArgumentParser, language: Language) -> None:
    """``--memory``: how much the database may hold before it spills to disk."""
    read = read_bytes_in(language)
    parser.add_argument("--memory", type=read, default=MEMORY, metavar="SIZE", help=say("memory", language))


def read_date_in(language: Language) -> Callable[[str], dt.date]:
    """How a date argument is read; a day that does not exist, or not in this century, is refused in words of the language."""

    def read(text: str) -> dt.date:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(say("date-expected", language, text=text)) from error
        if not EARLIEST <= day <= LATEST:
            raise argparse.ArgumentTypeError(say("date-expected", language, text=text))
        return day

    return read


def read_count_in(language: Language) -> Callable[[str], int]:
    """How a number of things is read: a whole number above 0."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or int(text) == 0:
            raise argparse.ArgumentTypeError(say("number-expected", language, text=text))
        return int(text)

    return read


def read_bytes_in(language: Language) -> Callable[[str], int]:
    """How an amount of memory is read: ``512MB``, ``2GB``; less than a database can work with is refused."""

    def read(text: str) -> int:
        matched = _BYTES.fullmatch(text.strip())
        size = int(matched["number"]) * _UNITS[matched["unit"].upper()] if matched else 0
        if size < LEAST_MEMORY:
            least = LEAST_MEMORY // _UNITS["MB"]
            raise argparse.ArgumentTypeError(say("memory-expected", language, text=text, least=least))
        return size

    return read


def reference_date(options: argparse.Namespace) -> dt.date:
    """The day asked for, else today."""
    on: dt.date | None = options.on
    return on or dt.datetime.now(tz=dt.UTC).astimezone().date()
