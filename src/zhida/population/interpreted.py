"""Answers computed by the interpreter, for what SQL refuses and for holding SQL against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from zhida.lang.base.values import Inputs
from zhida.policy.answers import Answer
from zhida.policy.entitlement import Finding, judge
from zhida.policy.pack import Pack
from zhida.population.results import Result

Task: TypeAlias = tuple[Pack, Sequence[Answer]]
"""A pack and those of its answers that are wanted."""


def interpret_answers(tasks: Iterable[Task], inputs: Inputs) -> Iterator[tuple[Pack, Answer, Finding]]:
    """What the interpreter finds for one firm."""
    for pack, answers in tasks:
        evaluation = pack.prepared.run(inputs)
        for answer in answers:
            yield pack, answer, judge(evaluation.value(answer.key), answer)


def result_of(firm: str, pack: Pack, answer: Answer, finding: Finding) -> Result:
    """A finding as a row of the results."""
    return (firm, pack.key, answer.clause.id, finding.status.value, finding.amount, finding.value)
