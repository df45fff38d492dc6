"""SQL expressions as machine code: one entry per node and per function; what is not here is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from llvmlite import ir
from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.native import calendar, numbers
from zhida.lang.native.kinds import ChoiceKind, NumberKind, SimpleKind
from zhida.lang.native.lists import add_items, count_items, find_extreme, take_item
from zhida.lang.native.logic import (
    COMPARISONS,
    choose_nearest,
    compare_values,
    conjoin,
    disjoin,
    emit_case,
    invert,
    null_if,
    test_null,
)
from zhida.lang.native.scope import Scope
from zhida.lang.native.values import (
    BYTE,
    SHORT,
    Code,
    ListValue,
    RecordValue,
    Step,
    Term,
    Value,
    all_valid,
    boolean,
    expect_boolean,
    expect_list,
    expect_value,
    nothing,
)
from zhida.lang.sql.build import Sql

_HUGEINT_DIGITS = 38
_MOST_OF = MappingProxyType({exp.DType.INT: 2**31 - 1, exp.DType.BIGINT: 2**63 - 1, exp.DType.INT128: 2**127 - 1})


def emit_expression(node: Sql, scope: Scope) -> Term:
    """The term of an expression of SQL, its instructions added; `DiagnosticError` if it has no machine code."""
    emit = _NODES.get(type(node))
    if emit is None:
        raise refuse("native.expression", expression=type(node).__name__)
    return emit(node, scope)


def _emit_value(node: Sql, scope: Scope) -> Value:
    return expect_value(emit_expression(node, scope))


# Leaves


def _column(node: Sql, scope: Scope) -> Term:
    name = node.name
    return scope.variables[name] if name in scope.variables else scope.frame.read(name, scope)


def _field(node: Sql, scope: Scope) -> Term:
    record = emit_expression(node.this, scope)
    name = node.expression.name
    if not isinstance(record, RecordValue) or name not in record.fields:
        raise refuse("native.record")
    read = record.fields[name]()
    if isinstance(read, Value):
        return Value(read.kind, read.content, all_valid(scope.code, record.valid, read.valid))
    return read


def _literal(node: Sql, scope: Scope) -> Term:
    if node.is_string:
        return Value(SimpleKind.TEXT, ir.Constant(SHORT, scope.frame.encode(node.this)))
    return numbers.number(Decimal(node.this))


def _truth(node: Sql, _: Scope) -> Term:
    return boolean(ir.Constant(ir.IntType(1), int(node.this)))


def _inner(node: Sql, scope: Scope) -> Term:
    return emit_expression(node.this, scope)


# Operators


def _compare(node: Sql, scope: Scope) -> Term:
    left, right = _emit_value(node.this, scope), _emit_value(node.expression, scope)
    return compare_values(scope.code, COMPARISONS[type(node)], left, right)


def _add(node: Sql, scope: Scope) -> Term:
    left = _emit_value(node.this, scope)
    if left.kind is SimpleKind.DATE:
        return calendar.add_days(scope, left, _emit_value(node.expression, scope))
    return _operate(numbers.add, left, node, scope)


def _subtract(node: Sql, scope: Scope) -> Term:
    left = _emit_value(node.this, scope)
    if left.kind is SimpleKind.DATE:
        return calendar.days_between(scope.code, left, _emit_value(node.expression, scope))
    return _operate(numbers.subtract, left, node, scope)


def _operator(operation: Callable[[Code, Value, Value], Value]) -> Callable[[Sql, Scope], Term]:
    return lambda node, scope: _operate(operation, _emit_value(node.this, scope), node, scope)


def _operate(operation: Callable[[Code, Value, Value], Value], left: Value, node: Sql, scope: Scope) -> Value:
    right = _emit_value(node.expression, scope)
    if SimpleKind.NOTHING in {left.kind, right.kind}:
        return nothing()
    return operation(scope.code, left, right)


def _connect(operation: Callable[[Code, Value, Value], Value]) -> Callable[[Sql, Scope], Term]:
    def emit(node: Sql, scope: Scope) -> Term:
        sides = (expect_boolean(emit_expression(side, scope)) for side in (node.this, node.expression))
        return operation(scope.code, *sides)

    return emit


def _not(node: Sql, scope: Scope) -> Term:
    return invert(scope.code, expect_boolean(emit_expression(node.this, scope)))


def _negative(node: Sql, scope: Scope) -> Term:
    operand = _emit_value(node.this, scope)
    return operand if operand.kind is SimpleKind.NOTHING else numbers.negate(scope.code, operand)


def _is(node: Sql, scope: Scope) -> Term:
    if not isinstance(node.expression, exp.Null):
        raise refuse("native.expression", expression="IS")
    return test_null(scope.code, emit_expression(node.this, scope))


def _case(node: Sql, scope: Scope) -> Term:
    return emit_case(node, scope, emit_expression)


# Casts


def _cast(node: Sql, scope: Scope) -> Term:
    target = node.args["to"]
    if target.this is exp.DType.ENUM:
        return _choice(node.this, target)
    if target.this is exp.DType.DATE:
        return _cast_date(node.this, scope)
    value = _emit_value(node.this, scope)
    if value.kind is SimpleKind.NOTHING:
        return value
    if target.this is exp.DType.DECIMAL:
        digits, scale = (int(size.name) for size in target.expressions)
        return numbers.cast_number(scope.code, value, digits, scale, scope.fail)
    if target.this in _MOST_OF:
        rounded = numbers.cast_number(scope.code, value, _HUGEINT_DIGITS, 0, scope.fail)
        return numbers.limit(scope.code, rounded, _MOST_OF[target.this], scope.fail)
    if target.this in _SAME and value.kind is _SAME[target.this]:
        return value
    raise refuse("native.expression", expression=str(target))


_SAME = MappingProxyType(
    {
        exp.DType.VARCHAR: SimpleKind.TEXT,
        exp.DType.TEXT: SimpleKind.TEXT,
        exp.DType.BOOLEAN: SimpleKind.BOOLEAN,
    }
)


def _choice(literal: Sql, target: Sql) -> Value:
    values = tuple(value.name for value in target.expressions)
    return Value(ChoiceKind(values), ir.Constant(BYTE, values.index(literal.name)))


def _cast_date(node: Sql, scope: Scope) -> Term:
    if isinstance(node, exp.Literal):
        return calendar.day(dt.date.fromisoformat(node.name))
    if isinstance(node, exp.Add) and isinstance(node.expression, exp.Anonymous) and node.expression.name == "to_months":
        (months,) = node.expression.expressions
        return calendar.add_months(scope, _emit_value(node.this, scope), _emit_value(months, scope))
    value = _emit_value(node, scope)
    if value.kind not in {SimpleKind.DATE, SimpleKind.NOTHING}:
        raise refuse("native.date")
    return nothing(SimpleKind.DATE) if value.kind is SimpleKind.NOTHING else value


# Functions


def _call(node: Sql, scope: Scope) -> Term:
    name, arguments = node.this, node.expressions
    if name in _AGGREGATES:
        return scope.frame.compute_apart(node, scope) or _aggregate(name, arguments, scope)
    if name in _STEPS:
        function = arguments[1]
        (variable,) = function.expressions
        source = expect_list(emit_expression(arguments[0], scope))
        return source.then(Step(_STEPS[name], variable.name, function.this))
    if name == "list_extract":
        index = arguments[1]
        sign = -1 if isinstance(index, exp.Neg) else 1
        place = sign * int(Decimal((index.this if isinstance(index, exp.Neg) else index).name))
        return take_item(expect_list(emit_expression(arguments[0], scope)), place, scope, emit_expression)
    function = _FUNCTIONS.get(name)
    if function is None:
        raise refuse("native.expression", expression=name)
    return function([_emit_value(argument, scope) for argument in arguments], scope)


_STEPS = MappingProxyType({"list_filter": "filter", "list_transform": "transform"})
_AGGREGATES: Mapping[str, Callable[[ListValue, Scope], Value]] = MappingProxyType(
    {
        "len": lambda source, scope: count_items(source, scope, emit_expression),
        "list_sum": lambda source, scope: add_items(source, scope, emit_expression),
        "list_min": lambda source, scope: find_extreme("<", source, scope, emit_expression),
        "list_max": lambda source, scope: find_extreme(">", source, scope, emit_expression),
    }
)


def _aggregate(name: str, arguments: Sequence[Sql], scope: Scope) -> Value:
    return _AGGREGATES[name](expect_list(emit_expression(arguments[0], scope)), scope)


def _rounded(mode: str) -> Callable[[Sequence[Value], Scope], Value]:
    def emit(arguments: Sequence[Value], scope: Scope) -> Value:
        if arguments[0].kind is SimpleKind.NOTHING:
            return arguments[0]
        places = 0
        if len(arguments) > 1:
            kind = arguments[1].kind
            if not isinstance(kind, NumberKind) or kind.low != kind.high or kind.low < 0:
                raise refuse("native.expression", expression=mode)
            places = kind.low
        return numbers.round_to(scope.code, mode, arguments[0], places)

    return emit


def _absolute(arguments: Sequence[Value], scope: Scope) -> Value:
    (operand,) = arguments
    return operand if operand.kind is SimpleKind.NOTHING else numbers.absolute(scope.code, operand)


def _part(read: Callable[[Code, Value], Value]) -> Callable[[Sequence[Value], Scope], Value]:
    return lambda arguments, scope: read(scope.code, arguments[0])


def _make_date(arguments: Sequence[Value], scope: Scope) -> Value:
    years, *rest = arguments
    parts = [kind.low for value in rest if isinstance(kind := value.kind, NumberKind) and kind.low == kind.high]
    if len(parts) != len(rest):
        raise refuse("native.date")
    return calendar.make_date(scope, years, *parts)


_FUNCTIONS: Mapping[str, Callable[[Sequence[Value], Scope], Value]] = MappingProxyType(
    {
        "abs": _absolute,
        "ceil": _rounded("ceiling"),
        "day": _part(calendar.day_of_month),
        "floor": _rounded("floor"),
        "greatest": lambda arguments, scope: choose_nearest(scope.code, ">=", arguments),
        "isodow": _part(calendar.weekday),
        "least": lambda arguments, scope: choose_nearest(scope.code, "<=", arguments),
        "make_date": _make_date,
        "month": _part(calendar.month),
        "nullif": lambda arguments, scope: null_if(scope.code, *arguments),
        "round": _rounded("half up"),
        "round_even": _rounded("half even"),
        "trunc": _rounded("down"),
        "year": _part(calendar.year),
    }
)

_NODES: Mapping[type[Sql], Callable[[Sql, Scope], Term]] = MappingProxyType(
    {
        exp.Column: _column,
        exp.Dot: _field,
        exp.Literal: _literal,
        exp.Boolean: _truth,
        exp.Null: lambda _node, _scope: nothing(),
        exp.Paren: _inner,
        **dict.fromkeys(COMPARISONS, _compare),
        exp.Add: _add,
        exp.Sub: _subtract,
        exp.Mul: _operator(numbers.multiply),
        exp.IntDiv: _operator(numbers.divide_whole),
        exp.Mod: _operator(numbers.remainder),
        exp.Neg: _negative,
        exp.And: _connect(conjoin),
        exp.Or: _connect(disjoin),
        exp.Not: _not,
        exp.Is: _is,
        exp.Case: _case,
        exp.Cast: _cast,
        exp.Anonymous: _call,
    }
)
