"""A simulation for people: its clauses as a table, effects and budgets in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from zhida.cli.terminal import Terminal
from zhida.population.simulation.model import BudgetUse, ClauseChange, Effect, Movement, Simulation, StackedChange

_MOVEMENTS = {
    "gaining": Movement.GAINS,
    "losing": Movement.LOSES,
    "changed": Movement.CHANGED,
    "becomes-unknown": Movement.BECOMES_UNKNOWN,
}
"""The columns of the table that count firms; one in which there are none is left out."""

_LEAST_WIDTH = 120
"""Columns: a narrower terminal wraps the lines, so that no figure is cut."""


def print_simulation(simulation: Simulation, clauses: Sequence[ClauseChange], terminal: Terminal) -> None:
    """These clauses of a simulation, what all of them together come to, what it does to the budgets, and after stacking."""
    table = _tabulate_clauses(clauses, terminal)
    terminal.out.print(table, width=max(terminal.out.width, _LEAST_WIDTH), crop=False)
    for effect in simulation.effects:
        terminal.out.print(_describe_effect(effect, terminal), markup=False)
    for use in simulation.budgets_after:
        terminal.out.print(_describe_budget(use, terminal), markup=False)
        terminal.out.print(terminal.say("budget-limits"))
    if simulation.stacking is not None:
        _print_stacking(simulation.stacking, terminal)
    told = "without-stacking" if simulation.stacking is None else "besides-stacking"
    terminal.out.print(f"{terminal.say(told)}{terminal.say('without-allocation')}")


def _tabulate_clauses(clauses: Sequence[ClauseChange], terminal: Terminal) -> Table:
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


def _print_stacking(change: StackedChange, terminal: Terminal) -> None:
    """What all awards come to before and after stacking, on both sides, and what the draft does to firms."""
    before, after = change.before, change.after
    table = Table(box=None, pad_edge=False)
    table.add_column(terminal.say("after-stacking"), overflow="fold")
    for key in ("in-force", "with-draft", "difference"):
        table.add_column(terminal.say(key), justify="right", no_wrap=True)
    for name, old, new in (
        ("awards-alone", before.alone, after.alone),
        ("awards-stacked", before.at_least, after.at_least),
    ):
        table.add_row(terminal.say(name), f"{old:,.2f}", f"{new:,.2f}", f"{new - old:+,.2f}" if new != old else "")
    opened = after.open - before.open
    table.add_row(terminal.say("firms-open"), f"{before.open:,}", f"{after.open:,}", f"{opened:+,}" if opened else "")
    terminal.out.print(table, width=max(terminal.out.width, _LEAST_WIDTH), crop=False)
    terminal.out.print(_describe_stacked_effect(change, terminal), markup=False)


def _describe_stacked_effect(change: StackedChange, terminal: Terminal) -> str:
    return terminal.say(
        "stacked-effect",
        gaining=f"{change.gaining:,}",
        gained=f"{change.gained:+,.2f}" if change.gained else "0",
        losing=f"{change.losing:,}",
        lost=f"{change.lost:+,.2f}" if change.lost else "0",
        provisional=f"{change.provisional:,}",
        unclear=f"{change.unclear:,}",
        unchanged=f"{change.unchanged:,}",
    )
