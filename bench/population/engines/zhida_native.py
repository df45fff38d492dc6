"""Zhida's machine code: the same SQL of the policy documents, compiled by LLVM; status and amount or text of every clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from bench.population.engines.zhida_sql import make_plan, read_answers
from bench.population.workload.workload import Cell, Workload
from zhida.policy.facts import CODE
from zhida.population.answer_columns import project_answer
from zhida.population.backends.native_columns import NativeColumns, NativeFacts


@dataclass(slots=True)
class ZhidaNative:
    """From arrays in memory to Arrow arrays in memory."""

    threads: int = 2
    native: NativeColumns | None = None
    facts: NativeFacts | None = None
    codes: pa.ChunkedArray | None = None
    computed: pa.Table | None = None

    def load(self, workload: Workload) -> None:
        plan = make_plan(workload)
        columns = [named for pack in plan.packs for answer in pack.in_sql for named in project_answer(pack, answer)]
        self.native = NativeColumns(plan.compiled, plan.view.columns, columns)
        if self.native.program.refused:
            raise ValueError(f"no machine code for {list(self.native.program.refused)}")
        source = f"(FROM read_parquet({workload.parts}) LIMIT {workload.firms})"
        table = duckdb.sql(plan.view.query(source)).to_arrow_table()
        self.facts, self.codes = self.native.read(table), table.column(CODE)

    def run(self) -> None:
        if self.native is None or self.facts is None:
            raise ValueError("load comes first")
        self.computed = None
        columns = self.native.compute(self.facts, self.threads)
        if columns is None:
            raise ValueError("a number has no room in its column")
        self.computed = pa.table({CODE: self.codes, **columns})

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        with duckdb.connect() as connection:
            connection.register("computed", self.computed)
            return read_answers("computed", firms, connection)
