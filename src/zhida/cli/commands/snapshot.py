"""``zhida snapshot``: a user's own tables of firms as a snapshot."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhida.cli.arguments import add_memory, add_packs
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.policy.pack import load_catalogue
from zhida.population.database import DatabaseSettings
from zhida.population.tables.importing import FIRMS, Imported, import_tables
from zhida.population.tables.read import TableSettings

NAME = "snapshot"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=say("tables", language))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out", language))
    parser.add_argument("--source", metavar="TEXT", help=say("tables-source", language))
    parser.add_argument(
        "--complete", action="append", default=[], metavar="LIST", help=say("tables-complete", language)
    )
    parser.add_argument("--ignore", action="append", default=[], metavar="COLUMN", help=say("tables-ignore", language))
    add_memory(parser, language)
    add_packs(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Read the tables and write the snapshot, whole or not at all."""
    settings = TableSettings(
        frozenset(options.complete),
        frozenset(options.ignore),
        options.source or "",
        DatabaseSettings(memory=options.memory),
    )
    catalogue = load_catalogue(options.packs)
    with terminal.progress("importing", None) as advance:
        imported = import_tables(options.files, catalogue, options.out, settings, advance)
    _print(imported, settings, terminal)
    return ExitCode.DONE


def _print(imported: Imported, settings: TableSettings, terminal: Terminal) -> None:
    manifest = imported.snapshot.manifest
    for name, facts in imported.tables.items():
        terminal.out.print(terminal.say("table-read", name=name, facts="、".join(facts)), markup=False)
    open_lists = [name for name in imported.tables if name != FIRMS and name not in settings.complete]
    if open_lists:
        terminal.out.print(terminal.say("tables-open", names="、".join(open_lists)), markup=False)
    if imported.left_aside:
        terminal.out.print(terminal.say("tables-left-aside", names="、".join(imported.left_aside)), markup=False)
    values = {"firms": manifest.firms, "folder": imported.snapshot.folder, "digest": manifest.digest}
    terminal.out.print(terminal.say("snapshot-written", **values), markup=False)
