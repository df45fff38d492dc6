"""What follows an operand: operators with a form of their own, paths, filters and invocations."""

from __future__ import annotations

from zhida.lang.base.diagnostic import refuse
from zhida.lang.feel.operands import parse_test, parse_tests
from zhida.lang.feel.pratt import ADDITIVE, Pratt
from zhida.lang.feel.tree import Between, Expression, Filter, In, InstanceOf, Invocation, NamedArgument, Path
from zhida.lang.feel.type_names import read_type


def parse_between(pratt: Pratt, left: Expression, start: int) -> Expression:
    """``left between low and high``."""
    pratt.advance()
    low = pratt.parse(ADDITIVE)
    pratt.expect("and")
    high = pratt.parse(ADDITIVE)
    return Between(left, low, high, span=pratt.span_from(start))


def parse_in(pratt: Pratt, left: Expression, start: int) -> Expression:
    """``left in test`` or ``left in (tests)``."""
    pratt.advance()
    tests_start = pratt.token.start
    tests = parse_tests(pratt) if pratt.token.kind == "(" else (parse_test(pratt, ADDITIVE),)
    if len(tests) == 1:
        tests = (pratt.climb(tests[0], ADDITIVE, tests_start),)
    return In(left, tests, span=pratt.span_from(start))


def parse_instance_of(pratt: Pratt, left: Expression, start: int) -> Expression:
    """``left instance of type``."""
    pratt.advance()
    type_ = read_type(pratt)
    return InstanceOf(left, type_, span=pratt.span_from(start))


def parse_path(pratt: Pratt, left: Expression, start: int) -> Expression:
    """``left.name``."""
    pratt.advance()
    name = pratt.read_member()
    return Path(left, name, span=pratt.span_from(start))


def parse_filter(pratt: Pratt, left: Expression, start: int) -> Expression:
    """``left[predicate]``."""
    pratt.open()
    with pratt.filtering():
        predicate = pratt.parse()
    pratt.close("]")
    return Filter(left, predicate, span=pratt.span_from(start))


def parse_invocation(pratt: Pratt, left: Expression, start: int) -> Expression:
    """``left(arguments)``, all positional or all named."""
    pratt.open()
    positional: list[Expression] = []
    named: list[NamedArgument] = []
    while pratt.token.kind != ")" or positional or named:
        if pratt.at_named_argument():
            named.append(_parse_named_argument(pratt))
        else:
            positional.append(pratt.parse())
        if positional and named:
            raise refuse("feel.mixed-arguments", pratt.span_from(start))
        if not pratt.take(","):
            break
    pratt.close(")")
    return Invocation(left, tuple(positional), tuple(named), span=pratt.span_from(start))


def _parse_named_argument(pratt: Pratt) -> NamedArgument:
    """``name: value``."""
    start = pratt.token.start
    name = pratt.read_binding(":").name
    pratt.expect(":")
    return NamedArgument(name, pratt.parse(), span=pratt.span_from(start))
