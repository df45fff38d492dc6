"""Decision tables as functions: one ``if`` for each rule.

A cell that compares its value with constants is a comparison of Python, guarded by the class of the value, which is
looked at once for the whole column; what is missing or null takes the long way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from zhida.lang.core.tree import (
    BuiltinCall,
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    Expression,
    LocalReference,
    Rule,
    Table,
    TableOutput,
)
from zhida.lang.interpret.hit_policy import apply_hit_policy
from zhida.lang.interpret.run import MAXIMUM_STEPS
from zhida.lang.python.frame import Frame
from zhida.lang.python.operators import CLASS_NAMES, SIGNS, is_comparable
from zhida.lang.python.writer import WriteFunction, Writer

_TESTED = "?"
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def write_table(node: Table, writer: Writer, frame: Frame) -> str:
    """The call of the table's function."""
    name = writer.begin_function("table_")
    define_table(node, writer, frame.begin(), name, frame.holders)
    return f"{name}({', '.join(('run', *frame.holders))})"


def define_table(node: Table, writer: Writer, frame: Frame, name: str, parameters: Sequence[str]) -> None:
    """Write a function that evaluates the table."""
    columns = [writer.temporary() for _ in node.inputs]
    guards = _Guards(writer)
    rows = [_write_row(rule, columns, guards, writer, frame) for rule in node.rules]
    results = _Results(node, writer, frame)
    lines = [
        *_read_inputs(node, columns, writer, frame),
        *guards.lines,
        "undecided, possible, hits = [], [], []",
    ]
    for index, conditions in enumerate(rows):
        lines += _decide_row(index, conditions, results)
    writer.define(name, parameters, [*lines, *_count_steps(len(rows)), *results.conclude()])


def _read_inputs(node: Table, columns: Sequence[str], writer: Writer, frame: Frame) -> list[str]:
    lines = []
    for column, declared in zip(columns, node.inputs, strict=True):
        lines.append(f"{column} = {writer.express(declared.expression, frame)}")
        if declared.allowed is not None:
            test = writer.slot(writer.compile_test(declared.allowed))
            lines += [f"if not admits(run, {writer.slot(declared.span)}, {test}, {column}):", "    return None"]
    return lines


# Rules


