"""Exact arithmetic on whole numbers whose bounds are known while compiling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from llvmlite import ir

from zhida.lang.base.diagnostic import refuse
from zhida.lang.native.kinds import NARROW, Kind, NumberKind
from zhida.lang.native.values import Code, Value, all_valid, boolean, expect_number, type_of

_LONGEST_STEP = 10**9
"""The greatest power of ten that has room in 32 bits."""

Fail = Callable[[ir.Value], None]
"""Told the condition under which a number has no room in its column."""


def number(value: Decimal) -> Value:
    """A number known while compiling.

    >>> number(Decimal("0.10")).kind
    NumberKind(scale=2, low=10, high=10)
    """
    scale = max(0, -int(value.as_tuple().exponent))
    units = int(value.scaleb(scale))
    return whole(units, scale)


def whole(units: int, scale: int = 0) -> Value:
    """A whole number known while compiling."""
    kind = NumberKind(scale, units, units)
    return Value(kind, ir.Constant(type_of(kind), units))


def widen(code: Code, value: Value, kind: Kind) -> ir.Value:
    """The content in the size of a kind that holds its value."""
    target = type_of(kind)
    if value.content.type.width == target.width:
        return value.content
    if isinstance(value.content, ir.Constant):
        return ir.Constant(target, value.content.constant)
    is_wider = target.width > value.content.type.width
    return code.sext(value.content, target) if is_wider else code.trunc(value.content, target)


def rescale(code: Code, value: Value, scale: int) -> Value:
    """The same number with more decimals."""
    value, kind = expect_number(value)
    if scale == kind.scale:
        return value
    factor = 10 ** (scale - kind.scale)
    scaled = NumberKind(scale, kind.low * factor, kind.high * factor)
    return Value(scaled, code.mul(widen(code, value, scaled), ir.Constant(type_of(scaled), factor)), value.valid)


def align(code: Code, left: Value, right: Value) -> tuple[Value, Value, NumberKind, NumberKind]:
    """Two numbers with as many decimals as the one that has more."""
    scale = max(expect_number(left)[1].scale, expect_number(right)[1].scale)
    (one, first), (other, second) = (expect_number(rescale(code, side, scale)) for side in (left, right))
    return one, other, first, second


def add(code: Code, left: Value, right: Value) -> Value:
    """``left + right``."""
    one, other, first, second = align(code, left, right)
    kind = NumberKind(first.scale, first.low + second.low, first.high + second.high)
    return _combine(code, code.add, kind, one, other)


def subtract(code: Code, left: Value, right: Value) -> Value:
    """``left - right``."""
    one, other, first, second = align(code, left, right)
    kind = NumberKind(first.scale, first.low - second.high, first.high - second.low)
    return _combine(code, code.sub, kind, one, other)


def multiply(code: Code, left: Value, right: Value) -> Value:
    """``left * right``."""
    (left, first), (right, second) = expect_number(left), expect_number(right)
    corners = [one * other for one in (first.low, first.high) for other in (second.low, second.high)]
    kind = NumberKind(first.scale + second.scale, min(corners), max(corners))
    return _combine(code, code.mul, kind, left, right)


def _combine(
    code: Code, operation: Callable[[ir.Value, ir.Value], ir.Value], kind: NumberKind, left: Value, right: Value
) -> Value:
    """Computed in a size that has room for the operands and the result."""
    room = kind
    for operand in (left, right):
        if isinstance(operand.kind, NumberKind) and operand.kind.bits > room.bits:
            room = operand.kind
    content = operation(widen(code, left, room), widen(code, right, room))
    valid = all_valid(code, left.valid, right.valid)
    return Value(kind, widen(code, Value(kind, content), kind), valid)


def negate(code: Code, operand: Value) -> Value:
    """``-operand``."""
    operand, kind = expect_number(operand)
    if isinstance(operand.content, ir.Constant):
        return replace(whole(-operand.content.constant, kind.scale), valid=operand.valid)
    return Value(NumberKind(kind.scale, -kind.high, -kind.low), code.neg(operand.content), operand.valid)


def absolute(code: Code, operand: Value) -> Value:
    """``abs(operand)``."""
    operand, kind = expect_number(operand)
    if kind.low >= 0:
        return operand
    low = max(0, kind.low, -kind.high)
    return Value(NumberKind(kind.scale, low, kind.size), _size(code, operand.content), operand.valid)


def _size(code: Code, content: ir.Value) -> ir.Value:
    return code.select(_is_negative(code, content), code.neg(content), content)


def compare(code: Code, operator: str, left: Value, right: Value) -> Value:
    """``left operator right``, an operator of Python."""
    one, other, first, second = align(code, left, right)
    room = first if first.bits >= second.bits else second
    content = code.icmp_signed(operator, widen(code, one, room), widen(code, other, room))
    return boolean(content, all_valid(code, one.valid, other.valid))


def divide_whole(code: Code, left: Value, right: Value) -> Value:
    """``left // right`` of whole numbers, cut towards zero; NULL where the right is 0."""
    one, other, valid = _expect_whole(code, left, right)
    (_, first), (_, second) = expect_number(left), expect_number(right)
    cut = code.udiv(_size_of(code, one, first), _divisor(code, other, second))
    is_negative = None
    if first.low < 0 or second.low < 0:
        is_negative = code.xor(_is_negative(code, one), _is_negative(code, other))
    least = min(abs(second.low), abs(second.high)) if _excludes_zero(second) else 1
    most = first.size // least
    return Value(NumberKind(0, 0 if is_negative is None else -most, most), _signed(code, cut, is_negative), valid)


