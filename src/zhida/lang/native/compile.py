"""A chain of queries as functions of machine code, each over a block of rows, that hand columns to one another in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlglot import exp

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, refuse
from zhida.lang.native.blocks import allocate_block
from zhida.lang.native.buffers import Buffer
from zhida.lang.native.expressions import emit_expression
from zhida.lang.native.function import RowFunction, Slot, Stored, WrittenFunction, write_value
from zhida.lang.native.kinds import Kind, SimpleKind
from zhida.lang.native.run import BLOCK, Call, Packing, write_run
from zhida.lang.native.values import Value, expect_value
from zhida.lang.sql.build import Sql
from zhida.lang.sql.columns import ColumnType, Derived, Fixed, InputType, Known, SimpleColumn
from zhida.lang.sql.compile import Compiled

_CHEAP = 30
"""Parts up to which an expression is computed again wherever it is read, rather than stored."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where a column is found that was asked for: its values, or bits of booleans, and bits that tell where there is a value."""

    kind: Kind
    content: int
    valid: int | None


@dataclass(frozen=True, slots=True)
class NativeProgram:
    """The code, and the table of addresses it is to be given: inputs, memory of a block (its offsets in bytes), outputs.

    ``texts`` are those that have codes, in their order; ``refused`` are the columns that have no machine code. ``loops``
    are the functions that go through the items of lists, which is not done in vectors.
    """

    code: tuple[str, ...]
    loops: tuple[str, ...]
    slots: int
    inputs: Mapping[int, Buffer]
    block: Mapping[int, int]
    block_size: int
    outputs: Mapping[str, Output]
    texts: tuple[str, ...]
    refused: Mapping[str, Diagnostic]


def compile_to_native(
    compiled: Compiled, columns: Mapping[str, InputType], groups: Sequence[Sequence[tuple[str, Sql]]]
) -> NativeProgram:
    """Columns over the last query of a chain, in groups that have much in common, as machine code.

    ``columns`` are those of the relation at the beginning. A column that has no machine code is refused, with its group.
    """
    compiler = _Compiler(compiled, columns, groups)
    for group in groups:
        compiler.add(group)
    return compiler.finish()


