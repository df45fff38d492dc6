"""Small factories for tables of the core tree, as lowering makes them."""

from decimal import Decimal

from zhida.lang.base.span import span_of
from zhida.lang.base.types import BOOLEAN, NUMBER, STRING
from zhida.lang.check.axis import type_of
from zhida.lang.core.tree import (
    BuiltinCall,
    Comparison,
    Conjunction,
    Constant,
    Definition,
    Disjunction,
    Field,
    Input,
    InputReference,
    LocalReference,
    Membership,
    Program,
    RangeOf,
    Rule,
    Table,
    TableInput,
    TableOutput,
)

REVENUE, INDUSTRY, LISTED = "营业收入", "行业", "规上企业"


def constant(value):
    value = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return Constant(value, span=span_of(str(value)), type=type_of(value) or NUMBER)


def subject():
    return LocalReference("?", span=span_of("?"))


def is_(operator, value, left=None):
    value = value if hasattr(value, "span") else constant(value)
    return Comparison(operator, left or subject(), value, span=span_of(f"{operator} {value.span.text}"), type=BOOLEAN)


def all_of(*operands):
    return Conjunction(operands, span=span_of("and"), type=BOOLEAN)


def any_of(*operands):
    return Disjunction(operands, span=span_of("or"), type=BOOLEAN)


def not_(operand):
    return BuiltinCall("not", (operand,), span=span_of("not"), type=BOOLEAN)


def within(low, high, *, low_closed=True, high_closed=True):
    ends = (constant(low), constant(high))
    return Membership(
        subject(), RangeOf(*ends, low_closed, high_closed, span=span_of("range")), span=span_of("in"), type=BOOLEAN
    )


def one_of(*values):
    return any_of(*(is_("=", value) for value in values))


ANYTHING = constant(value=True)


def read(name, type_):
    return InputReference(name, span=span_of(name), type=type_)


def field_of(source, name, type_=NUMBER):
    return Field(read(source, NUMBER), name, span=span_of(f"{source}.{name}"), type=type_)


def column(expression, allowed=None):
    return TableInput(expression.span.text, expression, allowed, span=expression.span)


NUMBER_COLUMN = column(read(REVENUE, NUMBER))
STRING_COLUMN = column(read(INDUSTRY, STRING))
BOOLEAN_COLUMN = column(read(LISTED, BOOLEAN))


def make_table(columns, rows, policy="UNIQUE", *, order=(), default=None, annotations=None, aggregation=None):  # noqa: PLR0913
    """A table of one output; each row is its tests and then its result."""
    rules = [
        Rule(
            number,
            tuple(tests),
            (result if hasattr(result, "span") else constant(result),),
            (annotations or {}).get(number, {}),
            span=span_of(f"第{number}行"),
        )
        for number, (*tests, result) in enumerate(rows, start=1)
    ]
    output = TableOutput("奖励", order, default=default, span=span_of("奖励"))
    return Table(tuple(columns), (output,), tuple(rules), policy, aggregation, span=span_of("表"))


def make_program(*tables, inputs=(), more=()):
    definitions = [Definition(f"奖励{i}", f"奖励{i}", table, span=table.span) for i, table in enumerate(tables)]
    return Program(
        "示范",
        {name: Input(name, allowed, span=span_of(name)) for name, allowed in inputs},
        {definition.key: definition for definition in (*more, *definitions)},
    )
