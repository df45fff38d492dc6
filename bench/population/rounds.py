"""All engines in interleaved rounds, each measurement in a process of its own."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bench import peers
from bench.population.latency import Latency
from bench.population.measure import Measurement

BUILD = peers.ROOT / ".build" / "bench"
SAMPLE_CELLS = 60_000
"""Cells held against the reference in every process."""

REPETITIONS = 3
"""Runs in every process; the first one also waits for the memory of the results."""

FEW = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """An engine in the tables: which part of the firms it is given with 30 clauses and with more (0: it is left out)."""

    name: str
    label: str
    python: str
    share_of_few: float
    share_of_many: float = 0

    def count_firms(self, firms: int, clauses: int) -> int:
        """The firms that the engine is given."""
        return int(firms * (self.share_of_few if clauses <= FEW else self.share_of_many))


OWN, PEERS = sys.executable, peers.PYTHON

ENTRIES: tuple[Entry, ...] = (
    Entry("zen", "ZEN `evaluate_batch`", PEERS, 0.01, 0.002),
    Entry("python", "plain Python, `Decimal`", OWN, 0.01, 0.002),
    Entry("openfisca", "OpenFisca-Core", PEERS, 1, 0.1),
    Entry("openfisca-take", "OpenFisca-Core, `numpy.take` for parameters", PEERS, 1, 0.1),
    Entry("policyengine", "PolicyEngine-core", PEERS, 1, 0.1),
    Entry("zhida-one-thread", "**Zhida**, one thread", OWN, 1),
    Entry("zhida-native-one-thread", "**Zhida**, machine code: status and amount, one thread", OWN, 1),
    Entry("zhida-native", "**Zhida**, machine code: status and amount", OWN, 1, 1),
    Entry("tuned-one-thread", "DuckDB by hand, values alone, one thread", OWN, 1),
    Entry("zhida", "**Zhida**: status and amount", OWN, 1, 1),
    Entry("tuned-status", "DuckDB by hand: status and amount", OWN, 1, 1),
    Entry("tuned", "DuckDB by hand, values alone", OWN, 1, 1),
    Entry("polars-floats", "Polars by hand, floats, values alone", PEERS, 1, 1),
    Entry("polars-cents", "Polars by hand, whole cents, values alone", PEERS, 1, 1),
    Entry("kernel", "one loop by hand over whole cents (Numba), values alone", PEERS, 1, 1),
    Entry("zhida-files", "**Zhida**: `zhida run`, Parquet to Parquet", OWN, 1),
    Entry("zhida-native-files", "**Zhida**: `zhida run --backend native`, Parquet to Parquet", OWN, 1),
    Entry("tuned-files", "DuckDB by hand: status and amount, Parquet to Parquet", OWN, 1),
)

ONE_FIRM: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "python": ("plain Python, `Decimal`", OWN),
        "zen": ("ZEN `evaluate`", PEERS),
        "zhida-compiled": ("**Zhida**, compiled to Python: status and amount", OWN),
        "zhida-interpreter": ("**Zhida**, interpreter: status and amount", OWN),
        "zhida-traced": ("**Zhida**: entitlements with all their reasons as data", OWN),
        "zhida-worded": ("**Zhida**: entitlements with all their reasons in words", OWN),
        "openfisca-take": ("OpenFisca-Core, `numpy.take` for parameters", PEERS),
        "openfisca": ("OpenFisca-Core", PEERS),
        "policyengine": ("PolicyEngine-core", PEERS),
        "polars-cents": ("Polars by hand, whole cents", PEERS),
        "tuned": ("DuckDB by hand", OWN),
    }
)
"""Label and environment by name."""


def make_firms(firms: int) -> Path:
    """The snapshot of so many firms, made once for each version of the workload."""
    files = sorted((Path(__file__).parent / "workload").glob("*"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files if file.is_file())).hexdigest()
    folder = BUILD / f"firms-{firms}-{digest[:12]}"
    if not (folder / "manifest.json").exists():
        print(f"making {firms:,} firms", file=sys.stderr)
        _run([OWN, "-m", "bench.population.generate", str(folder), str(firms)])
    return folder


def measure_population(snapshot: Path, firms: int, clauses: int, rounds: int) -> Iterator[Measurement]:
    """Every engine in every round."""
    for number in range(rounds):
        for entry in ENTRIES:
            given = entry.count_firms(firms, clauses)
            if not given:
                continue
            print(f"{clauses} clauses, round {number + 1}/{rounds}: {entry.name}, {given:,} firms", file=sys.stderr)
            settings = map(str, (snapshot, given, clauses, REPETITIONS, SAMPLE_CELLS // clauses))
            output = _run([entry.python, "-m", "bench.population.measure", entry.name, *settings])
            yield Measurement(**json.loads(output))


def measure_one_firm(snapshot: Path, clauses: int) -> Iterator[Latency]:
    """Every engine that answers for one firm."""
    for name, (_, python) in ONE_FIRM.items():
        print(f"{clauses} clauses, one firm: {name}", file=sys.stderr)
        output = _run([python, "-m", "bench.population.latency", name, str(snapshot), str(clauses)])
        yield Latency(**json.loads(output))


def _run(command: Sequence[str]) -> str:
    """What a process printed last."""
    done = subprocess.run(command, cwd=peers.ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.rpartition("\n")[2]
