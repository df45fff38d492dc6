"""`make agreement`: SQL held against the interpreter for a hundred million cells; writes docs/agreement.md.

A seed stands for two million cells. What a seed came to is kept in ``.build/agreement.jsonl``
with the digest of the sources it was computed with, so that an interrupted run goes on where it stopped, and a change of
the language begins anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from agreement.compare import Difference
from agreement.constructs import SUPPORTED
from agreement.run import compare_models

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".build" / "agreement.jsonl"
REPORT = ROOT / "docs" / "agreement.md"
SOURCES = ("src/zhida/lang", "tests/agreement")
FIRST_SEED = 1_000
"""Seeds below are those of the test suite."""

CELLS_PER_SEED = 2_000_000


def digest_sources() -> str:
    """The digest of all that a seed depends on."""
    digest = hashlib.sha256()
    for folder in SOURCES:
        for file in sorted((ROOT / folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def compare_seed(seed: int) -> dict[str, Any]:
    """What the models of one seed came to."""
    start = time.process_time()
    evidence = compare_models(seed, CELLS_PER_SEED)
    return {
        "seed": seed,
        "models": evidence.models,
        "decisions": evidence.decisions,
        "cells": evidence.cells,
        "by_python": evidence.by_python,
        "by_machine_code": evidence.by_machine_code,
        "errors": evidence.errors,
        "seconds": round(time.process_time() - start, 1),
        "constructs": evidence.constructs,
        "outcomes": evidence.outcomes,
        "refused": evidence.refused,
        "differences": [describe(one) for one in evidence.differences],
    }


def describe(difference: Difference) -> str:
    """A difference in one line."""
    return f"{difference.decision}: {difference.found} in {difference.backend}, not {difference.expected}: {difference.firm}"


def read_kept(digest: str) -> list[dict[str, Any]]:
    """What was computed with the same sources before."""
    if not KEPT.exists():
        return []
    lines = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["digest"] == digest]


def run(cells: int, processes: int) -> list[dict[str, Any]]:
    """As many seeds as make so many cells, those kept included; the page is written after each."""
    digest = digest_sources()
    done = read_kept(digest)
    KEPT.parent.mkdir(exist_ok=True)
    with ProcessPoolExecutor(processes) as pool:
        while sum(line["cells"] for line in done) < cells:
            first = FIRST_SEED + len(done)
            for found in pool.map(compare_seed, range(first, first + processes)):
                keep({"digest": digest, **found}, done)
    return done


def keep(line: dict[str, Any], done: list[dict[str, Any]]) -> None:
    """Note what a seed came to, and tell."""
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    done.append(line)
    REPORT.write_text(render_report(done), encoding="utf-8")
    cells = sum(one["cells"] for one in done)
    print(f"seed {line['seed']}: {cells:,} cells, {len(line['differences'])} of the last differ", flush=True)


def total(done: list[dict[str, Any]], name: str) -> Counter[str]:
    """A count of all seeds, by name."""
    counts: Counter[str] = Counter()
    for line in done:
        counts.update(line[name])
    return counts


def render_report(done: list[dict[str, Any]]) -> str:
    """The page, in Markdown."""
    cells = sum(line["cells"] for line in done)
    differences = [one for line in done for one in line["differences"]]
    outcomes, constructs, refused = (total(done, name) for name in ("outcomes", "constructs", "refused"))
    return "\n".join(
        [
            *INTRODUCTION,
            f"| cells compared | {cells:,} |",
            f"| cells that differ | {len(differences):,} |",
            f"| of these by compiled Python too | {sum(one['by_python'] for one in done):,} |",
            f"| by machine code too | {sum(one['by_machine_code'] for one in done):,} |",
            f"| models, decisions | {sum(one['models'] for one in done):,}, {sum(one['decisions'] for one in done):,} |",
            f"| cells with a value, null, missing | {outcomes['value']:,}, {outcomes['null']:,}, {outcomes['missing']:,} |",
            f"| cells for which a number was too large for SQL | {sum(one['errors'] for one in done):,} |",
            f"| processor time | {sum(one['seconds'] for one in done) / 60:,.0f} min |",
            "",
            f"Seeds {done[0]['seed']} to {done[-1]['seed']}; Python {platform.python_version()}, {platform.machine()}.",
            "",
            "## Cells by construct",
            "",
            "A cell counts for every construct in its decision.",
            "",
            "| construct | cells |",
            "| --- | --: |",
            *(f"| `{name}` | {constructs[name]:,} |" for name in SUPPORTED),
            "",
            "## Decisions refused",
            "",
            "| why | decisions |",
            "| --- | --: |",
            *(f"| `{code}` | {count:,} |" for code, count in refused.most_common()),
            "",
            *(["## Differences", "", *differences, ""] if differences else []),
        ]
    )


INTRODUCTION = (
    "# Agreement",
    "",
    "Made by `make agreement`: SQL held against the interpreter, value for value, on models and firms that Hypothesis",
    "generates (`tests/agreement`). A model has some fifty decisions on three layers: expressions, tables of every hit",
    "policy, functions, lists of records. Its firms stand on, a cent above and a cent below its literals, at the ends of",
    "what columns hold, miss facts, or are any others. A cell is a decision computed by both for one firm; no two cells",
    "of a seed are the same: they differ in what the decision says or in a fact that it reads. `make test` compares ten",
    "million cells of five other seeds, and every pack of the project.",
    "",
    "| | |",
    "| --- | --: |",
)


def main() -> int:
    """Compare, write the page; 1 if a cell differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=100_000_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    done = run(arguments.cells, arguments.processes)
    return 1 if any(line["differences"] for line in done) else 0


if __name__ == "__main__":
    sys.exit(main())
