"""Bounds: what is known of the numbers an expression can yield, from its facts and from how it reckons with them.

``count(…)`` is a whole number from 0 upwards, a sum of figures that are not negative is not negative, and
``if count(x) = 0 then 0 else sum(x.f)`` is so either way. What is not proved is not taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.types import DATE, DATE_TIME, NUMBER, ListType
from zhida.lang.check.facts import Facts
from zhida.lang.check.interval import (
    COUNTS,
    EVERY_NUMBER,
    Interval,
    add,
    divide,
    is_whole_number,
    join,
    multiply,
    negate,
    round_outward,
    take_greatest,
    take_least,
)
from zhida.lang.check.program import Path
from zhida.lang.core.tree import (
    Arithmetic,
    BuiltinCall,
    Coercion,
    Conditional,
    Constant,
    DefinitionReference,
    Expression,
    Field,
    InputReference,
    ListOf,
    Negation,
    Program,
    Selection,
    Table,
)

_NUMBERS = (NUMBER, ListType(NUMBER))
_PARTS_OF_DATES: Mapping[str, Interval] = MappingProxyType(
    {
        "year": Interval(is_whole=True),
        "month": Interval(Decimal(1), Decimal(12), is_whole=True),
        "day": Interval(Decimal(1), Decimal(31), is_whole=True),
        "weekday": Interval(Decimal(1), Decimal(7), is_whole=True),
    }
)
_MOST_DECIMALS = 30
_ROUNDINGS = frozenset({"decimal", "round up", "round down", "round half up", "round half down"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """The facts of a program, and what is known of its definitions by key: their numbers, and the facts they read."""

    facts: Facts
    intervals: Mapping[str, Interval]
    paths: Mapping[str, Path]

    def of(self, expression: Expression) -> Interval:
        """The numbers among the values of an expression or, where it is a list, among those of its items."""
        if expression.type not in _NUMBERS:
            return EVERY_NUMBER
        match expression:
            case Constant(value=Decimal() as number):
                return Interval(number, number, is_whole_number(number))
            case InputReference() | Field():
                return self._of_fact(expression)
            case DefinitionReference(key=key):
                return self.intervals.get(key, EVERY_NUMBER)
            case Coercion(operand=part) | Selection(source=part):
                return self.of(part)
            case Conditional(consequence=one, alternative=other):
                return join(self._of_all((one, other)))
            case ListOf(items=items):
                return join(self._of_all(items))
            case Table():
                return self._of_table(expression)
        return self._of_operation(expression)

    def find_path(self, expression: Expression) -> Path | None:
        """The fact an expression reads, of a record or of the items of a list, through names and filters."""
        match expression:
            case InputReference(name=name):
                return (name,)
            case Field(source=source, name=name):
                path = self.find_path(source)
                return None if path is None else (*path, name)
            case Selection(source=part) | Coercion(operand=part):
                return self.find_path(part)
            case DefinitionReference(key=key):
                return self.paths.get(key)
        return None

    def _of_fact(self, expression: Expression) -> Interval:
        if isinstance(expression, Field) and expression.source.type in {DATE, DATE_TIME}:
            return _PARTS_OF_DATES.get(expression.name, EVERY_NUMBER)
        path = self.find_path(expression)
        return EVERY_NUMBER if path is None else self.facts.interval(path)

    def _of_all(self, expressions: Iterable[Expression]) -> list[Interval]:
        """Of each, those that are null left aside."""
        return [self.of(one) for one in expressions if not (isinstance(one, Constant) and one.value is None)]

    def _of_table(self, table: Table) -> Interval:
        if table.aggregation == "COUNT":
            return COUNTS
        if len(table.outputs) != 1:
            return EVERY_NUMBER
        default = table.outputs[0].default
        results = [rule.results[0] for rule in table.rules]
        numbers = join(self._of_all([*results, default] if default is not None else results))
        return numbers.signed if table.aggregation == "SUM" else numbers

    def _of_operation(self, expression: Expression) -> Interval:
        match expression:
            case Negation(operand=operand):
                return negate(self.of(operand))
            case Arithmetic(operator="+", left=left, right=right):
                return add(self.of(left), self.of(right))
            case Arithmetic(operator="-", left=left, right=right):
                return add(self.of(left), negate(self.of(right)))
            case Arithmetic(operator="*", left=left, right=right):
                return multiply(self.of(left), self.of(right))
            case Arithmetic(operator="/", left=left, right=right):
                return divide(self.of(left), self.of(right))
            case BuiltinCall():
                return self._of_call(expression)
        return EVERY_NUMBER

    def _of_call(self, call: BuiltinCall) -> Interval:
        match call.name, call.arguments:
            case "count" | "string length", _:
                return COUNTS
            case "min", arguments if len(arguments) > 1:
                return take_least(map(self.of, arguments))
            case "max", arguments if len(arguments) > 1:
                return take_greatest(map(self.of, arguments))
            case "min" | "max", arguments:
                return join(self._of_all(arguments))
            case "sum", arguments:
                return join(self._of_all(arguments)).signed
            case "mean" | "median", arguments:
                signs = join(self._of_all(arguments)).signed
                return Interval(signs.low, signs.high)
            case "abs", (operand,):
                return Interval(COUNTS.low, COUNTS.high, self.of(operand).is_whole)
            case "floor" | "ceiling", (operand,):
                signs = self.of(operand).signed
                return Interval(signs.low, signs.high, is_whole=True)
            case name, (operand, Constant(value=Decimal() as scale)) if name in _ROUNDINGS and _is_scale(scale):
                return round_outward(self.of(operand), int(scale))
            case name, (operand, *_) if name in _ROUNDINGS:
                return self.of(operand).signed
        return EVERY_NUMBER


def _is_scale(number: Decimal) -> bool:
    """Whether a number can say to how many decimals to round."""
    return is_whole_number(number) and abs(number) <= _MOST_DECIMALS


def find_bounds(program: Program, facts: Facts) -> Bounds:
    """The bounds of a program: definitions stand after those they rest on; one that does not tells nothing."""
    intervals: dict[str, Interval] = {}
    paths: dict[str, Path] = {}
    bounds = Bounds(facts, intervals, paths)
    for key, definition in program.definitions.items():
        intervals[key] = bounds.of(definition.body)
        path = bounds.find_path(definition.body)
        if path is not None:
            paths[key] = path
    return bounds
