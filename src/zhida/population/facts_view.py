"""The relation that compiled packs read: facts in the narrowest columns they fit, and the views of `zhida.policy.views`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zhida.lang.base.temporal import Date
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

_STORED = "stored"
_DIGITS_OF_YEAR = 4


@dataclass(frozen=True, slots=True)
class FactsView:
    """The columns by input, and the query that makes them of a Parquet file."""

    columns: Mapping[str, InputType]
    projections: Mapping[str, str]

    def query(self, source: str) -> str:
        """The query over a relation of stored facts; the code of the firm comes first."""
        parts = [f"{expression} AS {quote_name(name)}" for name, expression in self.projections.items()]
        return f"SELECT {', '.join([quote_name(CODE), *parts])} FROM {source} AS {_STORED}"  # noqa: S608


def build_facts_view(
    catalogue: FactCatalogue,
    measures: Mapping[str, Measure],
    on: dt.date,
    inputs: Iterable[str],
    fields: Mapping[str, frozenset[str] | None] = MappingProxyType({}),
) -> FactsView:
    """The view of the inputs that are read, on a reference date, and of years only these ``fields`` (None: all).

    A column is as narrow as the largest value of the snapshot allows: that was measured, so nothing can overflow it.
    """
    builder = _Builder(catalogue, measures, on, fields)
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
    ) -> None:
        self.columns: dict[str, InputType] = {}
        self.projections: dict[str, str] = {}
        self._catalogue = catalogue
        self._measures = measures
        self._on = on
        self._fields = fields

    def add(self, name: str) -> None:
        """Add an input: a fact, a list or a view."""
        years = self._catalogue.years
        if name == REFERENCE_DATE:
            self.columns[name] = Fixed(Date.from_python(self._on))
        elif name in self._catalogue.firm_facts:
            fact = self._catalogue.firm_facts[name]
            self._set(name, self._column(name, fact), self._cast(_stored(name), self._narrow(name, fact)))
        elif name in self._catalogue.lists:
            group = self._catalogue.lists[name]
            column = ListColumn(Known(self._record(group)))
            complete = self._measures[name].complete
            self._set(name, Known(column) if complete else column, self._cast(_stored(name), column))
        elif name in YEAR_VIEWS and years is not None:
            self._add_year(name, years)
        elif name == YEARS_VIEW and years is not None:
            self._add_years(years)

    def _set(self, name: str, column: ColumnType, projection: str) -> None:
        self.columns[name] = column
        self.projections[name] = projection

    def _add_year(self, name: str, years: FactGroup) -> None:
        missing = _MISSING.format(name)
        record = self._year_record(years, self._fields.get(name))
        self._set(name, Derived(record, missing), self._year(name, years, record))
        self.projections[missing] = self._is_missing(name, years)

    def _add_years(self, years: FactGroup) -> None:
        """The years that there are; NULL, so missing, when one is missing as a whole."""
        unknown = " OR ".join(self._is_missing(name, years) for name in YEAR_VIEWS)
        record = self._year_record(years)
        records = ", ".join(self._year(name, years, record) for name in YEAR_VIEWS)
        there = f"list_filter([{records}], lambda one : one IS NOT NULL)"
        column = ListColumn(Known(record))
        self._set(YEARS_VIEW, column, f"CASE WHEN NOT ({unknown}) THEN {there} END")

    def _year(self, name: str, years: FactGroup, record: RecordColumn) -> str:
        """The record of the year; one without figures for a firm that was there already; NULL for another."""
        year = self._year_number(name)
        empty = ", ".join(f"{quote_name(fact)}: {year if fact == YEAR else 'NULL'}" for fact in years.facts)
        founded = f"year({_stored(FOUNDED)}) <= {year}"
        found = f"coalesce({self._find(name, years)}, CASE WHEN {founded} THEN {{{empty}}} END)"
        return self._cast(found, record)

    def _is_missing(self, name: str, years: FactGroup) -> str:
        return f"({self._find(name, years)} IS NULL AND {_stored(FOUNDED)} IS NULL)"

    def _find(self, name: str, years: FactGroup) -> str:
        same = f"one.{quote_name(YEAR)} = {self._year_number(name)}"
        return f"list_filter({_stored(years.name)}, lambda one : {same})[1]"

    def _year_number(self, name: str) -> int:
        return self._on.year - 1 - YEAR_VIEWS.index(name)

    def _year_record(self, years: FactGroup, wanted: frozenset[str] | None = None) -> RecordColumn:
        """A record of the accounts, in which any figure but the year may be missing."""
        facts = {name: fact for name, fact in years.facts.items() if wanted is None or name in {YEAR, *wanted}}
        return RecordColumn({name: self._narrow(f"{years.name}.{name}", fact) for name, fact in facts.items()})

    def _record(self, group: FactGroup) -> RecordColumn:
        return RecordColumn({name: self._column(f"{group.name}.{name}", fact) for name, fact in group.facts.items()})

    def _column(self, path: str, fact: Fact) -> ColumnType:
        column = self._narrow(path, fact)
        return Known(column) if self._measures[path].complete else column

    def _narrow(self, path: str, fact: Fact) -> NumberColumn | SimpleColumn:
        column = column_type(fact)
        if not isinstance(column, NumberColumn):
            return column
        measure = self._measures[path]
        if fact.name == YEAR:  # a year without accounts is made up here and was not measured
            return NumberColumn(max(_DIGITS_OF_YEAR, measure.integers), column.scale)
        return NumberColumn(max(1, measure.integers), column.scale, measure.low, measure.high)

    def _cast(self, expression: str, column: ColumnType) -> str:
        return f"CAST({expression} AS {_sql_type(column)})"


def _stored(name: str) -> str:
    return f"{_STORED}.{quote_name(name)}"


def _sql_type(column: ColumnType) -> str:
    match column:
        case Known(column=inner) | Derived(column=inner):
            return _sql_type(inner)
        case ListColumn(item=item):
            return f"{_sql_type(item)}[]"
        case RecordColumn(fields=fields):
            return f"STRUCT({', '.join(f'{quote_name(name)} {_sql_type(field)}' for name, field in fields.items())})"
        case NumberColumn():
            return f"DECIMAL({column.width}, {column.scale})"
        case SimpleColumn():
            return column.value
