"""Nodes for operators and paths, made of parts already lowered: types checked, result type inferred."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from zhida.lang.base.span import Span
from zhida.lang.base.types import (
    ANY,
    BOOLEAN,
    DAYS_DURATION,
    MONTHS_DURATION,
    NULL,
    NUMBER,
    ListType,
    RangeType,
    Type,
    render_type,
)
from zhida.lang.core.inference import (
    arithmetic_type,
    fields_of,
    is_unknown,
    item_type,
    join_types,
    may_compare,
    may_fit,
)
from zhida.lang.core.scope import Scope, suggest
from zhida.lang.core.tree import (
    Arithmetic,
    ArithmeticOperator,
    Binding,
    Comparison,
    ComparisonOperator,
    Conditional,
    Conjunction,
    Constant,
    Disjunction,
    Expression,
    Field,
    Negation,
    Quantification,
    RangeOf,
    Selection,
    TypeTest,
)


def make_arithmetic(
    operator: ArithmeticOperator, left: Expression, right: Expression, span: Span, scope: Scope
) -> Expression:
    """``left operator right``."""
    type_ = arithmetic_type(operator, left.type, right.type)
    if type_ is None:
        _report_operands(operator, left, right, span, scope)
    return Arithmetic(operator, left, right, span=span, type=type_ or ANY)


def make_negation(operand: Expression, span: Span, scope: Scope) -> Expression:
    """``-operand``."""
    if not any(may_fit(operand.type, type_) for type_ in (NUMBER, DAYS_DURATION, MONTHS_DURATION)):
        scope.report("core.operand-type", span, operator="-", given=render_type(operand.type))
    return Negation(operand, span=span, type=item_type(operand.type))


def make_comparison(
    operator: ComparisonOperator, left: Expression, right: Expression, span: Span, scope: Scope
) -> Expression:
    """``left operator right``, a boolean."""
    if not may_compare(operator, left.type, right.type):
        _report_operands(operator, left, right, span, scope)
    return Comparison(operator, left, right, span=span, type=BOOLEAN)


def _report_operands(operator: str, left: Expression, right: Expression, span: Span, scope: Scope) -> None:
    scope.report(
        "core.operand-types", span, operator=operator, left=render_type(left.type), right=render_type(right.type)
    )


def make_conjunction(operands: Sequence[Expression], span: Span, scope: Scope) -> Expression:
    """``and`` of the operands; one alone is itself."""
    _check_conditions(operands, "and", scope)
    return operands[0] if len(operands) == 1 else Conjunction(tuple(operands), span=span, type=BOOLEAN)


def make_disjunction(operands: Sequence[Expression], span: Span, scope: Scope) -> Expression:
    """``or`` of the operands; one alone is itself."""
    _check_conditions(operands, "or", scope)
    return operands[0] if len(operands) == 1 else Disjunction(tuple(operands), span=span, type=BOOLEAN)


def _check_conditions(operands: Sequence[Expression], operator: str, scope: Scope) -> None:
    for operand in operands:
        check_condition(operand, operator, scope)


def check_condition(condition: Expression, operator: str, scope: Scope) -> None:
    """Report a condition that surely is no boolean."""
    if not may_fit(condition.type, BOOLEAN):
        scope.report("core.operand-type", condition.span, operator=operator, given=render_type(condition.type))


def make_conditional(
    condition: Expression, consequence: Expression, alternative: Expression, span: Span, scope: Scope
) -> Expression:
    """``if condition then consequence else alternative``."""
    check_condition(condition, "if", scope)
    type_ = join_types([consequence.type, alternative.type])
    return Conditional(condition, consequence, alternative, span=span, type=type_)


def make_strict_conditional(
    condition: Expression, consequence: Expression, alternative: Expression, span: Span, scope: Scope
) -> Expression:
    """A boxed conditional: null when the condition is no boolean, where FEEL's ``if`` takes the alternative."""
    if condition.type != BOOLEAN:
        is_false = Comparison("=", condition, Constant(value=False, span=span, type=BOOLEAN), span=span, type=BOOLEAN)
        nothing = Constant(None, span=span, type=NULL)
        alternative = Conditional(is_false, alternative, nothing, span=span, type=alternative.type)
    return make_conditional(condition, consequence, alternative, span, scope)


def make_strict(value: Expression, binding: Binding, condition: Expression) -> Expression:
    """A boxed filter or quantifier: null when the condition is no boolean for one of the items."""
    if condition.type == BOOLEAN:
        return value
    span = value.span
    is_boolean = TypeTest(condition, BOOLEAN, span=span, type=BOOLEAN)
    always = Quantification("every", (binding,), is_boolean, span=span, type=BOOLEAN)
    return Conditional(always, value, Constant(None, span=span, type=NULL), span=span, type=value.type)


def make_field(source: Expression, name: str, span: Span, scope: Scope) -> Expression:
    """``source.name``; the fields of a list of contexts are a list."""
    fields = fields_of(source.type)
    many = isinstance(source.type, ListType)
    if many:
        fields = fields_of(item_type(source.type))
    if fields is None:
        return Field(source, name, span=span)
    type_ = fields.get(name)
    if type_ is None:
        scope.report("core.unknown-field", span, name=name, source=source.span.text, similar=suggest(name, fields))
        return Field(source, name, span=span)
    return Field(source, name, span=span, type=ListType(type_) if many else type_)


def make_selection(source: Expression, predicate: Expression, item: str, span: Span) -> Expression:
    """``source[predicate]``: an item when the predicate is a number, a list when it is a condition."""
    inside = item_type(source.type) if isinstance(source.type, ListType) else source.type
    type_: Type = ANY
    if predicate.type == NUMBER:
        type_ = inside
    elif predicate.type == BOOLEAN:
        type_ = ListType(inside)
    return Selection(source, predicate, item, span=span, type=type_)


def make_range(
    ends: tuple[Expression | None, Expression | None], closed: tuple[bool, bool], span: Span, scope: Scope
) -> Expression:
    """``[low..high]``; an end that is None is unbounded."""
    low, high = ends
    given = [end for end in ends if end is not None]
    for one, other in pairwise(given):
        if not may_compare("<=", one.type, other.type):
            _report_operands("..", one, other, span, scope)
    type_ = RangeType(join_types([end.type for end in given if not is_unknown(end.type)]))
    return RangeOf(low, high, closed[0], closed[1], span=span, type=type_)
