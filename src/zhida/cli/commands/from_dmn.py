"""``zhida from-dmn PACK FILE.dmn``: an edited DMN model back into the document, or nothing if it has errors."""

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
from zhida.lang.dmn.xml import LARGEST_DOCUMENT
from zhida.policy.checks import check_pack
from zhida.policy.exchange.apply import apply_model, locate_findings

NAME = "from-dmn"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("pack", type=Path, metavar="PACK", help=say("one-pack", language))
    parser.add_argument("model", type=Path, metavar="FILE.dmn", help=say("model", language))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Write the document if the policy still compiles; then tell what a check finds in it, at the cells of the model."""
    selected = select_pack(options.pack)
    data = read_at_most(options.model, LARGEST_DOCUMENT + 1)
    applied = apply_model(selected.pack, data, str(options.model))
    if not applied.edits:
        terminal.out.print(terminal.say("nothing-changed"))
        return ExitCode.DONE
    try:
        pack = compile_rewritten(applied.document, selected)
    except DiagnosticError as error:
        raise DiagnosticError(locate_findings(error.diagnostics, applied)) from error
    replace_document(applied.document)
    for edit in applied.edits:
        said = terminal.say("edit", sheet=edit.name, added=edit.added, changed=edit.changed, removed=edit.removed)
        terminal.out.print(said, markup=False)
    terminal.out.print(terminal.say("document-written", path=applied.document.source.file), markup=False)
    found = tuple(one for one in check_pack(pack) if one.severity is not Severity.NOTE)
    terminal.print_diagnostics(locate_findings(found, applied))
    return ExitCode.FINDINGS if has_errors(found) else ExitCode.DONE
