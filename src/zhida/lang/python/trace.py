"""A compiled program that tells a tracer what it decides.

Definitions with decision tables go the interpreter's way, which looks at every cell; all others are computed by the
functions there are already.
"""

from __future__ import annotations

from dataclasses import replace

from zhida.lang.core.tree import Definition, Table
from zhida.lang.core.walk import walk
from zhida.lang.interpret.nodes.builder import Builder
from zhida.lang.interpret.prepare import BUILD_FUNCTIONS, Prepared, build_definition, trace_definition
from zhida.lang.interpret.run import Code
from zhida.lang.interpret.trace import Tracer
from zhida.lang.python.compile import CompiledProgram


def trace_compiled(compiled: CompiledProgram, tracer: Tracer) -> Prepared:
    """The same program, with the same values and warnings, for which the tracer is told everything."""
    builder = Builder(compiled.program, tracer, compiled.clock, BUILD_FUNCTIONS)

    def trace(node: Definition) -> Code:
        if node.kind == "function" or any(walk(node.body, Table)):
            return build_definition(node, builder)
        return trace_definition(compiled.plan.definitions[node.key], node, tracer)

    traced = {key: trace(node) for key, node in compiled.program.definitions.items()}
    plan = compiled.plan
    return Prepared(compiled.program, replace(plan, definitions={**plan.definitions, **traced}))
