"""Simulate a draft over a zone: run what differs before and after, compare, and write a folder that says it all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import duckdb

from zhida.lang.base.diagnostic import Diagnostic, Severity, refuse
from zhida.policy.pack import PackLibrary
from zhida.policy.serialise import to_json
from zhida.population.database import open_database
from zhida.population.run import run_packs
from zhida.population.simulation.budget import measure_budgets
from zhida.population.simulation.compare import (
    CHANGES,
    Run,
    load_changes,
    load_groups,
    summarise_clauses,
    summarise_effects,
    write_changes,
)
from zhida.population.simulation.dimensions import Dimension, build_dimensions, find_dimensions
from zhida.population.simulation.draft import Comparison
from zhida.population.simulation.model import DraftSummary, Simulation
from zhida.population.simulation.report.page import render_report
from zhida.population.snapshot import Snapshot, making_folder
from zhida.population.summary import SUMMARY

REPORT = "report.html"
RUNS = 3
"""How often the firms are gone through: before, after, and to group them."""

_SPILL = "spill"

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many firms are done, and of how many, over all `RUNS`."""


def simulate_draft(
    library: PackLibrary, comparison: Comparison, snapshot: Snapshot, out: Path, progress: Progress | None = None
) -> Simulation:
    """Run the packs that a draft changes before and after, over all firms, and write how the results differ.

    The folder ``out`` then holds ``result.parquet`` (a row per firm and clause), ``summary.json`` and ``report.html``;
    it appears whole or not at all. `DiagnosticError` if it is there already.
    """
    if out.exists():
        raise refuse("run.exists", folder=str(out))
    dimensions = find_dimensions(library, comparison.on)
    runner = _Runner(comparison, snapshot, progress)
    with making_folder(out) as folder, open_database(folder / _SPILL) as connection:
        before = runner.run(comparison.before, folder / "before")
        after = runner.run(comparison.after, folder / "after")
        groups = runner.run(build_dimensions(library, dimensions), folder / "groups")
        load_changes(before, after, connection)
        load_groups(groups.folder, connection)
        simulation = _summarise(comparison, snapshot, (before, after), dimensions, connection)
        write_changes(folder / CHANGES, connection)
        _write_texts(simulation, dimensions, folder)
        for passing in (before.folder, after.folder, groups.folder, folder / _SPILL):
            shutil.rmtree(passing, ignore_errors=True)
    return simulation


class _Runner:
    """Runs libraries one after the other and tells of the progress of all."""

    def __init__(self, comparison: Comparison, snapshot: Snapshot, progress: Progress | None) -> None:
        self._comparison = comparison
        self._snapshot = snapshot
        self._progress = progress
        self._done = 0

    def run(self, library: PackLibrary, folder: Path) -> Run:
        summary = run_packs(library, self._snapshot, self._comparison.on, folder, self._tell)
        self._done += self._snapshot.manifest.firms
        return Run(library, summary, folder)

    def _tell(self, done: int, firms: int) -> None:
        if self._progress is not None:
            self._progress(self._done + done, RUNS * firms)


def _summarise(
    comparison: Comparison,
    snapshot: Snapshot,
    runs: tuple[Run, Run],
    dimensions: tuple[Dimension, ...],
    connection: duckdb.DuckDBPyConnection,
) -> Simulation:
    before, after = runs
    return Simulation(
        draft=_summarise_draft(comparison),
        snapshot=snapshot.manifest.digest,
        origin=snapshot.manifest.origin,
        catalogue=snapshot.manifest.catalogue,
        packs_before=before.summary.packs,
        packs_after=after.summary.packs,
        on=comparison.on,
        firms=snapshot.manifest.firms,
        clauses=summarise_clauses(before, after, connection),
        effects=summarise_effects(dimensions, connection),
        budgets_before=measure_budgets("before", before, connection),
        budgets_after=measure_budgets("after", after, connection),
        diagnostics=_collect_diagnostics(comparison, runs),
    )


def _summarise_draft(comparison: Comparison) -> DraftSummary:
    draft, replaced = comparison.draft, comparison.replaced
    return DraftSummary(
        key=draft.key,
        title=draft.metadata.title,
        number=draft.metadata.number,
        digest=draft.digest,
        replaces=replaced.metadata.title if replaced else None,
        replaced_digest=replaced.digest if replaced else None,
    )


def _collect_diagnostics(comparison: Comparison, runs: tuple[Run, Run]) -> tuple[Diagnostic, ...]:
    """The warnings of the draft and what was noticed in the runs, each once; notes on a draft are for `check_pack`."""
    warnings = (one for one in comparison.draft.diagnostics if one.severity is not Severity.NOTE)
    found = [*warnings, *(one for run in runs for one in run.summary.diagnostics)]
    return tuple(one for place, one in enumerate(found) if one not in found[:place])


def _write_texts(simulation: Simulation, dimensions: tuple[Dimension, ...], folder: Path) -> None:
    data = json.dumps(to_json(simulation), ensure_ascii=False, indent=1)
    (folder / SUMMARY).write_text(data + "\n", encoding="utf-8")
    (folder / REPORT).write_text(render_report(simulation, dimensions), encoding="utf-8")
