"""Values made to fit what is declared: inputs, parameters, results (DMN 1.5, §10.3.2.9.4)."""

from __future__ import annotations

from zhida.lang.base.types import render_type
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import Coercion, Input
from zhida.lang.interpret.compare import kind_of
from zhida.lang.interpret.conform import coerce, type_check
from zhida.lang.interpret.run import Code, Fit, Run
from zhida.lang.interpret.text import format_value


def make_fit(node: Coercion | Input, allowed: Code | None) -> Fit:
    """How a value is made to fit the node's type and to pass its ``allowed`` test (over the local ``?``), else null."""
    type_, span, check = node.type, node.span, type_check(node.type)

    def fit(run: Run, value: Value) -> Value:
        if allowed is None and check(value):
            return value
        fits, made = coerce(value, type_, check)
        if not fits:
            return run.warn("interpret.wrong-type", span, type=render_type(type_), kind=kind_of(value))
        if allowed is None or is_allowed(run, made, allowed):
            return made
        return run.warn("interpret.not-allowed", span, value=format_value(made))

    return fit


def is_allowed(run: Run, value: Value, allowed: Code) -> bool:
    """Whether the value passes the test; null and missing values do, and what cannot be known does."""
    if value is None or type(value) is Missing:
        return True
    answer = allowed(run, {"?": value})
    return answer is True or type(answer) is Missing