class _Compiler:
    """Compiles one group after the other, and before it what it reads."""

    def __init__(
        self,
        compiled: Compiled,
        columns: Mapping[str, InputType],
        groups: Sequence[Sequence[tuple[str, Sql]]],
    ) -> None:
        self._inputs = dict(_list_inputs(columns))
        self._levels = {name: value for level in compiled.levels for name, value in level.items()}
        self._readers = _count_readers(
            [*self._levels.values(), *(exp.Tuple(expressions=[value.copy() for _, value in group]) for group in groups)]
        )
        self._stored: dict[str, Stored | None] = {}
        self._aggregates: dict[Sql, str] = {}
        self._refusals: dict[str, DiagnosticError] = {}
        self._texts: dict[str, int] = {}
        self._buffers: dict[Buffer, Slot] = {}
        self._places = 1
        self._names = 0
        self._functions: list[WrittenFunction] = []
        self._packings: defaultdict[str, list[Packing]] = defaultdict(list)
        self._sizes_of: dict[str, int] = {}
        self._sizes: dict[Slot, Kind] = {}
        self._outputs: dict[str, Output] = {}
        self._refused: dict[str, Diagnostic] = {}

    def add(self, group: Sequence[tuple[str, Sql]]) -> None:
        """Compile the columns of a group into one function, or refuse them."""
        try:
            function = RowFunction(self._next_name(), self, emit_expression)
            values = [(name, _expect_column(function, value)) for name, value in group]
            outputs = {name: self._write_output(function, value) for name, value in values}
        except DiagnosticError as error:
            self._refused |= {name: error.diagnostics[0] for name, _ in group}
            return
        self._outputs |= outputs
        self._functions.append(function.finish())

    def finish(self) -> NativeProgram:
        """The program of all that was added."""
        used = frozenset[Slot]().union(*(function.slots for function in self._functions))
        block = {slot: self._sizes[slot] for slot in self._sizes if slot in used}
        offsets, size = allocate_block([function.slots for function in self._functions], block, BLOCK)
        run = write_run([Call(one.name, tuple(self._packings[one.name])) for one in self._functions])
        return NativeProgram(
            code=(*(function.text for function in self._functions if not function.has_loops), run),
            loops=tuple(function.text for function in self._functions if function.has_loops),
            slots=self._places,
            inputs=MappingProxyType({slot.place: one for one, slot in self._buffers.items() if slot in used}),
            block=MappingProxyType(offsets),
            block_size=size,
            outputs=MappingProxyType(self._outputs),
            texts=tuple(self._texts),
            refused=MappingProxyType(self._refused),
        )

    # What functions ask

    def find_input(self, buffer: Buffer) -> Slot:
        """The array of an input."""
        if buffer not in self._buffers:
            self._buffers[buffer] = self._next_slot(is_block=False)
        return self._buffers[buffer]

    def find_column(self, name: str) -> ColumnType | Stored | Sql:
        """What is read more than once is stored."""
        if name in self._inputs:
            return self._inputs[name]
        if name not in self._levels:
            raise refuse("native.no-column", name=name)
        value = self._levels[name]
        if self._readers[name] < 2 or self._size(name) <= _CHEAP:  # noqa: PLR2004 - more than one
            return value
        return self._store(name, value, has_loops=False) or value

    def find_aggregate(self, aggregate: Sql) -> Stored:
        """The column of an aggregate of a list, which a function of its own writes."""
        name = self._aggregates.setdefault(aggregate, f"aggregate {len(self._aggregates)}")
        stored = self._store(name, aggregate, has_loops=True)
        if stored is None:
            raise refuse("native.no-value")
        return stored

    def _size(self, name: str) -> int:
        """How many parts the expression of a column has, with those of columns that are computed where it reads them."""
        if name not in self._sizes_of:
            value = self._levels[name]
            read = {column.name for column in value.find_all(exp.Column)} & self._levels.keys()
            sizes = (self._size(one) for one in read)
            self._sizes_of[name] = sum(1 for _ in value.walk()) + sum(size for size in sizes if size <= _CHEAP)
        return self._sizes_of[name]

    def encode(self, text: str) -> int:
        """The code of a text."""
        return self._texts.setdefault(text, len(self._texts))

    # Functions

    def _store(self, name: str, value: Sql, *, has_loops: bool) -> Stored | None:
        """The column, written by a function of its own; None for what is no single value."""
        if name in self._refusals:
            raise self._refusals[name]
        if name not in self._stored:
            try:
                self._stored[name] = self._write_column(value, has_loops=has_loops)
            except DiagnosticError as error:
                self._refusals[name] = error
                raise
        return self._stored[name]

    def _write_column(self, value: Sql, *, has_loops: bool) -> Stored | None:
        function = RowFunction(self._next_name(), self, emit_expression, has_loops=has_loops)
        found = emit_expression(value, function.scope)
        if not isinstance(found, Value) or found.kind is SimpleKind.NOTHING:
            return None
        stored = Stored(
            found.kind,
            self._next_block_slot(found.kind),
            None if found.valid is None else self._next_block_slot(SimpleKind.BOOLEAN),
        )
        write_value(function, found, stored.content, stored.valid)
        self._functions.append(function.finish())
        return stored

    def _write_output(self, function: RowFunction, value: Value) -> Output:
        content, valid = self._next_slot(is_block=False), self._next_slot(is_block=False)
        packed = self._pack(function, content) if value.kind is SimpleKind.BOOLEAN else content
        if value.valid is None:
            write_value(function, value, packed, None)
            return Output(value.kind, content.place, None)
        write_value(function, value, packed, self._pack(function, valid))
        return Output(value.kind, content.place, valid.place)

    def _pack(self, function: RowFunction, target: Slot) -> Slot:
        """Where a function writes booleans that are given out as bits."""
        source = self._next_block_slot(SimpleKind.BOOLEAN)
        self._packings[function.name].append(Packing(source.place, target.place))
        return source

    def _next_name(self) -> str:
        self._names += 1
        return f"function_{self._names}"

    def _next_slot(self, *, is_block: bool) -> Slot:
        self._places += 1
        return Slot(self._places - 1, is_block)

    def _next_block_slot(self, kind: Kind) -> Slot:
        slot = self._next_slot(is_block=True)
        self._sizes[slot] = kind
        return slot


def _expect_column(function: RowFunction, value: Sql) -> Value:
    found = expect_value(emit_expression(value, function.scope))
    if found.kind is SimpleKind.NOTHING:
        raise refuse("native.no-value")
    return found


def _list_inputs(columns: Mapping[str, InputType]) -> Iterator[tuple[str, ColumnType]]:
    """The columns of the relation; what tells missing from null is never NULL itself."""
    for name, type_ in columns.items():
        if isinstance(type_, Fixed):
            continue
        yield name, type_
        if isinstance(type_, Derived):
            yield type_.missing, Known(SimpleColumn.BOOLEAN)


def _count_readers(expressions: Sequence[Sql]) -> Counter[str]:
    """How many expressions read each column."""
    counter: Counter[str] = Counter()
    for expression in expressions:
        counter.update({column.name for column in expression.find_all(exp.Column)})
    return counter
