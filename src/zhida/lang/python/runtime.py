"""What compiled functions call: the interpreter's own operations, behind a short way for plain operands.

Every function that may find no value takes the evaluation and the place first, and gives null with a warning then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from types import MappingProxyType
from typing import Any

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.span import Span
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import Aggregation, ArithmeticOperator, Table
from zhida.lang.interpret.arithmetic import calculate, negate
from zhida.lang.interpret.builtins.call import PreparedBuiltin
from zhida.lang.interpret.builtins.implementation import Implementation
from zhida.lang.interpret.calls import call_by_name, call_function
from zhida.lang.interpret.compare import Ordering, equals, is_ordered, kind_of
from zhida.lang.interpret.conform import is_instance
from zhida.lang.interpret.domains import count_between, items_of
from zhida.lang.interpret.fit import is_allowed
from zhida.lang.interpret.hit_policy import Hit, aggregate, apply_hit_policy
from zhida.lang.interpret.logic import conjoin, disjoin
from zhida.lang.interpret.membership import is_member
from zhida.lang.interpret.missing import find_missing, join_missing
from zhida.lang.interpret.nodes.control import select_at
from zhida.lang.interpret.properties import read_property
from zhida.lang.interpret.run import Code, NoValueError, Run
from zhida.lang.interpret.text import format_value

_SIGNALS = (Overflow, InvalidOperation, DivisionByZero)

# Operators


def arithmetic(run: Run, span: Span, sign: ArithmeticOperator, left: Value, right: Value) -> Value:
    """``left sign right`` of any operands."""
    try:
        return calculate(sign, left, right)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


def _calculator(sign: ArithmeticOperator, operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., Value]:
    def calculate_numbers(run: Run, span: Span, left: Value, right: Value) -> Value:
        if type(left) is Decimal and type(right) is Decimal:
            try:
                return operation(left, right)
            except _SIGNALS:
                return arithmetic(run, span, sign, left, right)
        return arithmetic(run, span, sign, left, right)

    return calculate_numbers


CALCULATORS: Mapping[ArithmeticOperator, Callable[..., Value]] = MappingProxyType(
    {
        "+": _calculator("+", DECIMAL128.add),
        "-": _calculator("-", DECIMAL128.subtract),
        "*": _calculator("*", DECIMAL128.multiply),
        "/": _calculator("/", DECIMAL128.divide),
    }
)
"""``left sign right`` where numbers are what is likely."""


def minus(run: Run, span: Span, operand: Value) -> Value:
    """``-operand``."""
    try:
        return negate(operand)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


def equal(run: Run, span: Span, left: Value, right: Value) -> Value:
    """``left = right``."""
    try:
        return equals(left, right)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


def differ(run: Run, span: Span, left: Value, right: Value) -> Value:
    """``left != right``."""
    answer = equal(run, span, left, right)
    return not answer if isinstance(answer, bool) else answer


def order(run: Run, span: Span, ordering: Ordering, left: Value, right: Value) -> Value:
    """``left < right`` and the like."""
    try:
        return is_ordered(ordering, left, right)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


def member(run: Run, span: Span, value: Value, test: Value) -> Value:
    """``value in test``."""
    try:
        return is_member(value, test)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


def instance(value: Value, tested: Any) -> Value:
    """``value instance of tested``."""
    return is_instance(value, tested) and (find_missing(value) or True)


def accept_condition(run: Run, span: Span, answer: Value) -> bool:
    """Warn of a condition that is no boolean; it counts as not satisfied."""
    if not isinstance(answer, bool) and answer is not None:
        run.warn("interpret.not-a-condition", span, kind=kind_of(answer))
    return True


def field(run: Run, span: Span, value: Value, name: str) -> Value:
    """``value.name`` of anything."""
    try:
        return read_property(value, name)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


# Calls


@dataclass(frozen=True, slots=True)
class Called:
    """A builtin where it is called: its name, the place, and how the interpreter calls it with so many arguments."""

    name: str
    span: Span
    call: PreparedBuiltin


def builtin(run: Run, called: Called, *arguments: Value) -> Value:
    """A builtin with its arguments."""
    try:
        return called.call(run, [*arguments])
    except NoValueError as error:
        return run.warn(error.code, called.span, **{"name": called.name, **error.values})


def of_numbers(run: Run, called: Called, implementation: Implementation, *numbers: Value) -> Value:
    """A builtin that is likely to be given nothing but numbers."""
    for number in numbers:
        if type(number) is not Decimal:
            return builtin(run, called, *numbers)
    try:
        return implementation(*numbers)
    except NoValueError as error:
        return run.warn(error.code, called.span, **{"name": called.name, **error.values})


def invert(run: Run, called: Called, answer: Value) -> Value:
    """``not(answer)``."""
    return not answer if type(answer) is bool else builtin(run, called, answer)


def count(run: Run, called: Called, items: Value) -> Value:
    """``count(items)``."""
    if type(items) is not list:
        return builtin(run, called, items)
    run.spend(len(items))
    return Decimal(len(items))


def add_up(run: Run, called: Called, items: Value) -> Value:
    """``sum(items)``."""
    if type(items) is not list or not items:
        return builtin(run, called, items)
    total = Decimal(0)
    try:
        for item in items:
            if type(item) is not Decimal:
                return builtin(run, called, items)
            total = DECIMAL128.add(total, item)
    except _SIGNALS:
        return builtin(run, called, items)
    run.spend(len(items))
    return total


def _extreme(find: Callable[[Sequence[Any]], Value]) -> Callable[..., Value]:
    def find_extreme(run: Run, called: Called, items: Value) -> Value:
        if type(items) is not list or not items:
            return builtin(run, called, items)
        for item in items:
            if type(item) is not Decimal:
                return builtin(run, called, items)
        run.spend(len(items))
        return find(items)

    return find_extreme


def least(run: Run, called: Called, *numbers: Any) -> Value:
    """``min(left, right, …)``."""
    for number in numbers:
        if type(number) is not Decimal:
            return builtin(run, called, *numbers)
    found: Decimal = min(numbers)
    return found


def greatest(run: Run, called: Called, *numbers: Any) -> Value:
    """``max(left, right, …)``."""
    for number in numbers:
        if type(number) is not Decimal:
            return builtin(run, called, *numbers)
    found: Decimal = max(numbers)
    return found


BUILTINS_OF_ONE: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {"not": invert, "count": count, "sum": add_up, "min": _extreme(min), "max": _extreme(max)}
)
BUILTINS_OF_SEVERAL: Mapping[str, Callable[..., Value]] = MappingProxyType({"min": least, "max": greatest})
"""Builtins with a short way, by how many arguments they are given."""


def call_in_order(run: Run, span: Span, function: Value, *arguments: Value) -> Value:
    """A function with its arguments in order."""
    try:
        return call_function(function, arguments)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


def call_with_names(run: Run, span: Span, function: Value, names: Sequence[str], *arguments: Value) -> Value:
    """A function with its arguments by name."""
    try:
        return call_by_name(function, dict(zip(names, arguments, strict=True)))
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


# Loops


def open_domain(run: Run, span: Span, start: Value) -> Value:
    """The items a variable runs over, as a list; missing or null where there are none to run over."""
    if type(start) is Missing and start.facts:
        return start
    try:
        items = items_of(start)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)
    run.spend(len(items))
    return list(items)


def open_count(run: Run, span: Span, start: Value, end: Value) -> Value:
    """The numbers or days from ``start`` to ``end``, as a list; missing or null where there are none."""
    if missing := join_missing((start, end)):
        return missing
    try:
        items = count_between(start, end)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)
    run.spend(len(items))
    return list(items)


def reject(run: Run, span: Span, answer: Value) -> Value:
    """A filter whose predicate gives something that is no condition has no value."""
    return run.warn("interpret.not-a-condition", span, kind=kind_of(answer))


# Tables


def allow(run: Run, span: Span, allowed: Code, value: Value) -> Value:
    """The result of an output, if it is allowed."""
    if is_allowed(run, value, allowed):
        return value
    return run.warn("interpret.not-allowed", span, value=format_value(value))


def admits(run: Run, span: Span, allowed: Code, value: Value) -> bool:
    """Whether an input may have the value; warns of one it may not have."""
    if is_allowed(run, value, allowed):
        return True
    run.warn("interpret.not-allowed", span, value=format_value(value))
    return False


def ask(run: Run, test: Code, value: Value, undecided: list[Missing]) -> bool:
    """Whether a cell that compares its value with constants holds or may hold, for a value that is not of their kind."""
    if type(value) is Missing and value.facts:
        undecided.append(value)
        return True
    return may_hold(test(run, {"?": value}), undecided)


def may_hold(answer: Value, undecided: list[Missing]) -> bool:
    """Whether a cell holds or may hold; what would tell is put among the undecided."""
    if type(answer) is Missing:
        undecided.append(answer)
        return True
    return answer is True


def find_hits(outcomes: Sequence[Sequence[bool]]) -> list[int]:
    """The places of the rules of which every cell holds."""
    return [place for place, cells in enumerate(outcomes) if False not in cells]


def unite(undecided: Sequence[Missing]) -> Missing:
    """Missing by all the facts of several."""
    return Missing(frozenset().union(*(missing.facts for missing in undecided)))


def settle(
    run: Run, table: Table, values: Callable[..., Mapping[str, Value]], hits: Sequence[int], *variables: Value
) -> Value:
    """What the hit policy makes of the rules that matched; ``values`` gives the outputs of a rule by its index."""
    matched = [Hit(table.rules[hit].number, values(run, hit, *variables)) for hit in hits]
    try:
        return apply_hit_policy(table, matched)
    except NoValueError as error:
        return run.warn(error.code, table.span, **error.values)


def collect(run: Run, span: Span, aggregation: Aggregation, values: list[Value]) -> Value:
    """What a table that adds up, counts or finds an extreme makes of the only outputs of the rules that matched."""
    try:
        return aggregate(aggregation, values)
    except NoValueError as error:
        return run.warn(error.code, span, **error.values)


NAMES: Mapping[str, object] = MappingProxyType(
    {
        **{class_.__name__: class_ for class_ in (Decimal, str, bool, Date, dict, list, Missing)},
        "type": type,
        "len": len,
        "accept_condition": accept_condition,
        "admits": admits,
        "allow": allow,
        "arithmetic": arithmetic,
        "ask": ask,
        "builtin": builtin,
        "call_in_order": call_in_order,
        "call_with_names": call_with_names,
        "collect": collect,
        "conjoin": conjoin,
        "differ": differ,
        "disjoin": disjoin,
        "equal": equal,
        "field": field,
        "find_hits": find_hits,
        "instance": instance,
        "join_missing": join_missing,
        "may_hold": may_hold,
        "member": member,
        "minus": minus,
        "of_numbers": of_numbers,
        "open_count": open_count,
        "open_domain": open_domain,
        "order": order,
        "reject": reject,
        "select_at": select_at,
        "settle": settle,
        "unite": unite,
    }
)
"""What the source of a compiled program may call by name."""
