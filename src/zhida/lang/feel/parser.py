"""Text to surface tree (DMN 1.5, §10.3.1, grammar rules 1-66).

`pratt` holds the loop over operators; `operands`, `operators` and `control` the single
constructs. Here they become one grammar.
"""

from __future__ import annotations

from zhida.lang.base.span import Source
from zhida.lang.feel.control import parse_for, parse_function, parse_if, parse_quantified
from zhida.lang.feel.cursor import Cursor
from zhida.lang.feel.lexer import Dialect, Token
from zhida.lang.feel.names import Names
from zhida.lang.feel.operands import (
    parse_at,
    parse_boolean,
    parse_context,
    parse_group,
    parse_input_value,
    parse_list,
    parse_negation,
    parse_null,
    parse_number,
    parse_open_interval,
    parse_string,
    parse_test,
    parse_tests,
)
from zhida.lang.feel.operators import (
    parse_between,
    parse_filter,
    parse_in,
    parse_instance_of,
    parse_invocation,
    parse_path,
)
from zhida.lang.feel.pratt import Grammar, Pratt
from zhida.lang.feel.tree import AnyTest, Expression, NotTest, TypeName, UnaryTests
from zhida.lang.feel.type_names import read_whole_type

_GRAMMAR = Grammar(
    prefixes={
        "NUMBER": parse_number,
        "STRING": parse_string,
        "true": parse_boolean,
        "false": parse_boolean,
        "null": parse_null,
        "@": parse_at,
        "?": parse_input_value,
        "-": parse_negation,
        "(": parse_group,
        "[": parse_list,
        "]": parse_open_interval,
        "{": parse_context,
        "if": parse_if,
        "for": parse_for,
        "some": parse_quantified,
        "every": parse_quantified,
        "function": parse_function,
    },
    infixes={
        "between": parse_between,
        "in": parse_in,
        "instance of": parse_instance_of,
        ".": parse_path,
        "[": parse_filter,
        "(": parse_invocation,
    },
)


def parse_expression(source: Source, names: Names, dialect: Dialect = Dialect.STANDARD) -> Expression:
    """The tree of an expression. Raises `DiagnosticError` where the text is not one.

    >>> parse_expression(Source("a-b + 1"), Names.of(["a-b"]))
    Binary(operator='+', left=Name(name='a-b'), right=NumberLiteral(value=Decimal('1')))
    """
    pratt = Pratt(source, names, dialect, _GRAMMAR)
    tree = pratt.parse()
    _expect_end(pratt)
    return tree


def parse_unary_tests(source: Source, names: Names, dialect: Dialect = Dialect.STANDARD) -> UnaryTests:
    """The tests of a cell; an empty cell holds always, like ``-``. Raises `DiagnosticError`.

    >>> parse_unary_tests(Source("> 500万"), Names.of(), Dialect.POLICY)
    UnaryTests(tests=(UnaryComparison(operator='>', endpoint=NumberLiteral(value=Decimal('5000000'))),))
    """
    pratt = Pratt(source, names, dialect, _GRAMMAR)
    start = pratt.token.start
    whole = _parse_whole_cell(pratt)
    if whole is not None:
        return UnaryTests((whole,), span=whole.span)
    if pratt.index > 0:
        pratt = Pratt(source, names, dialect, _GRAMMAR)
    tests = [parse_test(pratt)]
    while pratt.take(","):
        tests.append(parse_test(pratt))
    _expect_end(pratt)
    return UnaryTests(tuple(tests), span=pratt.span_from(start))


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


def _may_be_negated(tokens: list[Token]) -> bool:
    """Whether the cell begins like ``not(tests)``, and not like a call with a named argument."""
    kinds = [token.kind for token in tokens[1:4]]
    return tokens[0].text == "not" and kinds[:1] == ["("] and kinds[2:] != [":"]


def _parse_whole_cell(pratt: Pratt) -> Expression | None:
    """``-`` or ``not(tests)`` if that is the whole cell; else None, for example for ``not(a) and b``."""
    start = pratt.token.start
    if [token.kind for token in pratt.tokens] in (["END"], ["-", "END"]):
        pratt.take("-")
        return AnyTest(span=pratt.span_from(start))
    if not _may_be_negated(pratt.tokens):
        return None
    pratt.advance()
    tests = parse_tests(pratt)
    return NotTest(tests, span=pratt.span_from(start)) if pratt.token.kind == "END" else None
