"""Simulate drafts over a zone: hold each against one baseline, compute what it changes, and say what comes of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import duckdb

from zhida.lang.base.diagnostic import Diagnostic, Severity, refuse
from zhida.lang.sql.columns import Derived, InputType, RecordColumn
from zhida.lang.sql.compile import compile_programs
from zhida.policy.facts import CODE
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.serialise import to_json
from zhida.population.facts_view import FactsView
from zhida.population.measure import quote_name, quote_text
from zhida.population.notes import PartNotes, diagnose
from zhida.population.part_answers import PartAnswers
from zhida.population.plan import PackPlan, RunPlan, plan_view
from zhida.population.results import Detail
from zhida.population.simulation.baseline import (
    FIRMS,
    Baseline,
    name_before,
    open_baseline,
    plan_baseline,
)
from zhida.population.simulation.budget import list_payments, measure_budgets
from zhida.population.simulation.clause_identity import identify_clauses
from zhida.population.simulation.compare import Changed, Standing, compare_answers, write_changes
from zhida.population.simulation.dimensions import Dimension, find_dimensions
from zhida.population.simulation.draft import Comparison, compare_libraries, keep_users
from zhida.population.simulation.model import DraftSummary, Simulation
from zhida.population.simulation.report.page import render_report
from zhida.population.simulation.settings import DEFAULT_SETTINGS, SimulationSettings
from zhida.population.simulation.stacking.baseline import open_stacked_baseline
from zhida.population.simulation.stacking.compare import Sides, StackingComparison, write_stacked
from zhida.population.simulation.stacking.touched import list_changed_awards
from zhida.population.simulation.summarise import list_switches, summarise_clauses, summarise_effects
from zhida.population.snapshot import Snapshot, making_folder
from zhida.population.summary import SUMMARY

CHANGES = "result.parquet"
STACKED = "stacked.parquet"
REPORT = "report.html"

_FACTS = "facts_of_draft"
"""The table of facts that a draft reads and the baseline does not hold."""


@contextmanager
def open_simulation(
    library: PackLibrary,
    snapshot: Snapshot,
    key: str,
    on: dt.date,
    settings: SimulationSettings = DEFAULT_SETTINGS,
) -> Iterator[Simulator]:
    """Make ready for drafts of the pack of a key: the answers of the packs in force, computed once for all of them.

    They are taken from the folder of baselines if it has them. `Simulator.change` then computes only the clauses whose
    meaning a draft changes.
    """
    dimensions = find_dimensions(library, on)
    plan = plan_baseline(library, keep_users(library, key), dimensions, snapshot, on)
    with (
        open_baseline(plan, snapshot, settings) as (baseline, connection),
        _open_stacking(library, snapshot, on, settings) as stacked,
    ):
        yield Simulator(library, snapshot, dimensions, baseline, stacked, connection)


@contextmanager
def _open_stacking(
    library: PackLibrary, snapshot: Snapshot, on: dt.date, settings: SimulationSettings
) -> Iterator[StackingComparison | None]:
    """What drafts are held against after stacking, if asked for."""
    if not settings.with_stacking:
        yield None
        return
    with open_stacked_baseline(library, snapshot, on, settings) as folder:
        yield StackingComparison(folder, library, snapshot, on)


class Simulator:
    """Answers what drafts of one pack would do."""

    def __init__(  # noqa: PLR0913, PLR0917 - over what, held against what, and where it is computed
        self,
        library: PackLibrary,
        snapshot: Snapshot,
        dimensions: tuple[Dimension, ...],
        baseline: Baseline,
        stacking: StackingComparison | None,
        connection: duckdb.DuckDBPyConnection,
    ) -> None:
        self.dimensions = dimensions
        self._library = library
        self._snapshot = snapshot
        self._baseline = baseline
        self._stacking = stacking
        self._connection = connection
        self._facts = baseline.plan.view
        self._relation = FIRMS
        self._changed: Changed = ()

    def change(self, draft: Pack) -> Simulation:
        """What the draft does in place of the pack of its key; `DiagnosticError` as `compare_libraries`."""
        comparison = compare_libraries(self._library, draft, self._baseline.plan.on)
        before, after = (side.in_force(comparison.on) for side in (comparison.before, comparison.after))
        clauses = _list_standings(before, after)
        sides = self._list_sides(comparison, clauses)
        notes = self._compare(before, after, clauses, sides)
        connection = self._connection
        manifest = self._snapshot.manifest
        return Simulation(
            draft=_summarise_draft(comparison),
            snapshot=manifest.digest,
            origin=manifest.origin,
            catalogue=manifest.catalogue,
            packs_before=_list_digests(before),
            packs_after=_list_digests(after),
            on=comparison.on,
            firms=manifest.firms,
            clauses=summarise_clauses(clauses, self._changed, self._baseline.counts, manifest.firms, connection),
            switches=list_switches(self._changed, connection),
            effects=summarise_effects(clauses, self.dimensions, connection),
            budgets_before=measure_budgets(before, "before", connection),
            budgets_after=measure_budgets(after, "after", connection),
            stacking=self._stacking.compare(sides, connection) if self._stacking else None,
            diagnostics=self._diagnose(comparison, notes, before, after),
        )

    def write_changes(self, file: Path) -> None:
        """Write a row per firm and clause of what the last draft changed."""
        write_changes(file, self._changed, self._connection)

    def write_stacked(self, file: Path) -> None:
        """Write a row per firm of what all its awards come to after stacking, before and with the last draft."""
        write_stacked(file, self._connection)

    def _list_sides(self, comparison: Comparison, clauses: Sequence[Standing]) -> Sides:
        """All packs in force before and with the draft."""
        drafted = PackLibrary(
            self._library.catalogue, MappingProxyType({**self._library.packs, **comparison.after.packs})
        )
        before, after = (library.in_force(comparison.on) for library in (self._library, drafted))
        return Sides(before, after, list_changed_awards(clauses, before, after))

    def _compare(
        self, before: Sequence[Pack], after: Sequence[Pack], clauses: Sequence[Standing], sides: Sides
    ) -> PartNotes:
        """Compute the clauses that differ and put them beside what they were."""
        wanted = {(clause.pack, clause.clause) for clause in clauses if clause.changed}
        packs = [
            replace(pack, answers=tuple(one for one in pack.answers if (pack.key, one.clause.id) in wanted))
            for pack in after
        ]
        plan = self._plan([pack for pack in packs if pack.answers])
        payments = [*list_payments(before, "before", clauses), *list_payments(after, "after", clauses)]
        kept = [
            row[0]
            for row in self._connection.execute(f"DESCRIBE {FIRMS}").fetchall()
            if row[0].startswith(name_before(""))
        ]

        def store(query: str) -> None:
            self._changed = compare_answers(query, clauses, self.dimensions, payments, self._connection)
            if self._stacking is not None:
                self._stacking.find_touched(query, sides, self._connection)

        answers = PartAnswers(plan, self._connection, kept)
        return answers.compute(self._snapshot.parts, store, f"SELECT * FROM {self._relation}")  # noqa: S608

    def _plan(self, packs: Sequence[Pack]) -> RunPlan:
        wanted = [(pack.program, [key for answer in pack.answers for key in answer.keys]) for pack in packs]
        on, catalogue = self._baseline.plan.on, self._library.catalogue
        view = plan_view(catalogue, self._snapshot.manifest.measures, on, wanted)
        if not _covers(self._facts.columns, view.columns):
            self._read_facts(view)
        plans = tuple(map(PackPlan, packs, compile_programs(wanted, self._facts.columns)))
        return RunPlan(catalogue, on, self._facts, plans, Detail.ANSWERS)

    def _read_facts(self, view: FactsView) -> None:
        """Read from the snapshot the facts of a draft that the baseline does not hold."""
        parts = ", ".join(quote_text(str(part)) for part in self._snapshot.parts)
        facts = [quote_name(name) for name in self._baseline.plan.view.projections]
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {_FACTS} AS "  # noqa: S608
            f"SELECT * FROM (SELECT * EXCLUDE ({', '.join(facts) or quote_name(CODE)}) FROM {FIRMS}) "
            f"JOIN ({view.query(f'read_parquet([{parts}])')}) USING ({quote_name(CODE)})"
        )
        self._facts, self._relation = view, _FACTS

    def _diagnose(
        self, comparison: Comparison, notes: PartNotes, before: Sequence[Pack], after: Sequence[Pack]
    ) -> tuple[Diagnostic, ...]:
        """The warnings of the draft and what was noticed of the answers, each once; notes are for `check_pack`."""
        told = [one for one in comparison.draft.diagnostics if one.severity is not Severity.NOTE]
        for packs, noticed in ((before, self._baseline.notes), (after, (notes,))):
            answers = {(pack.key, answer.clause.id): answer for pack in packs for answer in pack.answers}
            told += diagnose(noticed, answers)
        return tuple(one for place, one in enumerate(told) if one not in told[:place])


def _covers(held: Mapping[str, InputType], wanted: Mapping[str, InputType]) -> bool:
    """Whether columns hold all that is wanted."""
    return all(name in held and _covers_column(held[name], column) for name, column in wanted.items())


def _covers_column(held: InputType, wanted: InputType) -> bool:
    match held, wanted:
        case Derived(column=RecordColumn(fields=have)), Derived(column=RecordColumn(fields=want)):
            return have.keys() >= want.keys()
    return held == wanted


def _list_standings(before: Sequence[Pack], after: Sequence[Pack]) -> tuple[Standing, ...]:
    """Every clause of both sides, pack by pack; one whose kind changed counts as another clause."""
    old, new = (
        {key: identity for pack in packs for key, identity in identify_clauses(pack).items()}
        for packs in (before, after)
    )
    told = {
        (pack.key, answer.clause.id, answer.kind.value): (pack, answer)
        for packs in (before, after)
        for pack in packs
        for answer in pack.answers
    }
    order = list(dict.fromkeys(pack for pack, _, _ in told))
    return tuple(
        Standing(
            pack.key, pack.metadata.title, answer.clause.id, answer.clause.title, answer.kind,
            key in old, key in new, old.get(key) != new.get(key),
        )
        for key, (pack, answer) in sorted(told.items(), key=lambda item: order.index(item[0][0]))
    )  # fmt: skip


def _list_digests(packs: Sequence[Pack]) -> Mapping[str, str]:
    return {key: digest for pack in packs for key, digest in pack.digests.items()}


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


def simulate_draft(
    library: PackLibrary,
    comparison: Comparison,
    snapshot: Snapshot,
    out: Path,
    settings: SimulationSettings = DEFAULT_SETTINGS,
) -> Simulation:
    """Compute what a draft changes for all firms, and write how the answers differ.

    The folder ``out`` then holds ``result.parquet`` (a row per firm and clause that differs), ``summary.json``,
    ``report.html`` and, with stacking, ``stacked.parquet`` (a row per firm); it appears whole or not at all. `DiagnosticError` if it is there already.
    """
    if out.exists():
        raise refuse("run.exists", folder=str(out))
    draft = comparison.draft
    with (
        making_folder(out) as folder,
        open_simulation(library, snapshot, draft.key, comparison.on, settings) as simulator,
    ):
        simulation = simulator.change(draft)
        simulator.write_changes(folder / CHANGES)
        if simulation.stacking is not None:
            simulator.write_stacked(folder / STACKED)
        data = json.dumps(to_json(simulation), ensure_ascii=False, indent=1)
        (folder / SUMMARY).write_text(data + "\n", encoding="utf-8")
        (folder / REPORT).write_text(render_report(simulation, simulator.dimensions), encoding="utf-8")
    return simulation
