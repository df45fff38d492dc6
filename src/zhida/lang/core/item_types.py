"""Item definitions → types, with the tests their values must pass (DMN 1.5, §7.3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source, Span
from zhida.lang.base.types import ANY, BOOLEAN, NULL, ContextType, FunctionType, ListType, Type, render_type
from zhida.lang.core.from_feel import lower_test
from zhida.lang.core.inference import may_fit
from zhida.lang.core.scope import Scope, suggest
from zhida.lang.core.texts import Texts
from zhida.lang.core.tree import (
    Binding,
    Coercion,
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    Expression,
    Field,
    LocalReference,
    Quantification,
)
from zhida.lang.core.type_names import WRITTEN_TYPES
from zhida.lang.dmn.model import Definitions, ItemDefinition

Constraint: TypeAlias = Callable[[Expression], Expression]
"""Makes the test that a given value must pass."""


@dataclass(frozen=True, slots=True)
class DeclaredType:
    """A type of the model, what its values must pass, and the values it lists, best first."""

    type: Type
    constraint: Constraint | None = None
    listed: Source | None = None

    def allowed(self, span: Span) -> Expression | None:
        """The test over the local ``?``, if there is any."""
        return self.constraint(LocalReference("?", span=span, type=self.type)) if self.constraint else None


_EACH = "each item"
UNTYPED = DeclaredType(ANY)


@dataclass(frozen=True, slots=True)
class TypeTable:
    """The types a model knows by name, those of imported models as ``import.name``."""

    declared: Mapping[str, DeclaredType]

    def types(self) -> dict[str, Type]:
        """The bare types."""
        return {name: declared.type for name, declared in self.declared.items()}

    def find(self, type_ref: str | None, span: Span, scope: Scope) -> DeclaredType:
        """What a type reference means; an unknown one is reported and taken as Any."""
        if type_ref is None:
            return UNTYPED
        declared = self.declared.get(type_ref)
        if declared is not None:
            return declared
        written = WRITTEN_TYPES.get(type_ref)
        if written is None:
            similar = suggest(type_ref, [*self.declared, *WRITTEN_TYPES])
            scope.report("core.unknown-type", span, name=type_ref, similar=similar)
        return DeclaredType(written or ANY)


def coerce(value: Expression, declared: DeclaredType, scope: Scope) -> Expression:
    """The value made to fit a declared type; one that surely does not fit is reported."""
    if not may_fit(value.type, declared.type):
        given, wanted = render_type(value.type), render_type(declared.type)
        scope.report("core.wrong-type", value.span, given=given, wanted=wanted)
    if declared.constraint is None and declared.type in {ANY, value.type}:
        return value
    coercion = Coercion(value, declared.allowed(value.span), span=value.span, type=declared.type)
    is_done = isinstance(value, Coercion) and (value.type, value.allowed) == (coercion.type, coercion.allowed)
    return value if is_done else coercion


def build_types(
    definitions: Definitions, imported: Mapping[str, TypeTable], texts: Texts, found: list[Diagnostic]
) -> TypeTable:
    """The types of a model; one defined by way of itself is reported and taken as Any there.

    ``imported`` are the tables of the imported models by the names of the imports.
    """
    builder = _Builder(definitions, imported, texts, found)
    for item in definitions.item_definitions:
        builder.declare(item.name)
    return TypeTable(builder.declared)


class _Builder:
    """Declares types one by one, each after those it rests on."""

    def __init__(
        self, definitions: Definitions, imported: Mapping[str, TypeTable], texts: Texts, found: list[Diagnostic]
    ) -> None:
        self.items = {item.name: item for item in definitions.item_definitions}
        self.span = Span(definitions.source, 0, 0)
        self.texts = texts
        self.scope = Scope(found=found)
        self.underway: list[str] = []
        self.declared: dict[str, DeclaredType] = {
            f"{prefix}.{name}" if prefix else name: declared
            for prefix, table in imported.items()
            for name, declared in table.declared.items()
        }

    def declare(self, name: str) -> DeclaredType:
        """The type of an item definition."""
        if name in self.underway:
            path = " → ".join([*self.underway[self.underway.index(name) :], name])
            self.scope.report("core.recursive-type", self.span, path=path)
            return UNTYPED
        if name not in self.declared:
            self.underway.append(name)
            self.declared[name] = self._build(self.items[name])
            self.underway.pop()
        return self.declared[name]

    def _find(self, type_ref: str | None) -> DeclaredType:
        if type_ref is not None and type_ref in self.items:
            return self.declare(type_ref)
        return TypeTable(self.declared).find(type_ref, self.span, self.scope)

    def _build(self, item: ItemDefinition) -> DeclaredType:
        base = self._base(item)
        type_ = base.type
        constraint = _join([base.constraint, self._test(item.allowed_values)])
        if item.is_collection:
            type_ = ListType(type_)
            constraint = constraint and _for_every_item(constraint, base.type)
        constraint = _join([constraint, self._test(item.type_constraint)])
        return DeclaredType(type_, constraint, item.allowed_values or base.listed)

    def _base(self, item: ItemDefinition) -> DeclaredType:
        """The type before collection and constraints."""
        if item.components:
            return self._context(item.components)
        if item.function_parameters is not None:
            parameters = tuple(self._find(parameter.type_ref).type for parameter in item.function_parameters)
            return DeclaredType(FunctionType(parameters, self._find(item.function_result).type))
        return self._find(item.type_ref)

    def _context(self, components: Sequence[ItemDefinition]) -> DeclaredType:
        built = {component.name: self._build(component) for component in components}
        tests = [_for_field(name, declared) for name, declared in built.items()]
        type_ = ContextType({name: declared.type for name, declared in built.items()})
        return DeclaredType(type_, _join(tests))

    def _test(self, source: Source | None) -> Constraint | None:
        tree = None if source is None else self.texts.parse_tests(source, self.scope)
        if tree is None:
            return None
        return lambda value: lower_test(tree, value, self.scope)


def _join(constraints: Sequence[Constraint | None]) -> Constraint | None:
    """All the constraints as one; None if there is none."""
    given = [constraint for constraint in constraints if constraint is not None]
    if len(given) <= 1:
        return given[0] if given else None
    return lambda value: Conjunction(tuple(constraint(value) for constraint in given), span=value.span, type=BOOLEAN)


def _for_every_item(constraint: Constraint, type_: Type) -> Constraint:
    """Every item of a list passes; null is a value of every type."""

    def test_items(value: Expression) -> Expression:
        binding = Binding(_EACH, value, span=value.span, type=type_)
        test = _or_null(LocalReference(_EACH, span=value.span, type=type_), constraint)
        return Quantification("every", (binding,), test, span=value.span, type=BOOLEAN)

    return test_items


def _for_field(name: str, declared: DeclaredType) -> Constraint | None:
    """The field of a context passes; null is a value of every type."""
    constraint = declared.constraint
    if constraint is None:
        return None
    return lambda value: _or_null(Field(value, name, span=value.span, type=declared.type), constraint)


def _or_null(value: Expression, constraint: Constraint) -> Expression:
    is_null = Comparison("=", value, Constant(None, span=value.span, type=NULL), span=value.span, type=BOOLEAN)
    return Disjunction((is_null, constraint(value)), span=value.span, type=BOOLEAN)
