"""Lists: those of the database through its list functions, those written out term by term."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from typing import Literal, TypeVar

from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql import build
from zhida.lang.sql.build import Sql, all_of, any_of, binary, case, column, integer, invert, is_null
from zhida.lang.sql.columns import NumberColumn, SimpleColumn, cast_to, span, span_union
from zhida.lang.sql.dialect import Dialect
from zhida.lang.sql.logic import choose, compare_terms, conjoin, disjoin, expect_boolean, unify
from zhida.lang.sql.numbers import MOST_DIGITS, add, column_of, constant
from zhida.lang.sql.terms import (
    MISSING_TERM,
    NULL_TERM,
    Absence,
    Items,
    Listing,
    Quotient,
    Scalar,
    Term,
    expect_number,
    expect_scalar,
    missing_test,
    null_test,
    scalar,
    strict,
)

Extreme = Literal["min", "max"]
Inside = TypeVar("Inside")

COUNT = span(Decimal(0), Decimal(10**9 - 1), 0, whole=True)
"""How many items a list may have."""

_MOST_REPEATED = 40
"""How long the operands of ``min`` and ``max`` may be to be written more than once."""

_ROOM_FOR_SUM = 4
"""Digits by which a sum may be longer than its items; a longer one is an error at run time."""


class Lists:
    """Operations on lists in a dialect. A lambda's variable is named by its depth, so that like expressions are equal."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._depth = 0

    # Lists from lists

    def select(self, source: Term, predicate: Callable[[Term], Scalar]) -> Listing:
        """The items for which the predicate is true; missing where it is missing for one of them."""
        listing = _expect_listing(source)
        variable, term = self._inside(listing, predicate)
        chosen = self.dialect.each("filter", listing.source, variable, term.value)
        missing = missing_test(term)
        if missing is None:
            return Listing(chosen, listing.item, listing.may_miss)
        unsure = self._exists(listing.source, variable, missing)
        return Listing(case([(invert(unsure), chosen)], None), listing.item, may_miss=True)

    def transform(self, source: Term, body: Callable[[Term], Term]) -> Term:
        """The list of ``body`` for each item."""
        if isinstance(source, Items):
            return Items(tuple(body(item) for item in source.items))
        listing = _expect_listing(source)
        return replace(listing, item=lambda one: body(listing.item(one)))

    def element(self, source: Term, index: int) -> Term:
        """The item at ``index`` (from 1; from the end if negative), null if there is none."""
        if isinstance(source, Items):
            position = index - 1 if index > 0 else index
            inside = index != 0 and -len(source.items) <= position < len(source.items)
            return source.items[position] if inside else NULL_TERM
        listing = _expect_listing(source)
        item = listing.item(self.dialect.call("element", listing.source, integer(index)))
        length = self.dialect.call("length", listing.source)
        outside = binary(exp.LT, length, integer(abs(index)))
        missing = missing_test(listing)
        arms: list[tuple[Sql, Term]] = [(outside, NULL_TERM)]
        if missing is not None:
            arms.insert(0, (missing, MISSING_TERM))
        return choose(arms, item) if index else NULL_TERM

    # Numbers and booleans from lists

    def count(self, source: Term) -> Scalar:
        """How many items there are, missing ones too."""
        if isinstance(source, Items):
            return constant(Decimal(len(source.items)))
        listing = _expect_listing(source)
        _refuse_null(listing)
        return scalar(COUNT, self.dialect.call("length", listing.source), missing_test(listing), nullable=False)

    def sum(self, source: Term) -> Term:
        """The sum; null of an empty list."""
        if isinstance(source, Items):
            return reduce(_add_terms, source.items) if source.items else NULL_TERM
        item = self._item_column(source)
        if not isinstance(item, NumberColumn):
            raise refuse("sql.no-number")
        total = _column_of_sum(item)
        return self._aggregate(source, total, lambda values: self.dialect.sum_of_list(values, total.width, total.scale))

    def extreme(self, which: Extreme, source: Term) -> Term:
        """The smallest or largest item; null of an empty list."""
        if isinstance(source, Items):
            return self._extreme_of_items(which, source)
        item = self._item_column(source)
        if item is SimpleColumn.BOOLEAN:
            raise refuse("sql.mixed-types")
        name = "minimum of list" if which == "min" else "maximum of list"
        return self._aggregate(source, item, lambda values: cast_to(self.dialect.call(name, values), item))

    def some(self, source: Term, condition: Callable[[Term], Scalar]) -> Scalar:
        """Whether the condition is true for one item."""
        if isinstance(source, Items):
            return disjoin([condition(item) for item in source.items])
        return self._quantify(source, condition, decisive=True)

    def every(self, source: Term, condition: Callable[[Term], Scalar]) -> Scalar:
        """Whether the condition is true for all items."""
        if isinstance(source, Items):
            return conjoin([condition(item) for item in source.items])
        return self._quantify(source, condition, decisive=False)

    def contains(self, source: Term, value: Term) -> Scalar:
        """Whether one item equals the value."""
        return self.some(source, lambda item: compare_terms("=", item, value))

    def guard(self, source: Term, result: Scalar) -> Scalar:
        """The result, missing where an item of the list is."""
        if isinstance(source, Items):
            missing = missing_test(source)
        else:
            listing = _expect_listing(source)
            variable, item = self._inside(listing, missing_test)
            missing = None if item is None else self._exists(listing.source, variable, item)
        return expect_boolean(choose([] if missing is None else [(missing, MISSING_TERM)], result))

    # Parts

    def _inside(self, listing: Listing, body: Callable[[Term], Inside]) -> tuple[str, Inside]:
        """The variable of a lambda over the list, and what stands in it."""
        self._depth += 1
        variable = f"x{self._depth}"
        try:
            return variable, body(listing.item(column(variable)))
        finally:
            self._depth -= 1

    def _exists(self, source: Sql, variable: str, condition: Sql) -> Sql:
        chosen = self.dialect.each("filter", source, variable, condition)
        return binary(exp.GT, self.dialect.call("length", chosen), integer(0))

    def _item_column(self, source: Term) -> NumberColumn | SimpleColumn:
        return expect_scalar(_expect_listing(source).item(column("x"))).column

    def _aggregate(self, source: Term, result: NumberColumn | SimpleColumn, aggregate: Callable[[Sql], Sql]) -> Scalar:
        """An aggregate that is null of an empty list and of one with a null item, and missing with a missing item."""
        listing = _expect_listing(source)
        variable, item = self._inside(listing, expect_scalar)
        values = self.dialect.each("transform", listing.source, variable, item.value)
        value = aggregate(values)
        missing_item = missing_test(item)
        unsure = None if missing_item is None else self._exists(listing.source, variable, missing_item)
        if item.absence is not Absence.NEVER:
            gap = self._exists(listing.source, variable, is_null(item.value))
            value = case([(invert(gap), value)], None)
        return scalar(result, value, any_of((missing_test(listing), unsure)), nullable=True)

    def _extreme_of_items(self, which: Extreme, source: Items) -> Term:
        if not source.items:
            return NULL_TERM
        if any(isinstance(item, Quotient) for item in source.items):
            return reduce(lambda one, other: _nearer(which, one, other), source.items)
        terms, column = unify([expect_scalar(item) for item in source.items])
        if len(terms) == 1:
            return terms[0]
        if column is SimpleColumn.BOOLEAN:
            raise refuse("sql.mixed-types")
        if isinstance(column, NumberColumn):
            column = _column_of_extreme(which, [column_of(term) for term in terms])
        if sum(_size(term.value) for term in terms) <= _MOST_REPEATED and not any(map(_divides, terms)):
            return strict(column, _choose_extreme(which, terms), terms)
        value = self.dialect.call("smallest" if which == "min" else "largest", *(term.value for term in terms))
        gap = any_of(is_null(term.value) for term in terms if term.absence is not Absence.NEVER)
        return strict(column, value if gap is None else case([(invert(gap), value)], None), terms)

    def _quantify(self, source: Term, condition: Callable[[Term], Scalar], *, decisive: bool) -> Scalar:
        """Kleene over the items: decided by one that is ``decisive``, else missing, else null, else the other answer."""
        listing = _expect_listing(source)
        _refuse_null(listing)
        variable, term = self._inside(listing, condition)
        decides = term.value if decisive else invert(term.value)
        arms = [(self._exists(listing.source, variable, decides), build.boolean(decisive))]
        missing_item, null_item = missing_test(term), null_test(term)
        unsure = [missing_test(listing)]
        if missing_item is not None or null_item is not None:
            gap = self._exists(listing.source, variable, is_null(term.value))
            arms.append((gap, exp.null()))
        if missing_item is not None:
            unsure.append(self._exists(listing.source, variable, missing_item))
        if listing.may_miss:
            arms.append((is_null(listing.source), exp.null()))
        value = case(arms, build.boolean(not decisive)) if len(arms) > 1 else _decide(arms[0][0], decisive=decisive)
        missing = any_of(unsure)
        if missing is not None and null_item is not None:
            missing = all_of((missing, is_null(value)))
        return scalar(SimpleColumn.BOOLEAN, value, missing, nullable=null_item is not None)


