"""Arguments that several commands share, and how their texts are read."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from zhida.cli.texts import say
from zhida.lang.base.messages import Language

DEFAULT_PACKS = Path("packs")
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


def reference_date(options: argparse.Namespace) -> dt.date:
    """The day asked for, else today."""
    on: dt.date | None = options.on
    return on or dt.datetime.now(tz=dt.UTC).astimezone().date()
