"""SQL expressions made with sqlglot, each operand in parentheses where it needs them; sqlglot only builds and prints.

A node belongs to one tree, so an operand that already stands somewhere is copied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from sqlglot import exp

Sql = exp.Expr

_COMPOUND = (exp.Binary, exp.Connector, exp.Not, exp.Neg, exp.Case, exp.Is, exp.In)


def own(node: Sql) -> Sql:
    """The node itself, or a copy if it already is part of a tree."""
    return node.copy() if node.parent is not None else node


def wrap(node: Sql) -> Sql:
    """The node as an operand."""
    return exp.Paren(this=own(node)) if isinstance(node, _COMPOUND) and not isinstance(node, exp.Dot) else own(node)


def binary(kind: type[exp.Binary], left: Sql, right: Sql) -> Sql:
    """``left operator right``.

    >>> binary(exp.Mul, binary(exp.Add, column("a"), column("b")), column("c")).sql("duckdb")
    '("a" + "b") * "c"'
    """
    return kind(this=wrap(left), expression=wrap(right))


def opposite(node: Sql) -> Sql:
    """``-node``."""
    return exp.Neg(this=wrap(node))


def invert(node: Sql) -> Sql:
    """``NOT node``."""
    return exp.Not(this=wrap(node))


def is_null(node: Sql) -> Sql:
    """``node IS NULL``."""
    return exp.Is(this=wrap(node), expression=exp.null())


def all_of(conditions: Iterable[Sql | None]) -> Sql | None:
    """The conjunction of those given (None is left out), or None of none."""
    return _join(exp.And, conditions)


def any_of(conditions: Iterable[Sql | None]) -> Sql | None:
    """The disjunction of those given (None is left out, a repeated one too), or None of none."""
    return _join(exp.Or, conditions)


def _join(kind: type[exp.Binary], conditions: Iterable[Sql | None]) -> Sql | None:
    given = [condition for condition in conditions if condition is not None]
    distinct = list(dict.fromkeys(given))
    if not distinct:
        return None
    joined = wrap(distinct[0]) if len(distinct) > 1 else distinct[0]
    for condition in distinct[1:]:
        joined = kind(this=joined, expression=wrap(condition))
    return joined


def case(arms: Sequence[tuple[Sql, Sql]], otherwise: Sql | None) -> Sql:
    """``CASE WHEN … THEN … ELSE … END``, or what it is without arms."""
    if not arms:
        return otherwise if otherwise is not None else exp.null()
    ifs = [exp.If(this=own(condition), true=own(value)) for condition, value in arms]
    return exp.Case(ifs=ifs, default=None if otherwise is None else own(otherwise))


def column(name: str) -> Sql:
    """A column by name."""
    return exp.column(exp.to_identifier(name, quoted=True))


def number(value: Decimal) -> Sql:
    """A decimal literal of exactly its digits, at most 38: the point makes it a decimal, each digit one of its width.

    >>> number(Decimal("-5E+6")).sql("duckdb"), number(Decimal("0.10")).sql("duckdb")
    ('-5000000.', '.10')
    """
    integers, _, decimals = f"{value.copy_abs():f}".partition(".")
    shortest = integers.lstrip("0") if decimals else integers
    literal = _number_literal(f"{shortest}.{decimals}")
    return exp.Neg(this=literal) if value < 0 else literal


def _number_literal(digits: str) -> Sql:
    """Made directly: the builder of sqlglot first makes a Python number of every one."""
    return exp.Literal(this=digits, is_string=False)


def integer(value: int) -> Sql:
    """An integer literal, for the arguments of functions."""
    literal = _number_literal(str(abs(value)))
    return exp.Neg(this=literal) if value < 0 else literal


def text(value: str) -> Sql:
    """A string literal."""
    return exp.Literal.string(value)


def boolean(value: bool) -> Sql:  # noqa: FBT001
    """``TRUE`` or ``FALSE``."""
    return exp.true() if value else exp.false()


def date(value: dt.date) -> Sql:
    """A date literal."""
    return cast(exp.Literal.string(value.isoformat()), "DATE")


def cast(node: Sql, type_: str) -> Sql:
    """``CAST(node AS type)``; out of range is an error."""
    return exp.Cast(this=own(node), to=_read_type(type_).copy())


@cache
def _read_type(name: str) -> exp.DataType:
    """A type, read only once."""
    return exp.DataType.build(name)


def cast_decimal(node: Sql, width: int, scale: int) -> Sql:
    """``CAST(node AS DECIMAL(width, scale))``."""
    return exp.Cast(this=own(node), to=decimal_type(width, scale))


def decimal_type(width: int, scale: int) -> exp.DataType:
    """``DECIMAL(width, scale)``."""
    parameters = [exp.DataTypeParam(this=integer(size)) for size in (width, scale)]
    return exp.DataType(this=exp.DataType.Type.DECIMAL, expressions=parameters)


def function(name: str, *arguments: Sql) -> Sql:
    """A call by name, printed as it is."""
    return exp.Anonymous(this=name, expressions=[own(argument) for argument in arguments])


def lambda_of(variable: str, body: Sql) -> Sql:
    """A function of one variable."""
    return exp.Lambda(this=own(body), expressions=[exp.to_identifier(variable, quoted=True)])


def field(source: Sql, name: str) -> Sql:
    """``source.name`` of a struct."""
    return exp.Dot(this=wrap(source), expression=exp.to_identifier(name, quoted=True))


def record(fields: Mapping[str, Sql]) -> Sql:
    """A struct of named values."""
    pairs = [
        exp.PropertyEQ(this=exp.to_identifier(name, quoted=True), expression=own(value))
        for name, value in fields.items()
    ]
    return exp.Struct(expressions=pairs)
