"""What two versions of a policy cost over a zone, whichever of them is in the library."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from zhida.policy.pack import Pack, PackLibrary
from zhida.population.simulation.draft import compare_libraries, compile_again
from zhida.population.simulation.model import Simulation
from zhida.population.simulation.simulate import open_simulation
from zhida.population.snapshot import Snapshot


def simulate_versions(library: PackLibrary, old: Pack, new: Pack, snapshot: Snapshot, on: dt.date) -> Simulation:
    """The new version as a draft against the old one, both under the key of the pack of the library that they are of.

    That is the key of the old version if the library has it, else the new one's; if it has neither, the old one's.
    Raises `DiagnosticError` as `compare_libraries` for either, such as a version that is not in force on the day.
    """
    key = next((pack.key for pack in (old, new) if pack.key in library.packs), old.key)
    before, after = (pack if pack.key == key else compile_again(pack, key, library.packs) for pack in (old, new))
    held = compare_libraries(library, before, on).after
    with_old = PackLibrary(library.catalogue, MappingProxyType({**library.packs, **held.packs}))
    with open_simulation(with_old, snapshot, key, on) as simulator:
        return simulator.change(after)
