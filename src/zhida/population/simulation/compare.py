"""The results of two runs side by side: one row per firm and clause, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import Status
from zhida.policy.facts import CODE
from zhida.policy.pack import PackLibrary
from zhida.population.measure import quote_name, quote_text
from zhida.population.results import AMOUNT, STATUS, TEXT, list_files, read_columns
from zhida.population.simulation.dimensions import UNKNOWN_GROUP, Dimension
from zhida.population.simulation.model import ClauseChange, Distribution, Effect, Movement, Tally, Transition
from zhida.population.summary import ClauseSummary, RunSummary

CHANGES = "result.parquet"

PACK, CLAUSE = "政策包", "条款"

Identity: TypeAlias = tuple[str, str, str]
"""A clause of a kind: pack, clause, kind."""

Row: TypeAlias = tuple[Any, ...]

EFFECT_KINDS = (ClauseKind.AWARD, ClauseKind.RELIEF, ClauseKind.STATUS)
"""The kinds of clauses by which a firm gains or loses; a classification only changes."""

_ENTITLED = quote_text(Status.ENTITLED)
_NOT_ENTITLED = quote_text(Status.NOT_ENTITLED)
_UNKNOWN = quote_text(Status.UNKNOWN)

_CREATE_CHANGES = f"""
CREATE TABLE changes AS
WITH pairs AS (
  SELECT firm, pack, clause, kind, b.status AS status_before, a.status AS status_after,
    coalesce(b.status, {_NOT_ENTITLED}) AS b, coalesce(a.status, {_NOT_ENTITLED}) AS a,
    CASE WHEN kind IN ('award', 'relief') THEN coalesce(b.amount, 0)::DECIMAL(18, 2) END AS before,
    CASE WHEN kind IN ('award', 'relief') THEN coalesce(a.amount, 0)::DECIMAL(18, 2) END AS after,
    b.text AS text_before, a.text AS text_after
  FROM before b FULL JOIN after a USING (firm, pack, clause, kind)
), steps AS (
  SELECT *, CASE WHEN {_UNKNOWN} IN (a, b) OR kind = 'classification' THEN 0
      ELSE (a = {_ENTITLED})::INT - (b = {_ENTITLED})::INT END AS step
  FROM pairs
), scores AS (
  SELECT *, coalesce(after - before, step)::DECIMAL(20, 2) AS score,
    max(step) OVER alternatives AS highest, min(step) OVER alternatives AS lowest
  FROM steps WINDOW alternatives AS (PARTITION BY firm, pack, kind)
)
SELECT firm, pack, clause, kind, status_before, status_after, before, after, after - before AS difference,
  text_before, text_after, score, step * highest < 0 OR step * lowest < 0 AS switched,
  CASE
    WHEN a = {_UNKNOWN} AND b = {_UNKNOWN} THEN {quote_text(Movement.STAYS_UNKNOWN)}
    WHEN a = {_UNKNOWN} THEN {quote_text(Movement.BECOMES_UNKNOWN)}
    WHEN b = {_UNKNOWN} THEN {quote_text(Movement.BECOMES_KNOWN)}
    WHEN score > 0 THEN {quote_text(Movement.GAINS)}
    WHEN score < 0 THEN {quote_text(Movement.LOSES)}
    WHEN a <> b OR text_before IS DISTINCT FROM text_after THEN {quote_text(Movement.CHANGED)}
    ELSE {quote_text(Movement.UNCHANGED)}
  END AS movement
FROM scores
"""  # noqa: S608

_CREATE_FIRM_CHANGES = f"""
CREATE TABLE firm_changes AS
SELECT firm, kind, coalesce(sum(before), 0) AS before, coalesce(sum(after), 0) AS after, sum(score) AS score,
  bool_or(movement IN ({quote_text(Movement.BECOMES_UNKNOWN)}, {quote_text(Movement.BECOMES_KNOWN)})) AS unclear
