"""Filters, iterations and quantifiers: each becomes a function with a loop of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zhida.lang.base.types import BOOLEAN, NUMBER
from zhida.lang.core.tree import Binding, Expression, Iteration, LocalReference, Quantification, Selection
from zhida.lang.core.walk import walk
from zhida.lang.python.frame import NOTHING, Frame
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
        "run.spend(len(items))",
        "warned = len(run.warnings)",
        "kept, undecided = [], []",
        f"for {item} in items or (None,):",
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
