"""Boxed expressions (DMN 1.5, chapters 8 and 10.2) from XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from zhida.lang.base.span import Source
from zhida.lang.dmn.model import (
    AggregationName,
    ConditionalBox,
    ContextBox,
    Expression,
    FilterBox,
    FunctionBox,
    HitPolicyName,
    InputClause,
    InvocationBox,
    IterationBox,
    ListBox,
    LiteralBox,
    OutputClause,
    RelationBox,
    TableBox,
    TableRule,
    Variable,
)
from zhida.lang.dmn.reading import Reading, Way
from zhida.lang.dmn.versions import FEEL_NAMESPACES
from zhida.lang.dmn.xml import Element

FunctionKind = Literal["FEEL", "Java", "PMML"]
_FUNCTION_KINDS: Mapping[str, FunctionKind] = {"FEEL": "FEEL", "Java": "Java", "PMML": "PMML"}
_ITERATIONS: Mapping[str, Literal["for", "some", "every"]] = {"for": "for", "some": "some", "every": "every"}
_AGGREGATIONS: Mapping[str, AggregationName] = {"SUM": "SUM", "COUNT": "COUNT", "MIN": "MIN", "MAX": "MAX"}
_HIT_POLICIES: Mapping[str, HitPolicyName] = {
    "UNIQUE": "UNIQUE",
    "ANY": "ANY",
    "FIRST": "FIRST",
    "PRIORITY": "PRIORITY",
    "RULE ORDER": "RULE ORDER",
    "OUTPUT ORDER": "OUTPUT ORDER",
    "COLLECT": "COLLECT",
}


def read_child_expression(reading: Reading, element: Element, way: Way) -> Expression | None:
    """The boxed expression directly inside an element, or None when there is none."""
    for child in element.children:
        reader = _READERS.get(child.name)
        if reader is not None and child.namespace == element.namespace:
            return reader(reading, child, way)
    return None


def read_variable(reading: Reading, element: Element, way: Way) -> Variable:
    """An information item: variable, parameter or column."""
    return Variable(reading.name_of(element, way), reading.type_ref(element.attribute("typeRef")))


def read_function(reading: Reading, element: Element, way: Way) -> FunctionBox:
    """A function definition, also the logic of a business knowledge model."""
    return FunctionBox(
        source=reading.place_of(element, way),
        type_ref=_type_ref(reading, element),
        parameters=tuple(read_variable(reading, one, way) for one in element.all("formalParameter")),
        body=read_child_expression(reading, element, way),
        kind=_read_kind(reading, element, way),
    )


def _read_kind(reading: Reading, element: Element, way: Way) -> FunctionKind:
    written = element.attribute("kind") or "FEEL"
    kind = _FUNCTION_KINDS.get(written)
    if kind is None:
        reading.report("dmn.unknown-function-kind", element, way, kind=written)
    return kind or "FEEL"


def _type_ref(reading: Reading, element: Element) -> str | None:
    return reading.type_ref(element.attribute("typeRef"))


def _require_expression(reading: Reading, element: Element, way: Way) -> Expression:
    expression = read_child_expression(reading, element, way)
    if expression is None:
        reading.report("dmn.missing-element", element, way, element=element.name, missing="expression")
        return LiteralBox(source=reading.place_of(element, way))
    return expression


def _require_part(reading: Reading, element: Element, name: str, way: Way) -> Expression:
    part = reading.require(element, name, way)
    if part is None:
        return LiteralBox(source=reading.place_of(element, way))
    return _require_expression(reading, part, (*way, name))


def _read_literal(reading: Reading, element: Element, way: Way) -> Expression:
    language = element.attribute("expressionLanguage")
    if language and language not in FEEL_NAMESPACES and language.lower() != "feel":
        reading.report("dmn.foreign-language", element, way, language=language)
    if element.first("importedValues") is not None:
        reading.report("dmn.imported-values", element, way)
    text = reading.text_of(element, way)
    return LiteralBox(source=text or reading.place_of(element, way), type_ref=_type_ref(reading, element))


def _read_context(reading: Reading, element: Element, way: Way) -> Expression:
    return ContextBox(
        source=reading.place_of(element, way),
        type_ref=_type_ref(reading, element),
        entries=tuple(_read_entry(reading, entry, way) for entry in element.all("contextEntry")),
    )


def _read_entry(reading: Reading, element: Element, way: Way) -> tuple[Variable | None, Expression]:
    item = element.first("variable")
    if item is None:
        return None, _require_expression(reading, element, way)
    variable = read_variable(reading, item, way)
    return variable, _require_expression(reading, element, (*way, variable.name))


def _read_list(reading: Reading, element: Element, way: Way) -> Expression:
    return ListBox(
        source=reading.place_of(element, way), type_ref=_type_ref(reading, element), items=_items(reading, element, way)
    )


def _items(reading: Reading, element: Element, way: Way) -> tuple[Expression, ...]:
    return tuple(
        _READERS[child.name](reading, child, (*way, f"item {number}"))
        for number, child in enumerate(
            (one for one in element.children if one.name in _READERS and one.namespace == element.namespace), start=1
        )
    )


def _read_relation(reading: Reading, element: Element, way: Way) -> Expression:
    columns = tuple(read_variable(reading, column, way) for column in element.all("column"))
    rows = []
    for number, row in enumerate(element.all("row"), start=1):
        cells = _items(reading, row, (*way, f"row {number}"))
        if len(cells) != len(columns):
            reading.report("dmn.row-width", row, way, number=number, expected=len(columns), given=len(cells))
        rows.append(cells)
    return RelationBox(
        source=reading.place_of(element, way), type_ref=_type_ref(reading, element), columns=columns, rows=tuple(rows)
    )


def _read_invocation(reading: Reading, element: Element, way: Way) -> Expression:
    bindings = []
    for binding in element.all("binding"):
        parameter = reading.require(binding, "parameter", way)
        if parameter is not None:
            variable = read_variable(reading, parameter, way)
            bindings.append((variable, read_child_expression(reading, binding, (*way, variable.name))))
    return InvocationBox(
        source=reading.place_of(element, way),
        type_ref=_type_ref(reading, element),
        function=_require_expression(reading, element, way),
        bindings=tuple(bindings),
    )


def _read_conditional(reading: Reading, element: Element, way: Way) -> Expression:
    return ConditionalBox(
        source=reading.place_of(element, way),
        type_ref=_type_ref(reading, element),
        condition=_require_part(reading, element, "if", way),
        consequence=_require_part(reading, element, "then", way),
        alternative=_require_part(reading, element, "else", way),
    )


def _read_filter(reading: Reading, element: Element, way: Way) -> Expression:
    return FilterBox(
        source=reading.place_of(element, way),
        type_ref=_type_ref(reading, element),
        domain=_require_part(reading, element, "in", way),
        predicate=_require_part(reading, element, "match", way),
    )


def _read_iteration(reading: Reading, element: Element, way: Way) -> Expression:
    name = element.attribute("iteratorVariable")
    if not name:
        reading.report("dmn.missing-attribute", element, way, element=element.name, missing="iteratorVariable")
    domain = element.first("in")
    body = "return" if element.name == "for" else "satisfies"
    return IterationBox(
        source=reading.place_of(element, way),
        type_ref=_type_ref(reading, element),
        kind=_ITERATIONS[element.name],
        variable=Variable(name or "", None if domain is None else _type_ref(reading, domain)),
        domain=_require_part(reading, element, "in", way),
        body=_require_part(reading, element, body, way),
    )


# Decision tables


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table; annotations by their headings."""

    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    annotations: tuple[str, ...]


