"""Machine code held against the interpreter: the same models and firms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import pyarrow as pa

from agreement.compare import Comparison, Difference, find_differences, project
from agreement.firms import Firm, facts_table
from agreement.inputs import COLUMNS
from zhida.lang.sql.compile import Compiled
from zhida.population.backends.native_columns import NativeColumns


def compare_machine_code(
    compiled: Compiled, comparison: Comparison, *batches: Sequence[Firm]
) -> tuple[int, list[Difference]]:
    """How many cells machine code computed of those that were compared, and where it differs from the interpreter.

    A batch in which a number has no room is left out: the database computes it.
    """
    native = NativeColumns(compiled, COLUMNS, project(compiled, list(comparison.values)))
    cells, differences = 0, []
    for (start, end), firms in zip(pairwise(accumulate(map(len, batches), initial=0)), batches, strict=True):
        found = native.compute(native.read(facts_table(firms)), 1)
        for key, table in _list_decisions(comparison, found or {}):
            values = {index - start: one for index, one in comparison.values[key].items() if start <= index < end}
            differences += find_differences("machine code", key, table, values, firms)
            cells += len(values)
    return cells, differences


def _list_decisions(comparison: Comparison, found: dict[str, pa.Array]) -> Iterator[tuple[str, pa.Table]]:
    """The decisions that have machine code, each with its two columns."""
    for key in comparison.values:
        names = (key, f"{key} missing")
        if found.keys() >= set(names):
            yield key, pa.table({name: _as_in_sql(found[name]) for name in names})


def _as_in_sql(column: pa.Array) -> pa.Array:
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
