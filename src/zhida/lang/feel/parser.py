"""Text to surface tree: a Pratt parser over tokens (DMN 1.5, §10.3.1, grammar rules 1-66).

Operators bind, from loosest: ``or``; ``and``; comparisons, ``between`` and ``in``; ``+ -``;
``* /``; ``**``; unary ``-``; ``instance of``; paths, filters and invocations. All binary
operators associate to the left, but comparisons do not associate at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal as OneOf
from typing import cast

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.span import Source
from zhida.lang.feel.cursor import BoundName, Cursor
from zhida.lang.feel.lexer import KEYWORDS, Dialect, Token
from zhida.lang.feel.literals import read_number, read_string
from zhida.lang.feel.names import Names, split_name
from zhida.lang.feel.tree import (
    AnyTest,
    AtLiteral,
    Between,
    Binary,
    BinaryOperator,
    BooleanLiteral,
    ContextEntry,
    ContextLiteral,
    Expression,
    Filter,
    For,
    FormalParameter,
    FunctionLiteral,
    If,
    In,
    InputValue,
    InstanceOf,
    Interval,
    Invocation,
    Iterator,
    ListLiteral,
    Name,
    NamedArgument,
    Negation,
    NotTest,
    NullLiteral,
    NumberLiteral,
    Path,
    Quantified,
    StringLiteral,
    TypeName,
    UnaryComparison,
    UnaryTests,
)
from zhida.lang.feel.type_names import read_type, read_whole_type

OR, AND, COMPARISON, ADDITIVE, MULTIPLICATIVE, POWER, NEGATION, INSTANCE, POSTFIX = range(1, 10)
"""How tightly operators bind."""

_BINDING: Mapping[str, int] = {
    "or": OR,
    "and": AND,
    **dict.fromkeys(["=", "!=", "<", "<=", ">", ">=", "between", "in"], COMPARISON),
    **dict.fromkeys(["+", "-"], ADDITIVE),
    **dict.fromkeys(["*", "/"], MULTIPLICATIVE),
    "**": POWER,
    "instance of": INSTANCE,
    **dict.fromkeys([".", "[", "("], POSTFIX),
}
_COMPARISONS = frozenset(["=", "!=", "<", "<=", ">", ">="])
_EXPRESSION_STARTS = frozenset(
    ["WORD", "NUMBER", "STRING", "UNKNOWN", "@", "?", "(", "[", "{", "-", "true", "false", "null", "if", "for", "some"]
) | {"every", "function"}


def parse_expression(source: Source, names: Names, dialect: Dialect = Dialect.STANDARD) -> Expression:
    """The tree of an expression. Raises `DiagnosticError` where the text is not one.

    >>> parse_expression(Source("a-b + 1"), Names.of(["a-b"]))
    Binary(operator='+', left=Name(name='a-b'), right=NumberLiteral(value=Decimal('1')))
    """
    cursor = Cursor(source, names, dialect)
    tree = _parse(cursor)
    _expect_end(cursor)
    return tree


def parse_unary_tests(source: Source, names: Names, dialect: Dialect = Dialect.STANDARD) -> UnaryTests:
    """The tests of a cell; an empty cell holds always, like ``-``. Raises `DiagnosticError`.

    >>> parse_unary_tests(Source("> 500万"), Names.of(), Dialect.POLICY)
    UnaryTests(tests=(UnaryComparison(operator='>', endpoint=NumberLiteral(value=Decimal('5000000'))),))
    """
    cursor = Cursor(source, names, dialect)
    start = cursor.token.start
    if _holds_always(cursor.tokens):
        cursor.take("-")
        tests: tuple[Expression, ...] = (AnyTest(span=cursor.span_from(start)),)
    elif _is_negated(cursor.tokens):
        cursor.advance()
        inner = _parse_tests(cursor)
        tests = (NotTest(inner, span=cursor.span_from(start)),)
    else:
        tests = (_parse_test(cursor),)
        while cursor.take(","):
            tests = (*tests, _parse_test(cursor))
    _expect_end(cursor)
    return UnaryTests(tests, span=cursor.span_from(start))


def parse_type(source: Source) -> TypeName:
    """The type that a text names. Raises `DiagnosticError`.

    >>> parse_type(Source("list<days and time duration>"))
    ListTypeName(item=NamedType(name='days and time duration'))
    """
    cursor = Cursor(source, Names.of(), Dialect.STANDARD)
    type_ = read_whole_type(cursor)
    _expect_end(cursor)
    return type_


def _expect_end(cursor: Cursor) -> None:
    if cursor.token.kind != "END":
        raise cursor.refuse_rest()


# Expressions


def _parse(cursor: Cursor, binding: int = OR) -> Expression:
    outer = cursor.descend()
    token = cursor.token
    handler = _PREFIXES.get(token.kind)
    if token.kind == "WORD" or ((handler is None or token.kind in _AMBIGUOUS) and cursor.at_name()):
        left: Expression = Name(cursor.read_name(), span=cursor.span_from(token.start))
    elif handler is None:
        raise cursor.refuse_operand()
    else:
        left = handler(cursor)
    left = _climb(cursor, left, binding, token.start)
    cursor.ascend(outer)
    return left


def _climb(cursor: Cursor, left: Expression, binding: int, start: int) -> Expression:
    while (power := _BINDING.get(cursor.token.kind, 0)) >= binding:
        if cursor.token.kind == "[" and _closes_interval(cursor):
            break
        operator = cursor.token.kind
        infix = _INFIXES.get(operator)
        if infix is not None:
            left = infix(cursor, left, start)
        else:
            cursor.advance()
            right = _parse(cursor, power + 1)
            left = Binary(cast("BinaryOperator", operator), left, right, span=cursor.span_from(start))
        cursor.grow()
        if power == COMPARISON and _BINDING.get(cursor.token.kind) == COMPARISON:
            raise refuse("feel.chained-comparison", cursor.here(), operator=cursor.token.text)
    return left


def _closes_interval(cursor: Cursor) -> bool:
    """Whether the ``[`` here ends an open interval (``]a..b[``) rather than begins a filter."""
    at_high_end = cursor.interval_brackets == len(cursor.brackets)
    return at_high_end and cursor.peek().kind not in _EXPRESSION_STARTS


# Operators


def _parse_between(cursor: Cursor, left: Expression, start: int) -> Expression:
    cursor.advance()
    low = _parse(cursor, ADDITIVE)
    cursor.expect("and")
    high = _parse(cursor, ADDITIVE)
    return Between(left, low, high, span=cursor.span_from(start))


def _parse_in(cursor: Cursor, left: Expression, start: int) -> Expression:
    cursor.advance()
    tests_start = cursor.token.start
    tests = _parse_tests(cursor) if cursor.token.kind == "(" else (_parse_test(cursor, ADDITIVE),)
    if len(tests) == 1:
        tests = (_climb(cursor, tests[0], ADDITIVE, tests_start),)
    return In(left, tests, span=cursor.span_from(start))


def _parse_instance_of(cursor: Cursor, left: Expression, start: int) -> Expression:
    cursor.advance()
    type_ = read_type(cursor)
    return InstanceOf(left, type_, span=cursor.span_from(start))


def _parse_path(cursor: Cursor, left: Expression, start: int) -> Expression:
    cursor.advance()
    name = cursor.read_member()
    return Path(left, name, span=cursor.span_from(start))


def _parse_filter(cursor: Cursor, left: Expression, start: int) -> Expression:
    cursor.open()
    with cursor.filtering():
        predicate = _parse(cursor)
    cursor.close("]")
    return Filter(left, predicate, span=cursor.span_from(start))


def _parse_invocation(cursor: Cursor, left: Expression, start: int) -> Expression:
    cursor.open()
    positional: list[Expression] = []
    named: list[NamedArgument] = []
    while cursor.token.kind != ")" or positional or named:
        if cursor.at_named_argument():
            named.append(_parse_named_argument(cursor))
        else:
            positional.append(_parse(cursor))
        if positional and named:
            raise refuse("feel.mixed-arguments", cursor.span_from(start))
        if not cursor.take(","):
            break
    cursor.close(")")
    return Invocation(left, tuple(positional), tuple(named), span=cursor.span_from(start))


def _parse_named_argument(cursor: Cursor) -> NamedArgument:
    start = cursor.token.start
    name = cursor.read_binding(":").name
    cursor.expect(":")
    return NamedArgument(name, _parse(cursor), span=cursor.span_from(start))


# Literals and other operands


def _parse_number(cursor: Cursor) -> Expression:
    token = cursor.advance()
    span = cursor.span_from(token.start)
    return NumberLiteral(read_number(token.text, span), span=span)


def _parse_string(cursor: Cursor) -> Expression:
    span = cursor.span_from(cursor.advance().start)
    return StringLiteral(read_string(span), span=span)


def _parse_boolean(cursor: Cursor) -> Expression:
    token = cursor.advance()
    return BooleanLiteral(token.kind == "true", span=cursor.span_from(token.start))


def _parse_null(cursor: Cursor) -> Expression:
    return NullLiteral(span=cursor.span_from(cursor.advance().start))


def _parse_at(cursor: Cursor) -> Expression:
    start = cursor.advance().start
    string = cursor.here()
    cursor.expect("STRING")
    return AtLiteral(read_string(string), span=cursor.span_from(start))


def _parse_input_value(cursor: Cursor) -> Expression:
    return InputValue(span=cursor.span_from(cursor.advance().start))


def _parse_negation(cursor: Cursor) -> Expression:
    start = cursor.advance().start
    operand = _parse(cursor, NEGATION)
    return Negation(operand, span=cursor.span_from(start))


# Brackets


def _parse_group(cursor: Cursor) -> Expression:
    opening = cursor.open()
    first = _parse_test(cursor)
    if cursor.token.kind == "..":
        return _parse_interval(cursor, opening, first)
    cursor.close(")")
    return first


def _parse_list(cursor: Cursor) -> Expression:
    opening = cursor.open()
    items: list[Expression] = []
    while cursor.token.kind != "]" or items:
        items.append(_parse(cursor))
        if cursor.token.kind == ".." and len(items) == 1:
            return _parse_interval(cursor, opening, items[0])
        if not cursor.take(","):
            break
    cursor.close("]")
    return ListLiteral(tuple(items), span=cursor.span_from(opening.start))


def _parse_open_interval(cursor: Cursor) -> Expression:
    opening = cursor.open()
    return _parse_interval(cursor, opening, _parse(cursor))


def _parse_interval(cursor: Cursor, opening: Token, low: Expression) -> Interval:
    cursor.expect("..")
    outer = cursor.interval_brackets
    cursor.interval_brackets = len(cursor.brackets)
    high = _parse(cursor)
    cursor.interval_brackets = outer
    closing = cursor.close(")" if opening.kind == "(" else "]", ")", "]", "[")
    span = cursor.span_from(opening.start)
    return Interval(low, high, opening.kind == "[", closing.kind == "]", span=span)


def _parse_context(cursor: Cursor) -> Expression:
    opening = cursor.open()
    entries: list[ContextEntry] = []
    bound: list[BoundName] = []
    while cursor.token.kind != "}" or entries:
        start = cursor.token.start
        key = _parse_key(cursor)
        cursor.expect(":")
        entries.append(ContextEntry(key.name, _parse(cursor), span=cursor.span_from(start)))
        bound.append(key)
        cursor.bind_key(key)
        if not cursor.take(","):
            break
    cursor.unbind(bound)
    cursor.close("}")
    return ContextLiteral(tuple(entries), span=cursor.span_from(opening.start))


def _parse_key(cursor: Cursor) -> BoundName:
    if cursor.token.kind != "STRING":
        return cursor.read_key()
    span = cursor.here()
    cursor.advance()
    name = read_string(span)
    return BoundName(name, split_name(name, Dialect.STANDARD))


# Tests


def _holds_always(tokens: list[Token]) -> bool:
    return [token.kind for token in tokens] in (["END"], ["-", "END"])


def _is_negated(tokens: list[Token]) -> bool:
    """Whether the whole cell is ``not(…)``."""
    if [token.text for token in tokens[:2]] != ["not", "("] or tokens[3].kind == ":":
        return False
    depth = 0
    for index, token in enumerate(tokens):
        depth += (token.kind == "(") - (token.kind == ")")
        if depth == 0 and index > 0:
            return tokens[index + 1 :][:1] == tokens[-1:]
    return True


def _parse_tests(cursor: Cursor) -> tuple[Expression, ...]:
    """``(test, …)``, or an interval that begins with a parenthesis."""
    opening = cursor.open()
    tests = [_parse_test(cursor)]
    if cursor.token.kind == "..":
        return (_parse_interval(cursor, opening, tests[0]),)
    while cursor.take(","):
        tests.append(_parse_test(cursor))
    cursor.close(")")
    return tuple(tests)


def _parse_test(cursor: Cursor, binding: int = OR) -> Expression:
    token = cursor.token
    if token.kind not in _COMPARISONS:
        return _parse(cursor, binding)
    cursor.advance()
    endpoint = _parse(cursor, ADDITIVE)
    operator = cast("OneOf['<', '<=', '>', '>=', '=', '!=']", token.kind)
    return UnaryComparison(operator, endpoint, span=cursor.span_from(token.start))


# Control


def _parse_if(cursor: Cursor) -> Expression:
    start = cursor.advance().start
    condition = _parse(cursor)
    cursor.expect("then")
    consequence = _parse(cursor)
    cursor.expect("else")
    alternative = _parse(cursor)
    return If(condition, consequence, alternative, span=cursor.span_from(start))


def _parse_for(cursor: Cursor) -> Expression:
    start = cursor.advance().start
    bound: list[BoundName] = []
    iterators = _parse_iterators(cursor, bound)
    cursor.expect("return")
    body = _parse(cursor)
    cursor.unbind(bound)
    return For(iterators, body, span=cursor.span_from(start))


def _parse_quantified(cursor: Cursor) -> Expression:
    token = cursor.advance()
    bound: list[BoundName] = []
    iterators = _parse_iterators(cursor, bound)
    cursor.expect("satisfies")
    condition = _parse(cursor)
    cursor.unbind(bound)
    quantifier = cast("OneOf['some', 'every']", token.kind)
    return Quantified(quantifier, iterators, condition, span=cursor.span_from(token.start))


def _parse_iterators(cursor: Cursor, bound: list[BoundName]) -> tuple[Iterator, ...]:
    iterators: list[Iterator] = []
    while True:
        start = cursor.token.start
        variable = cursor.read_binding("in")
        cursor.expect("in")
        domain = _parse(cursor)
        high = _parse(cursor) if cursor.take("..") else None
        iterators.append(Iterator(variable.name, domain, high, span=cursor.span_from(start)))
        bound.append(variable)
        cursor.bind(variable)
        if not cursor.take(","):
            return tuple(iterators)


def _parse_function(cursor: Cursor) -> Expression:
    start = cursor.advance().start
    bound: list[BoundName] = []
    parameters = _parse_parameters(cursor, bound)
    external = cursor.take("external")
    body = _parse(cursor)
    cursor.unbind(bound)
    return FunctionLiteral(parameters, body, external, span=cursor.span_from(start))


def _parse_parameters(cursor: Cursor, bound: list[BoundName]) -> tuple[FormalParameter, ...]:
    if cursor.token.kind != "(":
        raise cursor.refuse_token("(")
    cursor.open()
    parameters: list[FormalParameter] = []
    while cursor.token.kind != ")" or parameters:
        start = cursor.token.start
        name = cursor.read_binding(":", ",", ")")
        type_ = read_type(cursor) if cursor.take(":") else None
        parameters.append(FormalParameter(name.name, type_, span=cursor.span_from(start)))
        bound.append(name)
        cursor.bind(name)
        if not cursor.take(","):
            break
    cursor.close(")")
    return tuple(parameters)


_PREFIXES: Mapping[str, Callable[[Cursor], Expression]] = {
    "NUMBER": _parse_number,
    "STRING": _parse_string,
    "true": _parse_boolean,
    "false": _parse_boolean,
    "null": _parse_null,
    "@": _parse_at,
    "?": _parse_input_value,
    "-": _parse_negation,
    "(": _parse_group,
    "[": _parse_list,
    "]": _parse_open_interval,
    "{": _parse_context,
    "if": _parse_if,
    "for": _parse_for,
    "some": _parse_quantified,
    "every": _parse_quantified,
    "function": _parse_function,
}

_INFIXES: Mapping[str, Callable[[Cursor, Expression, int], Expression]] = {
    "between": _parse_between,
    "in": _parse_in,
    "instance of": _parse_instance_of,
    ".": _parse_path,
    "[": _parse_filter,
    "(": _parse_invocation,
}

_AMBIGUOUS = KEYWORDS | {"NUMBER", "?"}
"""What begins an operand of its own, or a known name."""
