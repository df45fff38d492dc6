"""A model computed for firms by the interpreter, by SQL and, for some of them, by compiled Python, cell by cell.

A decision is computed only for firms that differ in a fact it reads: what is equal by construction is no evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal, TypeAlias

import duckdb
import pyarrow as pa
from sqlglot import exp

from agreement.constructs import find_facts
from agreement.distinct import DistinctFirms
from agreement.firms import Firm, facts_table, interpreter_inputs
from agreement.inputs import COLUMNS
from zhida.lang.base.temporal import NANOSECONDS_OF_DAY, Date, DaysDuration, MonthsDuration
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import Program
from zhida.lang.interpret.prepare import prepare
from zhida.lang.python.compile import compile_to_python
from zhida.lang.sql.build import Sql
from zhida.lang.sql.compile import FACTS, Compiled, compile_program
from zhida.lang.sql.terms import missing_test

TOO_LARGE = (duckdb.OutOfRangeException, duckdb.ConversionException)
"""What the database raises where a number is too large for it."""

_FIRMS_PER_PYTHON = 10
"""Of so many firms, one is computed by Python too."""

Values: TypeAlias = Mapping[int, Value]
"""By the index of the firm."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which SQL or Python differs from the interpreter."""

    backend: Literal["SQL", "Python", "machine code"]
    decision: str
    firm: Firm
    found: object
    expected: object


@dataclass(frozen=True, slots=True)
class Comparison:
    """The interpreter's values by decision, where others have another, and where SQL ended in an error.

    An error is a decision and the index of a firm for which a number is too large for the database. ``by_python`` counts
    the cells that Python computed too.
    """

    values: Mapping[str, Values]
    differences: tuple[Difference, ...]
    errors: frozenset[tuple[str, int]]
    by_python: int


def compile_model(program: Program) -> Compiled:
    """Every decision of the program as SQL, or refused."""
    decisions = [key for key, one in program.definitions.items() if one.kind == "decision"]
    return compile_program(program, COLUMNS, decisions)


def compare(program: Program, compiled: Compiled, *batches: Sequence[Firm]) -> Comparison:
    """What SQL computes, held against the interpreter for these firms, in a query for each batch.

    Where a number is too large for the query, it is asked for ever fewer decisions and firms, until the cells are found.
    """
    firms = [firm for batch in batches for firm in batch]
    values = _interpret(program, list(compiled.outputs), firms)
    differences: list[Difference] = []
    errors: set[tuple[str, int]] = set()
    with duckdb.connect(config={"threads": 1}) as connection:
        facts = facts_table(firms)
        ends = list(accumulate(map(len, batches), initial=0))
        pending = [(compiled, list(values), start, end) for start, end in pairwise(ends)]
        while pending:
            query, keys, start, end = pending.pop()
            try:
                found = _run(query, keys, facts.slice(start, end - start), connection)
            except TOO_LARGE:
                errors |= {(key, start) for key in keys if len(keys) == end - start == 1}
                for some, low, high in _halve(keys, start, end):
                    smaller = query if some == keys else compile_program(program, COLUMNS, some)
                    pending.append((smaller, some, low, high))
                continue
            for key in keys:
                some_values = {index - start: value for index, value in values[key].items() if start <= index < end}
                differences += find_differences("SQL", key, found, some_values, firms[start:end])
    by_python, found_by_python = _compare_python(program, values, firms)
    return Comparison(values, (*differences, *found_by_python), frozenset(errors), by_python)


def _halve(keys: list[str], start: int, end: int) -> list[tuple[list[str], int, int]]:
    """The decisions in two halves, or the firms if it is one; nothing of a single cell."""
    if (middle := len(keys) // 2) > 0:
        return [(keys[:middle], start, end), (keys[middle:], start, end)]
    middle = (start + end) // 2
    return [(keys, start, middle), (keys, middle, end)] if middle > start else []


def _interpret(program: Program, keys: Sequence[str], firms: Sequence[Firm]) -> dict[str, dict[int, Value]]:
    """Each decision for the firms that differ in what it reads."""
    prepared, distinct = prepare(program), DistinctFirms(firms)
    wanted: list[list[str]] = [[] for _ in firms]
    for key in keys:
        for index in distinct.find(find_facts(program, key)):
            wanted[index].append(key)
    values: dict[str, dict[int, Value]] = {key: {} for key in keys}
    for index, firm in enumerate(firms):
        evaluation = prepared.run(interpreter_inputs(firm))
        for key in wanted[index]:
            values[key][index] = evaluation.value(key)
    return values


def _compare_python(
    program: Program, values: Mapping[str, Values], firms: Sequence[Firm]
) -> tuple[int, list[Difference]]:
    """How many cells of a part of the firms compiled Python computed, and where it differs, be it in a missing fact."""
    compiled = compile_to_python(program)
    cells, differences = 0, []
    for index in range(0, len(firms), _FIRMS_PER_PYTHON):
        evaluation = compiled.run(interpreter_inputs(firms[index]))
        for key in (key for key, expected in values.items() if index in expected):
            found, expected = evaluation.value(key), values[key][index]
            cells += 1
            if (found, type(found)) != (expected, type(expected)):
                differences.append(Difference("Python", key, firms[index], found, expected))
    return cells, differences


def _run(compiled: Compiled, keys: Sequence[str], facts: pa.Table, connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """For each decision two columns, a row for every firm: its value under its name, and whether it is missing."""
    connection.register(FACTS, facts)
    return connection.sql(compiled.render(compiled.select(project(compiled, keys)))).to_arrow_table()


def project(compiled: Compiled, keys: Sequence[str]) -> list[tuple[str, Sql]]:
    """The value of each decision, and whether it is missing."""
    projections: list[tuple[str, Sql]] = []
    for key in keys:
        term = compiled.outputs[key]
        projections += [(key, term.value), (f"{key} missing", missing_test(term) or exp.false())]
    return projections


def find_differences(
    backend: Literal["SQL", "machine code"],
    key: str,
    found: pa.Table,
    values: Values,
    firms: Sequence[Firm],
) -> list[Difference]:
    """Whole columns are compared first; cell by cell only where they are not the same."""
    rows = pa.array(list(values), pa.int64())
    computed, missing = (found.column(name).combine_chunks().take(rows) for name in (key, f"{key} missing"))
    is_missing = [type(value) is Missing for value in values.values()]
    plain = [_plain(value) for value in values.values()]
    if _fits(plain, computed) and missing.to_pylist() == is_missing:
        return []
    cells = zip(values, computed.to_pylist(), missing.to_pylist(), plain, is_missing, strict=True)
    return [
        Difference(backend, key, firms[index], "missing" if sql_misses else one, "missing" if misses else other)
        for index, one, sql_misses, other, misses in cells
        if bool(sql_misses) != misses or not _is_same(one, other)
    ]


def _fits(plain: Sequence[object], computed: pa.Array) -> bool:
    """Whether an array holds exactly these values."""
    try:
        return bool(computed.equals(pa.array(plain, computed.type)))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return False


def _is_same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _plain(value: Value) -> object:
    """A value as Arrow has it; null and missing are both None."""
    match value:
        case None | Missing():
            return None
        case Date():
            return value.to_python()
        case MonthsDuration(total=total):
            return total
        case DaysDuration(nanoseconds=size):
            return size // NANOSECONDS_OF_DAY
        case _:
            return value
