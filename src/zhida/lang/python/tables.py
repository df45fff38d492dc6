"""Decision tables as functions: one ``if`` for each rule.

A cell that compares its value with constants is a comparison of Python, guarded by the class of the value, which is
looked at once for the whole column. Where all cells of a table are such, and no two rows can match together or the
first is taken, values of these classes go a short way: the first row that holds gives the result at once. What is
missing or null takes the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.values import Value
from zhida.lang.core.tree import (
    Constant,
    Expression,
    Rule,
    Table,
    TableOutput,
)
from zhida.lang.interpret.hit_policy import apply_hit_policy
from zhida.lang.interpret.nodes.builder import Builder
from zhida.lang.interpret.nodes.table import build_traced_rules
from zhida.lang.interpret.run import MAXIMUM_STEPS, Run
from zhida.lang.interpret.trace import TableTrace, Tracer
from zhida.lang.python.frame import AT_THE_TOP, Frame
from zhida.lang.python.overlap import Column, are_disjoint
from zhida.lang.python.plain import TESTED, Plain, write_plain
from zhida.lang.python.writer import WriteFunction, Writer


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
        *_take_short_way(node, rows, guards, results),
        "undecided, possible, hits = [], [], []",
    ]
    for index, cells in enumerate(rows):
        lines += _decide_row(index, [cell.text for cell in cells], results)
    writer.define(name, parameters, [*lines, *_count_steps(len(rows)), *results.conclude()])


def write_traced_table(node: Table, writer: Writer, tracer: Tracer) -> str | None:
    """The name of a function for a definition that is a table, which tells the tracer how every cell of it came out.

    Values of the classes that its cells compare are compared here, others are left to the interpreter. None for a table with
    cells of another kind, or with inputs that may not have every value.
    """
    columns, guards = [writer.temporary() for _ in node.inputs], _Guards(writer)
    rows = [_write_plain_row(rule, columns, guards, writer) for rule in node.rules]
    if not _is_plain(rows) or any(declared.allowed is not None for declared in node.inputs):
        return None
    name = writer.begin_function("traced_")
    lines = [*_read_inputs(node, columns, writer, AT_THE_TOP), *guards.lines]
    if guards.names:
        interpret = writer.slot(_interpret_when_asked(node, writer.builder, tracer))
        lines += [
            f"if not ({' and '.join(guards.names)}):",
            f"    return {interpret}(run, [{', '.join(columns)}])",
        ]
    writer.define(name, ("local",), [*lines, *_tell_cells(node, rows, columns, writer, tracer)])
    return name


def _interpret_when_asked(node: Table, builder: Builder, tracer: Tracer) -> Callable[[Run, Sequence[Value]], Value]:
    """The rules as the interpreter goes through them, made ready when they are first needed."""
    rules = cache(partial(build_traced_rules, node, builder, tracer))
    return lambda run, values: rules()(run, {}, values)


def _tell_cells(node: Table, rows: Sequence[_Row], columns: Sequence[str], writer: Writer, tracer: Tracer) -> list[str]:
    """Compare every cell, conclude, and tell all of it."""
    outcomes = "".join(f"({_join_cells(cells, columns)}), " for cells in rows)
    first = ["del hits[1:]"] if node.hit_policy == "FIRST" else []
    conclude = writer.begin_function("conclude_")
    writer.define(conclude, ("hits",), _Results(node, writer, AT_THE_TOP).settle())
    trace, tell = writer.slot(TableTrace), writer.slot(tracer.table)
    inputs = "".join(f"{column}, " for column in columns)
    return [
        f"outcomes = ({outcomes})",
        "hits = find_hits(outcomes)",
        *first,
        *_count_steps(len(rows)),
        f"value = {conclude}(run, hits)",
        f"{tell}({trace}({writer.slot(node)}, ({inputs}), outcomes, (*hits,), value))",
        "return value",
    ]


def _join_cells(cells: _Row, columns: Sequence[str]) -> str:
    """The comparisons of a rule in the order of the inputs; what always holds is true."""
    plain = {cell.column: cell.plain.text for cell in cells if cell.plain}
    return "".join(f"{plain.get(column, True)}, " for column in columns)


def _take_short_way(node: Table, rows: Sequence[_Row], guards: _Guards, results: _Results) -> list[str]:
    """Compare nothing but plain values, if all values are of the classes that the cells compare."""
    if not _is_plain(rows):
        return []
    if node.hit_policy == "FIRST":
        lines = _take_first(rows, results)
    elif node.hit_policy in {"UNIQUE", "ANY"} and _is_disjoint(node, rows):
        lines = _take_only(rows, results)
    elif node.hit_policy == "COLLECT" and results.collected:
        lines = _take_all(rows, results)
    else:
        return []
    return [f"if {' and '.join(guards.names)}:", *_indent(lines)] if guards.names else lines


def _take_first(rows: Sequence[_Row], results: _Results) -> list[str]:
    """The result of the first row that holds; those after it are not looked at."""
    lines: list[str] = []
    for index, cells in enumerate(rows):
        lines += _when_plain(cells, [*_count_steps(index + 1), f"return {results.express(index)}"])
    return [*lines, *_count_steps(len(rows)), f"return {results.default}"]


def _take_only(rows: Sequence[_Row], results: _Results) -> list[str]:
    """The result of the first row that holds, where no other can."""
    lines = _count_steps(len(rows))
    for index, cells in enumerate(rows):
        lines += _when_plain(cells, [f"return {results.express(index)}"])
    return [*lines, f"return {results.default}"]


def _take_all(rows: Sequence[_Row], results: _Results) -> list[str]:
    """What the results of all rows that hold come to."""
    lines = [*_count_steps(len(rows)), "hits = []"]
    for index, cells in enumerate(rows):
        lines += _when_plain(cells, [f"hits.append({index})"])
    return [*lines, "if not hits:", f"    return {results.default}", f"return {results.collected}"]


def _when_plain(cells: _Row, lines: Sequence[str]) -> list[str]:
    conditions = [cell.plain.text for cell in cells if cell.plain]
    return [f"if {' and '.join(conditions)}:", *_indent(lines)] if conditions else [*lines]


def _is_plain(rows: Sequence[_Row]) -> bool:
    """Whether all cells compare with constants, those of a column with constants of one class."""
    plain = {(cell.column, cell.plain.class_) if cell.plain else None for cells in rows for cell in cells}
    return None not in plain and len({column for column, _ in filter(None, plain)}) == len(plain)


def _is_disjoint(node: Table, rows: Sequence[_Row]) -> bool:
    """Whether no two rows can match together."""
    columns: dict[str, dict[int, Plain]] = {}
    for index, cells in enumerate(rows):
        for cell in cells:
            if cell.plain:
                columns.setdefault(cell.column, {})[index] = cell.plain
    return are_disjoint((_describe_column(plain, len(rows)) for plain in columns.values()), len(node.rules))


def _describe_column(plain: Mapping[int, Plain], rows: int) -> Column:
    tests = [plain[index].test if index in plain else None for index in range(rows)]
    return [bound for one in plain.values() for bound in one.bounds], tests


def _indent(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


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
    def names(self) -> tuple[str, ...]:
        """All names."""
        return tuple(self._names.values())

    @property
    def lines(self) -> list[str]:
        """Where the names get their values."""
        return [f"{name} = type({column}) is {class_}" for (column, class_), name in self._names.items()]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A test in a column: a Python expression that is true if it holds or may hold, and the short one if there is one."""

    column: str
    text: str
    plain: Plain | None


