"""The baseline of simulations: what the packs in force answer for every firm, beside the facts that they read.

It is kept as a database file under the digest of all it rests on, so that every draft of a pack is held against the same
answers, and only what the draft changes is computed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import duckdb

from zhida.policy.entitlement import ENGINE, Status
from zhida.policy.facts import CODE
from zhida.policy.pack import PackLibrary
from zhida.population.database import open_database
from zhida.population.measure import quote_name, quote_text
from zhida.population.notes import PartNotes, read_notes
from zhida.population.part_answers import PartAnswers, list_columns
from zhida.population.plan import RunPlan, plan_run
from zhida.population.results import AMOUNT, STATUS, list_told, name_column
from zhida.population.simulation.clause_identity import identify_clauses
from zhida.population.simulation.dimensions import DIMENSIONS_PACK, Dimension, build_dimensions
from zhida.population.simulation.settings import Progress, SimulationSettings
from zhida.population.snapshot import Snapshot

FIRMS = "baseline.firms"
"""The table of a baseline: the code of the firm, the facts, and the columns of answers as `name_before` names them."""

KEPT = 3
"""How many baselines of a kind a folder keeps: those used last."""

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """One clause over all firms: how many are entitled and unknown, and the sum of amounts in 元."""

    entitled: int
    unknown: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class Baseline:
    """An open baseline: how it was computed, what each clause comes to, and what was noticed on the way."""

    plan: RunPlan
    counts: Mapping[tuple[str, str], Counts]
    notes: tuple[PartNotes, ...]


def name_before(column: str) -> str:
    """The column of a baseline that holds an answer of the packs in force."""
    return f"原 {column}"


def name_group(dimension: str) -> str:
    """The column of a baseline that holds the group of the firm in a dimension."""
    return name_before(name_column(DIMENSIONS_PACK, dimension, "取值"))


def plan_baseline(
    library: PackLibrary, kept: PackLibrary, dimensions: tuple[Dimension, ...], snapshot: Snapshot, on: dt.date
) -> RunPlan:
    """The plan for the packs that are ``kept`` of a library and for the dimensions that tell firms apart."""
    packs = {**build_dimensions(library, dimensions).packs, **kept.packs}
    return plan_run(PackLibrary(library.catalogue, MappingProxyType(packs)), snapshot.manifest.measures, on)


def identify_baseline(plan: RunPlan, snapshot: Snapshot) -> str:
    """The SHA-256 of what a baseline rests on, as hexadecimal digits."""
    clauses = [identity for pack in plan.packs for identity in identify_clauses(pack.pack).items()]
    parts = [_FORMAT, ENGINE, duckdb.__version__, snapshot.manifest.digest, snapshot.manifest.catalogue]
    return hashlib.sha256(json.dumps([*parts, plan.on.isoformat(), clauses]).encode()).hexdigest()


@contextmanager
def open_baseline(
    plan: RunPlan, snapshot: Snapshot, settings: SimulationSettings
) -> Iterator[tuple[Baseline, duckdb.DuckDBPyConnection]]:
    """The baseline of a plan and a database that has it attached; it is computed unless it is kept.

    If none are kept it is gone when the simulation is closed.
    """
    with tempfile.TemporaryDirectory(prefix="zhida-") as passing:
        kept = settings.baselines or Path(passing)
        kept.mkdir(parents=True, exist_ok=True)
        file = kept / f"{identify_baseline(plan, snapshot)}.duckdb"
        spill = Path(tempfile.mkdtemp(prefix=".spill-", dir=kept))
        try:
            with open_database(spill, settings.database) as connection:
                if not file.exists():
                    _build(plan, snapshot, file, settings.progress, connection)
                file.touch()
                forget_unused(kept, "*.duckdb")
                connection.execute(f"ATTACH {quote_text(str(file))} AS baseline (READ_ONLY)")
                yield _read_baseline(plan, connection), connection
        finally:
            shutil.rmtree(spill, ignore_errors=True)


def forget_unused(folder: Path, pattern: str) -> None:
    """Remove those baselines of a pattern (files or folders) that were not used for longest."""
    used_last = sorted(folder.glob(pattern), key=lambda kept: kept.stat().st_mtime, reverse=True)
    for kept in used_last[KEPT:]:
        if kept.is_dir():
            shutil.rmtree(kept, ignore_errors=True)
        else:
            kept.unlink(missing_ok=True)


def _build(
    plan: RunPlan,
    snapshot: Snapshot,
    file: Path,
    progress: Progress | None,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Compute a baseline and give it its name when it is whole."""
    with tempfile.TemporaryDirectory(prefix=".baseline-", dir=file.parent) as making:
        writing = Path(making) / file.name
        connection.execute(f"ATTACH {quote_text(str(writing))} AS baseline")
        notes = _compute_firms(plan, snapshot, progress, connection)
        told = {"notes": [asdict(one) for one in notes], "counts": _count_clauses(plan, connection)}
        connection.execute("CREATE TABLE baseline.about (told VARCHAR)")
        connection.execute("INSERT INTO baseline.about VALUES (?)", [json.dumps(told, ensure_ascii=False)])
        connection.execute("DETACH baseline")
        writing.rename(file)


