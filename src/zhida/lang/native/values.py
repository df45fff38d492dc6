"""What an expression becomes in machine code: a value and whether there is one, a record of values, or a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from llvmlite import ir

from zhida.lang.base.diagnostic import refuse
from zhida.lang.native.kinds import Kind, NumberKind, SimpleKind
from zhida.lang.sql.build import Sql

BIT = ir.IntType(1)
BYTE = ir.IntType(8)
SHORT = ir.IntType(32)
LONG_INTEGER = ir.IntType(64)

TRUE, FALSE = ir.Constant(BIT, 1), ir.Constant(BIT, 0)

Code: TypeAlias = ir.IRBuilder
"""Where instructions are added."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a kind. ``valid`` tells whether there is one, else it is NULL; None: there always is."""

    kind: Kind
    content: ir.Value
    valid: ir.Value | None = None


@dataclass(frozen=True, slots=True)
class RecordValue:
    """A record whose fields are read when needed."""

    fields: Mapping[str, Callable[[], Term]]
    valid: ir.Value | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What is done to the items of a list: those for which ``body`` is true are kept, or each becomes ``body``."""

    name: str
    variable: str
    body: Sql


@dataclass(frozen=True, slots=True)
class ListValue:
    """The items of a column from ``start`` to before ``end``, and the steps they go through."""

    start: ir.Value
    end: ir.Value
    item: Callable[[ir.Value], Term]
    valid: ir.Value | None = None
    steps: tuple[Step, ...] = ()

    def then(self, step: Step) -> ListValue:
        """The list after one more step."""
        return replace(self, steps=(*self.steps, step))


Term = Value | RecordValue | ListValue


def expect_value(term: Term) -> Value:
    """The term as one value."""
    if isinstance(term, Value):
        return term
    raise refuse("native.no-value")


def expect_number(term: Term) -> tuple[Value, NumberKind]:
    """The term as a number, and its kind."""
    value = expect_value(term)
    if isinstance(value.kind, NumberKind):
        return value, value.kind
    raise refuse("native.no-number")


def expect_list(term: Term) -> ListValue:
    """The term as a list."""
    if isinstance(term, ListValue):
        return term
    raise refuse("native.no-list")


def type_of(kind: Kind) -> ir.Type:
    """The type of a value while it is computed."""
    if isinstance(kind, NumberKind):
        return ir.IntType(kind.bits)
    return _COMPUTED.get(kind, BYTE) if isinstance(kind, SimpleKind) else BYTE


def stored_type(kind: Kind) -> ir.Type:
    """The type of a value in memory."""
    if isinstance(kind, NumberKind):
        return ir.IntType(kind.stored_bits)
    return _STORED.get(kind, BYTE) if isinstance(kind, SimpleKind) else BYTE


def output_type(kind: Kind) -> ir.Type:
    """The type of a value as it is given out."""
    return ir.IntType(kind.output_bits) if isinstance(kind, NumberKind) else stored_type(kind)


_STORED = {SimpleKind.DATE: SHORT, SimpleKind.TEXT: SHORT}
_COMPUTED = {**_STORED, SimpleKind.BOOLEAN: BIT}


def nothing(kind: Kind = SimpleKind.NOTHING) -> Value:
    """NULL."""
    return Value(kind, ir.Constant(type_of(kind), 0), FALSE)


def boolean(content: ir.Value, valid: ir.Value | None = None) -> Value:
    """A boolean."""
    return Value(SimpleKind.BOOLEAN, content, valid)


def all_valid(code: Code, *valids: ir.Value | None) -> ir.Value | None:
    """Whether all are there."""
    joined = None
    for valid in valids:
        if valid is not None:
            joined = valid if joined is None else code.and_(joined, valid)
    return joined


def expect_boolean(term: Term) -> Value:
    """The term as a condition."""
    value = expect_value(term)
    if value.kind is SimpleKind.NOTHING:
        return nothing(SimpleKind.BOOLEAN)
    if value.kind is SimpleKind.BOOLEAN:
        return value
    raise refuse("native.no-boolean")


def is_true(code: Code, condition: Value) -> ir.Value:
    """Whether a boolean is there and true."""
    return condition.content if condition.valid is None else code.and_(condition.content, condition.valid)


def is_false(code: Code, condition: Value) -> ir.Value:
    """Whether a boolean is there and false."""
    inverse = code.not_(condition.content)
    return inverse if condition.valid is None else code.and_(inverse, condition.valid)
