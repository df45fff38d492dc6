"""``zhida to-excel PACK BOOK.xlsx``: the tables of a policy as a workbook that officials edit."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhida.cli.exit_codes import ExitCode
from zhida.cli.selection import select_pack
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.policy.workbook.sheets import list_sheets
from zhida.policy.workbook.write import write_workbook

NAME = "to-excel"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("pack", type=Path, metavar="PACK", help=say("one-pack", language))
    parser.add_argument("book", type=Path, metavar="BOOK.xlsx", help=say("workbook", language))
    parser.add_argument("--overwrite", action="store_true", help=say("overwrite", language))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Write the workbook; one that exists, and may hold someone's work, is replaced only if asked for."""
    if options.book.exists() and not options.overwrite:
        terminal.err.print(terminal.say("file-exists", path=options.book), style="bold red", markup=False)
        return ExitCode.BAD_INPUT
    pack = select_pack(options.pack).pack
    options.book.write_bytes(write_workbook(pack))
    said = terminal.say("workbook-written", sheets=len(list_sheets(pack.document)), path=options.book)
    terminal.out.print(said, markup=False)
    return ExitCode.DONE
