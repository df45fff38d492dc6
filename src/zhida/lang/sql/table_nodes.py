"""Decision tables of the core tree: their cells and results compiled, their rows put in the order of the hit policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.values import Value
from zhida.lang.core.tree import Constant, Expression, Rule, Table
from zhida.lang.sql.columns import NumberColumn, raise_least
from zhida.lang.sql.logic import TRUE, expect_boolean
from zhida.lang.sql.numbers import constant
from zhida.lang.sql.rivals import find_least, find_rivals
from zhida.lang.sql.scope import Scope
from zhida.lang.sql.tables import (
    Row,
    collect_list,
    collect_total,
    count_matches,
    is_above_zero,
    row_of,
    take_any,
    take_best,
    take_first,
    take_unique,
)
from zhida.lang.sql.terms import NULL_TERM, Absence, Context, Listing, Quotient, Scalar, Term

Compile: TypeAlias = Callable[[Expression, Scope], Term]


def compile_table(table: Table, scope: Scope, compile_expression: Compile) -> Term:
    """The term of a decision table."""
    _check_allowed(table)
    inputs = [scope.keep(compile_expression(one.expression, scope), one.label) for one in table.inputs]
    scopes = [scope.bind({"?": value}) for value in inputs]
    rows = [_compile_rule(rule, table, scopes, scope, compile_expression) for rule in table.rules]
    otherwise = _default(table, scope, compile_expression)
    rivals = find_rivals(table) if table.hit_policy in {"UNIQUE", "ANY"} else []
    if not _reads_once(rows, table, rivals):
        rows = [_keep_condition(row, rule, scope) for row, rule in zip(rows, table.rules, strict=True)]
    match table.hit_policy:
        case "FIRST":
            return take_first(rows, otherwise)
        case "UNIQUE":
            return take_unique(rows, otherwise, rivals)
        case "ANY":
            return take_any(rows, otherwise, rivals)
        case "PRIORITY":
            return take_best(_best_first(rows, table), otherwise)
        case "COLLECT" if table.aggregation is not None:
            return _aggregate(rows, table, otherwise, scope)
        case "OUTPUT ORDER":
            return replace(_list(_best_first(rows, table), table, scope), null_if_empty=True)
        case "RULE ORDER":
            return replace(_list(rows, table, scope), null_if_empty=True)
        case "COLLECT":
            return _list(rows, table, scope)


def _check_allowed(table: Table) -> None:
    """Refuse declared values, unless all results of the column are constants among them."""
    if any(input_.allowed is not None for input_ in table.inputs):
        raise refuse("sql.allowed-values")
    for index, output in enumerate(table.outputs):
        if output.allowed is not None and not all(
            isinstance(result := rule.results[index], Constant) and result.value in output.order for rule in table.rules
        ):
            raise refuse("sql.allowed-values")


def _compile_rule(rule: Rule, table: Table, scopes: Sequence[Scope], scope: Scope, compile_expression: Compile) -> Row:
    cells = [expect_boolean(compile_expression(test, inside)) for test, inside in zip(rule.tests, scopes, strict=True)]
    inside = _matching(rule, table, scopes, scope) if table.hit_policy in {"FIRST", "UNIQUE"} else scope
    results = [compile_expression(result, inside) for result in rule.results]
    return row_of(cells, _one_or_context(results, table))


def _matching(rule: Rule, table: Table, scopes: Sequence[Scope], scope: Scope) -> Scope:
    """The scope of the results, which are computed only where the row matches: there is a value, and no smaller one."""
    for test, input_, tested in zip(rule.tests, table.inputs, scopes, strict=True):
        term, least = tested.variables["?"], find_least(test)
        if least is not None and isinstance(term, Scalar) and isinstance(term.column, NumberColumn):
            column = raise_least(term.column, *least)
            known = replace(term, column=column, absence=Absence.NEVER, missing=None)
            scope = scope.given(input_.expression, known)
    return scope


def _reads_once(rows: Sequence[Row], table: Table, rivals: Sequence[tuple[int, int]]) -> bool:
    """Whether each condition is read only once, so that a CASE need not compute those behind the row that matches."""
    is_single = len(table.outputs) == 1 and not isinstance(rows[0].result if rows else None, Quotient)
    is_chain = table.hit_policy != "COLLECT" or (
        table.aggregation == "SUM" and all(is_above_zero(row.result) for row in rows)
    )
    return is_single and is_chain and not rivals and all(row.sure for row in rows)


def _keep_condition(row: Row, rule: Rule, scope: Scope) -> Row:
    condition = scope.columns.store_value(row.condition, f"{scope.definition} {rule.number}")
    return replace(row, condition=condition)


def _one_or_context(results: Sequence[Term], table: Table) -> Term:
    """One result is itself, several are a context."""
    if len(results) == 1:
        return results[0]
    fields = dict(zip((output.name for output in table.outputs), results, strict=True))
    return Context(tuple(fields), fields.__getitem__, TRUE)


def _default(table: Table, scope: Scope, compile_expression: Compile) -> Term:
    if all(output.default is None for output in table.outputs):
        return NULL_TERM
    results = [
        NULL_TERM if output.default is None else compile_expression(output.default, scope) for output in table.outputs
    ]
    return _one_or_context(results, table)


def _best_first(rows: Sequence[Row], table: Table) -> list[Row]:
    """The rows in the order that their outputs have; only known while compiling if the results are constants."""
    ranks = [
        [_rank(result, output.order) for result, output in zip(rule.results, table.outputs, strict=True)]
        for rule in table.rules
    ]
    return [row for _, _, row in sorted(zip(ranks, range(len(rows)), rows, strict=True), key=lambda each: each[:2])]


def _rank(result: Expression, order: Sequence[Value]) -> int:
    if not isinstance(result, Constant):
        raise refuse("sql.computed-priority", result.span)
    return order.index(result.value) if result.value in order else len(order)


def _aggregate(rows: Sequence[Row], table: Table, otherwise: Term, scope: Scope) -> Term:
    match table.aggregation:
        case "COUNT":
            has_default = any(output.default is not None for output in table.outputs)
            return count_matches(rows, otherwise if has_default else constant(Decimal(0)))
        case "SUM":
            return collect_total("sum", rows, otherwise, scope.dialect)
        case "MIN":
            return collect_total("min", rows, otherwise, scope.dialect)
        case _:
            return collect_total("max", rows, otherwise, scope.dialect)


def _list(rows: Sequence[Row], table: Table, scope: Scope) -> Listing:
    if len(table.outputs) > 1 or any(output.default is not None for output in table.outputs):
        raise refuse("sql.collected-contexts")
    return collect_list(rows, scope.dialect)
