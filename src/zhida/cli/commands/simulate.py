"""``zhida simulate``: a draft policy over a whole zone: what it costs, who gains and who loses."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.table import Table

from zhida.cli.arguments import add_date, add_json, add_memory, add_packs, reference_date
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import has_errors
from zhida.lang.base.messages import Language
from zhida.policy.pack import load_packs
from zhida.policy.serialise import to_json
from zhida.population.database import DatabaseSettings
from zhida.population.simulation.draft import compare_libraries, load_draft
from zhida.population.simulation.model import BudgetUse, ClauseChange, Effect, Movement, Simulation
from zhida.population.simulation.simulate import REPORT, SimulationSettings, simulate_draft
from zhida.population.snapshot import read_snapshot

NAME = "simulate"

_MOVEMENTS = {
    "gaining": Movement.GAINS,
    "losing": Movement.LOSES,
    "changed": Movement.CHANGED,
    "becomes-unknown": Movement.BECOMES_UNKNOWN,
}
"""The columns of the table that count firms; one in which there are none is left out."""


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("--draft", type=Path, required=True, metavar="PACK", help=say("draft", language))
    parser.add_argument("--replaces", default=None, metavar="KEY", help=say("replaces", language))
    parser.add_argument("--zone", type=Path, required=True, metavar="DIR", help=say("zone", language))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out", language))
    parser.add_argument("--baselines", type=Path, default=None, metavar="DIR", help=say("baselines", language))
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
            baselines, lambda done, _all: advance(done), DatabaseSettings(memory=options.memory)
        )
        simulation = simulate_draft(library, comparison, snapshot, options.out, settings)
    if options.json:
        terminal.print_json(to_json(simulation))
    else:
        _print_simulation(simulation, terminal)
        terminal.out.print(terminal.say("simulation-written", report=options.out / REPORT), markup=False)
    terminal.print_diagnostics(simulation.diagnostics)
    return ExitCode.FINDINGS if has_errors(simulation.diagnostics) else ExitCode.DONE


def _print_simulation(simulation: Simulation, terminal: Terminal) -> None:
    draft = simulation.draft
    place = "draft-replaces" if draft.replaces else "draft-new"
    terminal.out.print(terminal.say(place, title=draft.title, replaced=draft.replaces, pack=draft.key), markup=False)
    terminal.out.print(_tabulate_clauses(simulation.clauses, terminal))
    for effect in simulation.effects:
        terminal.out.print(_describe_effect(effect, terminal), markup=False)
    for use in simulation.budgets_after:
        terminal.out.print(_describe_budget(use, terminal), markup=False)
        terminal.out.print(terminal.say("budget-limits"))


def _tabulate_clauses(clauses: tuple[ClauseChange, ...], terminal: Terminal) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(terminal.say("clause"), overflow="fold", min_width=12)
    told = {key: one for key, one in _MOVEMENTS.items() if any(clause.movements[one] for clause in clauses)}
    for key in ("before", "after", "difference", "entitled", *told, "switched"):
        table.add_column(terminal.say(key), justify="right", no_wrap=True)
    for clause in clauses:
        entitled = f"{clause.entitled_before:,} → {clause.entitled_after:,}"
        movements = (clause.movements[one] for one in told.values())
        counts = (f"{count:,}" if count else "" for count in (*movements, clause.switched))
        table.add_row(clause.title, *_list_amounts(clause), entitled, *counts)
    return table


def _list_amounts(clause: ClauseChange) -> tuple[str, str, str]:
    if not clause.kind.is_amount:
        return "", "", ""
    return f"{clause.before:,.2f}", f"{clause.after:,.2f}", f"{clause.difference:+,.2f}" if clause.difference else ""


def _describe_effect(effect: Effect, terminal: Terminal) -> str:
    total = effect.total
    difference = f"{total.difference:+,.2f}" if effect.kind.is_amount else "—"
    return terminal.say(
        f"effect-{effect.kind.value}",
        difference=difference,
        gaining=f"{total.gaining:,}",
        losing=f"{total.losing:,}",
        unclear=f"{total.unclear:,}",
    )


def _describe_budget(use: BudgetUse, terminal: Terminal) -> str:
    return terminal.say(
        "budget-used",
        policy=use.policy,
        budget=f"{use.budget:,.2f}",
        share="—" if use.share is None else f"{use.share * 100:,.2f}%",
        firms=f"{use.firms:,}",
        dry=use.runs_dry.isoformat() if use.runs_dry else "—",
        most=f"{use.smallest_first:,}",
        least=f"{use.largest_first:,}",
    )
