"""``zhida to-dmn PACK FILE.dmn``: a policy as a DMN model in standard FEEL, for dmn-js, Camunda Modeler and other tools."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhida.cli.exit_codes import ExitCode
from zhida.cli.selection import select_pack
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.policy.exchange.write import write_model

NAME = "to-dmn"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("pack", type=Path, metavar="PACK", help=say("one-pack", language))
    parser.add_argument("model", type=Path, metavar="FILE.dmn", help=say("model", language))
    parser.add_argument("--version", choices=("1.3", "1.5"), default="1.3", help=say("dmn-version", language))
    parser.add_argument("--overwrite", action="store_true", help=say("overwrite", language))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Write the model; one that exists, and may hold someone's work, is replaced only if asked for."""
    if options.model.exists() and not options.overwrite:
        terminal.err.print(terminal.say("file-exists", path=options.model), style="bold red", markup=False)
        return ExitCode.BAD_INPUT
    pack = select_pack(options.pack).pack
    options.model.write_bytes(write_model(pack, options.version))
    said = terminal.say(
        "model-written", decisions=len(pack.definitions.decisions), version=options.version, path=options.model
    )
    terminal.out.print(said, markup=False)
    return ExitCode.DONE
