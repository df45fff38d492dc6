"""A recorded trace → reasons: criteria passed, failed and unknown, with value, threshold and article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from zhida.lang.base.values import Inputs, Missing, Value
from zhida.lang.core.tree import Constant, DefinitionReference, Expression, Field, InputReference, Program, Rule, Table
from zhida.lang.interpret.trace import CellTrace, DefinitionTrace, RuleTrace, TableTrace
from zhida.policy.clause.rules import ARTICLE, NOTE
from zhida.policy.facts import FactCatalogue
from zhida.policy.wording import render_compared, render_condition, render_value


class Outcome(StrEnum):
    """How a criterion or a row came out."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a rule: what was looked at, its value, what it was held against, and how that came out."""

    label: str
    value: str
    threshold: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RowReason:
    """A row of a rule: one that decided (passed), one that came nearest (failed), or one that may match (unknown)."""

    number: int
    outcome: Outcome
    article: str
    note: str
    result: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A definition on the way to the answer: its value, how it was computed, the rows that tell why, what it rests on.

    ``formula`` is the expression, ``figures`` the same with the figures of the firm; both are empty for a plain value.
    """

    name: str
    value: str
    formula: str
    figures: str
    rows: tuple[RowReason, ...]
    reasons: tuple[Reason, ...]


def explain(trace: DefinitionTrace, program: Program, inputs: Inputs, catalogue: FactCatalogue) -> Reason:
    """The reasons for a definition's value, as a tree of the definitions it rests on."""
    return _Explainer(program, inputs, catalogue, dict(_values(trace))).explain(trace)


def _values(trace: DefinitionTrace) -> Iterator[tuple[str, Value]]:
    yield trace.key, trace.value
    for step in trace.steps:
        if isinstance(step, DefinitionTrace):
            yield from _values(step)


@dataclass(frozen=True, slots=True)
class _Explainer:
    program: Program
    inputs: Inputs
    catalogue: FactCatalogue
    values: Mapping[str, Value]

    def explain(self, trace: DefinitionTrace) -> Reason:
        tables = [step for step in trace.steps if isinstance(step, TableTrace)]
        decided = self._find_formula(trace, tables)
        return Reason(
            name=trace.name,
            value=render_value(trace.value),
            formula=decided.span.text if decided else "",
            figures=self._fill(decided) if decided else "",
            rows=tuple(row for table in tables for row in self._rows(table)),
            reasons=tuple(
                self.explain(step) for step in trace.steps if isinstance(step, DefinitionTrace) and step.steps
            ),
        )

    def _find_formula(self, trace: DefinitionTrace, tables: list[TableTrace]) -> Expression | None:
        """The result of the row that decided, or the definition itself if it is no table; a constant explains nothing."""
        body = self.program.definitions[trace.key].body
        if isinstance(body, Table):
            table = next((table for table in tables if table.table is body), None)
            rules = [rule for rule in body.rules if table and rule.number in table.matched]
            body = rules[0].results[0] if len(rules) == 1 and len(body.outputs) == 1 else body
        return None if isinstance(body, Table | Constant | DefinitionReference | InputReference) else body

    def _rows(self, table: TableTrace) -> Iterator[RowReason]:
        """The rows that matched or may match; and of the others, where the value is not what a firm hopes for, the nearest."""
        rules = {rule.number: rule for rule in table.table.rules}
        open_rules = [rule for rule in table.rules if isinstance(rule.outcome, Missing)]
        for rule in table.rules:
            if rule.number in table.matched or (rule in open_rules and isinstance(table.value, Missing)):
                yield self._row(rule, rules[rule.number], table)
        if table.value is None or table.value is False or table.value == 0:
            for rule in _find_nearest(table, rules):
                yield self._row(rule, rules[rule.number], table)

    def _row(self, trace: RuleTrace, rule: Rule, table: TableTrace) -> RowReason:
        labels = [column.expression for column in table.table.inputs]
        return RowReason(
            number=rule.number,
            outcome=_outcome(trace.outcome),
            article=rule.annotations.get(ARTICLE, ""),
            note=rule.annotations.get(NOTE, ""),
            result="；".join(result.span.text for result in rule.results),
            criteria=tuple(
                self._criterion(cell, column)
                for cell, column in zip(trace.cells, labels, strict=True)
                if cell.test.span.text.strip() not in {"", "-"}
            ),
        )

    def _criterion(self, cell: CellTrace, column: Expression) -> Criterion:
        condition = cell.test.span.text
        fact = self.catalogue.find(column.span.text.strip())
        unit = fact.unit if fact else ""
        return Criterion(
            label=cell.label,
            value=render_compared(cell.value, condition, unit),
            threshold=render_condition(condition, unit),
            outcome=_outcome(cell.outcome),
        )

    def _fill(self, expression: Expression) -> str:
        """The expression with figures in the place of facts and definitions that are plain values."""
        text, start = expression.span.text, expression.span.start
        for reference in sorted(_references(expression), key=lambda node: -node.span.start):
            value = self._value_of(reference)
            if not isinstance(value, list | dict) and reference.span.source == expression.span.source:
                first, last = reference.span.start - start, reference.span.end - start
                text = f"{text[:first]}{render_value(value)}{text[last:]}"
        return text

    def _value_of(self, reference: Expression) -> Value:
        match reference:
            case InputReference(name=name):
                return self.inputs.get(name)
            case DefinitionReference(key=key):
                return self.values.get(key)
            case Field(source=source, name=name):
                holder = self._value_of(source)
                return holder.get(name) if isinstance(holder, dict) else holder
        return []


def _find_nearest(table: TableTrace, rules: Mapping[int, Rule]) -> tuple[RuleTrace, ...]:
    """The rows that fail the fewest conditions, of those that would have given another value."""
    others = [rule for rule in table.rules if rule.outcome is not True and not _yields(rules[rule.number], table.value)]
    fewest = min((len(rule.failed) for rule in others), default=0)
    return tuple(rule for rule in others if len(rule.failed) == fewest)


def _yields(rule: Rule, value: Value) -> bool:
    result = rule.results[0]
    return isinstance(result, Constant) and result.value == value


def _outcome(answer: object) -> Outcome:
    if isinstance(answer, Missing):
        return Outcome.UNKNOWN
    return Outcome.PASSED if answer is True else Outcome.FAILED


def _references(expression: object) -> Iterator[Expression]:
    """Outermost references to facts and definitions, with the fields read of them."""
    if isinstance(expression, InputReference | DefinitionReference | Field) and _is_path(expression):
        yield expression
    elif isinstance(expression, tuple):
        for item in expression:
            yield from _references(item)
    elif is_dataclass(expression):
        for part in fields(expression):
            yield from _references(getattr(expression, part.name))


def _is_path(expression: Expression) -> bool:
    while isinstance(expression, Field):
        expression = expression.source
    return isinstance(expression, InputReference | DefinitionReference)
