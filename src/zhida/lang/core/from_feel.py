"""Surface tree of FEEL → core tree: names resolved, types inferred, sugar removed.

What surely goes wrong is reported in the scope; the tree is made all the same and gives null there, as the standard wants.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import islice

from zhida.lang.base.span import Span
from zhida.lang.base.temporal_text import parse_temporal
from zhida.lang.base.types import (
    ANY,
    BOOLEAN,
    NUMBER,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
    render_type,
)
from zhida.lang.core.calls import Arguments, make_builtin_call, make_call, make_constant, name_function
from zhida.lang.core.inference import item_type, join_types, may_fit
from zhida.lang.core.membership import make_exclusion, make_range_test, make_test
from zhida.lang.core.operators import (
    check_condition,
    make_arithmetic,
    make_comparison,
    make_conditional,
    make_conjunction,
    make_disjunction,
    make_field,
    make_negation,
    make_range,
    make_selection,
)
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import (
    Binding,
    BuiltinReference,
    Constant,
    ContextOf,
    Expression,
    FunctionOf,
    Iteration,
    ListOf,
    LocalReference,
    Node,
    Quantification,
    RangeOf,
    TypeTest,
)
from zhida.lang.core.type_names import lower_type
from zhida.lang.core.walk import walk
from zhida.lang.feel import tree as feel

TESTED = "tested value"
"""The variable a large tested value is bound to."""

LARGEST_COPY = 8
"""A tested value of more nodes than this is bound to a variable instead of being repeated in every test."""


def lower_expression(tree: feel.Expression, scope: Scope) -> Expression:
    """The meaning of an expression in a scope; what is wrong with it is reported there."""
    span = tree.span
    match tree:
        case feel.NumberLiteral(value=value) | feel.StringLiteral(value=value) | feel.BooleanLiteral(value=value):
            return make_constant(value, span)
        case feel.NullLiteral():
            return make_constant(None, span)
        case feel.AtLiteral(text=text):
            return _lower_at_literal(text, span, scope)
        case feel.Name(name=name):
            return _lower_name(name, span, scope)
        case feel.InputValue():
            return _lower_name("?", span, scope)
        case feel.Path():
            return _lower_path(tree, scope)
        case feel.Filter(source=source, predicate=predicate):
            return _lower_filter(lower_expression(source, scope), predicate, span, scope)
        case feel.Negation(operand=operand):
            return _lower_negation(lower_expression(operand, scope), span, scope)
        case feel.Binary():
            return _lower_binary(tree, scope)
        case feel.Between(operand=operand, low=low, high=high):
            return _lower_between(operand, (low, high), span, scope)
        case feel.In(operand=operand, tests=tests):
            return _lower_in(lower_expression(operand, scope), tests, span, scope)
        case feel.InstanceOf(operand=operand, type=type_name):
            return _lower_instance_of(lower_expression(operand, scope), type_name, span, scope)
        case feel.UnaryComparison(operator=operator, endpoint=endpoint):
            return _lower_open_range(operator, lower_expression(endpoint, scope), span, scope)
        case feel.Interval():
            return _lower_interval(tree, scope)
        case feel.AnyTest():
            return Constant(value=True, span=span, type=BOOLEAN)
        case feel.NotTest() | feel.UnaryTests():
            return lower_test(tree, _lower_name("?", span, scope), scope)
        case feel.ListLiteral(items=items):
            lowered = tuple(lower_expression(item, scope) for item in items)
            return ListOf(lowered, span=span, type=ListType(join_types([item.type for item in lowered])))
        case feel.ContextLiteral(entries=entries):
            return _lower_context(entries, span, scope)
        case feel.FunctionLiteral():
            return _lower_function(tree, scope)
        case feel.Invocation():
            return _lower_invocation(tree, scope)
        case feel.If(condition=condition, consequence=consequence, alternative=alternative):
            parts = [lower_expression(part, scope) for part in (condition, consequence, alternative)]
            return make_conditional(parts[0], parts[1], parts[2], span, scope)
        case feel.For(iterators=iterators, body=body):
            return _lower_for(iterators, body, span, scope)
        case feel.Quantified(quantifier=quantifier, iterators=iterators, condition=condition):
            bindings, inside = _lower_iterators(iterators, scope)
            lowered_condition = lower_expression(condition, inside)
            check_condition(lowered_condition, quantifier, scope)
            return Quantification(quantifier, bindings, lowered_condition, span=span, type=BOOLEAN)


def lower_unary_tests(tree: feel.Expression, input_: Type, scope: Scope) -> Expression:
    """The meaning of a cell: a condition over the local ``?``, which is of the type of the column."""
    return lower_test(tree, LocalReference("?", span=tree.span, type=input_), scope)


# Literals and names


def _lower_at_literal(text: str, span: Span, scope: Scope) -> Expression:
    value = parse_temporal(text)
    if value is None:
        scope.report("core.invalid-literal", span, text=text)
    return make_constant(value, span)


def _lower_name(name: str, span: Span, scope: Scope) -> Expression:
    meaning = scope.lookup(name, span)
    if meaning is None:
        scope.report("core.unknown-name", span, name=name, similar=scope.suggest(name))
        return Constant(None, span=span)
    return meaning


def _lower_path(tree: feel.Path, scope: Scope) -> Expression:
    qualified = _qualified_name(tree, scope)
    if qualified is not None:
        return _lower_name(qualified, tree.span, scope)
    return make_field(lower_expression(tree.source, scope), tree.name, tree.span, scope)


def _qualified_name(tree: feel.Path, scope: Scope) -> str | None:
    """``model.name`` when the path leads into an imported model and no further."""
    match tree.source:
        case feel.Name(name=name):
            prefix: str | None = name
        case feel.Path() as inner:
            prefix = _qualified_name(inner, scope)
        case _:
            prefix = None
    return f"{prefix}.{tree.name}" if prefix in scope.qualifiers else None


def _lower_negation(operand: Expression, span: Span, scope: Scope) -> Expression:
    match operand:
        case Constant(value=Decimal() as number):
            return Constant(-number, span=span, type=NUMBER)
    return make_negation(operand, span, scope)


# Operators


def _lower_binary(tree: feel.Binary, scope: Scope) -> Expression:
    match tree.operator:
        case "and" | "or" as operator:
            operands = [lower_expression(operand, scope) for operand in _operands(tree, operator)]
            make = make_conjunction if operator == "and" else make_disjunction
            return make(operands, tree.span, scope)
        case "=" | "!=" | "<" | "<=" | ">" | ">=" as comparison:
            left, right = lower_expression(tree.left, scope), lower_expression(tree.right, scope)
            return make_comparison(comparison, left, right, tree.span, scope)
        case "+" | "-" | "*" | "/" | "**" as arithmetic:
            left, right = lower_expression(tree.left, scope), lower_expression(tree.right, scope)
            return make_arithmetic(arithmetic, left, right, tree.span, scope)


def _operands(tree: feel.Expression, operator: str) -> list[feel.Expression]:
    """``a and b and c`` as three operands."""
    operands: list[feel.Expression] = []
    while isinstance(tree, feel.Binary) and tree.operator == operator:
        operands.append(tree.right)
        tree = tree.left
    return [tree, *reversed(operands)]


def _lower_instance_of(operand: Expression, type_name: feel.TypeName, span: Span, scope: Scope) -> Expression:
    type_ = lower_type(type_name, scope)
    if type_ is None:
        return Constant(None, span=span)
    return TypeTest(operand, type_, span=span, type=BOOLEAN)


def _lower_interval(tree: feel.Interval, scope: Scope) -> Expression:
    ends = (lower_expression(tree.low, scope), lower_expression(tree.high, scope))
    return make_range(ends, (tree.low_closed, tree.high_closed), tree.span, scope)


def _lower_open_range(operator: str, endpoint: Expression, span: Span, scope: Scope) -> Expression:
    """``(< 5)`` as a value: a range open at one end."""
    match operator:
        case "<" | "<=":
            return make_range((None, endpoint), (False, operator == "<="), span, scope)
        case ">" | ">=":
            return make_range((endpoint, None), (operator == ">=", False), span, scope)
        case "=":
            type_ = RangeType(endpoint.type)
            return RangeOf(endpoint, endpoint, low_closed=True, high_closed=True, is_single=True, span=span, type=type_)
    scope.report("core.not-a-range", span, operator=operator)
    return Constant(None, span=span)


# Tests


def _lower_between(operand: feel.Expression, ends: tuple[feel.Expression, ...], span: Span, scope: Scope) -> Expression:
    low, high = (lower_expression(end, scope) for end in ends)
    between = RangeOf(low, high, low_closed=True, high_closed=True, span=span)
    return _about(lower_expression(operand, scope), span, lambda value: make_range_test(value, between, scope))


def _lower_in(operand: Expression, tests: Sequence[feel.Expression], span: Span, scope: Scope) -> Expression:
    def lower(value: Expression) -> Expression:
        return _lower_tests(tests, value, span, scope)

    return _about(operand, span, lower)


def _about(value: Expression, span: Span, test: Callable[[Expression], Expression]) -> Expression:
    """A test of a value; a large value is bound once: ``some value in [operand] satisfies test``."""
    if len(list(islice(walk(value, Node), LARGEST_COPY + 1))) <= LARGEST_COPY:
        return test(value)
    variable = LocalReference(TESTED, span=value.span, type=value.type)
    alone = ListOf((value,), span=value.span, type=ListType(value.type))
    return Quantification("some", (Binding(TESTED, alone, span=span),), test(variable), span=span, type=BOOLEAN)


def _lower_tests(tests: Sequence[feel.Expression], value: Expression, span: Span, scope: Scope) -> Expression:
    return make_disjunction([lower_test(test, value, scope) for test in tests], span, scope)


def lower_test(test: feel.Expression, value: Expression, scope: Scope) -> Expression:
    """Whether the value satisfies a test: a whole cell, one test of it, or one of those after ``in``."""
    span = test.span
    inside = scope.mean({"?": value})
    match test:
        case feel.AnyTest():
            return Constant(value=True, span=span, type=BOOLEAN)
        case feel.UnaryTests(tests=tests):
            return _lower_tests(tests, value, span, scope)
        case feel.NotTest(tests=tests):
            return make_exclusion(_lower_tests(tests, value, span, scope), span)
        case feel.UnaryComparison(operator=operator, endpoint=endpoint):
            return make_comparison(operator, value, lower_expression(endpoint, inside), span, scope)
    lowered = lower_expression(test, inside)
    if _mentions_input(test) and lowered.type in {BOOLEAN, ANY}:
        return lowered
    return make_test(value, lowered, scope)


def _mentions_input(test: feel.Expression) -> bool:
    """Whether a test speaks of the tested value as ``?``."""
    return "?" in test.span.text and any(True for _ in walk(test, feel.InputValue))


# Filters and iteration


def _lower_filter(source: Expression, predicate: feel.Expression, span: Span, scope: Scope) -> Expression:
    inside = scope.enter_filter(item_type(source.type) if isinstance(source.type, ListType) else source.type)
    lowered = lower_expression(predicate, inside)
    if not any(may_fit(lowered.type, type_) for type_ in (BOOLEAN, NUMBER)):
        scope.report("core.filter-type", lowered.span, given=render_type(lowered.type))
    return make_selection(source, lowered, inside.item_name, span)


def _lower_iterators(iterators: Sequence[feel.Iterator], scope: Scope) -> tuple[tuple[Binding, ...], Scope]:
    """The bindings, and the scope of the body; each iterator sees those before it."""
    bindings = []
    for iterator in iterators:
        domain = lower_expression(iterator.domain, scope)
        high = None if iterator.high is None else lower_expression(iterator.high, scope)
        type_ = item_type(domain.type)
        bindings.append(Binding(iterator.name, domain, high, span=iterator.span, type=type_))
        scope = scope.bind(iterator.name, type_)
    return tuple(bindings), scope


def _lower_for(iterators: Sequence[feel.Iterator], body: feel.Expression, span: Span, scope: Scope) -> Expression:
    bindings, inside = _lower_iterators(iterators, scope)
    lowered = lower_expression(body, inside.bind("partial", ListType(ANY)))
    return Iteration(bindings, lowered, span=span, type=ListType(lowered.type))


# Contexts and functions


def _lower_context(entries: Sequence[feel.ContextEntry], span: Span, scope: Scope) -> Expression:
    lowered: dict[str, Expression] = {}
    for entry in entries:
        if entry.key in lowered:
            scope.report("core.duplicate-key", entry.span, name=entry.key)
            return Constant(None, span=span)
        inside = scope.bind(entry.key, ANY) if isinstance(entry.value, feel.FunctionLiteral) else scope
        value = name_function(lower_expression(entry.value, inside), entry.key)
        lowered[entry.key] = value
        scope = scope.bind(entry.key, value.type)
    type_ = ContextType({key: value.type for key, value in lowered.items()})
    return ContextOf(tuple(lowered.items()), span=span, type=type_)


def _lower_function(tree: feel.FunctionLiteral, scope: Scope) -> Expression:
    if tree.external:
        scope.report("core.external-function", tree.span)
        return Constant(None, span=tree.span)
    parameters = tuple((parameter.name, _parameter_type(parameter, scope)) for parameter in tree.parameters)
    body = lower_expression(tree.body, scope.bind_all(dict(parameters)))
    type_ = FunctionType(tuple(type_ for _, type_ in parameters), body.type)
    return FunctionOf(parameters, body, span=tree.span, type=type_)


def _parameter_type(parameter: feel.FormalParameter, scope: Scope) -> Type:
    return ANY if parameter.type is None else lower_type(parameter.type, scope) or ANY


def _lower_invocation(tree: feel.Invocation, scope: Scope) -> Expression:
    function = lower_expression(tree.function, scope)
    arguments: Arguments = [
        *((None, lower_expression(value, scope)) for value in tree.positional),
        *((argument.name, lower_expression(argument.value, scope)) for argument in tree.named),
    ]
    match function:
        case BuiltinReference(name=name):
            return make_builtin_call(name, arguments, tree.span, scope)
        case Constant(value=None):
            return function
    return make_call(function, tree.function.span.text, arguments, tree.span, scope)
