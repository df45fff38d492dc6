"""Golden values of every builtin (DMN 1.5, §10.3.4), and calls that have no value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.core import NOON, codes, lower, run, value
from zhida.lang.base.temporal import Date
from zhida.lang.core.builtins import BUILTINS
from zhida.lang.interpret.builtins.call import IMPLEMENTATIONS
from zhida.lang.interpret.builtins.clock import make_clock_builtins
from zhida.lang.interpret.evaluate import evaluate_expression

GOLDEN = {
    "conversion": [
        ("string(1.10)", '"1.1"'),
        ("string(-0)", '"0"'),
        ('string("a")', '"a"'),
        ('string([1, "a", null])', r'"[1, \"a\", null]"'),
        ('string({a: 1, b: @"2024-01-01"})', '"{a: 1, b: 2024-01-01}"'),
        ("string([1..3))", '"[1..3)"'),
        ('number("1.000.000,01", ".", ",")', "1000000.01"),
        ('number("1 000", " ", null)', "1000"),
        ('number("-1.5e3", null, ".")', "-1500"),
        ('date("2024-02-29")', '@"2024-02-29"'),
        ("date(2024, 2, 29)", '@"2024-02-29"'),
        ('date(@"2024-02-29T23:00:00")', '@"2024-02-29"'),
        ('time("09:30:00")', '@"09:30:00"'),
        ("time(9, 30, 1.5)", '@"09:30:01.5"'),
        ('time(9, 30, 0, @"PT8H")', '@"09:30:00+08:00"'),
        ('time(@"2024-02-29")', '@"00:00:00Z"'),
        ('date and time("2024-02-29")', '@"2024-02-29T00:00:00"'),
        ('date and time(@"2024-02-29", @"09:30:00Z")', '@"2024-02-29T09:30:00Z"'),
        ('date and time(@"2024-02-29T01:00:00", @"09:30:00")', '@"2024-02-29T09:30:00"'),
        ('duration("PT24H")', '@"P1D"'),
        ('years and months duration(@"2011-12-22", @"2013-08-24")', '@"P1Y8M"'),
        ('range("(1..3]")', "(1..3]"),
        ('range("[@\\"2024-01-01\\"..date(\\"2024-12-31\\")]")', '[@"2024-01-01"..@"2024-12-31"]'),
    ],
    "text": [
        ('substring("foobar", 3)', '"obar"'),
        ('substring("foobar", -2, 1)', '"a"'),
        ('substring("foobar", 3, 3)', '"oba"'),
        ('string length("直达🐎")', "3"),
        ('upper case("aBc4")', '"ABC4"'),
        ('lower case("aBc4")', '"abc4"'),
        ('substring before("foobar", "bar")', '"foo"'),
        ('substring before("foobar", "xyz")', '""'),
        ('substring after("foobar", "ob")', '"ar"'),
        ('substring after("foobar", "")', '"foobar"'),
        ('contains("foobar", "of")', "false"),
        ('starts with("foobar", "fo")', "true"),
        ('ends with("foobar", "r")', "true"),
        ('matches("foobar", "^fo*b")', "true"),
        ('matches("FOO", "foo", "i")', "true"),
        ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),
        ('split("a;b;c;;", ";")', '["a", "b", "c", "", ""]'),
        ('string join(["a", null, "c"], "-")', '"a-c"'),
        ('string join(["a", "b"])', '"ab"'),
    ],
    "list": [
        ("list contains([1, null], null)", "true"),
        ("list contains([1, 2], 3)", "false"),
        ("count([1, null])", "2"),
        ("min(3, 1, 2)", "1"),
        ('max(["a", "c", "b"])', '"c"'),
        ('max(@"2024-01-01", @"2025-01-01")', '@"2025-01-01"'),
        ("sum([0.1, 0.2])", "0.3"),
        ("mean(1, 2, 3)", "2"),
        ("product([2, 3, 4])", "24"),
        ("median([8, 2, 5, 7])", "6"),
        ("stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"),
        ("mode([6, 1, 9, 6, 1])", "[1, 6]"),
        ("mode([])", "[]"),
        ("all([])", "true"),
        ("all([true, null, false])", "false"),
        ("any([false, null, true])", "true"),
        ("sublist([4, 5, 6], 1, 2)", "[4, 5]"),
        ("sublist([4, 5, 6], -2)", "[5, 6]"),
        ("append([1], 2, 3)", "[1, 2, 3]"),
        ("concatenate([1, 2], [3])", "[1, 2, 3]"),
        ("union([1, 2], [2, 3])", "[1, 2, 3]"),
        ("insert before([1, 3], 2, 2)", "[1, 2, 3]"),
        ("remove([1, 2, 3], -1)", "[1, 2]"),
        ("list replace([1, 2, 3], 2, 9)", "[1, 9, 3]"),
        ("list replace([2, 4, 7], function(item, newItem) item < newItem, 5)", "[5, 5, 7]"),
        ("reverse([1, 2, 3])", "[3, 2, 1]"),
        ("index of([1, 2, 3, 2], 2)", "[2, 4]"),
        ("distinct values([1, 2, 1.0, null, null])", "[1, 2, null]"),
        ("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),
        ("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"),
    ],
    "number": [
        ("not(true)", "false"),
        ("not(null)", "null"),
        ("decimal(1/3, 2)", "0.33"),
        ("decimal(1.5, 0)", "2"),
        ("decimal(2.5, 0)", "2"),
        ("decimal(1234, -2)", "1200"),
        ("floor(-1.5)", "-2"),
        ("floor(1.56, 1)", "1.5"),
        ("ceiling(1.5)", "2"),
        ("round up(-1.126, 2)", "-1.13"),
        ("round down(-1.126, 2)", "-1.12"),
        ("round half up(-2.5, 0)", "-3"),
        ("round half down(-2.5, 0)", "-2"),
        ("abs(-1)", "1"),
        ('abs(@"-P1Y")', '@"P1Y"'),
        ("modulo(-12, 5)", "3"),
        ("modulo(12, -5)", "-3"),
        ("modulo(10.1, 4.5)", "1.1"),
        ("sqrt(16)", "4"),
        ("decimal(log(10), 8)", "2.30258509"),
        ("decimal(exp(5), 8)", "148.41315910"),
        ("odd(-5)", "true"),
        ("even(2)", "true"),
        ("odd(1.5)", "false"),
    ],
    "calendar": [
        ('is(@"2024-01-01", @"2024-01-01")', "true"),
        ('is(@"20:00:50+00:00", @"21:00:50+01:00")', "false"),
        ('is(1, "1")', "false"),
        ('day of year(@"2020-12-31")', "366"),
        ('day of week(@"2019-09-17")', '"Tuesday"'),
        ('month of year(@"2019-09-17T10:00:00")', '"September"'),
        ('week of year(@"2005-01-01")', "53"),
        ('week of year(@"2003-12-29")', "1"),
        ("today()", '@"2026-03-01"'),
        ("now()", '@"2026-03-01T12:00:00Z"'),
    ],
    "context": [
        ('get value({a: 1}, "a")', "1"),
        ("get entries({a: 1})", '[{key: "a", value: 1}]'),
        ('context([{key: "a", value: 1}])', "{a: 1}"),
        ('context put({a: 1}, "b", 2)', "{a: 1, b: 2}"),
        ('context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', "{x: 1, y: {a: 2}}"),
        ("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"),
    ],
    "by name": [
        ('number(from: "1.000,5", decimal separator: ",", grouping separator: ".")', "1000.5"),
        ('substring(start position: 3, string: "foobar")', '"obar"'),
        ('time(second: 3, minute: 2, hour: 1, offset: @"PT1H")', '@"01:02:03+01:00"'),
        ('context put(value: 2, keys: ["y", "a"], context: {y: {a: 0}})', "{y: {a: 2}}"),
        ("list replace(newItem: 6, position: -1, list: [2, 4])", "[2, 6]"),
        ("before(point: 4, range: [1..2])", "false"),
        ("before(range: [1..2], point: 4)", "true"),
        ("after(point: 4, range: [1..2])", "true"),
        ("after(range: [1..2], point: 4)", "false"),
    ],
    "singleton": [
        ("count(1)", "1"),
        ("sum([[1]][1])", "1"),
        ('string join("a", "-")', '"a"'),
        ("list replace(1, 1, 5)", "[5]"),
        ("floor([1.5])", "1"),
        ('context({key: "a", value: 1})', "{a: 1}"),
    ],
}


@pytest.mark.parametrize(("text", "expected"), [pair for pairs in GOLDEN.values() for pair in pairs])
def test_a_builtin_has_its_value(text, expected):
    outcome = run(text)
    assert outcome.value == value(expected)
    assert type(outcome.value) is type(value(expected))
    assert outcome.warnings == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('date("2023-02-29")', "unreadable-text"),
        ("date(2023, 2, 29)", "no-such-date"),
        ("date(2023.5, 2, 1)", "no-such-date"),
        ("date(null)", "wrong-arguments"),
        ("time(24, 0, 0)", "no-such-date"),
        ('number("1,000.00", ",", ",")', "wrong-separators"),
        ('number("1,000", " ", ",,")', "wrong-separators"),
        ('number("1.5,5", ".", null)', "unreadable-text"),
        ('range("[3..1]")', "unreadable-text"),
        ('range("[1..\\"a\\"]")', "unreadable-text"),
        ('range("[1..x]")', "unreadable-text"),
        ('substring("foobar", 0)', "position-out-of-range"),
        ('substring("foobar", 2, 0)', "length-out-of-range"),
        ('matches("a", "(")', "wrong-pattern"),
        ('matches("a", "a", "z")', "wrong-flags"),
        ('replace("a", "a", "$x")', "wrong-replacement"),
        ('replace("abc", "x*", "-")', "empty-match"),
        ("sum([])", "empty-list"),
        ("sum([1, null])", "not-a-number"),
        ('sum([1, "a"])', "wrong-arguments"),
        ("max([])", "empty-list"),
        ('min(1, "a")', "incomparable"),
        ("stddev([47])", "sample-too-small"),
        ("sublist([1, 2], 3)", "position-out-of-range"),
        ("sublist([1, 2], 1, 3)", "length-out-of-range"),
        ("insert before([1], 0, 1)", "position-out-of-range"),
        ("remove([1], 2)", "position-out-of-range"),
        ("sort([1, 2], function(x, y) x)", "no-answer"),
        ("sqrt(-1)", "undefined-number"),
        ("log(0)", "undefined-number"),
        ("modulo(1, 0)", "division-by-zero"),
        ("exp(1e9)", "number-too-large"),
        ("round up(5.5, -6112)", "scale-out-of-range"),
        ('get value({a: 1}, "b")', "no-field"),
        ('context([{key: "a", value: 1}, {key: "a", value: 2}])', "name-given-twice"),
        ("context([{key: null, value: 1}])", "null-key"),
        ("context([null])", "null-item"),
        ('context put({y: 1}, ["y", "a"], 2)', "no-field"),
        ("context merge([null])", "null-item"),
        ("before(null, [1..2])", "null-argument"),
        ('before("a", [1..2])', "incomparable"),
        ("coincides(1, [1..1])", "wrong-arguments"),
    ],
)
def test_a_builtin_without_a_value_is_null_and_says_why(text, code):
    outcome = run(text)
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == [f"interpret.{code}"]
    assert all(warning.span is not None for warning in outcome.warnings)


def test_arguments_of_types_known_only_when_running_are_checked_then():
    assert value("floor(x)", x=Decimal("1.5")) == Decimal(1)
    assert codes("floor(x)", x="1.5") == ["interpret.wrong-arguments"]
    assert codes("upper case(x)", x=None) == ["interpret.wrong-arguments"]


def test_every_declared_builtin_is_implemented_and_nothing_else():
    assert {*IMPLEMENTATIONS, *make_clock_builtins(None)} == set(BUILTINS)


def test_every_builtin_is_called_in_these_tests_or_among_the_ranges():
    texts = " ".join(text for pairs in GOLDEN.values() for text, _ in pairs)
    relations = {"before", "after", "meets", "met by", "finishes", "finished by", "during", "includes", "starts"}
    relations |= {"started by", "coincides", "overlaps", "overlaps before", "overlaps after"}
    assert [name for name in BUILTINS if f"{name}(" not in texts and name not in relations] == []


def test_without_a_clock_there_is_no_present():
    outcome = evaluate_expression(lower("today()"))
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == ["interpret.no-clock"]


def test_the_clock_is_the_one_given():
    assert run("now()").value == NOON
    assert run("today()").value == Date(2026, 3, 1)


def test_builtins_are_values():
    assert value("(function(f, x) f(x))(abs, -1)") == Decimal(1)
    assert value("(function(f) f(3, 1, 2))(max)") == Decimal(3)
    assert codes("(function(f) f(1, 2))(sqrt)") == ["interpret.wrong-arguments"]
