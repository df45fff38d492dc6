"""Decision tables as CASE, with the hit policies of DMN (DMN 1.5, chapter 8) and rows that only *may* match.

The condition of a row is TRUE where it surely matches, NULL where it may match (a cell is missing, none fails), else FALSE.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    cast_decimal,
    field,
    integer,
    invert,
    is_null,
    record,
)
from zhida.lang.sql.build import (
    column as column_sql,
)
from zhida.lang.sql.columns import NumberColumn, cast_to
from zhida.lang.sql.dialect import Dialect
from zhida.lang.sql.lists import COUNT
from zhida.lang.sql.logic import Arm, choose, compare_terms, unify
from zhida.lang.sql.terms import (
    MISSING_TERM,
    NULL_TERM,
    Listing,
    Scalar,
    Term,
    expect_scalar,
    is_nullable,
    missing_test,
    null_test,
    scalar,
)

Total = Literal["sum", "min", "max"]

_MATCH, _VALUE, _MISSING = "match", "value", "missing"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its condition and its result; ``sure`` says that the condition is never NULL."""

    condition: Sql
    result: Term
    sure: bool


def row_of(cells: Sequence[Scalar], result: Term) -> Row:
    """A row from its cells: a cell that is null does not match."""
    open_ = [cell for cell in cells if cell.constant is not True]
    condition = all_of(_condition(cell) for cell in open_)
    sure = all(missing_test(cell) is None for cell in open_)
    return Row(exp.true() if condition is None else condition, result, sure)


def _condition(cell: Scalar) -> Sql:
    if not is_nullable(cell):
        return cell.value
    missing = missing_test(cell)
    known = case([(cell.value, exp.true())], exp.false())
    return known if missing is None else case([(missing, exp.null())], known)


# One result


def take_first(rows: Sequence[Row], otherwise: Term) -> Term:
    """FIRST: the first row that matches, unless one that may match stands before it."""
    arms: list[Arm] = []
    for row in rows:
        arms.append((row.condition, row.result))
        if not row.sure:
            arms.append((is_null(row.condition), MISSING_TERM))
    return choose(arms, otherwise)


def take_unique(rows: Sequence[Row], otherwise: Term, rivals: Sequence[tuple[int, int]]) -> Term:
    """UNIQUE: the one row that surely matches; null if two do. ``rivals`` are the pairs of rows that might both match."""
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
    column = unify(result.column for result in results)
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
    return choose([*_unsure_arms(rows), *none], Scalar(COUNT, cast_decimal(total, COUNT.width, 0)))


def collect_total(total: Total, rows: Sequence[Row], otherwise: Term, dialect: Dialect) -> Term:
    """COLLECT SUM, MIN and MAX over the rows that match; one null result makes it null, a missing one missing."""
    results = [expect_scalar(row.result) for row in rows]
    conditions = [row.condition for row in rows]
    missing = any_of(_reached(row, missing_test(result)) for row, result in zip(rows, results, strict=True))
    null = any_of(_reached(row, null_test(result)) for row, result in zip(rows, results, strict=True))
    arms = _unsure_arms(rows)
    arms += [(test, term) for test, term in ((missing, MISSING_TERM), (null, NULL_TERM)) if test is not None]
    matched = any_of(conditions)
    if matched is not None:
        arms.append((invert(matched), otherwise))
    return choose(arms, _total(total, conditions, results, dialect))


def _reached(row: Row, test: Sql | None) -> Sql | None:
    return None if test is None else binary(exp.And, row.condition, test)


def _total(total: Total, conditions: Sequence[Sql], results: Sequence[Scalar], dialect: Dialect) -> Scalar:
    column = unify(result.column for result in results)
    if not isinstance(column, NumberColumn):
        raise refuse("sql.no-number")
    if total == "sum":
        parts = [case([(one, result.value)], integer(0)) for one, result in zip(conditions, results, strict=True)]
        roomy = NumberColumn(column.integers + len(str(len(results))), column.scale)
        value = reduce(lambda one, other: binary(exp.Add, one, other), parts)
        return Scalar(roomy, cast_decimal(value, roomy.width, roomy.scale))
    parts = [case([(one, result.value)], None) for one, result in zip(conditions, results, strict=True)]
    return Scalar(column, dialect.call("smallest" if total == "min" else "largest", *parts))
