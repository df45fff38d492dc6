"""The DMN model: decisions, their requirements and boxed expressions (DMN 1.5, chapters 6-10).

Expressions are still texts here (`Source`s that know their place); `core.from_dmn` parses and
resolves them. `read` makes a model of XML, a policy pack makes one of Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal as OneOf

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source

HitPolicyName = OneOf["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]
AggregationName = OneOf["SUM", "COUNT", "MIN", "MAX"]

# Boxed expressions


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What every boxed expression has: the type it is declared to yield, and where it stands."""

    source: Source = field(compare=False, repr=False)
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class LiteralBox(Box):
    """A FEEL expression; its text is the text of ``source``."""


@dataclass(frozen=True, slots=True)
class InputClause:
    """An input column: what is tested, and the values it may have (unary tests)."""

    expression: Source
    label: str = ""
    type_ref: str | None = None
    allowed_values: Source | None = None


@dataclass(frozen=True, slots=True)
class OutputClause:
    """An output column; ``allowed_values`` (unary tests) also rank its values, best first."""

    name: str
    label: str = ""
    type_ref: str | None = None
    allowed_values: Source | None = None
    default: Source | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """A row: unary tests, one per input, and expressions, one per output; annotations by heading."""

    tests: tuple[Source, ...]
    results: tuple[Source, ...]
    annotations: Mapping[str, str] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True, slots=True)
class TableBox(Box):
    """A decision table."""

    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[TableRule, ...]
    hit_policy: HitPolicyName = "UNIQUE"
    aggregation: AggregationName | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A name and the type it is declared with."""

    name: str
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class ContextBox(Box):
    """Named entries; an entry without a variable is the result of the whole."""

    entries: tuple[tuple[Variable | None, Expression], ...]


@dataclass(frozen=True, slots=True)
class ListBox(Box):
    """A list of boxed expressions."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class RelationBox(Box):
    """A table of values: a list of contexts."""

    columns: tuple[Variable, ...]
    rows: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True)
class FunctionBox(Box):
    """A function definition; ``kind`` other than FEEL is kept to be refused by name."""

    parameters: tuple[Variable, ...]
    body: Expression | None
    kind: OneOf["FEEL", "Java", "PMML"] = "FEEL"


@dataclass(frozen=True, slots=True)
class InvocationBox(Box):
    """A call with arguments bound to parameters by name."""

    function: Expression
    bindings: tuple[tuple[Variable, Expression | None], ...]


@dataclass(frozen=True, slots=True)
class ConditionalBox(Box):
    """If, then, else."""

    condition: Expression
    consequence: Expression
    alternative: Expression


@dataclass(frozen=True, slots=True)
class FilterBox(Box):
    """The items of a list that match."""

    domain: Expression
    predicate: Expression


@dataclass(frozen=True, slots=True)
class IterationBox(Box):
    """For, some or every ``variable`` in ``domain``: ``body``."""

    kind: OneOf["for", "some", "every"]
    variable: Variable
    domain: Expression
    body: Expression


Expression = (
    LiteralBox
    | TableBox
    | ContextBox
    | ListBox
    | RelationBox
    | FunctionBox
    | InvocationBox
    | ConditionalBox
    | FilterBox
    | IterationBox
)

# The elements of a model


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A declared type: a reference or components or a function, perhaps a collection, perhaps constrained.

    ``allowed_values`` constrain an item, ``type_constraint`` the whole value (both unary tests).
    """

    name: str
    type_ref: str | None = None
    is_collection: bool = False
    components: tuple[ItemDefinition, ...] = ()
    allowed_values: Source | None = None
    type_constraint: Source | None = None
    function_parameters: tuple[Variable, ...] | None = None
    function_result: str | None = None


@dataclass(frozen=True, slots=True)
class InputData:
    """An input of the model."""

    key: str
    variable: Variable
    source: Source = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision. ``requires`` lists the keys of what it reads: inputs, decisions, knowledge models, services.

    ``key`` is unique in the model (in XML the id; ``namespace#id`` for what is imported);
    ``variable`` is the name expressions use, in XML equal to the name of the decision.
    """

    key: str
    variable: Variable
    expression: Expression | None
    requires: tuple[str, ...]
    source: Source = field(compare=False, repr=False)
    name: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeModel:
    """A business knowledge model: a function other elements invoke by name."""

    key: str
    variable: Variable
    function: FunctionBox | None
    requires: tuple[str, ...]
    source: Source = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DecisionService:
    """A decision service; its parameters are its input data, then its input decisions."""

    key: str
    variable: Variable
    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]
    source: Source = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Import:
    """Another model, whose elements and types are reached as ``name.element`` (or plainly, when ``name`` is empty)."""

    name: str
    namespace: str
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Definitions:
    """A DMN model; ``diagnostics`` are what reading it found worth a warning."""

    name: str
    namespace: str
    source: Source = field(compare=False, repr=False)
    imports: tuple[Import, ...] = ()
    item_definitions: tuple[ItemDefinition, ...] = ()
    input_data: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge_models: tuple[KnowledgeModel, ...] = ()
    services: tuple[DecisionService, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