class _Guards:
    """Names for whether a column holds a value of a class, looked at once for all its cells."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._names: dict[tuple[str, str], str] = {}

    def find(self, column: str, class_: str) -> str:
        """The name for a column and a class."""
        if (column, class_) not in self._names:
            self._names[column, class_] = self._writer.temporary()
        return self._names[column, class_]

    @property
    def lines(self) -> list[str]:
        """Where the names get their values."""
        return [f"{name} = type({column}) is {class_}" for (column, class_), name in self._names.items()]


def _write_row(rule: Rule, columns: Sequence[str], guards: _Guards, writer: Writer, frame: Frame) -> list[str]:
    """The cells of a rule that do not always hold, each as a Python expression that is true if it holds or may hold."""
    return [
        _write_cell(test, column, guards, writer, frame)
        for test, column in zip(rule.tests, columns, strict=False)
        if not (isinstance(test, Constant) and test.value is True)
    ]


def _write_cell(test: Expression, column: str, guards: _Guards, writer: Writer, frame: Frame) -> str:
    plain = _write_plain(test, column, writer)
    if plain is None:
        answer = writer.temporary()
        inside = writer.express(test, frame.bind(_TESTED, column))
        return f"(({answer} := {inside}) is True or may_hold({answer}, undecided))"
    guard, seldom = guards.find(column, plain.class_), writer.slot(writer.compile_test(test))
    return f"({plain.text} if {guard} else ask(run, {seldom}, {column}, undecided))"


@dataclass(frozen=True, slots=True)
class _Plain:
    """A test of values of one class, in Python."""

    text: str
    class_: str


def _write_plain(node: Expression, column: str, writer: Writer) -> _Plain | None:
    """A test that compares the value in the column with constants of one class, and nothing else."""
    match node:
        case Comparison(operator=sign, left=LocalReference(name=name), right=right) if name == _TESTED:
            return _write_plain_comparison(sign, right, column, writer)
        case Comparison(operator=sign, left=left, right=LocalReference(name=name)) if name == _TESTED:
            return _write_plain_comparison(_FLIPPED[sign], left, column, writer)
        case Conjunction(operands=operands):
            return _join([_write_plain(operand, column, writer) for operand in operands], " and ")
        case Disjunction(operands=operands):
            return _join([_write_plain(operand, column, writer) for operand in operands], " or ")
        case BuiltinCall(name="not", arguments=(argument,)):
            inside = _write_plain(argument, column, writer)
            return inside and _Plain(f"(not {inside.text})", inside.class_)
    return None


def _write_plain_comparison(sign: str, other: Expression, column: str, writer: Writer) -> _Plain | None:
    known = writer.find_known(other)
    if known is None or not is_comparable(known.value, sign):
        return None
    return _Plain(f"({column} {SIGNS[sign]} {writer.slot(known.value)})", CLASS_NAMES[type(known.value)])


def _join(parts: Sequence[_Plain | None], word: str) -> _Plain | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len({part.class_ for part in known}) != 1:
        return None
    return _Plain(f"({word.join(part.text for part in known)})", known[0].class_)


def _decide_row(index: int, conditions: Sequence[str], results: _Results) -> list[str]:
    """What follows from a rule that holds, that may hold, or that does not."""
    hit = results.take(index)
    if not conditions:
        return hit
    return [
        f"if {' and '.join(conditions)}:",
        "    if undecided:",
        "        possible += undecided",
        "        undecided = []",
        "    else:",
        *(f"        {line}" for line in hit),
        "elif undecided:",
        "    undecided = []",
    ]


def _count_steps(rules: int) -> list[str]:
    return [f"run.steps += {rules}", f"if run.steps > {MAXIMUM_STEPS}:", "    run.spend(0)"]


# Results


class _Results:
    """The results of one table: a function with the values of the outputs for each rule, and what becomes of them."""

    def __init__(self, node: Table, writer: Writer, frame: Frame) -> None:
        self._node = node
        self._writer = writer
        self._frame = frame
        self._names = tuple(dict.fromkeys(output.name for output in node.outputs))
        self._values = writer.begin_function("values_")
        self._constants = self._find_constants()
        lines = []
        for index, rule in enumerate(node.rules):
            lines += [
                f"if hit == {index}:",
                f"    return {self._context(list(map(self._value, node.outputs, rule.results)))}",
            ]
        writer.define(self._values, ("hit", *frame.holders), lines or ["return {}"])

    def take(self, index: int) -> list[str]:
        """What is done when a rule holds: the first is taken at once where that is the policy."""
        if self._node.hit_policy != "FIRST":
            return [f"hits.append({index})"]
        return [*_count_steps(index + 1), f"return unite(possible) if possible else {self._result(str(index))}"]

    def conclude(self) -> list[str]:
        """What the table yields when all rules have been looked at."""
        nothing = f"return unite(possible) if possible else {self._default()}"
        holders = "".join(f", {holder}" for holder in self._frame.holders)
        settle = f"return settle(run, {self._writer.slot(self._node)}, {self._values}, hits{holders})"
        match self._node.hit_policy:
            case "FIRST":
                return [nothing]
            case "UNIQUE" | "ANY":
                one = f"    return {self._result('hits[0]')}"
                return ["if len(hits) == 1:", one, "if not hits:", f"    {nothing}", settle]
        return ["if possible or not hits:", f"    {nothing}", settle]

    def _find_constants(self) -> str | None:
        """The slot of the values of the only output, if all are known before running."""
        results = [rule.results[0] for rule in self._node.rules if len(rule.results) == 1]
        known = [known for known in map(self._writer.find_known, results) if known is not None]
        if len(self._node.outputs) != 1 or self._node.outputs[0].allowed or len(known) < len(self._node.rules):
            return None
        return self._writer.slot(tuple(one.value for one in known))

    def _result(self, hit: str) -> str:
        """The value of the only output for a rule, or the context of all."""
        if self._constants is not None:
            return f"{self._constants}[{hit}]"
        values = f"{self._values}({', '.join(('run', hit, *self._frame.holders))})"
        return f"{values}[{self._writer.slot(self._names[0])}]" if len(self._names) == 1 else values

    def _context(self, values: Sequence[str]) -> str:
        names = (self._writer.slot(output.name) for output in self._node.outputs)
        return f"{{{', '.join(map('{}: {}'.format, names, values))}}}"

    def _value(self, output: TableOutput, result: Expression) -> str:
        value = self._writer.express(result, self._frame)
        if output.allowed is None:
            return value
        test = self._writer.slot(self._writer.compile_test(output.allowed))
        return f"allow(run, {self._writer.slot(output.span)}, {test}, {value})"

    def _default(self) -> str:
        """What a table without a match yields: its defaults, else null, an empty list or a count of 0."""
        node = self._node
        if all(output.default is None for output in node.outputs):
            return self._writer.slot(apply_hit_policy(node, []) if node.hit_policy == "COLLECT" else None)
        values = ["None" if o.default is None else self._writer.express(o.default, self._frame) for o in node.outputs]
        context = self._context(values)
        result = f"{context}[{self._writer.slot(self._names[0])}]" if len(self._names) == 1 else context
        is_list = node.aggregation is None and node.hit_policy in {"COLLECT", "RULE ORDER", "OUTPUT ORDER"}
        return f"[{result}]" if is_list else result


TABLES: Mapping[type, WriteFunction] = MappingProxyType({Table: write_table})
"""Write functions of this module."""
