"""``zhida run``: the packs in force over a whole zone."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rich.table import Table

from zhida.cli.arguments import add_date, add_json, add_memory, add_packs, read_count_in, reference_date
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import has_errors, refuse
from zhida.lang.base.messages import Language
from zhida.policy.pack import PackLibrary, load_packs
from zhida.policy.serialise import to_json
from zhida.population.backends.spark_session import LOCAL_MASTER
from zhida.population.database import DatabaseSettings
from zhida.population.results import Detail
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import Snapshot, read_snapshot
from zhida.population.stacked_totals import FirmTotal, StackedSummary, stack_results, summarise_stacking
from zhida.population.summary import RunSummary
from zhida.population.verify import Verification, compare_with_interpreter

NAME = "run"
SAMPLE_SEED = 1
BACKENDS = (DUCKDB, NATIVE, SPARK) = ("duckdb", "native", "spark")

FIRMS_TOLD = 1_000
"""After so many firms taken together the progress is told."""


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("--zone", type=Path, required=True, metavar="DIR", help=say("zone", language))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out", language))
    parser.add_argument("--verify", type=read_count_in(language), default=0, metavar="N", help=say("verify", language))
    parser.add_argument("--missing", action="store_true", help=say("missing-facts", language))
    parser.add_argument("--stacking", action="store_true", help=say("stack-results", language))
    parser.add_argument("--backend", choices=BACKENDS, default=DUCKDB, help=say("backend", language))
    parser.add_argument("--spark-master", metavar="URL", help=say("spark-master", language, master=LOCAL_MASTER))
    parser.epilog = say("resuming", language)
    add_memory(parser, language)
    add_packs(parser, language)
    add_date(parser, language)
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Compute, print the summary, verify if asked; faults of clauses and differing cells are `ExitCode.FINDINGS`."""
    library = load_packs(options.packs)
    snapshot = read_snapshot(options.zone, library.catalogue)
    started = time.perf_counter()
    try:
        summary = _compute(options, library, snapshot, terminal)
    except KeyboardInterrupt:
        terminal.err.print(terminal.say("run-interrupted"))
        return ExitCode.INTERRUPTED
    seconds = time.perf_counter() - started
    verification = _verify(options, library, snapshot)
    stacked = _stack(options, library, snapshot, terminal)
    if options.json:
        found = {"summary": summary, "stacking": stacked, "verification": verification}
        terminal.print_json({name: to_json(value) for name, value in found.items()})
    else:
        _print_summary(summary, terminal)
        if stacked is not None:
            _print_stacked(stacked, terminal)
        terminal.out.print(terminal.say("run-written", folder=options.out, seconds=f"{seconds:.1f}"), markup=False)
        terminal.out.print(terminal.say("run-digest", digest=summary.digest))
        if verification is not None:
            terminal.out.print(_describe(verification, terminal), markup=False)
    terminal.print_diagnostics(summary.diagnostics)
    differing = verification is not None and bool(verification.differences)
    return ExitCode.FINDINGS if differing or has_errors(summary.diagnostics) else ExitCode.DONE


def _compute(options: argparse.Namespace, library: PackLibrary, snapshot: Snapshot, terminal: Terminal) -> RunSummary:
    def tell_resumed(done: int, parts: int) -> None:
        terminal.err.print(terminal.say("run-resumed", done=done, parts=parts))

    detail = Detail.MISSING_FACTS if options.missing else Detail.ANSWERS
    settings = RunSettings(
        detail,
        DatabaseSettings(memory=options.memory),
        tell_resumed,
        spark_master=_choose_master(options),
        is_native=options.backend == NATIVE,
    )
    with terminal.progress("computing", snapshot.manifest.firms) as advance:
        return run_packs(
            library,
            snapshot,
            reference_date(options),
            options.out,
            lambda done, _all: advance(done),
            settings=settings,
        )


def _choose_master(options: argparse.Namespace) -> str | None:
    """The master of Spark, None if DuckDB is to compute."""
    if options.backend == SPARK:
        return str(options.spark_master or LOCAL_MASTER)
    if options.spark_master is not None:
        raise refuse("run.master-without-spark", master=options.spark_master)
    return None


def _verify(options: argparse.Namespace, library: PackLibrary, snapshot: Snapshot) -> Verification | None:
    if not options.verify:
        return None
    return compare_with_interpreter(library, snapshot, options.out, options.verify, SAMPLE_SEED)


def _stack(
    options: argparse.Namespace, library: PackLibrary, snapshot: Snapshot, terminal: Terminal
) -> StackedSummary | None:
    """All firms after stacking, if asked."""
    if not options.stacking:
        return None
    with terminal.progress("stacking", snapshot.manifest.firms) as advance:
        totals = stack_results(library, snapshot, options.out)
        return summarise_stacking(_tell_progress(totals, advance))


def _tell_progress(totals: Iterable[FirmTotal], advance: Callable[[int], None]) -> Iterator[FirmTotal]:
    for done, total in enumerate(totals, 1):
        yield total
        if done % FIRMS_TOLD == 0:
            advance(done)


def _print_stacked(stacked: StackedSummary, terminal: Terminal) -> None:
    amount = f"{stacked.at_least:,.2f}"
    terminal.out.print(terminal.say("stacked-total", amount=amount, open=f"{stacked.open:,}"), style="bold")
    for one in stacked.reductions:
        values = {"clause": f"{one.pack}#{one.clause}", "firms": f"{one.firms:,}", "amount": f"{one.amount:,.2f}"}
        terminal.out.print(f"  {terminal.say('stacked-less', **values)}", markup=False)


def _print_summary(summary: RunSummary, terminal: Terminal) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column(terminal.say("policy"), overflow="fold")
    table.add_column(terminal.say("clause"), overflow="fold")
    for key in ("entitled", "not-entitled", "cannot-tell", "total"):
        table.add_column(terminal.say(key), justify="right", no_wrap=True)
    for clause in summary.clauses:
        counts = (f"{count:,}" for count in (clause.entitled, clause.not_entitled, clause.unknown))
        table.add_row(clause.pack, clause.title, *counts, f"{clause.total:,.2f}" if clause.total else "")
    terminal.out.print(table)
    terminal.out.print(terminal.say("awards-total", amount=f"{summary.total:,.2f}"), style="bold")
    interpreted = [clause for clause in summary.clauses if not clause.in_sql]
    if interpreted:
        terminal.out.print(terminal.say("run-refused"))
    for clause in interpreted:
        reason = terminal.describe_with_place(clause.reason) if clause.reason else ""
        told = terminal.say("run-refused-clause", pack=clause.pack, clause=clause.title, reason=reason)
        terminal.out.print(f"  {told}", markup=False, soft_wrap=True)


def _describe(verification: Verification, terminal: Terminal) -> str:
    differing = len(verification.differences)
    lines = [terminal.say("verified", firms=verification.firms, cells=verification.cells, differing=differing)]
    lines += [f"  {one.stored} ≠ {one.computed}" for one in verification.differences]
    return "\n".join(lines)
