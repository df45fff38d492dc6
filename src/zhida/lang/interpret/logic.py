"""Three-valued logic (DMN 1.5, §10.3.2.12), and a fourth value for what nobody has told us.

``false`` decides a conjunction and ``true`` a disjunction whatever else stands beside it; otherwise what is missing
makes the answer missing, and null (or a value that is no boolean) makes it null.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from zhida.lang.base.values import Missing, Value
from zhida.lang.interpret.missing import join_missing

Answer: TypeAlias = "bool | Missing | None"


def conjoin(answers: Iterable[Value]) -> Answer:
    """``and`` of all; stops at the first false.

    >>> conjoin([True, None]), conjoin([None, False]), conjoin([Missing(frozenset({"人数"})), False])
    (None, False, False)
    """
    return _combine(answers, deciding=False)


def disjoin(answers: Iterable[Value]) -> Answer:
    """``or`` of all; stops at the first true.

    >>> disjoin([False, None]), disjoin([None, True]), disjoin([])
    (None, True, False)
    """
    return _combine(answers, deciding=True)


def invert(answer: Answer) -> Answer:
    """``not``."""
    return not answer if isinstance(answer, bool) else answer


def _combine(answers: Iterable[Value], *, deciding: bool) -> Answer:
    undecided: list[Value] = []
    for answer in answers:
        if answer is deciding:
            return deciding
        if not isinstance(answer, bool):
            undecided.append(answer)
    return join_missing(undecided) if undecided else not deciding
