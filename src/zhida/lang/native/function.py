"""One function of machine code: a loop over the rows of a block that reads columns and writes some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from llvmlite import ir

from zhida.lang.base.diagnostic import refuse
from zhida.lang.native.buffers import ITEMS, Buffer, Path, Role
from zhida.lang.native.kinds import COUNT, Kind, SimpleKind, kind_of
from zhida.lang.native.scope import Scope
from zhida.lang.native.values import (
    BIT,
    BYTE,
    FALSE,
    LONG_INTEGER,
    TRUE,
    ListValue,
    RecordValue,
    Term,
    Value,
    output_type,
    stored_type,
    type_of,
)
from zhida.lang.sql.build import Sql
from zhida.lang.sql.columns import ColumnType, Derived, Known, ListColumn, NumberColumn, RecordColumn, SimpleColumn

POINTER = ir.PointerType()
SIGNATURE = ir.FunctionType(ir.VoidType(), [POINTER, LONG_INTEGER, LONG_INTEGER])
"""Of the table of addresses, the first row, and how many there are."""

FAILURE = 0
"""The place in the table of the byte that is set where a number has no room."""

MOST_COLUMNS = 4
"""How many columns a function may write."""

_MOST_WRITTEN = 2 * MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class Slot:
    """An address of the table: of an input (counted from the first row of all), or of memory of the block."""

    place: int
    is_block: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A column that another function has written for the block."""

    kind: Kind
    content: Slot
    valid: Slot | None


@dataclass(frozen=True, slots=True)
class WrittenFunction:
    """A function that is done: its text, and what it reads and writes."""

    name: str
    text: str
    slots: frozenset[Slot]
    has_loops: bool


class Sources(Protocol):
    """Where a function finds what it reads."""

    def find_input(self, buffer: Buffer) -> Slot:
        """The array of an input."""

    def find_column(self, name: str) -> ColumnType | Stored | Sql:
        """An input, a column that is stored, or the expression of one that is computed where it is read."""

    def find_aggregate(self, aggregate: Sql) -> Stored:
        """The column of an aggregate of a list."""

    def encode(self, text: str) -> int:
        """The code of a text."""


