"""What inference says of types holds when the expressions are run."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang import DiagnosticError, evaluate
from zhida.lang.base.span import Source, Span
from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from zhida.lang.base.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_DURATION,
    MONTHS_DURATION,
    NULL,
    NUMBER,
    STRING,
    TIME,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
)
from zhida.lang.base.values import Value
from zhida.lang.core.inference import arithmetic_type, fields_of, join_types, may_compare, may_fit
from zhida.lang.core.tree import Arithmetic, ArithmeticOperator, Comparison, ComparisonOperator, LocalReference
from zhida.lang.interpret.conform import coerce, type_check
from zhida.lang.interpret.evaluate import evaluate_expression

NOWHERE = Span(Source(""), 0, 0)

SAMPLES: dict[Type, list[Value]] = {
    NUMBER: [Decimal(0), Decimal("-2.5"), Decimal(7)],
    STRING: ["", "发明专利"],
    BOOLEAN: [True, False],
    DATE: [Date(2024, 2, 29), Date(2019, 1, 1)],
    TIME: [Time(9, 30, 0), Time(23, 59, 59, 0, 28800)],
    DATE_TIME: [DateTime(Date(2024, 2, 29), Time(9, 30, 0)), DateTime(Date(2024, 3, 1), Time(0, 0, 0, 0, 0))],
    DAYS_DURATION: [DaysDuration(86_400_000_000_000), DaysDuration(0)],
    MONTHS_DURATION: [MonthsDuration(14), MonthsDuration(-1)],
    ListType(NUMBER): [[], [Decimal(1)], [Decimal(1), Decimal(2)]],
    ListType(STRING): [["a"]],
    ContextType({"a": NUMBER}): [{"a": Decimal(1)}],
    NULL: [None],
}

TYPED_VALUES = st.sampled_from([(type_, value) for type_, values in SAMPLES.items() for value in values])
ARITHMETIC: st.SearchStrategy[ArithmeticOperator] = st.sampled_from(["+", "-", "*", "/", "**"])
COMPARISONS: st.SearchStrategy[ComparisonOperator] = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


def local(name: str) -> LocalReference:
    return LocalReference(name, span=NOWHERE)


@given(ARITHMETIC, TYPED_VALUES, TYPED_VALUES)
def test_arithmetic_yields_the_type_inferred_and_nothing_where_none_is(
    operator: ArithmeticOperator, left: tuple[Type, Value], right: tuple[Type, Value]
) -> None:
    inferred = arithmetic_type(operator, left[0], right[0])
    node = Arithmetic(operator, local("l"), local("r"), span=NOWHERE)
    value = evaluate_expression(node, {"l": left[1], "r": right[1]}).value
    assert value is None if inferred is None else type_check(inferred)(value)


@given(COMPARISONS, TYPED_VALUES, TYPED_VALUES)
def test_what_cannot_be_compared_is_null(
    operator: ComparisonOperator, left: tuple[Type, Value], right: tuple[Type, Value]
) -> None:
    node = Comparison(operator, local("l"), local("r"), span=NOWHERE)
    value = evaluate_expression(node, {"l": left[1], "r": right[1]}).value
    assert value in {None, True, False}
    if not may_compare(operator, left[0], right[0]):
        assert value is None


@given(TYPED_VALUES, st.sampled_from(list(SAMPLES)))
def test_what_cannot_fit_cannot_be_coerced(given_: tuple[Type, Value], wanted: Type) -> None:
    fits, _ = coerce(given_[1], wanted, type_check(wanted))
    if fits and given_[1] is not None and given_[1] != []:
        assert may_fit(given_[0], wanted)


@given(st.sampled_from(list(SAMPLES)))
def test_every_type_fits_itself_and_any(type_: Type) -> None:
    assert may_fit(type_, type_)
    assert may_fit(type_, ANY)
    assert may_fit(ANY, type_)
    assert may_fit(NULL, type_)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (STRING, NUMBER),
        (ListType(STRING), NUMBER),
        (STRING, ListType(NUMBER)),
        (BOOLEAN, STRING),
        (ContextType({"a": STRING}), ContextType({"a": NUMBER})),
        (RangeType(NUMBER), RangeType(DATE)),
        (FunctionType((NUMBER,), NUMBER), FunctionType((), NUMBER)),
        (NUMBER, ContextType({"a": NUMBER})),
    ],
)
def test_surely_does_not_fit(given_: Type, wanted: Type) -> None:
    assert not may_fit(given_, wanted)


@pytest.mark.parametrize(
    ("types", "joined"),
    [([NUMBER, NUMBER], NUMBER), ([NUMBER, NULL], NUMBER), ([NULL], NULL), ([], ANY), ([NUMBER, STRING], ANY)],
)
def test_join(types: list[Type], joined: Type) -> None:
    assert join_types(types) == joined


TEMPORAL_TEXTS = ['@"2024-02-29"', '@"09:30:00+08:00"', '@"2024-02-29T09:30:00Z"', '@"P1DT2H"', '@"P1Y2M"', "[1..5]"]


@pytest.mark.parametrize("text", TEMPORAL_TEXTS)
def test_every_property_there_is_has_a_value(text: str) -> None:
    from_type = {
        '@"2024-02-29"': DATE,
        '@"09:30:00+08:00"': TIME,
        '@"2024-02-29T09:30:00Z"': DATE_TIME,
        '@"P1DT2H"': DAYS_DURATION,
        '@"P1Y2M"': MONTHS_DURATION,
        "[1..5]": RangeType(NUMBER),
    }[text]
    fields = fields_of(from_type)
    assert fields
    for name, type_ in fields.items():
        value = evaluate(f"{text}.{name}")
        assert type_check(type_)(value)
        assert value is not None or name == "timezone"
    with pytest.raises(DiagnosticError, match=r"core\.unknown-field"):
        evaluate(f"{text}.没有")
