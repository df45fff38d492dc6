"""The identity of a clause: two clauses with the same identity have the same answer for every firm; so for definitions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from zhida.lang.core.dependencies import find_dependencies
from zhida.policy.answers import Answer
from zhida.policy.pack import Pack


def identify_clause(pack: Pack, answer: Answer) -> str:
    """The SHA-256 of the kind of an answer and the core trees of all it rests on, as hexadecimal digits.

    Words, articles, notes, worked examples and the places of texts do not matter; neither do other clauses.
    """
    return hashlib.sha256("\n".join([answer.kind, *_list_trees(pack, answer.keys)]).encode()).hexdigest()


def identify_definition(pack: Pack, key: str) -> str:
    """The same of one definition of a pack."""
    return hashlib.sha256("\n".join(_list_trees(pack, (key,))).encode()).hexdigest()


def _list_trees(pack: Pack, keys: Iterable[str]) -> list[str]:
    """The keys of definitions, then the core trees of all they rest on."""
    wanted = tuple(keys)
    definitions = pack.program.definitions
    return [*wanted, *(f"{key} = {definitions[key].body!r}" for key in sorted(find_dependencies(pack.program, wanted)))]


def identify_clauses(pack: Pack) -> dict[tuple[str, str, str], str]:
    """The identities of all clauses of a pack by pack, clause and kind."""
    return {(pack.key, answer.clause.id, answer.kind.value): identify_clause(pack, answer) for answer in pack.answers}
