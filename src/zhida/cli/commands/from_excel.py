"""``zhida from-excel PACK BOOK.xlsx``: an edited workbook back into the document, or nothing if it has errors."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhida.cli.exit_codes import ExitCode
from zhida.cli.rewriting import compile_rewritten, read_at_most, replace_document
from zhida.cli.selection import select_pack
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import DiagnosticError, Severity, has_errors
from zhida.lang.base.messages import Language
from zhida.policy.checks import check_pack
from zhida.policy.workbook.apply import apply_workbook, locate_findings
from zhida.policy.workbook.read import LARGEST_WORKBOOK, read_workbook

NAME = "from-excel"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("pack", type=Path, metavar="PACK", help=say("one-pack", language))
    parser.add_argument("book", type=Path, metavar="BOOK.xlsx", help=say("workbook", language))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Write the document if the policy still compiles; then tell what a check finds in it, at the cells of the workbook."""
    selected = select_pack(options.pack)
    file = str(options.book)
    workbook = read_workbook(read_at_most(options.book, LARGEST_WORKBOOK + 1), file)
    document, edits = apply_workbook(selected.pack.document, workbook, file)
    if not edits:
        terminal.out.print(terminal.say("nothing-changed"))
        return ExitCode.DONE
    try:
        pack = compile_rewritten(document, selected)
    except DiagnosticError as error:
        raise DiagnosticError(locate_findings(error.diagnostics, document, workbook, file)) from error
    replace_document(document)
    for edit in edits:
        said = terminal.say("edit", sheet=edit.sheet, added=edit.added, changed=edit.changed, removed=edit.removed)
        terminal.out.print(said, markup=False)
    terminal.out.print(terminal.say("document-written", path=selected.pack.document.source.file), markup=False)
    found = tuple(one for one in check_pack(pack) if one.severity is not Severity.NOTE)
    terminal.print_diagnostics(locate_findings(found, document, workbook, file))
    return ExitCode.FINDINGS if has_errors(found) else ExitCode.DONE
