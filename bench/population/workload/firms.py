"""The firms as a snapshot, made by a database: a million in seconds, each following from the seed and its number.

The digest of such a snapshot is that of its files: the canonical rows of ten million firms would take longer than all
that is measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from string import Template

import duckdb

from bench.population.workload.numbers import COPIES, counts, days, money, rates
from bench.population.workload.sizes import SIZES

QUERY = Path(__file__).resolve().with_suffix(".sql")
FIRMS_PER_PART = 100_000
FIRMS_PER_GROUP = 10_000
THREADS = 2
NEVER_MISSING = ("统一社会信用代码", "名称", "出处")

_MACROS = """
CREATE MACRO roll(number, name) AS (hash(hash(number, {seed}, name)) >> 11)::BIGINT;
CREATE MACRO roll_item(number, name, item) AS (hash(hash(number, {seed}, name, item)) >> 11)::BIGINT;
CREATE MACRO draw(number, name) AS roll(number, name)::DOUBLE / 9007199254740992;
CREATE MACRO many(number, name, mean) AS least(9, floor(-ln(1 - draw(number, name)) * mean))::BIGINT;
"""
"""Whole numbers below 2**53, fractions below 1 and counts; hashed twice, as hashes of several values are not independent."""


@dataclass(frozen=True, slots=True)
class Firms:
    """How many firms, from which seed, and how many in a thousand of the facts of each are missing."""

    number: int
    seed: int = 1
    missing: int = 0


def write_parts(firms: Firms, folder: Path) -> tuple[int, ...]:
    """Write ``part-00000.parquet``, … with so many firms each; how many firms each has."""
    folder.mkdir(parents=True)
    starts = range(0, firms.number, FIRMS_PER_PART)
    bounds = [(start, min(start + FIRMS_PER_PART, firms.number)) for start in starts]
    with duckdb.connect(config={"threads": 1}) as connection, ThreadPoolExecutor(THREADS) as pool:
        connection.execute(_MACROS.format(seed=firms.seed))

        def write(place: int) -> None:
            first, last = bounds[place]
            target = folder / f"part-{place:05}.parquet"
            options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {FIRMS_PER_GROUP}"
            with connection.cursor() as cursor:
                query = _render_query(firms, first, last, cursor)
                cursor.execute(f"COPY ({query}) TO '{target}' ({options})")

        list(pool.map(write, range(len(bounds))))
    return tuple(last - first for first, last in bounds)


def digest_files(files: Iterable[Path]) -> str:
    """The SHA-256 of files one after the other."""
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _render_query(firms: Firms, first: int, last: int, cursor: duckdb.DuckDBPyConnection) -> str:
    """The query for some of the firms; without some of their facts if these are to be missing."""
    query = Template(QUERY.read_text(encoding="utf-8")).substitute(
        _lists(), first=first, last=last, copies=COPIES, industries=", ".join(map(_quote, SIZES))
    )
    if not firms.missing:
        return query
    columns = [row[0] for row in cursor.execute(f"DESCRIBE {query}").fetchall()]
    kept = (
        f"CASE WHEN hash(统一社会信用代码, {firms.seed}, '{name}') % 1000 >= {firms.missing} THEN {name} END AS {name}"
        for name in columns
        if name not in NEVER_MISSING
    )
    return f"SELECT 统一社会信用代码, 名称, {', '.join(kept)}, 出处 FROM ({query})"


def _lists() -> dict[str, str]:
    """The numbers of all copies as lists of SQL, the first copy first."""
    copies = [{**money(copy), **rates(copy), **counts(copy), **days(copy)} for copy in range(COPIES)]
    return {name: f"[{', '.join(_quote(numbers[name]) for numbers in copies)}]" for name in copies[0]}


def _quote(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)
