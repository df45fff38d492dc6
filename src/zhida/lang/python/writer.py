"""What a function that writes Python for a node may ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from zhida.lang.core.tree import Expression
from zhida.lang.interpret.nodes.builder import Builder
from zhida.lang.interpret.nodes.folding import Known, compute_closed, is_closed
from zhida.lang.interpret.run import Code
from zhida.lang.python.frame import Frame
from zhida.lang.python.module import Module

MAXIMUM_DEPTH = 30
"""Expressions inside one another; what lies deeper than Python can nest brackets the interpreter computes."""

_PRELUDE = "inputs, memory = run.read_inputs, run.memory"


class Writer:
    """Writes the definitions of one program into a module.

    ``write_functions`` has an entry for each class of node that is written in Python; ``handed_over`` are the names of
    the classes met since it was last emptied that are not.
    """

    def __init__(self, module: Module, builder: Builder, write_functions: Mapping[type, WriteFunction]) -> None:
        self.module = module
        self.builder = builder
        self.handed_over: dict[str, None] = {}
        self._write_functions = write_functions

    def express(self, node: Expression, frame: Frame) -> str:
        """A Python expression with the value of the node."""
        known = self.find_known(node)
        if known is not None:
            return self.module.slot(known.value)
        write = self._write_functions.get(type(node))
        text = write(node, self, frame.deeper()) if write and frame.depth < MAXIMUM_DEPTH else None
        return self.hand_over(node, frame) if text is None else text

    def find_known(self, node: Expression) -> Known | None:
        """The value of an expression of nothing but constants."""
        return compute_closed(node, self.builder.build(node)) if is_closed(node) else None

    def hand_over(self, node: Expression, frame: Frame) -> str:
        """A Python expression that has the interpreter compute the node."""
        self.handed_over[type(node).__name__] = None
        variables = ", ".join(f"{self.module.slot(name)}: {holder}" for name, holder in frame.variables.items())
        return f"{self.module.slot(self.builder.build(node))}(run, {{{variables}}})"

    def compile_test(self, node: Expression) -> Code:
        """The interpreter's code of a test over the local ``?``, for values that are seldom met."""
        return self.builder.build(node)

    def begin_function(self, prefix: str) -> str:
        """The name of a function to be written."""
        return self.module.name(prefix)

    def define(self, name: str, parameters: Sequence[str], lines: Sequence[str]) -> None:
        """Write a function; it gets at inputs and definitions if it speaks of them."""
        reads = any("inputs[" in line or "memory[" in line for line in lines)
        self.module.define(name, ("run", *parameters), [_PRELUDE, *lines] if reads else lines)

    def temporary(self) -> str:
        """A name for a value that is needed twice."""
        return self.module.name("t")

    def slot(self, value: object) -> str:
        """The name that stands for a value in the source."""
        return self.module.slot(value)


WriteFunction: TypeAlias = Callable[[Any, Writer, Frame], "str | None"]
"""A Python expression with the value of a node; None if the interpreter has to compute it."""
