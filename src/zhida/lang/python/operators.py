"""References, fields, operators, conditionals and calls as Python expressions.

Each writes the short way for plain operands into the expression and leaves every other operand to `runtime`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.temporal import Date
from zhida.lang.base.types import NUMBER, SimpleType
from zhida.lang.base.values import Value
from zhida.lang.core.builtins import BUILTINS
from zhida.lang.core.tree import (
    Arithmetic,
    BuiltinCall,
    Call,
    Coercion,
    Comparison,
    Conditional,
    Conjunction,
    DefinitionReference,
    Disjunction,
    Expression,
    Field,
    InputReference,
    ListOf,
    LocalReference,
    Membership,
    Negation,
    Quantification,
    TypeTest,
)
from zhida.lang.interpret.builtins.call import IMPLEMENTATIONS, prepare_builtin
from zhida.lang.interpret.compare import ORDERINGS
from zhida.lang.interpret.fit import make_fit
from zhida.lang.python.frame import Frame
from zhida.lang.python.runtime import BUILTINS_OF_ONE, BUILTINS_OF_SEVERAL, CALCULATORS, Called
from zhida.lang.python.writer import WriteFunction, Writer

CLASS_NAMES: Mapping[type, str] = MappingProxyType({Decimal: "Decimal", str: "str", bool: "bool", Date: "Date"})
"""The classes of values that Python compares as FEEL does, by the names they have in the source."""

SIGNS: Mapping[str, str] = MappingProxyType({"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="})
"""The comparisons of FEEL as Python writes them."""

_TRUTHS = (Comparison, Conjunction, Disjunction, Membership, Quantification, TypeTest)


# References


def write_input(node: InputReference, writer: Writer, _: Frame) -> str:
    """An input, made to fit when first asked for."""
    writer.builder.inputs.add(node.name)
    name = writer.slot(node.name)
    return f"(inputs[{name}] if {name} in inputs else run.input({name}))"


def write_definition(node: DefinitionReference, writer: Writer, _: Frame) -> str:
    """Another definition, computed when first asked for."""
    key = writer.slot(node.key)
    return f"(memory[{key}] if {key} in memory else run.value({key}))"


def write_local(node: LocalReference, _: Writer, frame: Frame) -> str | None:
    """A variable; ``partial``, which still grows, is left to the interpreter."""
    return None if node.name == "partial" else frame.variables[node.name]


def write_field(node: Field, writer: Writer, frame: Frame) -> str:
    """A field of a context, or whatever else a dot reads."""
    held, source = _hold(node.source, writer, frame)
    name, span = writer.slot(node.name), writer.slot(node.span)
    if held in _LITERALS:
        return f"field(run, {span}, {held}, {name})"
    return f"({held}[{name}] if type({source}) is dict and {name} in {held} else field(run, {span}, {held}, {name}))"


_LITERALS = frozenset({"None", "True", "False"})


def _hold(node: Expression, writer: Writer, frame: Frame) -> tuple[str, str]:
    """A name that holds the value of a node, and the expression that is to stand where it is first read."""
    text = writer.express(node, frame)
    if text.isidentifier():
        return text, text
    name = writer.temporary()
    return name, f"({name} := {text})"


# Operators


def write_arithmetic(node: Arithmetic, writer: Writer, frame: Frame) -> str:
    """Numbers by the context of 34 digits; whatever else as the interpreter does."""
    span = writer.slot(node.span)
    left, right = writer.express(node.left, frame), writer.express(node.right, frame)
    if node.operator in CALCULATORS:
        return f"{writer.slot(CALCULATORS[node.operator])}(run, {span}, {left}, {right})"
    return f"arithmetic(run, {span}, {writer.slot(node.operator)}, {left}, {right})"


def write_negation(node: Negation, writer: Writer, frame: Frame) -> str:
    """``-operand``."""
    return f"minus(run, {writer.slot(node.span)}, {writer.express(node.operand, frame)})"


def write_comparison(node: Comparison, writer: Writer, frame: Frame) -> str:
    """Two numbers, or a value with a constant of its class, compared by Python; all else by the interpreter."""
    known = writer.find_known(node.right)
    left, first = _hold(node.left, writer, frame)
    if known is not None and known.value is None and node.operator == "=":
        return f"(True if {first} is None else {_compare_any(node, writer, left, 'None')} if type({left}) is Missing else False)"
    if known is not None and is_comparable(known.value, node.operator):
        right = writer.slot(known.value)
        test = f"type({first}) is {CLASS_NAMES[type(known.value)]}"
    else:
        right, second = _hold(node.right, writer, frame)
        test = f"(type({first}) is Decimal) & (type({second}) is Decimal)"
    compared = compare_plain(left, node.operator, right, type(known.value) if known else Decimal)
    return f"({compared} if {test} else {_compare_any(node, writer, left, right)})"


def compare_plain(left: str, sign: str, right: str, class_: type) -> str:
    """Two names that hold values of one class, compared; days mostly differ in their year."""
    if class_ is bool:
        return f"({left} is {'' if sign == '=' else 'not '}{right})"
    if class_ is Date and sign not in {"=", "!="}:
        years = f"{left}.year {sign[0]} {right}.year"
        return f"({years} or {left}.year == {right}.year and {left} {sign} {right})"
    return f"({left} {SIGNS[sign]} {right})"


def is_comparable(value: Value, sign: str) -> bool:
    """Whether Python compares the value with others of its class as FEEL does."""
    return type(value) in CLASS_NAMES and (type(value) is not bool or sign in {"=", "!="})


def _compare_any(node: Comparison, writer: Writer, left: str, right: str) -> str:
    span = writer.slot(node.span)
    match node.operator:
        case "=":
            return f"equal(run, {span}, {left}, {right})"
        case "!=":
            return f"differ(run, {span}, {left}, {right})"
        case _:
            return f"order(run, {span}, {writer.slot(ORDERINGS[node.operator])}, {left}, {right})"


def write_conjunction(node: Conjunction, writer: Writer, frame: Frame) -> str:
    """``and``: stops at the first false."""
    combined = _combine(node.operands, writer, frame)
    return (
        f"(False if {combined.any_is('False')} else True if {combined.all_are('True')} else conjoin({combined.names}))"
    )


def write_disjunction(node: Disjunction, writer: Writer, frame: Frame) -> str:
    """``or``: stops at the first true."""
    combined = _combine(node.operands, writer, frame)
    return (
        f"(True if {combined.any_is('True')} else False if {combined.all_are('False')} else disjoin({combined.names}))"
    )


@dataclass(frozen=True, slots=True)
class _Combined:
    """Operands as the names that hold them and the expressions to stand where they are first read."""

    held: tuple[tuple[str, str], ...]

    def any_is(self, answer: str) -> str:
        """A test that reads one after the other, up to the first that is the answer."""
        return " or ".join(f"{first} is {answer}" for _, first in self.held)

    def all_are(self, answer: str) -> str:
        """A test of those read already."""
        return " and ".join(f"{name} is {answer}" for name, _ in self.held)

    @property
    def names(self) -> str:
        """A tuple of those read already."""
        return f"({', '.join(name for name, _ in self.held)},)"


def _combine(operands: Sequence[Expression], writer: Writer, frame: Frame) -> _Combined:
    return _Combined(tuple(_hold(operand, writer, frame) for operand in operands))


def write_membership(node: Membership, writer: Writer, frame: Frame) -> str:
    """``value in test``."""
    value, test = writer.express(node.value, frame), writer.express(node.test, frame)
    return f"member(run, {writer.slot(node.span)}, {value}, {test})"


def write_type_test(node: TypeTest, writer: Writer, frame: Frame) -> str:
    """``operand instance of tested``."""
    return f"instance({writer.express(node.operand, frame)}, {writer.slot(node.tested)})"


def write_coercion(node: Coercion, writer: Writer, frame: Frame) -> str:
    """The value made to fit: one of the very class fits as it is, if all values are allowed."""
    fit = writer.slot(make_fit(node, writer.compile_test(node.allowed) if node.allowed else None))
    held, operand = _hold(node.operand, writer, frame)
    class_ = _PLAIN_TYPES.get(node.type) if isinstance(node.type, SimpleType) and node.allowed is None else None
    if class_ is None:
        return f"{fit}(run, {operand})"
    return f"({held} if type({operand}) is {class_} else {fit}(run, {held}))"


_PLAIN_TYPES = {NUMBER: "Decimal"}


def write_conditional(node: Conditional, writer: Writer, frame: Frame) -> str:
    """``if``: the alternative when the condition is anything but true; missing when it is missing."""
    held, condition = _hold(node.condition, writer, frame)
    consequence = writer.express(node.consequence, frame)
    alternative = writer.express(node.alternative, frame)
    if not isinstance(node.condition, _TRUTHS):
        accepted = f"{held} is False or accept_condition(run, {writer.slot(node.condition.span)}, {held})"
        alternative = f"({alternative} if {accepted} else None)"
    return f"({consequence} if {condition} is True else {held} if type({held}) is Missing else {alternative})"


def write_list(node: ListOf, writer: Writer, frame: Frame) -> str:
    """``[items]``."""
    return f"[{', '.join(writer.express(item, frame) for item in node.items)}]"


# Calls


def write_builtin(node: BuiltinCall, writer: Writer, frame: Frame) -> str:
    """A builtin: by a way of its own, the implementation for numbers, or as the interpreter calls it."""
    count = len(node.arguments)
    called = writer.slot(Called(node.name, node.span, prepare_builtin(node.name, count, writer.builder.clock)))
    arguments = "".join(f", {writer.express(argument, frame)}" for argument in node.arguments)
    short = (BUILTINS_OF_ONE if count == 1 else BUILTINS_OF_SEVERAL).get(node.name)
    if short is not None:
        return f"{writer.slot(short)}(run, {called}{arguments})"
    if _takes_numbers(node.name, count):
        return f"of_numbers(run, {called}, {writer.slot(IMPLEMENTATIONS[node.name])}{arguments})"
    return f"builtin(run, {called}{arguments})"


def _takes_numbers(name: str, count: int) -> bool:
    """Whether the only signature for so many arguments takes that many numbers."""
    signatures = [signature for signature in BUILTINS[name].signatures if signature.accepts(count)]
    return (
        count > 0
        and len(signatures) == 1
        and not signatures[0].variadic
        and all(parameter.type == NUMBER for parameter in signatures[0].parameters)
    )


def write_call(node: Call, writer: Writer, frame: Frame) -> str:
    """A function with its arguments, in order or by name."""
    names = tuple(name for name, _ in node.arguments if name is not None)
    function, span = writer.express(node.function, frame), writer.slot(node.span)
    arguments = "".join(f", {writer.express(argument, frame)}" for _, argument in node.arguments)
    if names:
        return f"call_with_names(run, {span}, {function}, {writer.slot(names)}{arguments})"
    return f"call_in_order(run, {span}, {function}{arguments})"


OPERATORS: Mapping[type, WriteFunction] = MappingProxyType(
    {
        InputReference: write_input,
        DefinitionReference: write_definition,
        LocalReference: write_local,
        Field: write_field,
        Arithmetic: write_arithmetic,
        Negation: write_negation,
        Comparison: write_comparison,
        Conjunction: write_conjunction,
        Disjunction: write_disjunction,
        Membership: write_membership,
        TypeTest: write_type_test,
        Coercion: write_coercion,
        Conditional: write_conditional,
        ListOf: write_list,
        BuiltinCall: write_builtin,
        Call: write_call,
    }
)
"""Write functions of this module."""
