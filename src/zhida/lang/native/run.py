"""The function that calls all others for one block after the other, and makes bits of booleans that are given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llvmlite import ir

from zhida.lang.native.function import POINTER, SIGNATURE, load_address
from zhida.lang.native.loop import loop
from zhida.lang.native.values import BYTE, LONG_INTEGER

BLOCK = 1_024
"""Rows of a block: what a function writes is still near the processor when the next one reads it."""

RUN = "run"
"""The function that computes all blocks from one row to before another."""

_WORD = 64
_PACK = "pack"
_PACK_SIGNATURE = ir.FunctionType(ir.VoidType(), [POINTER, POINTER, LONG_INTEGER])


@dataclass(frozen=True, slots=True)
class Packing:
    """Booleans, a byte each, at a place of the table, and the place where bits of them are given out."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function, and what is packed as soon as it is done: its memory may be another's then."""

    name: str
    packings: tuple[Packing, ...] = ()


def write_run(calls: Sequence[Call]) -> str:
    """The text of the function; what it is called with are the table, the first row, and the row after the last."""
    module = ir.Module(RUN)
    pack = _write_pack(module)
    functions = {call.name: ir.Function(module, SIGNATURE, call.name) for call in calls}
    run = ir.Function(module, SIGNATURE, RUN)
    table, first, end = run.args
    code = ir.IRBuilder(run.append_basic_block())
    block = ir.Constant(LONG_INTEGER, BLOCK)
    with loop(code, first, end, BLOCK) as start:
        left = code.sub(end, start)
        count = code.select(code.icmp_signed("<", left, block), left, block)
        for call in calls:
            code.call(functions[call.name], [table, start, count])
            for packing in call.packings:
                source, target = (load_address(code, table, place) for place in (packing.source, packing.target))
                begin = code.gep(target, [code.udiv(start, ir.Constant(LONG_INTEGER, 8))], source_etype=BYTE)
                code.call(pack, [source, begin, count])
    code.ret_void()
    return str(module)


def _write_pack(module: ir.Module) -> ir.Function:
    """Makes whole words of bits, the first one lowest; those after the last boolean are anything."""
    pack = ir.Function(module, _PACK_SIGNATURE, _PACK)
    source, target, count = pack.args
    code = ir.IRBuilder(pack.append_basic_block())
    booleans = ir.VectorType(BYTE, _WORD)
    with loop(code, ir.Constant(LONG_INTEGER, 0), count, _WORD) as start:
        read = code.load(code.gep(source, [start], source_etype=BYTE), align=1, typ=booleans)
        bits = code.bitcast(code.icmp_unsigned("!=", read, ir.Constant(booleans, None)), LONG_INTEGER)
        offset = code.udiv(start, ir.Constant(LONG_INTEGER, 8))
        code.store(bits, code.gep(target, [offset], source_etype=BYTE), align=1)
    code.ret_void()
    return pack
