"""The surface tree of FEEL: what was written, node by node, before names and types are known.

One page holds the whole language (DMN 1.5, chapter 10.3, grammar rules 1-66). Every node knows
its span; `parser` makes the tree, `unparse` writes it, `core` gives it meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal as OneOf

from zhida.lang.base.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: its place. Two trees are equal whatever their places."""

    span: Span = field(compare=False, repr=False)


# Literals (rules 33-37, 62)


@dataclass(frozen=True, slots=True)
class NumberLiteral(Node):
    """``12.5``; with the sugar of policy documents also ``500万`` and ``10%``, already multiplied out."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class StringLiteral(Node):
    """``"text"``, escapes resolved."""

    value: str


@dataclass(frozen=True, slots=True)
class BooleanLiteral(Node):
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class NullLiteral(Node):
    """``null``."""


@dataclass(frozen=True, slots=True)
class AtLiteral(Node):
    """``@"2024-01-31"``: a date, time, date and time or duration."""

    text: str


# Names and paths


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name, spaces normalised to one: a variable, a builtin, a parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class InputValue(Node):
    """``?``: the input value a unary test is about."""


@dataclass(frozen=True, slots=True)
class Path(Node):
    """``source.name``."""

    source: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``source[predicate]``: a filter, or an index when the predicate is a number."""

    source: Expression
    predicate: Expression


# Operators


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``-operand``."""

    operand: Expression


BinaryOperator = OneOf["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "**"]


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """``left operator right``: logic, comparison or arithmetic."""

    operator: BinaryOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Between(Node):
    """``operand between low and high``, both ends included."""

    operand: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class In(Node):
    """``operand in (tests)``: true when one of the tests holds."""

    operand: Expression
    tests: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """``operand instance of type``."""

    operand: Expression
    type: TypeName


# Unary tests (rules 7, 12-17)


@dataclass(frozen=True, slots=True)
class UnaryComparison(Node):
    """``< endpoint``, ``>= endpoint``, ``= endpoint`` or ``!= endpoint``: in a test, about the input value; elsewhere an open range."""

    operator: OneOf["<", "<=", ">", ">=", "=", "!="]
    endpoint: Expression


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """``[low..high]``, ``(low..high)``, ``]low..high[``: a range."""

    low: Expression
    high: Expression
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class AnyTest(Node):
    """``-`` in a cell: holds for every input value, null included."""


@dataclass(frozen=True, slots=True)
class NotTest(Node):
    """``not(tests)`` in a cell."""

    tests: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """The whole of a cell: holds when one of its tests does."""

    tests: tuple[Expression, ...]


# Constructions


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """``[a, b]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ContextEntry(Node):
    """``key: value`` in a context."""

    key: str
    value: Expression


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    """``{key: value}``; later entries see earlier ones."""

    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, slots=True)
class FormalParameter(Node):
    """``name: type`` in a function definition; the type may be left out."""

    name: str
    type: TypeName | None


@dataclass(frozen=True, slots=True)
class FunctionLiteral(Node):
    """``function(parameters) body``; ``external`` bodies are kept to be refused by name."""

    parameters: tuple[FormalParameter, ...]
    body: Expression
    external: bool = False


@dataclass(frozen=True, slots=True)
class NamedArgument(Node):
    """``name: value`` in an invocation."""

    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Invocation(Node):
    """``function(arguments)``; either all positional or all named."""

    function: Expression
    positional: tuple[Expression, ...] = ()
    named: tuple[NamedArgument, ...] = ()


# Control


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if condition then consequence else alternative``."""

    condition: Expression
    consequence: Expression
    alternative: Expression


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """``name in domain``; with ``high`` the domain runs from ``domain`` to ``high`` (``i in 1..10``)."""

    name: str
    domain: Expression
    high: Expression | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """``for iterators return body``."""

    iterators: tuple[Iterator, ...]
    body: Expression


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``some`` or ``every`` ``iterators satisfies condition``."""

    quantifier: OneOf["some", "every"]
    iterators: tuple[Iterator, ...]
    condition: Expression


# Types (rule 54)


@dataclass(frozen=True, slots=True)
class NamedType(Node):
    """``number``, ``date and time``, or the name of an item definition."""

    name: str


@dataclass(frozen=True, slots=True)
class ListTypeName(Node):
    """``list<item>``."""

    item: TypeName


@dataclass(frozen=True, slots=True)
class RangeTypeName(Node):
    """``range<endpoint>``."""

    endpoint: TypeName


@dataclass(frozen=True, slots=True)
class ContextTypeName(Node):
    """``context<name: type>``."""

    fields: tuple[tuple[str, TypeName], ...]


@dataclass(frozen=True, slots=True)
class FunctionTypeName(Node):
    """``function<types> -> result``."""

    parameters: tuple[TypeName, ...]
    result: TypeName


TypeName = NamedType | ListTypeName | RangeTypeName | ContextTypeName | FunctionTypeName

Expression = (
    NumberLiteral
    | StringLiteral
    | BooleanLiteral
    | NullLiteral
    | AtLiteral
    | Name
    | InputValue
    | Path
    | Filter
    | Negation
    | Binary
    | Between
    | In
    | InstanceOf
    | UnaryComparison
    | Interval
    | AnyTest
    | NotTest
    | UnaryTests
    | ListLiteral
    | ContextLiteral
    | FunctionLiteral
    | Invocation
    | If
    | For
    | Quantified
)
