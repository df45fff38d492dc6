"""One expression, text to value: every engine in turns, each in a process of its own; the section of the report."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bench import peers

HERE = Path(__file__).resolve().parent
ENGINES: Mapping[str, str] = MappingProxyType(
    {"zhida_engine": sys.executable, "pysfeel": peers.PYTHON, "bkflow": peers.PYTHON}
)
OWN = "zhida_engine"

Rounds = Mapping[str, Sequence[Mapping[str, Any]]]


def report_expressions(suite: Path, rounds: int) -> Iterator[str]:
    """Measure, and tell in Markdown."""
    command = [sys.executable, str(HERE / "workload.py"), str(suite)]
    workload = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    results = _run_rounds(workload, rounds)
    yield from _render_expressions(json.loads(workload), results)
    yield from _render_own(json.loads(workload), results[OWN])


def _run_rounds(workload: str, rounds: int) -> Rounds:
    """Every engine in every round, taking turns so that a busy machine is busy for all."""
    results: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for number in range(rounds):
        for engine, python in ENGINES.items():
            print(f"expressions, round {number + 1}/{rounds}: {engine}", file=sys.stderr)
            command = [python, str(HERE / "engines" / f"{engine}.py")]
            done = subprocess.run(command, input=workload, stdout=subprocess.PIPE, text=True, check=True)
            results[engine].append(json.loads(done.stdout[done.stdout.index("{") :]))
    return results


def _median_times(rounds: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The median over rounds of each expression every round answered rightly."""
    return {
        text: statistics.median(one["times"][text] for one in rounds)
        for text in rounds[0]["times"]
        if all(text in one["times"] for one in rounds)
    }


def _render_expressions(workload: Mapping[str, Any], results: Rounds) -> Iterator[str]:
    times = {engine: _median_times(rounds) for engine, rounds in results.items()}
    yield "Every engine is given the text and parses it at each call, as its interface does. A blank means a wrong answer or an error."
    yield ""
    yield "| expression | " + " | ".join(f"{results[engine][0]['name']} µs" for engine in times) + " |"
    yield "| --- |" + " --: |" * len(times)
    for text in workload["expressions"]:
        cells = (f"{times[engine][text] * 1e6:.0f}" if text in times[engine] else "" for engine in times)
        escaped = text.replace("|", "\\|")
        yield f"| `{escaped}` | {' | '.join(cells)} |"
    count = len(workload["expressions"])
    yield "| right answers | " + " | ".join(f"{len(times[engine])} of {count}" for engine in times) + " |"
    for peer in (engine for engine in ENGINES if engine != OWN):
        shared = [text for text in times[OWN] if text in times[peer]]
        ratio = statistics.median(times[peer][text] / times[OWN][text] for text in shared)
        yield ""
        name = results[peer][0]["name"]
        yield f"{name} takes {ratio:.1f} times as long as Zhida on the {len(shared)} both answer (median of ratios)."


def _render_own(workload: Mapping[str, Any], own: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    parsing = statistics.median(one["parse_corpus"] for one in own)
    table = statistics.median(one["table"] for one in own)
    yield from ("", "| Zhida alone | median |", "| --- | --: |")
    yield f"| parse {len(workload['corpus']):,} expressions of the conformance suite | {parsing:.2f} s |"
    yield (
        f"| evaluate a decision table of {workload['rows']} rows × 3 inputs, warm, the last row matching "
        f"| {table * 1e6:.0f} µs |"
    )
