"""The worked examples of a pack, run; and the rows of its rules that none of them reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.span import Span
from zhida.lang.base.values import Missing, Value
from zhida.lang.interpret.trace import DefinitionTrace, TableTrace
from zhida.policy.answers import NOT_ENTITLED, UNKNOWN
from zhida.policy.case_inputs import CaseInputs, Expected
from zhida.policy.from_document import define_key
from zhida.policy.pack import Pack
from zhida.policy.reasons import Reason
from zhida.policy.stacking.stack import find_stacked
from zhida.policy.wording import render_value


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One expectation of a worked example: what it expected, what came out, and, if they differ, why."""

    clause: str
    case: str
    name: str
    passed: bool
    expected: str
    got: str
    reason: Reason | None
    warnings: tuple[Diagnostic, ...]
    span: Span = field(compare=False, repr=False)


def run_cases(pack: Pack) -> tuple[CaseResult, ...]:
    """Every expectation of every worked example, in the order of the document."""
    return tuple(_run(pack, case, expected) for case in pack.cases for expected in case.expected)


def rows_never_hit(pack: Pack) -> tuple[Diagnostic, ...]:
    """A warning for every rule row that no worked example makes decide."""
    hit = {
        row
        for case in pack.cases
        for expected in case.expected
        if expected.key in pack.program.definitions
        for row in _matched(pack.traced.evaluate(expected.key, case.inputs).trace)
    }
    return tuple(_never_hit(pack, hit))


def _never_hit(pack: Pack, hit: set[tuple[str, int]]) -> Iterator[Diagnostic]:
    for clause in pack.clauses:
        for table in clause.tables:
            for rule in table.rules:
                if (define_key(clause.id, table.name), rule.number) not in hit:
                    values = {"title": clause.title, "name": table.name, "row": rule.number}
                    yield Diagnostic("pack.row-never-hit", rule.span, values, Severity.WARNING)


def _run(pack: Pack, case: CaseInputs, expected: Expected) -> CaseResult:
    if expected.key not in pack.program.definitions:
        return _compare(case, expected, find_stacked(pack, expected.key, case.inputs))
    traced = pack.traced.evaluate(expected.key, case.inputs)
    result = _compare(case, expected, traced.value, traced.warnings)
    return result if result.passed else replace(result, reason=pack.explainer.explain(traced.trace, case.inputs))


def _compare(case: CaseInputs, expected: Expected, value: Value, warnings: tuple[Diagnostic, ...] = ()) -> CaseResult:
    return CaseResult(
        clause=case.clause,
        case=case.name,
        name=expected.name,
        passed=_meets(value, expected),
        expected=expected.word or render_value(expected.value),
        got=_describe(value),
        reason=None,
        warnings=warnings,
        span=expected.span,
    )


def _meets(value: Value, expected: Expected) -> bool:
    """不符合 is what gives nothing: null, false, or a number not above 0. Anything else is compared as FEEL does."""
    if expected.word == UNKNOWN:
        return isinstance(value, Missing)
    if expected.word == NOT_ENTITLED:
        return value is None or value is False or (isinstance(value, Decimal) and value <= 0)
    return type(value) is type(expected.value) and value == expected.value


def _describe(value: Value) -> str:
    if isinstance(value, Missing):
        return f"{UNKNOWN}（{'、'.join(sorted(value.facts))}）"
    return NOT_ENTITLED if value is None else render_value(value)


def _matched(trace: DefinitionTrace) -> Iterator[tuple[str, int]]:
    for step in trace.steps:
        if isinstance(step, TableTrace):
            yield from ((trace.key, step.table.rules[place].number) for place in step.matched)
        elif isinstance(step, DefinitionTrace):
            yield from _matched(step)
