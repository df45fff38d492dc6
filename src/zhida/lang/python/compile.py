"""A program compiled to Python functions, once.

Each definition becomes a function, each table, filter, iteration and quantifier one of its own. They stand in the place
of the interpreter's closures and share its evaluations, so that a definition may be computed by either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from zhida.lang.base.diagnostic import refuse
from zhida.lang.base.values import Value
from zhida.lang.core.tree import Definition, Expression, Input, Program, Table
from zhida.lang.interpret.builtins.clock import Clock
from zhida.lang.interpret.fit import make_fit
from zhida.lang.interpret.nodes.builder import Builder
from zhida.lang.interpret.prepare import BUILD_FUNCTIONS, Prepared, build_definition, build_service
from zhida.lang.interpret.run import Code, Fit, Locals, Plan, Run
from zhida.lang.python.fits import write_acceptance, write_fit
from zhida.lang.python.frame import AT_THE_TOP
from zhida.lang.python.loops import LOOPS
from zhida.lang.python.module import Module
from zhida.lang.python.operators import OPERATORS
from zhida.lang.python.runtime import NAMES
from zhida.lang.python.tables import TABLES, define_table
from zhida.lang.python.writer import WriteFunction, Writer

WRITE_FUNCTIONS: Mapping[type, WriteFunction] = MappingProxyType({**OPERATORS, **LOOPS, **TABLES})
"""How each class of node is written; what is not among them the interpreter computes."""


class CompiledProgram(Prepared):
    """A program compiled to Python: it is run like one the interpreter has prepared, with the same values and warnings.

    ``interpreted`` names, for each definition that is not wholly compiled, the classes of the nodes in it that the
    interpreter computes. ``source`` is what was written, to be looked at.
    """

    def __init__(
        self, program: Program, plan: Plan, source: str, interpreted: Mapping[str, tuple[str, ...]], clock: Clock | None
    ) -> None:
        super().__init__(program, plan)
        self.clock = clock
        self.source = source
        self.interpreted = interpreted


def compile_to_python(program: Program, clock: Clock | None = None) -> CompiledProgram:
    """The program as Python functions; ``clock`` tells the moment of ``now()``, which has no value without one.

    `DiagnosticError` if an expression is nested too deep.
    """
    module = Module(NAMES)
    builder = Builder(program, None, clock, BUILD_FUNCTIONS)
    writer = Writer(module, builder, WRITE_FUNCTIONS)
    try:
        written = {key: _write_definition(node, writer) for key, node in program.definitions.items()}
        services = {key: build_service(node, program) for key, node in program.services.items()}
        seldom = {
            key: build_definition(program.definitions[key], builder) for key in written if written[key].name is None
        }
    except RecursionError:
        raise refuse("interpret.nested-too-deep") from None
    fits = {name: _make_input_fit(program.inputs[name], builder) for name in builder.inputs}
    accepting = {name: write_fit(program.inputs[name], fit, writer) for name, fit in fits.items()}
    accept = write_acceptance((program.inputs[name] for name in fits), writer)
    functions = module.link()
    compiled = {key: functions[one.name] for key, one in written.items() if one.name is not None}
    fits |= {name: functions[accept] for name, accept in accepting.items() if accept is not None}
    interpreted = {key: one.interpreted for key, one in written.items() if one.interpreted}
    plan = Plan({**compiled, **seldom, **services}, fits, functions[accept])
    return CompiledProgram(program, plan, module.source, interpreted, clock)


@dataclass(frozen=True, slots=True)
class _Written:
    """The function of a definition, None if there is none, and the classes of nodes in it left to the interpreter."""

    name: str | None
    interpreted: tuple[str, ...]


def _write_definition(node: Definition, writer: Writer) -> _Written:
    """A function as the interpreter calls it; definitions of functions the interpreter makes."""
    if node.kind == "function":
        return _Written(None, (type(node.body).__name__,))
    writer.handed_over.clear()
    name = writer.begin_function("definition_")
    if isinstance(node.body, Table):
        define_table(node.body, writer, AT_THE_TOP, name, ("local",))
    else:
        writer.define(name, ("local",), [f"return {writer.express(node.body, AT_THE_TOP)}"])
    return _Written(name, tuple(writer.handed_over))


def _make_input_fit(node: Input, builder: Builder) -> Fit:
    return make_fit(node, None if node.allowed is None else _compile_when_asked(node.allowed, builder))


def _compile_when_asked(test: Expression, builder: Builder) -> Code:
    """The test of the values an input allows, compiled when it is first needed: what fitted in another program is not."""

    @cache
    def compiled() -> Code:
        module = Module(NAMES)
        name = module.name("allowed_")
        writer = Writer(module, builder, WRITE_FUNCTIONS)
        answer = writer.express(test, AT_THE_TOP.bind("?", "tested"))
        writer.define(name, ("local",), [f"tested = local[{writer.slot('?')}]", f"return {answer}"])
        return module.link()[name]

    def code(run: Run, local: Locals) -> Value:
        return compiled()(run, local)

    return code
