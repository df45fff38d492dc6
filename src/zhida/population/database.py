"""The database of a run: in memory within bounds, spilling beside the results, stopped by Ctrl-C like everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

_INTERRUPTED = "Query interrupted"
"""How DuckDB tells of a Ctrl-C during a query: as a `RuntimeError`, not as a `KeyboardInterrupt`."""


@contextmanager
def open_database(spill: Path, threads: int, memory_limit: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database that spills into a folder what it may not hold; `KeyboardInterrupt` if the user stops a query."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory_limit,
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=config) as connection:
        try:
            yield connection
        except RuntimeError as error:
            if str(error) == _INTERRUPTED:
                raise KeyboardInterrupt from error
            raise
