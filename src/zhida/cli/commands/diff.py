"""``zhida diff OLD NEW``: what changed between two versions of a policy, and what it costs."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhida.cli.arguments import DEFAULT_PACKS, add_date, add_json, reference_date
from zhida.cli.differences import print_difference
from zhida.cli.exit_codes import ExitCode
from zhida.cli.selection import find_library
from zhida.cli.simulations import print_simulation
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import has_errors
from zhida.lang.base.messages import Language
from zhida.policy.difference.compare import compare_packs
from zhida.policy.difference.model import PackDifference, Part
from zhida.policy.pack import load_packs
from zhida.policy.serialise import to_json
from zhida.population.simulation.draft import load_draft
from zhida.population.simulation.model import Simulation
from zhida.population.simulation.versions import simulate_versions
from zhida.population.snapshot import read_snapshot

NAME = "diff"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("old", type=Path, metavar="OLD", help=say("diff-old", language))
    parser.add_argument("new", type=Path, metavar="NEW", help=say("diff-new", language))
    parser.add_argument("--zone", type=Path, default=None, metavar="DIR", help=say("diff-zone", language))
    parser.add_argument("--packs", type=Path, default=None, metavar="DIR", help=say("diff-packs", language))
    add_date(parser, language)
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Print what differs, which is no fault; faults of clauses met while computing the money are `ExitCode.FINDINGS`."""
    library = load_packs(options.packs or find_library(options.new) or DEFAULT_PACKS)
    old, new = load_draft(options.old, library), load_draft(options.new, library)
    difference = compare_packs(old, new)
    simulation = None
    if options.zone is not None:
        snapshot = read_snapshot(options.zone, library.catalogue)
        simulation = simulate_versions(library, old, new, snapshot, reference_date(options))
    if options.json:
        told = {"changes_meaning": difference.changes_meaning, "difference": difference, "simulation": simulation}
        terminal.print_json(to_json(told))
    else:
        print_difference(difference, old, new, terminal)
        if simulation is not None:
            _print_money(simulation, difference, terminal)
    found = simulation.diagnostics if simulation else ()
    terminal.print_diagnostics(found)
    return ExitCode.FINDINGS if has_errors(found) else ExitCode.DONE


def _print_money(simulation: Simulation, difference: PackDifference, terminal: Terminal) -> None:
    """The clauses whose rules mean something else, and all awards and all reliefs together."""
    terminal.out.print(terminal.say("diff-money", firms=f"{simulation.firms:,}", on=simulation.on))
    changed = [clause for clause in simulation.clauses if clause.changed]
    if changed:
        print_simulation(simulation, changed, terminal)
    else:
        terminal.out.print(terminal.say("diff-no-money"))
    if any(one.part is Part.IDENTIFIER for one in difference.differences):
        terminal.out.print(terminal.say("diff-identifiers"))
