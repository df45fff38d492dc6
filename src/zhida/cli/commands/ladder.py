"""``zhida ladder --firm FILE``: the rungs a firm stands on, and what the next ones take."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.markup import escape
from rich.tree import Tree

from zhida.cli.arguments import add_date, add_json, add_packs, reference_date
from zhida.cli.distances import MOST_DISTANCES, describe_distance
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.policy.entitlement import Status, compute_entitlements
from zhida.policy.firm import open_firm
from zhida.policy.ladder.climb import RungStatus, Standing, find_standings
from zhida.policy.ladder.read import load_ladders
from zhida.policy.pack import load_packs
from zhida.policy.serialise import to_json

NAME = "ladder"

_MARKS = {Status.ENTITLED: "[green]✓[/]", Status.UNKNOWN: "[yellow]?[/]", Status.NOT_ENTITLED: "✗", None: "–"}


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("--firm", type=Path, required=True, metavar="FILE", help=say("firm", language))
    add_packs(parser, language)
    add_date(parser, language)
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Print every ladder with the firm's place on it."""
    library, on = load_packs(options.packs), reference_date(options)
    ladders = load_ladders(options.packs, library)
    firm = open_firm(options.firm, library.catalogue)
    standings = find_standings(ladders, library, compute_entitlements(library, firm, on), firm, on)
    if options.json:
        terminal.print_json(to_json(standings))
    else:
        for standing in standings:
            terminal.out.print(_draw(standing, terminal))
    return ExitCode.DONE


def _draw(standing: Standing, terminal: Terminal) -> Tree:
    current = standing.current.name if standing.current else terminal.say("no-rung")
    tree = Tree(f"[bold]{escape(standing.ladder.title)}[/]　{escape(terminal.say('current-rung', name=current))}")
    for one in reversed(standing.rungs):
        branch = tree.add(_describe_rung(one))
        if one.rung == standing.next:
            if standing.missing:
                facts = "、".join(f"{fact.label}（{fact.source}）" for fact in standing.missing)
                branch.add(escape(terminal.say("missing", facts=facts)))
            for distance in standing.distances[:MOST_DISTANCES]:
                branch.add(escape(describe_distance(distance, terminal)))
    return tree


def _describe_rung(one: RungStatus) -> str:
    note = f"　[dim]{escape(one.rung.note)}[/]" if one.rung.note else ""
    return f"{_MARKS[one.status]} {escape(one.rung.name)}{note}"
