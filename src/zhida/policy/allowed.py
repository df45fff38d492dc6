"""The allowed values of facts (unary tests), ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source
from zhida.lang.base.types import Type, render_type
from zhida.lang.base.values import Value
from zhida.lang.core.from_dmn import build_program
from zhida.lang.core.tree import Program
from zhida.lang.dmn.model import Decision, Definitions, InputData, LiteralBox, Variable
from zhida.lang.feel.lexer import Dialect
from zhida.lang.interpret.prepare import Prepared, prepare

_VALUE = "值"


@dataclass(frozen=True, slots=True)
class AllowedValues:
    """Tests by the way to a fact; a fact without one allows every value."""

    program: Program
    prepared: Prepared = field(compare=False, repr=False)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the tests themselves."""
        return self.program.diagnostics

    def allow(self, path: str, value: Value) -> bool:
        """Whether the fact at ``path`` may have the value.

        >>> from zhida.lang.base.types import NUMBER
        >>> from decimal import Decimal
        >>> tests = prepare_allowed_values({"注册资本": (Source(">= 0"), NUMBER)})
        >>> tests.allow("注册资本", Decimal(0)), tests.allow("注册资本", Decimal(-1)), tests.allow("成立日期", None)
        (True, False, True)
        """
        if path not in self.program.definitions:
            return True
        inputs = dict.fromkeys(self.program.inputs, value)
        return self.prepared.run(inputs).value(path) is True


def prepare_allowed_values(tests: Mapping[str, tuple[Source, Type]]) -> AllowedValues:
    """Unary tests by the way to a fact, with the type of the fact, made ready."""
    inputs = {type_: f"{_VALUE}_{render_type(type_)}" for _, type_ in tests.values()}
    definitions = Definitions(
        name="取值",
        namespace="取值",
        source=Source(""),
        input_data=tuple(
            InputData(name, Variable(name, render_type(type_)), Source("")) for type_, name in inputs.items()
        ),
        decisions=tuple(_decide(path, test, inputs[type_]) for path, (test, type_) in tests.items()),
    )
    program = build_program(definitions, (), Dialect.POLICY)
    return AllowedValues(program, prepare(program))


def _decide(path: str, test: Source, value: str) -> Decision:
    """``value in (tests)``, with the tests at their own place."""
    before = f"{value} in ("
    source = replace(test, text=f"{before}{test.text})", column=test.column - len(before))
    return Decision(path, Variable(path), LiteralBox(source=source), (value,), source)
