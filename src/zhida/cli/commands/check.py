"""``zhida check PACK``: everything that can be said of packs, or of a DMN model, before a firm meets them."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from zhida.cli.arguments import add_json
from zhida.cli.exit_codes import ExitCode
from zhida.cli.selection import select_packs
from zhida.cli.terminal import Terminal, diagnostic_to_json
from zhida.cli.texts import say
from zhida.lang import check, load_dmn
from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, Severity, has_errors
from zhida.lang.base.messages import Language
from zhida.lang.dmn.xml import LARGEST_DOCUMENT
from zhida.policy.checks import check_pack
from zhida.policy.pack import Pack

NAME = "check"

MODEL_SUFFIXES = {".dmn", ".xml"}


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("pack", type=Path, metavar="PACK", help=say("pack-or-model", language))
    parser.add_argument("--notes", action="store_true", help=say("notes", language))
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Print the findings; errors among them are `ExitCode.FINDINGS`."""
    packs: tuple[Pack, ...] = ()
    try:
        if options.pack.suffix in MODEL_SUFFIXES:
            found = check(load_dmn(_read_model(options.pack), str(options.pack)))
        else:
            packs = select_packs(options.pack).packs
            found = tuple(diagnostic for pack in packs for diagnostic in check_pack(pack))
    except DiagnosticError as error:
        found = error.diagnostics
    if options.json:
        terminal.print_json([diagnostic_to_json(diagnostic, terminal.language) for diagnostic in found])
    else:
        shown = found if options.notes else [one for one in found if one.severity is not Severity.NOTE]
        terminal.print_diagnostics(shown)
        terminal.out.print(_summarise(packs, found, terminal))
    return ExitCode.FINDINGS if has_errors(found) else ExitCode.DONE


def _read_model(path: Path) -> bytes:
    """The bytes of a model; of one that is too large no more than it takes to refuse it."""
    with path.open("rb") as file:
        return file.read(LARGEST_DOCUMENT + 1)


def _summarise(packs: tuple[Pack, ...], found: tuple[Diagnostic, ...], terminal: Terminal) -> str:
    counts = Counter(diagnostic.severity for diagnostic in found)
    return terminal.say(
        "check-summary",
        packs=len(packs),
        clauses=sum(len(pack.answers) for pack in packs),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )
