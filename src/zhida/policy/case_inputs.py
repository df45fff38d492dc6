"""Worked examples → inputs of a program and results expected: every cell is a FEEL value, known without running a firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source, Span
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Inputs, Missing, Value
from zhida.lang.core.from_dmn import build_program
from zhida.lang.dmn.model import Decision, Definitions, ListBox, LiteralBox, Variable
from zhida.lang.feel.lexer import Dialect
from zhida.lang.interpret.prepare import prepare
from zhida.policy.answers import NOT_ENTITLED, UNKNOWN, resolve_name, resolve_stacked
from zhida.policy.clause.tree import Case, Clause
from zhida.policy.fact_values import check_value
from zhida.policy.facts import REFERENCE_DATE, YEAR, YEAR_VIEWS, YEARS_VIEW, Fact, FactCatalogue, FactGroup, Kind
from zhida.policy.firm import build_firm, complete_record, complete_records
from zhida.policy.views import derive_views, list_years


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects of one definition, or of the awards after stacking (``resolve_stacked``).

    A value, or, when ``word`` is set, 不符合 or 待补充.
    """

    name: str
    key: str
    value: Value
    word: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CaseInputs:
    """A worked example ready to run."""

    clause: str
    name: str
    inputs: Inputs
    expected: tuple[Expected, ...]
    span: Span = field(compare=False, repr=False)


def read_cases(
    clauses: tuple[Clause, ...], catalogue: FactCatalogue
) -> tuple[tuple[CaseInputs, ...], tuple[Diagnostic, ...]]:
    """The cases of all clauses, and what is wrong with their cells."""
    reader = _Reader(clauses, catalogue)
    cases = tuple(reader.read(clause, case) for clause in clauses for case in clause.cases)
    return cases, tuple(reader.diagnostics)


class _Reader:
    def __init__(self, clauses: tuple[Clause, ...], catalogue: FactCatalogue) -> None:
        self.clauses = clauses
        self.catalogue = catalogue
        self.diagnostics: list[Diagnostic] = []
        self.values = self._evaluate(source for clause in clauses for case in clause.cases for source in _cells(case))

    def read(self, clause: Clause, case: Case) -> CaseInputs:
        given = {path: self._given(path, source) for path, source in case.given.items()}
        expected = (self._expect(name, source, clause) for name, source in case.expected.items())
        inputs = build_case_inputs(given, self.catalogue)
        return CaseInputs(clause.id, case.name, inputs, tuple(one for one in expected if one), case.span)

    def _evaluate(self, sources: Iterable[Source]) -> Mapping[Source, Value]:
        """The values of all cells, found as one list of constants."""
        cells = tuple(dict.fromkeys(sources))
        box = ListBox(tuple(LiteralBox(source=source) for source in cells), source=Source(""))
        decision = Decision(_CELLS, Variable(_CELLS), box, (), Source(""))
        program = build_program(Definitions(_CELLS, _CELLS, Source(""), decisions=(decision,)), (), Dialect.POLICY)
        evaluation = prepare(program).run({})
        values = evaluation.value(_CELLS)
        self.diagnostics += program.diagnostics or evaluation.warnings
        return dict(zip(cells, values, strict=True)) if isinstance(values, list) else dict.fromkeys(cells)

    def _expect(self, name: str, source: Source, clause: Clause) -> Expected | None:
        key = resolve_name(name, clause, self.clauses) or resolve_stacked(name, clause, self.clauses)
        if key is None:
            return None
        word = source.text if source.text in {NOT_ENTITLED, UNKNOWN} else ""
        return Expected(name, key, None if word else self.values[source], word, source.span)

    def _given(self, path: str, source: Source) -> Value:
        value = self.values[source]
        fact = self.catalogue.find(path)
        if value is None:
            return None
        if path == REFERENCE_DATE:
            return self._fit_kind(value, Kind.DATE, path, source)
        if fact is not None:
            return self._fit(value, fact, self._declared_path(path), source)
        years = self.catalogue.years
        if years is not None and path in YEAR_VIEWS:
            return self._fit_record(value, years, source)
        group = years if path == YEARS_VIEW else self.catalogue.lists.get(path)
        return self._fit_list(value, group, source) if group else None

    def _fit_list(self, value: Value, group: FactGroup, source: Source) -> Value:
        if not isinstance(value, list):
            self._report("pack.case-wants-list", source, name=group.name)
            return None
        return [self._fit_record(item, group, source) for item in value]

    def _fit_record(self, value: Value, group: FactGroup, source: Source) -> Value:
        if not isinstance(value, dict):
            self._report("pack.case-wants-record", source, name=group.name)
            return {}
        for name in value:
            if name not in group.facts:
                self._report("pack.case-unknown-field", source, name=name, group=group.name)
        return {
            name: self._fit(value[name], fact, f"{group.name}.{name}", source)
            for name, fact in group.facts.items()
            if name in value and value[name] is not None
        }

    def _fit(self, value: Value, fact: Fact, path: str, source: Source) -> Value:
        fitted = self._fit_kind(value, fact.kind, fact.name, source)
        if fitted is not None:
            found = check_value(fitted, path, fact, self.catalogue, source.span)
            self.diagnostics += [found] if found else []
        return fitted

    def _fit_kind(self, value: Value, kind: Kind, name: str, source: Source) -> Value:
        if isinstance(value, _CLASSES[kind]):
            return value
        self._report("pack.case-wrong-type", source, name=name, kind=kind)
        return None

    def _declared_path(self, path: str) -> str:
        """``本年.研发费用`` is declared as ``年度账.研发费用``."""
        view, dot, name = path.partition(".")
        years = self.catalogue.years
        return f"{years.name}.{name}" if dot and years and view in YEAR_VIEWS else path

    def _report(self, code: str, source: Source, **values: object) -> None:
        self.diagnostics.append(Diagnostic(code, source.span, values))