def remainder(code: Code, left: Value, right: Value) -> Value:
    """``left % right`` of whole numbers, with the sign of the left; NULL where the right is 0."""
    one, other, valid = _expect_whole(code, left, right)
    (_, first), (_, second) = expect_number(left), expect_number(right)
    rest = code.urem(_size_of(code, one, first), _divisor(code, other, second))
    is_negative = _is_negative(code, one) if first.low < 0 else None
    most = min(first.size, max(0, second.size - 1))
    return Value(NumberKind(0, 0 if is_negative is None else -most, most), _signed(code, rest, is_negative), valid)


def _expect_whole(code: Code, left: Value, right: Value) -> tuple[ir.Value, ir.Value, ir.Value | None]:
    """Dividend, divisor, and where there is a quotient."""
    (left, first), (right, second) = expect_number(left), expect_number(right)
    if first.scale or second.scale or first.bits > NARROW or second.bits > NARROW:
        raise refuse("native.division")
    valid = all_valid(code, left.valid, right.valid)
    if not _excludes_zero(second):
        valid = all_valid(code, valid, code.icmp_signed("!=", right.content, ir.Constant(right.content.type, 0)))
    return left.content, right.content, valid


def _excludes_zero(kind: NumberKind) -> bool:
    return kind.low > 0 or kind.high < 0


def _divisor(code: Code, content: ir.Value, kind: NumberKind) -> ir.Value:
    """The size of a divisor; never 0, on which a processor stops, also where there is no value and anything may stand."""
    size = _size_of(code, content, kind)
    if isinstance(content, ir.Constant) and content.constant:
        return size
    is_zero = code.icmp_signed("==", size, ir.Constant(size.type, 0))
    return code.select(is_zero, ir.Constant(size.type, 1), size)


def _size_of(code: Code, content: ir.Value, kind: NumberKind) -> ir.Value:
    return content if kind.low >= 0 else _size(code, content)


def _is_negative(code: Code, content: ir.Value) -> ir.Value:
    return code.icmp_signed("<", content, ir.Constant(content.type, 0))


def _signed(code: Code, size: ir.Value, is_negative: ir.Value | None) -> ir.Value:
    return size if is_negative is None else code.select(is_negative, code.neg(size), size)


# Rounding


