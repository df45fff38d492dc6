"""Where a number is too large for SQL: in which clauses, and for which firm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import duckdb

from zhida.lang.sql.build import Sql, column
from zhida.policy.facts import CODE
from zhida.population.answer_columns import project_answer
from zhida.population.backends.backend import Backend, FirmRange, NumberTooLargeError
from zhida.population.notes import Overflow
from zhida.population.plan import PackPlan, RunPlan

TOO_LARGE = (duckdb.OutOfRangeException, duckdb.ConversionException, NumberTooLargeError)
"""What is raised where a number has more digits than its column; never a wrong number."""


def find_overflows(
    plan: RunPlan, backend: Backend, connection: duckdb.DuckDBPyConnection, part: str
) -> Iterator[Overflow]:
    """The clauses of a plan with a number too large for SQL in the parts taken up, each with its first such firm."""

    def overflow(columns: Sequence[Sql], firms: FirmRange | None = None) -> str | None:
        named = [(f"value_{place}", value) for place, value in enumerate(columns)]
        counted = ", ".join(f"max({name})" for name, _ in named)
        try:
            connection.execute(f"SELECT {counted} FROM ({backend.query(named, firms)})").fetchall()  # noqa: S608
        except TOO_LARGE as error:
            return str(error).partition("\n")[0]
        return None

    codes: list[str] = []
    for pack in plan.packs:
        for clause, columns in _list_suspects(pack, overflow):
            reason = overflow(columns)
            if reason is not None:
                codes = codes or _list_firms(backend, connection)
                firm = _find_first(codes, partial(overflow, columns))
                of_firm = overflow(columns, (firm, firm)) or reason
                yield Overflow(pack.pack.key, clause, firm, part, of_firm)


def _list_suspects(
    pack: PackPlan, overflow: Callable[[Sequence[Sql]], str | None]
) -> Iterator[tuple[str, Sequence[Sql]]]:
    """The clauses of a pack and the columns of their answers; none if no number of the whole pack is too large."""
    clauses = {answer.clause.id: [value for _, value in project_answer(pack, answer)] for answer in pack.in_sql}
    every = [value for columns in clauses.values() for value in columns]
    if every and overflow(every) is not None:
        yield from clauses.items()


def _list_firms(backend: Backend, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The codes of the firms, in their order."""
    query = backend.query([("firm", column(CODE))])
    return [firm for (firm,) in connection.execute(f"SELECT firm FROM ({query}) ORDER BY firm").fetchall()]  # noqa: S608


def _find_first(codes: Sequence[str], fails: Callable[[FirmRange], object]) -> str:
    """The first firm that fails, where one of them does, by halves.

    >>> _find_first("abcdefg", lambda firms: firms[0] <= "e" <= firms[1] or firms[0] <= "f" <= firms[1])
    'e'
    """
    low, high = 0, len(codes)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails((codes[low], codes[middle - 1])) else (middle, high)
    return codes[low]
