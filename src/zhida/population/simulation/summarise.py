"""What the comparison of answers comes to: by clause, by kind and group, and from which clause firms switch to which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

import duckdb

from zhida.policy.clause.tree import ClauseKind
from zhida.population.measure import quote_name, quote_text
from zhida.population.simulation.baseline import Counts
from zhida.population.simulation.compare import EFFECT_KINDS, ENTITLED, NOT_ENTITLED, Changed, Standing
from zhida.population.simulation.dimensions import Dimension
from zhida.population.simulation.model import ClauseChange, Distribution, Effect, Movement, Switch, Tally, Transition

_MEASURES = (
    "count(*)",
    "count(*) FILTER (score_{kind} > 0 AND NOT unclear_{kind})",
    "count(*) FILTER (score_{kind} < 0 AND NOT unclear_{kind})",
    "count(*) FILTER (unclear_{kind})",
    "count(*) FILTER (score_{kind} = 0 AND NOT unclear_{kind})",
    "coalesce(sum(before_{kind}), 0)",
    "coalesce(sum(after_{kind}), 0)",
    "coalesce(sum(after_{kind} - before_{kind}), 0)",
    "coalesce(sum(after_{kind} - before_{kind}) FILTER (score_{kind} > 0 AND NOT unclear_{kind}), 0)",
    "coalesce(sum(after_{kind} - before_{kind}) FILTER (score_{kind} < 0 AND NOT unclear_{kind}), 0)",
)
"""The figures of a `Tally`, in its order."""


def summarise_clauses(
    clauses: Sequence[Standing],
    changed: Changed,
    counts: Mapping[tuple[str, str], Counts],
    firms: int,
    connection: duckdb.DuckDBPyConnection,
) -> tuple[ClauseChange, ...]:
    """Every clause of both sides; one that means the same is not looked at again, its ``counts`` are those of before."""
    numbers = {clause: number for number, clause in changed}
    return tuple(
        _count_changes(numbers[clause], clause, connection)
        if clause in numbers
        else _repeat(clause, counts[clause.pack, clause.clause], firms)
        for clause in clauses
    )


def _repeat(clause: Standing, counts: Counts, firms: int) -> ClauseChange:
    """A clause that means the same."""
    movements = dict.fromkeys(Movement, 0)
    movements[Movement.STAYS_UNKNOWN] = counts.unknown
    movements[Movement.UNCHANGED] = firms - counts.unknown
    total = counts.total.quantize(Decimal("0.01"))
    return _describe(clause, (total, total, total - total, counts.entitled, counts.entitled, 0), movements, ())


def _count_changes(number: int, clause: Standing, connection: duckdb.DuckDBPyConnection) -> ClauseChange:
    moved = ", ".join(f"count(*) FILTER (movement_{number} = {quote_text(one)})" for one in Movement)
    query = (
        f"SELECT coalesce(sum(before_{number}), 0), coalesce(sum(after_{number}), 0), "  # noqa: S608
        f"coalesce(sum(after_{number} - before_{number}), 0), count(*) FILTER (status_before_{number} = {ENTITLED}), "
        f"count(*) FILTER (status_after_{number} = {ENTITLED}), count(*) FILTER (switched_{number}), {moved} FROM compared"
    )
    (row,) = connection.execute(query).fetchall()
    movements = dict(zip(Movement, row[6:], strict=True))
    return _describe(clause, row[:6], movements, _list_transitions(number, clause, connection))


def _describe(
    clause: Standing,
    figures: tuple[Decimal, Decimal, Decimal, int, int, int],
    movements: Mapping[Movement, int],
    transitions: tuple[Transition, ...],
) -> ClauseChange:
    before, after, difference, entitled_before, entitled_after, switched = figures
    return ClauseChange(
        pack=clause.pack,
        policy=clause.policy,
        clause=clause.clause,
        title=clause.title,
        kind=clause.kind,
        in_before=clause.in_before,
        in_after=clause.in_after,
        changed=clause.changed,
        before=before,
        after=after,
        difference=difference,
        entitled_before=entitled_before,
        entitled_after=entitled_after,
        movements=movements,
        switched=switched,
        transitions=transitions,
    )


def _list_transitions(number: int, clause: Standing, connection: duckdb.DuckDBPyConnection) -> tuple[Transition, ...]:
    """From which text to which a classification moves firms, the most frequent first."""
    if clause.kind is not ClauseKind.CLASSIFICATION:
        return ()
    sides = (f"coalesce(text_{side}_{number}, status_{side}_{number}, {NOT_ENTITLED})" for side in ("before", "after"))
    still = ", ".join(map(quote_text, (Movement.UNCHANGED, Movement.STAYS_UNKNOWN)))
    query = (
        f"SELECT {', '.join(sides)}, count(*) FROM compared WHERE movement_{number} NOT IN ({still}) "  # noqa: S608
        "GROUP BY ALL ORDER BY 3 DESC, 1, 2"
    )
    return tuple(Transition(*row) for row in connection.execute(query).fetchall())


def list_switches(changed: Changed, connection: duckdb.DuckDBPyConnection) -> tuple[Switch, ...]:
    """From which clause to which of the same pack and kind firms go, the most frequent first."""
    pairs = [
        (left, entered)
        for left, entered in permutations(changed, 2)
        if (left[1].pack, left[1].kind) == (entered[1].pack, entered[1].kind)
    ]
    if not pairs:
        return ()
    counted = (f"count(*) FILTER (step_{left} < 0 AND step_{entered} > 0)" for (left, _), (entered, _) in pairs)
    (row,) = connection.execute(f"SELECT {', '.join(counted)} FROM compared").fetchall()  # noqa: S608
    switches = [
        Switch(left.pack, left.kind, left.title, entered.title, firms)
        for ((_, left), (_, entered)), firms in zip(pairs, row, strict=True)
        if firms
    ]
    return tuple(sorted(switches, key=lambda switch: -switch.firms))


def summarise_effects(
    clauses: Iterable[Standing], dimensions: Sequence[Dimension], connection: duckdb.DuckDBPyConnection
) -> tuple[Effect, ...]:
    """What the clauses of each kind together do to the firms, in all and by group."""
    told = {clause.kind for clause in clauses}
    kinds = [kind for kind in EFFECT_KINDS if kind in told]
    _make_cube(kinds, dimensions, connection)
    return tuple(_summarise_effect(kind, dimensions, connection) for kind in kinds)


def _make_cube(
    kinds: Iterable[ClauseKind], dimensions: Iterable[Dimension], connection: duckdb.DuckDBPyConnection
) -> None:
    """Add firms up by the groups of all dimensions at once: everything else is added up from these few rows."""
    groups = [quote_name(dimension.id) for dimension in dimensions]
    figures = [
        f"{measure.format(kind=kind)} AS {kind}_{place}" for kind in kinds for place, measure in enumerate(_MEASURES)
    ]
    query = f"SELECT {', '.join([*groups, *figures, '1 AS one'])} FROM compared"  # noqa: S608
    grouped = f"GROUP BY {', '.join(groups)}" if groups else ""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE cube AS {query} {grouped}")


def _summarise_effect(
    kind: ClauseKind, dimensions: Iterable[Dimension], connection: duckdb.DuckDBPyConnection
) -> Effect:
    figures = ", ".join(f"coalesce(sum({kind}_{place}), 0)" for place in range(len(_MEASURES)))
    (total,) = connection.execute(f"SELECT {figures} FROM cube").fetchall()  # noqa: S608
    distributions = (_distribute(figures, dimension, connection) for dimension in dimensions)
    return Effect(kind, _tally("", total), tuple(distributions))


def _distribute(figures: str, dimension: Dimension, connection: duckdb.DuckDBPyConnection) -> Distribution:
    query = f"SELECT {quote_name(dimension.id)}, {figures} FROM cube GROUP BY 1"  # noqa: S608
    found = [_tally(name, row) for name, *row in connection.execute(query).fetchall()]
    groups = sorted(found, key=lambda tally: dimension.rank(tally.name))
    return Distribution(dimension.id, dimension.title, tuple(groups))


def _tally(name: str, row: Sequence[Decimal]) -> Tally:
    firms, gaining, losing, unclear, unchanged = map(int, row[:5])
    before, after, difference, gained, lost = row[5:]
    return Tally(name, firms, gaining, losing, unclear, unchanged, before, after, difference, gained, lost)
