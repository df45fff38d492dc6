"""The results of a run as Parquet: one row per firm and clause."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from zhida.policy.facts import CODE

PACK, CLAUSE, STATUS, AMOUNT, TEXT, MISSING = "政策包", "条款", "结果", "金额", "取值", "缺"


class Detail(StrEnum):
    """How much the results tell: the answers alone, or besides the facts that nobody can tell an answer without."""

    ANSWERS = "answers"
    MISSING_FACTS = "missing-facts"


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
"""``金额`` in 元, set for an award the firm is entitled to; ``取值`` the text of a classification.

With `Detail.MISSING_FACTS` there is ``缺`` besides: a list of the ways to facts where the status is 待补充.
"""

Result: TypeAlias = tuple[str, str, str, str, Decimal | None, str | None]
"""A row: the code of the firm, the pack, the clause, the status, the amount, the text."""


def write_results(rows: Sequence[Result], file: Path) -> None:
    """Write rows as one Parquet file."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(RESULT_SCHEMA)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, RESULT_SCHEMA, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=RESULT_SCHEMA), file, compression="zstd")


def part_of(file: Path) -> str:
    """The part of the snapshot that a file of results belongs to.

    >>> part_of(Path("part-00012-003.parquet"))
    'part-00012'
    """
    return file.name.rpartition("-")[0]
