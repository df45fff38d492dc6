"""How a run computes each clause: by which SQL, or by the interpreter and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.core.dependencies import find_dependencies
from zhida.lang.core.tree import Expression, Field, InputReference, Program
from zhida.lang.core.walk import walk
from zhida.lang.sql.compile import Compiled, Refusal, compile_programs
from zhida.lang.sql.dialect import DUCKDB, Dialect
from zhida.policy.answers import Answer
from zhida.policy.facts import FOUNDED, YEAR_VIEWS, YEARS_VIEW, FactCatalogue
from zhida.policy.pack import Pack, PackLibrary
from zhida.population.facts_view import FactsView, build_facts_view
from zhida.population.manifest import Measure
from zhida.population.results import Detail

Wanted: TypeAlias = tuple[Program, Sequence[str]]
"""A program and the keys of the definitions that are wanted of it."""


@dataclass(frozen=True, slots=True)
class PackPlan:
    """A pack's program as SQL: the answers that SQL computes, and those it refuses."""

    pack: Pack
    compiled: Compiled

    @property
    def in_sql(self) -> tuple[Answer, ...]:
        """The answers that SQL computes."""
        return tuple(answer for answer in self.pack.answers if self.computes(answer))

    @property
    def interpreted(self) -> tuple[Answer, ...]:
        """The answers that the interpreter computes."""
        return tuple(answer for answer in self.pack.answers if not self.computes(answer))

    def computes(self, answer: Answer) -> bool:
        """Whether SQL computes the answer."""
        return all(key in self.compiled.outputs for key in answer.keys)

    def reason(self, answer: Answer) -> Diagnostic | None:
        """Why SQL does not compute the answer: the first refusal on the way to it, as a note."""
        refusal = next((found for key in answer.keys if (found := self.compiled.refused.get(key))), None)
        while refusal is not None and (cause := self._cause(refusal)) is not None:
            refusal = cause
        return None if refusal is None else Diagnostic(refusal.code, refusal.span, refusal.values, Severity.NOTE)

    def _cause(self, refusal: Refusal) -> Refusal | None:
        """The refusal that another rests on."""
        return self.compiled.refused.get(refusal.rests_on) if refusal.rests_on else None


@dataclass(frozen=True, slots=True)
class RunPlan:
    """The packs in force on a day as SQL over one view of the facts, and how much their results are to tell."""

    catalogue: FactCatalogue
    on: dt.date
    view: FactsView
    packs: tuple[PackPlan, ...]
    detail: Detail

    @property
    def compiled(self) -> Compiled:
        """The chain of queries that all packs share; an empty one without packs."""
        return self.packs[0].compiled if self.packs else Compiled({}, {}, (), DUCKDB)


def plan_run(
    library: PackLibrary,
    measures: Mapping[str, Measure],
    on: dt.date,
    detail: Detail = Detail.ANSWERS,
    dialect: Dialect = DUCKDB,
) -> RunPlan:
    """The plan for the packs in force on a day and a snapshot with these measures."""
    packs = library.in_force(on)
    wanted = [(pack.program, [key for answer in pack.answers for key in answer.keys]) for pack in packs]
    view = plan_view(library.catalogue, measures, on, wanted, dialect)
    plans = tuple(map(PackPlan, packs, compile_programs(wanted, view.columns, dialect)))
    return RunPlan(library.catalogue, on, view, plans, detail)


def plan_view(
    catalogue: FactCatalogue,
    measures: Mapping[str, Measure],
    on: dt.date,
    wanted: Sequence[Wanted],
    dialect: Dialect = DUCKDB,
) -> FactsView:
    """The view of all that the wanted definitions of programs read."""
    names = sorted(frozenset[str]().union(*(read_inputs(program, keys) for program, keys in wanted)))
    has_years = not {*YEAR_VIEWS, YEARS_VIEW}.isdisjoint(names)
    bodies = [body for program, keys in wanted for body in _find_bodies(program, keys)] if has_years else []
    fields = {name: _read_fields(name, bodies) for name in YEAR_VIEWS}
    return build_facts_view(catalogue, measures, on, names, fields, dialect=dialect)


def read_inputs(program: Program, keys: Iterable[str]) -> frozenset[str]:
    """The inputs that definitions and what they rest on read."""
    bodies = _find_bodies(program, keys)
    return frozenset(reference.name for body in bodies for reference in walk(body, InputReference))


def _find_bodies(program: Program, keys: Iterable[str]) -> list[Expression]:
    return [program.definitions[key].body for key in find_dependencies(program, keys)]


def _read_fields(name: str, bodies: Iterable[Expression]) -> frozenset[str] | None:
    """The fields of an input that are read one by one; None if the input is read as a whole, too."""
    fields: set[str] = set()
    uses = 0
    for body in bodies:
        uses += sum(reference.name == name for reference in walk(body, InputReference))
        for field in walk(body, Field):
            if isinstance(field.source, InputReference) and field.source.name == name:
                fields.add(field.name)
                uses -= 1
    return None if uses else frozenset(fields)


def stored_facts(inputs: Iterable[str], catalogue: FactCatalogue) -> frozenset[str]:
    """The facts and lists that inputs are made of: a year is made of the accounts and the founding date."""
    names = set(inputs)
    if catalogue.years is not None and names & {*YEAR_VIEWS, YEARS_VIEW}:
        names |= {catalogue.years.name, FOUNDED}
    return frozenset(names & {*catalogue.firm_facts, *catalogue.lists})
