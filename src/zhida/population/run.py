"""Runs: the packs in force on a day applied to every firm of a snapshot, in SQL where it compiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

import duckdb

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql.dialect import DUCKDB
from zhida.lang.sql.spark import SPARK
from zhida.policy.pack import PackLibrary
from zhida.population.backends.backend import Backend
from zhida.population.backends.duckdb import DuckDBBackend
from zhida.population.backends.native import NativeBackend
from zhida.population.backends.spark import SparkBackend
from zhida.population.backends.spark_session import open_session
from zhida.population.database import DatabaseSettings, open_database
from zhida.population.identity import identify_run
from zhida.population.measure import quote_text
from zhida.population.missing_facts import add_missing_facts
from zhida.population.notes import PartNotes, diagnose
from zhida.population.part_answers import PartAnswers
from zhida.population.plan import RunPlan, plan_run
from zhida.population.results import Detail
from zhida.population.snapshot import Snapshot
from zhida.population.summary import RunSummary, summarise, write_summary
from zhida.population.working_folder import WorkingFolder, open_working_folder

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many are done, and of how many."""

_SPARK_LOG = "spark.log"

FIRMS_PER_GROUP = 20_000
"""Firms in a row group of results: what a thread holds before it is written."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How to run: what the results tell, what the database may use, and who is told of parts done by an earlier attempt.

    With a ``spark_master`` (``local[*]``, ``spark://host:7077``) Spark computes the SQL; without, the database does, or
    machine code made of it if ``is_native``.
    """

    detail: Detail = Detail.ANSWERS
    database: DatabaseSettings = field(default_factory=DatabaseSettings)
    resumed: Progress | None = None
    spark_master: str | None = None
    is_native: bool = False


def run_packs(  # noqa: PLR0913 - what, on which firms and day, to where; the rest may be left out
    library: PackLibrary,
    snapshot: Snapshot,
    on: date,
    out: Path,
    progress: Progress | None = None,
    *,
    settings: RunSettings = RunSettings(),
) -> RunSummary:
    """Apply the packs in force to all firms; the folder ``out`` then holds ``*.parquet`` and ``summary.json``.

    The folder appears whole or not at all. An interrupted run leaves the parts it finished in a working folder beside
    ``out``; the same run (`identify_run`) goes on with the others and comes to the same results. What SQL refuses, the
    interpreter computes; the summary says so. An award that is not exact to the cent is never rounded: nobody can tell
    it, and an error names clause and firm. Every backend comes to the same results and goes on with what another one
    left. `DiagnosticError` if the folder is there already, another process is at work on the same run, or Spark is
    asked for and not to be had.
    """
    if out.exists():
        raise refuse("run.exists", folder=str(out))
    dialect = DUCKDB if settings.spark_master is None else SPARK
    plan = plan_run(library, snapshot.manifest.measures, on, settings.detail, dialect)
    identity = identify_run(plan, snapshot.manifest)
    with open_working_folder(out, identity) as working:
        with open_database(working.spill, settings.database) as connection:
            with _open_backend(plan, snapshot, working, connection, settings) as backend:
                runner = _Runner(plan, working, connection, backend)
                notes = _run_parts(runner, snapshot, progress, settings.resumed)
            answers = {(one.pack.key, answer.clause.id): answer for one in plan.packs for answer in one.pack.answers}
            found = tuple(diagnose(notes, answers))
            summary = summarise(plan, snapshot.manifest, working.folder, connection, found)
        write_summary(summary, working.folder)
        working.publish(out)
    return summary


@contextmanager
def _open_backend(
    plan: RunPlan,
    snapshot: Snapshot,
    working: WorkingFolder,
    connection: duckdb.DuckDBPyConnection,
    settings: RunSettings,
) -> Iterator[Backend]:
    if settings.spark_master is None:
        native = NativeBackend(plan, connection, settings.database.threads)
        yield native if settings.is_native else DuckDBBackend(plan, connection)
        return
    with open_session(settings.spark_master, working.spill / _SPARK_LOG) as session:
        left = [part for part in snapshot.parts if working.read_notes(part.stem) is None]
        yield SparkBackend(plan, left, session, working.spill)


def _run_parts(
    runner: _Runner, snapshot: Snapshot, progress: Progress | None, resumed: Progress | None
) -> list[PartNotes]:
    """Run the parts that no earlier attempt has finished; what was noticed in all of them, in their order."""
    earlier = [runner.working.read_notes(part.stem) for part in snapshot.parts]
    if resumed is not None and any(earlier):
        resumed(sum(notes is not None for notes in earlier), len(earlier))
    found: list[PartNotes] = []
    done = 0
    for part, firms, notes in zip(snapshot.parts, snapshot.manifest.parts, earlier, strict=True):
        found.append(runner.run_part(part, firms) if notes is None else notes)
        done += firms
        if progress is not None:
            progress(done, snapshot.manifest.firms)
    return found


class _Runner:
    """Runs a plan on one Parquet file of firms after the other."""

    def __init__(
        self, plan: RunPlan, working: WorkingFolder, connection: duckdb.DuckDBPyConnection, backend: Backend
    ) -> None:
        self.working = working
        self._plan = plan
        self._connection = connection
        self._answers = PartAnswers(plan, connection, backend=backend)

    def run_part(self, part: Path, firms: int) -> PartNotes:
        """Compute and durably write all answers for the so many firms of one file."""
        self.working.clear(part.stem)
        target = self.working.folder / f"{part.stem}.parquet"

        def store(query: str) -> None:
            options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {FIRMS_PER_GROUP}"
            copied = self._connection.execute(f"COPY ({query}) TO {quote_text(str(target))} ({options})").fetchone()
            if copied != (firms,):
                raise refuse("snapshot.changed", file=str(part), firms=firms, found=copied and copied[0])

        notes = self._answers.compute([part], store)
        if self._plan.detail is Detail.MISSING_FACTS:
            add_missing_facts(self._plan, part, target, self._connection)
        self.working.finish(part.stem, notes)
        return notes
