"""The firms as a snapshot that `zhida.population` reads: files, measures and manifest."""

from __future__ import annotations

from pathlib import Path

from bench.population.workload.firms import Firms, digest_files, write_parts
from bench.population.workload.policies import FACTS_FILE
from zhida.policy.facts import read_facts
from zhida.population.manifest import Manifest, Origin, write_manifest
from zhida.population.measure import measure_facts
from zhida.population.snapshot import Snapshot, read_snapshot


def write_firms(firms: Firms, folder: Path) -> Snapshot:
    """Write a snapshot of synthetic firms; `DiagnosticError` if one has a fact that the catalogue does not allow."""
    catalogue = read_facts(FACTS_FILE.read_text(encoding="utf-8"), str(FACTS_FILE))
    sizes = write_parts(firms, folder)
    digest = digest_files(sorted(folder.glob("part-*.parquet")))
    origin = Origin("firms of the benchmark", synthetic=True, seed=firms.seed)
    measures = measure_facts(folder, catalogue)
    write_manifest(Manifest(digest, firms.number, origin, catalogue.digest, sizes, measures), folder)
    return read_snapshot(folder, catalogue)
