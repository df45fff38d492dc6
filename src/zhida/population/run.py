"""Runs: the packs in force on a day applied to every firm of a snapshot, in SQL where it compiles."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import duckdb

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql.compile import FACTS
from zhida.policy.answers import Answer
from zhida.policy.entitlement import build_inputs
from zhida.policy.facts import CODE
from zhida.policy.pack import Pack, PackLibrary
from zhida.population.answer_columns import answer_projections, may_be_inexact
from zhida.population.database import open_database
from zhida.population.identity import identify_run
from zhida.population.interpreted import Interpreted, Task, interpret_answers, result_of
from zhida.population.measure import quote_name, quote_text
from zhida.population.missing_facts import add_missing_facts
from zhida.population.notes import Overflow, PartNotes, WrongAnswer, diagnose, merge_wrong_answers
from zhida.population.plan import PackPlan, RunPlan, plan_run, read_inputs, stored_facts
from zhida.population.results import AMOUNT, CLAUSE, PACK, STATUS, TEXT, Detail, Result, write_results
from zhida.population.snapshot import Snapshot, iterate_firms
from zhida.population.summary import RunSummary, summarise, write_summary
from zhida.population.working_folder import WorkingFolder, open_working_folder

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many are done, and of how many."""

MEMORY_LIMIT = "2GB"
"""What the database may hold in memory before it spills to the folder of the results."""

_TOO_LARGE = (duckdb.OutOfRangeException, duckdb.ConversionException)
"""What the database raises where a number has more digits than its column; never a wrong number."""

_ANSWERS = "answers"
"""The table with one row per firm and the columns of every answer of a pack."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How to run: what the results tell, on how many threads, and who is told of parts done by an earlier attempt."""

    detail: Detail = Detail.ANSWERS
    threads: int = os.cpu_count() or 1
    resumed: Progress | None = None


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
    it, and an error names clause and firm. `DiagnosticError` if the folder is there already, or another process is at
    work on the same run.
    """
    if out.exists():
        raise refuse("run.exists", folder=str(out))
    plan = plan_run(library, snapshot.manifest.measures, on, settings.detail)
    identity = identify_run(plan, snapshot.manifest)
    with open_working_folder(out, identity) as working:
        with open_database(working.spill, settings.threads, MEMORY_LIMIT) as connection:
            runner = _Runner(plan, working, connection)
            notes = _run_parts(runner, snapshot, progress, settings.resumed)
            answers = {(one.pack.key, answer.clause.id): answer for one in plan.packs for answer in one.pack.answers}
            found = tuple(diagnose(notes, answers))
            summary = summarise(plan, snapshot.manifest, working.folder, connection, found)
        write_summary(summary, working.folder)
        working.publish(out)
    return summary


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
        found.append(runner.run_part(part) if notes is None else notes)
        done += firms
        if progress is not None:
            progress(done, snapshot.manifest.firms)
    return found


class _Runner:
    """Runs a plan on one Parquet file of firms after the other."""

    def __init__(self, plan: RunPlan, working: WorkingFolder, connection: duckdb.DuckDBPyConnection) -> None:
        self.working = working
        self._plan = plan
        self._connection = connection
        self._queries = [_render_query(pack) for pack in plan.packs]
        self._wrong: list[WrongAnswer] = []
        self._overflows: list[Overflow] = []

    def run_part(self, part: Path) -> PartNotes:
        """Compute and durably write all answers for the firms of one file."""
        self.working.clear(part.stem)
        self._wrong, self._overflows = [], []
        self._compute_answers(part)
        if self._plan.detail is Detail.MISSING_FACTS:
            add_missing_facts(self._plan, part, self.working.files(part.stem), self._connection)
        notes = PartNotes(merge_wrong_answers(self._wrong), tuple(self._overflows))
        self.working.finish(part.stem, notes)
        return notes

    def _compute_answers(self, part: Path) -> None:
        source = f"read_parquet({quote_text(str(part))})"
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {FACTS} AS {self._plan.view.query(source)}")
        left: list[Task] = []
        for number, (pack, query) in enumerate(zip(self._plan.packs, self._queries, strict=True)):
            computed = self._compute(pack, query, part, f"{part.stem}-{number:03}.parquet")
            left.append((pack.pack, pack.interpreted if computed else pack.pack.answers))
        self._interpret([(pack, answers) for pack, answers in left if answers], part)

    def _compute(self, plan: PackPlan, query: str, part: Path, name: str) -> bool:
        """Compute a pack in SQL; False if a number turned out too large for it."""
        if not plan.in_sql:
            return True
        try:
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {_ANSWERS} AS {query}")
        except _TOO_LARGE as error:
            self._overflows.append(Overflow(plan.pack.key, part.name, str(error).partition("\n")[0]))
            return False
        target = quote_text(str(self.working.folder / name))
        self._connection.execute(f"COPY ({_list_results(plan)}) TO {target} (FORMAT parquet, COMPRESSION zstd)")
        for place, answer in enumerate(plan.in_sql):
            if may_be_inexact(plan.compiled.outputs[answer.key], answer.kind):
                self._note_inexact(f"inexact_{place}", plan.pack, answer)
        return True

    def _note_inexact(self, column: str, pack: Pack, answer: Answer) -> None:
        code = quote_name(CODE)
        query = (
            f"SELECT count({column}), min({code}), arg_min({column}, {code}) FROM {_ANSWERS} WHERE {column} IS NOT NULL"  # noqa: S608
        )
        found = self._connection.execute(query).fetchone()
        if found and found[0]:
            value = format(found[2].normalize(), "f")
            self._wrong.append(WrongAnswer(pack.key, answer.clause.id, found[1], value, found[0]))

    def _interpret(self, tasks: Sequence[Task], part: Path) -> None:
        """Compute by the interpreter what SQL did not."""
        if not tasks:
            return
        inputs = [read_inputs(pack.program, [answer.key for answer in answers]) for pack, answers in tasks]
        facts = stored_facts(frozenset().union(*inputs), self._plan.catalogue)
        rows: list[Result] = []
        for firm in iterate_firms(part, self._plan.catalogue, facts):
            given = build_inputs(firm, self._plan.on, self._plan.catalogue)
            for found in interpret_answers(tasks, given):
                rows.append(result_of(firm.code, found))
                self._note_finding(firm.code, found)
        write_results(rows, self.working.folder / f"{part.stem}-interpreted.parquet")

    def _note_finding(self, firm: str, found: Interpreted) -> None:
        for one in found.finding.diagnostics:
            value = str(one.values.get("amount", one.values.get("value")))
            self._wrong.append(WrongAnswer(found.pack.key, found.answer.clause.id, firm, value, 1))


def _render_query(plan: PackPlan) -> str:
    """The query for the columns of all answers of a pack that SQL computes."""
    return plan.compiled.render(plan.compiled.select(answer_projections(plan))) if plan.in_sql else ""


def _list_results(plan: PackPlan) -> str:
    """The query that lists the columns of answers as rows of results."""
    return " UNION ALL ".join(
        f"SELECT {quote_name(CODE)}, {quote_text(plan.pack.key)} AS {quote_name(PACK)}, "  # noqa: S608
        f"{quote_text(answer.clause.id)} AS {quote_name(CLAUSE)}, status_{place} AS {quote_name(STATUS)}, "
        f"amount_{place} AS {quote_name(AMOUNT)}, text_{place} AS {quote_name(TEXT)} FROM {_ANSWERS}"
        for place, answer in enumerate(plan.in_sql)
    )
