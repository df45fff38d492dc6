"""Core trees as short text, for golden tests."""

from __future__ import annotations

from decimal import Decimal

from zhida.lang.base.types import render_type
from zhida.lang.base.values import Value
from zhida.lang.core import tree as core


def dump(node: core.Expression) -> str:
    """The tree as one line: ``$x`` is a local, ``#x`` an input, ``@x`` a definition, ``?=`` a membership test."""
    match node:
        case core.Constant(value=value):
            return dump_value(value)
        case core.InputReference(name=name):
            return f"#{name}"
        case core.DefinitionReference(key=key):
            return f"@{key}"
        case core.LocalReference(name=name):
            return f"${name}"
        case core.ItemReference(name=name, item=item, outer=outer):
            return f"({dump(item)}.{name} else {dump(outer)})"
        case core.BuiltinReference(name=name):
            return f"builtin {name}"
        case core.Field(source=source, name=name):
            return f"{dump(source)}.{name}"
        case core.Arithmetic(operator=operator, left=left, right=right):
            return f"({dump(left)} {operator} {dump(right)})"
        case core.Comparison(operator=operator, left=left, right=right):
            return f"({dump(left)} {operator} {dump(right)})"
        case core.Negation(operand=operand):
            return f"-{dump(operand)}"
        case core.Conjunction(operands=operands):
            return f"({' and '.join(map(dump, operands))})"
        case core.Disjunction(operands=operands):
            return f"({' or '.join(map(dump, operands))})"
        case core.Membership(value=value, test=test):
            return f"({dump(value)} ?= {dump(test)})"
        case core.TypeTest(operand=operand, tested=tested):
            return f"({dump(operand)} is {render_type(tested)})"
        case core.Coercion(operand=operand, allowed=allowed, type=type_):
            limit = "" if allowed is None else f" where {dump(allowed)}"
            return f"({dump(operand)} as {render_type(type_)}{limit})"
    return _dump_construction(node)


def _dump_construction(node: core.Expression) -> str:
    match node:
        case core.ListOf(items=items):
            return f"[{', '.join(map(dump, items))}]"
        case core.ContextOf(entries=entries):
            return f"{{{', '.join(f'{name}: {dump(value)}' for name, value in entries)}}}"
        case core.RangeOf(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
            ends = f"{'' if low is None else dump(low)}..{'' if high is None else dump(high)}"
            return f"{'[' if low_closed else '('}{ends}{']' if high_closed else ')'}"
        case core.FunctionOf(parameters=parameters, body=body):
            names = ", ".join(f"{name}: {render_type(type_)}" for name, type_ in parameters)
            return f"(function({names}) {dump(body)})"
        case core.BuiltinCall(name=name, arguments=arguments):
            return f"{name}({', '.join(map(dump, arguments))})"
        case core.Call(function=function, arguments=arguments):
            given = ", ".join(dump(value) if name is None else f"{name}: {dump(value)}" for name, value in arguments)
            return f"call {dump(function)}({given})"
        case core.Conditional(condition=condition, consequence=consequence, alternative=alternative):
            return f"(if {dump(condition)} then {dump(consequence)} else {dump(alternative)})"
        case core.Iteration(bindings=bindings, body=body):
            return f"(for {_dump_bindings(bindings)} return {dump(body)})"
        case core.Quantification(quantifier=quantifier, bindings=bindings, condition=condition):
            return f"({quantifier} {_dump_bindings(bindings)} satisfies {dump(condition)})"
        case core.Selection(source=source, predicate=predicate, item=item):
            name = "" if item == "item" else f"{item} | "
            return f"{dump(source)}[{name}{dump(predicate)}]"
        case core.Table():
            return dump_table(node)
    raise AssertionError(node)


def _dump_bindings(bindings: tuple[core.Binding, ...]) -> str:
    return ", ".join(
        f"${binding.name} in {dump(binding.domain)}{'' if binding.high is None else f'..{dump(binding.high)}'}"
        for binding in bindings
    )


def dump_table(table: core.Table) -> str:
    """A table: hit policy, inputs, outputs, then the rules."""
    aggregation = "" if table.aggregation is None else f" {table.aggregation}"
    inputs = ", ".join(
        dump(one.expression) + ("" if one.allowed is None else f" of {dump(one.allowed)}") for one in table.inputs
    )
    outputs = ", ".join(_dump_output(one) for one in table.outputs)
    rules = "; ".join(
        f"{rule.number}: {' & '.join(map(dump, rule.tests))} -> {', '.join(map(dump, rule.results))}"
        for rule in table.rules
    )
    return f"table {table.hit_policy}{aggregation} ({inputs}) -> ({outputs}) {{{rules}}}"


def _dump_output(output: core.TableOutput) -> str:
    order = f" order {', '.join(map(dump_value, output.order))}" if output.order else ""
    default = "" if output.default is None else f" default {dump(output.default)}"
    return f"{output.name or '_'}{order}{default}"


def dump_value(value: Value) -> str:
    """A value as FEEL writes it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return str(value)
        case str():
            return f'"{value}"'
    return f'@"{value}"'
