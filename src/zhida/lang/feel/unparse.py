"""Surface tree to text: standard FEEL with no more parentheses than needed.

Parsing the text again, with the same names in scope, gives an equal tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.feel.lexer import tokenize
from zhida.lang.feel.names import join_tokens
from zhida.lang.feel.tree import (
    AnyTest,
    AtLiteral,
    Between,
    Binary,
    BooleanLiteral,
    ContextEntry,
    ContextLiteral,
    ContextTypeName,
    Expression,
    Filter,
    For,
    FormalParameter,
    FunctionLiteral,
    FunctionTypeName,
    If,
    In,
    InputValue,
    InstanceOf,
    Interval,
    Invocation,
    Iterator,
    ListLiteral,
    ListTypeName,
    Name,
    NamedType,
    Negation,
    NotTest,
    NullLiteral,
    NumberLiteral,
    Path,
    Quantified,
    RangeTypeName,
    StringLiteral,
    TypeName,
    UnaryComparison,
    UnaryTests,
)

_TEST, _OPEN, _OR, _AND, _COMPARISON, _ADDITIVE, _MULTIPLICATIVE, _POWER, _NEGATION, _INSTANCE, _POSTFIX = range(11)
"""How tightly a text holds together; what is looser than its place wants stands in parentheses."""

_BINDING = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(["=", "!=", "<", "<=", ">", ">="], _COMPARISON),
    **dict.fromkeys(["+", "-"], _ADDITIVE),
    **dict.fromkeys(["*", "/"], _MULTIPLICATIVE),
    "**": _POWER,
}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\u000B", "\f": "\\u000C"}
_ESCAPED = re.compile(r'["\\\n-\r\t]')
_GENERIC_NAMES = frozenset(["list", "range", "context", "function"])
_KEY_KINDS = frozenset(["WORD", "NUMBER", ".", "/", "-", "'", "+", "*"])


def unparse(tree: Expression) -> str:
    """The text of an expression or of the tests of a cell.

    >>> from zhida.lang.feel.names import Names
    >>> from zhida.lang.feel.parser import parse_expression
    >>> unparse(parse_expression(Source("((a+b))*(c)"), Names.of()))
    '(a + b) * c'
    """
    return _cell(tree) if isinstance(tree, UnaryTests) else _write(tree, _OPEN)


def unparse_type(type_: TypeName) -> str:
    """The text of a type."""
    match type_:
        case NamedType(name=name):
            return name
        case ListTypeName(item=item):
            return f"list<{unparse_type(item)}>"
        case RangeTypeName(endpoint=endpoint):
            return f"range<{unparse_type(endpoint)}>"
        case ContextTypeName(fields=fields):
            return f"context<{', '.join(f'{name}: {unparse_type(field)}' for name, field in fields)}>"
        case FunctionTypeName(parameters=parameters, result=result):
            return f"function<{', '.join(map(unparse_type, parameters))}> -> {unparse_type(result)}"


def _write(tree: Expression, wanted: int) -> str:
    text, binding = _text(tree)
    return text if binding >= wanted else f"({text})"


def _join(trees: Iterable[Expression], wanted: int) -> str:
    return ", ".join(_write(tree, wanted) for tree in trees)


def _text(tree: Expression) -> tuple[str, int]:
    """The text of a node and how tightly it holds together."""
    match tree:
        case Binary() | Negation() | Between() | In() | InstanceOf():
            return _operation(tree)
        case If() | For() | Quantified() | FunctionLiteral():
            return _control(tree), _OPEN
        case UnaryComparison(operator=operator, endpoint=endpoint):
            return f"{operator} {_write(endpoint, _ADDITIVE)}", _TEST
        case AnyTest() | NotTest() | UnaryTests():
            return _cell(tree), _TEST
        case Path(source=source, name=name):
            return f"{_write(source, _POSTFIX)}.{name}", _POSTFIX
        case Filter(source=source, predicate=predicate):
            return f"{_write(source, _POSTFIX)}[{_write(predicate, _OPEN)}]", _POSTFIX
        case Invocation():
            return _invocation(tree), _POSTFIX
        case ListLiteral() | ContextLiteral() | Interval():
            return _construction(tree), _POSTFIX
        case _:
            return _leaf(tree), _POSTFIX


def _leaf(
    tree: NumberLiteral | StringLiteral | BooleanLiteral | NullLiteral | AtLiteral | Name | InputValue,
) -> str:
    match tree:
        case NumberLiteral(value=number):
            return str(number)
        case StringLiteral(value=string):
            return _quote(string)
        case BooleanLiteral(value=value):
            return "true" if value else "false"
        case NullLiteral():
            return "null"
        case AtLiteral(text=text):
            return f"@{_quote(text)}"
        case Name(name=name):
            return name
        case InputValue():
            return "?"


def _quote(text: str) -> str:
    return f'"{_ESCAPED.sub(lambda match: _ESCAPES[match.group()], text)}"'


def _operation(tree: Binary | Negation | Between | In | InstanceOf) -> tuple[str, int]:
    match tree:
        case Binary(operator=operator, left=left, right=right):
            binding = _BINDING[operator]
            left_binding = binding + 1 if binding == _COMPARISON else binding
            return f"{_write(left, left_binding)} {operator} {_write(right, binding + 1)}", binding
        case Negation(operand=operand):
            return f"-{_write(operand, _NEGATION)}", _NEGATION
        case Between(operand=operand, low=low, high=high):
            low_text, high_text = _write(low, _ADDITIVE), _write(high, _ADDITIVE)
            return f"{_write(operand, _ADDITIVE)} between {low_text} and {high_text}", _COMPARISON
        case In(operand=operand, tests=(test,)):
            return f"{_write(operand, _ADDITIVE)} in {_write(test, _ADDITIVE)}", _COMPARISON
        case In(operand=operand, tests=tests):
            return f"{_write(operand, _ADDITIVE)} in ({_join(tests, _TEST)})", _COMPARISON
        case InstanceOf(operand=operand, type=type_):
            # `x instance of list < 5` would read `list<`.
            binding = _OPEN if _ends_in_generic_name(type_) else _INSTANCE
            return f"{_write(operand, _INSTANCE)} instance of {unparse_type(type_)}", binding


def _ends_in_generic_name(type_: TypeName) -> bool:
    match type_:
        case FunctionTypeName(result=result):
            return _ends_in_generic_name(result)
        case NamedType(name=name):
            return name in _GENERIC_NAMES
        case _:
            return False


def _control(tree: If | For | Quantified | FunctionLiteral) -> str:
    match tree:
        case If(condition=condition, consequence=consequence, alternative=alternative):
            condition_text, consequence_text = _write(condition, _OPEN), _write(consequence, _OPEN)
            return f"if {condition_text} then {consequence_text} else {_write(alternative, _OPEN)}"
        case For(iterators=iterators, body=body):
            return f"for {_iterators(iterators)} return {_write(body, _OPEN)}"
        case Quantified(quantifier=quantifier, iterators=iterators, condition=condition):
            return f"{quantifier} {_iterators(iterators)} satisfies {_write(condition, _OPEN)}"
        case FunctionLiteral(parameters=parameters, body=body, external=external):
            keyword = "external " if external else ""
            return f"function({', '.join(map(_parameter, parameters))}) {keyword}{_write(body, _OPEN)}"


def _iterators(iterators: Iterable[Iterator]) -> str:
    return ", ".join(map(_iterator, iterators))


def _iterator(iterator: Iterator) -> str:
    domain = _write(iterator.domain, _OPEN)
    if iterator.high is not None:
        domain += f"..{_write(iterator.high, _OPEN)}"
    return f"{iterator.name} in {domain}"


def _parameter(parameter: FormalParameter) -> str:
    return parameter.name if parameter.type is None else f"{parameter.name}: {unparse_type(parameter.type)}"


def _cell(tree: AnyTest | NotTest | UnaryTests) -> str:
    match tree:
        case AnyTest():
            return "-"
        case NotTest(tests=tests):
            return f"not({_join(tests, _TEST)})"
        case UnaryTests(tests=(Invocation(function=Name(name="not")) as test,)):
            return f"({_write(test, _TEST)})"
        case UnaryTests(tests=tests):
            return _join(tests, _TEST)


def _invocation(tree: Invocation) -> str:
    named = ", ".join(f"{argument.name}: {_write(argument.value, _OPEN)}" for argument in tree.named)
    return f"{_write(tree.function, _POSTFIX)}({named or _join(tree.positional, _OPEN)})"


def _construction(tree: ListLiteral | ContextLiteral | Interval) -> str:
    match tree:
        case ListLiteral(items=items):
            return f"[{_join(items, _OPEN)}]"
        case ContextLiteral(entries=entries):
            return f"{{{', '.join(map(_entry, entries))}}}"
        case Interval(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
            opening, closing = "[" if low_closed else "(", "]" if high_closed else ")"
            return f"{opening}{_write(low, _OPEN)}..{_write(high, _OPEN)}{closing}"


def _entry(entry: ContextEntry) -> str:
    key = entry.key if _is_plain_key(entry.key) else _quote(entry.key)
    return f"{key}: {_write(entry.value, _OPEN)}"


def _is_plain_key(key: str) -> bool:
    try:
        tokens = tokenize(Source(key))[:-1]
    except DiagnosticError:
        return False
    starts_well = bool(tokens) and tokens[0].kind == "WORD"
    return starts_well and join_tokens(tokens) == key and all(token.kind in _KEY_KINDS for token in tokens)
