"""Spark: the backend on as many machines as there are, by the same SQL in another dialect.

Executors read the snapshot and write what they compute beside the results, as Parquet; the database of the run reads
that. So both are to be on a file system that every machine sees under the same path.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sqlglot import exp

from zhida.lang.sql.build import Sql, column, text
from zhida.lang.sql.dialect import DUCKDB
from zhida.lang.sql.spark import SPARK
from zhida.policy.facts import CODE
from zhida.population.backends.backend import FirmRange, NumberTooLargeError
from zhida.population.backends.spark_errors import list_exceptions, read_overflow
from zhida.population.facts_view import STORED, stored
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import RunPlan

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_PART = "zhida part"
"""The column that tells of which part of the snapshot a row is."""

_PARTS_PER_CORE = 2
"""How many parts are computed at once for each core: with more the cores wait less, with fewer an interruption loses less."""

_GLOB = str.maketrans({character: f"\\{character}" for character in "*?[]{}\\"})

_Computed: TypeAlias = tuple[tuple[str, ...], FirmRange | None]
"""What was computed: the texts of expressions, and for which firms of the parts, if not for all."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Parts that were computed together, and where."""

    parts: frozenset[Path]
    folder: Path


class SparkBackend:
    """Computes many parts at once: those left of a run, in their order."""

    def __init__(self, plan: RunPlan, parts: Sequence[Path], session: SparkSession, folder: Path) -> None:
        self._plan = plan
        self._left = list(parts)
        self._session = session
        self._folder = folder
        self._size = _PARTS_PER_CORE * session.sparkContext.defaultParallelism
        self._batches: dict[_Computed, _Batch] = {}
        self._parts: Sequence[Path] = ()

    def load(self, parts: Sequence[Path]) -> None:
        """Take up parts, the first of those left."""
        self._parts = tuple(parts)

    def query(self, columns: Sequence[tuple[str, Sql]], firms: FirmRange | None = None) -> str:
        """Compute the parts, and those after them; the query reads what was written."""
        batch = self._find_batch((tuple(SPARK.render(value) for _, value in columns), firms))
        files = ", ".join(quote_text(str(file)) for file in sorted(batch.folder.glob("*.parquet")))
        named = ", ".join(
            f"{_type_again(_name(place), value)} AS {quote_name(name)}" for place, (name, value) in enumerate(columns)
        )
        where = f"{quote_name(_PART)} IN ({', '.join(quote_text(part.name) for part in self._parts)})"
        return f"SELECT {named} FROM read_parquet([{files}]) WHERE {where}"  # noqa: S608

    def _find_batch(self, computed: _Computed) -> _Batch:
        batch = self._batches.get(computed)
        if batch is None or not batch.parts.issuperset(self._parts):
            batch = self._compute_batch(computed)
            self._batches[computed] = batch
        return batch

    def _compute_batch(self, computed: _Computed) -> _Batch:
        """Compute as many parts as go at once; no more than are asked for as soon as a number was too large."""
        start = self._left.index(self._parts[0])
        parts = self._left[start : start + max(self._size, len(self._parts))]
        folder = self._folder / f"computed-{len(self._batches)}-{start}-{len(parts)}"
        try:
            _write(self._select(parts, computed), folder)
        except NumberTooLargeError:
            if len(parts) == len(self._parts):
                raise
            self._size = 1
            return self._compute_batch(computed)
        return _Batch(frozenset(parts), folder)

    def _select(self, parts: Iterable[Path], computed: _Computed) -> DataFrame:
        """The expressions over the parts, level by level: Spark reads expressions much faster than one long query."""
        expressions, firms = computed
        read = self._session.read.parquet(*map(_locate, parts))
        if firms is not None:
            first, last = (SPARK.render(text(firm)) for firm in firms)
            read = read.where(f"{_quote(CODE)} BETWEEN {first} AND {last}")
        part = _quote(_PART)
        frame = read.selectExpr("*", f"_metadata.file_name AS {part}").alias(STORED)
        frame = frame.selectExpr(*_alias([(CODE, stored(CODE)), *self._plan.view.projections.items()]), part)
        for level in self._plan.compiled.levels:
            frame = frame.selectExpr("*", *_alias(level.items()))
        return frame.selectExpr(*(f"{text} AS {_name(place)}" for place, text in enumerate(expressions)), part)


def _type_again(name: str, value: Sql) -> str:
    """The column as one of a few values, which Spark holds as a text."""
    for typed in value.find_all(exp.Cast):
        if typed.to.this is exp.DType.ENUM:
            return f"CAST({name} AS {DUCKDB.render(typed.to)})"
    return name


def _write(frame: DataFrame, folder: Path) -> None:
    try:
        frame.write.parquet(f"file:{folder.absolute()}", mode="overwrite", compression="zstd")
    except list_exceptions() as error:
        overflow = read_overflow(error)
        if overflow is None:
            raise
        raise NumberTooLargeError(overflow) from error


def _locate(part: Path) -> str:
    """A file as Spark finds it, which takes some characters for patterns."""
    return f"file:{part.absolute()}".translate(_GLOB)


def _alias(projections: Iterable[tuple[str, Sql]]) -> list[str]:
    return [f"{SPARK.render(value)} AS {_quote(name)}" for name, value in projections]


def _quote(name: str) -> str:
    return SPARK.render(column(name))


def _name(place: int) -> str:
    """The column that holds an expression."""
    return f"c{place}"
