"""``zhida new ZONE/POLICY``: a policy to begin from, which computes as it stands."""

from __future__ import annotations

import argparse
import datetime as dt

from zhida.cli.arguments import add_packs
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.messages import Language
from zhida.policy.pack import DOCUMENT, load_catalogue
from zhida.policy.template.render import NewPolicy, render_template, split_key
from zhida.population.snapshot import making_folder

NAME = "new"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("key", metavar="ZONE/POLICY", help=say("new-key", language))
    add_packs(parser, language)
    parser.add_argument("--title", default=None, help=say("new-title", language))
    parser.add_argument("--number", default="（文号待填）", help=say("new-number", language))
    parser.add_argument("--issuer", default="（发文机关待填）", help=say("new-issuer", language))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Write the folder of the pack, whole or not at all; one that exists is never touched."""
    _, policy = split_key(options.key)
    folder = options.packs / options.key
    if folder.exists():
        raise refuse("cli.pack-exists", folder=str(folder))
    title = policy if options.title is None else options.title
    new = NewPolicy(options.key, title, options.number, options.issuer, _today())
    document = render_template(new, load_catalogue(options.packs))
    with making_folder(folder) as making:
        (making / DOCUMENT).write_text(document, encoding="utf-8")
    terminal.out.print(terminal.say("pack-written", path=folder / DOCUMENT), markup=False)
    return ExitCode.DONE


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).astimezone().date()
