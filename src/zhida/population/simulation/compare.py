"""The answers before and after side by side, one row per firm, for the clauses that a draft changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import Status
from zhida.policy.facts import CODE
from zhida.population.measure import quote_name, quote_text
from zhida.population.results import AMOUNT, STATUS, TEXT, name_column
from zhida.population.simulation.baseline import name_before, name_group
from zhida.population.simulation.dimensions import UNKNOWN_GROUP, Dimension
from zhida.population.simulation.model import Movement

CHANGES = "result.parquet"

EFFECT_KINDS = (ClauseKind.AWARD, ClauseKind.RELIEF, ClauseKind.STATUS)
"""The kinds of clauses by which a firm gains or loses; a classification only changes."""

ENTITLED = quote_text(Status.ENTITLED)
NOT_ENTITLED = quote_text(Status.NOT_ENTITLED)
_UNKNOWN = quote_text(Status.UNKNOWN)
_MONEY = "DECIMAL(18, 2)"
_SUM = "DECIMAL(28, 2)"
_MOVEMENTS = f"ENUM({', '.join(map(quote_text, Movement))})"

_WRITTEN = (
    (CODE, "firm"),
    ("政策包", "{pack}"),
    ("条款", "{clause}"),
    ("种类", "{kind}"),
    ("原结果", "status_before_{n}"),
    ("新结果", "status_after_{n}"),
    ("原金额", "before_{n}"),
    ("新金额", "after_{n}"),
    ("差额", "after_{n} - before_{n}"),
    ("原取值", "text_before_{n}"),
    ("新取值", "text_after_{n}"),
    ("变动", "movement_{n}::VARCHAR"),
)
"""The columns of `CHANGES`; amounts in 元, a status is NULL where the clause does not stand."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A clause of one kind on both sides: where it stands, and whether its meaning is the same."""

    pack: str
    policy: str
    clause: str
    title: str
    kind: ClauseKind
    in_before: bool
    in_after: bool
    changed: bool

    def column(self, told: str) -> str:
        """The column of the results that tells something of the clause."""
        return name_column(self.pack, self.clause, told)


Changed = Sequence[tuple[int, Standing]]
"""The clauses that differ, numbered; the columns of the table ``compared`` end with the numbers."""


def compare_answers(
    query: str,
    clauses: Sequence[Standing],
    dimensions: Iterable[Dimension],
    payments: Iterable[str],
    connection: duckdb.DuckDBPyConnection,
) -> Changed:
    """Make the table ``compared`` of a query for the answers before (`name_before`) and after.

    A row is a firm: the groups it is in; for each clause that differs statuses, amounts, texts, ``movement_``,
    ``step_`` (1: newly entitled, -1: no longer) and ``switched_``; for each kind what all clauses come to; and the columns of ``payments``.
    """
    changed = tuple((number, clause) for number, clause in enumerate(clauses) if clause.changed)
    groups = [
        f"coalesce({quote_name(name_group(one.id))}, {quote_text(UNKNOWN_GROUP)}) AS {quote_name(one.id)}"
        for one in dimensions
    ]
    sides = [column for number, clause in changed for column in _list_sides(number, clause)]
    same = [f"{_add_same(kind, clauses)} AS same_{kind}" for kind in EFFECT_KINDS]
    steps = [column for number, clause in changed for column in _list_steps(number, clause)]
    movements = [column for number, clause in changed for column in _list_movements(number, clause, changed)]
    kinds = [column for kind in EFFECT_KINDS for column in _add_up(kind, changed)]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE compared AS "  # noqa: S608
        f"WITH sides AS (SELECT {', '.join([f'{quote_name(CODE)} AS firm', *groups, *sides, *same, *payments])} FROM ({query})), "
        f"steps AS (SELECT {', '.join(['*', *steps])} FROM sides), "
        f"moved AS (SELECT {', '.join(['*', *movements])} FROM steps) "
        f"SELECT {', '.join(['*', *kinds])} FROM moved"
    )
    return changed


def write_changes(file: Path, changed: Changed, connection: duckdb.DuckDBPyConnection) -> None:
    """Write as Parquet a row per firm and clause that differs, clause by clause."""
    rows = [_select_rows(number, clause) for number, clause in changed]
    empty = (
        "SELECT NULL::VARCHAR AS firm, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, "
        f"NULL::{_MONEY}, NULL::{_MONEY}, NULL::DECIMAL(19, 2), NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR WHERE false"
    )
    names = ", ".join(quote_name(name) for name, _ in _WRITTEN)
    query = f"SELECT * FROM ({' UNION ALL '.join([empty, *rows])}) AS changes({names})"  # noqa: S608
    connection.execute(f"COPY ({query}) TO {quote_text(str(file))} (FORMAT parquet, COMPRESSION zstd)")


