"""Tests on whole inputs, taken apart."""

from lang.check.core_factories import all_of, any_of, field_of, is_, make_program, subject
from zhida.lang.base.span import span_of
from zhida.lang.base.types import ANY, BOOLEAN, NUMBER
from zhida.lang.check.facts import Facts
from zhida.lang.check.interval import EVERY_NUMBER, Interval
from zhida.lang.core.tree import Binding, Field, LocalReference, Quantification


def part(name, source="?"):
    return Field(LocalReference(source, span=span_of(source)), name, span=span_of(name), type=NUMBER)


def or_null(expression, test):
    return any_of(is_("=", None, expression), test)


def interval(allowed, *fields):
    program = make_program(inputs=[("本年", allowed)])
    return Facts(program.inputs, frozenset()).interval(("本年", *fields))


NOT_NEGATIVE = Interval(low=is_("=", 0).right.value)


def test_fields_that_are_null_or_pass():
    allowed = all_of(
        or_null(part("收入"), is_(">=", 0, part("收入"))), or_null(part("利润"), is_("<", 0, part("利润")))
    )
    assert interval(allowed, "收入") == NOT_NEGATIVE
    assert interval(allowed, "利润").low == EVERY_NUMBER.low
    assert interval(allowed, "人数") == EVERY_NUMBER


def test_an_input_itself():
    assert interval(is_(">=", 0)) == NOT_NEGATIVE


def test_the_null_of_another_field_excuses_the_test():
    allowed = or_null(part("利润"), is_(">=", 0, part("收入")))
    assert interval(allowed, "收入") == EVERY_NUMBER


def test_either_of_two_tests_is_no_bound():
    assert interval(any_of(is_(">=", 0, part("收入")), is_(">=", 0, part("利润"))), "收入") == EVERY_NUMBER


def test_a_test_that_reads_another_field_is_no_bound():
    assert interval(is_(">=", part("利润"), part("收入")), "收入") == EVERY_NUMBER


def test_every_item_of_a_list():
    item = LocalReference("each item", span=span_of("item"))
    binding = Binding("each item", subject(), span=span_of("?"), type=ANY)
    test = any_of(is_("=", None, item), or_null(part("收入", "each item"), is_(">=", 0, part("收入", "each item"))))
    every, some = (
        Quantification(kind, (binding,), test, span=span_of(kind), type=BOOLEAN) for kind in ("every", "some")
    )
    assert interval(every, "收入") == NOT_NEGATIVE
    assert interval(some, "收入") == EVERY_NUMBER


def test_tests_of_another_input_are_not_its_own():
    program = make_program(inputs=[("本年", is_(">=", 0, field_of("上年", "收入")))])
    assert Facts(program.inputs, frozenset()).interval(("本年", "收入")) == EVERY_NUMBER
