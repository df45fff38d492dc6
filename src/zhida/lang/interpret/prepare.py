"""A program made ready to run: every expression becomes a Python closure, once.

Definitions are evaluated when they are first asked for and remembered for the evaluation. What has no value is null,
and a warning with its place says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from zhida.lang.base.diagnostic import Diagnostic, refuse
from zhida.lang.base.types import ANY, FunctionType
from zhida.lang.base.values import Function, Inputs, Value
from zhida.lang.core.tree import Definition, Expression, Input, Program, Service
from zhida.lang.interpret.builtins.clock import Clock
from zhida.lang.interpret.calls import call_by_name, call_function, fit_arguments
from zhida.lang.interpret.conform import coerce, type_check
from zhida.lang.interpret.fit import make_fit
from zhida.lang.interpret.missing import find_missing
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.nodes.calls import CALLS
from zhida.lang.interpret.nodes.constructions import CONSTRUCTIONS
from zhida.lang.interpret.nodes.control import CONTROL
from zhida.lang.interpret.nodes.leaves import LEAVES
from zhida.lang.interpret.nodes.operators import OPERATORS
from zhida.lang.interpret.nodes.table import TABLES
from zhida.lang.interpret.run import Code, ExhaustedError, Fit, Fitted, Locals, NoValueError, Plan, Run
from zhida.lang.interpret.trace import Tracer

BUILD_FUNCTIONS: Mapping[type, BuildFunction] = MappingProxyType(
    {**LEAVES, **OPERATORS, **CONSTRUCTIONS, **CALLS, **CONTROL, **TABLES}
)
"""How each class of node is built."""


class Prepared:
    """A program ready to run, any number of times and from several threads (a tracer excepted)."""

    def __init__(self, program: Program, plan: Plan) -> None:
        self.program = program
        self.plan = plan

    def run(self, inputs: Inputs, fitted: Fitted | None = None) -> Evaluation:
        """An evaluation for these inputs; nothing is computed yet.

        ``fitted`` is remembered from one evaluation to the next, of this program or another that declares the same
        inputs alike, where most of the inputs are the same values: only those that changed are checked again.
        """
        return Evaluation(Run(self.plan, inputs, fitted))


class Evaluation:
    """The values of a program's definitions for given inputs."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Why values are null, in the order found; an error when an evaluation had to be ended."""
        return tuple(self._run.warnings)

    def value(self, key: str) -> Value:
        """The value of a definition or service by its key; `DiagnosticError` if there is none so named."""
        if key not in self._run.plan.definitions:
            raise refuse("interpret.unknown-definition", key=key)
        return _compute(self._run, key)

    def values(self, keys: Iterable[str]) -> list[Value]:
        """The values of many definitions that there are, one after the other; they are likely to read most of the inputs."""
        run = self._run
        run.plan.accept(run.given, run.read_inputs)
        return [_compute(run, key) for key in keys]

    def values_apart(self, keys: Iterable[str]) -> Iterator[Value]:
        """The same, but each is computed as if it were the only one; inputs are read once."""
        run = self._run
        run.plan.accept(run.given, run.read_inputs)
        for key in keys:
            run.memory.clear()
            yield _compute(run, key)

    def compute(self, code: Code) -> Value:
        """The value of a part of the program, as `prepare_expression` makes it ready."""
        return run_within_limits(self._run, code)

    def call(self, key: str, arguments: Mapping[str, Value] | Sequence[Value]) -> Value:
        """The value of a function or decision service for arguments by name or in order."""
        function = self.value(key)

        def code(run: Run, _local: Locals) -> Value:
            try:
                if isinstance(arguments, Mapping):
                    return call_by_name(function, arguments)
                return call_function(function, arguments)
            except NoValueError as error:
                return run.warn(error.code, None, **error.values)

        return run_within_limits(self._run, code)


