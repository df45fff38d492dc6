"""Three-valued logic and choice over terms: Kleene's, with null and missing kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql.build import Sql, all_of, any_of, binary, case, invert, is_null
from zhida.lang.sql.columns import NumberColumn, ScalarColumn, SimpleColumn, span_union
from zhida.lang.sql.numbers import ORDERINGS, WIDEST, Ordering, align, as_quotient, compare
from zhida.lang.sql.temporal import compare_months
from zhida.lang.sql.terms import (
    MISSING_TERM,
    Absence,
    Context,
    Quotient,
    Scalar,
    Term,
    is_nothing,
    is_nullable,
    is_number,
    missing_test,
    null_test,
    scalar,
    sign_of,
    strict,
)

TRUE = Scalar(SimpleColumn.BOOLEAN, exp.true(), constant=True)
FALSE = Scalar(SimpleColumn.BOOLEAN, exp.false(), constant=False)

Arm = tuple[Sql, Term]
"""A condition that is never in doubt where it is reached (NULL counts as false), and the term it leads to."""


# Conjunction, disjunction, negation


def conjoin(terms: Sequence[Scalar]) -> Scalar:
    """``and``: false if one is false, else missing if one is missing, else null if one is null, else true."""
    return _junction(exp.And, terms, FALSE, TRUE)


def disjoin(terms: Sequence[Scalar]) -> Scalar:
    """``or``: true if one is true, else missing if one is missing, else null if one is null, else false."""
    return _junction(exp.Or, terms, TRUE, FALSE)


def _junction(kind: type[exp.Binary], terms: Sequence[Scalar], decisive: Scalar, neutral: Scalar) -> Scalar:
    if any(term.constant is decisive.constant for term in terms):
        return decisive
    open_ = [term for term in terms if term.constant is not neutral.constant]
    if not open_:
        return neutral
    joined = all_of if kind is exp.And else any_of
    value = joined(term.value for term in open_) or neutral.value
    missing = any_of(missing_test(term) for term in open_)
    nullable = any(map(is_nullable, open_))
    if missing is not None and nullable:
        missing = binary(exp.And, missing, is_null(value))
    return scalar(SimpleColumn.BOOLEAN, value, missing, nullable=nullable)


def invert_term(term: Scalar) -> Scalar:
    """``not``: null and missing stay what they are."""
    if isinstance(term.constant, bool):
        return FALSE if term.constant else TRUE
    return strict(SimpleColumn.BOOLEAN, invert(term.value), (term,))


def expect_boolean(term: Term) -> Scalar:
    """The term as an operand of logic; what is no boolean is refused."""
    if isinstance(term, Scalar) and term.column in {SimpleColumn.BOOLEAN, SimpleColumn.NULL}:
        return term
    raise refuse("sql.no-boolean")


# Comparison


def compare_terms(operator: Ordering, left: Term, right: Term) -> Scalar:
    """``left operator right`` as FEEL has it: null equals only null, and has no order."""
    if operator == "=":
        return _equate(left, right)
    if is_nothing(left) or is_nothing(right):
        missing = any_of((missing_test(left), missing_test(right)))
        return scalar(SimpleColumn.BOOLEAN, exp.null(), missing, nullable=True)
    return _compare_known(operator, left, right)


def _compare_known(operator: Ordering, left: Term, right: Term) -> Scalar:
    if is_number(left) and is_number(right):
        return compare(operator, left, right)
    if isinstance(left, Scalar) and isinstance(right, Scalar) and left.column == right.column:
        if left.column is SimpleColumn.BOOLEAN:
            return _equate_booleans(operator, left, right)
        started = compare_months(operator, left, right)
        if started is not None:
            return started
        return strict(SimpleColumn.BOOLEAN, binary(ORDERINGS[operator], left.value, right.value), (left, right))
    raise refuse("sql.mixed-types")


def _equate_booleans(operator: Ordering, left: Scalar, right: Scalar) -> Scalar:
    """``left = right``: what equals true is the condition itself."""
    if operator != "=":
        raise refuse("sql.mixed-types")
    for one, other in ((left, right), (right, left)):
        if isinstance(other.constant, bool):
            return one if other.constant else invert_term(one)
    return strict(SimpleColumn.BOOLEAN, binary(exp.EQ, left.value, right.value), (left, right))


def _equate(left: Term, right: Term) -> Scalar:
    if isinstance(left, Scalar) and is_nothing(left):
        return _is_null_or_missing(right, left)
    if isinstance(right, Scalar) and is_nothing(right):
        return _is_null_or_missing(left, right)
    known = _compare_known("=", left, right)
    if null_test(left) is None and null_test(right) is None:
        return known
    missing = any_of((missing_test(left), missing_test(right)))
    arms: list[tuple[Sql, Sql]] = [] if missing is None else [(missing, exp.null())]
    nulls = [test for test in (null_test(left), null_test(right)) if test is not None]
    both = exp.false() if len(nulls) == 1 else all_of(nulls)
    arms.append((any_of(nulls) or exp.true(), both or exp.true()))
    return scalar(SimpleColumn.BOOLEAN, case(arms, known.value), missing, nullable=False)


def _is_null_or_missing(term: Term, null: Scalar) -> Scalar:
    """``term = null``."""
    if null.absence is Absence.MISSING:
        return Scalar(SimpleColumn.BOOLEAN, exp.null(), Absence.MISSING)
    missing, is_null_ = missing_test(term), null_test(term) or exp.false()
    value = is_null_ if missing is None else case([(missing, exp.null())], is_null_)
    return scalar(SimpleColumn.BOOLEAN, value, missing, nullable=False)


# Choice


def choose(arms: Sequence[Arm], otherwise: Term) -> Term:
    """The term of the first arm whose condition is true, else ``otherwise``."""
    reached: list[Arm] = []
    for condition, term in arms:
        if isinstance(condition, exp.Boolean) and condition.this:
            return choose(reached, term)
        if not isinstance(condition, exp.Boolean):
            reached.append((condition, term))
    if not reached:
        return otherwise
    terms = [term for _, term in reached] + [otherwise]
    if any(isinstance(term, Context) for term in terms):
        return _choose_context(reached, otherwise)
    if any(isinstance(term, Quotient) for term in terms):
        return _choose_quotient(reached, otherwise)
    return _choose_scalar(reached, otherwise)


def choose_by(condition: Scalar, consequence: Term, alternative: Term) -> Term:
    """``if``: a null condition counts as false, a missing one makes the whole missing."""
    missing = missing_test(condition)
    if missing is None:
        return choose([(condition.value, consequence)], alternative)
    return choose([(condition.value, consequence), (missing, MISSING_TERM)], alternative)


def _choose_scalar(arms: Sequence[Arm], otherwise: Term) -> Scalar:
    terms, column = unify([_expect_scalar(term) for _, term in arms] + [_expect_scalar(otherwise)])
    scalars = [(condition, term) for (condition, _), term in zip(arms, terms, strict=False)]
    last = terms[-1]
    value = case([(condition, term.value) for condition, term in scalars], last.value)
    nullable = any(map(is_nullable, terms))
    missing = _choose_missing(scalars, last, nullable=nullable)
    return scalar(column, value, missing, nullable=nullable)


def _choose_missing(arms: Sequence[tuple[Sql, Scalar]], otherwise: Scalar, *, nullable: bool) -> Sql | None:
    """The test for missing; where nothing can be null it only matters that there is one."""
    tests = [(condition, missing_test(term)) for condition, term in arms]
    last = missing_test(otherwise)
    if last is None and all(test is None for _, test in tests):
        return None
    if not nullable:
        return exp.true()
    return case([(condition, test or exp.false()) for condition, test in tests], last or exp.false())


def _expect_scalar(term: Term) -> Scalar:
    if isinstance(term, Scalar):
        return term
    raise refuse("sql.choice-of-lists")


def unify(terms: Sequence[Scalar]) -> tuple[list[Scalar], ScalarColumn]:
    """The terms held alike, and the column that holds the values of all; numbers get the digits of the widest."""
    distinct = {term.column for term in terms if term.column is not SimpleColumn.NULL}
    if distinct and all(isinstance(column, NumberColumn) for column in distinct):
        aligned = align(terms)
        union = span_union([term.column for term in aligned if isinstance(term.column, NumberColumn)])
        if union.width > WIDEST:  # a database would cut decimals to have room for the integers
            raise refuse("sql.too-wide", digits=union.width, most=WIDEST)
        return aligned, union
    if len(distinct) > 1:
        raise refuse("sql.mixed-types")
    return list(terms), next(iter(distinct), SimpleColumn.NULL)


def _choose_quotient(arms: Sequence[Arm], otherwise: Term) -> Quotient:
    quotients = [(condition, _expect_quotient(term)) for condition, term in arms]
    last = _expect_quotient(otherwise)
    for condition, _ in arms:
        last = _exclude_zero(last, condition)
    top = _choose_scalar([(condition, quotient.top) for condition, quotient in quotients], last.top)
    bottom = _choose_scalar([(condition, quotient.bottom) for condition, quotient in quotients], last.bottom)
    return Quotient(top, bottom, last.pure and all(quotient.pure for _, quotient in quotients))


def _exclude_zero(quotient: Quotient, excluded: Sql) -> Quotient:
    """The quotient where a condition does not hold: it may be that the bottom is 0."""
    bottom, column = quotient.bottom, quotient.bottom.column
    if excluded != sign_of(exp.EQ, bottom) or not isinstance(column, NumberColumn) or column.least < 0:
        return quotient
    above = replace(column, low=max(column.least, Decimal(1).scaleb(-column.scale)), high=column.most)
    return replace(quotient, bottom=replace(bottom, column=above))


def _expect_quotient(term: Term) -> Quotient:
    if isinstance(term, Scalar | Quotient):
        return as_quotient(term)
    raise refuse("sql.choice-of-lists")


def _choose_context(arms: Sequence[Arm], otherwise: Term) -> Context:
    terms = [term for _, term in arms] + [otherwise]
    names = {term.names for term in terms if isinstance(term, Context)}
    if len(names) != 1 or not all(isinstance(term, Context) or is_nothing(term) for term in terms):
        raise refuse("sql.mixed-types")

    def field(name: str) -> Term:
        return choose([(condition, field_of(term, name)) for condition, term in arms], field_of(otherwise, name))

    whole = _choose_scalar([(condition, _whole(term)) for condition, term in arms], _whole(otherwise))
    return Context(names.pop(), field, whole)


def _whole(term: Term) -> Scalar:
    return term.whole if isinstance(term, Context) else _expect_scalar(term)


def field_of(term: Term, name: str) -> Term:
    """The field of a context; of null and of missing, the same."""
    if isinstance(term, Context):
        if name not in term.names:
            raise refuse("sql.unknown-field", name=name)
        return term.field(name)
    return _expect_scalar(term)
