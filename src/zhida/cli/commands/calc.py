"""``zhida calc --firm FILE``: what one firm is entitled to, how much, why, why not, and what is missing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from rich.markup import escape
from rich.tree import Tree

from zhida.cli.arguments import add_date, add_json, add_packs, reference_date
from zhida.cli.distances import MOST_DISTANCES, describe_distance
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import Severity
from zhida.lang.base.messages import Language
from zhida.policy.allocation.rules import AllocationKind
from zhida.policy.distance.find import Distance, measure_distances
from zhida.policy.entitlement import Entitlement, MissingFact, Status, compute_entitlements
from zhida.policy.firm import open_firm
from zhida.policy.pack import load_packs
from zhida.policy.reasons import Outcome, Reason, RowReason
from zhida.policy.serialise import list_parts, to_json
from zhida.policy.stacking.result import Outcome as Stacked
from zhida.policy.stacking.result import StackedAward, StackingResult
from zhida.policy.stacking.stack import solve_stacking

NAME = "calc"

Distances: TypeAlias = Mapping[tuple[str, str], tuple[Distance, ...]]

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
    distances = measure_distances(library, entitlements, firm, reference_date(options))
    stacking = solve_stacking(library, entitlements, firm, reference_date(options))
    if options.json:
        described = [_describe(entitlement, distances) for entitlement in entitlements]
        terminal.print_json({"entitlements": described, "stacking": _describe_stacking(stacking, terminal)})
    else:
        terminal.out.print(f"{firm.name}  {firm.code}", style="bold", markup=False)
        for entitlement in sorted(entitlements, key=lambda one: list(Status).index(one.status)):
            tree = _draw(entitlement, terminal)
            for distance in distances.get((entitlement.pack, entitlement.clause), ())[:MOST_DISTANCES]:
                tree.add(escape(describe_distance(distance, terminal)))
            terminal.out.print(tree)
        terminal.out.print(_draw_stacking(stacking, terminal))
        if any(one.subject_to and one.amount is not None for one in entitlements):
            terminal.out.print(terminal.say("total-subject"))
    found = (*(one.diagnostics for one in entitlements), *(award.reasons for award in stacking.awards))
    faults = [fault for diagnostics in found for fault in diagnostics if fault.severity is Severity.ERROR]
    terminal.print_diagnostics(faults)
    return ExitCode.FINDINGS if faults else ExitCode.DONE


def _describe(entitlement: Entitlement, distances: Distances) -> object:
    found = distances.get((entitlement.pack, entitlement.clause), ())
    return to_json({**list_parts(entitlement), "distances": found})


def _describe_stacking(stacking: StackingResult, terminal: Terminal) -> object:
    """The result for programs, with the reasons in words."""
    awards = [{**list_parts(award), "reasons": _say_reasons(award, terminal)} for award in stacking.awards]
    return to_json({**list_parts(stacking), "total": stacking.total, "awards": awards})


def _draw_stacking(stacking: StackingResult, terminal: Terminal) -> Tree:
    """The total after stacking, and why awards are cut or dropped."""
    tree = Tree(f"[bold]{escape(_say_total(stacking, terminal))}[/]")
    for award in stacking.awards:
        if award.outcome is not Stacked.GRANTED or award.missing:
            amount = "" if award.amount is None else f"{award.amount:,.2f}"
            granted = "?" if award.granted is None else f"{award.granted:,.2f}"
            line = terminal.say(
                f"stacked-{award.outcome.name.lower()}", title=award.title, amount=amount, granted=granted
            )
            branch = tree.add(escape(line))
            for reason in _say_reasons(award, terminal):
                branch.add(escape(reason))
            if award.missing:
                branch.add(escape(_say_missing(award.missing, terminal)))
    return tree


def _say_total(stacking: StackingResult, terminal: Terminal) -> str:
    least = f"{stacking.at_least:,.2f}"
    if stacking.total is not None:
        return terminal.say("total-owed", amount=least)
    if stacking.at_most is None:
        return terminal.say("total-at-least", least=least)
    return terminal.say("total-between", least=least, most=f"{stacking.at_most:,.2f}")


def _say_reasons(award: StackedAward, terminal: Terminal) -> list[str]:
    return [terminal.describe(reason) for reason in award.reasons]


def _draw(entitlement: Entitlement, terminal: Terminal) -> Tree:
    """One clause: its answer, what is missing, and the rows that tell why."""
    status = terminal.say(WORDS[entitlement.status])
    answer = _say_amount(entitlement, terminal) or entitlement.value or ""
    mark = "" if entitlement.verified else f"（{terminal.say('unverified')}）"
    head = f"[{STYLES[entitlement.status]}]{status}[/]  {escape(entitlement.title)}  [bold]{escape(answer)}[/]"
    citation = f"{entitlement.policy}　{entitlement.number}　{entitlement.article}{mark}"
    tree = Tree(f"{head}\n[dim]{escape(citation)}[/]")
    if entitlement.missing:
        tree.add(_say_missing(entitlement.missing, terminal))
    if entitlement.amount is not None and entitlement.subject_to:
        tree.add(_say_subject(entitlement.subject_to, terminal))
    _add_reason(tree, entitlement.reason)
    return tree


def _say_amount(entitlement: Entitlement, terminal: Terminal) -> str:
    """The amount, or both ends of an interval; empty without one."""
    if entitlement.amount is None:
        return ""
    if entitlement.amount == entitlement.most:
        return f"{entitlement.amount:,.2f} 元"
    return terminal.say("amount-between", least=f"{entitlement.amount:,.2f}", most=f"{entitlement.most:,.2f}")


def _say_subject(kinds: tuple[AllocationKind, ...], terminal: Terminal) -> str:
    """What the amount depends on besides the firm."""
    return terminal.say(f"subject-{kinds[0].value}" if len(kinds) == 1 else "subject-both")


def _say_missing(missing: tuple[MissingFact, ...], terminal: Terminal) -> str:
    return terminal.say("missing", facts="、".join(f"{fact.label}（{fact.source}）" for fact in missing))


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
