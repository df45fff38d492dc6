"""Damaged texts: whatever is read, only a `DiagnosticError` ever leaves the parser, and it can be shown."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lang.feel.suite import Text, read_texts
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.messages import render_diagnostic
from zhida.lang.base.span import Source
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.messages import MESSAGES
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_unary_tests
from zhida.lang.feel.unparse import unparse

ROUNDS = 3_000

SNIPPETS = (
    '()[]{}<>=!+-*/.,:?@"\\%#&;\'', "（）【】，：“”‘’≥≤≠×÷万亿‰。、是否", "\n\t \u3000\ufeff\x00", "aé研𠮷0９",
)  # fmt: skip
WORDS = (
    " and ", " or ", " in ", " not(", " if ", " then ", " else ", " for ", " return ", " some ", " satisfies ", " between ",
    " instance of ", "function(", "..", "**", "->", "//", "/*", "*/", "list<", "null", "true", "1e9", "\\u", "date and time", "external",
)  # fmt: skip


def damage(chance: random.Random, text: str, other: str) -> str:
    """The text with a piece deleted, doubled, moved, replaced or grown together with another text."""
    start, end = sorted(chance.choices(range(len(text) + 1), k=2))
    end = min(end, start + 8)
    match chance.randrange(6):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:end] + text[start:]
        case 2:
            return text[:start] + chance.choice(chance.choice(SNIPPETS)) + text[start:]
        case 3:
            return text[:start] + chance.choice(WORDS) + text[end:]
        case 4:
            return text[:start] + other[chance.randrange(len(other) + 1) :]
        case _:
            return text[start:]


def damaged_texts(seed: int) -> list[Text]:
    chance = random.Random(seed)
    texts = [text for text in read_texts() if len(text.text) < 300]
    chosen = []
    for _ in range(ROUNDS):
        original, other = chance.choice(texts), chance.choice(texts)
        text = original.text
        for _ in range(chance.randint(1, 3)):
            text = damage(chance, text, other.text)
        chosen.append(original._replace(text=text))
    return chosen


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.lists(st.sampled_from([*WORDS, *"".join(SNIPPETS)]), max_size=12).map("".join))
def test_arbitrary_texts(text):
    for parse in (parse_expression, parse_unary_tests):
        for dialect in Dialect:
            assert outcome(parse, text, dialect) <= {"read", *MESSAGES}


def outcome(parse, text, dialect):
    try:
        parse(Source(text), Names.of(), dialect)
    except DiagnosticError as error:
        return shown(error, Source(text))
    return {"read"}


@pytest.mark.parametrize("dialect", Dialect)
def test_damaged_texts(dialect):
    read, refused = 0, set()
    for text, is_cell, names in damaged_texts(seed=20_240_101):
        parse = parse_unary_tests if is_cell else parse_expression
        source = Source(text)
        try:
            tree = parse(source, names, dialect)
        except DiagnosticError as error:
            refused.update(shown(error, source))
        else:
            read += 1
            if dialect is Dialect.STANDARD:
                assert parse(Source(unparse(tree)), names) == tree, text
    assert read > ROUNDS / 10
    assert len(refused) > len(MESSAGES) / 2


def shown(error: DiagnosticError, source: Source) -> set[str]:
    """The codes of an error whose every diagnostic has a place in the source and words in both languages."""
    for diagnostic in error.diagnostics:
        span = diagnostic.span
        assert 0 <= span.start <= span.end <= len(source.text), source.text
        assert all(render_diagnostic(diagnostic, MESSAGES, language) for language in ("zh", "en"))
    return {diagnostic.code for diagnostic in error.diagnostics}
