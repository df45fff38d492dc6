"""Decision tables: which rules match, and what the hit policy makes of them (DMN 1.5, chapter 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import Constant, Rule, Table, TableOutput
from zhida.lang.interpret.fit import is_allowed
from zhida.lang.interpret.hit_policy import Hit, apply_hit_policy
from zhida.lang.interpret.logic import Answer
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.run import Code, Locals, NoValueError, Run
from zhida.lang.interpret.text import format_value
from zhida.lang.interpret.trace import Outcomes, TableTrace, Tracer, decide_rule

Cell: TypeAlias = tuple[int, Code]
"""The column it tests, and its test over the local ``?``."""

RulesCode: TypeAlias = Callable[[Run, Locals, Sequence[Value]], Value]
"""The rules of a table ready to run, for the values of its inputs; the variables in sight are the table's own."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A rule ready to run; ``cells`` leaves out the tests that always hold."""

    rule: Rule
    cells: tuple[Cell, ...]
    results: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """An input ready to run."""

    value: Code
    allowed: Code | None


@dataclass(frozen=True, slots=True)
class _Output:
    """An output ready to run."""

    declared: TableOutput
    allowed: Code | None
    default: Code | None


@dataclass(frozen=True, slots=True)
class _Table:
    """A table ready to run."""

    node: Table
    columns: tuple[_Column, ...]
    rows: tuple[_Row, ...]
    outputs: tuple[_Output, ...]


def build_table(node: Table, builder: Builder) -> Code:
    """The value of the table; with a tracer every cell of every rule is recorded as well."""
    table = _prepare_table(node, builder)
    tracer = builder.tracer
    if tracer is not None:
        return lambda run, local: _evaluate_traced(table, run, local, tracer)
    return lambda run, local: _evaluate(table, run, local)


def build_traced_rules(node: Table, builder: Builder, tracer: Tracer) -> RulesCode:
    """The value of the table for values its inputs have already; every cell of every rule is recorded."""
    table = _prepare_table(node, builder)
    return lambda run, local, values: _trace_rules(table, values, run, local, tracer)


def _prepare_table(node: Table, builder: Builder) -> _Table:
    return _Table(
        node,
        tuple(
            _Column(builder.build(column.expression), builder.build(column.allowed) if column.allowed else None)
            for column in node.inputs
        ),
        tuple(_build_row(rule, builder) for rule in node.rules),
        tuple(_build_output(output, builder) for output in node.outputs),
    )


def _build_row(rule: Rule, builder: Builder) -> _Row:
    cells = tuple(
        (index, builder.build(test))
        for index, test in enumerate(rule.tests)
        if not (isinstance(test, Constant) and test.value is True)
    )
    return _Row(rule, cells, tuple(builder.build(result) for result in rule.results))


def _build_output(output: TableOutput, builder: Builder) -> _Output:
    return _Output(
        output,
        builder.build(output.allowed) if output.allowed else None,
        builder.build(output.default) if output.default else None,
    )


def _evaluate(table: _Table, run: Run, local: Locals) -> Value:
    inner = dict(local)
    values = _read_inputs(table, run, inner)
    if values is None:
        return None
    matched: list[_Row] = []
    possible: list[tuple[_Row, Missing]] = []
    for row in table.rows:
        run.steps += 1
        answer = _match(row, values, run, inner)
        if answer is True:
            matched.append(row)
            if table.node.hit_policy == "FIRST":
                break
        elif type(answer) is Missing:
            possible.append((row, answer))
    run.spend(0)
    return _conclude(table, matched, possible, run, inner)


def _match(row: _Row, values: Sequence[Value], run: Run, local: Locals) -> Answer:
    """Whether the rule matches; evaluation stops at the first cell that does not hold."""
    undecided: Missing | None = None
    for index, test in row.cells:
        local["?"] = values[index]
        answer = test(run, local)
        if answer is not True:
            if type(answer) is not Missing:
                return False
            undecided = Missing(undecided.facts | answer.facts) if undecided else answer
    return undecided or True


def _read_inputs(table: _Table, run: Run, local: Locals) -> list[Value] | None:
    """The values of the inputs; None when one is not allowed."""
    values: list[Value] = []
    for column, declared in zip(table.columns, table.node.inputs, strict=True):
        value = column.value(run, local)
        if column.allowed is not None and not is_allowed(run, value, column.allowed):
            run.warn("interpret.not-allowed", declared.span, value=format_value(value))
            return None
        values.append(value)
    return values


