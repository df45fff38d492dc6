"""The answers of clauses as columns, as `zhida.policy.entitlement.judge` has them for one firm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, reduce

from sqlglot import exp

from zhida.lang.sql.build import (
    Sql,
    any_of,
    binary,
    case,
    cast_decimal,
    function,
    integer,
    invert,
    is_null,
    number,
    text,
)
from zhida.lang.sql.columns import NumberColumn
from zhida.lang.sql.terms import Scalar, missing_test, sign_of
from zhida.policy.answers import Answer
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import CENTS, Status
from zhida.population.plan import PackPlan
from zhida.population.results import AMOUNT, MOST, STATUS, TEXT, list_told, name_column

AMOUNT_DIGITS = 18
"""Digits of a stored amount, cents included."""


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """The columns of one answer; ``status`` is an ENUM, ``inexact`` holds an amount that is not exact to the cent, elsewhere NULL.

    ``most`` is the most of an interval; ``inexact`` holds it also where the least is more.
    """

    status: Sql
    amount: Sql | None = None
    most: Sql | None = None
    text: Sql | None = None
    inexact: Sql | None = None

    def find(self, told: str) -> Sql | None:
        """The column that tells the status, the amount or the text."""
        return {STATUS: self.status, AMOUNT: self.amount, MOST: self.most, TEXT: self.text}[told]


def judge_planned(plan: PackPlan, answer: Answer) -> AnswerColumns:
    """The columns of an answer that SQL computes."""
    least, most = plan.compiled.outputs[answer.key], plan.compiled.outputs[answer.most_key]
    return judge_interval_in_sql(least, most) if answer.is_interval else judge_in_sql(least, answer.kind)


def project_answer(plan: PackPlan, answer: Answer) -> Iterator[tuple[str, Sql]]:
    """The columns of an answer that SQL computes, by name."""
    columns = judge_planned(plan, answer)
    for told in list_told(answer):
        value = columns.find(told)
        if value is not None:
            yield name_column(plan.pack.key, answer.clause.id, told), value


def _may_be_inexact(term: Scalar, kind: ClauseKind) -> bool:
    """Whether the value of an award may have more decimals than cents."""
    return kind.is_amount and isinstance(term.column, NumberColumn) and term.column.scale > CENTS


def judge_in_sql(term: Scalar, kind: ClauseKind) -> AnswerColumns:
    """What a value means as the answer of a clause of this kind."""
    match kind:
        case ClauseKind.AWARD | ClauseKind.RELIEF:
            return _judge_inexact(term) if _may_be_inexact(term, kind) else _judge_award(term)
        case ClauseKind.STATUS:
            return AnswerColumns(_status(missing_test(term), term.value))
        case _:
            return AnswerColumns(_status(missing_test(term), invert(is_null(term.value))), text=term.value)


def _judge_award(term: Scalar) -> AnswerColumns:
    """Entitled to an amount above 0; that it is above 0 need not be asked where nothing else is possible."""
    least = term.column.least if isinstance(term.column, NumberColumn) else Decimal(0)
    above = invert(is_null(term.value)) if least > 0 else sign_of(exp.GT, term)
    if least > 0:
        amount = term.value
    elif least == 0:
        amount = function("nullif", term.value, integer(0))
    else:
        amount = case([(above, term.value)], None)
    return AnswerColumns(_status(missing_test(term), above), _stored(amount))


def _judge_inexact(term: Scalar) -> AnswerColumns:
    """Nobody can tell an amount that is not exact to the cent."""
    above, differs = sign_of(exp.GT, term), binary(exp.NEQ, term.value, _stored(term.value))
    inexact, exact = binary(exp.And, above, differs), binary(exp.And, above, invert(differs))
    unknown = any_of((missing_test(term), inexact))
    amount = case([(exact, _stored(term.value))], None)
    return AnswerColumns(_status(unknown, exact), amount, inexact=case([(inexact, term.value)], None))


def judge_interval_in_sql(least: Scalar, most: Scalar) -> AnswerColumns:
    """What two numbers mean as an interval (`zhida.policy.entitlement.judge_interval`)."""
    low, high = (case([(sign_of(exp.GT, term), term.value)], number(Decimal(0))) for term in (least, most))
    faults = (binary(exp.GT, low, high), *(binary(exp.NEQ, end, _stored(end)) for end in (low, high)))
    wrong, entitled = reduce(partial(binary, exp.Or), faults), sign_of(exp.GT, most)
    missing = any_of((missing_test(least), missing_test(most)))
    absent = [] if missing is None else [missing]
    unknown = [(test, exp.null()) for test in (*absent, wrong)]
    return AnswerColumns(
        status=case(
            [*((test, _constant(Status.UNKNOWN)) for test in (*absent, wrong)), (entitled, _constant(Status.ENTITLED))],
            _constant(Status.NOT_ENTITLED),
        ),
        amount=case([*unknown, (entitled, _stored(low))], None),
        most=case([*unknown, (entitled, _stored(high))], None),
        inexact=case([*((test, exp.null()) for test in absent), (wrong, high)], None),
    )


def _stored(amount: Sql) -> Sql:
    return cast_decimal(amount, AMOUNT_DIGITS, CENTS)


def _status(unknown: Sql | None, entitled: Sql) -> Sql:
    """A value that is known is asked for first: where it is missing, it is NULL and entitles to nothing."""
    arms = [(entitled, _constant(Status.ENTITLED))]
    if unknown is not None:
        arms.append((unknown, _constant(Status.UNKNOWN)))
    return case(arms, _constant(Status.NOT_ENTITLED))


def _constant(status: Status) -> Sql:
    """Each of the three is made a status by itself: to make one of a text in every row takes three times as long."""
    values = [text(one.value) for one in Status]
    return exp.Cast(this=text(status.value), to=exp.DataType(this=exp.DataType.Type.ENUM, expressions=values))
