"""A recorded trace → reasons: criteria passed, failed and unknown, with value, threshold and article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import chain, zip_longest

from zhida.lang.base.values import Inputs, Missing, Value
from zhida.lang.core.tree import (
    Constant,
    DefinitionReference,
    Expression,
    Field,
    InputReference,
    Program,
    Rule,
    Table,
    TableInput,
)
from zhida.lang.core.walk import walk
from zhida.lang.interpret.logic import Answer
from zhida.lang.interpret.properties import has_property, read_property
from zhida.lang.interpret.trace import DefinitionTrace, TableTrace, count_failed, decide_rule
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
    """Explains values of one program; what it says of rules and formulas for every firm alike it remembers."""

    def __init__(self, program: Program, catalogue: FactCatalogue) -> None:
        self._program = program
        self._catalogue = catalogue
        self._rules: dict[int, _RuleWords] = {}
        self._formulas: dict[int, _Formula | None] = {}

    def explain(self, trace: DefinitionTrace, inputs: Inputs) -> Reason:
        """The reasons for a definition's value, as a tree of the definitions it rests on."""
        reason = self._explain(trace, _Known(inputs, trace))
        if isinstance(trace.value, Decimal) and trace.value <= 0:
            return replace(reason, rows=(*reason.rows, *self._nearest_rows(_list_tables(trace))))
        return reason

    @cached_property
    def _constants(self) -> frozenset[str]:
        """The keys of definitions that are the same for every firm: they explain nothing."""
        return frozenset(
            key
            for key, node in self._program.definitions.items()
            if not any(any(walk(node.body, class_)) for class_ in (InputReference, DefinitionReference, Table))
        )

    def _explain(self, trace: DefinitionTrace, known: _Known) -> Reason:
        tables = _list_tables(trace)
        formula = self._find_formula(trace, tables)
        rows = self._deciding_rows(tables)
        if trace.value is None or trace.value is False:
            rows += self._nearest_rows(tables)
        steps = [step for step in trace.steps if isinstance(step, DefinitionTrace) and step.key not in self._constants]
        return Reason(
            name=trace.name,
            value=render_value(trace.value),
            formula=formula.text if formula else "",
            figures=formula.fill(known) if formula else "",
            rows=tuple(rows),
            reasons=tuple([self._explain(step, known) for step in steps]),
        )

    def _find_formula(self, trace: DefinitionTrace, tables: Sequence[TableTrace]) -> _Formula | None:
        """The result of the row that decided, or the definition itself if it is no table."""
        body = self._program.definitions[trace.key].body
        if isinstance(body, Table):
            table = next((table for table in tables if table.table is body), None)
            if table is None or len(table.matched) != 1 or len(body.outputs) != 1:
                return None
            body = body.rules[table.matched[0]].results[0]
        if id(body) not in self._formulas:
            self._formulas[id(body)] = _read_formula(body)
        return self._formulas[id(body)]

    def _deciding_rows(self, tables: Sequence[TableTrace]) -> list[RowReason]:
        """The rows that matched, and where nobody can tell those that may match."""
        return [self._row(table, place) for table in tables for place in _find_deciding(table)]

    def _nearest_rows(self, tables: Sequence[TableTrace]) -> list[RowReason]:
        """The rows that would have given something else and fail the fewest conditions."""
        return [self._row(table, place) for table in tables for place in _find_nearest(table)]

    def _row(self, table: TableTrace, place: int) -> RowReason:
        rule, outcomes = table.table.rules[place], table.outcomes[place]
        if id(rule) not in self._rules:
            self._rules[id(rule)] = _describe_rule(rule, table.table, self._catalogue)
        words = self._rules[id(rule)]
        return RowReason(
            number=rule.number,
            outcome=_outcome(decide_rule(outcomes)),
            article=words.article,
            note=words.note,
            result=words.result,
            criteria=tuple([cell.judge(table.inputs[cell.column], outcomes[cell.column]) for cell in words.cells]),
        )


@dataclass(frozen=True, slots=True)
class _CellWords:
    """A condition as it is told of every firm."""

    column: int
    label: str
    condition: str
    unit: str
    threshold: str

    def judge(self, value: Value, outcome: Answer) -> Criterion:
        """How it came out for a value."""
        return Criterion(
            self.label, render_compared(value, self.condition, self.unit), self.threshold, _outcome(outcome)
        )


@dataclass(frozen=True, slots=True)
class _RuleWords:
    """A rule as it is told of every firm; conditions that always hold are left out."""

    article: str
    note: str
    result: str
    cells: tuple[_CellWords, ...]


