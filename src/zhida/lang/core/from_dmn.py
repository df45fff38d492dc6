"""The DMN model → a program: names resolved, types inferred, sugar removed, cycles refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source, Span
from zhida.lang.base.types import ANY, ContextType, FunctionType, Type
from zhida.lang.core.boxes import Place, lower_box, lower_function
from zhida.lang.core.item_types import DeclaredType, TypeTable, build_types, coerce
from zhida.lang.core.linking import Element, Unit, iterate_elements, link, logic_of, requirements_of
from zhida.lang.core.scope import Meaning, Scope
from zhida.lang.core.texts import Texts
from zhida.lang.core.tree import (
    Constant,
    ContextOf,
    Definition,
    DefinitionReference,
    Expression,
    FunctionOf,
    Input,
    InputReference,
    Program,
    Service,
)
from zhida.lang.core.walk import walk
from zhida.lang.dmn.model import (
    Box,
    ContextBox,
    Decision,
    DecisionService,
    Definitions,
    InputData,
    ItemDefinition,
    KnowledgeModel,
    RelationBox,
    TableBox,
)
from zhida.lang.dmn.model import Expression as BoxedExpression
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names, remove_space


def build_program(
    definitions: Definitions, imported: Sequence[Definitions] = (), dialect: Dialect = Dialect.STANDARD
) -> Program:
    """The program of a model and of what it needs of the models it imports.

    An element sees the variables of what it requires; of two with the same name the one required first. Its key in the
    program is its key in the model, for an imported element ``path#key``. An input of an imported model is called
    ``path.name`` (an import without a name adds nothing to it); in the dialect of policies inputs are facts, which are
    the same in every model.

    Never raises: what is wrong is in ``diagnostics`` and null when run.
    """
    builder = _Builder(definitions, imported, dialect)
    builder.build()
    return Program(
        definitions.name,
        builder.inputs,
        builder.definitions,
        builder.services,
        (*definitions.diagnostics, *builder.found),
    )


class _Builder:
    """Builds each element when something first asks for it, so that every type is known before it is used."""

    def __init__(self, definitions: Definitions, imported: Sequence[Definitions], dialect: Dialect) -> None:
        self.found: list[Diagnostic] = []
        self.dialect = dialect
        self.root = link(definitions, imported, self.found)
        self.tables: dict[Unit, TypeTable] = {}
        self.field_names: dict[Unit, frozenset[str]] = {}
        self.context_keys: dict[str, frozenset[str]] = {}
        self.inputs: dict[str, Input] = {}
        self.definitions: dict[str, Definition] = {}
        self.services: dict[str, Service] = {}
        self.signatures: dict[str, Sequence[str]] = {}
        self.underway: list[tuple[str, str]] = []

    def build(self) -> None:
        """Build every element of the model, those first that others rest on."""
        for unit, element in _order(self.root):
            self.refer(unit, element)

    # References

    def refer(self, unit: Unit, element: Element) -> Expression:
        """A reference to an element, which is built if it is not yet."""
        span = Span(element.source, 0, 0)
        if isinstance(element, InputData):
            return self._refer_to_input(unit, element, span)
        key = unit.qualify(element.key)
        if key not in self.definitions and key not in self.services:
            if key in (underway for underway, _ in self.underway):
                return self._report_cycle(key, element, span)
            self.underway.append((key, element.variable.name))
            self._build(unit, element, key, span)
            self.underway.pop()
        built = self.definitions.get(key) or self.services[key]
        return DefinitionReference(key, span=span, type=built.type)

    def _report_cycle(self, key: str, element: Element, span: Span) -> Expression:
        start = [underway for underway, _ in self.underway].index(key)
        path = " → ".join([*(name for _, name in self.underway[start:]), element.variable.name])
        self.found.append(Diagnostic("dmn.cycle", span, {"path": path}))
        return Constant(None, span=span)

    def _refer_to_input(self, unit: Unit, element: InputData, span: Span) -> Expression:
        name = element.variable.name
        if unit.prefix and self.dialect is Dialect.STANDARD:
            name = f"{unit.prefix}.{name}"
        if name not in self.inputs:
            declared = self.types(unit).find(element.variable.type_ref, span, Scope(found=self.found))
            self.inputs[name] = Input(name, declared.allowed(span), span=span, type=declared.type)
        return InputReference(name, span=span, type=self.inputs[name].type)

    # Elements

    def _build(self, unit: Unit, element: Element, key: str, span: Span) -> None:
        match element:
            case Decision():
                body = self._build_decision(unit, element, span)
                self.definitions[key] = Definition(key, element.variable.name, body, span=span, type=body.type)
            case KnowledgeModel():
                body = self._build_function(unit, element, key, span)
                name = element.variable.name
                self.definitions[key] = Definition(key, name, body, "function", span=span, type=body.type)
                if isinstance(body, FunctionOf):
                    self.signatures[key] = [parameter for parameter, _ in body.parameters]
            case DecisionService():
                service = self._build_service(unit, element, key, span)
                self.services[key] = service
                given = (self.definitions[decision].name for decision in service.given)
                self.signatures[key] = [*map(service.parameter_of, service.inputs), *given]

    def _build_decision(self, unit: Unit, element: Decision, span: Span) -> Expression:
        place = self._place(unit, element)
        box = _with_type(element.expression, element.variable.type_ref)
        body = Constant(None, span=span) if box is None else lower_box(box, place)
        return coerce(body, place.declared(element.variable.type_ref, span), place.scope)

    def _build_function(self, unit: Unit, element: KnowledgeModel, key: str, span: Span) -> Expression:
        """A function may call itself by its own name."""
        if element.function is None:
            return Constant(None, span=span)
        place = self._place(unit, element)
        itself = DefinitionReference(key, span=span)
        place = replace(place, scope=place.scope.mean({element.variable.name: itself}))
        function = lower_function(element.function, span, place)
        declared = place.declared(element.variable.type_ref, span)
        return _with_result(function, declared, place.scope)

    def _build_service(self, unit: Unit, element: DecisionService, key: str, span: Span) -> Service:
        """A function of its input data and input decisions to its output, or the context of its outputs."""
        inputs = [self._require(unit, wanted) for wanted in element.input_data]
        given = [self._require(unit, wanted) for wanted in element.input_decisions]
        outputs = [self._require(unit, wanted) for wanted in element.outputs]
        inner = [self._require(unit, wanted) for wanted in element.encapsulated]
        declared = self.types(unit).find(element.variable.type_ref, span, Scope(found=self.found))
        result = declared.type.result if isinstance(declared.type, FunctionType) else declared.type
        if result == ANY:
            result = self._result_of(outputs)
        parameters = tuple(reference.type for reference in (*inputs, *given))
        return Service(
            key,
            element.variable.name,
            inputs=tuple(one.name for one in inputs if isinstance(one, InputReference)),
            given=_keys(given),
            outputs=_keys(outputs),
            inner=_keys(inner),
            span=span,
            type=FunctionType(parameters, result),
        )

    def _result_of(self, outputs: Sequence[Expression]) -> Type:
        if len(outputs) == 1:
            return outputs[0].type
        return ContextType({self.definitions[key].name: self.definitions[key].type for key in _keys(outputs)})

    def _require(self, unit: Unit, key: str) -> Expression:
        found = unit.resolve(key)
        return Constant(None, span=Span(unit.definitions.source, 0, 0)) if found is None else self.refer(*found)

    # What an element sees

    def types(self, unit: Unit) -> TypeTable:
        """The types of a unit, made once."""
        table = self.tables.get(unit)
        if table is None:
            imported = {unit.names[namespace]: self.types(other) for namespace, other in unit.imports.items()}
            table = build_types(unit.definitions, imported, Texts(self.dialect, Names.of()), self.found)
            self.tables[unit] = table
        return table

    def _place(self, unit: Unit, element: Element) -> Place:
        meanings, qualifiers = self._visible(unit, element)
        types = self.types(unit)
        scope = Scope(meanings, types.types(), qualifiers, self.signatures, self.found)
        written = _text_of(element)
        known = {part for name in meanings for part in name.split(".")} | set(meanings) | self._fields(unit)
        known |= self._written_keys(unit, element)
        names = Names.of(name for name in known if remove_space(name) in written)
        return Place(scope, Texts(self.dialect, names), types)

    def _visible(self, unit: Unit, element: Element) -> tuple[Mapping[str, Meaning], frozenset[str]]:
        """The names of what the element requires, and the names of imports."""
        meanings: dict[str, Meaning] = {}
        for key in requirements_of(element):
            found = unit.resolve(key)
            if found is None:
                self.found.append(Diagnostic("core.unknown-element", Span(element.source, 0, 0), {"key": key}))
                continue
            prefix = unit.prefix_of(found[0])
            name = found[1].variable.name
            meanings.setdefault(f"{prefix}.{name}" if prefix else name, self._reference_to(*found))
        return meanings, frozenset(filter(None, unit.names.values()))

    def _reference_to(self, unit: Unit, element: Element) -> Callable[[], Expression]:
        return lambda: self.refer(unit, element)

    def _fields(self, unit: Unit) -> frozenset[str]:
        """The names that fields have anywhere in the unit and its imports."""
        names = self.field_names.get(unit)
        if names is None:
            names = frozenset(_field_names(unit.definitions)).union(*map(self._fields, unit.imports.values()))
            self.field_names[unit] = names
        return names

    def _written_keys(self, unit: Unit, element: Element) -> set[str]:
        """The keys of contexts in the texts of what the element requires, as far as that is built."""
        found = filter(None, map(unit.resolve, requirements_of(element)))
        keys = (other.qualify(required.key) for other, required in found)
        return {name for key in keys if key in self.definitions for name in self._context_keys(key)}

    def _context_keys(self, key: str) -> frozenset[str]:
        """The keys of the contexts in one definition, looked up once however many elements require it."""
        names = self.context_keys.get(key)
        if names is None:
            contexts = walk(self.definitions[key].body, ContextOf)
            names = frozenset(name for context in contexts for name, _ in context.entries if "." not in name)
            self.context_keys[key] = names
        return names


def _with_type(box: BoxedExpression | None, type_ref: str | None) -> BoxedExpression | None:
    """A table that declares no type has that of its decision: the values the type lists rank the results."""
    return replace(box, type_ref=type_ref) if isinstance(box, TableBox) and box.type_ref is None else box


def _with_result(function: Expression, declared: DeclaredType, scope: Scope) -> Expression:
    """The function with its result made to fit the type of its variable: of a function, or (older models) of the result."""
    if not isinstance(function, FunctionOf):
        return function
    if isinstance(declared.type, FunctionType):
        declared = DeclaredType(declared.type.result)
    body = coerce(function.body, declared, scope)
    type_ = FunctionType(tuple(type_ for _, type_ in function.parameters), body.type)
    return replace(function, body=body, type=type_)


def _keys(references: Iterable[Expression]) -> tuple[str, ...]:
    return tuple(one.key for one in references if isinstance(one, DefinitionReference))


def _text_of(element: Element) -> str:
    """All that is written in the logic of an element, without white space."""
    return remove_space(" ".join(source.text for source in walk(logic_of(element), Source)))


def _field_names(definitions: Definitions) -> Iterable[str]:
    """The names that can stand after a full stop; one that itself holds a full stop could be taken for a path."""
    names = [element.variable.name for element in iterate_elements(definitions)]
    names += [item.name for item in walk(definitions.item_definitions, ItemDefinition)]
    for box in walk(definitions, Box):
        match box:
            case ContextBox(entries=entries):
                names += [variable.name for variable, _ in entries if variable is not None]
            case RelationBox(columns=columns):
                names += [column.name for column in columns]
            case TableBox(outputs=outputs):
                names += [output.name for output in outputs]
    return [name for name in names if "." not in name]


def _order(root: Unit) -> list[tuple[Unit, Element]]:
    """The elements of a model, each after those it seems to rest on, judged by the names its texts hold."""
    ordered: dict[tuple[int, str], tuple[Unit, Element]] = {}
    seen: set[tuple[int, str]] = set()
    pending = [(root, element, False) for element in reversed(list(iterate_elements(root.definitions)))]
    while pending:
        unit, element, is_expanded = pending.pop()
        mark = (id(unit), element.key)
        if is_expanded:
            ordered[mark] = unit, element
        elif mark not in seen:
            seen.add(mark)
            pending.append((unit, element, True))
            pending += [(*found, False) for found in reversed(_apparent_requirements(unit, element))]
    return list(ordered.values())


def _apparent_requirements(unit: Unit, element: Element) -> list[tuple[Unit, Element]]:
    found = [pair for key in requirements_of(element) if (pair := unit.resolve(key)) is not None]
    if isinstance(element, DecisionService):
        return found
    written = _text_of(element)
    return [(other, one) for other, one in found if remove_space(one.variable.name) in written]