def _read_table(reading: Reading, element: Element, way: Way) -> Expression:
    columns = _Columns(
        tuple(_read_input(reading, one, number, way) for number, one in enumerate(element.all("input"), start=1)),
        tuple(_read_output(reading, one, way) for one in element.all("output")),
        tuple(one.attribute("name") or "" for one in element.all("annotation")),
    )
    if not columns.outputs:
        reading.report("dmn.missing-element", element, way, element=element.name, missing="output")
    return TableBox(
        source=reading.place_of(element, way),
        type_ref=_type_ref(reading, element),
        inputs=columns.inputs,
        outputs=columns.outputs,
        rules=tuple(
            _read_rule(reading, rule, columns, number, (*way, f"rule {number}"))
            for number, rule in enumerate(element.all("rule"), start=1)
        ),
        hit_policy=_read_hit_policy(reading, element, way),
        aggregation=_read_aggregation(reading, element, way),
    )


def _read_hit_policy(reading: Reading, element: Element, way: Way) -> HitPolicyName:
    written = element.attribute("hitPolicy") or "UNIQUE"
    policy = _HIT_POLICIES.get(written)
    if policy is None:
        reading.report("dmn.unknown-hit-policy", element, way, policy=written, known=", ".join(_HIT_POLICIES))
    return policy or "UNIQUE"


