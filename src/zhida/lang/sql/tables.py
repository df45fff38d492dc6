"""Decision tables as CASE, with the hit policies of DMN (DMN 1.5, chapter 8) and rows that only *may* match.

The condition of a row is TRUE where it surely matches, NULL where it may match (a cell is missing, none fails), else FALSE.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from typing import Literal

from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql.build import (
    Sql,
    all_of,
    any_of,
    binary,
    case,
    cast,
    field,
    function,
    integer,
    invert,
    is_null,
    number,
    record,
)
from zhida.lang.sql.build import (
    column as column_sql,
)
from zhida.lang.sql.columns import NumberColumn, cast_to, span, span_product
from zhida.lang.sql.dialect import Dialect
from zhida.lang.sql.lists import COUNT
from zhida.lang.sql.logic import Arm, choose, compare_terms, unify
from zhida.lang.sql.terms import (
    MISSING_TERM,
    NULL_TERM,
    Absence,
    Listing,
    Scalar,
    Term,
    expect_scalar,
    is_nothing,
    is_nullable,
    missing_test,
    null_test,
    scalar,
)

Total = Literal["sum", "min", "max"]

_MATCH, _VALUE, _MISSING = "match", "value", "missing"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its condition and its result; ``sure`` says that the condition is never NULL.

    ``tests`` are the parts of the condition by the column of the table, None where a cell is always true; they are NULL
    where a cell is null, which a CASE takes for false.
    """

    condition: Sql
    result: Term
    sure: bool
    tests: tuple[Sql | None, ...]

    @property
    def arm(self) -> Sql:
        """The condition of a sure row as a CASE reads it: what is a column already, or else the tests as they are."""
        return self.condition if isinstance(self.condition, exp.Column) else all_of(self.tests) or exp.true()


def row_of(cells: Sequence[Scalar], result: Term) -> Row:
    """A row from its cells: a cell that is null does not match."""
    asked = [cell for cell in cells if cell.constant is not True]
    tests = tuple(None if cell.constant is True else cell.value for cell in cells)
    sure = all(missing_test(cell) is None for cell in asked)
    return Row(all_of(map(_condition, asked)) or exp.true(), result, sure, tests)


def _condition(cell: Scalar) -> Sql:
    if not is_nullable(cell):
        return cell.value
    missing = missing_test(cell)
    known = case([(cell.value, exp.true())], exp.false())
    return known if missing is None else case([(missing, exp.null())], known)


# One result


def take_first(rows: Sequence[Row], otherwise: Term) -> Term:
    """FIRST: the first row that matches, unless one that may match stands before it."""
    if all(row.sure for row in rows):
        return _take_known(rows, otherwise)
    arms: list[Arm] = []
    for row in rows:
        arms.append((row.condition, row.result))
        if not row.sure:
            arms.append((is_null(row.condition), MISSING_TERM))
    return choose(arms, otherwise)


def take_unique(rows: Sequence[Row], otherwise: Term, rivals: Sequence[tuple[int, int]]) -> Term:
    """UNIQUE: the one row that surely matches; null if two do. ``rivals`` are the pairs of rows that might both match."""
    if not rivals and all(row.sure for row in rows):
        return _take_known(rows, otherwise)
    clashes = [_both(rows[one], rows[other]) for one, other in rivals]
    return choose([*_clash_arms(clashes), *_match_arms(rows)], otherwise)


def take_any(rows: Sequence[Row], otherwise: Term, rivals: Sequence[tuple[int, int]]) -> Term:
    """ANY: the result that all rows which surely match agree on; null if they do not."""
    clashes = []
    for one, other in rivals:
        same = _same_result(rows[one].result, rows[other].result)
        if same.constant is not True:
            clashes.append(binary(exp.And, _both(rows[one], rows[other]), invert(same.value)))
    return choose([*_clash_arms(clashes), *_match_arms(rows)], otherwise)


def take_best(rows: Sequence[Row], otherwise: Term) -> Term:
    """PRIORITY: the first of the rows, which come best first; missing as soon as one may match."""
    return choose([*_unsure_arms(rows), *((row.condition, row.result) for row in rows)], otherwise)


def _take_known(rows: Sequence[Row], otherwise: Term) -> Term:
    """The first row that matches. Where each row wants one text of a column, that is looked at first and only once."""
    groups = _group_by_text(rows)
    if groups is None:
        return choose([(row.arm, row.result) for row in rows], otherwise)
    arms: list[Arm] = []
    for key, (place, members) in groups.items():
        inner = [(all_of(_without(row.tests, place)) or exp.true(), row.result) for row in members]
        arms.append((key, choose(inner, otherwise)))
    return choose(arms, otherwise)


def _group_by_text(rows: Sequence[Row]) -> Mapping[Sql, tuple[int, list[Row]]] | None:
    """The rows by what they want of the first column in which all want a text, if some want the same."""
    for place, first in enumerate(rows[0].tests if rows else ()):
        keys = [row.tests[place] for row in rows]
        if isinstance(first, exp.EQ) and all(_is_text_of(key, first.this) for key in keys):
            groups: dict[Sql, tuple[int, list[Row]]] = {}
            for key, row in zip(keys, rows, strict=True):
                groups.setdefault(key or exp.true(), (place, []))[1].append(row)
            return groups if len(groups) < len(rows) else None
    return None


def _is_text_of(test: Sql | None, column: Sql) -> bool:
    """Whether it is ``column = 'text'``."""
    return isinstance(test, exp.EQ) and test.this == column and test.expression.is_string


def _without(tests: Sequence[Sql | None], place: int) -> list[Sql | None]:
    return [*tests[:place], *tests[place + 1 :]]


