"""The columns of a snapshot: how each kind of fact is stored in Parquet, after the fact catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from zhida.policy.facts import CODE, NAME, PROVENANCE, Fact, FactCatalogue, Kind

STORED_DIGITS = 18
"""Digits of a stored number, decimals included: what fits 64 bits."""

_STORED: Mapping[Kind, pa.DataType] = MappingProxyType(
    {Kind.FLAG: pa.bool_(), Kind.TEXT: pa.string(), Kind.DATE: pa.date32()}
)
_WRITTEN: Mapping[Kind, pa.DataType] = MappingProxyType({Kind.FLAG: pa.bool_()})


def stored_type(fact: Fact) -> pa.DataType:
    """How a fact is stored: numbers as decimals of 18 digits, never as floats."""
    decimals = fact.kind.decimals
    return _STORED[fact.kind] if decimals is None else pa.decimal128(STORED_DIGITS, decimals)


def written_type(fact: Fact) -> pa.DataType:
    """How a fact stands in a canonical row: numbers and days as texts."""
    return _WRITTEN.get(fact.kind, pa.string())


def stored_schema(catalogue: FactCatalogue) -> pa.Schema:
    r"""Code, name, every fact and list of the catalogue, and where they come from (JSON).

    >>> from zhida.policy.facts import read_facts
    >>> text = "## 企业\n| 事实 | 类型 |\n|---|---|\n| 注册资本 | 金额 |\n"
    >>> stored_schema(read_facts(text, "facts.md")).field("注册资本").type
    Decimal128Type(decimal128(18, 2))
    """
    return _schema(catalogue, {fact.kind: stored_type(fact) for fact in _facts(catalogue)})


def written_schema(catalogue: FactCatalogue) -> pa.Schema:
    """The same columns as canonical rows have them."""
    return _schema(catalogue, {fact.kind: written_type(fact) for fact in _facts(catalogue)})


def _facts(catalogue: FactCatalogue) -> list[Fact]:
    return [fact for group in catalogue.groups for fact in group.facts.values()]


def _schema(catalogue: FactCatalogue, types: Mapping[Kind, pa.DataType]) -> pa.Schema:
    fields = [pa.field(CODE, pa.string(), nullable=False), pa.field(NAME, pa.string(), nullable=False)]
    fields += [pa.field(name, types[fact.kind]) for name, fact in catalogue.firm_facts.items()]
    for name, group in catalogue.lists.items():
        record = pa.struct([pa.field(fact.name, types[fact.kind]) for fact in group.facts.values()])
        fields.append(pa.field(name, pa.list_(record)))
    return pa.schema([*fields, pa.field(PROVENANCE, pa.string())])