def _read_aggregation(reading: Reading, element: Element, way: Way) -> AggregationName | None:
    written = element.attribute("aggregation")
    aggregation = _AGGREGATIONS.get(written or "")
    if written is not None and aggregation is None:
        reading.report("dmn.unknown-aggregation", element, way, aggregation=written)
    return aggregation


def _read_input(reading: Reading, element: Element, number: int, way: Way) -> InputClause:
    label = element.attribute("label") or ""
    inside = (*way, f"input {number}")
    expression = reading.require(element, "inputExpression", inside)
    text = None if expression is None else reading.text_of(expression, inside)
    if expression is not None and text is None:
        reading.report("dmn.missing-element", expression, inside, element="inputExpression", missing="text")
    values = element.first("inputValues")
    return InputClause(
        expression=text or reading.place_of(element, inside),
        label=label or (text.text.strip() if text else ""),
        type_ref=None if expression is None else _type_ref(reading, expression),
        allowed_values=None if values is None else reading.text_of(values, (*inside, "values")),
    )


def _read_output(reading: Reading, element: Element, way: Way) -> OutputClause:
    name = element.attribute("name") or ""
    inside = (*way, _output_place(name))
    values = element.first("outputValues")
    default = element.first("defaultOutputEntry")
    return OutputClause(
        name=name,
        label=element.attribute("label") or "",
        type_ref=_type_ref(reading, element),
        allowed_values=None if values is None else reading.text_of(values, (*inside, "values")),
        default=None if default is None else reading.text_of(default, (*inside, "default")),
    )


def _read_rule(reading: Reading, element: Element, columns: _Columns, number: int, way: Way) -> TableRule:
    tests = tuple(element.all("inputEntry"))
    results = tuple(element.all("outputEntry"))
    _check_width(reading, element, len(columns.inputs), tests, way)
    _check_width(reading, element, len(columns.outputs), results, way)
    return TableRule(
        tests=tuple(
            _read_cell(reading, cell, (*way, f'input "{clause.label}"'))
            for cell, clause in zip(tests, columns.inputs, strict=False)
        ),
        results=tuple(
            _read_cell(reading, cell, (*way, _output_place(clause.name)))
            for cell, clause in zip(results, columns.outputs, strict=False)
        ),
        annotations=_read_annotations(element, columns.annotations),
        number=number,
    )


def _check_width(reading: Reading, rule: Element, expected: int, cells: tuple[Element, ...], way: Way) -> None:
    if len(cells) != expected:
        kind = cells[0].name if cells else "cells"
        reading.report("dmn.rule-width", rule, way, entry=kind, expected=expected, given=len(cells))


def _output_place(name: str) -> str:
    return f'output "{name}"' if name else "output"


def _read_cell(reading: Reading, element: Element, way: Way) -> Source:
    return reading.text_of(element, way) or reading.place_of(element, way)


def _read_annotations(rule: Element, headings: tuple[str, ...]) -> Mapping[str, str]:
    notes = {}
    for number, entry in enumerate(rule.all("annotationEntry"), start=1):
        text = entry.first("text")
        heading = headings[number - 1] if number <= len(headings) else ""
        if text is not None and text.text.strip():
            notes[heading or f"annotation {number}"] = text.text.strip()
    return notes


_READERS: Mapping[str, Callable[[Reading, Element, Way], Expression]] = MappingProxyType(
    {
        "literalExpression": _read_literal,
        "decisionTable": _read_table,
        "context": _read_context,
        "list": _read_list,
        "relation": _read_relation,
        "functionDefinition": read_function,
        "invocation": _read_invocation,
        "conditional": _read_conditional,
        "filter": _read_filter,
        "for": _read_iteration,
        "some": _read_iteration,
        "every": _read_iteration,
    }
)
