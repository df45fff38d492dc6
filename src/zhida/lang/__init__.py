"""The language of policies: FEEL and DMN, parsed, checked, evaluated and written.

These names are the whole of it for a notebook; the passes behind them are one folder each (see docs/architecture.md).

>>> evaluate("0.1 + 0.2 = 0.3")
True
>>> evaluate("min(200万, 10% * 研发费用)", {"研发费用": 900_0000}, dialect=Dialect.POLICY)
Decimal('900000.0')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, has_errors, refuse
from zhida.lang.base.messages import Language
from zhida.lang.base.messages import render_diagnostic as render_with
from zhida.lang.base.span import Source
from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from zhida.lang.base.types import ANY
from zhida.lang.base.values import Function, Missing, Range, Value
from zhida.lang.check.tables import check_tables
from zhida.lang.core.from_dmn import build_program
from zhida.lang.core.from_feel import lower_expression
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import Program
from zhida.lang.dmn.document import DmnDocument, read_document
from zhida.lang.dmn.model import Decision, Definitions, InputData, LiteralBox, Variable
from zhida.lang.dmn.read import read_dmn
from zhida.lang.dmn.write import write_dmn
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression
from zhida.lang.feel.tree import Expression
from zhida.lang.feel.unparse import unparse
from zhida.lang.interpret.builtins.clock import Clock
from zhida.lang.interpret.evaluate import evaluate as evaluate_definition
from zhida.lang.interpret.evaluate import evaluate_expression
from zhida.lang.messages import MESSAGES

__all__ = [
    "Diagnostic",
    "DiagnosticError",
    "Dialect",
    "DmnDocument",
    "Program",
    "check",
    "compile",
    "evaluate",
    "load_dmn",
    "parse",
    "read_document",
    "render_diagnostic",
    "unparse",
    "write_dmn",
]

RESULT = "result"
"""The key of the definition that `compile` makes of a text."""


def parse(text: str, names: Sequence[str] = (), dialect: Dialect = Dialect.STANDARD) -> Expression:
    """The surface tree of an expression; ``names`` are those that hold operators or keywords.

    Raises `DiagnosticError` where the text is no expression.

    >>> unparse(parse("500万 * 10%", dialect=Dialect.POLICY))
    '5000000 * 0.1'
    """
    return parse_expression(Source(text), Names.of(names), dialect)


def evaluate(
    source: str | Program,
    inputs: Mapping[str, object] | None = None,
    key: str = RESULT,
    *,
    dialect: Dialect = Dialect.STANDARD,
    clock: Clock | None = None,
) -> Value:
    """The value of an expression for given variables, or of a definition of a program by its key.

    Numbers are given as `int` or `Decimal`, dates as `datetime.date`. Raises `DiagnosticError` for an expression that is wrong,
    a key the program does not have, or a float among the inputs (``lang.unknown-value``). What fails at run time
    is null, as the standard wants; `zhida.lang.interpret.evaluate` tells why. ``today()`` needs a ``clock``.

    >>> evaluate("营业收入 - 成本", {"营业收入": 10, "成本": Decimal("2.5")})
    Decimal('7.5')
    """
    values = {name: _convert(name, value) for name, value in (inputs or {}).items()}
    if isinstance(source, Program):
        return evaluate_definition(source, key, values, clock).value
    scope = Scope().bind_all(dict.fromkeys(values, ANY))
    lowered = lower_expression(parse(source, list(values), dialect), scope)
    if has_errors(scope.found):
        raise DiagnosticError(scope.found)
    return evaluate_expression(lowered, values, clock).value


def compile(  # noqa: A001 - the verb of the field; nobody compiles Python here
    source: str | Definitions | DmnDocument,
    types: Mapping[str, str] | None = None,
    imported: Sequence[Definitions] = (),
    dialect: Dialect = Dialect.STANDARD,
) -> Program:
    """The program of a model, or of one expression over inputs of the given types (its definition is ``result``).

    Never raises: what is wrong is among the program's diagnostics.

    >>> program = compile("营业收入 > 500", {"营业收入": "number"})
    >>> evaluate(program, {"营业收入": 501})
    True
    """
    if isinstance(source, DmnDocument):
        source = source.definitions
    definitions = _model_of(source, types or {}) if isinstance(source, str) else source
    return build_program(definitions, imported, dialect)


def load_dmn(data: bytes, file: str = "<dmn>", imported: Sequence[bytes] = ()) -> Program:
    """The program of a DMN document and of the documents it imports. Raises `DiagnosticError` as `read_document` does."""
    return build_program(read_dmn(data, file), [read_dmn(other) for other in imported])


def check(program: Program) -> tuple[Diagnostic, ...]:
    """All that is wrong or odd: what compiling found, then overlaps, gaps and dead rows of decision tables.

    >>> [finding.code for finding in check(compile("营业收人 > 500", {"营业收入": "number"}))]
    ['core.unknown-name']
    """
    return (*program.diagnostics, *check_tables(program))


def render_diagnostic(diagnostic: Diagnostic, language: Language = "zh") -> str:
    """A diagnostic as a terminal shows it: place, message, the line with a caret, hint.

    >>> print(render_diagnostic(check(compile("营业收人 > 500", {"营业收入": "number"}))[0]))
    <text>:1:1: 没有“营业收人”这个名称。
      营业收人 > 500
      ^^^^^^^^
      → 相近的名称：营业收入
    """
    return render_with(diagnostic, MESSAGES, language)


def _model_of(text: str, types: Mapping[str, str]) -> Definitions:
    source = Source(text)
    inputs = tuple(InputData(name, Variable(name, type_), source=source) for name, type_ in types.items())
    decision = Decision(RESULT, Variable(RESULT), LiteralBox(source=source), tuple(types), source=source)
    return Definitions(RESULT, RESULT, source=source, input_data=inputs, decisions=(decision,))


def _convert(name: str, value: object) -> Value:
    """A value of Python as one of FEEL."""
    match value:
        case bool() | Decimal() | str() | None:
            return value
        case int():
            return Decimal(value)
        case dt.date() if not isinstance(value, dt.datetime):
            return Date.from_python(value)
        case list() | tuple():
            return [_convert(name, item) for item in value]
        case Mapping():
            return {str(key): _convert(name, item) for key, item in value.items()}
        case Date() | Time() | DateTime() | DaysDuration() | MonthsDuration() | Range() | Function() | Missing():
            return value
    raise refuse("lang.unknown-value", name=name, kind=type(value).__name__)