class RowFunction:
    """Writes the function. ``emit`` adds the instructions of an expression; loops over lists stay inside if ``has_loops``."""

    def __init__(
        self, name: str, sources: Sources, emit: Callable[[Sql, Scope], Term], *, has_loops: bool = False
    ) -> None:
        self.name = name
        self._module = ir.Module(name)
        self._slots: set[Slot] = set()
        self._sources = sources
        self._emit = emit
        self._has_loops = has_loops
        self._known: dict[str, Term] = {}
        self._addresses: dict[int, ir.Value] = {}
        self._written = 0
        self._reads, self._writes = _alias_scopes(self._module)
        self._function = ir.Function(self._module, SIGNATURE, name)
        self._function.attributes.add("noinline")
        self._table, self._start, self._count = self._function.args
        entry, head, row, body, self._exit = (
            self._function.append_basic_block(one) for one in ("entry", "head", "row", "body", "exit")
        )
        self._setup, self._row, self.code = ir.IRBuilder(entry), ir.IRBuilder(row), ir.IRBuilder(head)
        self._lane = self.code.phi(LONG_INTEGER)
        self._lane.add_incoming(ir.Constant(LONG_INTEGER, 0), entry)
        self.code.cbranch(self.code.icmp_signed("<", self._lane, self._count), row, self._exit)
        self._head, self._body = head, body
        self.code.position_at_end(body)
        self._failed = self.allocate(BIT)
        self._setup.store(FALSE, self._failed)
        self.scope = Scope(self.code, self)

    # What expressions ask

    def read(self, name: str, scope: Scope) -> Term:
        """A column of the row; what is computed here is computed once, outside of lambdas."""
        if name in self._known:
            return self._known[name]
        found = self._sources.find_column(name)
        if isinstance(found, Stored):
            term: Term = self._load_stored(found)
        elif isinstance(found, Sql):
            term = self._emit(found, Scope(self.code, self, is_nested=scope.is_nested))
            if scope.is_nested:
                return term
        else:
            row = self._row.add(self._start, self._lane)
            term = self._read_part((name,), found, row, self._row)
        self._known[name] = term
        return term

    def encode(self, text: str) -> int:
        """The code of a text."""
        return self._sources.encode(text)

    def fail(self, condition: ir.Value) -> None:
        """Remember a failure; the function tells it when all rows are done."""
        self.code.store(self.code.or_(self.code.load(self._failed, typ=BIT), condition), self._failed)

    def compute_apart(self, aggregate: Sql, scope: Scope) -> Term | None:
        """Outside of lambdas, the column of the aggregate, so that this function has no loop but its own."""
        if self._has_loops or scope.is_nested:
            return None
        return self._load_stored(self._sources.find_aggregate(aggregate))

    def allocate(self, kind: ir.Type) -> ir.Value:
        """Room for a variable."""
        return self._setup.alloca(kind)

    # Memory

    def write(self, content: ir.Value, slot: Slot) -> None:
        """Write to an array of the row."""
        if self._written == _MOST_WRITTEN:
            raise refuse("native.too-many-columns")
        stored = self.code.store(content, self._element(slot, content.type, self._index(slot, self.code), self.code))
        own, others = self._writes[self._written]
        stored.set_metadata("alias.scope", own)
        stored.set_metadata("noalias", others)
        self._written += 1

    def finish(self) -> WrittenFunction:
        """The function, to which nothing more is added."""
        self._row.branch(self._body)
        self._lane.add_incoming(self.code.add(self._lane, ir.Constant(LONG_INTEGER, 1)), self.code.block)
        self.code.branch(self._head)
        self._setup.branch(self._head)
        code = ir.IRBuilder(self._exit)
        cell = load_address(code, self._table, FAILURE)
        failed = code.zext(code.load(self._failed, typ=BIT), BYTE)
        code.store(code.or_(code.load(cell, typ=BYTE), failed), cell)
        code.ret_void()
        return WrittenFunction(self.name, str(self._module), frozenset(self._slots), self._has_loops)

    def _load_stored(self, stored: Stored) -> Value:
        valid = None if stored.valid is None else self._load_bit(stored.valid, self._index(stored.valid, self._row))
        return Value(
            stored.kind, self._load(stored.kind, stored.content, self._index(stored.content, self._row)), valid
        )

    def _index(self, slot: Slot, code: ir.IRBuilder) -> ir.Value:
        return self._lane if slot.is_block else code.add(self._start, self._lane)

    def _load(self, kind: Kind, slot: Slot, index: ir.Value, code: ir.IRBuilder | None = None) -> ir.Value:
        code = code or self._row
        content = self._load_raw(slot, stored_type(kind), index, code)
        target = type_of(kind)
        if target.width < content.type.width:
            return code.icmp_unsigned("!=", content, ir.Constant(content.type, 0))
        return content if target.width == content.type.width else code.sext(content, target)

    def _load_bit(self, slot: Slot, index: ir.Value, code: ir.IRBuilder | None = None) -> ir.Value:
        return self._load(SimpleKind.BOOLEAN, slot, index, code)

    def _load_raw(self, slot: Slot, type_: ir.Type, index: ir.Value, code: ir.IRBuilder) -> ir.Value:
        loaded = code.load(self._element(slot, type_, index, code), typ=type_)
        own, others = self._reads
        loaded.set_metadata("alias.scope", own)
        loaded.set_metadata("noalias", others)
        return loaded

    def _element(self, slot: Slot, type_: ir.Type, index: ir.Value, code: ir.IRBuilder) -> ir.Value:
        self._slots.add(slot)
        if slot.place not in self._addresses:
            self._addresses[slot.place] = load_address(self._setup, self._table, slot.place)
        return code.gep(self._addresses[slot.place], [index], inbounds=True, source_etype=type_)

    # Inputs

    def _read_part(self, path: Path, type_: ColumnType, index: ir.Value, code: ir.IRBuilder) -> Term:
        """A column, or a part of one, of the row or item at an index."""
        match type_:
            case Known(column=inner):
                return self._read_inner(path, inner, index, code, None)
            case Derived(column=inner):
                return self._read_part(path, inner, index, code)
        valid = self._load_bit(self._find(path, "valid", SimpleKind.BOOLEAN), index, code)
        return self._read_inner(path, type_, index, code, valid)

    def _read_inner(
        self, path: Path, type_: ColumnType, index: ir.Value, code: ir.IRBuilder, valid: ir.Value | None
    ) -> Term:
        match type_:
            case ListColumn(item=item):
                offsets = self._find(path, "offsets", COUNT)
                next_ = code.add(index, ir.Constant(LONG_INTEGER, 1))
                start, end = (self._load(COUNT, offsets, one, code) for one in (index, next_))
                return ListValue(
                    start, end, lambda place: self._read_part((*path, ITEMS), item, place, self.code), valid
                )
            case RecordColumn(fields=fields):
                return RecordValue(
                    {name: self._field(path, name, field, index, code) for name, field in fields.items()}, valid
                )
            case NumberColumn() | SimpleColumn():
                kind = kind_of(type_)
                return Value(kind, self._load(kind, self._find(path, "content", kind), index, code), valid)
        raise refuse("native.record")

    def _field(
        self, path: Path, name: str, type_: ColumnType, index: ir.Value, code: ir.IRBuilder
    ) -> Callable[[], Term]:
        return lambda: self._read_part((*path, name), type_, index, code)

    def _find(self, path: Path, role: Role, kind: Kind) -> Slot:
        return self._sources.find_input(Buffer(path, role, kind))


def write_value(function: RowFunction, value: Value, content: Slot, valid: Slot | None) -> None:
    """Write a value, and whether there is one."""
    type_ = stored_type(value.kind) if content.is_block else output_type(value.kind)
    function.write(_resize(function.code, value.content, type_), content)
    if valid is not None:
        function.write(function.code.zext(TRUE if value.valid is None else value.valid, BYTE), valid)


def _resize(code: ir.IRBuilder, content: ir.Value, target: ir.Type) -> ir.Value:
    if content.type.width > target.width:
        return code.trunc(content, target)
    if content.type.width == target.width:
        return content
    return code.zext(content, target) if content.type == BIT else code.sext(content, target)


def load_address(code: ir.IRBuilder, table: ir.Value, place: int) -> ir.Value:
    """The address at a place of the table."""
    return code.load(code.gep(table, [ir.Constant(LONG_INTEGER, place)], source_etype=POINTER), typ=POINTER)


def _alias_scopes(module: ir.Module) -> tuple[tuple[ir.Value, ir.Value], list[tuple[ir.Value, ir.Value]]]:
    """What no two arrays that are written, and none that is read, share; without it a loop is not computed in vectors."""
    domain = module.add_metadata(["zhida"])
    read = module.add_metadata(["read", domain])
    written = [module.add_metadata([f"written {number}", domain]) for number in range(_MOST_WRITTEN)]
    writes = [
        (
            module.add_metadata([own]),
            module.add_metadata([read, *(other for other in written if other is not own)]),
        )
        for own in written
    ]
    return (module.add_metadata([read]), module.add_metadata(written)), writes
