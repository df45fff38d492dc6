"""Columns computed by machine code from facts in Arrow: on as many threads as wanted, a block of firms after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyarrow as pa
from sqlglot import exp

from zhida.lang.native.compile import NativeProgram, compile_to_native
from zhida.lang.native.function import FAILURE, MOST_COLUMNS
from zhida.lang.native.machine import MachineCode
from zhida.lang.native.run import BLOCK
from zhida.lang.sql.build import Sql
from zhida.lang.sql.columns import InputType
from zhida.lang.sql.compile import Compiled
from zhida.population.backends.native_memory import (
    Memory,
    Vocabulary,
    allocate_outputs,
    list_addresses,
    make_array,
    read_buffer,
)

_SHARES_PER_THREAD = 4
"""In how many shares the firms of a thread are computed, so that none waits long for another."""


@dataclass(frozen=True, slots=True)
class NativeFacts:
    """Facts as machine code reads them: an array for each place in its table of addresses, and the texts behind codes."""

    firms: int
    arrays: Mapping[int, Memory]
    vocabulary: Vocabulary


class NativeColumns:
    """The columns that have machine code, of those that are asked for."""

    def __init__(self, compiled: Compiled, inputs: Mapping[str, InputType], columns: Sequence[tuple[str, Sql]]) -> None:
        self.program: NativeProgram = compile_to_native(compiled, inputs, list(_group(columns)))
        self._machine = MachineCode(self.program)

    def read(self, facts: pa.Table) -> NativeFacts:
        """The facts as arrays: a column of the table for each input."""
        vocabulary = Vocabulary.of(self.program.texts)
        arrays = {place: read_buffer(facts, buffer, vocabulary) for place, buffer in self.program.inputs.items()}
        return NativeFacts(facts.num_rows, arrays, vocabulary)

    def compute(self, facts: NativeFacts, threads: int) -> dict[str, pa.Array] | None:
        """The columns by name; None where a number has no room in its column."""
        outputs = self.program.outputs
        arrays = {**facts.arrays, **allocate_outputs(outputs.values(), facts.firms)}
        with ThreadPoolExecutor(threads) as pool:
            shares = _share(facts.firms, threads * _SHARES_PER_THREAD)
            failed = any(list(pool.map(lambda share: self._compute_share(arrays, *share), shares)))
        if failed:
            return None
        return {name: make_array(output, arrays, facts.firms, facts.vocabulary) for name, output in outputs.items()}

    def _compute_share(self, arrays: Mapping[int, Memory], first: int, end: int) -> bool:
        """Compute some firms; whether a number had no room."""
        block, failure = np.empty(self.program.block_size, np.uint8), np.zeros(1, np.uint8)
        table = list_addresses({**arrays, FAILURE: failure}, self.program.slots)
        for place, offset in self.program.block.items():
            table[place] = block.ctypes.data + offset
        self._machine.run(table.ctypes.data, first, end)
        return bool(failure[0])


def _group(columns: Sequence[tuple[str, Sql]]) -> Iterator[Sequence[tuple[str, Sql]]]:
    """Columns that stand together and read the same ones, such as status and amount of a clause, a few at most."""
    for _, group in groupby(columns, key=lambda named: {read.name for read in named[1].find_all(exp.Column)}):
        alike = list(group)
        for first in range(0, len(alike), MOST_COLUMNS):
            yield alike[first : first + MOST_COLUMNS]


def _share(firms: int, shares: int) -> Iterator[tuple[int, int]]:
    """The firms in shares of whole blocks.

    >>> list(_share(2500, 2))
    [(0, 2048), (2048, 2500)]
    """
    blocks = -(-firms // BLOCK)
    size = max(1, -(-blocks // shares)) * BLOCK
    for first in range(0, firms, size):
        yield first, min(firms, first + size)
