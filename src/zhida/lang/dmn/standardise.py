"""A model of a policy → one that other tools can read: texts in standard FEEL, requirements that are used.

Texts in the notation of policy documents (500万, 10%, ≥) are written anew; a decision of a policy may require everything
it sees, and keeps here what its texts name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.dmn.model import (
    ConditionalBox,
    ContextBox,
    Decision,
    Definitions,
    Expression,
    FilterBox,
    FunctionBox,
    InputClause,
    InvocationBox,
    ItemDefinition,
    IterationBox,
    KnowledgeModel,
    ListBox,
    LiteralBox,
    OutputClause,
    RelationBox,
    TableBox,
    TableRule,
)
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names, remove_space
from zhida.lang.feel.parser import parse_expression, parse_unary_tests
from zhida.lang.feel.unparse import unparse


def standardise(definitions: Definitions) -> Definitions:
    """The model with every text in standard FEEL and without requirements that no text names.

    A text that cannot be read stays as it is.

    >>> from zhida.lang.dmn.model import Variable
    >>> box = LiteralBox(source=Source("研发费用 ≥ 500万"))
    >>> model = Definitions("甲", "n", Source(""), decisions=(Decision("d", Variable("d"), box, (), source=Source("")),))
    >>> standardise(model).decisions[0].expression.source.text
    '研发费用 >= 5000000'
    """
    names = {
        **{one.key: one.variable.name for one in definitions.input_data},
        **{one.key: one.variable.name for one in definitions.decisions},
        **{one.key: one.variable.name for one in definitions.knowledge_models},
        **{one.key: one.variable.name for one in definitions.services},
    }
    texts = _Texts(names, {one.namespace: one.name for one in definitions.imports})
    return replace(
        definitions,
        item_definitions=tuple(map(texts.item, definitions.item_definitions)),
        decisions=tuple(map(texts.decision, definitions.decisions)),
        knowledge_models=tuple(map(texts.knowledge_model, definitions.knowledge_models)),
    )


class _Texts:
    """Rewrites texts in which certain names may stand, and remembers what it has ``seen``."""

    def __init__(self, names_of_keys: Mapping[str, str], imports: Mapping[str, str]) -> None:
        self.names_of_keys = names_of_keys
        self.imports = imports
        self.names = Names.of(names_of_keys.values())
        self.seen: list[str] = []

    def expression(self, source: Source) -> Source:
        self.seen.append(source.text)
        try:
            return replace(source, text=unparse(parse_expression(source, self.names, Dialect.POLICY)))
        except DiagnosticError:
            return source

    def tests(self, source: Source) -> Source:
        self.seen.append(source.text)
        try:
            return replace(source, text=unparse(parse_unary_tests(source, self.names, Dialect.POLICY)))
        except DiagnosticError:
            return source

    def used(self, requires: Sequence[str]) -> tuple[str, ...]:
        """The requirements whose name, or the name of whose model, occurs in what was seen."""
        written = remove_space(" ".join(self.seen))
        return tuple(key for key in requires if remove_space(self.name_of(key)) in written)

    def name_of(self, key: str) -> str:
        namespace = key.rpartition("#")[0]
        return self.names_of_keys.get(key) or self.imports.get(namespace, "")

    def item(self, item: ItemDefinition) -> ItemDefinition:
        return replace(
            item,
            components=tuple(map(self.item, item.components)),
            allowed_values=item.allowed_values and self.tests(item.allowed_values),
            type_constraint=item.type_constraint and self.tests(item.type_constraint),
        )

    def decision(self, decision: Decision) -> Decision:
        self.seen.clear()
        expression = decision.expression and self.box(decision.expression)
        return replace(decision, expression=expression, requires=self.used(decision.requires))

    def knowledge_model(self, model: KnowledgeModel) -> KnowledgeModel:
        self.seen.clear()
        function = model.function and self.function(model.function)
        return replace(model, function=function, requires=self.used(model.requires))

    def function(self, box: FunctionBox) -> FunctionBox:
        return replace(box, body=box.body and self.box(box.body))

    def box(self, box: Expression) -> Expression:
        match box:
            case LiteralBox(source=source):
                return replace(box, source=self.expression(source))
            case TableBox():
                return self.table(box)
            case ContextBox(entries=entries):
                return replace(box, entries=tuple((variable, self.box(value)) for variable, value in entries))
            case ListBox(items=items):
                return replace(box, items=tuple(map(self.box, items)))
            case RelationBox(rows=rows):
                return replace(box, rows=tuple(tuple(map(self.box, row)) for row in rows))
            case FunctionBox():
                return self.function(box)
            case InvocationBox(bindings=bindings):
                given = tuple((variable, value and self.box(value)) for variable, value in bindings)
                return replace(box, function=self.box(box.function), bindings=given)
        return self.control(box)

    def control(self, box: ConditionalBox | FilterBox | IterationBox) -> Expression:
        match box:
            case ConditionalBox():
                return replace(
                    box,
                    condition=self.box(box.condition),
                    consequence=self.box(box.consequence),
                    alternative=self.box(box.alternative),
                )
            case FilterBox():
                return replace(box, domain=self.box(box.domain), predicate=self.box(box.predicate))
            case IterationBox():
                return replace(box, domain=self.box(box.domain), body=self.box(box.body))

    def table(self, box: TableBox) -> TableBox:
        return replace(
            box,
            inputs=tuple(map(self.input, box.inputs)),
            outputs=tuple(map(self.output, box.outputs)),
            rules=tuple(map(self.rule, box.rules)),
        )

    def input(self, clause: InputClause) -> InputClause:
        allowed = clause.allowed_values and self.tests(clause.allowed_values)
        return replace(clause, expression=self.expression(clause.expression), allowed_values=allowed)

    def output(self, clause: OutputClause) -> OutputClause:
        return replace(
            clause,
            allowed_values=clause.allowed_values and self.tests(clause.allowed_values),
            default=clause.default and self.expression(clause.default),
        )

    def rule(self, rule: TableRule) -> TableRule:
        return replace(
            rule, tests=tuple(map(self.tests, rule.tests)), results=tuple(map(self.expression, rule.results))
        )
