"""The catalogue of facts as a part of a DMN model: inputs, and the types of their records."""

from __future__ import annotations

from zhida.lang.base.span import Span
from zhida.lang.base.types import render_type
from zhida.lang.dmn.model import InputData, ItemDefinition, Variable
from zhida.policy.facts import REFERENCE_DATE, YEAR_VIEWS, YEARS_VIEW, Fact, FactCatalogue, FactGroup


def build_item_definitions(catalogue: FactCatalogue) -> tuple[ItemDefinition, ...]:
    """A type for every fact with allowed values, and for every group its record and the list of them."""
    constrained = [_define_fact(fact, _type_name(fact)) for fact in catalogue.firm_facts.values() if fact.allowed]
    records = [_define_record(group) for group in catalogue.lists.values()]
    lists = [
        ItemDefinition(_list_name(group), type_ref=_record_name(group), is_collection=True)
        for group in catalogue.lists.values()
    ]
    return (*constrained, *records, *lists)


def build_input_data(catalogue: FactCatalogue) -> tuple[InputData, ...]:
    """An input, whose key is its name, for every fact of the firm, every list of records and every view."""
    facts = [
        _input(fact.name, _type_name(fact) if fact.allowed else render_type(fact.type), fact.span)
        for fact in catalogue.firm_facts.values()
    ]
    lists = [_input(group.name, _list_name(group), group.span) for group in catalogue.lists.values()]
    return (*facts, *lists, *_views(catalogue))


def _views(catalogue: FactCatalogue) -> tuple[InputData, ...]:
    place = next((group.span for group in catalogue.groups), None)
    if place is None:
        return ()
    references: dict[str, str] = {REFERENCE_DATE: "date"}
    if catalogue.years is not None:
        place = catalogue.years.span
        references |= dict.fromkeys(YEAR_VIEWS, _record_name(catalogue.years))
        references |= {YEARS_VIEW: _list_name(catalogue.years)}
    return tuple(_input(name, reference, place) for name, reference in references.items())


def _input(name: str, type_ref: str, span: Span) -> InputData:
    return InputData(name, Variable(name, type_ref), span.fragment)


def _define_fact(fact: Fact, name: str) -> ItemDefinition:
    return ItemDefinition(name, type_ref=render_type(fact.type), allowed_values=fact.allowed)


def _define_record(group: FactGroup) -> ItemDefinition:
    components = tuple(_define_fact(fact, fact.name) for fact in group.facts.values())
    return ItemDefinition(_record_name(group), components=components)


def _type_name(fact: Fact) -> str:
    return f"{fact.name}类型"


def _record_name(group: FactGroup) -> str:
    return f"{group.name}记录"


def _list_name(group: FactGroup) -> str:
    return f"{group.name}列表"
