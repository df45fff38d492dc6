"""Polars: expressions by hand over one frame, with money as whole cents (exact) or as floats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from bench.population.engines.arithmetic import Arithmetic, Cents, Floats
from bench.population.engines.polars_clauses import list_clauses, list_of_copy, list_shared
from bench.population.workload.columns import LISTS, SCALARS
from bench.population.workload.sizes import ASSETS, REVENUE, SIZES, STAFF
from bench.population.workload.workload import Cell, Workload, to_cell

MONEY = {"revenue", "revenue_1", "revenue_2", "research", "research_1", "research_2", "assets", "output", "output_1"}
MONEY |= {"exports", "tax", "principal", "interest", "price"}
WHOLE = {"staff", "scientists", "months", "contract", "insured"}
SCALES = {"points": 4, "share": 6}
ARITHMETIC: dict[str, Arithmetic] = {"cents": Cents(), "floats": Floats()}


@dataclass(slots=True)
class PolarsFrame:
    """The values of all clauses as a frame in memory."""

    money: str
    frame: pl.DataFrame = field(default_factory=pl.DataFrame)
    query: pl.LazyFrame = field(default_factory=pl.LazyFrame)
    result: pl.DataFrame = field(default_factory=pl.DataFrame)

    def load(self, workload: Workload) -> None:
        arithmetic = ARITHMETIC[self.money]
        stored = pl.scan_parquet(workload.parts).head(workload.firms)
        self.frame = stored.select(_store_columns(arithmetic)).collect()
        sizes = make_sizes(arithmetic).lazy()
        shared = self.frame.lazy().join(sizes, on="industry", how="left", maintain_order="left")
        lists = shared.with_columns(list_shared()).with_columns(
            one for copy in workload.copies for one in list_of_copy(copy, arithmetic)
        )
        self.query = lists.select(one for copy in workload.copies for one in list_clauses(copy, arithmetic))

    def run(self) -> None:
        self.result = self.query.collect()

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        return [self._cells(column) for column in self.result.head(firms)]

    def _cells(self, column: pl.Series) -> list[Cell]:
        values = column.to_list()
        if self.money == "cents":
            return [to_cell(_yuan(value)) for value in values]
        return [to_cell(Decimal(repr(value)) if isinstance(value, float) else value) for value in values]


def _yuan(value: Any) -> Any:
    is_cents = isinstance(value, int) and not isinstance(value, bool)
    return Decimal(value).scaleb(-2) if is_cents else value


def make_sizes(arithmetic: Arithmetic) -> pl.DataFrame:
    """The classification as floors by industry."""
    rows = []
    for industry, measures in SIZES.items():
        row: dict[str, Any] = {"industry": industry}
        for place, level in enumerate((3, 2, 1)):
            row[f"least_staff_{level}"] = measures.get(STAFF, (0, 0, 0))[place]
            row[f"least_revenue_{level}"] = arithmetic.money(measures.get(REVENUE, (0, 0, 0))[place])
            row[f"least_assets_{level}"] = arithmetic.money(measures.get(ASSETS, (0, 0, 0))[place])
        rows.append(row)
    return pl.DataFrame(rows)


def _store_columns(arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    for name, english in SCALARS.items():
        yield _store(english, pl.col(name), arithmetic).alias(english)
    for name, (english, fields) in LISTS.items():
        records = [
            _store(field, pl.element().struct.field(own), arithmetic).alias(field) for own, field in fields.items()
        ]
        yield pl.col(name).list.eval(pl.struct(records)).alias(english)


def _store(english: str, column: pl.Expr, arithmetic: Arithmetic) -> pl.Expr:
    if english in MONEY:
        return arithmetic.store(column)
    if english in WHOLE:
        return column.cast(pl.Int64)
    if english in SCALES:
        return (column * 10 ** SCALES[english]).cast(pl.Int64)
    return column
