"""What two versions of a policy cost over a zone, whichever of them is in the library."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from zhida.lang.base.diagnostic import refuse
from zhida.policy.metadata import intersect_periods, render_period
from zhida.policy.pack import Pack, PackLibrary
from zhida.population.simulation.draft import compare_libraries, compile_again
from zhida.population.simulation.model import Simulation
from zhida.population.simulation.simulate import open_simulation
from zhida.population.snapshot import Snapshot


def simulate_versions(library: PackLibrary, old: Pack, new: Pack, snapshot: Snapshot, on: dt.date) -> Simulation:
    """The new version as a draft against the old one, both under the key of the pack of the library that they are of.

    That is the key of the old version if the library has it, else the new one's; if it has neither, the old one's.
    Raises `DiagnosticError` for a version that is not in force on the day, and as `compare_libraries` for either.
    """
    _check_in_force(old, new, on)
    key = next((pack.key for pack in (old, new) if pack.key in library.packs), old.key)
    before, after = (pack if pack.key == key else compile_again(pack, key, library.packs) for pack in (old, new))
    held = compare_libraries(library, before, on).after
    with_old = PackLibrary(library.catalogue, MappingProxyType({**library.packs, **held.packs}))
    with open_simulation(with_old, snapshot, key, on) as simulator:
        return simulator.change(after)


def _check_in_force(old: Pack, new: Pack, on: dt.date) -> None:
    """Refuse a day on which not both versions are in force, and tell those on which they are."""
    first, second = old.metadata.in_force, new.metadata.in_force
    if on in first and on in second:
        return
    both = intersect_periods(first, second)
    told = (render_period(first), render_period(second))
    if both is None:
        raise refuse("simulation.never-both-in-force", on=on, old=told[0], new=told[1])
    raise refuse("simulation.not-both-in-force", on=on, old=told[0], new=told[1], both=render_period(both))