def _both(one: Row, other: Row) -> Sql:
    return binary(exp.And, one.condition, other.condition)


def _clash_arms(clashes: Sequence[Sql]) -> list[Arm]:
    clash = any_of(clashes)
    return [] if clash is None else [(clash, NULL_TERM)]


def _match_arms(rows: Sequence[Row]) -> list[Arm]:
    return [*((row.condition, row.result) for row in rows), *_unsure_arms(rows)]


def _unsure_arms(rows: Sequence[Row]) -> list[Arm]:
    """Missing where a row may match."""
    unsure = any_of(is_null(row.condition) for row in rows if not row.sure)
    return [] if unsure is None else [(unsure, MISSING_TERM)]


def _same_result(one: Term, other: Term) -> Scalar:
    for term in (one, other):
        if not isinstance(term, Scalar) or missing_test(term) is not None:
            raise refuse("sql.any-results")
    return compare_terms("=", one, other)


# All results


def collect_list(rows: Sequence[Row], dialect: Dialect) -> Listing:
    """RULE ORDER, OUTPUT ORDER and COLLECT: the results of the rows that match; missing as soon as one may match."""
    results = [expect_scalar(row.result) for row in rows]
    results, column = unify(results)
    records = [
        record(
            {
                _MATCH: row.condition,
                _VALUE: cast_to(result.value, column),
                _MISSING: missing_test(result) or exp.false(),
            }
        )
        for row, result in zip(rows, results, strict=True)
    ]
    may_miss = any(missing_test(result) is not None for result in results)
    nullable = any(map(is_nullable, results))
    chosen = dialect.each("filter", dialect.call("list", *records), "row", field(column_sql("row"), _MATCH))
    unsure = any_of(is_null(row.condition) for row in rows if not row.sure)

    def item(one: Sql) -> Term:
        return scalar(column, field(one, _VALUE), field(one, _MISSING) if may_miss else None, nullable=nullable)

    source = chosen if unsure is None else case([(invert(unsure), chosen)], None)
    return Listing(source, item, may_miss=unsure is not None)


def count_matches(rows: Sequence[Row], otherwise: Term) -> Term:
    """COLLECT COUNT: how many rows match; ``otherwise`` where none does."""
    ones = [case([(row.condition, integer(1))], integer(0)) for row in rows]
    total = reduce(lambda one, other: binary(exp.Add, one, other), ones, integer(0))
    matched = any_of(row.condition for row in rows)
    none = [] if matched is None else [(invert(matched), otherwise)]
    return choose([*_unsure_arms(rows), *none], Scalar(COUNT, cast(total, "BIGINT")))


def collect_total(total: Total, rows: Sequence[Row], otherwise: Term, dialect: Dialect) -> Term:
    """COLLECT SUM, MIN and MAX over the rows that match; one null result makes it null, a missing one missing."""
    results = [expect_scalar(row.result) for row in rows]
    conditions = [row.condition for row in rows]
    missing = any_of(_reached(row, missing_test(result)) for row, result in zip(rows, results, strict=True))
    null = any_of(_reached(row, null_test(result)) for row, result in zip(rows, results, strict=True))
    arms = _unsure_arms(rows)
    if total == "sum" and not arms and missing is None and null is None and _is_null(otherwise):
        positive = _sum_of_positive(conditions, results)
        if positive is not None:
            return positive
    arms += [(test, term) for test, term in ((missing, MISSING_TERM), (null, NULL_TERM)) if test is not None]
    matched = any_of(conditions)
    if matched is not None:
        arms.append((invert(matched), otherwise))
    return choose(arms, _total(total, conditions, results, dialect))


def _reached(row: Row, test: Sql | None) -> Sql | None:
    return None if test is None else binary(exp.And, row.condition, test)


def is_above_zero(term: Term) -> bool:
    """Whether every value of the term surely is a number above 0."""
    return isinstance(term, Scalar) and isinstance(term.column, NumberColumn) and term.column.least > 0


def _is_null(term: Term) -> bool:
    return isinstance(term, Scalar) and is_nothing(term) and missing_test(term) is None


def _sum_of_positive(conditions: Sequence[Sql], results: Sequence[Scalar]) -> Scalar | None:
    """The sum, null where no row matches, if all results are above 0: then just that sum is 0."""
    if not all(map(is_above_zero, results)):
        return None
    term = _sum(conditions, results)
    return Scalar(term.column, function("nullif", term.value, integer(0)), Absence.NULL)


def _sum(conditions: Sequence[Sql], results: Sequence[Scalar]) -> Scalar:
    results, column = unify(results)
    if not isinstance(column, NumberColumn):
        raise refuse("sql.no-number")
    zero = integer(0) if column.whole else number(Decimal(0))
    parts = [case([(one, result.value)], zero) for one, result in zip(conditions, results, strict=True)]
    return Scalar(_column_of_sum(column, len(results)), reduce(lambda one, other: binary(exp.Add, one, other), parts))


def _total(total: Total, conditions: Sequence[Sql], results: Sequence[Scalar], dialect: Dialect) -> Scalar:
    if total == "sum":
        return _sum(conditions, results)
    results, column = unify(results)
    if not isinstance(column, NumberColumn):
        raise refuse("sql.no-number")
    parts = [case([(one, result.value)], None) for one, result in zip(conditions, results, strict=True)]
    return Scalar(column, dialect.call("smallest" if total == "min" else "largest", *parts))


def _column_of_sum(column: NumberColumn, most: int) -> NumberColumn:
    """The column for sums of up to so many numbers."""
    rows = span(Decimal(0), Decimal(most), 0)
    return replace(span_product(column, rows), whole=column.whole)
