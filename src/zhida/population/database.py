"""The database of a run: in memory within bounds, spilling beside the results, stopped by Ctrl-C like everything else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from zhida.lang.base.diagnostic import DiagnosticError, refuse

MEMORY = 512_000_000
"""Bytes that a database holds if nothing else is said: with Python and the libraries a process stays under 1 GiB."""

_INTERRUPTED = "Query interrupted"
"""How DuckDB tells of a Ctrl-C during a query: as a `RuntimeError`, not as a `KeyboardInterrupt`."""

_DISK_FULL = "No space left on device"
_UNREADABLE = (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException)
"""What DuckDB raises for a file that is not there, cut off, or not Parquet."""


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """What a database may use: how many threads, and how many bytes it may hold before it spills to disk."""

    threads: int = os.cpu_count() or 1
    memory: int = MEMORY


@contextmanager
def open_database(spill: Path, settings: DatabaseSettings = DatabaseSettings()) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that spills into a folder what it may not hold.

    `KeyboardInterrupt` if the user stops a query; `DiagnosticError` if the disk is full, the memory does not suffice or
    a file cannot be read.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": settings.threads,
        "memory_limit": f"{settings.memory}B",
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
    }
    try:
        with duckdb.connect(config=config) as connection:
            yield connection
    except duckdb.Error as error:
        raise _diagnose(error, spill, settings) or error from error
    except RuntimeError as error:
        if str(error) == _INTERRUPTED:
            raise KeyboardInterrupt from error
        raise


def _diagnose(error: duckdb.Error, spill: Path, settings: DatabaseSettings) -> DiagnosticError | None:
    """What a user can do something about; None for a fault of ours."""
    reason = str(error).partition("\n")[0]
    if isinstance(error, duckdb.OutOfMemoryException):
        return refuse("run.out-of-memory", megabytes=settings.memory // 1_000_000, reason=reason)
    if isinstance(error, _UNREADABLE):
        return (
            refuse("run.disk-full", folder=str(spill.parent))
            if _DISK_FULL in reason
            else refuse("run.unreadable-file", reason=reason)
        )
    return None
