"""An experiment: all clauses of a firm in one compiled loop over whole cents (Numba), values alone."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
from numba import njit

from bench.population.engines.kernel_clauses import (
    classify_size,
    count_patents,
    write_flat,
    write_lists,
    write_of_firms,
    write_output,
    write_ratios,
)
from bench.population.workload.columns import LISTS, SCALARS
from bench.population.workload.numbers import CLAUSES_OF_COPY, counts, days, money, rates
from bench.population.workload.sizes import ASSETS, REVENUE, SIZES, STAFF
from bench.population.workload.workload import Cell, Workload, to_cell

ON = date(2026, 3, 1)
EPOCH = date(1970, 1, 1).toordinal()
BOOLEAN_CLAUSES = {14, 22}
LADDER = {3: "领军", 2: "骨干", 1: "培育"}
CODES = {"划型行业": list(SIZES), "信用等级": list("ABCD")}
KINDS = {"知识产权": ["发明专利", "实用新型", "软件著作权"], "招用人员": ["高校毕业生", "退役军人", "其他"]}
SCALED = {"评价得分": 10_000, "市场占有率": 1_000_000}
SINGULAR = {"rights": "right", "loans": "loan", "hires": "hire", "machines": "machine"}


@dataclass(slots=True)
class Kernel:
    """The values of all clauses as an array of 64-bit integers: a row for each clause."""

    threads: int = 2
    firms: Any = None
    numbers: Any = None
    floors: Any = None
    result: Any = None

    def load(self, workload: Workload) -> None:
        """The firms as arrays; the kernel is compiled on two of them."""
        arrays = dict(_read_arrays(workload))
        self.firms = namedtuple("Firms", arrays)(**arrays)  # noqa: PYI024 - its fields are the arrays
        self.numbers = _read_numbers(workload.copies)
        self.floors = np.array([_read_floors(industry) for industry in SIZES])
        self.result = np.empty((workload.clauses, workload.firms), dtype=np.int64)
        compute(self.firms, self.numbers, self.floors, self.result, 0, 1)

    def run(self) -> None:
        self.result = np.empty_like(self.result)
        bounds = np.linspace(0, self.result.shape[1], self.threads + 1).astype(int)
        with ThreadPoolExecutor(self.threads) as pool:
            given = (self.firms, self.numbers, self.floors, self.result)
            list(pool.map(lambda first, last: compute(*given, first, last), bounds[:-1], bounds[1:]))

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        return [
            [_to_cell(row % CLAUSES_OF_COPY, int(value)) for value in values[:firms]]
            for row, values in enumerate(self.result)
        ]


@njit(nogil=True)
def compute(firms: Any, numbers: Any, floors: Any, out: Any, first: int, last: int) -> None:  # noqa: PLR0913, PLR0917
    """All clauses of all copies, firm by firm."""
    for i in range(first, last):
        size = classify_size(firms, i, floors)
        patents, own = count_patents(firms, i)
        for copy in range(len(numbers)):
            n = numbers[copy]
            rows = out[CLAUSES_OF_COPY * copy : CLAUSES_OF_COPY * (copy + 1)]
            write_flat(firms, i, n, own, rows)
            write_ratios(firms, i, n, patents, rows)
            write_of_firms(firms, i, n, size, rows)
            write_lists(firms, i, n, rows)
            write_output(firms, i, n, rows)


def _read_numbers(copies: range) -> Any:
    """Cents, basis points, counts and days: a record for each copy."""
    records = [_list_numbers(copy) for copy in copies]
    fields = [(name, np.int64) for name in records[0]]
    return np.array([tuple(record.values()) for record in records], dtype=fields)


def _list_numbers(copy: int) -> dict[str, int]:
    spans = {name: ON.replace(year=ON.year - counts(copy)[f"{name}_years"]) for name in ("startup", "valid", "recent")}
    dates = {name: date.fromisoformat(day) for name, day in days(copy).items()}
    dates |= {f"{name}_since": day for name, day in spans.items()}
    whole = {name: 100 * yuan for name, yuan in money(copy).items()} | rates(copy) | counts(copy)
    return whole | {name: day.toordinal() - EPOCH for name, day in dates.items()}


def _read_floors(industry: str) -> list[int]:
    """Staff, revenue and assets of large, medium and small firms."""
    factors = {STAFF: 1, REVENUE: 100, ASSETS: 100}
    measures = SIZES[industry]
    return [factors[name] * measures.get(name, (0, 0, 0))[place] for place in range(3) for name in factors]


def _read_arrays(workload: Workload) -> Iterator[tuple[str, Any]]:
    """Facts of firms; for each list the facts of its items, and where those of each firm begin and end."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE firms AS FROM read_parquet({workload.parts}) LIMIT {workload.firms}")
    types = dict(connection.execute("SELECT column_name, column_type FROM (DESCRIBE firms)").fetchall())
    plain = ", ".join(f"{_integer(name, types[name])} AS {english}" for name, english in SCALARS.items())
    yield from connection.execute(f"SELECT {plain} FROM firms").fetchnumpy().items()
    for name, (english, fields) in LISTS.items():
        lengths = connection.execute(f"SELECT len({name}) AS n FROM firms").fetchnumpy()["n"]
        yield f"{SINGULAR[english]}_of", np.concatenate([[0], np.cumsum(lengths)])
        items = f"(SELECT unnest({name}) AS item FROM firms)"
        of_items = dict(
            connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT item.* FROM {items})").fetchall()
        )
        columns = (
            f"{_integer(own, of_items[own], name)} AS {SINGULAR[english]}_{field}" for own, field in fields.items()
        )
        yield from (
            connection.execute(f"SELECT {', '.join(columns)} FROM (SELECT item.* FROM {items})").fetchnumpy().items()
        )


def _integer(name: str, kind: str, of: str = "") -> str:
    """A column as an integer or boolean: cents, days since 1970, codes."""
    match kind:
        case "BOOLEAN":
            return name
        case "DATE":
            return f"({name} - DATE '1970-01-01')::BIGINT"
        case "VARCHAR":
            return f"list_position({KINDS[of] if of else CODES[name]}, {name})::BIGINT - 1"
        case "DECIMAL(18,2)":
            return f"({name} * 100)::BIGINT"
    return f"({name} * {SCALED.get(name, 1)})::BIGINT"


def _to_cell(clause: int, value: int) -> Cell:
    if clause == CLAUSES_OF_COPY - 1:
        return LADDER.get(value)
    return to_cell(value > 0) if clause in BOOLEAN_CLAUSES else value or None
