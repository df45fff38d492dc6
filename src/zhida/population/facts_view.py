"""The relation that compiled packs read: facts in the narrowest columns they fit, and the views of `zhida.policy.views`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlglot import exp

from zhida.lang.base.temporal import Date
from zhida.lang.sql.build import (
    Sql,
    all_of,
    any_of,
    binary,
    case,
    column,
    field,
    function,
    integer,
    invert,
    is_null,
    record,
)
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
    cast_to,
)
from zhida.lang.sql.dialect import DUCKDB, Dialect
from zhida.policy.facts import (
    CODE,
    FOUNDED,
    REFERENCE_DATE,
    YEAR,
    YEAR_VIEWS,
    YEARS_VIEW,
    Fact,
    FactCatalogue,
    FactGroup,
)
from zhida.population.manifest import Measure
from zhida.population.measure import column_type, quote_name

_MISSING = "{} 缺"
"""The column that tells whether a year is missing as a whole."""

STORED = "stored"
"""What the relation of stored facts is called inside the view."""

_ITEM = "one"
_DIGITS_OF_YEAR = 4


@dataclass(frozen=True, slots=True)
class FactsView:
    """The columns by input, and the expressions that make them of the stored facts."""

    columns: Mapping[str, InputType]
    projections: Mapping[str, Sql]

    def query(self, source: str) -> str:
        """The query over a relation of stored facts, for the database of a run; the code of the firm comes first."""
        named = {CODE: stored(CODE), **self.projections}
        parts = [f"{DUCKDB.render(expression)} AS {quote_name(name)}" for name, expression in named.items()]
        return f"SELECT {', '.join(parts)} FROM {source} AS {quote_name(STORED)}"  # noqa: S608


def build_facts_view(  # noqa: PLR0913 - what is read of which facts, and for which database
    catalogue: FactCatalogue,
    measures: Mapping[str, Measure],
    on: dt.date,
    inputs: Iterable[str],
    fields: Mapping[str, frozenset[str] | None] = MappingProxyType({}),
    *,
    dialect: Dialect = DUCKDB,
) -> FactsView:
    """The view of the inputs that are read, on a reference date, and of years only these ``fields`` (None: all).

    A column is as narrow as the largest value of the snapshot allows: that was measured, so nothing can overflow it.
    """
    builder = _Builder(catalogue, measures, on, fields, dialect)
    for name in inputs:
        builder.add(name)
    return FactsView(builder.columns, builder.projections)


class _Builder:
    """Adds one input after the other."""

    def __init__(
        self,
        catalogue: FactCatalogue,
        measures: Mapping[str, Measure],
        on: dt.date,
        fields: Mapping[str, frozenset[str] | None],
        dialect: Dialect,
    ) -> None:
        self.columns: dict[str, InputType] = {}
        self.projections: dict[str, Sql] = {}
        self._catalogue = catalogue
        self._measures = measures
        self._on = on
        self._fields = fields
        self._dialect = dialect

    def add(self, name: str) -> None:
        """Add an input: a fact, a list or a view."""
        years = self._catalogue.years
        if name == REFERENCE_DATE:
            self.columns[name] = Fixed(Date.from_python(self._on))
        elif name in self._catalogue.firm_facts:
            fact = self._catalogue.firm_facts[name]
            self._set(name, self._column(name, fact), cast_to(stored(name), self._narrow(name, fact)))
        elif name in self._catalogue.lists:
            group = self._catalogue.lists[name]
            records = ListColumn(Known(self._record(group)))
            complete = self._measures[name].complete
            self._set(name, Known(records) if complete else records, cast_to(stored(name), records))
        elif name in YEAR_VIEWS and years is not None:
            self._add_year(name, years)
        elif name == YEARS_VIEW and years is not None:
            self._add_years(years)

    def _set(self, name: str, type_: ColumnType, projection: Sql) -> None:
        self.columns[name] = type_
        self.projections[name] = projection

    def _add_year(self, name: str, years: FactGroup) -> None:
        missing = _MISSING.format(name)
        year_record = self._year_record(years, self._fields.get(name))
        self._set(name, Derived(year_record, missing), self._year(name, years, year_record))
        self.projections[missing] = self._is_missing(name, years)

    def _add_years(self, years: FactGroup) -> None:
        """The years that there are; NULL, so missing, when one is missing as a whole."""
        unknown = any_of(self._is_missing(name, years) for name in YEAR_VIEWS) or exp.false()
        year_record = self._year_record(years)
        records = self._dialect.call("list", *(self._year(name, years, year_record) for name in YEAR_VIEWS))
        there = self._dialect.each("filter", records, _ITEM, invert(is_null(column(_ITEM))))
        self._set(YEARS_VIEW, ListColumn(Known(year_record)), case([(invert(unknown), there)], None))

    def _year(self, name: str, years: FactGroup, year_record: RecordColumn) -> Sql:
        """The record of the year; one without figures for a firm that was there already; NULL for another."""
        year = integer(self._year_number(name))
        empty = record({fact: year if fact == YEAR else exp.null() for fact in year_record.fields})
        founded = binary(exp.LTE, self._dialect.call("year", stored(FOUNDED)), year)
        narrow = record({fact: field(column(_ITEM), fact) for fact in year_record.fields})
        narrowed = self._dialect.each("transform", self._filter(name, years), _ITEM, narrow)
        found = cast_to(self._dialect.call("element", narrowed, integer(1)), year_record)
        return function("coalesce", found, case([(founded, cast_to(empty, year_record))], None))

    def _is_missing(self, name: str, years: FactGroup) -> Sql:
        return all_of((is_null(self._find(name, years)), is_null(stored(FOUNDED)))) or exp.false()

    def _find(self, name: str, years: FactGroup) -> Sql:
        return self._dialect.call("element", self._filter(name, years), integer(1))

    def _filter(self, name: str, years: FactGroup) -> Sql:
        """The accounts of the year."""
        same = binary(exp.EQ, field(column(_ITEM), YEAR), integer(self._year_number(name)))
        return self._dialect.each("filter", stored(years.name), _ITEM, same)

    def _year_number(self, name: str) -> int:
        return self._on.year - 1 - YEAR_VIEWS.index(name)

    def _year_record(self, years: FactGroup, wanted: frozenset[str] | None = None) -> RecordColumn:
        """A record of the accounts, in which any figure but the year may be missing."""
        facts = {name: fact for name, fact in years.facts.items() if wanted is None or name in {YEAR, *wanted}}
        return RecordColumn({name: self._narrow(f"{years.name}.{name}", fact) for name, fact in facts.items()})

    def _record(self, group: FactGroup) -> RecordColumn:
        return RecordColumn({name: self._column(f"{group.name}.{name}", fact) for name, fact in group.facts.items()})

    def _column(self, path: str, fact: Fact) -> ColumnType:
        narrow = self._narrow(path, fact)
        return Known(narrow) if self._measures[path].complete else narrow

    def _narrow(self, path: str, fact: Fact) -> NumberColumn | SimpleColumn:
        column_ = column_type(fact)
        if not isinstance(column_, NumberColumn):
            return column_
        measure = self._measures[path]
        if fact.name == YEAR:  # a year without accounts is made up here and was not measured
            return NumberColumn(max(_DIGITS_OF_YEAR, measure.integers), column_.scale)
        return NumberColumn(max(1, measure.integers), column_.scale, measure.low, measure.high)


def stored(name: str) -> Sql:
    """A stored fact, as the view refers to it."""
    return exp.column(exp.to_identifier(name, quoted=True), table=exp.to_identifier(STORED, quoted=True))