def prepare(program: Program, tracer: Tracer | None = None, clock: Clock | None = None) -> Prepared:
    """A program ready to run.

    A ``tracer`` is told everything and costs nothing when there is none; ``clock`` tells the moment of ``now()``,
    which has no value without one. `DiagnosticError` if an expression is nested too deep.
    """
    builder = Builder(program, tracer, clock, BUILD_FUNCTIONS)
    try:
        definitions = {key: build_definition(node, builder) for key, node in program.definitions.items()}
        services = {key: build_service(node, program) for key, node in program.services.items()}
        inputs = {name: _build_input(program.inputs[name], builder) for name in builder.inputs}
    except RecursionError:
        raise refuse("interpret.nested-too-deep") from None
    return Prepared(program, Plan({**definitions, **services}, inputs))


def _compute(run: Run, key: str) -> Value:
    """The value of a definition that there is; null, with an error among the warnings, when it asks for too much."""
    run.steps = run.depth = 0
    try:
        value = run.value(key)
        if type(value) is list or type(value) is dict:
            find_missing(value)
    except (ExhaustedError, RecursionError) as error:
        return _end(run, error)
    return value


def run_within_limits(run: Run, code: Code) -> Value:
    """The value of the code; null, with an error among the warnings, when it asks for too much."""
    run.steps = run.depth = 0
    try:
        value = code(run, {})
        if type(value) is list or type(value) is dict:
            find_missing(value)
    except (ExhaustedError, RecursionError) as error:
        return _end(run, error)
    return value


def _end(run: Run, error: ExhaustedError | RecursionError) -> Value:
    if isinstance(error, ExhaustedError):
        run.warnings.append(Diagnostic(error.code, None, error.values))
    else:
        run.warnings.append(Diagnostic("interpret.nested-too-deep"))
    return None


def prepare_expression(expression: Expression, clock: Clock | None = None) -> Code:
    """The code of one expression that rests on nothing but variables, or a part of the program it is then computed in."""
    return Builder(_NO_PROGRAM, None, clock, BUILD_FUNCTIONS).build(expression)


_NO_PROGRAM = Program("", {}, {})


def _build_input(node: Input, builder: Builder) -> Fit:
    return make_fit(node, builder.build(node.allowed) if node.allowed else None)


def build_definition(node: Definition, builder: Builder) -> Code:
    """The code of a definition; a function knows its name."""
    body, tracer = builder.build(node.body), builder.tracer
    if node.kind == "function":
        return _name_function(body, node.name)
    return body if tracer is None else trace_definition(body, node, tracer)


def _name_function(body: Code, name: str) -> Code:
    def code(run: Run, local: Locals) -> Value:
        value = body(run, local)
        return replace(value, name=name) if type(value) is Function else value

    return code


def trace_definition(body: Code, node: Definition, tracer: Tracer) -> Code:
    """The code of a definition that tells the tracer when it is entered and left."""

    def code(run: Run, local: Locals) -> Value:
        known = tracer.recall(node)
        if known is not None:
            return known.value
        tracer.enter(node)
        value: Value = None
        try:
            value = body(run, local)
        finally:
            tracer.leave(node, value)
        return value

    return code


def build_service(service: Service, program: Program) -> Code:
    """A decision service is a function of its inputs, then of its given decisions (DMN 1.5, §10.4)."""
    names = (*map(service.parameter_of, service.inputs), *(program.definitions[key].name for key in service.given))
    types = (
        *(program.inputs[name].type if name in program.inputs else ANY for name in service.inputs),
        *(program.definitions[key].type for key in service.given),
    )

    result = service.type.result if isinstance(service.type, FunctionType) else ANY
    check = type_check(result)

    def code(run: Run, _local: Locals) -> Value:
        def call(arguments: Sequence[Value]) -> Value:
            fitted = fit_arguments(names, types, arguments)
            run.descend()
            count = len(service.inputs)
            given = {**run.given, **dict(zip(service.inputs, fitted[:count], strict=True))}
            inner = run.begin(given, dict(zip(service.given, fitted[count:], strict=True)))
            values = {program.definitions[key].name: inner.value(key) for key in service.outputs}
            run.steps = inner.steps
            run.ascend()
            value = values if len(values) > 1 else next(iter(values.values()), None)
            return coerce(value, result, check)[1]

        return Function(names, call, service.name, types, result)

    return code
