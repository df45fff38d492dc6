"""``zhida diff OLD NEW``: what changed between two versions of a policy, and what it costs."""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import takewhile
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from zhida.cli.arguments import add_date, add_json, add_packs, reference_date
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import has_errors
from zhida.lang.base.messages import Language
from zhida.policy.difference.compare import compare_packs
from zhida.policy.difference.model import Change, Difference, PackDifference, Side
from zhida.policy.pack import load_packs
from zhida.policy.serialise import to_json
from zhida.population.simulation.draft import load_draft
from zhida.population.simulation.model import Simulation
from zhida.population.simulation.versions import simulate_versions
from zhida.population.snapshot import read_snapshot

NAME = "diff"

_STYLES = {Change.ADDED: "green", Change.REMOVED: "red", Change.CHANGED: "yellow", Change.SAME_MEANING: "dim"}
_LONGEST_TEXT = 60
_CONTEXT = 12
"""Characters that stay before and after what differs in a long text."""


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("old", type=Path, metavar="OLD", help=say("diff-old", language))
    parser.add_argument("new", type=Path, metavar="NEW", help=say("diff-new", language))
    parser.add_argument("--zone", type=Path, default=None, metavar="DIR", help=say("diff-zone", language))
    add_packs(parser, language)
    add_date(parser, language)
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Print what differs; faults of clauses met while computing the money are `ExitCode.FINDINGS`."""
    library = load_packs(options.packs)
    old, new = load_draft(options.old, library), load_draft(options.new, library)
    difference = compare_packs(old, new)
    simulation = None
    if options.zone is not None:
        snapshot = read_snapshot(options.zone, library.catalogue)
        simulation = simulate_versions(library, old, new, snapshot, reference_date(options))
    if options.json:
        terminal.print_json({"difference": to_json(difference), "simulation": to_json(simulation)})
    else:
        _print_difference(difference, terminal)
        if simulation is not None:
            _print_money(simulation, terminal)
    found = simulation.diagnostics if simulation else ()
    terminal.print_diagnostics(found)
    return ExitCode.FINDINGS if has_errors(found) else ExitCode.DONE


def _print_difference(difference: PackDifference, terminal: Terminal) -> None:
    if not difference.differences:
        terminal.out.print(terminal.say("diff-same-file" if difference.same_file else "diff-only-blanks"))
        return
    for clause in dict.fromkeys(one.clause for one in difference.differences):
        terminal.out.print(clause or terminal.say("diff-whole"), style="bold", markup=False)
        terminal.out.print(_tabulate([one for one in difference.differences if one.clause == clause], terminal))
    counts = Counter(one.change for one in difference.differences)
    terminal.out.print(
        terminal.say(
            "diff-summary",
            added=counts[Change.ADDED],
            removed=counts[Change.REMOVED],
            changed=counts[Change.CHANGED],
            same=counts[Change.SAME_MEANING],
        )
    )


def _tabulate(differences: list[Difference], terminal: Terminal) -> Table:
    table = Table()
    for heading in ("diff-place", "diff-change", "diff-before", "diff-after"):
        table.add_column(terminal.say(heading), overflow="fold")
    for one in differences:
        old, new = _shorten(one.old.text if one.old else "", one.new.text if one.new else "")
        cells = (_describe_place(one, terminal), terminal.say(f"diff-{one.change.value}"), old, new)
        table.add_row(*map(escape, cells), style=_STYLES[one.change])
    return table


def _describe_place(difference: Difference, terminal: Terminal) -> str:
    """The part, its name, row, column and article, as ``规则 研发投入奖励 第1行 本年.研发费用（第三条）``."""
    rows = "→".join(dict.fromkeys(str(side.row) for side in (difference.old, difference.new) if side and side.row))
    side = difference.new or difference.old or Side("")
    part = terminal.say(f"part-{difference.part.value}")
    row = terminal.say("diff-row", row=rows) if rows else ""
    return " ".join(filter(None, (part, side.name, row, side.column, f"({side.article})" if side.article else "")))


def _shorten(old: str, new: str) -> tuple[str, str]:
    """Two texts, of long ones only what differs with a little before and after it.

    >>> _shorten("甲" * 70 + "一" + "乙" * 70, "甲" * 70 + "二" + "乙" * 70)[0]
    '…甲甲甲甲甲甲甲甲甲甲甲甲一乙乙乙乙乙乙乙乙乙乙乙乙…'
    """
    if max(len(old), len(new)) <= _LONGEST_TEXT or not (old and new):
        return old, new
    start = max(0, _count_shared(old, new) - _CONTEXT)
    end = max(0, _count_shared(old[:start:-1], new[:start:-1]) - _CONTEXT)
    return _cut(old, start, end), _cut(new, start, end)


def _count_shared(old: str, new: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _cut(text: str, start: int, end: int) -> str:
    return f"{'…' if start else ''}{text[start : len(text) - end]}{'…' if end else ''}"


def _print_money(simulation: Simulation, terminal: Terminal) -> None:
    """The amounts of each clause whose meaning changed, and of all awards and all reliefs together."""
    terminal.out.print(terminal.say("diff-money", firms=f"{simulation.firms:,}", on=simulation.on))
    table = Table()
    table.add_column(terminal.say("clause"), overflow="fold")
    for heading in ("before", "after", "difference", "entitled"):
        table.add_column(terminal.say(heading), justify="right", no_wrap=True)
    for clause in simulation.clauses:
        if clause.changed:
            amounts = (f"{clause.before:,.2f}", f"{clause.after:,.2f}", f"{clause.difference:+,.2f}")
            told = amounts if clause.kind.is_amount else ("", "", "")
            table.add_row(clause.title, *told, f"{clause.entitled_before:,} → {clause.entitled_after:,}")
    terminal.out.print(table)
    for effect in simulation.effects:
        total = effect.total
        said = terminal.say(
            f"effect-{effect.kind.value}",
            difference=f"{total.difference:+,.2f}" if effect.kind.is_amount else "—",
            gaining=f"{total.gaining:,}",
            losing=f"{total.losing:,}",
            unclear=f"{total.unclear:,}",
        )
        terminal.out.print(said, markup=False)
