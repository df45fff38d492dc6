"""Memory of a block: columns that are no longer read make room for others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from zhida.lang.native.buffers import size_of
from zhida.lang.native.function import Slot
from zhida.lang.native.kinds import Kind


def allocate_block(
    functions: Sequence[AbstractSet[Slot]], kinds: Mapping[Slot, Kind], rows: int
) -> tuple[dict[int, int], int]:
    """Where in the memory the columns of a block begin, by their place in the table, and its size in bytes.

    ``functions`` are the slots that each function writes or reads, in the order of the calls.
    """
    last = {slot: number for number, slots in enumerate(functions) for slot in slots}
    free: defaultdict[int, list[int]] = defaultdict(list)
    offsets: dict[int, int] = {}
    end = 0
    for number, slots in enumerate(functions):
        own = sorted((slot for slot in slots if slot in kinds), key=lambda slot: slot.place)
        for slot in own:
            if slot.place in offsets:
                continue
            size = size_of(kinds[slot]) * rows
            if not free[size]:
                free[size].append(end)
                end += size
            offsets[slot.place] = free[size].pop()
        for slot in own:
            if last[slot] == number:
                free[size_of(kinds[slot]) * rows].append(offsets[slot.place])
    return offsets, end
