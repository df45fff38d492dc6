"""Core expressions from FEEL texts, and their values: what tests of the interpreter need."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zhida.lang.base.span import Source
from zhida.lang.base.temporal import Date, DateTime, Time
from zhida.lang.base.temporal_text import parse_temporal
from zhida.lang.base.types import ANY, Type
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.from_feel import lower_expression
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import Expression
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression
from zhida.lang.interpret.evaluate import Outcome, evaluate_expression

NOON = DateTime(Date(2026, 3, 1), Time(12, 0, 0, zone=0))
"""What the clock of tests always shows."""


def lower(text: str, types: Mapping[str, Type] | None = None) -> Expression:
    """The core expression of a FEEL text whose variables have these types."""
    known = types or {}
    return lower_expression(parse_expression(Source(text), Names.of(known)), Scope().bind_all(known))


def run(text: str, **variables: Value) -> Outcome:
    """The value and the warnings of a FEEL text, its variables of types unknown to the compiler."""
    expression = lower(text, dict.fromkeys(variables, ANY))
    return evaluate_expression(expression, variables, clock=lambda: NOON)


def value(text: str, **variables: Value) -> Value:
    """The value of a FEEL text."""
    return run(text, **variables).value


def codes(text: str, **variables: Value) -> list[str]:
    """The codes of the warnings that a FEEL text leaves."""
    return [warning.code for warning in run(text, **variables).warnings]


def number(text: str | int) -> Decimal:
    """A number."""
    return Decimal(text)


def temporal(text: str) -> Value:
    """A date, time or duration; the text must be one."""
    made = parse_temporal(text)
    assert made is not None, text
    return made


def missing(*facts: str) -> Missing:
    """What is missing because of these facts."""
    return Missing(frozenset(facts))
