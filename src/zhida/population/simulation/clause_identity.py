"""The identity of a clause: two clauses with the same identity have the same answer for every firm."""

from __future__ import annotations

import hashlib

from zhida.lang.core.dependencies import find_dependencies
from zhida.policy.answers import Answer
from zhida.policy.pack import Pack


def identify_clause(pack: Pack, answer: Answer) -> str:
    """The SHA-256 of the kind of an answer and the core trees of all it rests on, as hexadecimal digits.

    Words, articles, notes, worked examples and the places of texts do not matter; neither do other clauses.
    """
    definitions = pack.program.definitions
    trees = [f"{key} = {definitions[key].body!r}" for key in sorted(find_dependencies(pack.program, answer.keys))]
    return hashlib.sha256("\n".join([answer.kind, *answer.keys, *trees]).encode()).hexdigest()


def identify_clauses(pack: Pack) -> dict[tuple[str, str, str], str]:
    """The identities of all clauses of a pack by pack, clause and kind."""
    return {(pack.key, answer.clause.id, answer.kind.value): identify_clause(pack, answer) for answer in pack.answers}
