"""Tests on a value: the cells of decision tables and what stands after ``in`` (DMN 1.5, §10.3.2.8 and table 55).

A test whose meaning follows from its types becomes comparisons; only where running must tell
what the test is (a range, a list, a condition or a value) a `Membership` remains.
"""

from __future__ import annotations

from zhida.lang.base.span import Span
from zhida.lang.base.types import ANY, BOOLEAN, NULL, SimpleType, Type
from zhida.lang.core.inference import item_type
from zhida.lang.core.operators import make_comparison, make_disjunction
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import (
    BuiltinCall,
    ComparisonOperator,
    Conjunction,
    Constant,
    Expression,
    ListOf,
    Membership,
    RangeOf,
)


def make_test(value: Expression, test: Expression, scope: Scope) -> Expression:
    """Whether ``value`` satisfies ``test``, an expression that does not itself speak of the value."""
    match test:
        case RangeOf():
            return make_range_test(value, test, scope)
        case ListOf(items=items) if items and all(_is_of(item, value.type) for item in items):
            return make_disjunction([make_test(value, item, scope) for item in items], test.span, scope)
        case Constant():
            return make_comparison("=", value, test, test.span, scope)
    if _is_single(test.type) and _is_single(value.type):
        if test.type == BOOLEAN and value.type != BOOLEAN:
            return test
        return make_comparison("=", value, test, test.span, scope)
    return Membership(value, test, span=test.span, type=BOOLEAN)


def _is_single(type_: Type) -> bool:
    """Whether a value of the type surely is neither a list nor a range."""
    return isinstance(type_, SimpleType) and type_ not in {ANY, NULL}


def _is_of(item: Expression, type_: Type) -> bool:
    """Whether an item of a list is a value, or a range of values, of a single type: no comparison with it is null."""
    given = item_type(item.type) if isinstance(item, RangeOf) else item.type
    return _is_single(type_) and given == type_


def make_range_test(value: Expression, test: RangeOf, scope: Scope) -> Expression:
    """Whether the value lies in a range: one comparison for each end there is."""
    comparisons = []
    if test.low is not None:
        low_operator: ComparisonOperator = ">=" if test.low_closed else ">"
        comparisons.append(make_comparison(low_operator, value, test.low, test.span, scope))
    if test.high is not None:
        high_operator: ComparisonOperator = "<=" if test.high_closed else "<"
        comparisons.append(make_comparison(high_operator, value, test.high, test.span, scope))
    if len(comparisons) == 1:
        return comparisons[0]
    return Conjunction(tuple(comparisons), span=test.span, type=BOOLEAN)


def make_exclusion(test: Expression, span: Span) -> Expression:
    """``not(test)`` in a cell."""
    return BuiltinCall("not", (test,), span=span, type=BOOLEAN)
