"""The totals of firms after stacking as two Parquet files: what each firm gets, and what each award of it loses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhida.population.measure import quote_text
from zhida.population.stacked_totals import FirmTotal

_SUM = pa.decimal128(28, 2)
_TOTALS = pa.schema([("firm", pa.string()), ("alone", _SUM), ("at_least", _SUM), ("at_most", _SUM)])
_LOSSES = pa.schema([("firm", pa.string()), ("pack", pa.string()), ("clause", pa.string()), ("lost", _SUM)])
_FIRMS_AT_ONCE = 20_000


def write_totals(totals: Iterable[FirmTotal], folder: Path) -> None:
    """Write totals as they come; never more than a row group of them is held."""
    with ExitStack() as files:
        of_firms = files.enter_context(pq.ParquetWriter(folder / "totals.parquet", _TOTALS, compression="zstd"))
        of_losses = files.enter_context(pq.ParquetWriter(folder / "losses.parquet", _LOSSES, compression="zstd"))
        source = iter(totals)
        while group := list(islice(source, _FIRMS_AT_ONCE)):
            firms = [(one.firm, one.alone, one.at_least, one.at_most) for one in group]
            losses = [(one.firm, *key, lost) for one in group for key, lost in one.losses]
            of_firms.write_batch(_make_batch(firms, _TOTALS))
            of_losses.write_batch(_make_batch(losses, _LOSSES))


def read_totals(folder: Path) -> str:
    """The relation of the totals in a folder: firm, alone, at_least, at_most (NULL: no bound)."""
    return f"read_parquet({quote_text(str(folder / 'totals.parquet'))})"


def read_losses(folder: Path) -> str:
    """The relation of what is lost of awards: firm, pack, clause, lost."""
    return f"read_parquet({quote_text(str(folder / 'losses.parquet'))})"


def _make_batch(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
