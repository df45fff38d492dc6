"""The baseline of stacking: a run of all packs in force with what every firm gets after stacking, kept for all drafts.

Stacking joins awards of different policies, so that a draft of one needs the answers of all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhida.policy.pack import PackLibrary
from zhida.population.identity import identify_results
from zhida.population.results import Detail
from zhida.population.run import RunSettings, run_packs
from zhida.population.simulation.baseline import forget_unused
from zhida.population.simulation.settings import SimulationSettings
from zhida.population.simulation.stacking.totals import write_totals
from zhida.population.snapshot import Snapshot
from zhida.population.stacked_totals import stack_results

RESULTS = "results"
"""The folder of the run within that of a baseline."""

_FORMAT = 1


@contextmanager
def open_stacked_baseline(
    library: PackLibrary,
    snapshot: Snapshot,
    on: dt.date,
    settings: SimulationSettings,
) -> Iterator[Path]:
    """The folder of the baseline of a library: the results of its run in `RESULTS`, and what `write_totals` writes.

    It is computed unless it is kept; if none are, it is gone in the end.
    """
    with tempfile.TemporaryDirectory(prefix="zhida-") as passing:
        kept = settings.baselines or Path(passing)
        kept.mkdir(parents=True, exist_ok=True)
        baseline = kept / f"{_identify(library, snapshot, on)}.stacked"
        if not baseline.exists():
            with tempfile.TemporaryDirectory(prefix=".stacked-", dir=kept) as making:
                made = Path(making) / baseline.name
                made.mkdir()
                _build(library, snapshot, on, made, settings)
                _publish(made, baseline)
        baseline.touch()
        forget_unused(kept, "*.stacked")
        yield baseline


def _identify(library: PackLibrary, snapshot: Snapshot, on: dt.date) -> str:
    """The SHA-256 of what the baseline rests on, as hexadecimal digits."""
    results = identify_results(library.in_force(on), on, Detail.ANSWERS, snapshot.manifest)
    return hashlib.sha256(f"{_FORMAT} {results}".encode()).hexdigest()


def _build(
    library: PackLibrary,
    snapshot: Snapshot,
    on: dt.date,
    folder: Path,
    settings: SimulationSettings,
) -> None:
    results = folder / RESULTS
    run_packs(library, snapshot, on, results, settings.progress, settings=RunSettings(database=settings.database))
    write_totals(stack_results(library, snapshot, results), folder)


def _publish(made: Path, baseline: Path) -> None:
    """Give a whole baseline its name, unless another process was first."""
    try:
        made.rename(baseline)
    except OSError:
        if not baseline.exists():
            raise
