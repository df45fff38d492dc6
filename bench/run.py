"""``make bench``: every engine in interleaved rounds, each in a process of its own; writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from bench import peers
from bench.expressions.report import report_expressions
from bench.population.latency import Latency
from bench.population.measure import Measurement
from bench.population.report import render_one_firm, render_population, render_targets, summarise
from bench.population.rounds import BUILD, make_firms, measure_one_firm, measure_population
from bench.stacking import report_stacking

SUITE = peers.ROOT.parent / "shared" / "tck"
REPORT = peers.ROOT / "docs" / "benchmarks.md"
RESULTS = BUILD / "results.jsonl"
METHOD = peers.ROOT / "bench" / "method.md"
NAMED = (
    "duckdb",
    "polars",
    "numpy",
    "pyarrow",
    "openfisca-core",
    "policyengine-core",
    "zen-engine",
    "pysfeel",
    "bkflow-feel",
)

One = TypeVar("One", Measurement, Latency)
Results = Mapping[int, tuple[list[Measurement], list[Latency]]]


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=1_000_000)
    parser.add_argument("--clauses", type=lambda text: [int(one) for one in text.split(",")], default=[30, 300])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    peers.make_peers()
    snapshot = make_firms(arguments.firms)
    RESULTS.unlink(missing_ok=True)
    results = {
        clauses: (
            list(_noting(measure_population(snapshot, arguments.firms, clauses, arguments.rounds))),
            list(_noting(measure_one_firm(snapshot, clauses))),
        )
        for clauses in arguments.clauses
    }
    expressions = list(report_expressions(SUITE, arguments.rounds))
    stacking = ("", "## Stacking", "", *report_stacking())
    text = "\n".join([*_render(results, arguments.rounds), *expressions, *stacking]) + "\n"
    REPORT.write_text(text, encoding="utf-8")
    print(text)


def _noting(found: Iterator[One]) -> Iterator[One]:
    """The same; each is written down as a line of JSON as soon as it is there."""
    for one in found:
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one)) + "\n")
        yield one


def _render(results: Results, rounds: int) -> Iterator[str]:
    yield from (
        "# Benchmarks",
        "",
        f"Made by `make bench` in {rounds} interleaved rounds.",
        "",
        _machine(),
        "",
        _versions(),
    )
    yield from ("", METHOD.read_text(encoding="utf-8").rstrip(), "", "## A population", "")
    summaries = {clauses: summarise(population) for clauses, (population, _) in results.items()}
    for clauses, found in summaries.items():
        yield from render_targets(found, clauses)
    for clauses, found in summaries.items():
        yield from ("", f"### {clauses} clauses", "")
        yield from render_population(found)
    yield from ("", "## One firm", "")
    yield from render_one_firm([one for _, latencies in results.values() for one in latencies])
    yield from ("", "## One expression: text to value", "")


def _machine() -> str:
    """Processor, memory and system."""
    processor = _find(r"model name\s*: (.+)", Path("/proc/cpuinfo")) or platform.machine()
    cores = len(re.findall(r"^processor", Path("/proc/cpuinfo").read_text(), re.MULTILINE))
    memory = int(_find(r"MemTotal:\s+(\d+)", Path("/proc/meminfo")) or 0) / 2**20
    return f"{processor}, {cores} cores, {memory:.0f} GiB; {platform.system()} {platform.release()}."


def _versions() -> str:
    """The versions that the lock file pins."""
    lock = peers.LOCK.read_text(encoding="utf-8")
    pinned: Iterable[tuple[str, str]] = re.findall(r"^(\S+)==(\S+)", lock, re.MULTILINE)
    named = [f"{name} {version}" for name, version in pinned if name in NAMED]
    return f"Python {platform.python_version()}, {', '.join(named)}."


def _find(pattern: str, file: Path) -> str | None:
    found = re.search(pattern, file.read_text())
    return found[1] if found else None


if __name__ == "__main__":
    main()
