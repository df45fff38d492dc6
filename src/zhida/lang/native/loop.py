"""Loops in machine code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from llvmlite import ir

from zhida.lang.native.values import LONG_INTEGER, Code


@contextmanager
def loop(code: Code, start: ir.Value, end: ir.Value, step: int = 1) -> Iterator[ir.Value]:
    """Instructions for every number from ``start`` to before ``end``, or for those a ``step`` apart."""
    before = code.block
    head, body, after = (code.append_basic_block(name) for name in ("head", "body", "after"))
    code.branch(head)
    code.position_at_end(head)
    place = code.phi(LONG_INTEGER)
    place.add_incoming(start, before)
    code.cbranch(code.icmp_signed("<", place, end), body, after)
    code.position_at_end(body)
    yield place
    place.add_incoming(code.add(place, ir.Constant(LONG_INTEGER, step)), code.block)
    code.branch(head)
    code.position_at_end(after)
