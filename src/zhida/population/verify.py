"""Results held against the interpreter: a sample of firms computed again, one by one."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhida.policy.entitlement import Status, build_inputs
from zhida.policy.facts import CODE
from zhida.policy.pack import PackLibrary
from zhida.population.interpreted import interpret_answers, result_of
from zhida.population.results import AMOUNT, MISSING, MOST, STATUS, TEXT, Detail, Result, list_files, read_columns
from zhida.population.snapshot import Snapshot, iterate_firms
from zhida.population.summary import read_detail, read_reference_date

_TOLD = (STATUS, AMOUNT, MOST, TEXT, MISSING)


@dataclass(frozen=True, slots=True)
class Cell:
    """A result, and the facts that nobody can tell it without; None if the run does not tell them, or there is no need."""

    result: Result
    missing: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which a run and the interpreter differ; ``stored`` is None if the run has no such row."""

    stored: Cell | None
    computed: Cell


@dataclass(frozen=True, slots=True)
class Verification:
    """How many firms and cells were computed again, and where they differ."""

    firms: int
    cells: int
    differences: tuple[Difference, ...]


def compare_with_interpreter(
    library: PackLibrary, snapshot: Snapshot, results: Path, sample: int, seed: int
) -> Verification:
    """Compute the answers of a random sample of firms with the interpreter and compare them with the results of a run."""
    chosen = _choose_firms(snapshot, sample, seed)
    stored = _read_results(results, chosen)
    computed = list(_compute(library, snapshot, read_reference_date(results), chosen, read_detail(results)))
    differences = (Difference(stored.get(cell.result[:3]), cell) for cell in computed)
    return Verification(len(chosen), len(computed), tuple(one for one in differences if one.stored != one.computed))


def _choose_firms(snapshot: Snapshot, sample: int, seed: int) -> frozenset[str]:
    """The codes of firms drawn by their place, so that only the codes of one part are held at once."""
    firms = snapshot.manifest.firms
    places = sorted(random.Random(seed).sample(range(firms), min(sample, firms)))  # noqa: S311 - a sample, no secret
    chosen: set[str] = set()
    first = 0
    for part, size in zip(snapshot.parts, snapshot.manifest.parts, strict=True):
        inside = [place - first for place in places if first <= place < first + size]
        if inside:
            chosen.update(pq.read_table(part, columns=[CODE])[CODE].take(inside).to_pylist())
        first += size
    return frozenset(chosen)


def _read_results(folder: Path, codes: frozenset[str]) -> dict[tuple[str, str, str], Cell]:
    chosen = pa.array(sorted(codes), pa.string())
    columns = read_columns(folder)
    found: dict[tuple[str, str, str], Cell] = {}
    for file in list_files(folder):
        table = pq.read_table(file)
        for row in table.filter(pc.is_in(table[CODE], chosen)).to_pylist():
            for (pack, clause), told in columns.items():
                found[row[CODE], pack, clause] = _read_cell(row, pack, clause, told)
    return found


def _read_cell(row: Mapping[str, Any], pack: str, clause: str, columns: Mapping[str, str]) -> Cell:
    status, amount, most, text, missing = (row.get(columns.get(told, "")) for told in _TOLD)
    return Cell((row[CODE], pack, clause, str(status), amount, most, text), None if missing is None else tuple(missing))


def _compute(
    library: PackLibrary, snapshot: Snapshot, on: dt.date, codes: frozenset[str], detail: Detail
) -> Iterator[Cell]:
    tasks = [(pack, pack.answers) for pack in library.in_force(on)]
    for part in snapshot.parts:
        for firm in iterate_firms(part, library.catalogue, codes=codes):
            inputs = build_inputs(firm, on, library.catalogue)
            for found in interpret_answers(tasks, inputs):
                told = detail is Detail.MISSING_FACTS and found.finding.status is Status.UNKNOWN
                yield Cell(result_of(firm.code, found), found.missing if told else None)
