"""Answers computed by the interpreter, for what SQL refuses and for holding SQL against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhida.lang.base.values import Inputs, Missing
from zhida.policy.answers import Answer
from zhida.policy.entitlement import Finding, judge
from zhida.policy.pack import Pack
from zhida.population.results import Result

Task: TypeAlias = tuple[Pack, Sequence[Answer]]
"""A pack and those of its answers that are wanted."""


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What the interpreter finds for one firm and clause, and the ways to the facts it misses, in their order."""

    pack: Pack
    answer: Answer
    finding: Finding
    missing: tuple[str, ...]


def interpret_answers(tasks: Iterable[Task], inputs: Inputs) -> Iterator[Interpreted]:
    """What the interpreter finds for one firm."""
    for pack, answers in tasks:
        evaluation = pack.prepared.run(inputs)
        for answer in answers:
            value = evaluation.value(answer.key)
            missing = tuple(sorted(value.facts)) if isinstance(value, Missing) else ()
            yield Interpreted(pack, answer, judge(value, answer), missing)


def result_of(firm: str, found: Interpreted) -> Result:
    """What was found as a row of the results."""
    finding = found.finding
    return (firm, found.pack.key, found.answer.clause.id, finding.status.value, finding.amount, finding.value)