def _select_rows(number: int, clause: Standing) -> str:
    values = {"pack": quote_text(clause.pack), "clause": quote_text(clause.clause), "kind": quote_text(clause.kind)}
    columns = [column.format(n=number, **values) for _, column in _WRITTEN]
    if not clause.kind.is_amount:
        columns[6:9] = ["NULL"] * 3
    return f"SELECT {', '.join(columns)} FROM compared"  # noqa: S608


def _list_sides(number: int, clause: Standing) -> Iterator[str]:
    """Status, amount and text on both sides; a status is NULL where the clause does not stand."""
    for side, stands in (("before", clause.in_before), ("after", clause.in_after)):

        def find(told: str, type_: str, *, stands: bool = stands, side: str = side) -> str:
            name = clause.column(told)
            return (
                f"{quote_name(name_before(name) if side == 'before' else name)}::{type_}"
                if stands
                else f"NULL::{type_}"
            )

        yield f"{find(STATUS, 'VARCHAR')} AS status_{side}_{number}"
        amount = f"coalesce({find(AMOUNT, _MONEY)}, 0)::{_MONEY}" if clause.kind.is_amount else f"0::{_MONEY}"
        yield f"{amount} AS {side}_{number}"
        is_text = clause.kind is ClauseKind.CLASSIFICATION
        yield f"{find(TEXT, 'VARCHAR') if is_text else 'NULL::VARCHAR'} AS text_{side}_{number}"


def _add_same(kind: ClauseKind, clauses: Iterable[Standing]) -> str:
    """The amounts of the clauses of a kind that mean the same before and after."""
    columns = [
        f"coalesce({quote_name(name_before(clause.column(AMOUNT)))}, 0)"
        for clause in clauses
        if clause.kind is kind and kind.is_amount and not clause.changed
    ]
    return f"({' + '.join(columns) or '0'})::{_SUM}"


def _list_steps(number: int, clause: Standing) -> Iterator[str]:
    before, after = (f"coalesce(status_{side}_{number}, {NOT_ENTITLED})" for side in ("before", "after"))
    step = f"CASE WHEN {_UNKNOWN} IN ({before}, {after}) THEN 0 ELSE ({after} = {ENTITLED})::INT - ({before} = {ENTITLED})::INT END"
    yield f"{'0' if clause.kind is ClauseKind.CLASSIFICATION else step} AS step_{number}"


def _list_movements(number: int, clause: Standing, changed: Changed) -> Iterator[str]:
    """What the draft does to the answer, and whether the firm leaves the clause for another or comes from one."""
    before, after = (f"coalesce(status_{side}_{number}, {NOT_ENTITLED})" for side in ("before", "after"))
    score = _score(number, clause)
    arms = (
        (f"{after} = {_UNKNOWN} AND {before} = {_UNKNOWN}", Movement.STAYS_UNKNOWN),
        (f"{after} = {_UNKNOWN}", Movement.BECOMES_UNKNOWN),
        (f"{before} = {_UNKNOWN}", Movement.BECOMES_KNOWN),
        (f"{score} > 0", Movement.GAINS),
        (f"{score} < 0", Movement.LOSES),
        (f"{after} <> {before} OR text_before_{number} IS DISTINCT FROM text_after_{number}", Movement.CHANGED),
    )
    cases = " ".join(f"WHEN {condition} THEN {quote_text(movement)}" for condition, movement in arms)
    yield f"CAST(CASE {cases} ELSE {quote_text(Movement.UNCHANGED)} END AS {_MOVEMENTS}) AS movement_{number}"
    others = [
        f"step_{number} * step_{other} < 0"
        for other, one in changed
        if (one.pack, one.kind) == (clause.pack, clause.kind)
    ]
    yield f"({' OR '.join(others)}) AS switched_{number}"


def _score(number: int, clause: Standing) -> str:
    """By how much the firm gains: money, or 1 for what has no amount."""
    return f"(after_{number} - before_{number})" if clause.kind.is_amount else f"step_{number}"


def _add_up(kind: ClauseKind, changed: Changed) -> Iterator[str]:
    """What the clauses of a kind together do to the firm."""
    own = [(number, clause) for number, clause in changed if clause.kind is kind]
    unclear = [
        f"movement_{number} IN ({quote_text(Movement.BECOMES_UNKNOWN)}, {quote_text(Movement.BECOMES_KNOWN)})"
        for number, _ in own
    ]
    yield f"(same_{kind} + {' + '.join(f'before_{number}' for number, _ in own) or '0'})::{_SUM} AS before_{kind}"
    yield f"(same_{kind} + {' + '.join(f'after_{number}' for number, _ in own) or '0'})::{_SUM} AS after_{kind}"
    yield f"({' + '.join(_score(number, clause) for number, clause in own) or '0'})::{_SUM} AS score_{kind}"
    yield f"({' OR '.join(unclear) or 'false'}) AS unclear_{kind}"
