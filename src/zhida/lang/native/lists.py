"""Lists in machine code: loops over the items of a row, in which items are left out and changed as they pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from llvmlite import ir

from zhida.lang.base.diagnostic import refuse
from zhida.lang.native.kinds import COUNT, WIDE, NumberKind
from zhida.lang.native.logic import compare_values
from zhida.lang.native.loop import loop
from zhida.lang.native.numbers import widen
from zhida.lang.native.scope import Emit, Scope
from zhida.lang.native.values import (
    BIT,
    LONG_INTEGER,
    TRUE,
    Code,
    ListValue,
    RecordValue,
    Term,
    Value,
    all_valid,
    expect_boolean,
    expect_number,
    expect_value,
    is_true,
    type_of,
)

_MOST_ITEMS = 2**31 - 1
_TOTAL = ir.IntType(WIDE)

Visit = Callable[[Scope, Term, ir.Value, ir.Value], None]
"""Told of every item: the scope inside the loop, the item, whether it is kept, its place in the column."""


def count_items(source: ListValue, scope: Scope, emit: Emit) -> Value:
    """How many items are kept."""
    code = scope.code
    if not source.steps:
        return Value(COUNT, code.sub(source.end, source.start), source.valid)
    total = _variable(scope, LONG_INTEGER, 0)

    def visit(inside: Scope, _item: Term, kept: ir.Value, _place: ir.Value) -> None:
        _add_to(inside.code, total, inside.code.zext(kept, LONG_INTEGER))

    _visit_items(source, scope, emit, visit)
    return Value(COUNT, code.load(total, typ=LONG_INTEGER), source.valid)


def add_items(source: ListValue, scope: Scope, emit: Emit) -> Value:
    """The sum of the items; NULL of none."""
    code = scope.code
    kinds: list[NumberKind] = []
    total, some = _variable(scope, _TOTAL, 0), _variable(scope, BIT, 0)

    def visit(inside: Scope, item: Term, kept: ir.Value, _place: ir.Value) -> None:
        value, kind = expect_number(item)
        kinds.append(_spread(kind))
        counted = all_valid(inside.code, kept, value.valid)
        content = widen(inside.code, value, kinds[0])
        wide = content if content.type.width == WIDE else inside.code.sext(content, _TOTAL)
        _add_to(inside.code, total, inside.code.select(counted, wide, ir.Constant(_TOTAL, 0)))
        _set_where(inside.code, some, counted, TRUE)

    _visit_items(source, scope, emit, visit)
    valid = all_valid(code, source.valid, code.load(some, typ=BIT))
    (kind,) = kinds
    content = code.load(total, typ=_TOTAL)
    return Value(kind, widen(code, Value(kind, content), kind), valid)


def _spread(kind: NumberKind) -> NumberKind:
    """What so many numbers of a kind can come to."""
    return NumberKind(kind.scale, min(0, kind.low) * _MOST_ITEMS, max(0, kind.high) * _MOST_ITEMS)


def find_extreme(operator: str, source: ListValue, scope: Scope, emit: Emit) -> Value:
    """The smallest (``<``) or largest (``>``) item; NULL of none."""
    code = scope.code
    some = _variable(scope, BIT, 0)
    found: list[tuple[Value, ir.Value]] = []

    def visit(inside: Scope, item: Term, kept: ir.Value, _place: ir.Value) -> None:
        value = expect_value(item)
        nearest = scope.frame.allocate(type_of(value.kind))
        found.append((value, nearest))
        counted = all_valid(inside.code, kept, value.valid)
        so_far = Value(value.kind, inside.code.load(nearest, typ=type_of(value.kind)))
        is_nearer = compare_values(inside.code, operator, replace(value, valid=None), so_far).content
        is_first = inside.code.not_(inside.code.load(some, typ=BIT))
        chosen = inside.code.and_(inside.code.or_(is_nearer, is_first), counted)
        _set_where(inside.code, nearest, chosen, value.content)
        _set_where(inside.code, some, counted, TRUE)

    _visit_items(source, scope, emit, visit)
    ((value, nearest),) = found
    valid = all_valid(code, source.valid, code.load(some, typ=BIT))
    return Value(value.kind, code.load(nearest, typ=type_of(value.kind)), valid)


def take_item(source: ListValue, index: int, scope: Scope, emit: Emit) -> Term:
    """The item at an index from 1, from the end if it is negative; NULL if there is none."""
    code = scope.code
    if index == 0:
        raise refuse("native.index")
    wanted: ir.Value = ir.Constant(LONG_INTEGER, index)
    if index < 0:
        wanted = code.add(count_items(source, scope, emit).content, ir.Constant(LONG_INTEGER, index + 1))
    seen, place_found, is_found = (_variable(scope, type_, 0) for type_ in (LONG_INTEGER, LONG_INTEGER, BIT))

    def visit(inside: Scope, _item: Term, kept: ir.Value, place: ir.Value) -> None:
        _add_to(inside.code, seen, inside.code.zext(kept, LONG_INTEGER))
        is_next = inside.code.icmp_signed("==", inside.code.load(seen, typ=LONG_INTEGER), wanted)
        chosen = inside.code.and_(kept, is_next)
        _set_where(inside.code, place_found, chosen, place)
        _set_where(inside.code, is_found, chosen, TRUE)

    _visit_items(source, scope, emit, visit)
    valid = all_valid(code, source.valid, code.load(is_found, typ=BIT))
    item, _ = _pass(source, scope, emit, source.item(code.load(place_found, typ=LONG_INTEGER)))
    return _under(code, item, valid)


def _under(code: Code, item: Term, valid: ir.Value | None) -> Term:
    """The item, which is NULL where it is not found."""
    if isinstance(item, ListValue):
        raise refuse("native.choice-of-lists")
    if isinstance(item, RecordValue):
        there = all_valid(code, item.valid, valid)
        return RecordValue({name: _field_under(code, read, valid) for name, read in item.fields.items()}, there)
    return replace(item, valid=all_valid(code, item.valid, valid))


def _field_under(code: Code, read: Callable[[], Term], valid: ir.Value | None) -> Callable[[], Term]:
    return lambda: _under(code, read(), valid)


def _pass(source: ListValue, scope: Scope, emit: Emit, item: Term) -> tuple[Term, ir.Value]:
    """The item after all steps, and whether it is kept."""
    kept = TRUE
    for step in source.steps:
        result = emit(step.body, scope.bind(step.variable, item))
        if step.name == "filter":
            condition = is_true(scope.code, expect_boolean(result))
            kept = scope.code.and_(kept, condition)
            scope = scope.where(condition)
        else:
            item = result
    return item, kept


def _visit_items(source: ListValue, scope: Scope, emit: Emit, visit: Visit) -> None:
    """A loop over the items, one after the other."""
    with loop(scope.code, source.start, source.end) as place:
        item, kept = _pass(source, scope, emit, source.item(place))
        visit(scope, item, kept, place)


def _variable(scope: Scope, type_: ir.Type, start: int) -> ir.Value:
    """A variable of the function that holds a number before the loop."""
    room = scope.frame.allocate(type_)
    scope.code.store(ir.Constant(type_, start), room)
    return room


def _add_to(code: Code, variable: ir.Value, more: ir.Value) -> None:
    code.store(code.add(code.load(variable, typ=more.type), more), variable)


def _set_where(code: Code, variable: ir.Value, condition: ir.Value, content: ir.Value) -> None:
    code.store(code.select(condition, content, code.load(variable, typ=content.type)), variable)
