"""One engine on one workload in a process of its own: times, memory and wrong cells, as JSON.

``python -m bench.population.measure ENGINE SNAPSHOT FIRMS CLAUSES REPETITIONS SAMPLE``
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

from bench.population.memory import peak_memory, reset_peak, resident_memory
from bench.population.reference import compute_answers, read_numbers
from bench.population.workload.workload import Cell, Engine, Workload, to_cell

ENGINES: Mapping[str, tuple[str, str, Mapping[str, object]]] = MappingProxyType(
    {
        "zhida": ("zhida_sql", "ZhidaSql", {}),
        "zhida-one-thread": ("zhida_sql", "ZhidaSql", {"threads": 1}),
        "zhida-native": ("zhida_native", "ZhidaNative", {}),
        "zhida-native-one-thread": ("zhida_native", "ZhidaNative", {"threads": 1}),
        "zhida-files": ("zhida_sql", "ZhidaRun", {}),
        "zhida-native-files": ("zhida_sql", "ZhidaRun", {"is_native": True}),
        "tuned": ("tuned_duckdb", "TunedDuckDB", {}),
        "tuned-status": ("tuned_duckdb", "TunedDuckDB", {"status": True}),
        "tuned-one-thread": ("tuned_duckdb", "TunedDuckDB", {"threads": 1}),
        "tuned-files": ("tuned_duckdb", "TunedDuckDBFiles", {}),
        "zen": ("zen_engine", "ZenBatch", {}),
        "kernel": ("kernel", "Kernel", {}),
        "openfisca": ("fisca", "Fisca", {"package": "openfisca_core"}),
        "openfisca-take": ("fisca", "Fisca", {"package": "openfisca_core", "taken": True}),
        "policyengine": ("fisca", "Fisca", {"package": "policyengine_core"}),
        "python": ("python_decimal", "PythonDecimal", {}),
        "polars-cents": ("polars_frame", "PolarsFrame", {"money": "cents"}),
        "polars-floats": ("polars_frame", "PolarsFrame", {"money": "floats"}),
    }
)
"""Module, class and settings by name."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Seconds and seconds of CPU of every run, MiB at the peak and above what was loaded, and cells that are wrong."""

    engine: str
    firms: int
    clauses: int
    seconds: tuple[float, ...]
    cpu: tuple[float, ...]
    peak: float
    added: float
    cells: int
    wrong: int


def make_engine(name: str) -> Engine:
    """The engine of a name."""
    module, engine, settings = ENGINES[name]
    made: Engine = getattr(importlib.import_module(f"bench.population.engines.{module}"), engine)(**settings)
    return made


def measure(name: str, workload: Workload, repetitions: int, sample: int) -> Measurement:
    """Load, run a few times, and hold the answers for the first firms against the reference."""
    engine = make_engine(name)
    engine.load(workload)
    before = resident_memory()
    reset_peak()
    seconds, cpu = [], []
    for _ in range(repetitions):
        start, start_cpu = time.perf_counter(), time.process_time()
        engine.run()
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - start_cpu)
    peak = peak_memory()
    firms = min(sample, workload.firms)
    wrong = len(find_wrong_cells(engine, workload, firms))
    cells = firms * workload.clauses
    return Measurement(
        name, workload.firms, workload.clauses, tuple(seconds), tuple(cpu), peak, peak - before, cells, wrong
    )


def compute_reference(workload: Workload, firms: int) -> list[Sequence[Cell]]:
    """What is right for the first firms: a column for each clause."""
    copies = [read_numbers(copy) for copy in workload.copies]
    rows = (compute_answers(firm, copies) for firm in workload.read_firms(firms).to_pylist())
    return [[to_cell(value) for value in column] for column in zip(*rows, strict=True)]


def find_wrong_cells(engine: Engine, workload: Workload, firms: int) -> list[tuple[int, int, Cell, Cell]]:
    """Clause, firm, what the engine answered and what is right, where they differ."""
    found, right = engine.answers(firms), compute_reference(workload, firms)
    return [
        (clause, firm, mine, wanted)
        for clause, (column, reference) in enumerate(zip(found, right, strict=True))
        for firm, (mine, wanted) in enumerate(zip(column, reference, strict=True))
        if mine is not wanted and mine != wanted
    ]


def main() -> None:
    """Measure what the command line names and print it."""
    name, snapshot, firms, clauses, repetitions, sample = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="zhida-bench-") as scratch:
        workload = Workload(Path(snapshot), int(firms), int(clauses), Path(scratch))
        json.dump(asdict(measure(name, workload, int(repetitions), int(sample))), sys.stdout)


if __name__ == "__main__":
    main()
