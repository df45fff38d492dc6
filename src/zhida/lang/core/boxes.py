"""Boxed expressions → core tree (DMN 1.5, chapters 8 and 10.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhida.lang.base.span import Span
from zhida.lang.base.types import ANY, BOOLEAN, ContextType, FunctionType, ListType, Type
from zhida.lang.core.calls import Arguments, make_builtin_call, make_call, name_function
from zhida.lang.core.inference import fields_of, item_type, join_types
from zhida.lang.core.item_types import DeclaredType, TypeTable, coerce
from zhida.lang.core.operators import check_condition, make_selection, make_strict, make_strict_conditional
from zhida.lang.core.scope import Scope
from zhida.lang.core.tables import lower_table
from zhida.lang.core.texts import Texts
from zhida.lang.core.tree import (
    Binding,
    BuiltinReference,
    Constant,
    ContextOf,
    Expression,
    Field,
    FunctionOf,
    Iteration,
    ListOf,
    Quantification,
)
from zhida.lang.dmn import model

RESULT = "<result>"
"""The entry that holds the result of a boxed context; no name of FEEL is written so."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a boxed expression stands: what it sees, how its texts are read, the types of its model."""

    scope: Scope
    texts: Texts
    types: TypeTable

    def bind(self, name: str, type_: Type) -> Place:
        """The place inside, with one more local variable."""
        return replace(self, scope=self.scope.bind(name, type_), texts=self.texts.knowing([name]))

    def declared(self, type_ref: str | None, span: Span) -> DeclaredType:
        """What a type reference means here."""
        return self.types.find(type_ref, span, self.scope)


def lower_box(box: model.Expression, place: Place) -> Expression:
    """The meaning of a boxed expression, made to fit the type it declares."""
    span = box.source.span
    return coerce(_lower(box, span, place), place.declared(box.type_ref, span), place.scope)


def _lower(box: model.Expression, span: Span, place: Place) -> Expression:
    match box:
        case model.LiteralBox(source=source):
            return place.texts.expression(source, place.scope)
        case model.TableBox():
            return lower_table(box, span, place.scope, place.texts, place.types)
        case model.ContextBox(entries=entries):
            return _lower_context(entries, span, place)
        case model.ListBox(items=items):
            return _list_of([lower_box(item, place) for item in items], span)
        case model.RelationBox():
            return _lower_relation(box, span, place)
        case model.FunctionBox():
            return lower_function(box, span, place)
        case model.InvocationBox():
            return _lower_invocation(box, span, place)
        case model.ConditionalBox(condition=condition, consequence=consequence, alternative=alternative):
            parts = [lower_box(part, place) for part in (condition, consequence, alternative)]
            return make_strict_conditional(parts[0], parts[1], parts[2], span, place.scope)
        case model.FilterBox(domain=domain, predicate=predicate):
            return _lower_filter(lower_box(domain, place), predicate, span, place)
        case model.IterationBox():
            return _lower_iteration(box, span, place)


def _list_of(items: Sequence[Expression], span: Span) -> Expression:
    return ListOf(tuple(items), span=span, type=ListType(join_types([item.type for item in items])))


def _lower_context(
    entries: Sequence[tuple[model.Variable | None, model.Expression]], span: Span, place: Place
) -> Expression:
    """Each entry sees those before it; an entry without a name is the value of the whole."""
    lowered: dict[str, Expression] = {}
    for variable, box in entries:
        itself = variable.name if variable is not None and isinstance(box, model.FunctionBox) else None
        value = lower_box(box, place if itself is None else place.bind(itself, ANY))
        if variable is None:
            whole = ContextOf((*lowered.items(), (RESULT, value)), span=span, type=ContextType({RESULT: value.type}))
            return Field(whole, RESULT, span=span, type=value.type)
        value = coerce(name_function(value, variable.name), place.declared(variable.type_ref, value.span), place.scope)
        lowered[variable.name] = value
        place = place.bind(variable.name, value.type)
    type_ = ContextType({name: value.type for name, value in lowered.items()})
    return ContextOf(tuple(lowered.items()), span=span, type=type_)


def _lower_relation(box: model.RelationBox, span: Span, place: Place) -> Expression:
    """A list of contexts, one for each row."""
    rows = [_lower_context(list(zip(box.columns, row, strict=False)), span, place) for row in box.rows]
    return _list_of(rows, span)


def lower_function(box: model.FunctionBox, span: Span, place: Place) -> Expression:
    """A function definition; one of another language than FEEL is refused by name."""
    if box.kind != "FEEL":
        place.scope.report("core.external-function", span)
        return Constant(None, span=span)
    declared = [(one.name, place.declared(one.type_ref, span)) for one in box.parameters]
    parameters = tuple((name, type_.type) for name, type_ in declared)
    inside = place
    for name, type_ in parameters:
        inside = inside.bind(name, type_)
    inside = replace(inside, scope=_constrain(declared, inside.scope, span))
    body = Constant(None, span=span) if box.body is None else lower_box(box.body, inside)
    type_ = FunctionType(tuple(type_ for _, type_ in parameters), body.type)
    return FunctionOf(parameters, body, span=span, type=type_)


def _constrain(declared: Sequence[tuple[str, DeclaredType]], scope: Scope, span: Span) -> Scope:
    """Parameters whose type lists its values are null for any other value."""
    checked = {
        name: coerce(reference, type_, scope)
        for name, type_ in declared
        if type_.constraint is not None and (reference := scope.lookup(name, span)) is not None
    }
    return scope.mean(checked) if checked else scope


def _lower_invocation(box: model.InvocationBox, span: Span, place: Place) -> Expression:
    function = lower_box(box.function, place)
    arguments: Arguments = [
        (variable.name, _lower_argument(variable, value, span, place)) for variable, value in box.bindings
    ]
    match function:
        case BuiltinReference(name=name):
            return make_builtin_call(name, arguments, span, place.scope)
        case Constant(value=None):
            return function
    return make_call(function, box.function.source.text.strip(), arguments, span, place.scope)


def _lower_argument(variable: model.Variable, box: model.Expression | None, span: Span, place: Place) -> Expression:
    if box is None:
        return Constant(None, span=span)
    return coerce(lower_box(box, place), place.declared(variable.type_ref, span), place.scope)


def _lower_filter(source: Expression, predicate: model.Expression, span: Span, place: Place) -> Expression:
    inside_type = item_type(source.type) if isinstance(source.type, ListType) else source.type
    scope = place.scope.enter_filter(inside_type)
    inside = replace(place, scope=scope, texts=place.texts.knowing(["item", *(fields_of(inside_type) or ())]))
    lowered = lower_box(predicate, inside)
    selection = make_selection(source, lowered, scope.item_name, span)
    return make_strict(selection, Binding(scope.item_name, source, span=span, type=inside_type), lowered)


def _lower_iteration(box: model.IterationBox, span: Span, place: Place) -> Expression:
    domain = lower_box(box.domain, place)
    domain = coerce(domain, place.declared(box.variable.type_ref, span), place.scope)
    variable = box.variable.name
    binding = Binding(variable, domain, span=span, type=item_type(domain.type))
    inside = place.bind(variable, binding.type)
    if box.kind == "for":
        body = lower_box(box.body, inside.bind("partial", ListType(ANY)))
        return Iteration((binding,), body, span=span, type=ListType(body.type))
    body = lower_box(box.body, inside)
    check_condition(body, box.kind, place.scope)
    quantification = Quantification(box.kind, (binding,), body, span=span, type=BOOLEAN)
    return make_strict(quantification, binding, body)
