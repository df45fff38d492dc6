"""The clauses of a policy for a page: words, definitions, decision tables and worked examples."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from zhida.lang.base.span import Source
from zhida.policy.allocation.rules import AllocationRules
from zhida.policy.cases import CaseResult, run_cases
from zhida.policy.clause.tree import Case, CaseTable, Clause, ClauseKind, Rule, RuleKind, RuleTable
from zhida.policy.pack import Pack
from zhida.web.words import render_words


@dataclass(frozen=True, slots=True)
class NamedText:
    """A definition as it is written."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """A row of a decision table; an empty test holds always."""

    number: int
    tests: tuple[str, ...]
    results: tuple[str, ...]
    article: str
    note: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A decision table; ``hit_policy`` in words, ``label`` names the table for those who do not see it."""

    label: str
    hit_policy: str
    conditions: tuple[str, ...]
    results: tuple[str, ...]
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A worked example, with what came out where it is not what is expected."""

    name: str
    given: tuple[str, ...]
    expected: tuple[str, ...]
    passed: bool
    mismatches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseTableView:
    """A table of worked examples; ``summary`` says how many pass."""

    label: str
    summary: str
    facts: tuple[str, ...]
    results: tuple[str, ...]
    cases: tuple[CaseView, ...]


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause."""

    id: str
    heading: str
    kind: str
    no_application: bool
    words: SafeString
    expressions: tuple[NamedText, ...]
    stacking: tuple[NamedText, ...]
    allocation: tuple[NamedText, ...]
    tables: tuple[TableView, ...]
    case_tables: tuple[CaseTableView, ...]


_HIT_POLICIES: Mapping[str, str] = {
    "UNIQUE": gettext_noop("唯一命中"),
    "ANY": gettext_noop("任一命中，结果须一致"),
    "FIRST": gettext_noop("自上而下，取第一条"),
    "PRIORITY": gettext_noop("按结果优先级取一条"),
    "RULE ORDER": gettext_noop("全部命中，按行序"),
    "OUTPUT ORDER": gettext_noop("全部命中，按结果优先级"),
    "COLLECT": gettext_noop("全部命中"),
    "SUM": gettext_noop("全部命中，求和"),
    "COUNT": gettext_noop("全部命中，计数"),
    "MIN": gettext_noop("全部命中，取最小"),
    "MAX": gettext_noop("全部命中，取最大"),
}

_RULES: Mapping[RuleKind, str] = {
    RuleKind.HIGHEST: gettext_noop("就高不重复"),
    RuleKind.ONE_PER_SUPPORT: gettext_noop("同类不重复"),
    RuleKind.NOT_WITH: gettext_noop("互斥"),
    RuleKind.ON_TOP: gettext_noop("可叠加"),
    RuleKind.CAP: gettext_noop("封顶"),
    RuleKind.DEDUCT: gettext_noop("补差抵扣"),
    RuleKind.YIELD: gettext_noop("须先享受"),
    RuleKind.ONCE: gettext_noop("只奖一次"),
}

_KINDS: Mapping[ClauseKind, str] = {
    ClauseKind.AWARD: gettext_noop("奖补"),
    ClauseKind.RELIEF: gettext_noop("减免"),
    ClauseKind.STATUS: gettext_noop("资格"),
    ClauseKind.CLASSIFICATION: gettext_noop("划型"),
    ClauseKind.DEFINITIONS: gettext_noop("定义"),
}


def build_clauses(pack: Pack) -> tuple[ClauseView, ...]:
    """The clauses of a pack in order, their worked examples run."""
    kinds = {answer.clause.id: answer.kind for answer in pack.answers}
    results = run_cases(pack)
    return tuple(
        _build_clause(
            clause, kinds.get(clause.id, ClauseKind.DEFINITIONS), [one for one in results if one.clause == clause.id]
        )
        for clause in pack.clauses
    )


def _build_clause(clause: Clause, kind: ClauseKind, results: Sequence[CaseResult]) -> ClauseView:
    return ClauseView(
        id=clause.id,
        heading=clause.title if clause.article == clause.title else f"{clause.article} {clause.title}".strip(),
        kind=gettext(_KINDS[kind]),
        no_application=clause.attributes.no_application,
        words=render_words(clause.words),
        expressions=tuple(NamedText(one.name, one.expression.text.strip()) for one in clause.expressions),
        stacking=tuple(NamedText(gettext(_RULES[one.kind]), one.written) for one in clause.attributes.stacking),
        allocation=tuple(_tell_allocation(clause.attributes.allocation)),
        tables=tuple(_build_table(table) for table in clause.tables),
        case_tables=tuple(_build_cases(table, results) for table in clause.case_tables),
    )


def _tell_allocation(rules: AllocationRules) -> Iterator[NamedText]:
    if rules.places is not None:
        yield NamedText(gettext("名额"), rules.places.written)
    if rules.budget is not None:
        yield NamedText(gettext("预算"), rules.budget.written)


def _build_table(table: RuleTable) -> TableView:
    results = tuple(result.text for result in table.results)
    return TableView(
        label=gettext("决策表：%(results)s") % {"results": "、".join(results)},
        hit_policy=gettext(_HIT_POLICIES[table.aggregation or table.hit_policy]),
        conditions=tuple(condition.text for condition in table.conditions),
        results=results,
        rules=tuple(_build_rule(rule) for rule in table.rules),
    )


def _build_rule(rule: Rule) -> RuleView:
    tests = (test.text.strip() for test in rule.tests)
    return RuleView(
        number=rule.number,
        tests=tuple("" if test == "-" else test for test in tests),
        results=tuple(result.text for result in rule.results),
        article=rule.article,
        note=rule.note,
    )


def _build_cases(table: CaseTable, results: Sequence[CaseResult]) -> CaseTableView:
    names = "、".join(result.text for result in table.results)
    cases = tuple(_build_case(case, table, [one for one in results if one.case == case.name]) for case in table.cases)
    counts = {"passed": sum(case.passed for case in cases), "count": len(cases)}
    return CaseTableView(
        label=gettext("算例：%(results)s") % {"results": names},
        summary=gettext("%(passed)d / %(count)d 通过") % counts,
        facts=tuple(fact.text for fact in table.facts),
        results=tuple(result.text for result in table.results),
        cases=cases,
    )


def _build_case(case: Case, table: CaseTable, results: Sequence[CaseResult]) -> CaseView:
    return CaseView(
        name=case.name,
        given=tuple(_text_of(case.given.get(fact.text)) for fact in table.facts),
        expected=tuple(_text_of(case.expected.get(result.text)) for result in table.results),
        passed=all(result.passed for result in results),
        mismatches=tuple(
            gettext("算出 %(name)s = %(value)s") % {"name": result.name, "value": result.got}
            for result in results
            if not result.passed
        ),
    )


def _text_of(source: Source | None) -> str:
    return source.text if source else ""
