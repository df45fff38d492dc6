"""One firm at a time: milliseconds of a call at the median, at least and at the 99th percentile, as JSON.

``python -m bench.population.latency ENGINE SNAPSHOT CLAUSES``
"""

from __future__ import annotations

import importlib
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import cycle
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from bench.population.measure import compute_reference, make_engine
from bench.population.workload.workload import Cell, Engine, Workload

FIRMS = 100
SECONDS = 2.0
MOST_CALLS = 5_000
WARM_UP = 3


class OneFirmEngine(Protocol):
    """An engine that is asked for one firm at a time; only ``run_one`` is timed."""

    def load(self, workload: Workload) -> list[Any]:
        """Take the rules in; the firms in the form that the engine reads."""

    def run_one(self, firm: Any) -> Any:
        """All answers for a firm."""

    def cells(self, result: Any) -> Sequence[Cell]:
        """The answers as they are compared."""


ONE: Mapping[str, tuple[str, str, Mapping[str, object]]] = MappingProxyType(
    {
        "zhida-interpreter": ("zhida_one", "ZhidaProgram", {"program": "interpreted"}),
        "zhida-compiled": ("zhida_one", "ZhidaProgram", {"program": "compiled"}),
        "zhida-traced": ("zhida_one", "ZhidaTraced", {}),
        "zhida-worded": ("zhida_one", "ZhidaWorded", {}),
        "python": ("python_decimal", "PythonOne", {}),
        "zen": ("zen_engine", "ZenOne", {}),
    }
)
"""Module, class and settings by name; the engines of a population are asked for a population of one."""


@dataclass(slots=True)
class PopulationOfOne:
    """An engine of a population with the first firm as all of it."""

    engine: Engine

    def load(self, workload: Workload) -> list[Any]:
        self.engine.load(replace(workload, firms=1))
        return [None]

    def run_one(self, _firm: Any) -> Any:
        self.engine.run()

    def cells(self, _result: Any) -> Sequence[Cell]:
        return [column[0] for column in self.engine.answers(1)]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of a call at the median, at least, at the 99th percentile and of CPU on the average; wrong cells."""

    engine: str
    clauses: int
    median: float
    least: float
    percentile_99: float
    cpu: float
    calls: int
    wrong: int


def make_one(name: str) -> OneFirmEngine:
    """The engine of a name."""
    if name not in ONE:
        return PopulationOfOne(make_engine(name))
    module, engine, settings = ONE[name]
    made: OneFirmEngine = getattr(importlib.import_module(f"bench.population.engines.{module}"), engine)(**settings)
    return made


def measure_latency(name: str, workload: Workload) -> Latency:
    """Call for about two seconds, one firm after the other."""
    engine = make_one(name)
    firms = engine.load(workload)
    found = [engine.cells(engine.run_one(firm)) for firm in firms]
    right = list(zip(*compute_reference(workload, len(firms)), strict=True))
    wrong = sum(
        a is not b and a != b
        for mine, theirs in zip(found, right, strict=True)
        for a, b in zip(mine, theirs, strict=True)
    )
    start = time.process_time()
    times = _time_calls(engine.run_one, firms)
    cpu = (time.process_time() - start) / len(times)
    percentiles = statistics.quantiles(times, n=100)
    seconds = percentiles[49], min(times), percentiles[98], cpu
    return Latency(name, workload.clauses, *(1000 * one for one in seconds), len(times), wrong)


def _time_calls(call: Callable[[Any], Any], firms: Sequence[Any]) -> list[float]:
    for firm in (*firms, *firms)[:WARM_UP]:
        call(firm)
    times: list[float] = []
    end = time.perf_counter() + SECONDS
    for firm in cycle(firms):
        start = time.perf_counter()
        call(firm)
        done = time.perf_counter()
        times.append(done - start)
        if done > end or len(times) >= MOST_CALLS:
            return times
    return times


def main() -> None:
    """Measure what the command line names and print it."""
    name, snapshot, clauses = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="zhida-bench-") as scratch:
        workload = Workload(Path(snapshot), FIRMS, int(clauses), Path(scratch))
        json.dump(asdict(measure_latency(name, workload)), sys.stdout)


if __name__ == "__main__":
    main()
