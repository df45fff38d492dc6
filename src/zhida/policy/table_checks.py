"""What the checks of `zhida.lang.check` say of a policy's rule tables, told as an official needs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.span import Span
from zhida.lang.check.program import Path
from zhida.lang.check.tables import check_tables
from zhida.lang.core.tree import Coercion, DefinitionReference, Expression, Field, Program, Table, TableInput
from zhida.lang.core.walk import walk
from zhida.policy.answers import Answer
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.facts import YEAR_VIEWS, YEARS_VIEW, FactCatalogue, FactGroup, Kind, Shape

NOT_ENTITLED_WITHOUT_ROW = frozenset({ClauseKind.AWARD, ClauseKind.RELIEF, ClauseKind.STATUS})
"""The kinds of clauses that answer 不符合 when no row matches."""


def check_rule_tables(
    program: Program, answers: Iterable[Answer], catalogue: FactCatalogue, file: str
) -> Iterator[Diagnostic]:
    """The findings about the tables of a file; those of packs in use were told with them.

    A gap of a table that answers an amount or a status is a note, since no row means 不符合 there; a hole between its
    rows is a warning. Overlapping rows, where one must match, are an error: their answer would be nobody's.
    """
    answering = _find_answering_tables(program, answers)
    for found in check_tables(program, _find_wholes(catalogue)):
        if found.span and found.span.source.file == file:
            is_answer = found.code == "check.gap" and found.span in answering
            yield replace(found, severity=Severity.NOTE) if is_answer else found


def _find_answering_tables(program: Program, answers: Iterable[Answer]) -> frozenset[Span]:
    """The tables whose results are answered and nothing else: no definition computes with what may be null."""
    answered = (key for answer in answers if answer.kind in NOT_ENTITLED_WITHOUT_ROW for key in answer.keys)
    return _find_tables(answered, program) - _find_tables(_find_computed_with(program), program)


def _find_computed_with(program: Program) -> frozenset[str]:
    """The keys of the definitions others read other than to pass them on, or to test them in a table, where null fails."""
    bodies = tuple(definition.body for definition in program.definitions.values())
    read = Counter(reference.key for reference in walk(bodies, DefinitionReference))
    plain = map(_find_origin, (*bodies, *(column.expression for column in walk(bodies, TableInput))))
    return frozenset(read - Counter(origin.key for origin in plain if isinstance(origin, DefinitionReference)))


def _find_tables(keys: Iterable[str], program: Program) -> frozenset[Span]:
    """The tables these definitions are, or are results of."""
    origins = [_find_origin(program.definitions[key].body) for key in keys]
    behind = [origin.key for origin in origins if isinstance(origin, DefinitionReference)]
    tables = frozenset(origin.span for origin in origins if isinstance(origin, Table))
    return tables | _find_tables(behind, program) if behind else tables


def _find_origin(expression: Expression) -> Expression:
    """What an expression passes on as it is, or one field of it."""
    match expression:
        case Coercion(operand=part) | Field(source=part):
            return _find_origin(part)
    return expression


def _find_wholes(catalogue: FactCatalogue) -> frozenset[Path]:
    """The paths of all facts that are counts."""
    facts = [(group, fact) for group in catalogue.groups for fact in group.facts.values()]
    return frozenset(
        (*source, fact.name) for group, fact in facts if fact.kind is Kind.COUNT for source in _list_sources(group)
    )


def _list_sources(group: FactGroup) -> tuple[Path, ...]:
    """The inputs that have the facts of a group as fields; of the firm's own, which are inputs themselves, no input."""
    match group.shape:
        case Shape.FIRM:
            return ((),)
        case Shape.YEARS:
            return tuple((name,) for name in (group.name, *YEAR_VIEWS, YEARS_VIEW))
    return ((group.name,),)
