"""Operators: exact arithmetic, comparison of all kinds, three-valued logic, membership, types."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.core import codes, run, value
from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.interpret.logic import conjoin, disjoin, invert

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9)
TRUTHS = [True, False, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2 = 0.3", "true"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("2 / 3", "0.6666666666666666666666666666666667"),
        ("1e33 + 1", "1000000000000000000000000000000001"),
        ("1e34 + 1", "1e34"),
        ("3 ** 4 ** 5", "3486784401"),
        ("-5 ** 2", "25"),
        ("0 ** 0", "1"),
        ('"a" + "b"', '"ab"'),
        ('@"2024-01-31" + @"P1M"', '@"2024-02-29"'),
        ('@"2024-01-01" + @"PT36H"', '@"2024-01-02"'),
        ('@"2021-01-02" - @"PT1M"', '@"2021-01-01"'),
        ('@"2024-03-01" - @"2024-02-01"', '@"P29D"'),
        ('@"2021-01-02T10:10:10@Europe/Paris" - @"2021-01-01T10:10:10@Asia/Dhaka"', '@"P1DT5H"'),
        ('@"2021-01-02" - @"2021-01-01T10:10:10+11:00"', '@"P1DT49M50S"'),
        ('@"10:15:00" + @"PT23H"', '@"09:15:00"'),
        ('@"10:10:10" - @"11:10:10"', '@"-PT1H"'),
        ('@"2024-03-31T01:30:00@Europe/Paris" + @"PT1H"', '@"2024-03-31T03:30:00@Europe/Paris"'),
        ('@"P1Y2M" * 2.5', '@"P2Y11M"'),
        ('@"P10Y11M" / 2.5', '@"P4Y4M"'),
        ('@"P1D" / @"PT1H"', "24"),
        ('-@"P1D"', '@"-P1D"'),
    ],
)
def test_arithmetic(text, expected):
    outcome = run(text)
    assert outcome.value == value(expected)
    assert outcome.warnings == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 / x", "division-by-zero"),
        ("x / x", "division-by-zero"),
        ("10 ** 6144 * 10", "number-too-large"),
        ("2 ** 99999", "number-too-large"),
        ("(-8) ** 0.5", "undefined-number"),
        ("0 ** -1", "division-by-zero"),
        ('x + "a"', "wrong-operands"),
        ("x + null", "wrong-operands"),
        ("[x] + [x]", "wrong-operands"),
        ('x - @"2024-01-01"', "wrong-operands"),
        ('-"a"', "wrong-operand"),
        ('@"999999999-12-31" + @"P1D"', "date-out-of-range"),
        ('@"P1D" * 1e40', "duration-too-long"),
        ('@"2021-01-02T10:10:10Z" - @"2021-01-01T10:10:10"', "one-zone"),
        ('x = "a"', "incomparable"),
        ("x = true", "incomparable"),
        ("x < null", "incomparable"),
        ("true < false", "incomparable"),
        ("[x] < [x]", "incomparable"),
        ('@"10:00:00" < @"10:00:00Z"', "incomparable"),
        ("x.name", "no-field"),
        ("x(1)", "not-a-function"),
        ('["a"..x]', "wrong-ends"),
        ("[null..x]", "wrong-ends"),
    ],
)
def test_operations_without_a_value_are_null_and_say_why(text, code):
    outcome = run(text, x=Decimal(0))
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == [f"interpret.{code}"]


@given(NUMBERS, NUMBERS)
def test_sums_are_exact_and_undone_by_differences(one, other):
    assert value("(x + y) - y = x", x=one, y=other) is True
    assert value("x + y", x=one, y=other) == DECIMAL128.add(one, other)


@given(st.integers(-(10**30), 10**30), st.integers(1, 1000))
def test_quotients_have_34_digits(dividend, divisor):
    quotient = value("x / y", x=Decimal(dividend), y=Decimal(divisor))
    assert isinstance(quotient, Decimal)
    assert len(quotient.as_tuple().digits) <= 34
    assert abs(Decimal(dividend) - quotient * divisor) <= abs(Decimal(dividend)) * Decimal("1e-27")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 = 1.0", True),
        ("null = null", True),
        ("x = null", False),
        ("[] = null", False),
        ("[1, [2, 3]] = [1, [2, 3]]", True),
        ('[1, "a"] = [1, 2]', False),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("{a: 1} = {a: 1, b: 2}", False),
        ("[1..10) = [1..10[", True),
        ("[1..10) = [1..10]", False),
        ('@"2018-10-08T00:00:00+02:00" = @"2018-10-08T00:00:00@Europe/Paris"', True),
        ('@"2018-10-08T00:00:00Z" = @"2018-10-08T00:00:00"', False),
        ('@"10:30:00.0001" = @"10:30:00.0002"', True),
        ('@"P1D" = @"PT24H"', True),
        ('"a" < "b"', True),
        ('@"2024-01-01" <= @"2024-01-01"', True),
        ('@"P1Y" > @"P11M"', True),
        ("1 != 2", True),
    ],
)
def test_equality_and_order(text, expected):
    outcome = run(text, x=Decimal(1))
    assert outcome.value is expected
    assert outcome.warnings == ()


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_order_is_that_of_the_numbers(one, other):
    given_values = {"x": Decimal(one), "y": Decimal(other)}
    assert value("x < y", **given_values) is (one < other)
    assert value("x >= y", **given_values) is (one >= other)
    assert value("x = y", **given_values) is (one == other)


@pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, TRUTHS)))
def test_three_valued_logic(one, other):
    both = False if False in (one, other) else None if None in (one, other) else True
    either = True if True in (one, other) else None if None in (one, other) else False
    assert conjoin([one, other]) is both
    assert disjoin([one, other]) is either
    assert value("x and y", x=one, y=other) is both
    assert value("x or y", x=one, y=other) is either


@pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, TRUTHS)))
def test_the_laws_of_de_morgan(one, other):
    assert invert(conjoin([one, other])) is disjoin([invert(one), invert(other)])
    assert invert(disjoin([one, other])) is conjoin([invert(one), invert(other)])


def test_what_is_no_boolean_is_null_in_logic():
    assert value("x and true", x=Decimal(1)) is None
    assert value("x and false", x=Decimal(1)) is False
    assert value("x or true", x="a") is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 in [1..5]", True),
        ("5 in [1..5)", False),
        ("5 in (> 4)", True),
        ("x in [1, 2, 3]", True),
        ("x in [[1..2], [5..6]]", True),
        ("x in [> 2, < 2]", True),
        ("x in [< 1, (1..9)]", False),
        ("x in [4, 5]", False),
        ("[1, 2] in [[1, 2], [3]]", True),
        ('"a" in "a"', True),
        ("null in [1..10]", None),
        ("x in null", False),
    ],
)
def test_membership(text, expected):
    assert run(text, x=Decimal(1)).value is expected


def test_tests_known_only_when_running():
    for test, expected in [
        (value("[1..5]"), True),
        ([Decimal(3), value("[7..9]")], True),
        ([value("[7..9]")], False),
        (Decimal(3), True),
        (True, True),
        (None, False),
    ]:
        assert value("x in test", x=Decimal(3), test=test) is expected
    assert codes("x in test", x=Decimal(3), test="a") == ["interpret.incomparable"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 instance of number", True),
        ("null instance of number", False),
        ("[1, null] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1, b: 2} instance of context<a: number>", True),
        ("{a: 1} instance of context<a: string>", False),
        ("[1..3] instance of range<number>", True),
        ('@"P1D" instance of years and months duration', False),
        ("(function(a: number) a) instance of function<number> -> number", True),
        ("(function(a: number) a) instance of function<string> -> number", False),
        ("(function(a, b) a) instance of function<number> -> number", False),
        ("(function(a) 1) instance of function<string> -> number", True),
        ("(function(a: list<number>) 1) instance of function<number> -> number", False),
        ("(function(a: list<Any>) 1) instance of function<list<number>> -> number", True),
    ],
)
def test_instance_of(text, expected):
    assert value(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@"2024-07-01".weekday', "1"),
        ('@"2024-07-01T12:34:56.7@Europe/Paris".second', "56"),
        ('@"2024-07-01T12:34:56@Europe/Paris".time offset', '@"PT2H"'),
        ('@"2024-07-01T12:34:56@Europe/Paris".timezone', '"Europe/Paris"'),
        ('@"12:34:56".time offset', "null"),
        ('@"-P1DT2H".hours', "-2"),
        ('@"P14M".years', "1"),
        ("(> 10).start", "10"),
        ("(> 10).end", "null"),
        ("(> 10).start included", "false"),
        ("[{a: 1}, {b: 2}].a", "[1, null]"),
        ("[{a: {b: 1}}].a.b", "[1]"),
    ],
)
def test_properties(text, expected):
    assert value(text) == value(expected)
