"""Which firms a draft touches: one of their awards changes, or a rule of stacking that bears on awards they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhida.policy.answers import Answer
from zhida.policy.clause.tree import ClauseKind, RuleKind
from zhida.policy.entitlement import Status
from zhida.policy.facts import CODE
from zhida.policy.pack import Pack
from zhida.policy.stacking.scope import AwardKey, BoundRule, bind_rules
from zhida.population.measure import quote_name, quote_text
from zhida.population.results import AMOUNT, MOST, STATUS, list_told, name_column
from zhida.population.simulation.baseline import name_before
from zhida.population.simulation.clause_identity import identify_definition
from zhida.population.simulation.compare import Standing
from zhida.population.stacking_screen import AwardColumns

_Bearing: TypeAlias = tuple[str, AwardKey, AwardKey | None]
"""A rule, by all it means but its awards, with an award it binds; and one that it holds against that, if any."""

_BEARING_ALONE = frozenset({RuleKind.CAP, RuleKind.DEDUCT})
"""Rules that may say something of a single award, even if they count no payments."""


@dataclass(frozen=True, slots=True)
class ChangedAward:
    """An award whose meaning a draft changes; None where it does not stand."""

    key: AwardKey
    before: Answer | None
    after: Answer | None

    @property
    def columns_before(self) -> tuple[str, ...]:
        """The columns of the results of the packs in force that tell of it."""
        return self._name_columns(self.before)

    @property
    def columns_after(self) -> tuple[str, ...]:
        """The columns of the results with the draft."""
        return self._name_columns(self.after)

    def render_differs(self) -> str:
        """The test whether a firm gets something else, over the answers before (`name_before`) and after."""
        return " OR ".join(
            f"{self._tell(self.before, told, name_before(''))} IS DISTINCT FROM {self._tell(self.after, told, '')}"
            for told in (STATUS, AMOUNT, MOST)
        )

    def _name_columns(self, answer: Answer | None) -> tuple[str, ...]:
        return () if answer is None else tuple(name_column(*self.key, told) for told in list_told(answer))

    def _tell(self, answer: Answer | None, told: str, prefix: str) -> str:
        """What one side tells of the award; a firm does not get what does not stand."""
        if answer is None:
            return quote_text(Status.NOT_ENTITLED) if told == STATUS else "NULL"
        column = name_column(*self.key, told if told in list_told(answer) else AMOUNT)
        return quote_name(prefix + column) + ("::VARCHAR" if told == STATUS else "")


def list_changed_awards(
    clauses: Iterable[Standing], before: Iterable[Pack], after: Iterable[Pack]
) -> tuple[ChangedAward, ...]:
    """The awards among the clauses of both sides that mean something else, or stand on one side only."""
    old, new = (_list_awards(packs) for packs in (before, after))
    keys = (AwardKey(one.pack, one.clause) for one in clauses if one.changed and one.kind is ClauseKind.AWARD)
    return tuple(ChangedAward(key, old.get(key), new.get(key)) for key in keys)


def _list_awards(packs: Iterable[Pack]) -> dict[AwardKey, Answer]:
    return {
        AwardKey(pack.key, answer.clause.id): answer
        for pack in packs
        for answer in pack.answers
        if answer.kind is ClauseKind.AWARD
    }


def render_touched(
    query: str, changed: Sequence[ChangedAward], before: Sequence[Pack], after: Sequence[Pack], results: str
) -> str:
    """The query for the firms that a draft touches, with the columns of the changed awards as they are after.

    ``query`` is that of the answers before and after, ``results`` the relation of the results of the packs in force.
    """
    columns = [quote_name(name) for name in (CODE, *(name for award in changed for name in award.columns_after))]
    differs = [f"({award.render_differs()})" for award in changed]
    bears = _render_bearings(before, after)
    others = f"SELECT {quote_name(CODE)} FROM {results} WHERE {' OR '.join(bears)}" if bears else ""  # noqa: S608
    tests = [*differs, *([f"{quote_name(CODE)} IN ({others})"] if others else [])]
    return f"SELECT {', '.join(columns)} FROM ({query}) WHERE {' OR '.join(tests) or 'false'}"  # noqa: S608


def _render_bearings(before: Sequence[Pack], after: Sequence[Pack]) -> list[str]:
    """The tests whether a firm has awards on which rules bear that are not the same on both sides, over its results before.

    Awards that stand on one side only need none: who has one is touched by that.
    """
    columns = AwardColumns(before)
    differing = frozenset(_list_bearings(before)) ^ frozenset(_list_bearings(after))
    awards = {tuple(key for key in (subject, other) if key is not None) for _, subject, other in differing}
    known = sorted(keys for keys in awards if all(key in columns.titles for key in keys))
    return [f"({' AND '.join(map(columns.render_claim, keys))})" for keys in known]


def _list_bearings(packs: Iterable[Pack]) -> Iterator[_Bearing]:
    by_key = {pack.key: pack for pack in packs}
    for rule in bind_rules(pack.scope for pack in by_key.values()):
        meaning = _tell_meaning(rule, by_key[rule.scope.pack])
        bears_alone = rule.kind in _BEARING_ALONE or rule.stated.rule.years > 0
        for subject in rule.subjects:
            if bears_alone:
                yield meaning, subject, None
            for other in rule.others.get(subject, ()):
                yield meaning, subject, other


def _tell_meaning(rule: BoundRule, pack: Pack) -> str:
    """All that a rule means but the awards it speaks of; of payments only where it counts them."""
    stated = rule.stated
    limit = "" if stated.rule.limit is None else identify_definition(pack, stated.limit_key)
    payments = (rule.scope.zone, rule.payments) if stated.rule.years else ()
    return repr((rule.scope.pack, stated.limit_key, rule.kind, limit, stated.rule.years, payments))