def round_to(code: Code, mode: str, operand: Value, places: int) -> Value:
    """The number with at most so many decimals: ``half up`` (away from zero), ``half even``, ``down``, ``floor``, ``ceiling``."""
    operand, kind = expect_number(operand)
    if kind.scale <= places:
        return operand
    unit = 10 ** (kind.scale - places)
    rounded = NumberKind(places, kind.low // unit, -(-kind.high // unit))
    is_negative = None if kind.low >= 0 else _is_negative(code, operand.content)
    cut = _round_size(code, mode, _size_of(code, operand.content, kind), unit, is_negative)
    content = _signed(code, cut, is_negative)
    return Value(rounded, widen(code, Value(kind, content), rounded), operand.valid)


def _round_size(code: Code, mode: str, size: ir.Value, unit: int, is_negative: ir.Value | None) -> ir.Value:
    """The size of a number in units, rounded."""

    def constant(value: int) -> ir.Value:
        return ir.Constant(size.type, value)

    if mode == "half up":
        return _cut(code, code.add(size, constant(unit // 2)), unit)
    cut = _cut(code, size, unit)
    if mode == "down" or (mode == "floor" and is_negative is None):
        return cut
    rest = code.sub(size, code.mul(cut, constant(unit)))
    if mode == "half even":
        above = code.icmp_unsigned(">", rest, constant(unit // 2))
        tie = code.icmp_unsigned("==", rest, constant(unit // 2))
        odd = code.trunc(cut, ir.IntType(1))
        more = code.or_(above, code.and_(tie, odd))
    else:
        more = code.icmp_unsigned("!=", rest, constant(0))
        if is_negative is not None:
            more = code.and_(more, is_negative if mode == "floor" else code.not_(is_negative))
    return code.add(cut, code.zext(more, size.type))


def _cut(code: Code, size: ir.Value, unit: int) -> ir.Value:
    """The whole units in a number of at least 0; a wide one is divided in steps, a digit of 32 bits after the other."""
    if size.type.width == NARROW:
        return code.udiv(size, ir.Constant(size.type, unit))
    while unit > 1:
        step = min(unit, _LONGEST_STEP)
        size, unit = _cut_wide(code, size, step), unit // step
    return size


def _cut_wide(code: Code, size: ir.Value, unit: int) -> ir.Value:
    long_, wide = ir.IntType(NARROW), size.type
    rest, quotient = ir.Constant(long_, 0), ir.Constant(wide, 0)
    for shift in (96, 64, 32, 0):
        digit = code.and_(code.trunc(code.lshr(size, ir.Constant(wide, shift)), long_), ir.Constant(long_, 2**32 - 1))
        part = code.or_(code.shl(rest, ir.Constant(long_, 32)), digit)
        whole_part = code.udiv(part, ir.Constant(long_, unit))
        rest = code.sub(part, code.mul(whole_part, ir.Constant(long_, unit)))
        quotient = code.or_(quotient, code.shl(code.zext(whole_part, wide), ir.Constant(wide, shift)))
    return quotient


def cast_number(code: Code, operand: Value, digits: int, scale: int, fail: Fail) -> Value:
    """The number as one of so many digits, ``scale`` of them decimals; half is rounded up, a wider number is a failure."""
    _, kind = expect_number(operand)
    moved = rescale(code, operand, scale) if scale >= kind.scale else round_to(code, "half up", operand, scale)
    return limit(code, moved, 10**digits - 1, fail)


def limit(code: Code, operand: Value, most: int, fail: Fail) -> Value:
    """The number, which fails where its size exceeds a bound."""
    operand, kind = expect_number(operand)
    if kind.size <= most:
        return operand
    limited = NumberKind(kind.scale, max(kind.low, -most), min(kind.high, most))
    above = code.icmp_signed(">", operand.content, ir.Constant(operand.content.type, most))
    below = code.icmp_signed("<", operand.content, ir.Constant(operand.content.type, -most))
    outside = code.or_(above, below)
    fail(outside if operand.valid is None else code.and_(outside, operand.valid))
    return Value(limited, widen(code, operand, limited), operand.valid)
