"""``zhida doc PACK FILE``: a policy as a page for people, HTML or PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhida.cli.exit_codes import ExitCode
from zhida.cli.selection import select_pack
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.policy.page.content import build_page
from zhida.policy.page.html import render_html
from zhida.policy.page.pdf import render_pdf

NAME = "doc"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("pack", type=Path, metavar="PACK", help=say("one-pack", language))
    parser.add_argument("page", type=Path, metavar="FILE", help=say("page", language))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Write the page; the file's suffix says of which kind."""
    suffix = options.page.suffix.lower()
    if suffix not in {".html", ".pdf"}:
        terminal.err.print(terminal.say("page-kind", path=options.page), style="bold red", markup=False)
        return ExitCode.BAD_INPUT
    page = build_page(select_pack(options.pack).pack)
    options.page.write_bytes(render_pdf(page) if suffix == ".pdf" else render_html(page).encode())
    terminal.out.print(terminal.say("document-written", path=options.page), markup=False)
    return ExitCode.DONE
