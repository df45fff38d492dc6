"""The tables of the population in Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.population.latency import Latency
from bench.population.measure import Measurement
from bench.population.rounds import ENTRIES, FEW, ONE_FIRM

OPENFISCA, ZEN, BY_HAND = "openfisca", "zen", "tuned-status"
LABELS = {entry.name: entry.label for entry in ENTRIES}


@dataclass(frozen=True, slots=True)
class Summary:
    """All measurements of one engine with so many clauses."""

    name: str
    firms: int
    clauses: int
    seconds: tuple[float, ...]
    cpu: float
    peak: float
    added: float
    cells: int
    wrong: int

    @property
    def median(self) -> float:
        """Seconds of a run."""
        return statistics.median(self.seconds)

    @property
    def rate(self) -> float:
        """Clauses applied to firms in a second."""
        return self.firms * self.clauses / self.median


def summarise(measurements: Sequence[Measurement]) -> dict[str, Summary]:
    """What was measured, by engine, slowest first."""
    found = [
        _summarise([one for one in measurements if one.engine == name]) for name in {m.engine for m in measurements}
    ]
    return {one.name: one for one in sorted(found, key=lambda one: one.rate)}


def _summarise(rounds: Sequence[Measurement]) -> Summary:
    first = rounds[0]
    return Summary(
        first.engine,
        first.firms,
        first.clauses,
        tuple(seconds for one in rounds for seconds in one.seconds),
        statistics.median(seconds for one in rounds for seconds in one.cpu),
        statistics.median(one.peak for one in rounds),
        statistics.median(one.added for one in rounds),
        first.cells,
        max(one.wrong for one in rounds),
    )


def render_population(summaries: dict[str, Summary]) -> Iterator[str]:
    """The table of one number of clauses."""
    heads = ("engine", "firms", "runs", "median s (min..max)", "CPU s", "clauses × firms / s", "vs OpenFisca", "vs ZEN")
    heads += ("vs DuckDB by hand", "peak MiB (added)", "wrong cells")
    yield f"| {' | '.join(heads)} |"
    yield "| --- |" + " --: |" * (len(heads) - 1)
    for one in summaries.values():
        cells = [
            LABELS[one.name],
            f"{one.firms:,}",
            str(len(one.seconds)),
            f"{one.median:.3f} ({min(one.seconds):.3f}..{max(one.seconds):.3f})",
            f"{one.cpu:.3f}",
            _large(one.rate),
            *(_ratio(one.rate / summaries[peer].rate) for peer in (OPENFISCA, ZEN, BY_HAND)),
            f"{one.peak:,.0f} ({one.added:,.0f})",
            f"{one.wrong:,} of {one.cells:,}",
        ]
        yield f"| {' | '.join(cells)} |"


def render_targets(summaries: dict[str, Summary], clauses: int) -> Iterator[str]:
    """What Zhida is held to, and what was measured."""
    sql, native, by_hand = (summaries[name] for name in ("zhida", "zhida-native", BY_HAND))
    yield (
        f"- {clauses} clauses: SQL takes {sql.median / by_hand.median:.2f} times the time of DuckDB by hand "
        f"({sql.cpu / by_hand.cpu:.2f} times its CPU time; target: at most 1.2)."
    )
    yield (
        f"  Machine code has {native.rate / by_hand.rate:.1f} times the rate of DuckDB by hand, "
        f"{native.rate / summaries[OPENFISCA].rate:.1f} times that of OpenFisca-Core (target: at least 8), "
        f"{native.rate / summaries[ZEN].rate:.0f} times that of ZEN's batch (target: at least 100)."
    )


def render_one_firm(latencies: Sequence[Latency]) -> Iterator[str]:
    """The table of one firm at a time."""
    yield "| engine | clauses | median ms | least ms | 99th percentile ms | CPU ms | calls | wrong cells |"
    yield "| --- | --: | --: | --: | --: | --: | --: | --: |"
    for one in sorted(latencies, key=lambda one: (one.clauses > FEW, one.median)):
        label = ONE_FIRM[one.engine][0]
        times = " | ".join(f"{figure:.3g}" for figure in (one.median, one.least, one.percentile_99, one.cpu))
        yield f"| {label} | {one.clauses} | {times} | {one.calls:,} | {one.wrong:,} |"


def _large(rate: float) -> str:
    """A rate in thousands or millions."""
    return f"{rate / 1e6:.1f} M" if rate >= 1e6 else f"{rate / 1e3:.1f} k"


def _ratio(ratio: float) -> str:
    return f"{ratio:.2g}×" if ratio < 10 else f"{ratio:.0f}×"
