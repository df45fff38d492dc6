"""Where values are in memory: arrays of one size of number, for each column, part of a column, or what tells of NULL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhida.lang.native.kinds import COUNT, Kind, NumberKind, SimpleKind, kind_of
from zhida.lang.sql.columns import ColumnType, Derived, Known, ListColumn, NumberColumn, RecordColumn, SimpleColumn

Role: TypeAlias = Literal["content", "valid", "offsets"]

Path: TypeAlias = tuple[str, ...]
"""The column, then fields; ``[]`` are the items of a list."""

ITEMS = "[]"


@dataclass(frozen=True, slots=True)
class Buffer:
    """An array: the values themselves, a byte for each that is 1 where there is one, or where the items of each row begin."""

    path: Path
    role: Role
    kind: Kind


def list_buffers(path: Path, type_: ColumnType, *, may_miss: bool = True) -> Iterator[Buffer]:
    """The arrays of a column or a part of one."""
    match type_:
        case Known(column=inner):
            yield from list_buffers(path, inner, may_miss=False)
            return
        case Derived(column=inner):
            yield from list_buffers(path, inner)
            return
    if may_miss:
        yield Buffer(path, "valid", SimpleKind.BOOLEAN)
    match type_:
        case ListColumn(item=item):
            yield Buffer(path, "offsets", COUNT)
            yield from list_buffers((*path, ITEMS), item)
        case RecordColumn(fields=fields):
            for name, field in fields.items():
                yield from list_buffers((*path, name), field)
        case NumberColumn() | SimpleColumn():
            yield Buffer(path, "content", kind_of(type_))


def size_of(kind: Kind) -> int:
    """How many bytes a value takes in memory."""
    if isinstance(kind, NumberKind):
        return kind.stored_bits // 8
    return 4 if kind in {SimpleKind.DATE, SimpleKind.TEXT} else 1


def output_size(kind: Kind) -> int:
    """How many bytes a value takes where it is given out, but a boolean, which takes a bit."""
    return kind.output_bits // 8 if isinstance(kind, NumberKind) else size_of(kind)
