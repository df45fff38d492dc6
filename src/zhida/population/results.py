"""The results of a run as Parquet: one row per firm and clause."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from zhida.policy.facts import CODE

PACK, CLAUSE, STATUS, AMOUNT, TEXT = "政策包", "条款", "结果", "金额", "取值"

RESULT_SCHEMA = pa.schema(
    [
        pa.field(CODE, pa.string()),
        pa.field(PACK, pa.string()),
        pa.field(CLAUSE, pa.string()),
        pa.field(STATUS, pa.string()),
        pa.field(AMOUNT, pa.decimal128(18, 2)),
        pa.field(TEXT, pa.string()),
    ]
)
"""``金额`` in 元, set for an award the firm is entitled to; ``取值`` the text of a classification."""

Result: TypeAlias = tuple[str, str, str, str, Decimal | None, str | None]
"""A row: the code of the firm, the pack, the clause, the status, the amount, the text."""


def write_results(rows: Sequence[Result], file: Path) -> None:
    """Write rows as one Parquet file."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(RESULT_SCHEMA)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, RESULT_SCHEMA, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=RESULT_SCHEMA), file, compression="zstd")
