"""The core tree: one small typed language into which FEEL, DMN and policy documents are lowered.

Every name is resolved, every node knows its type and its span, every sugar is gone. Interpreter,
SQL, table checks and distance are all readings of this tree, and nothing else defines meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal as OneOf

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Span
from zhida.lang.base.types import ANY, Type
from zhida.lang.base.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: its place and the type of its value."""

    span: Span = field(compare=False, repr=False)
    type: Type = ANY


# Leaves


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A value known now: number, string, boolean, null, date, time, duration."""

    value: Value


@dataclass(frozen=True, slots=True)
class InputReference(Node):
    """The value of an input of the program."""

    name: str


@dataclass(frozen=True, slots=True)
class DefinitionReference(Node):
    """The value of another definition of the program (a decision, or a function), by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class LocalReference(Node):
    """A variable bound by an enclosing node: parameter, iterator, context entry, ``item``, ``partial`` or ``?``."""

    name: str


@dataclass(frozen=True, slots=True)
class ItemReference(Node):
    """A name inside a filter over items of unknown fields: the field of ``item`` if it has one so named, else ``outer``."""

    name: str
    item: LocalReference
    outer: Expression


@dataclass(frozen=True, slots=True)
class BuiltinReference(Node):
    """A builtin used as a value: ``sort(list, my function)``."""

    name: str


# Operators


@dataclass(frozen=True, slots=True)
class Field(Node):
    """``source.name``; over a list, the list of the fields."""

    source: Expression
    name: str


ArithmeticOperator = OneOf["+", "-", "*", "/", "**"]
ComparisonOperator = OneOf["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``left operator right`` on numbers, dates, durations or strings."""

    operator: ArithmeticOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``-operand``."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``left operator right``; null when the operands cannot be compared."""

    operator: ComparisonOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Conjunction(Node):
    """``and`` of two or more, in three-valued logic."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Disjunction(Node):
    """``or`` of two or more, in three-valued logic."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """``value in test`` where only running tells whether the test is a range, a list, a boolean or a value."""

    value: Expression
    test: Expression


@dataclass(frozen=True, slots=True)
class TypeTest(Node):
    """``operand instance of tested``."""

    operand: Expression
    tested: Type


@dataclass(frozen=True, slots=True)
class Coercion(Node):
    """The value made to fit the node's type (singleton lists, date to date and time; DMN 1.5, §10.3.2.9.4), else null.

    ``allowed``, if given, is a test over the local ``?`` that the value must pass.
    """

    operand: Expression
    allowed: Expression | None = None


# Constructions


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """``[items]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """``{name: value}``; each value sees the entries before it as locals."""

    entries: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    """``[low..high]``; an end left out is unbounded. ``is_single`` marks one written ``(= low)``."""

    low: Expression | None
    high: Expression | None
    low_closed: bool
    high_closed: bool
    is_single: bool = False


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    """A function value; ``body`` sees the parameters as locals, and the function itself by ``own_name`` if it has one."""

    parameters: tuple[tuple[str, Type], ...]
    body: Expression
    own_name: str | None = None


# Calls


@dataclass(frozen=True, slots=True)
class BuiltinCall(Node):
    """A call of a builtin by name; arguments in the order of the matched signature."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A call of a function value; named arguments carry their names, positional ones None."""

    function: Expression
    arguments: tuple[tuple[str | None, Expression], ...]


# Control


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """``if condition then consequence else alternative``."""

    condition: Expression
    consequence: Expression
    alternative: Expression


@dataclass(frozen=True, slots=True)
class Binding(Node):
    """A variable that runs over a domain: a list or range, or from ``domain`` to ``high``."""

    name: str
    domain: Expression
    high: Expression | None = None


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """The list of ``body`` for every combination of the bindings; the body may read ``partial``."""

    bindings: tuple[Binding, ...]
    body: Expression


@dataclass(frozen=True, slots=True)
class Quantification(Node):
    """Whether ``some`` or ``every`` combination of the bindings satisfies ``condition``."""

    quantifier: OneOf["some", "every"]
    bindings: tuple[Binding, ...]
    condition: Expression


@dataclass(frozen=True, slots=True)
class Selection(Node):
    """``source[predicate]``: the items that satisfy the predicate, or the item at a number.

    The predicate sees the item as the local named ``item``; a filter inside another filter gives it a name of its own.
    """

    source: Expression
    predicate: Expression
    item: str = "item"


# Decision tables (DMN 1.5, chapter 8)

HitPolicy = OneOf["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]
Aggregation = OneOf["SUM", "COUNT", "MIN", "MAX"]


@dataclass(frozen=True, slots=True)
class TableInput(Node):
    """A column of conditions: its heading, the value it tests and the values it allows (a test over ``?``)."""

    label: str
    expression: Expression
    allowed: Expression | None = None


@dataclass(frozen=True, slots=True)
class TableOutput(Node):
    """A column of results; ``order`` lists its values, best first, for the policies that rank."""

    name: str
    order: tuple[Value, ...] = ()
    allowed: Expression | None = None
    default: Expression | None = None


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """A row: one test per input (a boolean over the local ``?``), one result per output, and notes such as its article."""

    number: int
    tests: tuple[Expression, ...]
    results: tuple[Expression, ...]
    annotations: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A decision table. Its value is one result, one context of results, or a list of either, as the hit policy says."""

    inputs: tuple[TableInput, ...]
    outputs: tuple[TableOutput, ...]
    rules: tuple[Rule, ...]
    hit_policy: HitPolicy
    aggregation: Aggregation | None = None


Expression = (
    Constant
    | InputReference
    | DefinitionReference
    | LocalReference
    | ItemReference
    | BuiltinReference
    | Field
    | Arithmetic
    | Negation
    | Comparison
    | Conjunction
    | Disjunction
    | Membership
    | TypeTest
    | Coercion
    | ListOf
    | ContextOf
    | RangeOf
    | FunctionOf
    | BuiltinCall
    | Call
    | Conditional
    | Iteration
    | Quantification
    | Selection
    | Table
)

# Programs


@dataclass(frozen=True, slots=True)
class Input(Node):
    """An input of the program: what it is called, its type, and the values it allows (a test over ``?``)."""

    name: str
    allowed: Expression | None = None


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """A named expression: a decision, or a business knowledge model whose value is a function.

    ``key`` is unique in the program, ``name`` is what expressions call it.
    """

    key: str
    name: str
    body: Expression
    kind: OneOf["decision", "function"] = "decision"


@dataclass(frozen=True, slots=True)
class Service(Node):
    """A decision service: a function of ``inputs`` and ``given`` decisions to ``outputs``; ``inner`` are evaluated inside."""

    key: str
    name: str
    inputs: tuple[str, ...]
    given: tuple[str, ...]
    outputs: tuple[str, ...]
    inner: tuple[str, ...] = ()

    def parameter_of(self, input_: str) -> str:
        """What the service calls an input: in a model that is imported, its own inputs have no path before their names."""
        path, is_imported, _ = self.key.rpartition("#")
        return input_.removeprefix(f"{path}.") if is_imported else input_


@dataclass(frozen=True, slots=True)
class Program:
    """A model ready to be read: definitions stand after those they rest on.

    ``diagnostics`` are the findings of compilation; a program that has errors among them can be
    run (as the standard wants: wrong parts give null) but `policy` refuses it.
    """

    name: str
    inputs: Mapping[str, Input]
    definitions: Mapping[str, Definition]
    services: Mapping[str, Service] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
