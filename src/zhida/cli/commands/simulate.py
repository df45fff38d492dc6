"""``zhida simulate``: a draft policy over a whole zone: what it costs, who gains and who loses."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhida.cli.arguments import add_date, add_json, add_memory, add_packs, reference_date
from zhida.cli.exit_codes import ExitCode
from zhida.cli.simulations import print_simulation
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import has_errors
from zhida.lang.base.messages import Language
from zhida.policy.pack import load_packs
from zhida.policy.serialise import to_json
from zhida.population.database import DatabaseSettings
from zhida.population.simulation.draft import compare_libraries, load_draft
from zhida.population.simulation.model import DraftSummary
from zhida.population.simulation.settings import SimulationSettings
from zhida.population.simulation.simulate import REPORT, simulate_draft
from zhida.population.snapshot import read_snapshot

NAME = "simulate"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("--draft", type=Path, required=True, metavar="PACK", help=say("draft", language))
    parser.add_argument("--replaces", default=None, metavar="KEY", help=say("replaces", language))
    parser.add_argument("--zone", type=Path, required=True, metavar="DIR", help=say("zone", language))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out", language))
    parser.add_argument("--baselines", type=Path, default=None, metavar="DIR", help=say("baselines", language))
    parser.add_argument("--stacking", action="store_true", help=say("simulate-stacking", language))
    add_memory(parser, language)
    add_packs(parser, language)
    add_date(parser, language)
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Compare the packs in force with the draft in their place; faults of clauses are `ExitCode.FINDINGS`."""
    library = load_packs(options.packs)
    draft = load_draft(options.draft, library, options.replaces)
    comparison = compare_libraries(library, draft, reference_date(options))
    snapshot = read_snapshot(options.zone, library.catalogue)
    baselines = options.baselines or options.zone.resolve().with_name(f".{options.zone.resolve().name}-baselines")
    with terminal.progress("computing-baseline", snapshot.manifest.firms) as advance:
        settings = SimulationSettings(
            baselines, lambda done, _all: advance(done), DatabaseSettings(memory=options.memory), options.stacking
        )
        simulation = simulate_draft(library, comparison, snapshot, options.out, settings)
    if options.json:
        terminal.print_json(to_json(simulation))
    else:
        terminal.out.print(_describe_draft(simulation.draft, terminal), markup=False)
        print_simulation(simulation, simulation.clauses, terminal)
        terminal.out.print(terminal.say("simulation-written", report=options.out / REPORT), markup=False)
    terminal.print_diagnostics(simulation.diagnostics)
    return ExitCode.FINDINGS if has_errors(simulation.diagnostics) else ExitCode.DONE


def _describe_draft(draft: DraftSummary, terminal: Terminal) -> str:
    place = "draft-replaces" if draft.replaces else "draft-new"
    return terminal.say(place, title=draft.title, replaced=draft.replaces, pack=draft.key)
