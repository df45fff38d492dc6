"""Files of a user → a snapshot of the firms in them, whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from zhida.policy.facts import FactCatalogue
from zhida.population.manifest import Origin
from zhida.population.snapshot import Snapshot, check_free, write_snapshot
from zhida.population.tables.read import StagedTables, TableSettings, open_tables
from zhida.population.tables.records import Record, read_records

FIRMS = "企业"
"""How the table of firms is called among the tables that were read."""

_FIRMS_TOLD = 1_000

Tell: TypeAlias = Callable[[int], None]
"""Is told how many firms have been read."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A snapshot, the columns of facts that were read by table, and the sheets that were left aside."""

    snapshot: Snapshot
    tables: Mapping[str, tuple[str, ...]]
    left_aside: tuple[str, ...]


def import_tables(
    files: Sequence[Path],
    catalogue: FactCatalogue,
    folder: Path,
    settings: TableSettings,
    tell: Tell = lambda _firms: None,
) -> Imported:
    """Write the firms of Excel, CSV and Parquet files as a snapshot (``docs/your-own-data.md``).

    `DiagnosticError` tells everything that is wrong by file, sheet and cell, up to `MAXIMUM_FINDINGS`, or that the folder
    is there already; nothing is left behind then. `OSError` if a file cannot be read.
    """
    check_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    origin = Origin(settings.source or "、".join(file.name for file in files), synthetic=False)
    with (
        tempfile.TemporaryDirectory(prefix=".tables-", dir=folder.parent) as spill,
        open_tables(files, catalogue, settings, Path(spill)) as tables,
    ):
        records = read_records(tables, catalogue, settings.complete)
        snapshot = write_snapshot(_count(records, tell), catalogue, folder, origin)
        return Imported(snapshot, _describe(tables), tables.left_aside)


def _count(records: Iterator[Record], tell: Tell) -> Iterator[Record]:
    for done, record in enumerate(records, 1):
        yield record
        if done % _FIRMS_TOLD == 0:
            tell(done)


def _describe(tables: StagedTables) -> Mapping[str, tuple[str, ...]]:
    named = {FIRMS: tables.firms, **tables.lists}
    return {name: tuple(column.fact.name for column in table.layout.columns) for name, table in named.items()}
