"""``zhida allocate``: the awards of a run that depend on all firms: places by rank, budgets shared."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from pathlib import Path

from rich.table import Table

from zhida.cli.arguments import add_json, add_packs
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.policy.decimals import count_decimals
from zhida.policy.entitlement import CENTS
from zhida.policy.metadata import parse_amount
from zhida.policy.pack import load_packs
from zhida.policy.serialise import list_parts, to_json
from zhida.policy.stacking.scope import AwardKey
from zhida.population.allocation.allocate import ALLOTMENTS, allocate_results
from zhida.population.allocation.announcement import Announcement, read_declined
from zhida.population.allocation.model import AllocationSummary, AwardUse, BudgetUse
from zhida.population.snapshot import read_snapshot

NAME = "allocate"

_FIGURES = ("places", "candidates", "allotted-firms", "made-up", "tied", "cannot-tell", "owed", "allotted")
"""The figures of an award; one that none has is left out."""

_LEAST_WIDTH = 16


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("--zone", type=Path, required=True, metavar="DIR", help=say("zone", language))
    parser.add_argument("--results", type=Path, required=True, metavar="DIR", help=say("results", language))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out", language))
    for name, read in (("--places", read_places_in(language)), ("--budget", read_budget_in(language))):
        described = say(f"announced-{name.strip('-')}", language)
        parser.add_argument(name, type=read, action="append", default=[], metavar="CLAUSE=N", help=described)
    parser.add_argument("--declined", type=Path, metavar="FILE", help=say("declined", language))
    add_packs(parser, language)
    add_json(parser, language)


def read_places_in(language: Language) -> Callable[[str], tuple[AwardKey, int]]:
    """How ``政策包#条款=50`` is read."""

    def read(text: str) -> tuple[AwardKey, int]:
        key, number = _split(text, language)
        if not number.isascii() or not number.isdigit() or int(number) == 0:
            raise argparse.ArgumentTypeError(say("number-expected", language, text=number))
        return key, int(number)

    return read


def read_budget_in(language: Language) -> Callable[[str], tuple[AwardKey, Decimal]]:
    """How ``政策包#条款=1000万`` is read; an amount is exact to the cent."""

    def read(text: str) -> tuple[AwardKey, Decimal]:
        key, written = _split(text, language)
        amount = parse_amount(written)
        if amount is None or count_decimals(amount) > CENTS:
            raise argparse.ArgumentTypeError(say("amount-expected", language, text=written))
        return key, amount

    return read


def _split(text: str, language: Language) -> tuple[AwardKey, str]:
    clause, equals, value = text.partition("=")
    pack, mark, id_ = clause.strip().partition("#")
    if not (pack and mark and id_ and equals):
        raise argparse.ArgumentTypeError(say("clause-expected", language, text=text))
    return AwardKey(pack, id_), value.strip()


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Allocate and print what places and budgets are used; the allotments of the firms are in the folder."""
    library = load_packs(options.packs)
    snapshot = read_snapshot(options.zone, library.catalogue)
    declined = {} if options.declined is None else read_declined(options.declined)
    announcement = Announcement(dict(options.places), dict(options.budget), declined)
    summary = allocate_results(library, snapshot, options.results, options.out, announcement)
    if options.json:
        terminal.print_json(to_json({**list_parts(summary), "is_final": summary.is_final}))
    else:
        _print_summary(summary, terminal)
        terminal.out.print(terminal.say("allocation-written", file=options.out / ALLOTMENTS), markup=False)
    return ExitCode.DONE


def _print_summary(summary: AllocationSummary, terminal: Terminal) -> None:
    rows = [(use, _list_figures(use)) for use in summary.awards]
    told = [name for name in _FIGURES if any(figures[name] for _, figures in rows)]
    table = Table(box=None, pad_edge=False)
    table.add_column(terminal.say("clause"), overflow="fold", min_width=_LEAST_WIDTH)
    for name in told:
        table.add_column(terminal.say(name), justify="right", no_wrap=True)
    for use, figures in rows:
        table.add_row(f"{use.pack} {use.title}", *(figures[name] for name in told))
    terminal.out.print(table)
    for budget in summary.budgets:
        terminal.out.print(_describe_budget(budget, terminal), markup=False)
    if not summary.is_final:
        terminal.out.print(terminal.say("allocation-provisional"), style="yellow")


def _list_figures(use: AwardUse) -> Mapping[str, str]:
    """The figures of one award; empty where there is nothing to tell."""
    counts = (use.places, use.candidates, use.allotted_firms, use.made_up, use.tied, use.unknown)
    figures = (*(f"{count:,}" if count else "" for count in counts), f"{use.owed:,.2f}", f"{use.allotted:,.2f}")
    return dict(zip(_FIGURES, figures, strict=True))


def _describe_budget(use: BudgetUse, terminal: Terminal) -> str:
    values: Mapping[str, str] = {"clause": f"{use.pack}#{use.clause}", "owed": f"{use.owed:,.2f}"}
    if use.budget is None:
        return terminal.say("budget-unknown", **values)
    values = {**values, "budget": f"{use.budget:,.2f}"}
    if use.left is None or use.factor is None:
        return terminal.say("budget-exceeded", **values)
    values = {**values, "allotted": f"{use.allotted:,.2f}", "left": f"{use.left:,.2f}"}
    return terminal.say("budget-shared", **values, factor=show_factor(use.factor))


def show_factor(factor: Fraction) -> str:
    """A factor in per cent, rounded down.

    >>> show_factor(Fraction(2, 3)), show_factor(Fraction(1))
    ('66.66%', '100.00%')
    """
    per_cent = Decimal(factor.numerator * 100) / Decimal(factor.denominator)
    return f"{per_cent.quantize(Decimal('0.01'), ROUND_FLOOR)}%"
