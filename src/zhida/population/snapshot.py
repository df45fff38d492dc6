"""Snapshots: the facts of a zone's firms as immutable Parquet files, with a manifest and a digest of their content.

A folder holds ``part-00000.parquet``, … (so many firms each) and ``manifest.json``. It appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.facts import CODE, NAME, PROVENANCE, FactCatalogue
from zhida.policy.firm import Firm, Provenance, build_firm
from zhida.population.manifest import Manifest, Origin, read_manifest, write_manifest
from zhida.population.measure import measure_facts
from zhida.population.rows import Row, RowWriter, serialise_row
from zhida.population.schema import stored_schema, written_schema

FIRMS_PER_PART = 100_000
_FIRMS_PER_GROUP = 10_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot on disk."""

    folder: Path
    manifest: Manifest

    @property
    def parts(self) -> tuple[Path, ...]:
        """The Parquet files, in order."""
        return tuple(self.folder / _part_name(number) for number in range(len(self.manifest.parts)))


def write_snapshot(
    records: Iterable[Mapping[str, object]],
    catalogue: FactCatalogue,
    folder: Path,
    origin: Origin,
    firms_per_part: int = FIRMS_PER_PART,
) -> Snapshot:
    """Write the firms of records (``docs/policy-format.md``, “A firm”) as a snapshot.

    Every fact is checked against the catalogue; `DiagnosticError` says which firm has a wrong one, that a code occurs
    twice, or that the folder is there already. Nothing is left behind then.
    """
    check_free(folder)
    with making_folder(folder) as making:
        digest, sizes = _write_parts(records, catalogue, making, firms_per_part)
        measures = measure_facts(making, catalogue)
        write_manifest(Manifest(digest, sum(sizes), origin, catalogue.digest, tuple(sizes), measures), making)
    return Snapshot(folder, read_manifest(folder))


def check_free(folder: Path) -> None:
    """`DiagnosticError` if a folder is there already: what a snapshot holds never changes."""
    if folder.exists():
        raise refuse("snapshot.exists", folder=str(folder))


def read_snapshot(folder: Path, catalogue: FactCatalogue) -> Snapshot:
    """The snapshot of a folder; `DiagnosticError` if it is none, or was written after another catalogue."""
    manifest = read_manifest(folder)
    if manifest.catalogue != catalogue.digest:
        raise refuse("snapshot.other-catalogue", found=manifest.catalogue[:12], wanted=catalogue.digest[:12])
    return Snapshot(folder, manifest)


def iterate_firms(
    part: Path, catalogue: FactCatalogue, facts: Collection[str] | None = None, codes: Collection[str] | None = None
) -> Iterator[Firm]:
    """The firms of one Parquet file as the interpreter reads them.

    Only those ``facts`` and lists are read, if any are given (the others are as if missing), and only the firms with
    those ``codes``.
    """
    wanted = [name for name in (*catalogue.firm_facts, *catalogue.lists) if facts is None or name in facts]
    chosen = None if codes is None else pa.array(sorted(codes), pa.string())
    columns = [CODE, NAME, *wanted, PROVENANCE]
    for batch in _read_batches(part, columns):
        table = pa.Table.from_batches([batch])
        if chosen is not None:
            table = table.filter(pc.is_in(table[CODE], chosen))
        for row in table.to_pylist():
            yield _read_firm(row, wanted, catalogue)


def _read_batches(part: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file; `DiagnosticError` if it cannot be read."""
    try:
        yield from pq.ParquetFile(part).iter_batches(_FIRMS_PER_GROUP, columns=columns)
    except (pa.ArrowInvalid, FileNotFoundError) as error:
        raise refuse("run.unreadable-file", reason=f"{part}: {error}") from error


@contextmanager
def making_folder(folder: Path) -> Iterator[Path]:
    """A folder beside ``folder`` that takes its name when all went well and vanishes when not."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield making
        making.chmod(0o755)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _part_name(number: int) -> str:
    return f"part-{number:05}.parquet"


def _write_parts(
    records: Iterable[Mapping[str, object]], catalogue: FactCatalogue, folder: Path, firms_per_part: int
) -> tuple[str, list[int]]:
    """Write the Parquet files; the digest of all rows and the firms of each file."""
    writer, digest = RowWriter(catalogue), hashlib.sha256()
    written, stored = written_schema(catalogue), stored_schema(catalogue)
    sizes: list[int] = []
    rows = (_note(writer.write(record), digest) for record in records)
    while group := list(islice(rows, min(_FIRMS_PER_GROUP, firms_per_part))):
        size = 0
        with pq.ParquetWriter(folder / _part_name(len(sizes)), stored, compression="zstd") as file:
            while group:
                file.write_table(pa.Table.from_pylist(group, schema=written).cast(stored))
                size += len(group)
                group = list(islice(rows, min(_FIRMS_PER_GROUP, firms_per_part - size)))
        sizes.append(size)
    return digest.hexdigest(), sizes


def _note(row: Row, digest: Any) -> Row:
    digest.update(serialise_row(row))
    return row


def _read_firm(row: Mapping[str, Any], wanted: Iterable[str], catalogue: FactCatalogue) -> Firm:
    facts = {name: _read_value(row[name]) for name in wanted}
    return build_firm(row[CODE], row[NAME], facts, catalogue, _read_provenance(row[PROVENANCE]))


def _read_provenance(text: str) -> Mapping[str, Provenance]:
    told: Mapping[str, Mapping[str, str]] = json.loads(text)
    return {name: Provenance(one["来源"], _read_day(one.get("日期"))) for name, one in told.items()}


def _read_day(text: str | None) -> Date | None:
    return None if text is None else Date(int(text[:4]), int(text[5:7]), int(text[8:10]))


def _read_value(stored: Any) -> Value:
    match stored:
        case list():
            return [_read_value(item) for item in stored]
        case dict():
            return {name: _read_value(item) for name, item in stored.items()}
        case _ if hasattr(stored, "isoformat"):
            return Date.from_python(stored)
    value: Value = stored
    return value
