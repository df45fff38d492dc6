"""Facts as arrays for machine code, and what it computed as Arrow arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from zhida.lang.native.buffers import ITEMS, Buffer, Path
from zhida.lang.native.compile import Output
from zhida.lang.native.kinds import ChoiceKind, Kind, NumberKind, SimpleKind
from zhida.lang.sql.numbers import NARROW, WIDEST

Memory: TypeAlias = np.ndarray[Any, np.dtype[Any]]

_BITS_OF_WORD = 64


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


def allocate_output(output: Output, rows: int) -> tuple[Memory, Memory | None]:
    """Arrays for a column, and for whether there is a value."""
    content = np.empty((rows, 2) if _is_wide(output.kind) else rows, _type_of(output.kind))
    return content, None if output.valid is None else np.empty(rows, np.uint8)


def _is_wide(kind: Kind) -> bool:
    return isinstance(kind, NumberKind) and kind.bits > _BITS_OF_WORD


def _type_of(kind: Kind) -> np.dtype[Any]:
    if isinstance(kind, NumberKind):
        return np.dtype(np.int64)
    return np.dtype(np.int32 if kind in {SimpleKind.DATE, SimpleKind.TEXT} else np.uint8)


def make_array(kind: Kind, content: Memory, valid: Memory | None, vocabulary: Vocabulary) -> pa.Array:
    """The Arrow array of a column that was computed."""
    mask = None if valid is None else pa.py_buffer(np.packbits(valid, bitorder="little"))
    if isinstance(kind, NumberKind):
        type_ = pa.decimal128(WIDEST, kind.scale) if _is_wide(kind) else pa.decimal64(NARROW, kind.scale)
        return pa.Array.from_buffers(type_, len(content), [mask, pa.py_buffer(content)])
    if kind is SimpleKind.DATE:
        return pa.Array.from_buffers(pa.date32(), len(content), [mask, pa.py_buffer(content)])
    if kind is SimpleKind.BOOLEAN:
        bits = pa.py_buffer(np.packbits(content, bitorder="little"))
        return pa.Array.from_buffers(pa.bool_(), len(content), [mask, bits])
    texts = kind.values if isinstance(kind, ChoiceKind) else vocabulary.texts
    indices = content.view(np.int8) if isinstance(kind, ChoiceKind) else content
    type_ = pa.int8() if isinstance(kind, ChoiceKind) else pa.int32()
    codes = pa.Array.from_buffers(type_, len(content), [mask, pa.py_buffer(indices)])
    return pa.DictionaryArray.from_arrays(codes, pa.array(texts, pa.string()))


def list_addresses(arrays: Mapping[int, Memory], slots: int) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The table of addresses of machine code, those of other slots left 0."""
    table = np.zeros(slots, np.uint64)
    for place, array in arrays.items():
        table[place] = array.ctypes.data
    return table
