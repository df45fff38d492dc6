"""The answers of clauses as columns, as `zhida.policy.entitlement.judge` has them for one firm."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlglot import exp

from zhida.lang.sql.build import Sql, any_of, binary, case, cast_decimal, invert, is_null, number, text
from zhida.lang.sql.columns import NumberColumn
from zhida.lang.sql.terms import Scalar, missing_test
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import CENTS, Status
from zhida.population.results import AMOUNT, STATUS, TEXT

AMOUNT_DIGITS = 18
"""Digits of a stored amount, cents included."""


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """The columns of one answer; ``inexact`` holds an amount that is not exact to the cent, elsewhere NULL."""

    status: Sql
    amount: Sql | None = None
    text: Sql | None = None
    inexact: Sql | None = None

    def find(self, told: str) -> Sql | None:
        """The column that tells the status, the amount or the text."""
        return {STATUS: self.status, AMOUNT: self.amount, TEXT: self.text}[told]


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
    """Entitled to an amount above 0."""
    above = _is_above_zero(term)
    return AnswerColumns(_status(missing_test(term), above), case([(above, _stored(term))], None))


def _judge_inexact(term: Scalar) -> AnswerColumns:
    """Nobody can tell an amount that is not exact to the cent."""
    above, differs = _is_above_zero(term), binary(exp.NEQ, term.value, _stored(term))
    inexact, exact = binary(exp.And, above, differs), binary(exp.And, above, invert(differs))
    unknown = any_of((missing_test(term), inexact))
    return AnswerColumns(
        _status(unknown, exact), case([(exact, _stored(term))], None), inexact=case([(inexact, term.value)], None)
    )


def _is_above_zero(term: Scalar) -> Sql:
    return binary(exp.GT, term.value, number(Decimal(0)))


def _stored(term: Scalar) -> Sql:
    return cast_decimal(term.value, AMOUNT_DIGITS, CENTS)


def _status(unknown: Sql | None, entitled: Sql) -> Sql:
    arms = [] if unknown is None else [(unknown, text(Status.UNKNOWN.value))]
    return case([*arms, (entitled, text(Status.ENTITLED.value))], text(Status.NOT_ENTITLED.value))
