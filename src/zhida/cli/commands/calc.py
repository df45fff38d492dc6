"""``zhida calc --firm FILE``: what one firm is entitled to, how much, why, why not, and what is missing."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.markup import escape
from rich.tree import Tree

from zhida.cli.arguments import add_date, add_json, add_packs, reference_date
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import Severity
from zhida.lang.base.messages import Language
from zhida.policy.entitlement import Entitlement, Status, compute_entitlements, sum_awards
from zhida.policy.firm import open_firm
from zhida.policy.pack import load_packs
from zhida.policy.reasons import Outcome, Reason, RowReason
from zhida.policy.serialise import to_json

NAME = "calc"

MARKS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.UNKNOWN: "?"}
STYLES = {Status.ENTITLED: "bold green", Status.UNKNOWN: "yellow", Status.NOT_ENTITLED: "dim"}
WORDS = {Status.ENTITLED: "entitled", Status.UNKNOWN: "cannot-tell", Status.NOT_ENTITLED: "not-entitled"}


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("--firm", type=Path, required=True, metavar="FILE", help=say("firm", language))
    add_packs(parser, language)
    add_date(parser, language)
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Compute and print; a fault of a clause itself is `ExitCode.FINDINGS`."""
    library = load_packs(options.packs)
    firm = open_firm(options.firm, library.catalogue)
    entitlements = compute_entitlements(library, firm, reference_date(options))
    if options.json:
        terminal.print_json([to_json(entitlement) for entitlement in entitlements])
    else:
        terminal.out.print(f"{firm.name}  {firm.code}", style="bold", markup=False)
        for entitlement in sorted(entitlements, key=lambda one: list(Status).index(one.status)):
            terminal.out.print(_draw(entitlement, terminal))
        terminal.out.print(terminal.say("total-owed", amount=f"{sum_awards(entitlements):,.2f}"), style="bold")
    faults = [fault for one in entitlements for fault in one.diagnostics if fault.severity is Severity.ERROR]
    terminal.print_diagnostics(faults)
    return ExitCode.FINDINGS if faults else ExitCode.DONE


def _draw(entitlement: Entitlement, terminal: Terminal) -> Tree:
    """One clause: its answer, what is missing, and the rows that tell why."""
    status = terminal.say(WORDS[entitlement.status])
    answer = f"{entitlement.amount:,.2f} 元" if entitlement.amount is not None else entitlement.value or ""
    mark = "" if entitlement.verified else f"（{terminal.say('unverified')}）"
    head = f"[{STYLES[entitlement.status]}]{status}[/]  {escape(entitlement.title)}  [bold]{escape(answer)}[/]"
    citation = f"{entitlement.policy}　{entitlement.number}　{entitlement.article}{mark}"
    tree = Tree(f"{head}\n[dim]{escape(citation)}[/]")
    if entitlement.missing:
        facts = "、".join(f"{fact.label}（{fact.source}）" for fact in entitlement.missing)
        tree.add(terminal.say("missing", facts=facts))
    _add_reason(tree, entitlement.reason)
    return tree


def _add_reason(tree: Tree, reason: Reason) -> None:
    branch = tree.add(escape(f"{reason.name} = {reason.value}"))
    if reason.formula:
        filled = f"\n[dim]= {escape(reason.figures)}[/]" if reason.figures != reason.formula else ""
        branch.add(escape(reason.formula) + filled)
    for row in reason.rows:
        _add_row(branch, row)
    for below in reason.reasons:
        _add_reason(branch, below)


def _add_row(tree: Tree, row: RowReason) -> None:
    branch = tree.add(escape(f"{MARKS[row.outcome]} {row.article}"))
    for criterion in row.criteria:
        text = f"{MARKS[criterion.outcome]} {criterion.label}：{criterion.value}　{criterion.threshold}"
        branch.add(escape(text))
