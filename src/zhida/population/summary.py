"""What a run came to: which clauses, how many firms, how much money, and how each was computed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from zhida.lang.base.diagnostic import Diagnostic, refuse
from zhida.policy.answers import Answer
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import ENGINE, Status
from zhida.policy.serialise import to_json
from zhida.population.digest import digest_results
from zhida.population.manifest import Manifest
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import PackPlan, RunPlan
from zhida.population.results import AMOUNT, STATUS, CellKey, Detail, list_files, read_columns

SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class ClauseSummary:
    """One clause over all firms; ``total`` is the sum of its amounts in 元.

    ``in_sql`` says that SQL computed it; if not, the interpreter did, for the ``reason`` given.
    """

    pack: str
    clause: str
    title: str
    kind: ClauseKind
    entitled: int
    not_entitled: int
    unknown: int
    total: Decimal
    in_sql: bool
    reason: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Packs applied to a snapshot on a day: what it rests on, what came out, and what was noticed on the way.

    ``digest`` is that of the results (`digest_results`).
    """

    digest: str
    snapshot: str
    catalogue: str
    packs: Mapping[str, str]
    on: dt.date
    firms: int
    detail: Detail
    clauses: tuple[ClauseSummary, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    engine: str = ENGINE

    @property
    def total(self) -> Decimal:
        """All awards together, in 元; reliefs are not paid out and do not count."""
        return sum((clause.total for clause in self.clauses if clause.kind is ClauseKind.AWARD), Decimal(0))


def summarise(
    plan: RunPlan,
    manifest: Manifest,
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    diagnostics: tuple[Diagnostic, ...],
) -> RunSummary:
    """The summary of the results in a folder."""
    counts = _count_results(folder, connection)
    clauses = [_summarise_clause(pack, answer, counts) for pack in plan.packs for answer in pack.pack.answers]
    digests = {key: digest for pack in plan.packs for key, digest in pack.pack.digests.items()}
    return RunSummary(
        digest=digest_results(folder, connection),
        snapshot=manifest.digest,
        catalogue=manifest.catalogue,
        packs=digests,
        on=plan.on,
        firms=manifest.firms,
        detail=plan.detail,
        clauses=tuple(clauses),
        diagnostics=diagnostics,
    )


Counts: TypeAlias = Mapping[CellKey, tuple[int, int, int, Decimal]]
"""By clause the firms entitled, not entitled and unknown, and the sum of amounts in 元."""


def _count_results(folder: Path, connection: duckdb.DuckDBPyConnection) -> Counts:
    """What the results hold of each clause."""
    columns = read_columns(folder)
    if not columns:
        return {}
    counted = ", ".join(
        f"count_if({quote_name(told[STATUS])} = {quote_text(status)})"
        for told in columns.values()
        for status in (Status.ENTITLED, Status.NOT_ENTITLED, Status.UNKNOWN)
    )
    summed = ", ".join(f"sum({quote_name(told[AMOUNT])})" if AMOUNT in told else "NULL" for told in columns.values())
    files = [str(file) for file in list_files(folder)]
    row = connection.execute(f"SELECT {counted}, {summed} FROM read_parquet($1)", [files]).fetchone() or ()  # noqa: S608
    sums = row[3 * len(columns) :]
    return {key: (*row[3 * place : 3 * place + 3], Decimal(sums[place] or "0.00")) for place, key in enumerate(columns)}


def _summarise_clause(plan: PackPlan, answer: Answer, counts: Counts) -> ClauseSummary:
    nothing = (0, 0, 0, Decimal("0.00"))
    entitled, not_entitled, unknown, total = counts.get((plan.pack.key, answer.clause.id), nothing)
    return ClauseSummary(
        pack=plan.pack.key,
        clause=answer.clause.id,
        title=answer.clause.title,
        kind=answer.kind,
        entitled=entitled,
        not_entitled=not_entitled,
        unknown=unknown,
        total=total,
        in_sql=plan.computes(answer),
        reason=plan.reason(answer),
    )


def write_summary(summary: RunSummary, folder: Path) -> None:
    """Write ``summary.json``."""
    text = json.dumps(to_json(summary), ensure_ascii=False, indent=1)
    (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class RunOrigin:
    """What results rest on: their own digest, that of the snapshot, the digests of packs by key, and the day."""

    digest: str
    snapshot: str
    packs: Mapping[str, str]
    on: dt.date


def read_origin(folder: Path) -> RunOrigin:
    """What the results that a folder holds rest on; `DiagnosticError` if it holds none."""
    if not (folder / SUMMARY).is_file():
        raise refuse("run.no-results", folder=str(folder))
    told = _read_summary(folder)
    return RunOrigin(told["digest"], told["snapshot"], told["packs"], dt.date.fromisoformat(told["on"]))


def read_reference_date(folder: Path) -> dt.date:
    """The reference date of the run whose results a folder holds."""
    return dt.date.fromisoformat(_read_summary(folder)["on"])


def read_detail(folder: Path) -> Detail:
    """What the results in a folder tell."""
    return Detail(_read_summary(folder)["detail"])


def _read_summary(folder: Path) -> dict[str, Any]:
    summary: dict[str, Any] = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    return summary
