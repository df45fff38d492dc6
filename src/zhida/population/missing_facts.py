"""The facts that nobody can tell an answer without, found by the interpreter and added to the results of a part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from zhida.policy.entitlement import Status, build_inputs
from zhida.policy.facts import CODE
from zhida.population.interpreted import Task, interpret_answers
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import RunPlan, read_inputs, stored_facts
from zhida.population.results import CLAUSE, MISSING, PACK, STATUS
from zhida.population.snapshot import iterate_firms

_CELL = (CODE, PACK, CLAUSE)
_FOUND = pa.schema([*(pa.field(name, pa.string()) for name in _CELL), pa.field(MISSING, pa.list_(pa.string()))])


def add_missing_facts(plan: RunPlan, part: Path, files: Sequence[Path], connection: duckdb.DuckDBPyConnection) -> None:
    """Add the column ``缺`` to the files with the results of a part: set where the status is 待补充, elsewhere NULL."""
    connection.register("missing_facts", _find_missing_facts(plan, part, _read_unknown(files, connection)))
    on = " AND ".join(f"result.{quote_name(name)} = missing_facts.{quote_name(name)}" for name in _CELL)
    for file in files:
        joined = (
            f"SELECT result.*, missing_facts.{quote_name(MISSING)} FROM read_parquet({quote_text(str(file))}) AS result "  # noqa: S608
            f"LEFT JOIN missing_facts ON {on}"
        )
        writing = file.with_suffix(".writing")
        connection.execute(f"COPY ({joined}) TO {quote_text(str(writing))} (FORMAT parquet, COMPRESSION zstd)")
        writing.rename(file)
    connection.unregister("missing_facts")


def _read_unknown(files: Iterable[Path], connection: duckdb.DuckDBPyConnection) -> Mapping[str, set[tuple[str, str]]]:
    """The cells that nobody can tell: packs and clauses by firm."""
    code, pack, clause, status = map(quote_name, (CODE, PACK, CLAUSE, STATUS))
    query = f"SELECT {code}, list(({pack}, {clause})) FROM read_parquet($1) WHERE {status} = $2 GROUP BY ALL"  # noqa: S608
    rows = connection.execute(query, [[str(file) for file in files], Status.UNKNOWN.value])
    return {firm: set(cells) for firm, cells in rows.fetchall()}


def _find_missing_facts(plan: RunPlan, part: Path, unknown: Mapping[str, set[tuple[str, str]]]) -> pa.Table:
    """What the interpreter misses for just those cells."""
    packs = [one.pack for one in plan.packs]
    inputs = frozenset[str]().union(*(read_inputs(pack.program, [one.key for one in pack.answers]) for pack in packs))
    facts = stored_facts(inputs, plan.catalogue)
    rows: list[tuple[str, str, str, tuple[str, ...]]] = []
    for firm in iterate_firms(part, plan.catalogue, facts, unknown):
        cells = unknown[firm.code]
        given = build_inputs(firm, plan.on, plan.catalogue)
        tasks: list[Task] = [
            (pack, [one for one in pack.answers if (pack.key, one.clause.id) in cells]) for pack in packs
        ]
        rows += [
            (firm.code, found.pack.key, found.answer.clause.id, found.missing)
            for found in interpret_answers(tasks, given)
        ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_FOUND)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, _FOUND, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_FOUND)
