"""`make bench`: every engine in an interleaved run, each in a process of its own; writes docs/benchmarks.md.

Peers live in an environment of their own (``.build/peers``, pinned with hashes in ``bench/peers.lock``).
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = ROOT / ".build" / "peers"
SUITE = ROOT.parent / "shared" / "tck"
REPORT = ROOT / "docs" / "benchmarks.md"
ROUNDS = 3
ENGINES = {
    "zhida_engine": sys.executable,
    "pysfeel": str(PEERS / "bin" / "python"),
    "bkflow": str(PEERS / "bin" / "python"),
}


def make_peers() -> None:
    """The environment of the peers, made once."""
    if (PEERS / "bin" / "python").exists():
        return
    uv = str(Path(sys.executable).parent / "uv")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(PEERS)], check=True)
    lock = str(HERE / "peers.lock")
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", ENGINES["pysfeel"], "--require-hashes", "-r", lock], check=True
    )


def measure(engine: str, workload: str) -> dict[str, Any]:
    """One engine, one process."""
    command = [ENGINES[engine], str(HERE / "engines" / f"{engine}.py")]
    done = subprocess.run(command, input=workload, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout[done.stdout.index("{") :])


def run_rounds(workload: str) -> dict[str, list[dict[str, Any]]]:
    """Every engine in every round, taking turns so that a busy machine is busy for all."""
    results: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(ROUNDS):
        for engine in ENGINES:
            print(f"round {number + 1}/{ROUNDS}: {engine}", file=sys.stderr)
            results[engine].append(measure(engine, workload))
    return results


def median_times(rounds: list[dict[str, Any]]) -> dict[str, float]:
    """The median over rounds of each expression every round answered rightly."""
    return {
        text: statistics.median(one["times"][text] for one in rounds)
        for text in rounds[0]["times"]
        if all(text in one["times"] for one in rounds)
    }


def render_report(workload: dict[str, Any], results: dict[str, list[dict[str, Any]]]) -> str:
    """The page, in Markdown."""
    times = {engine: median_times(rounds) for engine, rounds in results.items()}
    own = results["zhida_engine"]
    parsing = statistics.median(one["parse_corpus"] for one in own)
    table = statistics.median(one["table"] for one in own)
    lines = [
        "# Benchmarks",
        "",
        f"Made by `make bench`: {ROUNDS} interleaved rounds, a process for each engine, medians.",
        f"Python {platform.python_version()}, {platform.machine()}, {platform.system()} {platform.release()}.",
        "",
        "## One expression: text to value",
        "",
        "Every engine is given the text and parses it at each call, as its interface does. A blank means a wrong answer or an error.",
        "",
        "| expression | " + " | ".join(f"{results[engine][0]['name']} µs" for engine in times) + " |",
        "| --- |" + " --: |" * len(times),
    ]
    for text in workload["expressions"]:
        cells = (f"{times[engine][text] * 1e6:.0f}" if text in times[engine] else "" for engine in times)
        escaped = text.replace("|", "\\|")
        lines.append(f"| `{escaped}` | {' | '.join(cells)} |")
    count = len(workload["expressions"])
    lines.append("| right answers | " + " | ".join(f"{len(times[engine])} of {count}" for engine in times) + " |")
    for peer in ("pysfeel", "bkflow"):
        shared = [text for text in times["zhida_engine"] if text in times[peer]]
        ratio = statistics.median(times[peer][text] / times["zhida_engine"][text] for text in shared)
        lines.append("")
        lines.append(
            f"{results[peer][0]['name']} takes {ratio:.1f} times as long as Zhida on the {len(shared)} both answer (median of ratios)."
        )
    lines += [
        "",
        "## Zhida alone",
        "",
        "| work | median |",
        "| --- | --: |",
        f"| parse {len(workload['corpus']):,} expressions of the conformance suite | {parsing:.2f} s |",
        f"| evaluate a decision table of {workload['rows']} rows × 3 inputs, warm, the last row matching | {table * 1e6:.0f} µs |",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write the page."""
    make_peers()
    workload = subprocess.run(
        [sys.executable, str(HERE / "workload.py"), str(SUITE)], capture_output=True, text=True, check=True
    ).stdout
    REPORT.write_text(render_report(json.loads(workload), run_rounds(workload)), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
