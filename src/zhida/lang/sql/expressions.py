"""Core tree → terms: one branch per node, each compiled or refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from zhida.lang.base.diagnostic import DiagnosticError, refuse
from zhida.lang.base.span import Span
from zhida.lang.base.temporal import Date, DaysDuration, MonthsDuration
from zhida.lang.base.types import ContextType, ListType, SimpleType, Type
from zhida.lang.base.values import Value
from zhida.lang.core.tree import (
    Arithmetic,
    Binding,
    BuiltinCall,
    Call,
    Coercion,
    Comparison,
    Conditional,
    Conjunction,
    Constant,
    ContextOf,
    DefinitionReference,
    Disjunction,
    Expression,
    Field,
    FunctionOf,
    InputReference,
    Iteration,
    ListOf,
    LocalReference,
    Membership,
    Negation,
    Quantification,
    RangeOf,
    Selection,
    Table,
)
from zhida.lang.sql import numbers
from zhida.lang.sql.build import column, text
from zhida.lang.sql.builtins import call_builtin, contains_item
from zhida.lang.sql.columns import SimpleColumn
from zhida.lang.sql.logic import (
    FALSE,
    TRUE,
    Arm,
    choose,
    choose_by,
    compare_terms,
    conjoin,
    disjoin,
    expect_boolean,
    field_of,
    invert_term,
)
from zhida.lang.sql.scope import Scope
from zhida.lang.sql.table_nodes import compile_table
from zhida.lang.sql.temporal import (
    add_temporal,
    negate_duration,
    part_of,
    subtract_temporal,
    temporal_constant,
)
from zhida.lang.sql.terms import (
    MISSING_TERM,
    NULL_TERM,
    Context,
    Interval,
    Items,
    Listing,
    Number,
    Scalar,
    Term,
    is_nothing,
    is_number,
    missing_test,
    null_test,
)

RESTS_ON_REFUSED = "sql.rests-on-refused"
"""The code of a refusal whose reason is another."""

_MOST_STEPS = 64
"""Items of a range of constants that is written out."""


def compile_expression(node: Expression, scope: Scope) -> Term:
    """The term of an expression; `DiagnosticError` at the innermost node that SQL does not compute."""
    try:
        return _compile(node, scope)
    except DiagnosticError as error:
        raise _place(error, node.span) from error


def _place(error: DiagnosticError, span: Span) -> DiagnosticError:
    """The refusal with a place, if it has none yet."""
    first = error.diagnostics[0]
    return error if first.span is not None else refuse(first.code, span, **first.values)


def _compile(node: Expression, scope: Scope) -> Term:
    match node:
        case Constant(value=value):
            return constant_term(value)
        case InputReference(name=name):
            return _find(scope.inputs, name, "sql.unknown-column")
        case DefinitionReference(key=key):
            return _find(scope.definitions, key, RESTS_ON_REFUSED)
        case LocalReference(name=name):
            return _find(scope.variables, name, "sql.function-value")
        case Field(source=source, name=name):
            return _compile_field(compile_expression(source, scope), name, scope)
        case Arithmetic(operator=operator, left=left, right=right):
            return _calculate(operator, compile_expression(left, scope), compile_expression(right, scope), scope)
        case Negation(operand=operand):
            return _negate(compile_expression(operand, scope))
        case Comparison(operator=operator, left=left, right=right):
            return _compare(operator, compile_expression(left, scope), compile_expression(right, scope))
        case Conjunction(operands=operands):
            return conjoin(_compile_conditions(operands, scope))
        case Disjunction(operands=operands):
            return disjoin(_compile_conditions(operands, scope))
        case Membership(value=value, test=test):
            return _test_membership(compile_expression(value, scope), compile_expression(test, scope), scope)
        case Coercion():
            return _coerce(node, scope)
        case ListOf(items=items):
            return Items(tuple(compile_expression(item, scope) for item in items))
        case ContextOf(entries=entries):
            return _compile_context(entries, scope)
        case RangeOf(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
            return Interval(_compile_end(low, scope), _compile_end(high, scope), low_closed, high_closed)
        case BuiltinCall(name=name, arguments=arguments):
            return call_builtin(name, [compile_expression(argument, scope) for argument in arguments], scope.lists)
        case Call():
            return _call(node, scope)
        case Conditional(condition=condition, consequence=consequence, alternative=alternative):
            decision = expect_boolean(compile_expression(condition, scope))
            return choose_by(decision, compile_expression(consequence, scope), compile_expression(alternative, scope))
        case Iteration(bindings=bindings, body=body):
            return _iterate(bindings, body, scope)
        case Quantification(quantifier=quantifier, bindings=bindings, condition=condition):
            return _quantify(quantifier, bindings, condition, scope)
        case Selection():
            return _select(node, scope)
        case Table():
            return compile_table(node, scope, compile_expression)
        case _:
            raise refuse("sql.node", kind=type(node).__name__)


def _find(terms: Mapping[str, Term], name: str, code: str) -> Term:
    if name not in terms:
        raise refuse(code, name=name)
    return terms[name]


def constant_term(value: Value) -> Term:
    """A value known now."""
    match value:
        case None:
            return NULL_TERM
        case bool():
            return TRUE if value else FALSE
        case Decimal():
            return numbers.constant(value)
        case str():
            return Scalar(SimpleColumn.TEXT, text(value), constant=value)
        case Date() | MonthsDuration() | DaysDuration():
            return temporal_constant(value)
        case list():
            return Items(tuple(map(constant_term, value)))
        case _:
            raise refuse("sql.constant", kind=type(value).__name__)


# Fields and operators


def _compile_field(source: Term, name: str, scope: Scope) -> Term:
    match source:
        case Listing() | Items():
            return scope.lists.transform(source, lambda item: _compile_field(item, name, scope))
        case Scalar() if not is_nothing(source):
            return part_of(source, name, scope.dialect)
        case _:
            return scope.keep(field_of(source, name), name)


def _calculate(operator: str, left: Term, right: Term, scope: Scope) -> Term:
    if is_nothing(left) or is_nothing(right):
        return choose(_missing_arms(left, right), NULL_TERM)
    if is_number(left) and is_number(right):
        return _calculate_numbers(operator, left, right)
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        if operator == "+":
            return add_temporal(left, right, scope.dialect)
        if operator == "-":
            return subtract_temporal(left, right, scope.dialect)
    raise refuse("sql.arithmetic", operator=operator)


def _calculate_numbers(operator: str, left: Number, right: Number) -> Number:
    match operator:
        case "+":
            return numbers.add(left, right)
        case "-":
            return numbers.subtract(left, right)
        case "*":
            return numbers.multiply(left, right)
        case "/":
            return numbers.divide(left, right)
    raise refuse("sql.arithmetic", operator=operator)


def _missing_arms(*terms: Term) -> list[Arm]:
    return [(test, MISSING_TERM) for term in terms if (test := missing_test(term)) is not None]


def _negate(operand: Term) -> Term:
    if is_nothing(operand):
        return operand
    if is_number(operand):
        return numbers.negate(operand)
    if isinstance(operand, Scalar):
        return negate_duration(operand)
    raise refuse("sql.arithmetic", operator="-")


def _compare(operator: str, left: Term, right: Term) -> Term:
    match operator:
        case "!=":
            return invert_term(compare_terms("=", left, right))
        case "=" | "<" | "<=" | ">" | ">=":
            return compare_terms(operator, left, right)
    raise refuse("sql.arithmetic", operator=operator)


def _compile_conditions(nodes: Sequence[Expression], scope: Scope) -> list[Scalar]:
    return [expect_boolean(compile_expression(node, scope)) for node in nodes]


# Membership


def _test_membership(value: Term, test: Term, scope: Scope) -> Scalar:
    match test:
        case Interval():
            return _is_between(value, test)
        case Items(items=items):
            found = disjoin([_is_item(value, item) for item in items])
            return expect_boolean(choose(_missing_arms(value, test), found))
        case Listing():
            return contains_item(test, value, scope.lists)
        case Scalar(column=SimpleColumn.BOOLEAN) if not (
            isinstance(value, Scalar) and value.column is SimpleColumn.BOOLEAN
        ):
            return expect_boolean(choose(_missing_arms(value, test), test))
        case _:
            return _equals_given(value, test)


def _is_item(value: Term, item: Term) -> Scalar:
    return _is_between(value, item) if isinstance(item, Interval) else compare_terms("=", value, item)


def _is_between(value: Term, interval: Interval) -> Scalar:
    tests = []
    if interval.low is not None:
        tests.append(compare_terms(">=" if interval.low_closed else ">", value, interval.low))
    if interval.high is not None:
        tests.append(compare_terms("<=" if interval.high_closed else "<", value, interval.high))
    return conjoin(tests)


def _equals_given(value: Term, test: Term) -> Scalar:
    """Equality, but nothing is said of a value in null."""
    no_test, no_value = null_test(test), null_test(value)
    equal = compare_terms("=", value, test)
    if no_test is None:
        return equal
    arms = _missing_arms(value, test)
    if no_value is not None:
        arms.append((no_value, equal))
    arms.append((no_test, NULL_TERM))
    return expect_boolean(choose(arms, equal))


# Types


def _coerce(node: Coercion, scope: Scope) -> Term:
    """A value that surely is of the type stays what it is; anything else is refused."""
    term = compile_expression(node.operand, scope)
    if node.allowed is not None or not conforms(term, node.type):
        raise refuse("sql.coercion")
    return term


_COLUMNS: Mapping[str, SimpleColumn] = {
    "string": SimpleColumn.TEXT,
    "boolean": SimpleColumn.BOOLEAN,
    "date": SimpleColumn.DATE,
    "years and months duration": SimpleColumn.MONTHS,
    "days and time duration": SimpleColumn.DAYS,
}


def conforms(term: Term, type_: Type) -> bool:
    """Whether every value of the term surely is of the type."""
    match type_, term:
        case SimpleType(name="Any"), _:
            return True
        case SimpleType(name="number"), _ if is_number(term):
            return True
        case SimpleType(name=name), Scalar(column=held):
            return is_nothing(term) or _COLUMNS.get(name) is held
        case ContextType(fields=fields), Context():
            return all(name in term.names and conforms(term.field(name), inner) for name, inner in fields.items())
        case ListType(item=inner), Items(items=items):
            return all(conforms(item, inner) for item in items)
        case ListType(item=inner), Listing(item=item):
            return conforms(item(column("x")), inner)
    return False


# Constructions and calls


def _compile_context(entries: Sequence[tuple[str, Expression]], scope: Scope) -> Context:
    fields: dict[str, Term] = {}
    for name, node in entries:
        fields[name] = compile_expression(node, scope.bind(fields))
    return Context(tuple(fields), fields.__getitem__, TRUE)


def _compile_end(node: Expression | None, scope: Scope) -> Term | None:
    return None if node is None else compile_expression(node, scope)


def _call(node: Call, scope: Scope) -> Term:
    """The body of the function with the arguments in place of its parameters."""
    match node.function:
        case DefinitionReference(key=key) if key in scope.functions:
            function = scope.functions[key].body
        case _:
            function = node.function
    while isinstance(function, Coercion):
        function = function.operand
    if not isinstance(function, FunctionOf):
        raise refuse("sql.function-value", name=node.span.text)
    names = [name for name, _ in function.parameters]
    arguments = {
        name or position: compile_expression(argument, scope)
        for position, (name, argument) in zip(names, node.arguments, strict=False)
    }
    if set(arguments) != set(names) or len(node.arguments) != len(names):
        raise refuse("sql.arguments", name=node.span.text)
    if not all(conforms(arguments[name], type_) for name, type_ in function.parameters):
        raise refuse("sql.coercion")
    return compile_expression(function.body, scope.enter_call(arguments, node.span))


# Lists


def _only_binding(bindings: Sequence[Binding]) -> Binding:
    if len(bindings) != 1:
        raise refuse("sql.several-bindings")
    return bindings[0]


def _domain(binding: Binding, scope: Scope) -> Term:
    """What a variable runs over: a list, or a range of constants written out."""
    domain = compile_expression(binding.domain, scope)
    if binding.high is None:
        if isinstance(domain, Listing | Items):
            return domain
        raise refuse("sql.no-list")
    high = compile_expression(binding.high, scope)
    match domain, high:
        case Scalar(constant=Decimal() as low), Scalar(constant=Decimal() as end):
            step = 1 if low <= end else -1
            if low % 1 == 0 and end % 1 == 0 and abs(end - low) < _MOST_STEPS:
                return Items(tuple(numbers.constant(Decimal(one)) for one in range(int(low), int(end) + step, step)))
    raise refuse("sql.domain")


def _inside(name: str, node: Expression, scope: Scope) -> Callable[[Term], Term]:
    """What an expression is for each value of a variable."""
    return lambda item: compile_expression(node, scope.bind({name: item}))


def _iterate(bindings: Sequence[Binding], body: Expression, scope: Scope) -> Term:
    binding = _only_binding(bindings)
    return scope.lists.transform(_domain(binding, scope), _inside(binding.name, body, scope))


def _quantify(quantifier: str, bindings: Sequence[Binding], condition: Expression, scope: Scope) -> Scalar:
    binding = _only_binding(bindings)
    test = _inside(binding.name, condition, scope)
    quantify = scope.lists.some if quantifier == "some" else scope.lists.every
    return quantify(_domain(binding, scope), lambda item: expect_boolean(test(item)))


def _select(node: Selection, scope: Scope) -> Term:
    source = compile_expression(node.source, scope)
    match node.predicate:
        case Constant(value=Decimal() as index) if index % 1 == 0:
            return scope.lists.element(source, int(index))
    test = _inside(node.item, node.predicate, scope)
    return scope.keep(scope.lists.select(source, lambda item: expect_boolean(test(item))), "[]")