def _conclude(
    table: _Table, matched: Sequence[_Row], possible: Sequence[tuple[_Row, Missing]], run: Run, local: Locals
) -> Value:
    node = table.node
    if possible and (missing := _undecided(node, matched, possible)):
        return missing
    if not matched:
        return _default(table, run, local)
    hits = [_hit(row, table, run, local) for row in matched]
    try:
        return apply_hit_policy(node, hits)
    except NoValueError as error:
        return run.warn(error.code, node.span, **error.values)


def _undecided(node: Table, matched: Sequence[_Row], possible: Sequence[tuple[_Row, Missing]]) -> Missing | None:
    """What is missing when rules that may match leave the result open (docs/architecture.md, “Null and missing”)."""
    if matched and node.hit_policy in {"UNIQUE", "ANY"}:
        return None
    if matched and node.hit_policy == "FIRST":
        first = matched[0].rule
        before = {id(rule) for rule in node.rules[: node.rules.index(first)]}
        possible = [(row, missing) for row, missing in possible if id(row.rule) in before]
    return Missing(frozenset().union(*(missing.facts for _, missing in possible))) if possible else None


def _hit(row: _Row, table: _Table, run: Run, local: Locals) -> Hit:
    values: dict[str, Value] = {}
    for output, code in zip(table.outputs, row.results, strict=True):
        values[output.declared.name] = _allowed_result(output, code(run, local), run)
    return Hit(row.rule.number, values)


def _allowed_result(output: _Output, value: Value, run: Run) -> Value:
    if output.allowed is None or is_allowed(run, value, output.allowed):
        return value
    return run.warn("interpret.not-allowed", output.declared.span, value=format_value(value))


def _default(table: _Table, run: Run, local: Locals) -> Value:
    """What a table without a match yields: its defaults, else null, an empty list or a count of 0."""
    node = table.node
    if any(output.default is not None for output in table.outputs):
        values = {o.declared.name: o.default(run, local) if o.default else None for o in table.outputs}
        result: Value = values if len(values) > 1 else next(iter(values.values()))
        is_list = node.aggregation is None and node.hit_policy in {"COLLECT", "RULE ORDER", "OUTPUT ORDER"}
        return [result] if is_list else result
    return apply_hit_policy(node, []) if node.hit_policy == "COLLECT" else None


# Tracing


def _evaluate_traced(table: _Table, run: Run, local: Locals, tracer: Tracer) -> Value:
    inner = dict(local)
    values = _read_inputs(table, run, inner)
    if values is None:
        tracer.table(TableTrace(table.node, (), (), (), None))
        return None
    return _trace_rules(table, values, run, inner, tracer)


def _trace_rules(table: _Table, values: Sequence[Value], run: Run, local: Locals, tracer: Tracer) -> Value:
    """``local`` is the table's own."""
    outcomes: list[Outcomes] = []
    matched: list[int] = []
    possible: list[tuple[_Row, Missing]] = []
    for index, row in enumerate(table.rows):
        outcomes.append(_trace_row(row, values, run, local))
        outcome = decide_rule(outcomes[-1])
        if outcome is True:
            matched.append(index)
        elif type(outcome) is Missing:
            possible.append((row, outcome))
    run.spend(len(table.rows))
    if table.node.hit_policy == "FIRST":
        matched = matched[:1]
    value = _conclude(table, [table.rows[index] for index in matched], possible, run, local)
    tracer.table(TableTrace(table.node, tuple(values), tuple(outcomes), tuple(matched), value))
    return value


def _trace_row(row: _Row, values: Sequence[Value], run: Run, local: Locals) -> Outcomes:
    """Every cell of the rule; those that a plain evaluation would not reach leave no warnings."""
    outcomes: list[Answer] = [True] * len(row.rule.tests)
    failed = False
    for index, test in row.cells:
        local["?"] = values[index]
        warned = len(run.warnings)
        answer = test(run, local)
        if failed:
            del run.warnings[warned:]
        if answer is not True:
            outcomes[index] = answer if answer is False or type(answer) is Missing else None
            failed = failed or type(answer) is not Missing
    return tuple(outcomes)


TABLES: Mapping[type, BuildFunction] = MappingProxyType({Table: build_table})
"""Build functions of this module."""
