"""Hypothesis strategies for surface trees."""

from __future__ import annotations

from functools import partial

from hypothesis import strategies as st

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.span import span_of
from zhida.lang.feel import tree as feel

SPAN = span_of("")

NAMES = (
    "x",
    "研发费用",
    "a-b",
    "profit and loss",
    "not eligible",
    "unit price",
    "Student's name",
    "rate#1",
    "𠮷野 家",
    "not",
)
"""Names in scope; no two of them, joined by an operator, make a third."""

_MEMBERS = (*NAMES, "start included", "if", "between")
_BOUND = ("x", "y", "unit price", "p-q", "profit and loss")
_TYPES = ("number", "Any", "date and time", "days and time duration", "tFoo", "ns.tBar", "list", "function", "企业")


def _node(kind, *parts, **named_parts):
    return st.builds(partial(kind, span=SPAN), *parts, **named_parts)


def _tuples(items, minimum=0, maximum=3):
    return st.lists(items, min_size=minimum, max_size=maximum).map(tuple)


def _numbers():
    decimals = st.decimals(min_value=0, max_value=10**40, allow_nan=False, allow_infinity=False)
    return decimals.map(DECIMAL128.create_decimal)


names = st.sampled_from(NAMES)
_texts = st.text(max_size=8) | st.sampled_from(['"', "\\", "\n\r\t", "\\n", "🐎", "\\u0041"])

leaves = st.one_of(
    _node(feel.NumberLiteral, _numbers()),
    _node(feel.StringLiteral, _texts),
    _node(feel.BooleanLiteral, st.booleans()),
    _node(feel.NullLiteral),
    _node(feel.AtLiteral, _texts),
    _node(feel.Name, names),
    _node(feel.InputValue),
)

types = st.recursive(
    _node(feel.NamedType, st.sampled_from(_TYPES)),
    lambda inner: st.one_of(
        _node(feel.ListTypeName, inner),
        _node(feel.RangeTypeName, inner),
        _node(feel.ContextTypeName, _tuples(st.tuples(st.sampled_from(_MEMBERS), inner))),
        _node(feel.FunctionTypeName, _tuples(inner), inner),
    ),
    max_leaves=4,
)
"""Types as they are written."""


def _compound(inner):
    return st.one_of(_operations(inner), _constructions(inner), _control(inner))


def _tests(inner):
    comparison = _node(feel.UnaryComparison, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), inner)
    return inner | comparison


def _operations(inner):
    operators = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "**"]
    return st.one_of(
        _node(feel.Binary, st.sampled_from(operators), inner, inner),
        _node(feel.Negation, inner),
        _node(feel.Between, inner, inner, inner),
        _node(feel.In, inner, _tuples(_tests(inner), 1)),
        _node(feel.InstanceOf, inner, types),
        _node(feel.Path, inner, st.sampled_from(_MEMBERS)),
        _node(feel.Filter, inner, inner),
        _node(feel.Invocation, inner, _tuples(inner)),
        _node(feel.Invocation, inner, named=_tuples(_node(feel.NamedArgument, names, inner), 1)),
    )


def _constructions(inner):
    key = st.sampled_from(_MEMBERS) | _texts
    return st.one_of(
        _node(feel.ListLiteral, _tuples(inner)),
        _node(feel.ContextLiteral, _tuples(_node(feel.ContextEntry, key, inner))),
        _node(feel.Interval, _tests(inner), inner, st.booleans(), st.booleans()),
    )


def _control(inner):
    iterators = _tuples(_node(feel.Iterator, st.sampled_from(_BOUND), inner, st.none() | inner), 1, 2)
    parameters = _tuples(_node(feel.FormalParameter, st.sampled_from(_BOUND), st.none() | types))
    external = _node(feel.ContextLiteral, _tuples(_node(feel.ContextEntry, st.just("java"), inner)))
    return st.one_of(
        _node(feel.If, inner, inner, inner),
        _node(feel.For, iterators, inner),
        _node(feel.Quantified, st.sampled_from(["some", "every"]), iterators, inner),
        _node(feel.FunctionLiteral, parameters, inner),
        _node(feel.FunctionLiteral, parameters, external, st.just(True)),  # noqa: FBT003
    )


expressions = st.recursive(leaves, _compound, max_leaves=12)
"""Expressions of every kind."""

cells = st.one_of(
    _node(feel.UnaryTests, st.tuples(_node(feel.AnyTest))),
    _node(feel.UnaryTests, st.tuples(_node(feel.NotTest, _tuples(_tests(expressions), 1)))),
    _node(feel.UnaryTests, _tuples(_tests(expressions), 1)),
)
"""Unary tests of every kind."""
