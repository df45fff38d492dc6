"""Filters, iterations and quantifiers: each becomes a function with a loop of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zhida.lang.base.temporal import Date
from zhida.lang.base.types import BOOLEAN, DATE, NUMBER, STRING, Type
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
from zhida.lang.python.operators import compare_plain
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
    inside = frame.begin().bind(node.item, item)
    answer, short = writer.express(node.predicate, inside), _find_short_way(node, item, writer, inside)
    lines = [
        "if source is None or type(source) is Missing:",
        "    return source",
        "items = source if type(source) is list else [source]",
        *_leave_nothing(node, writer),
        "run.spend(len(items))",
        "warned = len(run.warnings)",
        "kept, undecided = [], []",
        *short.before,
        f"for {item} in items or (None,):",
        *short.lines,
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


@dataclass(frozen=True, slots=True)
class _ShortWay:
    """What is computed once, before the first item, and how an item is then kept or left by comparisons of Python."""

    before: Sequence[str] = ()
    lines: Sequence[str] = ()


def _find_short_way(node: Selection, item: str, writer: Writer, frame: Frame) -> _ShortWay:
    """There is one if the predicate compares fields with what is the same for all items; it is taken where all are there."""
    predicate = node.predicate
    operands = predicate.operands if isinstance(predicate, Conjunction) else (predicate,)
    tests = [_write_field_test(operand, node.item, item, writer, frame) for operand in operands]
    plain = [test for test in tests if test is not None]
    if len(plain) < len(tests):
        return _ShortWay()
    lines = [
        f"    if {' and '.join((f'type({item}) is dict', *(test.guard for test in plain)))}:",
        f"        if {' and '.join(test.text for test in plain)}:",
        f"            kept.append({item})",
        "        continue",
    ]
    return _ShortWay([line for test in plain for line in test.before], lines)


@dataclass(frozen=True, slots=True)
class _FieldTest:
    """A test of one field, the look at the classes that goes before, and what is computed before the first item."""

    guard: str
    text: str
    before: Sequence[str] = ()


def _write_field_test(node: Expression, name: str, item: str, writer: Writer, frame: Frame) -> _FieldTest | None:
    value = writer.temporary()
    match node:
        case Field(source=LocalReference(name=local), name=field) if local == name and node.type == BOOLEAN:
            return _FieldTest(_guard_field(value, item, field, "bool", writer), value)
        case Comparison(operator=sign, left=Field(source=LocalReference(name=local), name=field), right=right) if (
            local == name
        ):
            plain = write_plain_comparison(sign, right, value, writer)
            if plain is not None:
                return _FieldTest(_guard_field(value, item, field, plain.class_, writer), plain.text)
            class_ = _CLASSES_OF_BOUNDS.get(right.type)
            before = class_ and _compute_before(right, class_, name, writer, frame)
            if class_ is not None and before:
                bound, lines = before
                guard = f"type({bound}) is {class_.__name__} and {_guard_field(value, item, field, class_.__name__, writer)}"
                return _FieldTest(guard, compare_plain(value, sign, bound, class_), lines)
    return None


_CLASSES_OF_BOUNDS: Mapping[Type, type] = MappingProxyType({NUMBER: Decimal, DATE: Date})


def _guard_field(value: str, item: str, field: str, class_: str, writer: Writer) -> str:
    return f"type({value} := {item}.get({writer.slot(field)})) is {class_}"


def _compute_before(
    node: Expression, class_: type, item: str, writer: Writer, frame: Frame
) -> tuple[str, Sequence[str]] | None:
    """What does not depend on the item, in a name; if it is not of the class, all is as if it had not been computed."""
    inputs: set[str] = set()
    if any(local.name == item for local in walk(node, LocalReference)) or not _only_warns(node, inputs, writer):
        return None
    bound, text = writer.temporary(), writer.express(node, frame)
    read = [f"{writer.slot(name)} in run.read_inputs" for name in sorted(inputs)]
    return bound, [
        f"{bound} = {text} if {' and '.join(read)} else None" if read else f"{bound} = {text}",
        f"if type({bound}) is not {class_.__name__}:",
        "    del run.warnings[warned:]",
    ]


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
