"""Every text of the conformance suite is FEEL: the suite's wrong expressions are wrong in meaning only."""

from __future__ import annotations

from lang.feel.suite import read_texts
from zhida.lang.base.span import Source
from zhida.lang.feel.parser import parse_expression, parse_unary_tests
from zhida.lang.feel.unparse import unparse


def test_every_text_is_read_written_and_read_again():
    for text, is_cell, names in read_texts():
        parse = parse_unary_tests if is_cell else parse_expression
        tree = parse(Source(text), names)
        assert parse(Source(unparse(tree)), names) == tree, text
