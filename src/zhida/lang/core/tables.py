"""Decision tables → core tree (DMN 1.5, chapter 8)."""

from __future__ import annotations

from collections.abc import Sequence

from zhida.lang.base.span import Source, Span
from zhida.lang.base.types import ANY, NUMBER, ContextType, ListType, Type
from zhida.lang.base.values import Value
from zhida.lang.core.from_feel import lower_expression
from zhida.lang.core.inference import join_types
from zhida.lang.core.item_types import TypeTable, coerce
from zhida.lang.core.scope import Scope
from zhida.lang.core.texts import Texts
from zhida.lang.core.tree import Constant, Expression, Rule, Table, TableInput, TableOutput
from zhida.lang.dmn.model import InputClause, OutputClause, TableBox, TableRule

_RANKED = frozenset({"PRIORITY", "OUTPUT ORDER"})
_MANY = frozenset({"RULE ORDER", "OUTPUT ORDER", "COLLECT"})


def lower_table(box: TableBox, span: Span, scope: Scope, texts: Texts, types: TypeTable) -> Expression:
    """The meaning of a decision table."""
    return _Tables(scope, texts, types).lower(box, span)


class _Tables:
    """Lowers the parts of a table that all stand in one scope."""

    def __init__(self, scope: Scope, texts: Texts, types: TypeTable) -> None:
        self.scope = scope
        self.texts = texts
        self.types = types

    def lower(self, box: TableBox, span: Span) -> Expression:
        inputs = tuple(self.input(clause) for clause in box.inputs)
        outputs = tuple(
            self.output(clause, box.type_ref if len(box.outputs) == 1 else None, span) for clause in box.outputs
        )
        rules = tuple(self.rule(rule, inputs, box.outputs, span) for rule in box.rules)
        if box.hit_policy in _RANKED and not any(output.order for output in outputs):
            self.scope.report("core.no-output-order", span, policy=box.hit_policy)
        type_ = _table_type(box, outputs, rules)
        return Table(inputs, outputs, rules, box.hit_policy, box.aggregation, span=span, type=type_)

    def input(self, clause: InputClause) -> TableInput:
        span = clause.expression.span
        declared = self.types.find(clause.type_ref, span, self.scope)
        expression = coerce(self.texts.expression(clause.expression, self.scope), declared, self.scope)
        allowed = clause.allowed_values
        test = None if allowed is None else self.texts.tests(allowed, expression.type, self.scope)
        return TableInput(clause.label, expression, test, span=span, type=expression.type)

    def output(self, clause: OutputClause, table_type: str | None, span: Span) -> TableOutput:
        declared = self.types.find(clause.type_ref or table_type, span, self.scope)
        allowed = clause.allowed_values
        listed = allowed or declared.listed
        default = None if clause.default is None else self.result(clause.default, clause, span)
        return TableOutput(
            clause.name,
            order=() if listed is None else self.order(listed),
            allowed=None if allowed is None else self.texts.tests(allowed, declared.type, self.scope),
            default=default,
            span=span if allowed is None else allowed.span,
            type=declared.type if clause.type_ref else ANY,
        )

    def order(self, listed: Source) -> tuple[Value, ...]:
        """The values listed one by one, best first."""
        tree = self.texts.parse_tests(listed, self.scope)
        tests = () if tree is None else tree.tests
        lowered = [lower_expression(test, self.scope) for test in tests]
        return tuple(test.value for test in lowered if isinstance(test, Constant))

    def rule(self, rule: TableRule, inputs: Sequence[TableInput], outputs: Sequence[OutputClause], span: Span) -> Rule:
        tests = tuple(
            self.texts.tests(cell, column.type, self.scope) for cell, column in zip(rule.tests, inputs, strict=False)
        )
        results = tuple(self.result(cell, clause, span) for cell, clause in zip(rule.results, outputs, strict=False))
        first = (*tests, *results)[0].span if tests or results else span
        return Rule(rule.number, tests, results, rule.annotations, span=first)

    def result(self, cell: Source, clause: OutputClause, span: Span) -> Expression:
        declared = self.types.find(clause.type_ref, span, self.scope)
        return coerce(self.texts.expression(cell, self.scope), declared, self.scope)


def _table_type(box: TableBox, outputs: Sequence[TableOutput], rules: Sequence[Rule]) -> Type:
    columns = [_column_type(output, [rule.results[index] for rule in rules]) for index, output in enumerate(outputs)]
    if box.hit_policy == "COLLECT" and box.aggregation in {"SUM", "COUNT"}:
        return NUMBER
    one: Type = (
        columns[0]
        if len(columns) == 1
        else ContextType({output.name: type_ for output, type_ in zip(outputs, columns, strict=True)})
    )
    is_list = box.hit_policy in _MANY and box.aggregation is None
    return ListType(one) if is_list else one


def _column_type(output: TableOutput, results: Sequence[Expression]) -> Type:
    if output.type != ANY:
        return output.type
    defaults = [] if output.default is None else [output.default]
    return join_types([result.type for result in (*results, *defaults)])
