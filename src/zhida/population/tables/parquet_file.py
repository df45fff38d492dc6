"""A Parquet file as lines, read in batches: the first line are the names of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhida.lang.base.diagnostic import Diagnostic
from zhida.population.tables.cell_text import write_value
from zhida.population.tables.sheet import Line, Report, Sheet, refuse_file

_ROWS_AT_ONCE = 10_000


def open_parquet(path: Path) -> list[Sheet]:
    """The only table of a file, named after it; `DiagnosticError` if it is no Parquet."""
    try:
        names = tuple(pq.read_schema(path).names)
    except pa.ArrowInvalid as error:
        raise refuse_file("table.bad-parquet", str(path), reason=str(error).partition("\n")[0]) from error

    def read(report: Report) -> Iterator[Line]:
        yield Line(1, names)
        number = 1
        for batch in pq.ParquetFile(path).iter_batches(_ROWS_AT_ONCE):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield Line(number, tuple(_write(values, number, names, sheet, report)))

    sheet = Sheet(str(path), path.stem, None, read)
    return [sheet]


def _write(
    values: tuple[object, ...], number: int, names: tuple[str, ...], sheet: Sheet, report: Report
) -> Iterator[str]:
    for column, value in enumerate(values):
        text = write_value(value)
        if text is None:
            place = sheet.place(number, column, names[column], str(value)[:40])
            report(Diagnostic("table.no-text", place, {"kind": type(value).__name__}))
        yield text or ""
