"""Terms as columns: what is needed more than once is computed once in a query and referred to by name above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlglot import exp

from zhida.lang.sql.build import Sql, column
from zhida.lang.sql.terms import Absence, Context, Interval, Items, Listing, Quotient, Scalar, Term

_SIMPLE = (exp.Column, exp.Dot, exp.Literal, exp.Boolean, exp.Null)


class Columns:
    """The columns that a chain of queries adds to a relation: ``levels[0]`` reads the relation, each other the one below.

    An expression goes to the lowest level that sees all the columns it reads; one that is there already is not added
    again.
    """

    def __init__(self, given: Iterable[str]) -> None:
        self.levels: list[dict[str, Sql]] = []
        self._level_of = dict.fromkeys(given, 0)
        self._taken = {name.casefold() for name in self._level_of}
        self._names: dict[Sql, str] = {}

    def store(self, term: Term, name: str) -> Term:
        """The same term over columns; what is as simple as a column stays in place."""
        match term:
            case Scalar():
                return self._store_scalar(term, name)
            case Quotient(top=top, bottom=bottom, pure=pure):
                return Quotient(self._store_scalar(top, f"{name} ÷1"), self._store_scalar(bottom, f"{name} ÷2"), pure)
            case Listing():
                return replace(term, source=self.store_value(term.source, name))
            case Items(items=items):
                return Items(tuple(self.store(item, f"{name} {place}") for place, item in enumerate(items, 1)))
            case Context(names=names, field=field, whole=whole):
                fields = {one: self.store(field(one), f"{name}.{one}") for one in names}
                return Context(names, fields.__getitem__, self._store_scalar(whole, f"{name} ∃"))
            case Interval(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
                ends = [
                    None if end is None else self.store(end, f"{name} {place}") for place, end in ((1, low), (2, high))
                ]
                return Interval(ends[0], ends[1], low_closed, high_closed)

    def store_value(self, value: Sql, name: str) -> Sql:
        """The expression as a column; itself if it is simple or reads a variable of a lambda around it."""
        if _is_simple(value):
            return value
        if value in self._names:
            return column(self._names[value])
        read = _columns_read(value)
        if not read <= self._level_of.keys():
            return value
        level = max((self._level_of[one] for one in read), default=0)
        free = self._free_name(name)
        while len(self.levels) <= level:
            self.levels.append({})
        self.levels[level][free] = value
        self._level_of[free] = level + 1
        self._names[value] = free
        return column(free)

    def _store_scalar(self, term: Scalar, name: str) -> Scalar:
        value = self.store_value(term.value, name)
        missing = None
        if term.absence is Absence.EITHER and term.missing is not None:
            missing = self.store_value(term.missing, f"{name} ?")
        return Scalar(term.column, value, term.absence, missing, term.constant)

    def _free_name(self, name: str) -> str:
        """The name, with a number behind it if it is taken; a database does not tell upper from lower case."""
        free, number = name, 1
        while free.casefold() in self._taken:
            number += 1
            free = f"{name} #{number}"
        self._taken.add(free.casefold())
        return free


def _is_simple(value: Sql) -> bool:
    """Whether the expression costs nothing to repeat: a column, a field of one, or a constant."""
    if isinstance(value, exp.Cast | exp.Neg):
        return isinstance(value.this, exp.Literal)
    return isinstance(value, _SIMPLE)


def _columns_read(value: Sql) -> set[str]:
    """The columns an expression reads, without the variables of its own lambdas."""
    if isinstance(value, exp.Column):
        return {value.name}
    read = set[str]().union(*map(_columns_read, value.iter_expressions()))
    return read - {variable.name for variable in value.expressions} if isinstance(value, exp.Lambda) else read