FROM changes GROUP BY firm, kind
"""  # noqa: S608

_TALLY = """count(*), count(*) FILTER (score > 0 AND NOT unclear), count(*) FILTER (score < 0 AND NOT unclear),
  count(*) FILTER (unclear), count(*) FILTER (score = 0 AND NOT unclear),
  coalesce(sum(before), 0), coalesce(sum(after), 0), coalesce(sum(after - before), 0),
  coalesce(sum(after - before) FILTER (score > 0 AND NOT unclear), 0),
  coalesce(sum(after - before) FILTER (score < 0 AND NOT unclear), 0)"""

_COUNT_CHANGES = f"""
SELECT pack, clause, kind, coalesce(sum(before), 0), coalesce(sum(after), 0), coalesce(sum(difference), 0),
  count(*) FILTER (status_before = {_ENTITLED}), count(*) FILTER (status_after = {_ENTITLED}), count(*) FILTER (switched),
  {", ".join(f"count(*) FILTER (movement = {quote_text(one)})" for one in Movement)}
FROM changes GROUP BY pack, clause, kind
"""  # noqa: S608

_COUNT_TRANSITIONS = f"""
SELECT coalesce(text_before, status_before, {_NOT_ENTITLED}), coalesce(text_after, status_after, {_NOT_ENTITLED}), count(*)
FROM changes WHERE kind = 'classification' AND pack = $1 AND clause = $2
GROUP BY ALL HAVING bool_and(movement <> {quote_text(Movement.UNCHANGED)}) AND bool_and(movement <> {quote_text(Movement.STAYS_UNKNOWN)})
ORDER BY 3 DESC, 1, 2
"""  # noqa: S608

_WRITTEN = {
    "firm": CODE,
    "pack": PACK,
    "clause": CLAUSE,
    "kind": "种类",
    "status_before": "原结果",
    "status_after": "新结果",
    "before": "原金额",
    "after": "新金额",
    "difference": "差额",
    "text_before": "原取值",
    "text_after": "新取值",
    "movement": "变动",
}
"""The columns of `CHANGES` as they are written; amounts in 元, a status is NULL where the clause does not stand."""


@dataclass(frozen=True, slots=True)
class Run:
    """One of the two runs: its packs, its summary and the folder of its results."""

    library: PackLibrary
    summary: RunSummary
    folder: Path


def load_changes(before: Run, after: Run, connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``before``, ``after``, ``changes`` (firm and clause) and ``firm_changes`` (firm and kind)."""
    _load_results("before", before, connection)
    _load_results("after", after, connection)
    connection.execute(_CREATE_CHANGES)
    connection.execute(_CREATE_FIRM_CHANGES)


