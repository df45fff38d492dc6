"""A recorded trace → reasons: criteria passed, failed and unknown, with value, threshold and article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum

from zhida.lang.base.span import Span
from zhida.lang.base.values import Inputs, Missing, Value
from zhida.lang.core.tree import Constant, DefinitionReference, Expression, Field, InputReference, Program, Rule, Table
from zhida.lang.interpret.properties import has_property, read_property
from zhida.lang.interpret.trace import CellTrace, DefinitionTrace, RuleTrace, TableTrace
from zhida.policy.clause.rules import ARTICLE, NOTE
from zhida.policy.facts import FactCatalogue
from zhida.policy.wording import render_compared, render_condition, render_label, render_number, render_value


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


class Explainer:
    """Explains values of one program; what it looks up in the program's expressions it remembers."""

    def __init__(self, program: Program, catalogue: FactCatalogue) -> None:
        self._program = program
        self._catalogue = catalogue
        self._references: dict[Span, tuple[Expression, ...]] = {}

    def explain(self, trace: DefinitionTrace, inputs: Inputs) -> Reason:
        """The reasons for a definition's value, as a tree of the definitions it rests on."""
        reason = self._explain(trace, _Known(inputs, dict(_values(trace))))
        if isinstance(trace.value, Decimal) and trace.value <= 0:
            return replace(reason, rows=(*reason.rows, *self._nearest_rows(trace)))
        return reason

    def _explain(self, trace: DefinitionTrace, known: _Known) -> Reason:
        formula = self._find_formula(trace)
        nearest = self._nearest_rows(trace) if trace.value is None or trace.value is False else ()
        return Reason(
            name=trace.name,
            value=render_value(trace.value),
            formula=formula.span.text if formula else "",
            figures=self._fill(formula, known) if formula else "",
            rows=(*self._deciding_rows(trace), *nearest),
            reasons=tuple(
                self._explain(step, known) for step in trace.steps if isinstance(step, DefinitionTrace) and step.steps
            ),
        )

    def _find_formula(self, trace: DefinitionTrace) -> Expression | None:
        """The result of the row that decided, or the definition itself if it is no table; a constant explains nothing."""
        body = self._program.definitions[trace.key].body
        if isinstance(body, Table):
            table = next((table for table in _tables(trace) if table.table is body), None)
            rules = [rule for rule in body.rules if table and rule.number in table.matched]
            body = rules[0].results[0] if len(rules) == 1 and len(body.outputs) == 1 else body
        return None if isinstance(body, Table | Constant | DefinitionReference | InputReference) else body

    def _deciding_rows(self, trace: DefinitionTrace) -> Iterator[RowReason]:
        """The rows that matched, and where nobody can tell those that may match."""
        for table in _tables(trace):
            unknown = isinstance(table.value, Missing)
            for rule in table.rules:
                if rule.number in table.matched or (unknown and isinstance(rule.outcome, Missing)):
                    yield self._row(rule, table)

    def _nearest_rows(self, trace: DefinitionTrace) -> Iterator[RowReason]:
        """The rows that would have given something else and fail the fewest conditions."""
        for table in _tables(trace):
            for rule in _find_nearest(table):
                yield self._row(rule, table)

    def _row(self, trace: RuleTrace, table: TableTrace) -> RowReason:
        rule = _rule_of(trace, table)
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
        fact = self._catalogue.find(column.span.text.strip())
        unit = fact.unit if fact else ""
        return Criterion(
            label=render_label(cell.label),
            value=render_compared(cell.value, condition, unit),
            threshold=render_condition(condition, unit),
            outcome=_outcome(cell.outcome),
        )

    def _fill(self, expression: Expression, known: _Known) -> str:
        """The expression with figures in the place of facts and definitions that are plain values."""
        span = expression.span
        if span not in self._references:
            found = {node.span.start: node for node in find_references(expression) if node.span.source == span.source}
            self._references[span] = tuple(found[start] for start in sorted(found, reverse=True))
        text = span.text
        for reference in self._references[span]:
            value = known.look_up(reference)
            if not isinstance(value, list | dict):
                first, last = reference.span.start - span.start, reference.span.end - span.start
                shown = render_number(value) if isinstance(value, Decimal) else render_value(value)
                text = f"{text[:first]}{shown}{text[last:]}"
        return text


@dataclass(frozen=True, slots=True)
class _Known:
    """The values of inputs by name and of the definitions evaluated by key."""

    inputs: Inputs
    values: Mapping[str, Value]

    def look_up(self, reference: Expression) -> Value:
        """The value of a reference; an empty list, which no figure can stand for, if it was never needed."""
        match reference:
            case InputReference(name=name):
                return self.inputs.get(name)
            case DefinitionReference(key=key):
                return self.values.get(key, [])
            case Field(source=source, name=name):
                holder = self.look_up(source)
                return read_property(holder, name) if has_property(holder, name) else holder
        return []


def _values(trace: DefinitionTrace) -> Iterator[tuple[str, Value]]:
    yield trace.key, trace.value
    for step in trace.steps:
        if isinstance(step, DefinitionTrace):
            yield from _values(step)


def _tables(trace: DefinitionTrace) -> Iterator[TableTrace]:
    return (step for step in trace.steps if isinstance(step, TableTrace))


def _find_nearest(table: TableTrace) -> tuple[RuleTrace, ...]:
    others = [
        rule for rule in table.rules if rule.outcome is not True and not _yields(_rule_of(rule, table), table.value)
    ]
    fewest = min((len(rule.failed) for rule in others), default=0)
    return tuple(rule for rule in others if len(rule.failed) == fewest)


def _rule_of(trace: RuleTrace, table: TableTrace) -> Rule:
    return next(rule for rule in table.table.rules if rule.number == trace.number)


def _yields(rule: Rule, value: Value) -> bool:
    result = rule.results[0]
    return isinstance(result, Constant) and result.value == value


def _outcome(answer: object) -> Outcome:
    if isinstance(answer, Missing):
        return Outcome.UNKNOWN
    return Outcome.PASSED if answer is True else Outcome.FAILED


def find_references(expression: object) -> Iterator[Expression]:
    """Outermost references to facts and definitions, with the fields read of them."""
    if isinstance(expression, InputReference | DefinitionReference | Field) and _is_path(expression):
        yield expression
    elif isinstance(expression, tuple):
        for item in expression:
            yield from find_references(item)
    elif is_dataclass(expression):
        for part in fields(expression):
            yield from find_references(getattr(expression, part.name))


def _is_path(expression: Expression) -> bool:
    while isinstance(expression, Field):
        expression = expression.source
    return isinstance(expression, InputReference | DefinitionReference)
