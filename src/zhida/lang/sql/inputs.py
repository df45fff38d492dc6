"""The inputs of a program as terms over the columns of a relation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql import build
from zhida.lang.sql.build import Sql, any_of, binary, case, column, invert, is_null
from zhida.lang.sql.columns import (
    ColumnType,
    Derived,
    Fixed,
    InputType,
    Known,
    ListColumn,
    NumberColumn,
    RecordColumn,
    SimpleColumn,
)
from zhida.lang.sql.terms import Absence, Context, Listing, Scalar, Term, is_nullable, missing_test, scalar


def list_columns(columns: Mapping[str, InputType]) -> Iterator[str]:
    """The names of the columns of the relation: one for each input, and one that tells missing from null where needed."""
    for name, type_ in columns.items():
        if not isinstance(type_, Fixed):
            yield name
        if isinstance(type_, Derived):
            yield type_.missing


def term_of_column(source: Sql, type_: ColumnType) -> Term:
    """A column, or a part of one; its NULL means that the fact is missing, unless the type says otherwise."""
    match type_:
        case Known(column=inner):
            return _term(source, inner, scalar(SimpleColumn.BOOLEAN, exp.true(), None, nullable=False))
        case Derived(column=inner, missing=missing):
            there = case([(invert(is_null(source)), exp.true())], None)
            return _term(source, inner, scalar(SimpleColumn.BOOLEAN, there, column(missing), nullable=True))
        case _:
            there = case([(invert(is_null(source)), exp.true())], None)
            return _term(source, type_, Scalar(SimpleColumn.BOOLEAN, there, Absence.MISSING))


def _term(source: Sql, type_: ColumnType, whole: Scalar) -> Term:
    """The term of a column; ``whole`` is true where there is a value."""
    match type_:
        case ListColumn(item=item):
            return Listing(source, lambda one: term_of_column(one, item), missing_test(whole) is not None)
        case RecordColumn(fields=fields):
            return Context(tuple(fields), lambda name: _field(source, name, fields[name], whole), whole)
        case NumberColumn() | SimpleColumn():
            return Scalar(type_, source, whole.absence, whole.missing)
    raise refuse("sql.list-of-lists")


def _field(source: Sql, name: str, type_: ColumnType, whole: Scalar) -> Term:
    """A field of a record: null where the record is, missing where the record or the field is."""
    value = build.field(source, name)
    if not is_nullable(whole):
        return term_of_column(value, type_)
    present = term_of_column(value, type_)
    missing = any_of((missing_test(whole), _missing_inside(source, present)))
    if isinstance(present, Scalar):
        return scalar(present.column, value, missing, nullable=True)
    raise refuse("sql.list-in-record", name=name)


def _missing_inside(source: Sql, present: Term) -> Sql | None:
    missing = missing_test(present)
    return None if missing is None else binary(exp.And, invert(is_null(source)), missing)
