"""Arithmetic, comparison, logic, membership and types."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.values import Value
from zhida.lang.core.tree import (
    Arithmetic,
    Coercion,
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    Membership,
    Negation,
    TypeTest,
)
from zhida.lang.interpret.arithmetic import calculate, negate
from zhida.lang.interpret.compare import ORDERINGS, Ordering, equals, is_ordered
from zhida.lang.interpret.conform import is_instance
from zhida.lang.interpret.fit import make_fit
from zhida.lang.interpret.logic import conjoin, disjoin
from zhida.lang.interpret.membership import is_member
from zhida.lang.interpret.missing import find_missing
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.run import Code, Locals, NoValueError, Run


def build_arithmetic(node: Arithmetic, builder: Builder) -> Code:
    """``left operator right``."""
    sign, span = node.operator, node.span
    left, right = builder.build(node.left), builder.build(node.right)

    def code(run: Run, local: Locals) -> Value:
        try:
            return calculate(sign, left(run, local), right(run, local))
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
            return _compare(node, operator.eq, equals, builder)
        case "!=":
            equal = _compare(node, operator.eq, equals, builder)
            return lambda run, local: _invert(equal(run, local))
        case _:
            ordering = ORDERINGS[node.operator]
            return _compare(node, ordering, lambda one, other: is_ordered(ordering, one, other), builder)


def _invert(value: Value) -> Value:
    return not value if isinstance(value, bool) else value


def _compare(node: Comparison, plain: Ordering, decide: Callable[[Value, Value], Value], builder: Builder) -> Code:
    """``plain`` compares numbers, and texts with a constant: the short way for what stands in most cells of tables."""
    span, left, right = node.span, builder.build(node.left), builder.build(node.right)

    def settle(run: Run, one: Value, other: Value) -> Value:
        try:
            return decide(one, other)
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    def compare(run: Run, local: Locals) -> Value:
        one, other = left(run, local), right(run, local)
        return plain(one, other) if type(one) is Decimal and type(other) is Decimal else settle(run, one, other)

    if not isinstance(node.right, Constant) or not isinstance(node.right.value, Decimal | str):
        return compare
    constant, kind = node.right.value, type(node.right.value)

    def compare_with_constant(run: Run, local: Locals) -> Value:
        one = left(run, local)
        return plain(one, constant) if type(one) is kind else settle(run, one, constant)

    return compare_with_constant


def build_conjunction(node: Conjunction, builder: Builder) -> Code:
    """``and``: evaluation stops at the first false."""
    operands = [builder.build(operand) for operand in node.operands]

    def code(run: Run, local: Locals) -> Value:
        undecided: list[Value] = []
        for operand in operands:
            answer = operand(run, local)
            if answer is False:
                return False
            if answer is not True:
                undecided.append(answer)
        return conjoin(undecided) if undecided else True

    return code


def build_disjunction(node: Disjunction, builder: Builder) -> Code:
    """``or``: evaluation stops at the first true."""
    operands = [builder.build(operand) for operand in node.operands]

    def code(run: Run, local: Locals) -> Value:
        undecided: list[Value] = []
        for operand in operands:
            answer = operand(run, local)
            if answer is True:
                return True
            if answer is not False:
                undecided.append(answer)
        return disjoin(undecided) if undecided else False

    return code


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
        return is_instance(value, tested) and (find_missing(value) or True)

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
