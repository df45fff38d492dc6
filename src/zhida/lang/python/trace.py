"""A compiled program that tells a tracer what it decides.

Definitions that are decision tables become functions that look at every cell; those with tables inside them go the
interpreter's way. All others are computed by the functions there are already.
"""

from __future__ import annotations

from dataclasses import replace

from zhida.lang.core.tree import Definition, Table
from zhida.lang.core.walk import walk
from zhida.lang.interpret.nodes.builder import Builder
from zhida.lang.interpret.prepare import BUILD_FUNCTIONS, Prepared, build_definition, trace_definition
from zhida.lang.interpret.trace import Tracer
from zhida.lang.python.compile import WRITE_FUNCTIONS, CompiledProgram
from zhida.lang.python.module import Module
from zhida.lang.python.runtime import NAMES
from zhida.lang.python.tables import write_traced_table
from zhida.lang.python.writer import Writer


def trace_compiled(compiled: CompiledProgram, tracer: Tracer) -> Prepared:
    """The same program, with the same values and warnings, for which the tracer is told everything."""
    builder = Builder(compiled.program, tracer, compiled.clock, BUILD_FUNCTIONS)
    writer = Writer(Module(NAMES), builder, WRITE_FUNCTIONS)
    names = {key: _write_table(node, writer, tracer) for key, node in compiled.program.definitions.items()}
    functions = writer.module.link()
    codes = dict(compiled.plan.definitions)
    for key, node in compiled.program.definitions.items():
        name = names[key]
        if name is not None:
            codes[key] = trace_definition(functions[name], node, tracer)
        elif node.kind == "function" or any(walk(node.body, Table)):
            codes[key] = build_definition(node, builder)
        else:
            codes[key] = trace_definition(codes[key], node, tracer)
    return Prepared(compiled.program, replace(compiled.plan, definitions=codes))


def _write_table(node: Definition, writer: Writer, tracer: Tracer) -> str | None:
    """The name of the function of a definition that is a table and holds no other; None for others."""
    if node.kind == "function" or not isinstance(node.body, Table) or len([*walk(node.body, Table)]) > 1:
        return None
    return write_traced_table(node.body, writer, tracer)
