"""Runs: the packs in force on a day applied to every firm of a snapshot, in SQL where it compiles."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import duckdb

from zhida.lang.base.diagnostic import Diagnostic, Severity, refuse
from zhida.lang.sql.compile import FACTS
from zhida.policy.answers import Answer
from zhida.policy.entitlement import Finding, build_inputs
from zhida.policy.facts import CODE
from zhida.policy.pack import Pack, PackLibrary
from zhida.population.answer_columns import answer_projections, may_be_inexact
from zhida.population.interpreted import Task, interpret_answers, result_of
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import PackPlan, RunPlan, plan_run, read_inputs, stored_facts
from zhida.population.results import AMOUNT, CLAUSE, PACK, STATUS, TEXT, Result, write_results
from zhida.population.snapshot import Snapshot, iterate_firms, making_folder
from zhida.population.summary import RunSummary, summarise, write_summary
from zhida.population.wrong_answers import WrongAnswers

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many firms are done, and of how many."""

MEMORY_LIMIT = "2GB"
"""What the database may hold in memory before it spills to the folder of the results."""

_TOO_LARGE = (duckdb.OutOfRangeException, duckdb.ConversionException)
"""What the database raises where a number has more digits than its column; never a wrong number."""

_ANSWERS = "answers"
"""The table with one row per firm and the columns of every answer of a pack."""


def run_packs(
    library: PackLibrary, snapshot: Snapshot, on: dt.date, out: Path, progress: Progress | None = None
) -> RunSummary:
    """Apply the packs in force to all firms; the folder ``out`` then holds ``*.parquet`` and ``summary.json``.

    The folder appears whole or not at all. What SQL refuses, the interpreter computes; the summary says so. An award
    that is not exact to the cent is never rounded: nobody can tell it, and an error names clause and firm.
    `DiagnosticError` if the folder is there already.
    """
    if out.exists():
        raise refuse("run.exists", folder=str(out))
    plan = plan_run(library, snapshot.manifest.measures, on)
    with making_folder(out) as folder, _connect(folder) as connection:
        runner = _Runner(plan, folder, connection)
        done = 0
        for part, firms in zip(snapshot.parts, snapshot.manifest.parts, strict=True):
            runner.run_part(part)
            done += firms
            if progress is not None:
                progress(done, snapshot.manifest.firms)
        found = (*runner.wrong.diagnostics, *runner.overflows)
        summary = summarise(plan, snapshot.manifest, folder, connection, found)
        write_summary(summary, folder)
    return summary


@contextmanager
def _connect(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that spills beside the results and leaves nothing there."""
    spill = folder / "spill"
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": os.cpu_count() or 1,
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(spill),
    }
    with duckdb.connect(config=config) as connection:
        yield connection
    shutil.rmtree(spill, ignore_errors=True)


class _Runner:
    """Runs a plan on one Parquet file of firms after the other."""

    def __init__(self, plan: RunPlan, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.overflows: list[Diagnostic] = []
        self.wrong = WrongAnswers()
        self._plan = plan
        self._folder = folder
        self._connection = connection
        self._queries = [_render_query(pack) for pack in plan.packs]

    def run_part(self, part: Path) -> None:
        """Compute and write all answers for the firms of one file."""
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
            values = {"pack": plan.pack.key, "part": part.name, "reason": str(error).partition("\n")[0]}
            self.overflows.append(Diagnostic("run.overflow", None, values, Severity.NOTE))
            return False
        target = quote_text(str(self._folder / name))
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
            self.wrong.note(pack, answer, firm=found[1], value=format(found[2].normalize(), "f"), firms=found[0])

    def _interpret(self, tasks: Sequence[Task], part: Path) -> None:
        """Compute by the interpreter what SQL did not."""
        if not tasks:
            return
        inputs = [read_inputs(pack.program, [answer.key for answer in answers]) for pack, answers in tasks]
        facts = stored_facts(frozenset().union(*inputs), self._plan.catalogue)
        rows: list[Result] = []
        for firm in iterate_firms(part, self._plan.catalogue, facts):
            given = build_inputs(firm, self._plan.on, self._plan.catalogue)
            for pack, answer, finding in interpret_answers(tasks, given):
                rows.append(result_of(firm.code, pack, answer, finding))
                self._note_finding(firm.code, pack, answer, finding)
        write_results(rows, self._folder / f"{part.stem}-interpreted.parquet")

    def _note_finding(self, firm: str, pack: Pack, answer: Answer, finding: Finding) -> None:
        for found in finding.diagnostics:
            value = found.values.get("amount", found.values.get("value"))
            self.wrong.note(pack, answer, firm=firm, value=str(value), firms=1)


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
