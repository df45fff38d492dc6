"""Every pack of the project: a run agrees with the interpreter in every answer and every missing fact."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random

import pytest

from agreement.pack_firms import make_firms
from zhida.policy.pack import Pack, load_packs
from zhida.population.manifest import Origin
from zhida.population.results import Detail
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import write_snapshot
from zhida.population.verify import compare_with_interpreter
from zhida.population.zone.generate import generate_zone

LIBRARY = load_packs(Path(__file__).resolve().parents[2] / "packs")
TODAY = dt.date(2026, 3, 1)
PLANTED, OF_ZONE = 30, 20
SETTINGS = RunSettings(detail=Detail.MISSING_FACTS)


def choose_day(pack: Pack) -> dt.date:
    """A day on which the pack is in force, today if it is."""
    period = pack.metadata.in_force
    return min(max(TODAY, period.start or TODAY), period.end or dt.date.max)


DAYS = sorted({choose_day(pack) for pack in LIBRARY.packs.values()})


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_answer_and_every_missing_fact(on, tmp_path):
    """Some firms of the zone, and some planted on the literals of each pack of the day; all packs in force apply to all."""
    records = list(generate_zone(LIBRARY.catalogue, OF_ZONE, 7, on))
    for place, pack in enumerate((one for one in LIBRARY.packs.values() if choose_day(one) == on), 1):
        records += make_firms(pack, on, PLANTED, Random(f"{pack.key} {on}"), place)
    snapshot = write_snapshot(records, LIBRARY.catalogue, tmp_path / "快照", Origin("测试", synthetic=True))
    run_packs(LIBRARY, snapshot, on, tmp_path / "结果", settings=SETTINGS)

    found = compare_with_interpreter(LIBRARY, snapshot, tmp_path / "结果", len(records), 1)

    assert found.differences == ()
    assert found.cells == len(records) * sum(len(pack.answers) for pack in LIBRARY.in_force(on))


def test_every_pack_is_in_force_on_a_day():
    assert {pack.key for on in DAYS for pack in LIBRARY.in_force(on)} == LIBRARY.packs.keys()
