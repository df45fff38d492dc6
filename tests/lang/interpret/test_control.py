"""Conditionals, iteration, quantifiers, filters, contexts and functions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.core import codes, run, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if 1 > 0 then 1 else 2", "1"),
        ("if null then 1 else 2", "2"),
        ("for i in [1, 2], j in [3, 4] return i * j", "[3, 4, 6, 8]"),
        ("for i in [[1, 2], [3]], j in i return j", "[1, 2, 3]"),
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("for i in (1..4) return i", "[2, 3]"),
        ('for d in @"2024-02-28"..@"2024-03-01" return d.day', "[28, 29, 1]"),
        ("for i in 5 return i", "[5]"),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
        ("for i in 1..3 return count(partial)", "[0, 1, 2]"),
        ("for i in 1..2 return partial", "[[], [[]]]"),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("some x in [] satisfies true", "false"),
        ("every x in [] satisfies false", "true"),
        ("every x in [1, 2], y in [3] satisfies x < y", "true"),
        ("some x in [null, true] satisfies x", "true"),
        ("every x in [null, true] satisfies x", "null"),
        ("[1, 2, 3][item > 1]", "[2, 3]"),
        ("[1, 2, 3][2]", "2"),
        ("[1, 2, 3][-1]", "3"),
        ("[1, 2, 3][0]", "null"),
        ("[1, 2, 3][1.5]", "null"),
        ("[][1]", "null"),
        ("[][true]", "[]"),
        ("100[1]", "100"),
        ("100[false]", "[]"),
        ("null[true]", "null"),
        ("null[1]", "null"),
        ("[1, 2][null]", "[]"),
        ("[{a: 1}, {a: 2}][a > 1]", "[{a: 2}]"),
        ("[{x: 1}, {y: 2}][y > 1]", "[{y: 2}]"),
        ("[[1, 2], [3]][count(item[item > 1]) > 0]", "[[1, 2], [3]]"),
        ("{a: 1, b: a + 1}", "{a: 1, b: 2}"),
        ("{f: function(x) x * 2, y: f(4)}.y", "8"),
        ("(function(x) function(y) x + y)(1)(2)", "3"),
        ("(for i in 1..3 return function() i)[1]()", "1"),
        ("(function(a, b) a - b)(b: 1, a: 3)", "2"),
        ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r", "120"),
        ("{n-th: function(n) if n = 0 then [] else append(n-th(n - 1), n), r: n-th(2)}.r", "[1, 2]"),
        ("{f: function(f) f + 1, r: f(5)}.r", "6"),
        ('(function(a: date and time) a)(@"2024-01-01")', '@"2024-01-01T00:00:00Z"'),
        ("(function(a: number) a)([1])", "1"),
    ],
)
def test_control(text, expected):
    assert run(text).value == value(expected)


def test_an_index_known_only_when_running():
    assert value("list[i]", list=[Decimal(7), Decimal(8)], i=Decimal(2)) == Decimal(8)
    assert value("list[i]", list=[Decimal(7), Decimal(8)], i=True) == [Decimal(7), Decimal(8)]
    assert value("list[i]", list=[], i=Decimal(1)) is None
    assert value("list[i]", list=[], i=True) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("for i in null return i", "nothing-to-iterate"),
        ("for i in [2..1] return i", "backward-range"),
        ("for i in (> 1) return i", "endless-range"),
        ('for i in "a".."c" return i', "not-countable"),
        ("for i in x..2.5 return i", "not-countable"),
        ('[1, 2]["a"]', "not-a-condition"),
        ("[true, x][item]", "not-a-condition"),
        ("(function(a) a)(1, 2)", "wrong-count"),
        ("(function(a) a)(b: 1)", "wrong-names"),
        ('(function(a: number) a)("1")', "wrong-argument"),
    ],
)
def test_control_without_a_value(text, code):
    outcome = run(text, x=Decimal(1))
    assert outcome.value is None
    assert f"interpret.{code}" in [warning.code for warning in outcome.warnings]


def test_a_condition_that_is_no_boolean_does_not_hold_and_is_noted():
    outcome = run("if x then 1 else 2", x="yes")
    assert outcome.value == Decimal(2)
    assert [warning.code for warning in outcome.warnings] == ["interpret.not-a-condition"]


def test_a_predicate_asked_of_nothing_leaves_no_warning():
    assert codes("list[item.a > 1]", list=[]) == []


def test_a_name_given_twice_in_a_context_makes_it_null():
    assert value('{a: 1, "a": 2}') is None
