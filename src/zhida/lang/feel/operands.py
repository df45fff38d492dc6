"""What an expression begins with: literals, brackets and the tests that may stand in them."""

from __future__ import annotations

from typing import Literal as OneOf
from typing import cast

from zhida.lang.feel.cursor import COMPARISONS, BoundName
from zhida.lang.feel.lexer import Token
from zhida.lang.feel.literals import read_number, read_string
from zhida.lang.feel.names import split_name
from zhida.lang.feel.pratt import ADDITIVE, NEGATION, OR, Pratt
from zhida.lang.feel.tree import (
    AtLiteral,
    BooleanLiteral,
    ContextEntry,
    ContextLiteral,
    Expression,
    InputValue,
    Interval,
    ListLiteral,
    Negation,
    NullLiteral,
    NumberLiteral,
    StringLiteral,
    UnaryComparison,
)

# Literals and other operands


def parse_number(pratt: Pratt) -> Expression:
    """``12.5``."""
    token = pratt.advance()
    span = pratt.span_from(token.start)
    return NumberLiteral(read_number(token.text, span), span=span)


def parse_string(pratt: Pratt) -> Expression:
    """``"text"``."""
    span = pratt.span_from(pratt.advance().start)
    return StringLiteral(read_string(span), span=span)


def parse_boolean(pratt: Pratt) -> Expression:
    """``true`` or ``false``."""
    token = pratt.advance()
    return BooleanLiteral(token.kind == "true", span=pratt.span_from(token.start))


def parse_null(pratt: Pratt) -> Expression:
    """``null``."""
    return NullLiteral(span=pratt.span_from(pratt.advance().start))


def parse_at(pratt: Pratt) -> Expression:
    """``@"2024-01-31"``."""
    start = pratt.advance().start
    string = pratt.here()
    if not pratt.take("STRING"):
        raise pratt.refuse_token('"…"')
    return AtLiteral(read_string(string), span=pratt.span_from(start))


def parse_input_value(pratt: Pratt) -> Expression:
    """``?``."""
    return InputValue(span=pratt.span_from(pratt.advance().start))


def parse_negation(pratt: Pratt) -> Expression:
    """``-operand``."""
    start = pratt.advance().start
    operand = pratt.parse(NEGATION)
    return Negation(operand, span=pratt.span_from(start))


# Brackets


def parse_group(pratt: Pratt) -> Expression:
    """``(expression)``, ``(low..high)`` or ``(< endpoint)``."""
    opening = pratt.open()
    is_comparison = pratt.token.kind in COMPARISONS
    first = parse_test(pratt)
    if pratt.token.kind == ".." and not is_comparison:
        return _parse_interval(pratt, opening, first)
    pratt.close(")")
    return first


def parse_list(pratt: Pratt) -> Expression:
    """``[items]`` or ``[low..high]``; an item may be a range written ``< endpoint``."""
    opening = pratt.open()
    is_comparison = pratt.token.kind in COMPARISONS
    items: list[Expression] = []
    while pratt.token.kind != "]" or items:
        items.append(parse_test(pratt))
        if pratt.token.kind == ".." and len(items) == 1 and not is_comparison:
            return _parse_interval(pratt, opening, items[0])
        if not pratt.take(","):
            break
    pratt.close("]")
    return ListLiteral(tuple(items), span=pratt.span_from(opening.start))


def parse_open_interval(pratt: Pratt) -> Expression:
    """``]low..high]`` or ``]low..high[``."""
    if not pratt.starts_expression(pratt.peek().kind):
        raise pratt.refuse_operand()
    opening = pratt.open()
    return _parse_interval(pratt, opening, pratt.parse())


def _parse_interval(pratt: Pratt, opening: Token, low: Expression) -> Interval:
    """The rest of an interval, from ``..`` on."""
    pratt.expect("..")
    high = pratt.parse_high_end()
    closing = pratt.close(")" if opening.kind == "(" else "]", ")", "]", "[")
    span = pratt.span_from(opening.start)
    return Interval(low, high, opening.kind == "[", closing.kind == "]", span=span)


def parse_context(pratt: Pratt) -> Expression:
    """``{key: value}``; each value sees the keys before it, and a function its own."""
    opening = pratt.open()
    entries: list[ContextEntry] = []
    bound: list[BoundName] = []
    while pratt.token.kind != "}" or entries:
        start = pratt.token.start
        key = _parse_key(pratt)
        pratt.expect(":")
        is_function = pratt.token.kind == "function"
        if is_function:
            pratt.bind_key(key)
        entries.append(ContextEntry(key.name, pratt.parse(), span=pratt.span_from(start)))
        bound.append(key)
        if not is_function:
            pratt.bind_key(key)
        if not pratt.take(","):
            break
    pratt.unbind(bound)
    pratt.close("}")
    return ContextLiteral(tuple(entries), span=pratt.span_from(opening.start))


def _parse_key(pratt: Pratt) -> BoundName:
    """The key of an entry: a name or a string."""
    if pratt.token.kind != "STRING":
        return pratt.read_key()
    span = pratt.here()
    pratt.advance()
    name = read_string(span)
    return BoundName(name, split_name(name, pratt.dialect))


# Tests


def parse_tests(pratt: Pratt) -> tuple[Expression, ...]:
    """``(test, …)``, or an interval that begins with a parenthesis."""
    opening = pratt.open()
    is_comparison = pratt.token.kind in COMPARISONS
    tests = [parse_test(pratt)]
    if pratt.token.kind == ".." and not is_comparison:
        return (_parse_interval(pratt, opening, tests[0]),)
    while pratt.take(","):
        tests.append(parse_test(pratt))
    pratt.close(")")
    return tuple(tests)


def parse_test(pratt: Pratt, binding: int = OR) -> Expression:
    """A test: ``< endpoint`` or an expression."""
    token = pratt.token
    if token.kind not in COMPARISONS:
        return pratt.parse(binding)
    pratt.advance()
    endpoint = pratt.parse(ADDITIVE)
    operator = cast("OneOf['<', '<=', '>', '>=', '=', '!=']", token.kind)
    return UnaryComparison(operator, endpoint, span=pratt.span_from(token.start))
