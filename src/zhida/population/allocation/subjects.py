"""The awards that are subject to allocation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhida.policy.allocation.bind import Allocation
from zhida.policy.clause.tree import Clause
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.stacking.scope import AwardKey


@dataclass(frozen=True, slots=True)
class Subject:
    """An award and the rules of allocation it is subject to."""

    pack: Pack
    clause: Clause
    allocation: Allocation

    @property
    def key(self) -> AwardKey:
        """Its pack and clause."""
        return AwardKey(self.pack.key, self.clause.id)

    @property
    def budget_key(self) -> AwardKey | None:
        """The clause that states its budget."""
        stated = self.allocation.budget
        return None if stated is None else AwardKey(self.pack.key, stated.clause)


def list_subjects(library: PackLibrary, on: dt.date) -> tuple[Subject, ...]:
    """Those of the packs in force on a day, in the order of the library."""
    return tuple(
        Subject(pack, clause, pack.allocation[clause.id])
        for pack in library.in_force(on)
        for clause in pack.clauses
        if clause.id in pack.allocation
    )
