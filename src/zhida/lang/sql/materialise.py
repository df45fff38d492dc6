"""Definitions as columns: a term's expressions are computed once in a query and referred to by name above it."""

from __future__ import annotations

from sqlglot import exp

from zhida.lang.sql.build import Sql, column
from zhida.lang.sql.terms import Absence, Context, Interval, Items, Listing, Quotient, Scalar, Term

_SIMPLE = (exp.Column, exp.Dot, exp.Literal, exp.Boolean, exp.Null, exp.Cast)


class Level:
    """The columns that one query of the chain adds."""

    def __init__(self) -> None:
        self.columns: dict[str, Sql] = {}

    def store(self, term: Term, name: str) -> Term:
        """The same term over columns of this level; what is as simple as a column stays in place."""
        match term:
            case Scalar():
                return self._store_scalar(term, name)
            case Quotient(top=top, bottom=bottom, pure=pure):
                return Quotient(self._store_scalar(top, f"{name} ÷1"), self._store_scalar(bottom, f"{name} ÷2"), pure)
            case Listing(source=source, item=item, may_miss=may_miss):
                return Listing(self._column(source, name), item, may_miss)
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

    def _store_scalar(self, term: Scalar, name: str) -> Scalar:
        value = self._column(term.value, name)
        missing = self._column(term.missing, f"{name} ?") if term.absence is Absence.EITHER and term.missing else None
        return Scalar(term.column, value, term.absence, missing, term.constant)

    def _column(self, value: Sql, name: str) -> Sql:
        if _is_simple(value):
            return value
        self.columns[name] = value
        return column(name)


def _is_simple(value: Sql) -> bool:
    """Whether the expression costs nothing to repeat: a column, a field of one, or a constant."""
    if isinstance(value, exp.Cast):
        return isinstance(value.this, exp.Literal | exp.Neg)
    return isinstance(value, _SIMPLE)
