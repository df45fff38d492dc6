"""The demonstration zone in the register: made up by `population.zone`, kept as a snapshot, imported from the same records."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhida.domain.enterprises.models import Firm
from zhida.domain.enterprises.services import import_zone
from zhida.policy.facts import FactCatalogue
from zhida.population.manifest import Origin
from zhida.population.snapshot import Snapshot, read_snapshot, write_snapshot
from zhida.population.zone import generate_zone

ZONE = "示范高新区"
SOURCE = "演示园区（合成）"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Which zone to make: so many firms of a seed, as they are known on a day."""

    firms: int
    seed: int
    on: date


def create_demonstration(wanted: Demonstration, catalogue: FactCatalogue, folder: Path) -> Snapshot:
    """The zone in the register and its snapshot below ``folder``; what is there already is not made again."""
    name = f"demo-{catalogue.digest[:12]}-{wanted.firms}-{wanted.seed}-{wanted.on}"
    snapshot = _keep_snapshot(wanted, catalogue, folder / name)
    digest = snapshot.manifest.digest
    if Firm.objects.filter(zone=ZONE, snapshot_digest=digest).count() != wanted.firms:
        records = generate_zone(catalogue, wanted.firms, wanted.seed, wanted.on)
        import_zone(records, zone=ZONE, snapshot_digest=digest, synthetic=True)
    return snapshot


def _keep_snapshot(wanted: Demonstration, catalogue: FactCatalogue, folder: Path) -> Snapshot:
    if folder.exists():
        return read_snapshot(folder, catalogue)
    records = generate_zone(catalogue, wanted.firms, wanted.seed, wanted.on)
    return write_snapshot(records, catalogue, folder, Origin(SOURCE, synthetic=True, seed=wanted.seed))
