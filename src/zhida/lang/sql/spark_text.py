"""Expressions as Spark SQL text, written so that Spark's parser reads them in linear time.

That parser looks ahead without bound wherever a parenthesis, a CASE or a CAST opens, and remembers every look: a large
policy in the usual notation takes minutes and gigabytes. So operators stand as calls (``` `+`(a, b) ```) and casts behind
their operand (``a::DATE``). Names are always quoted, and an expression of a kind not listed here is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlglot import exp

from zhida.lang.sql.build import Sql

_OPERATORS: Mapping[type[exp.Expr], str] = MappingProxyType(
    {
        exp.Add: "+",
        exp.Sub: "-",
        exp.Mul: "*",
        exp.Mod: "%",
        exp.IntDiv: "div",
        exp.EQ: "=",
        exp.LT: "<",
        exp.LTE: "<=",
        exp.GT: ">",
        exp.GTE: ">=",
        exp.And: "and",
        exp.Or: "or",
    }
)
_TYPES: Mapping[exp.DType, str] = MappingProxyType(
    {
        exp.DType.BIGINT: "BIGINT",
        exp.DType.BOOLEAN: "BOOLEAN",
        exp.DType.DATE: "DATE",
        exp.DType.ENUM: "STRING",
        exp.DType.INT: "INT",
        exp.DType.TEXT: "STRING",
        exp.DType.VARCHAR: "STRING",
    }
)


def write_expression(node: exp.Expr) -> str:
    r"""The text of an expression; `TypeError` for a kind of expression that the compiler does not make.

    >>> from zhida.lang.sql.build import binary, case, column, text
    >>> print(write_expression(case([(binary(exp.GT, column("金额"), column("a`b")), text("甲'"))], None)))
    `when`(`>`(`金额`, `a``b`)::BOOLEAN, '甲\'')
    """
    kind = type(node)
    if kind in _OPERATORS:
        return _call(_OPERATORS[kind], node.this, node.expression)
    match node:
        case exp.Paren():
            return write_expression(node.this)
        case exp.Column():
            return ".".join(_quote(part.name) for part in node.parts)
        case exp.Dot():
            return f"{write_expression(node.this)}.{_quote(node.expression.name)}"
        case exp.Literal():
            return _quote_text(node.this) if node.is_string else str(node.this)
        case exp.Null():
            return "NULL"
        case exp.Boolean():
            return "TRUE" if node.this else "FALSE"
        case exp.Neg(this=exp.Literal()):
            return f"-{node.this.this}"
        case exp.Neg():
            return _call("negative", node.this)
        case exp.Not():
            return _call("not", node.this)
        case exp.NEQ():
            return f"`not`({_call('=', node.this, node.expression)})"
        case exp.Is(expression=exp.Null()):
            return _call("isnull", node.this)
        case exp.Cast():
            return f"{write_expression(node.this)}::{_write_type(node.to)}"
        case exp.Case(this=None):
            return _write_case(node)
        case exp.Anonymous():
            return _call(node.this, *node.expressions)
        case exp.Lambda():
            return f"{_write_variables(node.expressions)} -> {write_expression(node.this)}"
        case exp.Struct():
            return _write_record(node.expressions)
    raise TypeError(kind.__name__)


def _call(name: str, *arguments: Sql) -> str:
    return f"{_quote(name)}({', '.join(map(write_expression, arguments))})"


def _write_variables(variables: Sequence[exp.Identifier]) -> str:
    names = [_quote(one.name) for one in variables]
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


def _write_case(node: exp.Case) -> str:
    """The call of ``when``; a condition that is no more than NULL gets a type."""
    parts: list[str] = []
    for arm in node.args["ifs"]:
        parts += [f"{write_expression(arm.this)}::BOOLEAN", write_expression(arm.args["true"])]
    if node.args.get("default") is not None:
        parts.append(write_expression(node.args["default"]))
    return f"`when`({', '.join(parts)})"


def _write_record(entries: Sequence[exp.PropertyEQ]) -> str:
    parts = [f"{_quote_text(entry.name)}, {write_expression(entry.expression)}" for entry in entries]
    return f"`named_struct`({', '.join(parts)})"


def _write_type(type_: exp.DataType) -> str:
    match type_.this:
        case exp.DType.DECIMAL:
            width, scale = (parameter.name for parameter in type_.expressions)
            return f"DECIMAL({width}, {scale})"
        case exp.DType.ARRAY:
            return f"ARRAY<{_write_type(type_.expressions[0])}>"
        case exp.DType.STRUCT:
            fields = (f"{_quote(field.name)}: {_write_type(field.args['kind'])}" for field in type_.expressions)
            return f"STRUCT<{', '.join(fields)}>"
        case kind if kind in _TYPES:
            return _TYPES[kind]
    raise TypeError(str(type_.this))


def _quote(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _quote_text(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
