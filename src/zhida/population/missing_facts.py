"""The facts that nobody can tell an answer without, found by the interpreter and added to the results of a part."""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from zhida.policy.entitlement import Status, build_inputs
from zhida.policy.facts import CODE
from zhida.policy.firm import Firm
from zhida.population.interpreted import Task, compute_answers
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import RunPlan, read_inputs, stored_facts
from zhida.population.results import MISSING, STATUS, CellKey, find_columns, name_column
from zhida.population.snapshot import iterate_firms

_FIRMS_AT_ONCE = 10_000


def add_missing_facts(plan: RunPlan, part: Path, file: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Add a column ``缺`` for each clause to the results of a part: set where the status is 待补充, elsewhere NULL."""
    connection.register("missing_facts", _find_missing_facts(plan, part, _read_unknown(file, connection)))
    joined = f"SELECT * FROM read_parquet({quote_text(str(file))}) LEFT JOIN missing_facts USING ({quote_name(CODE)})"  # noqa: S608
    writing = file.with_suffix(".writing")
    connection.execute(f"COPY ({joined}) TO {quote_text(str(writing))} (FORMAT parquet, COMPRESSION zstd)")
    writing.rename(file)
    connection.unregister("missing_facts")


def _read_unknown(file: Path, connection: duckdb.DuckDBPyConnection) -> Mapping[str, set[CellKey]]:
    """The clauses that nobody can tell, by firm."""
    found: dict[str, set[CellKey]] = {}
    source = f"read_parquet({quote_text(str(file))})"
    for key, told in find_columns(pq.read_schema(file).names).items():
        query = f"SELECT {quote_name(CODE)} FROM {source} WHERE {quote_name(told[STATUS])} = $1"  # noqa: S608
        for (firm,) in connection.execute(query, [Status.UNKNOWN.value]).fetchall():
            found.setdefault(firm, set()).add(key)
    return found


def _find_missing_facts(plan: RunPlan, part: Path, unknown: Mapping[str, set[CellKey]]) -> pa.Table:
    """What the interpreter misses for just those clauses."""
    packs = [one.pack for one in plan.packs]
    inputs = frozenset[str]().union(
        *(read_inputs(pack.program, [key for one in pack.answers for key in one.keys]) for pack in packs)
    )
    facts = stored_facts(inputs, plan.catalogue)
    names = [name_column(pack.key, one.clause.id, MISSING) for pack in packs for one in pack.answers]
    schema = pa.schema([pa.field(CODE, pa.string()), *(pa.field(name, pa.list_(pa.string())) for name in names)])
    firms = iterate_firms(part, plan.catalogue, facts, unknown)
    rows = (_list_missing(plan, firm, unknown[firm.code]) for firm in firms)
    batches = [pa.RecordBatch.from_pylist([], schema)]
    while some := list(islice(rows, _FIRMS_AT_ONCE)):
        batches.append(pa.RecordBatch.from_pylist(some, schema))
    return pa.Table.from_batches(batches)


def _list_missing(plan: RunPlan, firm: Firm, clauses: Container[CellKey]) -> dict[str, object]:
    """What is missing of some clauses for one firm, by column."""
    inputs = build_inputs(firm, plan.on, plan.catalogue)
    tasks: list[Task] = [
        (one.pack, [answer for answer in one.pack.answers if (one.pack.key, answer.clause.id) in clauses])
        for one in plan.packs
    ]
    found = compute_answers(tasks, inputs)
    told = {name_column(one.pack.key, one.answer.clause.id, MISSING): list(one.missing) for one in found}
    return {CODE: firm.code, **told}
