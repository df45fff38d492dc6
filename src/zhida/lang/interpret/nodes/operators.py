"""Arithmetic, comparison, logic, membership and types."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import (
    Arithmetic,
    Coercion,
    Comparison,
    Conjunction,
    Disjunction,
    Membership,
    Negation,
    TypeTest,
)
from zhida.lang.interpret.arithmetic import calculate, negate
from zhida.lang.interpret.compare import ORDERINGS, equals, is_ordered
from zhida.lang.interpret.conform import is_instance
from zhida.lang.interpret.fit import make_fit
from zhida.lang.interpret.logic import conjoin, disjoin
from zhida.lang.interpret.membership import is_member
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.run import Code, Locals, NoValueError, Run


def build_arithmetic(node: Arithmetic, builder: Builder) -> Code:
    """``left operator right``."""
    operator, span = node.operator, node.span
    left, right = builder.build(node.left), builder.build(node.right)

    def code(run: Run, local: Locals) -> Value:
        try:
            return calculate(operator, left(run, local), right(run, local))
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


def build_negation(node: Negation, builder: Builder) -> Code:
    """``-operand``."""
    span, operand = node.span, builder.build(node.operand)

    def code(run: Run, local: Locals) -> Value:
        try:
            return negate(operand(run, local))
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


def build_comparison(node: Comparison, builder: Builder) -> Code:
    """``=`` and ``!=`` are equality, the other four order."""
    match node.operator:
        case "=":
            return _build_equality(node, builder)
        case "!=":
            equal = _build_equality(node, builder)
            return lambda run, local: _invert(equal(run, local))
        case _:
            return _build_ordering(node, builder)


def _invert(value: Value) -> Value:
    return not value if isinstance(value, bool) else value


def _build_equality(node: Comparison, builder: Builder) -> Code:
    span, left, right = node.span, builder.build(node.left), builder.build(node.right)

    def code(run: Run, local: Locals) -> Value:
        try:
            return equals(left(run, local), right(run, local))
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


def _build_ordering(node: Comparison, builder: Builder) -> Code:
    span, left, right = node.span, builder.build(node.left), builder.build(node.right)
    ordering = ORDERINGS[node.operator]

    def code(run: Run, local: Locals) -> Value:
        one, other = left(run, local), right(run, local)
        if type(one) is Decimal and type(other) is Decimal:
            return ordering(one, other)
        try:
            return is_ordered(ordering, one, other)
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


def build_conjunction(node: Conjunction, builder: Builder) -> Code:
    """``and``: evaluation stops at the first false."""
    operands = [builder.build(operand) for operand in node.operands]
    return lambda run, local: conjoin(operand(run, local) for operand in operands)


def build_disjunction(node: Disjunction, builder: Builder) -> Code:
    """``or``: evaluation stops at the first true."""
    operands = [builder.build(operand) for operand in node.operands]
    return lambda run, local: disjoin(operand(run, local) for operand in operands)


def build_membership(node: Membership, builder: Builder) -> Code:
    """``value in test``."""
    span, value, test = node.span, builder.build(node.value), builder.build(node.test)

    def code(run: Run, local: Locals) -> Value:
        try:
            return is_member(value(run, local), test(run, local))
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


def build_type_test(node: TypeTest, builder: Builder) -> Code:
    """``operand instance of tested``."""
    operand, tested = builder.build(node.operand), node.tested

    def code(run: Run, local: Locals) -> Value:
        value = operand(run, local)
        return value if type(value) is Missing else is_instance(value, tested)

    return code


def build_coercion(node: Coercion, builder: Builder) -> Code:
    """The value made to fit, else null; a value that is not allowed is null too."""
    operand = builder.build(node.operand)
    fit = make_fit(node, builder.build(node.allowed) if node.allowed else None)
    return lambda run, local: fit(run, operand(run, local))


OPERATORS: Mapping[type, BuildFunction] = MappingProxyType(
    {
        Arithmetic: build_arithmetic,
        Negation: build_negation,
        Comparison: build_comparison,
        Conjunction: build_conjunction,
        Disjunction: build_disjunction,
        Membership: build_membership,
        TypeTest: build_type_test,
        Coercion: build_coercion,
    }
)
"""Build functions of this module."""
