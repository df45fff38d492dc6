"""Where a firm stands on a ladder, and what the next rung takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from zhida.policy.distance.find import Distance, find_distances
from zhida.policy.entitlement import Entitlement, MissingFact, Status
from zhida.policy.firm import Firm
from zhida.policy.ladder.read import Ladder, Rung
from zhida.policy.pack import PackLibrary


@dataclass(frozen=True, slots=True)
class RungStatus:
    """A rung for one firm; ``status`` is None where its policy is not in force on the day."""

    rung: Rung
    status: Status | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A firm on a ladder: every rung, the highest it stands on, the next one above it, and what that takes.

    ``missing`` are the facts without which nobody can tell whether it stands on the next rung already; ``distances`` the least
    changes that bring it there.
    """

    ladder: Ladder
    rungs: tuple[RungStatus, ...]
    current: Rung | None
    next: Rung | None
    missing: tuple[MissingFact, ...] = ()
    distances: tuple[Distance, ...] = ()


def find_standings(
    ladders: Iterable[Ladder], library: PackLibrary, entitlements: Iterable[Entitlement], firm: Firm, on: dt.date
) -> tuple[Standing, ...]:
    """Where a firm stands on each ladder; ``entitlements`` are its answers of that day."""
    answers = {(one.pack, one.clause): one for one in entitlements}
    return tuple(_find_standing(ladder, answers, library, firm, on) for ladder in ladders)


def _find_standing(
    ladder: Ladder, answers: dict[tuple[str, str], Entitlement], library: PackLibrary, firm: Firm, on: dt.date
) -> Standing:
    found = [answers.get((rung.pack, rung.clause)) for rung in ladder.rungs]
    rungs = tuple(
        RungStatus(rung, answer.status if answer else None) for rung, answer in zip(ladder.rungs, found, strict=True)
    )
    reached = [number for number, one in enumerate(rungs) if one.status is Status.ENTITLED]
    highest = max(reached, default=-1)
    above = next((number for number in range(highest + 1, len(rungs)) if rungs[number].status is not None), None)
    current = ladder.rungs[highest] if reached else None
    if above is None:
        return Standing(ladder, rungs, current, None)
    answer = found[above]
    missing = answer.missing if answer else ()
    return Standing(
        ladder, rungs, current, ladder.rungs[above], missing, _measure(ladder.rungs[above], library, firm, on)
    )


def _measure(rung: Rung, library: PackLibrary, firm: Firm, on: dt.date) -> tuple[Distance, ...]:
    pack = library.packs[rung.pack]
    answer = next(one for one in pack.answers if one.clause.id == rung.clause)
    return find_distances(pack, answer, firm, on, library.catalogue)
