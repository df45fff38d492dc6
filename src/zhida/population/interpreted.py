"""Answers computed firm by firm: by compiled programs for what SQL refuses, by the interpreter for holding results against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhida.lang.base.values import Inputs
from zhida.lang.interpret.prepare import Evaluation
from zhida.lang.interpret.run import Fitted
from zhida.policy.answers import Answer
from zhida.policy.entitlement import Finding, find_missing, judge_values, read_all_values
from zhida.policy.pack import Pack
from zhida.population.results import Result

Task: TypeAlias = tuple[Pack, Sequence[Answer]]
"""A pack and those of its answers that are wanted."""


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What is found for one firm and clause, and the ways to the facts it misses, in their order."""

    pack: Pack
    answer: Answer
    finding: Finding
    missing: tuple[str, ...]


def interpret_answers(tasks: Iterable[Task], inputs: Inputs) -> Iterator[Interpreted]:
    """What the interpreter itself finds for one firm: what results are held against."""
    for pack, answers in tasks:
        yield from _find_answers(pack, answers, pack.prepared.run(inputs))


def compute_answers(tasks: Iterable[Task], inputs: Inputs) -> Iterator[Interpreted]:
    """The same by the compiled programs, for many firms."""
    fitted: Fitted = {}
    for pack, answers in tasks:
        yield from _find_answers(pack, answers, pack.compiled.run(inputs, fitted))


def _find_answers(pack: Pack, answers: Sequence[Answer], evaluation: Evaluation) -> Iterator[Interpreted]:
    for answer, values in zip(answers, read_all_values(evaluation, answers), strict=True):
        yield Interpreted(pack, answer, judge_values(values, answer), tuple(sorted(find_missing(values))))


def result_of(firm: str, found: Interpreted) -> Result:
    """What was found as a row of the results."""
    finding = found.finding
    most = finding.most if found.answer.is_interval else None
    return (firm, found.pack.key, found.answer.clause.id, finding.status.value, finding.amount, most, finding.value)
