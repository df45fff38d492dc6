"""SQL's three-valued logic, choice and NULL in machine code: everything is computed, then chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from llvmlite import ir
from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.native.kinds import Kind, NumberKind, SimpleKind
from zhida.lang.native.numbers import compare, rescale, widen
from zhida.lang.native.scope import Emit, Scope
from zhida.lang.native.values import (
    FALSE,
    TRUE,
    Code,
    ListValue,
    RecordValue,
    Term,
    Value,
    all_valid,
    boolean,
    expect_boolean,
    expect_value,
    is_false,
    is_true,
    nothing,
)
from zhida.lang.sql.build import Sql

COMPARISONS: dict[type[Sql], str] = {
    exp.EQ: "==",
    exp.NEQ: "!=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}

_ORDERED = (SimpleKind.DATE,)
_EQUATED = (SimpleKind.DATE, SimpleKind.TEXT, SimpleKind.BOOLEAN)


def compare_values(code: Code, operator: str, left: Value, right: Value) -> Value:
    """``left operator right``; NULL where one is."""
    if SimpleKind.NOTHING in {left.kind, right.kind}:
        return nothing(SimpleKind.BOOLEAN)
    if isinstance(left.kind, NumberKind) and isinstance(right.kind, NumberKind):
        return compare(code, operator, left, right)
    allowed = _EQUATED if operator in {"==", "!="} else _ORDERED
    if left.kind is not right.kind or left.kind not in allowed:
        raise refuse("native.comparison")
    content = code.icmp_signed(operator, left.content, right.content)
    return boolean(content, all_valid(code, left.valid, right.valid))


def invert(code: Code, operand: Value) -> Value:
    """``NOT operand``."""
    return replace(operand, content=code.not_(operand.content))


def conjoin(code: Code, left: Value, right: Value) -> Value:
    """``left AND right``: false as soon as one is, whatever the other."""
    return _join(code, left, right, is_all=True)


def disjoin(code: Code, left: Value, right: Value) -> Value:
    """``left OR right``: true as soon as one is, whatever the other."""
    return _join(code, left, right, is_all=False)


def _join(code: Code, left: Value, right: Value, *, is_all: bool) -> Value:
    decisive = [is_false(code, side) if is_all else is_true(code, side) for side in (left, right)]
    decided = code.or_(*decisive)
    content = code.not_(decided) if is_all else decided
    valid = all_valid(code, left.valid, right.valid)
    return boolean(content, None if valid is None else code.or_(valid, decided))


def test_null(code: Code, term: Term) -> Value:
    """``term IS NULL``."""
    return boolean(FALSE if term.valid is None else code.not_(term.valid))


# Choice


def emit_case(node: Sql, scope: Scope, emit: Emit) -> Term:
    """``CASE WHEN … THEN … ELSE … END``: the first arm whose condition is true."""
    code = scope.code
    arms: list[tuple[ir.Value, Term]] = []
    for arm in node.args["ifs"]:
        taken = is_true(code, expect_boolean(emit(arm.this, scope)))
        arms.append((taken, emit(arm.args["true"], scope.where(taken))))
        scope = scope.where(code.not_(taken))
    default = node.args.get("default")
    otherwise = nothing() if default is None else emit(default, scope)
    terms = [term for _, term in arms] + [otherwise]
    if any(isinstance(term, ListValue) for term in terms):
        return _choose_list(code, arms, otherwise)
    if any(isinstance(term, RecordValue) for term in terms):
        raise refuse("native.record")
    return choose(code, [(taken, expect_value(term)) for taken, term in arms], expect_value(otherwise))


def choose(code: Code, arms: Sequence[tuple[ir.Value, Value]], otherwise: Value) -> Value:
    """The value of the first arm that is taken."""
    *values, last = unify(code, [*(value for _, value in arms), otherwise])
    content, valid = last.content, last.valid
    for (taken, _), value in reversed(list(zip(arms, values, strict=True))):
        content = code.select(taken, value.content, content)
        if value.valid is not None or valid is not None:
            valid = code.select(taken, _or_true(value.valid), _or_true(valid))
    return Value(last.kind, content, valid)


def _or_true(valid: ir.Value | None) -> ir.Value:
    return TRUE if valid is None else valid


def unify(code: Code, values: Sequence[Value]) -> list[Value]:
    """The values as ones of the same kind."""
    kinds = {value.kind for value in values if value.kind is not SimpleKind.NOTHING}
    numbers = [kind for kind in kinds if isinstance(kind, NumberKind)]
    if not kinds:
        return list(values)
    if len(kinds) > 1 and len(numbers) < len(kinds):
        raise refuse("native.mixed-kinds")
    if not numbers:
        (kind,) = kinds
        return [nothing(kind) if value.kind is SimpleKind.NOTHING else value for value in values]
    return _unify_numbers(code, values, max(number.scale for number in numbers))


def _unify_numbers(code: Code, values: Sequence[Value], scale: int) -> list[Value]:
    scaled = [value if value.kind is SimpleKind.NOTHING else rescale(code, value, scale) for value in values]
    kind = reduce(NumberKind.union, [value.kind for value in scaled if isinstance(value.kind, NumberKind)])
    return [_fit(code, value, kind) for value in scaled]


def _fit(code: Code, value: Value, kind: Kind) -> Value:
    if value.kind is SimpleKind.NOTHING:
        return nothing(kind)
    return Value(kind, widen(code, value, kind), value.valid)


def _choose_list(code: Code, arms: Sequence[tuple[ir.Value, Term]], otherwise: Term) -> ListValue:
    """A list under a condition, else NULL."""
    found: list[tuple[ir.Value, ListValue]] = []
    for taken, term in arms:
        if isinstance(term, ListValue):
            found.append((taken, term))
        elif not (isinstance(term, Value) and term.kind is SimpleKind.NOTHING):
            raise refuse("native.mixed-kinds")
    is_null = isinstance(otherwise, Value) and otherwise.kind is SimpleKind.NOTHING
    if len(arms) != 1 or len(found) != 1 or not is_null:
        raise refuse("native.choice-of-lists")
    ((taken, chosen),) = found
    return replace(chosen, valid=all_valid(code, chosen.valid, taken))


def choose_nearest(code: Code, operator: str, values: Sequence[Value]) -> Value:
    """``least`` and ``greatest``: NULLs are passed over."""
    unified = unify(code, values)
    return reduce(lambda one, other: _nearer(code, operator, one, other), unified)


def _nearer(code: Code, operator: str, one: Value, other: Value) -> Value:
    is_nearer = expect_value(
        compare_values(code, operator, replace(one, valid=None), replace(other, valid=None))
    ).content
    if other.valid is not None:
        is_nearer = code.or_(is_nearer, code.not_(other.valid))
    if one.valid is not None:
        is_nearer = code.and_(is_nearer, one.valid)
    valid = None if one.valid is None or other.valid is None else code.or_(one.valid, other.valid)
    return Value(one.kind, code.select(is_nearer, one.content, other.content), valid)


def null_if(code: Code, operand: Value, excluded: Value) -> Value:
    """``nullif(operand, excluded)``."""
    same = is_true(code, compare_values(code, "==", operand, excluded))
    return replace(operand, valid=all_valid(code, operand.valid, code.not_(same)))
