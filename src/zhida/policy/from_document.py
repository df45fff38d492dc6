"""A document's clauses → a DMN model: every table and every ``feel`` definition becomes a decision.

The key of a decision is ``clause/名称``. Names are looked up as ``docs/policy-format.md`` says: in the
clause itself, then in the other clauses of the document where a name is defined once, then
among the facts, then in the packs named in ``uses``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zhida.lang.base.diagnostic import Diagnostic, refuse
from zhida.lang.base.span import Source, Span
from zhida.lang.dmn.model import (
    Decision,
    Definitions,
    Expression,
    Import,
    InputClause,
    LiteralBox,
    OutputClause,
    TableBox,
    TableRule,
    Variable,
)
from zhida.policy.allocation.rules import GROUP, name_criterion
from zhida.policy.clause.rules import ARTICLE, NOTE
from zhida.policy.clause.tree import MAXIMUM_DEFINITIONS, Clause, Rule, RuleTable
from zhida.policy.fact_model import build_input_data, build_item_definitions
from zhida.policy.facts import FactCatalogue


def build_definitions(
    key: str, source: Source, clauses: Iterable[Clause], catalogue: FactCatalogue, uses: Mapping[str, Definitions]
) -> tuple[Definitions, tuple[Diagnostic, ...]]:
    """The model of a policy named ``key``, and what is wrong with its names; ``uses`` are the models it imports.

    Raises `DiagnosticError` when there are more definitions than a policy can have.
    """
    named = [item for clause in clauses for item in _name_clause(clause)]
    if len(named) > MAXIMUM_DEFINITIONS:
        raise refuse("pack.too-many-definitions", named[MAXIMUM_DEFINITIONS].span, limit=MAXIMUM_DEFINITIONS)
    inputs = build_input_data(catalogue)
    names = _Names(tuple(named), frozenset(data.key for data in inputs), uses)
    definitions = Definitions(
        name=key,
        namespace=key,
        source=source,
        imports=tuple(Import(name, used.namespace) for name, used in uses.items()),
        item_definitions=build_item_definitions(catalogue),
        input_data=inputs,
        decisions=tuple(
            Decision(item.key, Variable(item.name), item.expression, names.visible_from(item), item.place)
            for item in named
        ),
    )
    return definitions, tuple(names.check())


def define_key(clause_id: str, name: str) -> str:
    """The key of a definition.

    >>> define_key("rd-award", "研发投入奖励")
    'rd-award/研发投入奖励'
    """
    return f"{clause_id}/{name}"


@dataclass(frozen=True, slots=True)
class _Item:
    """A decision to be: ``part_of`` is the key of the table whose column it reads; ``inner`` hides it from other expressions."""

    clause_id: str
    name: str
    expression: Expression
    place: Source
    span: Span
    inner: bool = False
    part_of: str = ""

    @property
    def key(self) -> str:
        return define_key(self.clause_id, self.name)


@dataclass(frozen=True, slots=True)
class _Names:
    """Which definitions, facts and packs are visible from where."""

    items: tuple[_Item, ...]
    facts: frozenset[str]
    uses: Mapping[str, Definitions]

    def visible_from(self, item: _Item) -> tuple[str, ...]:
        """The keys of what an expression of ``item`` may read."""
        if item.part_of:
            return (item.part_of,)
        public = [other for other in self.items if not other.inner]
        own = {other.name: other.key for other in public if other.clause_id == item.clause_id}
        outside = [other for other in public if other.clause_id != item.clause_id and other.name not in own]
        counts = Counter(other.name for other in outside)
        others = {other.name: other.key for other in outside if counts[other.name] == 1}
        facts = self.facts - own.keys() - others.keys()
        itself = {item.key, *(other.key for other in public if other.part_of == item.key)}
        definitions = [key for key in (*own.values(), *others.values()) if key not in itself]
        imported = [f"{used.namespace}#{decision.key}" for used in self.uses.values() for decision in used.decisions]
        return (*definitions, *sorted(facts), *imported)

    def check(self) -> Iterable[Diagnostic]:
        """Names defined twice in a clause, and names that hide a fact or a pack in use."""
        seen: dict[str, _Item] = {}
        for item in self.items:
            if item.key in seen:
                line = seen[item.key].span.position.line
                yield Diagnostic("pack.duplicate-definition", item.span, {"name": item.name, "line": line})
            elif item.name in self.facts:
                yield Diagnostic("pack.definition-hides-fact", item.span, {"name": item.name})
            elif item.name in self.uses:
                yield Diagnostic("pack.definition-hides-pack", item.span, {"name": item.name})
            seen.setdefault(item.key, item)


def _name_clause(clause: Clause) -> Iterable[_Item]:
    for expression in clause.expressions:
        source = expression.expression
        yield _Item(clause.id, expression.name, LiteralBox(source=source), source, expression.span)
    for table in clause.tables:
        yield from _name_table(clause, table)
    for rule in clause.attributes.stacking:
        if rule.limit is not None:
            yield _name_inner(clause, rule.name, rule.limit)
    places = clause.attributes.allocation.places
    if places is not None:
        for number, criterion in enumerate(places.by, 1):
            yield _name_inner(clause, name_criterion(number), criterion)
        if places.group is not None:
            yield _name_inner(clause, GROUP, places.group)


def _name_inner(clause: Clause, name: str, source: Source) -> _Item:
    """An expression of a rule about awards or firms together."""
    return _Item(clause.id, name, LiteralBox(source=source), source, source.span, inner=True)


def _name_table(clause: Clause, table: RuleTable) -> Iterable[_Item]:
    """One result: the table under its name. Several: the table under all of them, and a decision for each that reads it."""
    whole = table.name
    several = len(table.results) > 1
    item = _Item(clause.id, whole, _box_table(clause, table), table.results[0], table.results[0].span, inner=several)
    yield item
    if several:
        for result in table.results:
            field = replace(result, text=f"{whole}.{result.text}")
            yield _Item(clause.id, result.text, LiteralBox(source=field), result, result.span, part_of=item.key)


def _box_table(clause: Clause, table: RuleTable) -> TableBox:
    values = clause.attributes.values
    return TableBox(
        source=table.span.fragment,
        inputs=tuple(InputClause(condition, condition.text) for condition in table.conditions),
        outputs=tuple(
            OutputClause(result.text, result.text, allowed_values=values.get(result.text)) for result in table.results
        ),
        rules=tuple(_box_rule(rule) for rule in table.rules),
        hit_policy=table.hit_policy,
        aggregation=table.aggregation,
    )


def _box_rule(rule: Rule) -> TableRule:
    annotations = {ARTICLE: rule.article} | ({NOTE: rule.note} if rule.note else {})
    return TableRule(rule.tests, rule.results, annotations, rule.number)
