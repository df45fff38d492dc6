"""DuckDB: the backend within this process, which is the database of the run itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from zhida.lang.sql.build import Sql
from zhida.lang.sql.compile import FACTS
from zhida.population.measure import quote_text
from zhida.population.plan import RunPlan


class DuckDBBackend:
    """Computes in the database of the run, while the results are read."""

    def __init__(self, plan: RunPlan, connection: duckdb.DuckDBPyConnection) -> None:
        self._plan = plan
        self._connection = connection

    def load(self, parts: Sequence[Path]) -> None:
        """The facts are read as they are computed, so that parts may be larger than the memory."""
        source = f"read_parquet([{', '.join(quote_text(str(part)) for part in parts)}])"
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {FACTS} AS {self._plan.view.query(source)}")

    def query(self, columns: Sequence[tuple[str, Sql]]) -> str:
        """The whole chain."""
        compiled = self._plan.compiled
        return compiled.render(compiled.select(columns))