def _decide(found: Sql, *, decisive: bool) -> Sql:
    """What is decided by whether a decisive item was found."""
    return found if decisive else invert(found)


def _size(value: Sql) -> int:
    """How long an expression is."""
    return sum(1 for _ in value.walk())


def _divides(term: Scalar) -> bool:
    """Whether it takes a division, which costs more than to choose."""
    return term.value.find(exp.IntDiv) is not None


def _choose_extreme(which: Extreme, terms: Sequence[Scalar]) -> Sql:
    """The smallest or largest by CASE, which takes a database half the time of its function; NULL as soon as one is."""
    better = exp.LTE if which == "min" else exp.GTE
    arms: list[tuple[Sql, Sql]] = []
    for place, term in enumerate(terms[:-1]):
        best = all_of(binary(better, term.value, other.value) for other in terms[place + 1 :])
        arms.append((best or exp.true(), term.value))
    gap = any_of(is_null(term.value) for term in terms if term.absence is not Absence.NEVER)
    last = terms[-1].value
    return case([*([] if gap is None else [(gap, exp.null())]), *arms], last)


def _column_of_extreme(which: Extreme, columns: Sequence[NumberColumn]) -> NumberColumn:
    """The smallest of some numbers is no larger than the least upper bound, the largest no smaller than the highest lower."""
    column = span_union(columns)
    if which == "min":
        return replace(column, high=min(one.most for one in columns))
    return replace(column, low=max(one.least for one in columns))


