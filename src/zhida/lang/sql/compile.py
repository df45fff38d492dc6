"""A program as one query: a chain of CTEs, one per depth of dependency, in which every definition is computed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from zhida.lang.base.diagnostic import DiagnosticError, refuse
from zhida.lang.base.span import Span
from zhida.lang.core.dependencies import find_dependencies
from zhida.lang.core.tree import Definition, Program
from zhida.lang.sql.build import Sql, column, own
from zhida.lang.sql.columns import Fixed, InputType
from zhida.lang.sql.dialect import DUCKDB, Dialect
from zhida.lang.sql.expressions import RESTS_ON_REFUSED, compile_expression, constant_term
from zhida.lang.sql.inputs import list_columns, term_of_column
from zhida.lang.sql.lists import Lists
from zhida.lang.sql.materialise import Columns
from zhida.lang.sql.scope import Scope
from zhida.lang.sql.terms import Quotient, Scalar, Term

FACTS = "facts"
"""The relation that the query reads: one row per firm, one column per input."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A definition that SQL does not compute: why, and at which node."""

    key: str
    span: Span | None
    code: str
    values: Mapping[str, object]

    @property
    def rests_on(self) -> str | None:
        """The refused definition that is the reason for this refusal, if that is the reason."""
        return str(self.values["name"]) if self.code == RESTS_ON_REFUSED else None


@dataclass(frozen=True, slots=True)
class Compiled:
    """The definitions that SQL computes, as terms over the last query of the chain, and those it refuses."""

    outputs: Mapping[str, Scalar]
    refused: Mapping[str, Refusal]
    levels: Sequence[Mapping[str, Sql]]
    dialect: Dialect

    def select(self, projections: Iterable[tuple[str, Sql]], relation: str = FACTS) -> exp.Select:
        """The query that gives these expressions under these names for each row of the relation."""
        source, steps = relation, []
        for depth, level in enumerate(self.levels, 1):
            name = f"level_{depth}"
            step = _select([exp.Star(), *(_alias(value, one) for one, value in level.items())], source)
            steps.append(exp.CTE(this=step, alias=exp.TableAlias(this=exp.to_identifier(name))))
            source = name
        query = _select([_alias(value, name) for name, value in projections], source)
        if steps:
            query.set("with_", exp.With(expressions=steps))
        return query

    def render(self, query: exp.Select) -> str:
        """The text of a query."""
        return self.dialect.render(query)


def _select(expressions: list[Sql], source: str) -> exp.Select:
    """Built by hand, since the builders of sqlglot copy the whole query with every part that is added."""
    return exp.Select(expressions=expressions, from_=exp.From(this=exp.to_table(source)))


def _alias(value: Sql, name: str) -> Sql:
    return exp.Alias(this=own(value), alias=exp.to_identifier(name, quoted=True))


def compile_program(
    program: Program, columns: Mapping[str, InputType], wanted: Iterable[str], dialect: Dialect = DUCKDB
) -> Compiled:
    """The wanted definitions of a program as SQL over a relation with these columns, one for each input.

    What SQL cannot compute to the last digit stands in ``refused`` by its key, and so does what rests on it.
    """
    (compiled,) = compile_programs([(program, wanted)], columns, dialect)
    return compiled


def compile_programs(
    programs: Iterable[tuple[Program, Iterable[str]]], columns: Mapping[str, InputType], dialect: Dialect = DUCKDB
) -> tuple[Compiled, ...]:
    """Several programs and what is wanted of each over one relation, as terms over one chain of queries.

    What they have in common is computed once: any of them selects the terms of all.
    """
    shared = Columns(list_columns(columns))
    compilers = [(_Compiler(program, columns, shared, dialect), list(wanted)) for program, wanted in programs]
    found = [(compiler.compile_all(wanted), compiler.refused) for compiler, wanted in compilers]
    return tuple(Compiled(outputs, refused, shared.levels, dialect) for outputs, refused in found)


def _needed(program: Program, wanted: Iterable[str]) -> list[str]:
    """The decisions that the wanted ones rest on and these themselves, in the order of the program."""
    needed = find_dependencies(program, wanted)
    return [key for key, definition in program.definitions.items() if key in needed and definition.kind == "decision"]


def _input(name: str, type_: InputType) -> Term:
    return constant_term(type_.value) if isinstance(type_, Fixed) else term_of_column(column(name), type_)


class _Compiler:
    """Compiles decisions one after the other."""

    def __init__(self, program: Program, columns: Mapping[str, InputType], shared: Columns, dialect: Dialect) -> None:
        self.refused: dict[str, Refusal] = {}
        self._columns = shared
        self._program = program
        self._terms: dict[str, Term] = {}
        inputs = {name: _input(name, type_) for name, type_ in columns.items()}
        functions = {key: one for key, one in program.definitions.items() if one.kind == "function"}
        self._scope = Scope(dialect, Lists(dialect), shared, inputs, self._terms, functions)

    def compile_all(self, wanted: Iterable[str]) -> Mapping[str, Scalar]:
        """The terms of the wanted decisions, after all they rest on; those refused are left out."""
        keys = list(wanted)
        for key in _needed(self._program, keys):
            self._compile(self._program.definitions[key])
        outputs = {key: self._output(key) for key in keys}
        return {key: output for key, output in outputs.items() if output is not None}

    def _compile(self, definition: Definition) -> None:
        """Compile a decision whose parts are compiled, or refuse it."""
        key = definition.key
        try:
            term = compile_expression(definition.body, replace(self._scope, definition=key))
        except DiagnosticError as error:
            self._refuse(key, error)
            return
        self._terms[key] = self._columns.store(term, key)

    def _output(self, key: str) -> Scalar | None:
        """The column of a decision, or None (and a refusal) if it is not one value."""
        term = self._terms.get(key)
        if isinstance(term, Scalar):
            return term
        if key not in self.refused:
            definition = self._program.definitions.get(key)
            code = "sql.unrounded-quotient" if isinstance(term, Quotient) else "sql.no-single-value"
            self._refuse(key, refuse(code, definition.span if definition else None))
        return None

    def _refuse(self, key: str, error: DiagnosticError) -> None:
        first = error.diagnostics[0]
        self.refused[key] = Refusal(key, first.span, first.code, first.values)
