"""DuckDB: the backend within this process, which is the database of the run itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from zhida.lang.sql.build import Sql
from zhida.lang.sql.compile import FACTS
from zhida.policy.facts import CODE
from zhida.population.backends.backend import FirmRange
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import RunPlan

_SOME_FACTS = "some_facts"
"""The facts of some firms."""


class DuckDBBackend:
    """Computes in the database of the run, while the results are read."""

    def __init__(self, plan: RunPlan, connection: duckdb.DuckDBPyConnection) -> None:
        self._plan = plan
        self._connection = connection
        self._rendered: dict[tuple[tuple[str, Sql], ...], str] = {}

    def load(self, parts: Sequence[Path]) -> None:
        """The facts are read as they are computed, so that parts may be larger than the memory."""
        source = f"read_parquet([{', '.join(quote_text(str(part)) for part in parts)}])"
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {FACTS} AS {self._plan.view.query(source)}")

    def query(self, columns: Sequence[tuple[str, Sql]], firms: FirmRange | None = None) -> str:
        """The whole chain; its text is made once for all parts."""
        compiled = self._plan.compiled
        if firms is None:
            asked = tuple(columns)
            if asked not in self._rendered:
                self._rendered[asked] = compiled.render(compiled.select(columns))
            return self._rendered[asked]
        first, last = map(quote_text, firms)
        some = f"SELECT * FROM {FACTS} WHERE {quote_name(CODE)} BETWEEN {first} AND {last}"  # noqa: S608
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {_SOME_FACTS} AS {some}")
        return compiled.render(compiled.select(columns, _SOME_FACTS))