_Row: TypeAlias = Sequence[_Cell]
"""The cells of a rule that do not always hold."""


def _write_row(rule: Rule, columns: Sequence[str], guards: _Guards, writer: Writer, frame: Frame) -> _Row:
    return [_write_cell(test, column, guards, writer, frame) for test, column in _list_tests(rule, columns)]


def _write_plain_row(rule: Rule, columns: Sequence[str], guards: _Guards, writer: Writer) -> _Row:
    """The short ones alone."""
    cells = [_Cell(column, "", write_plain(test, column, writer)) for test, column in _list_tests(rule, columns)]
    for cell in cells:
        if cell.plain:
            guards.find(cell.column, cell.plain.class_)
    return cells


def _list_tests(rule: Rule, columns: Sequence[str]) -> list[tuple[Expression, str]]:
    """The tests that do not always hold, each with the column that it is of."""
    tests = zip(rule.tests, columns, strict=False)
    return [(test, column) for test, column in tests if not (isinstance(test, Constant) and test.value is True)]


def _write_cell(test: Expression, column: str, guards: _Guards, writer: Writer, frame: Frame) -> _Cell:
    plain = write_plain(test, column, writer)
    if plain is None:
        answer = writer.temporary()
        inside = writer.express(test, frame.bind(TESTED, column))
        return _Cell(column, f"(({answer} := {inside}) is True or may_hold({answer}, undecided))", None)
    guard, seldom = guards.find(column, plain.class_), writer.slot(writer.compile_test(test))
    return _Cell(column, f"({plain.text} if {guard} else ask(run, {seldom}, {column}, undecided))", plain)


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
        self._results = [list(map(self._value, node.outputs, rule.results)) for rule in node.rules]
        self.default = self._write_default()
        self.collected = self._collect()
        lines = []
        for index, result in enumerate(self._results):
            lines += [f"if hit == {index}:", f"    return {self._context(result)}"]
        writer.define(self._values, ("hit", *frame.holders), lines or ["return {}"])

    def express(self, index: int) -> str:
        """The result of a rule, in its place."""
        result = self._results[index]
        return result[0] if len(result) == 1 else self._context(result)

    def take(self, index: int) -> list[str]:
        """What is done when a rule holds: the first is taken at once where that is the policy."""
        if self._node.hit_policy != "FIRST":
            return [f"hits.append({index})"]
        return [*_count_steps(index + 1), f"return unite(possible) if possible else {self._result(str(index))}"]

    def conclude(self) -> list[str]:
        """What the table yields when all rules have been looked at."""
        nothing = f"return unite(possible) if possible else {self.default}"
        match self._node.hit_policy:
            case "FIRST":
                return [nothing]
            case "COLLECT" if self.collected:
                return ["if possible or not hits:", f"    {nothing}", f"return {self.collected}"]
            case "UNIQUE" | "ANY":
                one = f"    return {self._result('hits[0]')}"
                return ["if len(hits) == 1:", one, "if not hits:", f"    {nothing}", self._settle()]
        return ["if possible or not hits:", f"    {nothing}", self._settle()]

    def settle(self) -> list[str]:
        """What the table yields for the rules that matched, where no other may match."""
        lines = ["if not hits:", f"    return {self.default}"]
        if self.collected:
            return [*lines, f"return {self.collected}"]
        if self._node.hit_policy in {"UNIQUE", "ANY", "FIRST"}:
            lines += ["if len(hits) == 1:", f"    return {self._result('hits[0]')}"]
        return [*lines, self._settle()]

    def _settle(self) -> str:
        """The hit policy as the interpreter applies it."""
        holders = "".join(f", {holder}" for holder in self._frame.holders)
        return f"return settle(run, {self._writer.slot(self._node)}, {self._values}, hits{holders})"

    def _collect(self) -> str | None:
        """What an aggregation makes of the rules that matched, if their only output is known before running."""
        aggregation = self._node.aggregation
        if self._node.hit_policy != "COLLECT" or aggregation is None or self._constants is None:
            return None
        place = f"{self._writer.slot(self._node.span)}, {self._writer.slot(aggregation)}"
        return f"collect(run, {place}, [{self._constants}[hit] for hit in hits])"

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

    def _write_default(self) -> str:
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
