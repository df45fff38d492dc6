"""Expressions that begin with a keyword: ``if``, ``for``, ``some``, ``every`` and ``function``."""

from __future__ import annotations

from typing import Literal as OneOf
from typing import cast

from zhida.lang.feel.cursor import BoundName
from zhida.lang.feel.pratt import Pratt
from zhida.lang.feel.tree import Expression, For, FormalParameter, FunctionLiteral, If, Iterator, Quantified
from zhida.lang.feel.type_names import read_type


def parse_if(pratt: Pratt) -> Expression:
    """``if condition then consequence else alternative``."""
    start = pratt.advance().start
    condition = pratt.parse()
    pratt.expect("then")
    consequence = pratt.parse()
    pratt.expect("else")
    alternative = pratt.parse()
    return If(condition, consequence, alternative, span=pratt.span_from(start))


def parse_for(pratt: Pratt) -> Expression:
    """``for iterators return body``."""
    start = pratt.advance().start
    bound: list[BoundName] = []
    iterators = _parse_iterators(pratt, bound)
    pratt.expect("return")
    body = pratt.parse()
    pratt.unbind(bound)
    return For(iterators, body, span=pratt.span_from(start))


def parse_quantified(pratt: Pratt) -> Expression:
    """``some`` or ``every`` ``iterators satisfies condition``."""
    token = pratt.advance()
    bound: list[BoundName] = []
    iterators = _parse_iterators(pratt, bound)
    pratt.expect("satisfies")
    condition = pratt.parse()
    pratt.unbind(bound)
    quantifier = cast("OneOf['some', 'every']", token.kind)
    return Quantified(quantifier, iterators, condition, span=pratt.span_from(token.start))


def _parse_iterators(pratt: Pratt, bound: list[BoundName]) -> tuple[Iterator, ...]:
    """``name in domain, …``; each iterator sees the names before it."""
    iterators: list[Iterator] = []
    while True:
        start = pratt.token.start
        variable = pratt.read_binding("in", "return", "satisfies")
        pratt.expect("in")
        domain = pratt.parse()
        high = pratt.parse() if pratt.take("..") else None
        iterators.append(Iterator(variable.name, domain, high, span=pratt.span_from(start)))
        bound.append(variable)
        pratt.bind(variable)
        if not pratt.take(","):
            return tuple(iterators)


def parse_function(pratt: Pratt) -> Expression:
    """``function(parameters) body``, or with ``external`` and a context."""
    start = pratt.advance().start
    bound: list[BoundName] = []
    parameters = _parse_parameters(pratt, bound)
    external = pratt.token.text == "external" and pratt.peek().kind == "{"
    if external:
        pratt.advance()
    body = pratt.parse()
    pratt.unbind(bound)
    return FunctionLiteral(parameters, body, external, span=pratt.span_from(start))


def _parse_parameters(pratt: Pratt, bound: list[BoundName]) -> tuple[FormalParameter, ...]:
    """``(name: type, …)``."""
    if pratt.token.kind != "(":
        raise pratt.refuse_token("(")
    pratt.open()
    parameters: list[FormalParameter] = []
    while pratt.token.kind != ")" or parameters:
        start = pratt.token.start
        name = pratt.read_binding(":", ",", ")")
        type_ = read_type(pratt) if pratt.take(":") else None
        parameters.append(FormalParameter(name.name, type_, span=pratt.span_from(start)))
        bound.append(name)
        pratt.bind(name)
        if not pratt.take(","):
            break
    pratt.close(")")
    return tuple(parameters)
