"""Two versions of a policy put side by side: what belongs together, whatever it is called in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from zhida.policy.clause.tree import Clause, NamedExpression, RuleTable
from zhida.policy.difference.align import align_names, align_parts
from zhida.policy.difference.meaning import mean_same
from zhida.policy.from_document import define_key
from zhida.policy.pack import Pack

ClausePair: TypeAlias = "tuple[Clause | None, Clause | None]"
DefinitionPair: TypeAlias = "tuple[NamedExpression | None, NamedExpression | None]"
TablePair: TypeAlias = "tuple[RuleTable | None, RuleTable | None]"


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two versions, their clauses that belong together, and the key in the new one of each definition that is in both."""

    old: Pack
    new: Pack
    clauses: tuple[ClausePair, ...]
    keys: Mapping[str, str]

    def mean_same(self, before: object, after: object) -> bool:
        """Whether a core tree of the old version means in it what another means in the new one."""
        return mean_same(before, after, self.keys)


def pair_versions(old: Pack, new: Pack) -> Pairing:
    """Clauses belong together by id, else by their heading, else by their words."""
    clauses = align_parts(old.clauses, new.clauses, lambda one: one.id, tell_heading, lambda one: one.words)
    shared = [(before, after) for before, after in clauses if before is not None and after is not None]
    keys = {
        define_key(before.id, was): define_key(after.id, becomes)
        for before, after in shared
        for was, becomes in _pair_names(before, after)
    }
    return Pairing(old, new, clauses, keys)


def tell_heading(clause: Clause) -> str:
    """Article and title of a clause, once where they are the same."""
    return " ".join(dict.fromkeys((clause.article, clause.title)))


def pair_definitions(old: Clause, new: Clause) -> tuple[DefinitionPair, ...]:
    """Definitions belong together by name, else by their text."""
    return align_parts(old.expressions, new.expressions, lambda one: one.name, lambda one: one.expression.text)


def pair_tables(old: Clause, new: Clause) -> tuple[TablePair, ...]:
    """Tables belong together by what they define, else in order."""
    left, right = ({table.name: table for table in clause.tables} for clause in (old, new))
    return tuple(
        (left[one] if one else None, right[other] if other else None) for one, other in align_names(left, right)
    )


def _pair_names(old: Clause, new: Clause) -> Iterator[tuple[str, str]]:
    """The names of what both clauses define."""
    for before, after in pair_definitions(old, new):
        if before and after:
            yield before.name, after.name
    for one, other in pair_tables(old, new):
        if one and other:
            yield one.name, other.name
            results = ([result.text for result in table.results] for table in (one, other))
            yield from ((was, becomes) for was, becomes in align_names(*results) if was and becomes)