def _describe_rule(rule: Rule, table: Table, catalogue: FactCatalogue) -> _RuleWords:
    return _RuleWords(
        article=rule.annotations.get(ARTICLE, ""),
        note=rule.annotations.get(NOTE, ""),
        result="；".join(result.span.text for result in rule.results),
        cells=tuple(
            _describe_cell(column, test.span.text, declared, catalogue)
            for column, (test, declared) in enumerate(zip(rule.tests, table.inputs, strict=True))
            if test.span.text.strip() not in {"", "-"}
        ),
    )


def _describe_cell(column: int, condition: str, declared: TableInput, catalogue: FactCatalogue) -> _CellWords:
    fact = catalogue.find(declared.expression.span.text.strip())
    unit = fact.unit if fact else ""
    return _CellWords(column, render_label(declared.label), condition, unit, render_condition(condition, unit))


@dataclass(frozen=True, slots=True)
class _Formula:
    """An expression as text, in pieces: each is followed by a reference, but the last."""

    text: str
    pieces: tuple[str, ...]
    references: tuple[Expression, ...]

    def fill(self, known: _Known) -> str:
        """The expression with figures in the place of facts and definitions that are plain values."""
        shown = [_show(known.look_up(reference), reference) for reference in self.references]
        return "".join(chain.from_iterable(zip_longest(self.pieces, shown, fillvalue="")))


def _show(value: Value, reference: Expression) -> str:
    if isinstance(value, list | dict):
        return reference.span.text
    return render_number(value) if isinstance(value, Decimal) else render_value(value)


def _read_formula(expression: Expression) -> _Formula | None:
    """The expression with its references; None for one that explains nothing."""
    if isinstance(expression, Table | Constant | DefinitionReference | InputReference):
        return None
    span = expression.span
    found = {node.span.start: node for node in find_references(expression) if node.span.source == span.source}
    references = tuple(found[start] for start in sorted(found))
    starts = (*(reference.span.start for reference in references), span.end)
    ends = (span.start, *(reference.span.end for reference in references))
    pieces = tuple(span.source.text[end:start] for end, start in zip(ends, starts, strict=True))
    return _Formula(span.text, pieces, references)


class _Known:
    """The values of inputs by name and of the definitions evaluated by key."""

    def __init__(self, inputs: Inputs, trace: DefinitionTrace) -> None:
        self._inputs = inputs
        self._trace = trace

    @cached_property
    def _values(self) -> Mapping[str, Value]:
        return dict(_list_values(self._trace))

    def look_up(self, reference: Expression) -> Value:
        """The value of a reference; an empty list, which no figure can stand for, if it was never needed."""
        match reference:
            case InputReference(name=name):
                return self._inputs.get(name)
            case DefinitionReference(key=key):
                return self._values.get(key, [])
            case Field(source=source, name=name):
                holder = self.look_up(source)
                return read_property(holder, name) if has_property(holder, name) else holder
        return []


def _list_values(trace: DefinitionTrace) -> Iterator[tuple[str, Value]]:
    yield trace.key, trace.value
    for step in trace.steps:
        if isinstance(step, DefinitionTrace):
            yield from _list_values(step)


def _list_tables(trace: DefinitionTrace) -> Sequence[TableTrace]:
    return [step for step in trace.steps if isinstance(step, TableTrace)]


def _find_deciding(table: TableTrace) -> Sequence[int]:
    """The places of the rules that matched; of a table that is missing also of those that may match, in their order."""
    if not isinstance(table.value, Missing):
        return table.matched
    may_match = {place for place, cells in enumerate(table.outcomes) if isinstance(decide_rule(cells), Missing)}
    return sorted(may_match.union(table.matched))


def _find_nearest(table: TableTrace) -> tuple[int, ...]:
    """The places of the rules that fail the fewest conditions, of those that yield something else."""
    failed = {
        place: count_failed(outcomes)
        for place, outcomes in enumerate(table.outcomes)
        if decide_rule(outcomes) is not True and not _yields(table.table.rules[place], table.value)
    }
    fewest = min(failed.values(), default=0)
    return tuple(place for place, count in failed.items() if count == fewest)


def _yields(rule: Rule, value: Value) -> bool:
    result = rule.results[0]
    return isinstance(result, Constant) and result.value == value


def _outcome(answer: object) -> Outcome:
    if answer is True:
        return Outcome.PASSED
    return Outcome.UNKNOWN if isinstance(answer, Missing) else Outcome.FAILED


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
