"""What a simulation came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhida.lang.base.diagnostic import Diagnostic
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import ENGINE
from zhida.population.manifest import Origin
from zhida.population.stacked_totals import StackedSummary


class Movement(StrEnum):
    """What a draft does to the answer of one clause for one firm; every firm has exactly one of these."""

    GAINS = "受益"
    LOSES = "受损"
    CHANGED = "改划"
    """A classification with another text than before, neither better nor worse."""
    UNCHANGED = "不变"
    BECOMES_UNKNOWN = "转为待补充"
    BECOMES_KNOWN = "由待补充转明"
    STAYS_UNKNOWN = "仍待补充"


@dataclass(frozen=True, slots=True)
class Transition:
    """How many firms a classification moves from one text to another; a status stands where there is no text."""

    before: str
    after: str
    firms: int


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause over all firms before and after, in 元; a clause that stands on one side only was added or dropped.

    A clause that means the same before and after (whatever its words) is not ``changed``.
    ``switched`` counts the firms that leave the clause for another of the same pack and kind, or come from one to it.
    ``transitions`` are those of a classification, the most frequent first.
    """

    pack: str
    policy: str
    clause: str
    title: str
    kind: ClauseKind
    in_before: bool
    in_after: bool
    changed: bool
    before: Decimal
    after: Decimal
    difference: Decimal
    entitled_before: int
    entitled_after: int
    movements: Mapping[Movement, int]
    switched: int
    transitions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """How many firms leave one clause for another of the same pack and kind; clauses are told by their titles."""

    pack: str
    kind: ClauseKind
    left: str
    entered: str
    firms: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Firms by what all clauses of a kind together do to them, and the amounts in 元.

    ``unclear`` are the firms for which one of the clauses became 待补充 or ceased to be; ``gained`` and ``lost`` are the
    differences of the firms that gain and lose, so ``difference`` = ``gained`` + ``lost`` + what is unclear.
    """

    name: str
    firms: int
    gaining: int
    losing: int
    unclear: int
    unchanged: int
    before: Decimal
    after: Decimal
    difference: Decimal
    gained: Decimal
    lost: Decimal

    @property
    def moves(self) -> bool:
        """Whether anything changes for one of the firms."""
        return self.unchanged < self.firms


@dataclass(frozen=True, slots=True)
class Distribution:
    """A tally for each group of one dimension; every firm is in one group, those of which nobody knows in 不详."""

    dimension: str
    title: str
    groups: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What all clauses of one kind (award, relief or status) together do: to all firms, and by dimension."""

    kind: ClauseKind
    total: Tally
    distributions: tuple[Distribution, ...]


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """A budget held against the awards of its pack; ``share`` is rounded to four decimals, amounts are in 元.

    The order of payment decides how many ``firms`` a budget reaches: `smallest_first` is the most that can be paid in
    full, `largest_first` how many are paid before the first that is not. It ``runs_dry`` on the first day that it does not
    suffice for, if the cost falls due evenly over the period in force; None if it suffices.
    """

    pack: str
    policy: str
    budget: Decimal
    cost: Decimal
    share: Decimal | None
    firms: int
    smallest_first: int
    largest_first: int
    runs_dry: dt.date | None


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """The draft and what it replaces, by title and digest."""

    key: str
    title: str
    number: str
    digest: str
    replaces: str | None
    replaced_digest: str | None


class StackedMovement(StrEnum):
    """What a draft does to what a firm gets of all its awards after stacking; every firm has exactly one of these.

    A firm gains if neither the least nor the most it gets falls and one of them rises; it is unclear if its total can be told
    on one side only, or if the least and the most move apart.
    """

    GAINS = "受益"
    LOSES = "受损"
    UNCLEAR = "说不清"
    UNCHANGED = "不变"


@dataclass(frozen=True, slots=True)
class StackedChange:
    """All awards of all packs in force after stacking, before and after the draft; amounts in 元.

    ``difference`` is that of the least that firms get, ``gained`` and ``lost`` the parts of it of those that gain and lose.
    ``provisional`` are the firms among those that gain or lose whose total nobody can tell yet. ``touched`` are the firms of
    which the draft changes an award or a rule that bears on one, ``solved`` those of them that had to be solved anew.
    """

    before: StackedSummary
    after: StackedSummary
    difference: Decimal
    gaining: int
    losing: int
    unclear: int
    unchanged: int
    provisional: int
    gained: Decimal
    lost: Decimal
    touched: int
    solved: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """Two runs over one snapshot that differ in a draft: what they rest on and how they differ.

    All but ``stacking`` tells clauses as they stand alone; that is None unless it was asked for.
    """

    draft: DraftSummary
    snapshot: str
    origin: Origin
    catalogue: str
    packs_before: Mapping[str, str]
    packs_after: Mapping[str, str]
    on: dt.date
    firms: int
    clauses: tuple[ClauseChange, ...]
    switches: tuple[Switch, ...]
    effects: tuple[Effect, ...]
    budgets_before: tuple[BudgetUse, ...]
    budgets_after: tuple[BudgetUse, ...]
    stacking: StackedChange | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    engine: str = ENGINE

    def effect(self, kind: ClauseKind) -> Effect | None:
        """The effect of the clauses of one kind, if there are any."""
        return next((effect for effect in self.effects if effect.kind is kind), None)
