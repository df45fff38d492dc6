"""What one firm is entitled to: every clause with an answer of every pack in force, applied to its facts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import version
from typing import NamedTuple

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Inputs, Missing, Value
from zhida.lang.interpret.prepare import Evaluation
from zhida.lang.interpret.run import Fitted
from zhida.policy.allocation.rules import AllocationKind
from zhida.policy.answers import NOT_ENTITLED, UNKNOWN, Answer
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.decimals import count_decimals
from zhida.policy.explanation import Explanation
from zhida.policy.facts import FactCatalogue
from zhida.policy.firm import Firm
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.reasons import Reason
from zhida.policy.serialise import JSON_NAME
from zhida.policy.views import derive_views

ENGINE = f"zhida {version('zhida')}"
"""The version of the engine, named in everything it computes."""

CENTS = 2
"""Decimals an amount in 元 may have."""

LARGEST = Decimal(10) ** 16
"""An amount is less than that, in 元: results hold no larger one."""


class Status(StrEnum):
    """Whether a firm is entitled, is not, or nobody can tell yet."""

    ENTITLED = "可享"
    NOT_ENTITLED = NOT_ENTITLED
    UNKNOWN = UNKNOWN


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that matters and nobody has given: the way to it, its words, and the department that has it."""

    path: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Foundation:
    """What a result rests on: digests of packs by key and of the catalogue, and the version of the engine."""

    packs: Mapping[str, str]
    catalogue: str
    engine: str = ENGINE


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One clause applied to one firm.

    ``amount`` is in 元, exact to the cent, and set for an award or relief the firm is entitled to; ``most`` is the same, but of
    an interval its most, where ``amount`` is its least. ``value`` is the text of a classification. ``subject_to`` tells what besides the firm the amount depends on: places by rank, a budget.
    ``diagnostics`` tell what is wrong with the clause itself, and why parts of the way were null.
    """

    pack: str
    policy: str
    number: str
    clause: str
    article: str
    title: str
    kind: ClauseKind
    status: Status
    amount: Decimal | None
    most: Decimal | None
    value: str | None
    subject_to: tuple[AllocationKind, ...]
    no_application: bool
    verified: bool
    explanation: Explanation = field(compare=False, repr=False, metadata={JSON_NAME: "reason"})
    missing: tuple[MissingFact, ...]
    diagnostics: tuple[Diagnostic, ...]
    rests_on: Foundation

    @property
    def reason(self) -> Reason:
        """Why, in words: they are made when they are first asked for."""
        return self.explanation.reason


def compute_entitlements(library: PackLibrary, firm: Firm, on: dt.date) -> tuple[Entitlement, ...]:
    """The answers of all clauses of the packs in force on a day, in the order of the library."""
    inputs = build_inputs(firm, on, library.catalogue)
    fitted: Fitted = {}
    return tuple(one for pack in library.in_force(on) for one in _compute_pack(pack, inputs, fitted))


def compute_answers(library: PackLibrary, firm: Firm, on: dt.date) -> Mapping[tuple[str, str], Finding]:
    """Status and amount of all clauses of the packs in force on a day, by the keys of pack and clause.

    They are those of `compute_entitlements`, without the reasons and in a quarter of the time.
    """
    inputs = build_inputs(firm, on, library.catalogue)
    fitted: Fitted = {}
    return {
        (pack.key, answer.clause.id): finding
        for pack in library.in_force(on)
        for answer, finding in _judge_answers(pack, inputs, fitted)
    }


def _judge_answers(pack: Pack, inputs: Inputs, fitted: Fitted) -> Iterable[tuple[Answer, Finding]]:
    """All answers in one evaluation; where it meets a fault, each in one of its own, for not all may rest on it."""
    evaluation = pack.compiled.run(inputs, fitted)
    found = judge_all(evaluation, pack.answers)
    if has_fault(evaluation.warnings):
        return [(answer, judge_answer(pack, answer, inputs, fitted)) for answer in pack.answers]
    return zip(pack.answers, found, strict=True)


def judge_answer(pack: Pack, answer: Answer, inputs: Inputs, fitted: Fitted) -> Finding:
    """What one clause answers, without the reasons; ``fitted`` is remembered for inputs that are nearly the same."""
    evaluation = pack.compiled.run(inputs, fitted)
    finding = judge_values(read_values(evaluation, answer), answer)
    return Finding(Status.UNKNOWN) if has_fault(evaluation.warnings) else finding


def build_inputs(firm: Firm, on: dt.date, catalogue: FactCatalogue) -> Inputs:
    """What the programs of packs read of a firm: its facts and the views of them."""
    return {**firm.facts, **derive_views(firm.facts, Date.from_python(on), catalogue)}


def compute_entitlement(pack: Pack, answer: Answer, inputs: Inputs) -> Entitlement:
    """One clause applied to the inputs of one firm."""
    return _compute(pack, answer, inputs, {})


def _compute_pack(pack: Pack, inputs: Inputs, fitted: Fitted) -> Iterable[Entitlement]:
    """All answers in one evaluation; where it leaves warnings, each in one of its own, for not all may rest on them."""
    traces = pack.traced.evaluate_all([key for answer in pack.answers for key in answer.keys], inputs, fitted)
    if traces is None:
        return [_compute(pack, answer, inputs, fitted) for answer in pack.answers]
    rests_on = Foundation(pack.digests, pack.catalogue.digest)
    entitlements = []
    for answer in pack.answers:
        values = [traces[key].value for key in answer.keys]
        explanation = Explanation(traces[answer.key], inputs, pack.explainer)
        entitlements.append(
            _entitle(_Question(pack, answer, rests_on), values, judge_values(values, answer), explanation)
        )
    return entitlements


def _compute(pack: Pack, answer: Answer, inputs: Inputs, fitted: Fitted) -> Entitlement:
    evaluation = pack.compiled.run(inputs, fitted)
    values = read_values(evaluation, answer)
    warnings = evaluation.warnings
    finding = Finding(Status.UNKNOWN) if has_fault(warnings) else judge_values(values, answer)
    told = replace(finding, diagnostics=(*finding.diagnostics, *warnings))
    explanation = Explanation(pack.traced.evaluate(answer.key, inputs).trace, inputs, pack.explainer)
    rests_on = Foundation(pack.digests, pack.catalogue.digest)
    return _entitle(_Question(pack, answer, rests_on), values, told, explanation)


class _Question(NamedTuple):
    """A clause that is applied to a firm."""

    pack: Pack
    answer: Answer
    rests_on: Foundation


def _entitle(question: _Question, values: Sequence[Value], finding: Finding, explanation: Explanation) -> Entitlement:
    pack, answer, rests_on = question
    clause = answer.clause
    allocation = pack.allocation.get(clause.id)
    return Entitlement(
        pack=pack.key,
        policy=pack.metadata.title,
        number=pack.metadata.number,
        clause=clause.id,
        article=clause.article,
        title=clause.title,
        kind=answer.kind,
        status=finding.status,
        amount=finding.amount,
        most=finding.most,
        value=finding.value,
        subject_to=() if allocation is None else allocation.kinds,
        no_application=clause.attributes.no_application,
        verified=pack.metadata.verified,
        explanation=explanation,
        missing=_describe_all(find_missing(values), pack.catalogue) if finding.status is Status.UNKNOWN else (),
        diagnostics=finding.diagnostics,
        rests_on=rests_on,
    )


def sum_awards(entitlements: Iterable[Entitlement]) -> Decimal:
    """All awards together, in 元, intervals by their least; reliefs are not paid out and do not count.

    >>> sum_awards(())
    Decimal('0.00')
    """
    awards = (one.amount for one in entitlements if one.kind is ClauseKind.AWARD and one.amount is not None)
    return sum(awards, start=Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class Finding:
    """What a value means as the answer of a clause; ``most`` is the amount, or the most of an interval whose least that is."""

    status: Status
    amount: Decimal | None = None
    most: Decimal | None = None
    value: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


_AMOUNTS = 10_000
"""So many amounts, of which most are the same for many firms, are remembered."""

_CENT = Decimal("0.01")
_PAID = (ClauseKind.AWARD, ClauseKind.RELIEF)
_OBTAINED, _REFUSED, _UNDECIDED = map(Finding, (Status.ENTITLED, Status.NOT_ENTITLED, Status.UNKNOWN))


def read_values(evaluation: Evaluation, answer: Answer) -> tuple[Value, ...]:
    """What the definitions of an answer come to: one value, or the least and the most of an interval."""
    return tuple(evaluation.value(key) for key in answer.keys)


def read_all_values(evaluation: Evaluation, answers: Sequence[Answer]) -> Sequence[tuple[Value, ...]]:
    """The same of all answers of a policy, in one go."""
    values = evaluation.values([answer.key for answer in answers])
    return [
        (value, evaluation.value(answer.most_key)) if answer.is_interval else (value,)
        for answer, value in zip(answers, values, strict=True)
    ]


def judge_values(values: Sequence[Value], answer: Answer) -> Finding:
    """What a clause answers by the values of its definitions."""
    return judge_interval(values[0], values[-1], answer) if answer.is_interval else judge(values[0], answer)


def judge_all(evaluation: Evaluation, answers: Sequence[Answer]) -> Sequence[Finding]:
    """What each clause of a policy answers, in one go."""
    values = evaluation.values([answer.key for answer in answers])
    return [
        judge(value, answer)
        if answer.key == answer.most_key
        else judge_interval(value, evaluation.value(answer.most_key), answer)
        for answer, value in zip(answers, values, strict=True)
    ]


def find_missing(values: Iterable[Value]) -> frozenset[str]:
    """The ways to the facts without which nobody can tell the values."""
    return frozenset[str]().union(*(value.facts for value in values if isinstance(value, Missing)))


def judge_interval(least: Value, most: Value, answer: Answer) -> Finding:
    """What two values mean as an interval: null and what is below 0 count as 0, and the firm is entitled if the most is more.

    That the least is more than the most is an error of the clause, and so is what is not exact to the cent.
    """
    if isinstance(least, Missing) or isinstance(most, Missing):
        return _UNDECIDED
    low, high = (max(value, Decimal(0)) if isinstance(value, Decimal) else Decimal(0) for value in (least, most))
    if low > high:
        values = {"title": answer.clause.title, "least": format(low, "f"), "amount": format(high, "f")}
        error = Diagnostic("entitlement.interval-reversed", answer.clause.span, values)
        return Finding(Status.UNKNOWN, diagnostics=(error,))
    top = _judge_amount(high, answer)
    if top.amount is None or low == 0:
        return replace(top, amount=None if top.amount is None else Decimal("0.00"))
    bottom = _judge_amount(low, answer)
    return bottom if bottom.amount is None else replace(bottom, most=top.amount)


def judge(value: Value, answer: Answer) -> Finding:
    """What the value of a clause's definition means; a value no clause can have is an error of the clause.

    An award that is not exact to the cent is never rounded here: the clause has to say how, and until it does nobody
    can tell.
    """
    if value is None:
        return _REFUSED
    if isinstance(value, Missing):
        return _UNDECIDED
    if type(value) is Decimal and answer.kind in _PAID:
        return _judge_amount(value, answer)
    match answer.kind, value:
        case ClauseKind.STATUS, bool():
            return _OBTAINED if value else _REFUSED
        case ClauseKind.CLASSIFICATION, str():
            return Finding(Status.ENTITLED, value=value)
    values = {"title": answer.clause.title, "kind": answer.kind, "value": str(value)}
    return Finding(Status.UNKNOWN, diagnostics=(Diagnostic("entitlement.wrong-type", answer.clause.span, values),))


def has_fault(warnings: Iterable[Diagnostic]) -> bool:
    """Whether a value is null because the clause contradicts itself or asks for too much: no firm can be refused by that."""
    return any(found.severity is Severity.ERROR or found.code in _CONTRADICTIONS for found in warnings)


def _describe_all(paths: Iterable[str], catalogue: FactCatalogue) -> tuple[MissingFact, ...]:
    return tuple(describe_missing(path, catalogue) for path in sorted(paths))


def describe_missing(path: str, catalogue: FactCatalogue) -> MissingFact:
    """A missing fact in words: ``年度账[2025].研发费用`` is 2025年研发费用, ``知识产权[0].授权日`` that of the first item."""
    matched = _RECORD.match(path)
    if matched is None:
        fact = catalogue.find(path)
        return MissingFact(path, path.replace(".", ""), fact.source if fact else _source_of(path, catalogue))
    group, index, name = matched["group"], int(matched["index"]), matched["name"]
    fact = catalogue.find(f"{group}.{name}") if name else None
    of_year = catalogue.years is not None and group == catalogue.years.name
    place = f"{index}年" if of_year else f"{group}第{index + 1}项的"
    source = fact.source if fact else _source_of(group, catalogue)
    return MissingFact(path, f"{place}{name or group}", source)


_CONTRADICTIONS = frozenset({"interpret.not-unique", "interpret.not-the-same"})
_RECORD = re.compile(r"(?P<group>[^\[]+)\[(?P<index>[0-9]+)\](?:\.(?P<name>.+))?\Z")


def _judge_amount(value: Decimal, answer: Answer) -> Finding:
    return _grant(value) or _refuse_amount(value, answer)


def _refuse_amount(value: Decimal, answer: Answer) -> Finding:
    """Nobody can tell an amount that is not exact to the cent, or is too large."""
    values = {"title": answer.clause.title, "name": answer.name, "amount": format(value, "f")}
    code = "entitlement.too-large" if value >= LARGEST else "entitlement.not-exact"
    return Finding(Status.UNKNOWN, diagnostics=(Diagnostic(code, answer.clause.span, values),))


@lru_cache(maxsize=_AMOUNTS)
def _grant(amount: Decimal) -> Finding | None:
    """What an amount grants; None if it is not exact to the cent, or too large."""
    if amount <= 0:
        return _REFUSED
    if amount >= LARGEST or count_decimals(amount) > CENTS:
        return None
    exact = amount.quantize(_CENT, context=DECIMAL128)
    return Finding(Status.ENTITLED, amount=exact, most=exact)


def _source_of(group: str, catalogue: FactCatalogue) -> str:
    """The departments that keep the facts of a list."""
    found = catalogue.lists.get(group)
    return "、".join(dict.fromkeys(fact.source for fact in found.facts.values() if fact.source)) if found else ""
