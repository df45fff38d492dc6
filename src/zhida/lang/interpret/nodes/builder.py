"""What a build function may ask for while it turns a node into code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from zhida.lang.core.tree import Expression, Program
from zhida.lang.interpret.builtins.clock import Clock
from zhida.lang.interpret.nodes.folding import fold
from zhida.lang.interpret.run import Code
from zhida.lang.interpret.trace import Tracer


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds code for expressions of one program.

    ``build_functions`` has one entry per class of node; ``build`` is what build functions call for the parts of
    their node. ``inputs`` collects the names of the inputs that expressions built so far may read.
    """

    program: Program
    tracer: Tracer | None
    clock: Clock | None
    build_functions: Mapping[type, BuildFunction]
    inputs: set[str] = field(default_factory=set)

    def build(self, node: Expression) -> Code:
        """The code of an expression; one of constants only is computed here."""
        return fold(node, self.build_functions[type(node)](node, self))


BuildFunction: TypeAlias = Callable[[Any, Builder], Code]