_CELLS = "算例"
_CLASSES: Mapping[Kind, type] = {
    Kind.MONEY: Decimal,
    Kind.COUNT: Decimal,
    Kind.RATIO: Decimal,
    Kind.NUMBER: Decimal,
    Kind.FLAG: bool,
    Kind.TEXT: str,
    Kind.DATE: Date,
}


def build_case_inputs(given: Mapping[str, Value], catalogue: FactCatalogue) -> Inputs:
    """The inputs of a case: facts and views as for a firm, except that the case may give the views themselves.

    A year the case gives figures of is a record, whatever the accounts say; without a reference date every year is.
    """
    facts = build_firm("", "", given, catalogue).facts
    on = given.get(REFERENCE_DATE)
    if catalogue.years is None:
        return {**facts, REFERENCE_DATE: _or_unknown(on)}
    blank = {view: _blank_year(view, distance, on, catalogue.years) for distance, view in enumerate(YEAR_VIEWS)}
    derived: Mapping[str, Value] = derive_views(facts, on, catalogue) if isinstance(on, Date) else blank
    years = {view: _find_year(view, given, derived[view], blank[view]) for view in YEAR_VIEWS}
    listed = given.get(YEARS_VIEW)
    latest = list_years(years) if listed is None else complete_records(catalogue.years, listed)
    return {**facts, **years, YEARS_VIEW: latest, REFERENCE_DATE: _or_unknown(on)}


def _or_unknown(on: Value) -> Value:
    return on if isinstance(on, Date) else Missing(frozenset({REFERENCE_DATE}))


def _blank_year(view: str, distance: int, on: Value, group: FactGroup) -> dict[str, Value]:
    number: dict[str, Value] = {YEAR: Decimal(on.year - 1 - distance)} if isinstance(on, Date) else {}
    return complete_record(group, number, view)


def _find_year(view: str, given: Mapping[str, Value], derived: Value, blank: dict[str, Value]) -> Value:
    if view in given:
        whole = given[view]
        return {**blank, **whole} if isinstance(whole, dict) else None
    figures = {name: given[f"{view}.{name}"] for name in blank if given.get(f"{view}.{name}") is not None}
    if not figures:
        return derived
    return {**(derived if isinstance(derived, dict) else blank), **figures}


def _cells(case: Case) -> Iterable[Source]:
    """The cells that hold values."""
    words = {NOT_ENTITLED, UNKNOWN}
    return (*case.given.values(), *(source for source in case.expected.values() if source.text not in words))
