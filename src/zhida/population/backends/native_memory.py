"""Facts as arrays for machine code, and what it computed as Arrow arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from zhida.lang.native.buffers import ITEMS, Buffer, Path, output_size
from zhida.lang.native.compile import Output
from zhida.lang.native.kinds import DIGITS_OF_DECIMALS, ChoiceKind, Kind, NumberKind, SimpleKind
from zhida.lang.sql.numbers import WIDEST

Memory: TypeAlias = np.ndarray[Any, np.dtype[Any]]

_BITS_OF_WORD = 64

_ALIGNED = 64
"""Where an array begins is a multiple of so many bytes, as Arrow has it."""

_DECIMALS = {32: pa.decimal32, 64: pa.decimal64, 128: pa.decimal128}


@dataclass(slots=True)
class Vocabulary:
    """Texts by code: first those of the program, then the others, as they come."""

    texts: list[str]
    codes: dict[str, int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Vocabulary:
        """The texts of a program."""
        return cls(list(texts), {text: code for code, text in enumerate(texts)})

    def encode(self, text: str) -> int:
        """The code of a text."""
        code = self.codes.setdefault(text, len(self.texts))
        if code == len(self.texts):
            self.texts.append(text)
        return code


def read_buffer(facts: pa.Table, buffer: Buffer, vocabulary: Vocabulary) -> Memory:
    """The array of a part of a column.

    An array is never empty: what is read for a row that has none is anything, and not used.
    """
    part = _find_part(facts.column(buffer.path[0]).combine_chunks(), buffer.path[1:])
    match buffer.role:
        case "valid":
            found = part.is_valid().to_numpy(zero_copy_only=False).astype(np.uint8)
        case "offsets":
            found = part.offsets.to_numpy(zero_copy_only=False).astype(np.int32)
        case _:
            found = _read_content(part, buffer.kind, vocabulary)
    return found if len(found) else np.zeros(1, found.dtype)


def _find_part(column: Any, path: Path) -> Any:
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    for step in path:
        column = column.values if step == ITEMS else column.field(step)
    return column


def _read_content(part: Any, kind: Kind, vocabulary: Vocabulary) -> Memory:
    """What stands where there is no value is never used, whatever it is."""
    if isinstance(kind, NumberKind):
        return _read_numbers(part, kind)
    if kind is SimpleKind.TEXT:
        return _read_texts(part, vocabulary)
    if kind is SimpleKind.DATE:
        return _read_integers(part.cast(pa.int32()), np.dtype(np.int32))
    return _read_integers(part.cast(pa.uint8()), np.dtype(np.uint8))


def _read_numbers(part: Any, kind: NumberKind) -> Memory:
    """Decimals are two words of 64 bits, the lower one first."""
    type_ = np.dtype(f"int{min(kind.stored_bits, _BITS_OF_WORD)}")
    if pa.types.is_integer(part.type):
        return _read_integers(part, type_)
    decimals = part.cast(pa.decimal128(WIDEST, kind.scale))
    words = np.frombuffer(decimals.buffers()[1], np.int64).reshape(-1, 2)
    own = words[decimals.offset : decimals.offset + len(decimals)]
    return np.ascontiguousarray(own if kind.stored_bits > _BITS_OF_WORD else own[:, 0], type_)


def _read_integers(part: Any, type_: np.dtype[Any]) -> Memory:
    filled = part.fill_null(0) if part.null_count else part
    return np.ascontiguousarray(filled.to_numpy(zero_copy_only=False), type_)


def _read_texts(part: Any, vocabulary: Vocabulary) -> Memory:
    encoded = part.dictionary_encode()
    codes = [vocabulary.encode(text) for text in encoded.dictionary.to_pylist()]
    places = _read_integers(encoded.indices, np.dtype(np.int32))
    return np.take(np.array(codes or [0], np.int32), places)


def allocate_outputs(outputs: Iterable[Output], rows: int) -> dict[int, Memory]:
    """Arrays of bytes for columns, and for whether there are values, by their place in the table of addresses.

    All are parts of one, which the system gives in large pages: hundreds of arrays would take longer to get than to fill.
    """
    sizes = {place: _round_up(size) for output in outputs for place, size in _list_sizes(output, rows)}
    arena = np.empty(sum(sizes.values()) + _ALIGNED, np.uint8)
    end = -arena.ctypes.data % _ALIGNED
    arrays = {}
    for place, size in sizes.items():
        arrays[place] = arena[end : end + size]
        end += size
    return arrays


def _list_sizes(output: Output, rows: int) -> Iterator[tuple[int, int]]:
    """Place and bytes of each array of a column."""
    bits = -(-rows // 8)
    yield output.content, bits if output.kind is SimpleKind.BOOLEAN else rows * output_size(output.kind)
    if output.valid is not None:
        yield output.valid, bits


def _round_up(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def make_array(output: Output, arrays: Mapping[int, Memory], rows: int, vocabulary: Vocabulary) -> pa.Array:
    """The Arrow array of a column that was computed."""
    valid = None if output.valid is None else pa.py_buffer(arrays[output.valid])
    buffers = [valid, pa.py_buffer(arrays[output.content])]
    match output.kind:
        case NumberKind() as kind:
            return pa.Array.from_buffers(_decimal_of(kind), rows, buffers)
        case ChoiceKind(values=values):
            return _make_texts(pa.Array.from_buffers(pa.int8(), rows, buffers), values)
        case SimpleKind.TEXT:
            return _make_texts(pa.Array.from_buffers(pa.int32(), rows, buffers), vocabulary.texts)
        case SimpleKind.DATE:
            return pa.Array.from_buffers(pa.date32(), rows, buffers)
        case _:
            return pa.Array.from_buffers(pa.bool_(), rows, buffers)


def _decimal_of(kind: NumberKind) -> pa.DataType:
    return _DECIMALS[kind.output_bits](DIGITS_OF_DECIMALS[kind.output_bits], kind.scale)


def _make_texts(codes: pa.Array, texts: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(codes, pa.array(texts, pa.string()))


def list_addresses(arrays: Mapping[int, Memory], slots: int) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The table of addresses of machine code, those of other slots left 0."""
    table = np.zeros(slots, np.uint64)
    for place, array in arrays.items():
        table[place] = array.ctypes.data
    return table
