"""``value in test`` for a test known only when running (DMN 1.5, §10.3.2.13, table 55; §7.3.7)."""

from __future__ import annotations

from zhida.lang.base.values import Missing, Range, Value
from zhida.lang.interpret.compare import equals, is_between, is_same
from zhida.lang.interpret.logic import Answer, disjoin
from zhida.lang.interpret.missing import join_missing
from zhida.lang.interpret.run import NoValueError


def is_member(value: Value, test: Value) -> Answer:
    """Whether the value lies in a range, is (or lies in) an item of a list, or equals the test.

    A boolean test about a value that is no boolean is the answer itself.

    >>> from decimal import Decimal
    >>> is_member(Decimal(3), [Decimal(1), Range(Decimal(2), Decimal(4), True, True)])
    True
    """
    if missing := join_missing((value, test)):
        return missing
    if type(test) is Range:
        return is_between(value, test)
    if type(test) is list:
        return _is_in_list(value, test)
    if type(test) is bool and not isinstance(value, bool):
        return test
    return equals(value, test)


def _is_in_list(value: Value, items: list[Value]) -> Answer:
    return disjoin([*(_is_item(value, item) for item in items), is_same(value, items)])


def _is_item(value: Value, item: Value) -> Answer:
    if type(item) is Range and type(value) is not Range:
        try:
            return is_between(value, item)
        except NoValueError:
            return None
    return item if type(item) is Missing else is_same(value, item)