def _compute_firms(
    plan: RunPlan, snapshot: Snapshot, progress: Progress | None, connection: duckdb.DuckDBPyConnection
) -> list[PartNotes]:
    facts = list(plan.view.projections)
    answers = PartAnswers(plan, connection, facts)
    columns = [quote_name(name) for name in (CODE, *facts)]
    for pack in plan.packs:
        columns += [f"{quote_name(name)} AS {quote_name(name_before(name))}" for name, _ in list_columns(pack.pack)]
    notes: list[PartNotes] = []
    done = 0
    for part, firms in zip(snapshot.parts, snapshot.manifest.parts, strict=True):

        def store(query: str) -> None:
            target = f"INSERT INTO {FIRMS}" if notes else f"CREATE OR REPLACE TABLE {FIRMS} AS"
            connection.execute(f"{target} SELECT {', '.join(columns)} FROM ({query})")  # noqa: S608

        notes.append(answers.compute([part], store))
        done += firms
        if progress is not None:
            progress(done, snapshot.manifest.firms)
    return notes


def _count_clauses(plan: RunPlan, connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int, int, str]]:
    """What each clause comes to: pack, clause, firms entitled, firms unknown, sum of amounts."""
    counted: list[tuple[str, str, int, int, str]] = []
    for pack in (one.pack for one in plan.packs):
        for answer in pack.answers:
            names = {told: name_column(pack.key, answer.clause.id, told) for told in list_told(answer)}
            columns = {told: quote_name(name_before(name)) for told, name in names.items()}
            total = f"coalesce(sum({columns[AMOUNT]}), 0)" if AMOUNT in columns else "0"
            query = (
                f"SELECT count(*) FILTER ({columns[STATUS]} = {quote_text(Status.ENTITLED)}), "  # noqa: S608
                f"count(*) FILTER ({columns[STATUS]} = {quote_text(Status.UNKNOWN)}), {total}::VARCHAR FROM {FIRMS}"
            )
            ((entitled, unknown, text),) = connection.execute(query).fetchall()
            counted.append((pack.key, answer.clause.id, entitled, unknown, text))
    return counted


def _read_baseline(plan: RunPlan, connection: duckdb.DuckDBPyConnection) -> Baseline:
    ((text,),) = connection.execute("SELECT told FROM baseline.about").fetchall()
    told = json.loads(text)
    counts = {
        (pack, clause): Counts(entitled, unknown, Decimal(total))
        for pack, clause, entitled, unknown, total in told["counts"]
    }
    return Baseline(plan, counts, tuple(map(read_notes, told["notes"])))