def _column_of_sum(item: NumberColumn) -> NumberColumn:
    """The column of a sum, as wide as sums of a few thousand of the largest items; a sum held to it is never wrong."""
    integers = min(item.integers + _ROOM_FOR_SUM, MOST_DIGITS - item.scale)
    column = NumberColumn(integers, item.scale)
    return replace(column, low=Decimal(0)) if item.least >= 0 else column


def _nearer(which: Extreme, one: Term, other: Term) -> Term:
    """The smaller or larger of two numbers; null if one is null, missing if one is missing."""
    comparison = compare_terms("<=" if which == "min" else ">=", one, other)
    missing, null = missing_test(comparison), any_of((null_test(one), null_test(other)))
    arms: list[tuple[Sql, Term]] = [(comparison.value, one)]
    if missing is not None:
        arms.append((missing, MISSING_TERM))
    if null is not None:
        arms.append((null, NULL_TERM))
    return choose(arms, other)


def _add_terms(one: Term, other: Term) -> Term:
    return add(expect_number(one), expect_number(other))


def _expect_listing(term: Term) -> Listing:
    if isinstance(term, Listing):
        return term
    raise refuse("sql.no-list")


def _refuse_null(listing: Listing) -> None:
    """Refuse a list that may be null where null is not as good as an empty list."""
    if listing.null_if_empty:
        raise refuse("sql.list-or-null")
