"""The results of a run as Parquet: one row per firm, and for each clause the columns of its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from zhida.policy.answers import Answer
from zhida.policy.clause.tree import ClauseKind

STATUS, AMOUNT, MOST, TEXT, MISSING = "结果", "金额", "最多", "取值", "缺"
"""What a column tells of a clause: the status; the amount in 元 of an award or relief that the firm is entitled to; of an
interval the amount is its least, and its most has a column of its own (elsewhere it is the amount itself); the text of a classification; with `Detail.MISSING_FACTS` the ways to facts that are missing, where the status is 待补充."""

AMOUNT_TYPE = pa.decimal128(18, 2)

CellKey: TypeAlias = tuple[str, str]
"""A clause: its pack and its name in the pack."""


class Detail(StrEnum):
    """How much the results tell: the answers alone, or besides the facts that nobody can tell an answer without."""

    ANSWERS = "answers"
    MISSING_FACTS = "missing-facts"


Result: TypeAlias = tuple[str, str, str, str, Decimal | None, Decimal | None, str | None]
"""The answer of one clause for one firm: the code of the firm, the pack, the clause, the status, the amount, the most of an
interval, the text."""


def name_column(pack: str, clause: str, told: str) -> str:
    """The column that tells something of a clause.

    >>> name_column("示范区/研发投入", "rd-award", AMOUNT)
    '示范区/研发投入#rd-award 金额'
    """
    return f"{pack}#{clause} {told}"


def list_told(answer: Answer) -> tuple[str, ...]:
    """What the columns of an answer tell."""
    if answer.kind.is_amount:
        return (STATUS, AMOUNT, MOST) if answer.is_interval else (STATUS, AMOUNT)
    return (STATUS, TEXT) if answer.kind is ClauseKind.CLASSIFICATION else (STATUS,)


def find_columns(names: Iterable[str]) -> Mapping[CellKey, Mapping[str, str]]:
    """The columns of each clause by what they tell.

    >>> find_columns(["统一社会信用代码", "甲/乙#a 结果", "甲/乙#a 金额", "甲/乙#b 结果"])
    {('甲/乙', 'a'): {'结果': '甲/乙#a 结果', '金额': '甲/乙#a 金额'}, ('甲/乙', 'b'): {'结果': '甲/乙#b 结果'}}
    """
    found: dict[CellKey, dict[str, str]] = {}
    for name in names:
        address, _, told = name.rpartition(" ")
        pack, _, clause = address.rpartition("#")
        if pack:
            found.setdefault((pack, clause), {})[told] = name
    return found


def list_files(folder: Path) -> list[Path]:
    """The Parquet files of results, in the order of the parts."""
    return sorted(folder.glob("part-*.parquet"))


def read_columns(folder: Path) -> Mapping[CellKey, Mapping[str, str]]:
    """The columns of each clause in the results of a folder; none if there are no results."""
    return find_columns(name for file in list_files(folder)[:1] for name in pq.read_schema(file).names)
