"""What the clauses of a policy answer, and whether their worked examples speak of what there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhida.lang.base.diagnostic import Diagnostic, Severity, has_errors
from zhida.lang.base.types import ANY, BOOLEAN, NUMBER, STRING, Type, render_type
from zhida.lang.core.tree import Definition, Program
from zhida.policy.clause.tree import Clause, ClauseKind
from zhida.policy.facts import VIEWS, FactCatalogue, find_similar
from zhida.policy.from_document import define_key

KINDS: Mapping[Type, ClauseKind] = {
    NUMBER: ClauseKind.AWARD,
    BOOLEAN: ClauseKind.STATUS,
    STRING: ClauseKind.CLASSIFICATION,
}
"""The kind of a clause that does not say its kind, by the type of its result."""

_TYPES: Mapping[ClauseKind, Type] = {
    ClauseKind.AWARD: NUMBER,
    ClauseKind.RELIEF: NUMBER,
    ClauseKind.STATUS: BOOLEAN,
    ClauseKind.CLASSIFICATION: STRING,
}

NOT_ENTITLED = "不符合"
UNKNOWN = "待补充"

TOTAL = "合计"
GRANTED = "实得"
"""What worked examples call the sum of the awards of a document after stacking, and (``实得.名称``) one award of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a clause answers: the kind of it, and the name and key of the definition that holds it.

    Of an interval they are those of its least, ``most_key`` is the key of its most; else both keys are the same.
    """

    clause: Clause
    kind: ClauseKind
    name: str
    key: str
    most_key: str

    @property
    def is_interval(self) -> bool:
        """Whether the answer lies between two amounts, and a department decides."""
        return self.key != self.most_key

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the definitions it is read from."""
        return (self.key, self.most_key) if self.is_interval else (self.key,)


def find_answers(clauses: Iterable[Clause], program: Program) -> tuple[tuple[Answer, ...], tuple[Diagnostic, ...]]:
    """The answers of the clauses that have one, and what is wrong with them."""
    diagnostics: list[Diagnostic] = []
    found = (_find_answer(clause, program, diagnostics.append) for clause in clauses)
    return tuple(answer for answer in found if answer is not None), tuple(diagnostics)


def resolve_name(name: str, clause: Clause, clauses: Iterable[Clause]) -> str | None:
    """The key of a definition as the clause sees it: its own first, then one of another clause if there is just one."""
    if name in defined_names(clause):
        return define_key(clause.id, name)
    others = [other for other in clauses if other.id != clause.id and name in defined_names(other)]
    return define_key(others[0].id, name) if len(others) == 1 else None


def defined_names(clause: Clause) -> tuple[str, ...]:
    """The names a clause defines, by its ``feel`` blocks and its tables."""
    expressions = (expression.name for expression in clause.expressions)
    return (*expressions, *(result.text for table in clause.tables for result in table.results))


def resolve_stacked(name: str, clause: Clause, clauses: Iterable[Clause]) -> str | None:
    """The key of ``合计`` or ``实得.名称``, of which definitions have none: ``合计``, ``实得/clause``."""
    word, dot, award = name.partition(".")
    if name == TOTAL:
        return TOTAL
    key = resolve_name(award, clause, clauses) if dot and word == GRANTED else None
    return f"{GRANTED}/{key.partition('/')[0]}" if key else None


def check_cases(
    clauses: tuple[Clause, ...], answers: Iterable[Answer], catalogue: FactCatalogue
) -> Iterator[Diagnostic]:
    """Columns of worked examples that name no fact, no definition, or no award."""
    awards = {f"{GRANTED}.{answer.name}" for answer in answers if answer.kind is ClauseKind.AWARD}
    for clause in clauses:
        for table in clause.case_tables:
            for column in table.facts:
                if not _is_fact_path(column.text, catalogue):
                    known = find_similar(column.text, _fact_paths(catalogue)) or "packs/facts.md"
                    yield Diagnostic("pack.case-unknown-fact", column.span, {"name": column.text, "known": known})
            for column in table.results:
                if resolve_name(column.text, clause, clauses) is None and column.text not in {TOTAL, *awards}:
                    known = "、".join(defined_names(clause)) or "、".join((TOTAL, *sorted(awards)))
                    yield Diagnostic("pack.case-unknown-result", column.span, {"name": column.text, "known": known})


def check_answers(answers: Iterable[Answer]) -> Iterator[Diagnostic]:
    """Clauses with an answer that no worked example shows."""
    for answer in answers:
        if not any(answer.name in case.expected for case in answer.clause.cases):
            values = {"title": answer.clause.title, "name": answer.name}
            yield Diagnostic("pack.answer-without-case", answer.clause.span, values, Severity.WARNING)


def _find_answer(clause: Clause, program: Program, report: Callable[[Diagnostic], None]) -> Answer | None:
    attributes = clause.attributes
    if attributes.kind is ClauseKind.DEFINITIONS or (not clause.tables and attributes.result is None):
        return None
    name = attributes.result.text if attributes.result else clause.tables[-1].results[0].text
    most_name = attributes.most.text if attributes.most else name
    definition, most = (_find_definition(clause, one, program, report) for one in (name, most_name))
    if definition is None or most is None:
        return None
    inferred = KINDS.get(definition.type)
    kind = attributes.kind or inferred
    if kind is None and definition.type == ANY and has_errors(program.diagnostics):
        return None  # its expression, or one it rests on, is told already
    if kind is None or (inferred is not None and _TYPES[kind] != definition.type):
        values = {"title": clause.title, "name": name, "type": render_type(definition.type)}
        report(Diagnostic("pack.kind-unclear" if kind is None else "pack.kind-differs", clause.span, values))
        return None
    if definition is not most and not (kind.is_amount and definition.type == most.type == NUMBER):
        values = {"title": clause.title, "least": name, "most": most_name}
        report(Diagnostic("pack.interval-not-of-amounts", clause.span, values))
        return None
    return Answer(clause, kind, name, definition.key, most.key)


def _find_definition(
    clause: Clause, name: str, program: Program, report: Callable[[Diagnostic], None]
) -> Definition | None:
    """The definition of a clause by its name; that there is none is reported where the clause names it."""
    definition = program.definitions.get(define_key(clause.id, name))
    if definition is None:
        named = [one for one in (clause.attributes.result, clause.attributes.most) if one and one.text == name]
        known = "、".join(defined_names(clause))
        span = named[0].span if named else clause.span
        report(Diagnostic("pack.unknown-result", span, {"name": name, "known": known}))
    return definition


def _is_fact_path(path: str, catalogue: FactCatalogue) -> bool:
    return path in catalogue.input_types or (catalogue.find(path) is not None and path.partition(".")[0] in VIEWS)


def _fact_paths(catalogue: FactCatalogue) -> tuple[str, ...]:
    years = catalogue.years
    figures = (f"{view}.{name}" for view in VIEWS[1:4] for name in (years.facts if years else ()))
    return (*catalogue.input_types, *figures)
