"""Filters, iterations and quantifiers: each becomes a function with a loop of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zhida.lang.base.types import BOOLEAN, DATE, NUMBER, STRING
from zhida.lang.core.tree import (
    Arithmetic,
    Binding,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Field,
    InputReference,
    Iteration,
    LocalReference,
    Quantification,
    Selection,
)
from zhida.lang.core.walk import walk
from zhida.lang.python.frame import NOTHING, Frame
from zhida.lang.python.plain import write_plain_comparison
from zhida.lang.python.writer import WriteFunction, Writer

_PARTIAL = "partial"


def write_selection(node: Selection, writer: Writer, frame: Frame) -> str | None:
    """``source[predicate]``, where the types tell whether the predicate is a position or a condition."""
    if _reads_partial(node):
        return None
    if node.predicate.type == NUMBER:
        source = writer.express(node.source, frame)
        return f"select_at({source}, {writer.express(node.predicate, frame.bind(node.item, NOTHING))})"
    return _write_filter(node, writer, frame) if node.predicate.type == BOOLEAN else None


def _write_filter(node: Selection, writer: Writer, frame: Frame) -> str:
    """A filter of no items asks its predicate once all the same, as the interpreter does, and takes back the warnings."""
    item = writer.begin_function("l")
    answer = writer.express(node.predicate, frame.begin().bind(node.item, item))
    lines = [
        "if source is None or type(source) is Missing:",
        "    return source",
        "items = source if type(source) is list else [source]",
        *_leave_nothing(node, writer),
        "run.spend(len(items))",
        "warned = len(run.warnings)",
        "kept, undecided = [], []",
        f"for {item} in items or (None,):",
        *_take_short_way(node, item, writer),
        f"    answer = {answer}",
        "    if answer is True:",
        f"        kept.append({item})",
        "    elif type(answer) is Missing:",
        "        undecided.append(answer)",
        "    elif items and answer is not False and answer is not None:",
        f"        return reject(run, {writer.slot(node.span)}, answer)",
        "if not items:",
        "    del run.warnings[warned:]",
        "    return []",
        "return (join_missing(undecided) or kept) if undecided else kept",
    ]
    return _Loop("filter_", {"source": writer.express(node.source, frame)}).write(lines, writer, frame)


def _leave_nothing(node: Selection, writer: Writer) -> list[str]:
    """No items leave none at once, if asking the predicate can do nothing but warn, and what it reads has been read."""
    inputs: set[str] = set()
    if not _only_warns(node.predicate, inputs, writer):
        return []
    read = [f"{writer.slot(name)} in run.read_inputs" for name in sorted(inputs)]
    return [f"if {' and '.join(('not items', *read))}:", "    return []"]


def _only_warns(node: Expression, inputs: set[str], writer: Writer) -> bool:
    """Whether computing the node does nothing but warn, once the inputs that it reads have been read."""
    if writer.find_known(node) is not None:
        return True
    match node:
        case InputReference(name=name):
            inputs.add(name)
            return node.type in _PLAIN
        case LocalReference(name=name):
            return name != _PARTIAL
        case Field(source=source):
            return _only_warns(source, inputs, writer)
        case Comparison(left=left, right=right):
            return _only_warns(left, inputs, writer) and _only_warns(right, inputs, writer)
        case Arithmetic(left=left, right=right) if node.type in _PLAIN - {STRING}:
            return _only_warns(left, inputs, writer) and _only_warns(right, inputs, writer)
        case Conjunction(operands=operands) | Disjunction(operands=operands):
            return all(_only_warns(operand, inputs, writer) for operand in operands)
    return False


_PLAIN = frozenset({NUMBER, STRING, BOOLEAN, DATE})
"""Types of values that have no items."""


def _take_short_way(node: Selection, item: str, writer: Writer) -> list[str]:
    """Keep or leave an item by comparisons of Python, if the predicate compares fields with constants and all are there."""
    predicate = node.predicate
    operands = predicate.operands if isinstance(predicate, Conjunction) else (predicate,)
    tests = [_write_field_test(operand, node.item, item, writer) for operand in operands]
    plain = [test for test in tests if test is not None]
    if len(plain) < len(tests):
        return []
    return [
        f"    if {' and '.join((f'type({item}) is dict', *(test.guard for test in plain)))}:",
        f"        if {' and '.join(test.text for test in plain)}:",
        f"            kept.append({item})",
        "        continue",
    ]


@dataclass(frozen=True, slots=True)
class _FieldTest:
    """A test of one field, and the look at its class that goes before."""

    guard: str
    text: str


def _write_field_test(node: Expression, name: str, item: str, writer: Writer) -> _FieldTest | None:
    value = writer.temporary()
    match node:
        case Field(source=LocalReference(name=local), name=field) if local == name and node.type == BOOLEAN:
            text, class_ = value, "bool"
        case Comparison(operator=sign, left=Field(source=LocalReference(name=local), name=field), right=right) if (
            local == name
        ):
            plain = write_plain_comparison(sign, right, value, writer)
            if plain is None:
                return None
            text, class_ = plain.text, plain.class_
        case _:
            return None
    return _FieldTest(f"type({value} := {item}.get({writer.slot(field)})) is {class_}", text)


def write_iteration(node: Iteration, writer: Writer, frame: Frame) -> str | None:
    """``for`` over one variable; the interpreter runs over several, and keeps what reads ``partial``."""
    if len(node.bindings) != 1 or _reads_partial(node):
        return None
    binding = node.bindings[0]
    item = writer.begin_function("l")
    body = writer.express(node.body, frame.begin().bind(binding.name, item))
    lines = [
        *_open(binding, node, writer),
        "results = []",
        f"for {item} in items:",
        f"    results.append({body})",
        "return results",
    ]
    return _Loop("iterate_", _ends(binding, writer, frame)).write(lines, writer, frame)


def write_quantification(node: Quantification, writer: Writer, frame: Frame) -> str | None:
    """``some`` and ``every`` over one variable: stops where an item decides."""
    if len(node.bindings) != 1 or _reads_partial(node):
        return None
    binding = node.bindings[0]
    item = writer.begin_function("l")
    condition = writer.express(node.condition, frame.begin().bind(binding.name, item))
    deciding, other = ("True", "False") if node.quantifier == "some" else ("False", "True")
    lines = [
        *_open(binding, node, writer),
        "undecided = []",
        f"for {item} in items:",
        f"    answer = {condition}",
        f"    if answer is {deciding}:",
        f"        return {deciding}",
        f"    if answer is not {other}:",
        "        undecided.append(answer)",
        f"return join_missing(undecided) if undecided else {other}",
    ]
    return _Loop("ask_", _ends(binding, writer, frame)).write(lines, writer, frame)


def _ends(binding: Binding, writer: Writer, frame: Frame) -> Mapping[str, str]:
    start = {"start": writer.express(binding.domain, frame)}
    return start if binding.high is None else {**start, "end": writer.express(binding.high, frame)}


def _open(binding: Binding, node: Expression, writer: Writer) -> list[str]:
    """The items to run over; where there are none to run over, that is the value of the whole."""
    opened = "open_domain({}, start)" if binding.high is None else "open_count({}, start, end)"
    return [
        f"items = {opened.format(f'run, {writer.slot(node.span)}')}",
        "if type(items) is not list:",
        "    return items",
    ]


@dataclass(frozen=True, slots=True)
class _Loop:
    """A loop as a function; ``arguments`` are what it is given besides the variables in sight, by its parameters."""

    prefix: str
    arguments: Mapping[str, str]

    def write(self, lines: list[str], writer: Writer, frame: Frame) -> str:
        """Write the function; the call of it."""
        name = writer.begin_function(self.prefix)
        writer.define(name, (*self.arguments, *frame.holders), lines)
        return f"{name}({', '.join(('run', *self.arguments.values(), *frame.holders))})"


def _reads_partial(node: Expression) -> bool:
    return any(reference.name == _PARTIAL for reference in walk(node, LocalReference))


LOOPS: Mapping[type, WriteFunction] = MappingProxyType(
    {Selection: write_selection, Iteration: write_iteration, Quantification: write_quantification}
)
"""Write functions of this module."""