def write_changes(file: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Write the changes as Parquet, one row per firm and clause, in the order of clauses and firms."""
    columns = ", ".join(f"{column} AS {quote_name(name)}" for column, name in _WRITTEN.items())
    query = f"SELECT {columns} FROM changes ORDER BY pack, clause, kind, firm"  # noqa: S608
    connection.execute(f"COPY ({query}) TO {quote_text(str(file))} (FORMAT parquet, COMPRESSION zstd)")


def summarise_clauses(before: Run, after: Run, connection: duckdb.DuckDBPyConnection) -> tuple[ClauseChange, ...]:
    """Every clause of both runs, in the order of the packs; one whose kind changed counts as another clause."""
    old, new = _list_clauses(before), _list_clauses(after)
    counts = {row[:3]: row[3:] for row in connection.execute(_COUNT_CHANGES).fetchall()}
    titles = {key: pack.metadata.title for run in (before, after) for key, pack in run.library.packs.items()}
    return tuple(
        _summarise_clause(
            clause,
            titles[clause.pack],
            (identity in old, identity in new),
            counts.get(identity, (Decimal("0.00"),) * 3 + (0,) * (3 + len(Movement))),
            _list_transitions(clause, connection),
        )
        for identity, clause in _sort_by_pack({**old, **new})
    )


def summarise_effects(dimensions: Iterable[Dimension], connection: duckdb.DuckDBPyConnection) -> tuple[Effect, ...]:
    """What the clauses of each kind together do to the firms; needs the table ``groups`` (see `load_groups`)."""
    chosen = tuple(dimensions)
    kinds = {row[0] for row in connection.execute("SELECT DISTINCT kind FROM firm_changes").fetchall()}
    return tuple(_summarise_effect(kind, chosen, connection) for kind in EFFECT_KINDS if kind in kinds)


def load_groups(folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``groups`` (firm, dimension, group) from the results of the dimensions over the firms."""
    rows = [
        f"SELECT {quote_name(CODE)} AS firm, {quote_text(dimension)} AS dimension, "  # noqa: S608
        f"coalesce({quote_name(told[TEXT])}, {quote_text(UNKNOWN_GROUP)}) AS name FROM {_source(folder)}"
        for (_, dimension), told in read_columns(folder).items()
    ]
    empty = "SELECT NULL::VARCHAR AS firm, NULL::VARCHAR AS dimension, NULL::VARCHAR AS name WHERE false"
    connection.execute(f"CREATE TABLE groups AS {' UNION ALL '.join(rows or [empty])}")


def _load_results(name: str, run: Run, connection: duckdb.DuckDBPyConnection) -> None:
    """Make a table of results, one row per firm and clause."""
    empty = (
        "SELECT NULL::VARCHAR AS firm, NULL::VARCHAR AS pack, NULL::VARCHAR AS clause, NULL::VARCHAR AS kind, "
        "NULL::VARCHAR AS status, NULL::DECIMAL(18, 2) AS amount, NULL::VARCHAR AS text WHERE false"
    )
    columns = read_columns(run.folder)
    rows = [_select_rows(clause, columns[clause.pack, clause.clause], run.folder) for clause in run.summary.clauses]
    connection.execute(f"CREATE TABLE {name} AS {' UNION ALL '.join([empty, *rows])}")


def _select_rows(clause: ClauseSummary, told: Mapping[str, str], folder: Path) -> str:
    values = ", ".join(map(quote_text, (clause.pack, clause.clause, clause.kind)))
    columns = ", ".join(quote_name(told[one]) if one in told else "NULL" for one in (STATUS, AMOUNT, TEXT))
    return f"SELECT {quote_name(CODE)}, {values}, {columns} FROM {_source(folder)}"  # noqa: S608


def _source(folder: Path) -> str:
    return f"read_parquet([{', '.join(quote_text(str(file)) for file in list_files(folder))}])"


def _list_clauses(run: Run) -> dict[Identity, ClauseSummary]:
    return {(clause.pack, clause.clause, clause.kind.value): clause for clause in run.summary.clauses}


def _sort_by_pack(clauses: Mapping[Identity, ClauseSummary]) -> list[tuple[Identity, ClauseSummary]]:
    """The clauses pack by pack, so that one which was dropped stands with those that remain."""
    packs = list(dict.fromkeys(pack for pack, _, _ in clauses))
    return sorted(clauses.items(), key=lambda item: packs.index(item[0][0]))


def _list_transitions(clause: ClauseSummary, connection: duckdb.DuckDBPyConnection) -> tuple[Transition, ...]:
    rows = connection.execute(_COUNT_TRANSITIONS, [clause.pack, clause.clause]).fetchall()
    return tuple(Transition(*row) for row in rows)


def _summarise_clause(
    clause: ClauseSummary,
    policy: str,
    stands: tuple[bool, bool],
    counts: Row,
    transitions: tuple[Transition, ...],
) -> ClauseChange:
    before, after, difference, entitled_before, entitled_after, switched, *movements = counts
    return ClauseChange(
        pack=clause.pack,
        policy=policy,
        clause=clause.clause,
        title=clause.title,
        kind=clause.kind,
        in_before=stands[0],
        in_after=stands[1],
        before=before,
        after=after,
        difference=difference,
        entitled_before=entitled_before,
        entitled_after=entitled_after,
        movements=dict(zip(Movement, movements, strict=True)),
        switched=switched,
        transitions=transitions,
    )


def _summarise_effect(
    kind: ClauseKind, dimensions: Iterable[Dimension], connection: duckdb.DuckDBPyConnection
) -> Effect:
    total = connection.execute(f"SELECT '', {_TALLY} FROM firm_changes WHERE kind = $1", [kind.value]).fetchall()  # noqa: S608
    distributions = (_distribute(kind, dimension, connection) for dimension in dimensions)
    return Effect(kind, Tally(*total[0]), tuple(distributions))


def _distribute(kind: ClauseKind, dimension: Dimension, connection: duckdb.DuckDBPyConnection) -> Distribution:
    query = (
        f"SELECT name, {_TALLY} FROM firm_changes JOIN groups USING (firm) "  # noqa: S608
        "WHERE kind = $1 AND dimension = $2 GROUP BY name"
    )
    found = [Tally(*row) for row in connection.execute(query, [kind.value, dimension.id]).fetchall()]
    groups = sorted(found, key=lambda tally: dimension.rank(tally.name))
    return Distribution(dimension.id, dimension.title, tuple(groups))
