"""What an expression becomes in SQL: a value, and how to tell null from missing where the value is NULL.

FEEL has null ("there is none") and a firm's facts may be missing ("nobody told us"), but SQL has one NULL. Every term
therefore says what its NULL means (`Absence`); only where it may mean either does it carry a second expression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeGuard

from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.values import Value
from zhida.lang.sql.build import Sql, any_of, binary, integer, is_null, number
from zhida.lang.sql.columns import NumberColumn, ScalarColumn, SimpleColumn


class Absence(Enum):
    """What it means when the SQL value of a term is NULL."""

    NEVER = "never"
    NULL = "null"
    MISSING = "missing"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value of one column type. ``missing`` is given exactly when NULL may mean either.

    ``constant`` is the value when it is known while compiling; ``operands`` are those of a product, or of the
    months between two dates, that was not stored.
    """

    column: ScalarColumn
    value: Sql
    absence: Absence = Absence.NEVER
    missing: Sql | None = None
    constant: Value = None
    operands: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotient:
    """``top / bottom``, not yet divided; null where the bottom is 0. ``pure``: nothing was done to it since the division."""

    top: Scalar
    bottom: Scalar
    pure: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A SQL list whose items are computed when needed: ``item`` makes the term of one from its SQL expression.

    ``may_miss``: the source may be NULL, which says that the list is missing. ``null_if_empty``: an empty list stands for
    null; other lists are never null.
    """

    source: Sql
    item: Callable[[Sql], Term]
    may_miss: bool = False
    null_if_empty: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list written out: as many terms as it has items."""

    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A context whose fields are computed when needed; ``whole`` is a boolean whose NULL tells that the context is null or missing."""

    names: tuple[str, ...]
    field: Callable[[str], Term]
    whole: Scalar


@dataclass(frozen=True, slots=True)
class Interval:
    """A range; an end that is None is unbounded."""

    low: Term | None
    high: Term | None
    low_closed: bool
    high_closed: bool


Number = Scalar | Quotient
Term = Number | Listing | Items | Context | Interval

NULL_TERM = Scalar(SimpleColumn.NULL, exp.null(), Absence.NULL)
MISSING_TERM = Scalar(SimpleColumn.NULL, exp.null(), Absence.MISSING)


def is_nothing(term: Term) -> bool:
    """Whether the term is null or missing whatever the facts."""
    return isinstance(term, Scalar) and term.column is SimpleColumn.NULL


def is_number(term: Term) -> TypeGuard[Number]:
    """Whether the term is a number (null and missing are not)."""
    return isinstance(term, Quotient) or (isinstance(term, Scalar) and isinstance(term.column, NumberColumn))


def expect_number(term: Term) -> Number:
    """The term as an operand of arithmetic, null and missing included; anything else is refused."""
    if is_number(term) or (isinstance(term, Scalar) and is_nothing(term)):
        return term
    raise refuse("sql.no-number")


def expect_scalar(term: Term) -> Scalar:
    """The term as one value; lists, contexts and unrounded quotients are refused."""
    if isinstance(term, Scalar):
        return term
    raise refuse("sql.list-of-lists")


def missing_test(term: Term) -> Sql | None:
    """The SQL condition under which the term is missing, or None if it never is."""
    match term:
        case Scalar(absence=Absence.MISSING):
            return is_null(term.value)
        case Scalar():
            return term.missing
        case Listing():
            return is_null(term.source) if term.may_miss else None
        case Quotient():
            return any_of((missing_test(term.top), missing_test(term.bottom)))
        case Context():
            return missing_test(term.whole)
        case Items():
            return any_of(missing_test(item) for item in term.items)
        case Interval():
            return any_of(missing_test(end) for end in (term.low, term.high) if end is not None)


def null_test(term: Term) -> Sql | None:
    """The SQL condition under which the term is null, or None if it never is; it may hold, too, where the term is missing."""
    match term:
        case Scalar():
            return is_null(term.value) if is_nullable(term) else None
        case Quotient():
            is_zero = sign_of(exp.EQ, term.bottom) if _may_be_zero(term.bottom) else None
            return any_of((null_test(term.top), null_test(term.bottom), is_zero))
        case Context():
            return null_test(term.whole)
        case _:
            return None


def _may_be_zero(term: Scalar) -> bool:
    return not isinstance(term.column, NumberColumn) or term.column.least <= 0 <= term.column.most


def sign_of(kind: type[exp.Binary], term: Scalar) -> Sql:
    """``number operator 0``."""
    is_whole = isinstance(term.column, NumberColumn) and term.column.whole
    return binary(kind, term.value, integer(0) if is_whole else number(Decimal(0)))


def scalar(column: ScalarColumn, value: Sql, missing: Sql | None, *, nullable: bool) -> Scalar:
    """A term from its parts; ``value`` is NULL wherever it is missing."""
    if missing is None:
        return Scalar(column, value, Absence.NULL if nullable else Absence.NEVER)
    if nullable:
        return Scalar(column, value, Absence.EITHER, missing)
    return Scalar(column, value, Absence.MISSING)


def is_nullable(term: Scalar) -> bool:
    """Whether the term may be null (other than missing)."""
    return term.absence in {Absence.NULL, Absence.EITHER}


def strict(column: ScalarColumn, value: Sql, operands: Iterable[Scalar]) -> Scalar:
    """The result of an operation that is NULL as soon as one operand is: missing if one is missing, else null."""
    terms = list(operands)
    missing = any_of(missing_test(term) for term in terms)
    return scalar(column, value, missing, nullable=any(map(is_nullable, terms)))
