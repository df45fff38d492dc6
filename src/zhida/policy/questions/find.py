"""What to ask next about a firm: the facts that can still change an answer, in order of the money at stake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zhida.lang.base.values import Inputs, Missing
from zhida.policy.answers import Answer
from zhida.policy.entitlement import MissingFact, build_inputs, describe_missing, has_fault
from zhida.policy.firm import Firm
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.questions.stake import find_stake


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """A clause nobody can answer yet: the facts it waits for, and the most it can pay, in 元.

    ``stake`` is zero for a clause that pays nothing, and None where nothing bounds the amount.
    """

    pack: str
    clause: str
    title: str
    missing: frozenset[str]
    stake: Decimal | None


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for: the clauses that wait for it, and the money at stake in them together, in 元.

    ``stake`` is None where the amount of one of them has no bound.
    """

    fact: MissingFact
    clauses: tuple[OpenAnswer, ...]
    stake: Decimal | None


def find_questions(library: PackLibrary, firm: Firm, on: dt.date) -> tuple[Question, ...]:
    """The facts that can still change an answer of a pack in force, those first that most money waits for.

    A fact that no answer waits for is never asked: a condition that fails already, or one that only matters once another is
    met. So each answer may end questions and may raise others; asked one after the other until none is left, they
    answer every clause. Of facts with as much at stake the one comes first for which the fewest others are wanted.
    """
    inputs = build_inputs(firm, on, library.catalogue)
    waiting = [
        found
        for pack in library.in_force(on)
        for answer in pack.answers
        if (found := _find_open_answer(pack, answer, inputs)) is not None
    ]
    paths = {path for answer in waiting for path in answer.missing}
    questions = [_make_question(describe_missing(path, library.catalogue), waiting) for path in paths]
    return tuple(sorted(questions, key=_order))


def _find_open_answer(pack: Pack, answer: Answer, inputs: Inputs) -> OpenAnswer | None:
    traced = [pack.traced.evaluate(key, inputs) for key in answer.keys]
    missing = [one.value.facts for one in traced if isinstance(one.value, Missing)]
    if not missing or any(has_fault(one.warnings) for one in traced):
        return None
    stake = find_stake(pack.program, traced[-1].trace, inputs) if answer.kind.is_amount else Decimal(0)
    return OpenAnswer(pack.key, answer.clause.id, answer.clause.title, frozenset[str]().union(*missing), stake)


def _make_question(fact: MissingFact, waiting: Iterable[OpenAnswer]) -> Question:
    clauses = tuple(answer for answer in waiting if fact.path in answer.missing)
    stakes = [answer.stake for answer in clauses if answer.stake is not None]
    return Question(fact, clauses, sum(stakes, Decimal(0)) if len(stakes) == len(clauses) else None)


def _order(question: Question) -> tuple[bool, Decimal, int, str]:
    others = min(len(answer.missing) for answer in question.clauses)
    bounded = sum((answer.stake or Decimal(0) for answer in question.clauses), Decimal(0))
    return question.stake is not None, -bounded, others, question.fact.path
