from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.feel.lexer import MAX_LENGTH, Dialect, tokenize


def kinds(text, dialect=Dialect.STANDARD):
    return " ".join(token.kind for token in tokenize(Source(text), dialect)[:-1])


def pieces(text, dialect=Dialect.STANDARD):
    return [token.text for token in tokenize(Source(text), dialect)[:-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1..2", ["1", "..", "2"]),
        ("1.5.x", ["1.5", ".", "x"]),
        ("a.5", ["a", ".5"]),
        ("1e5", ["1e5"]),
        ("1e", ["1", "e"]),
        ("2**-3", ["2", "**", "-", "3"]),
        ("a->b", ["a", "->", "b"]),
        ("<=>=!=<>", ["<=", ">=", "!=", "<", ">"]),
        ("x instance\n of y", ["x", "instance of", "y"]),
        ("instance office", ["instance", "office"]),
        ("a\u3000b\u00a0c\ufeffd", ["a", "b", "c", "d"]),
        ("é_1·x‿y", ["é_1·x‿y"]),
        ("𠮷野", ["𠮷野"]),
        ("研发费用（万元）", ["研发费用（万元）"]),
        ("a//b\nc", ["a", "c"]),
        ("a/*b*/c", ["a", "c"]),
        ('"a//b" /*"*/ "c"', ['"a//b"', '"c"']),
        (r'"\"" "\\"', [r'"\""', r'"\\"']),
    ],
)
def test_pieces(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a ≥ 1", "WORD >= NUMBER"),
        ("a≤b≠c×d÷e", "WORD <= WORD != WORD * WORD / WORD"),
        ("是 否 是否", "true false WORD"),
        ("500万元", "NUMBER WORD"),
        ("500万", "NUMBER"),
        ("5% 5‰ 5％", "NUMBER NUMBER NUMBER"),
        ("【１，２】", "[ NUMBER , NUMBER ]"),
        ('“a” ‘b’ ＂c＂ "d"', "STRING STRING STRING STRING"),
        ("（a）；b。", "( WORD ) UNKNOWN WORD UNKNOWN"),
        ("a＆＆b", "WORD && WORD"),
    ],
)
def test_kinds_in_policy_documents(text, expected):
    assert kinds(text, Dialect.POLICY) == expected


def test_places_are_those_of_the_original_text():
    source = Source("（１＋　费用）≥ “好”")
    tokens = tokenize(source, Dialect.POLICY)[:-1]
    assert [source.text[token.start : token.end] for token in tokens] == ["（", "１", "＋", "费用", "）", "≥", "“好”"]
    assert [token.gap for token in tokens] == [False, False, False, True, False, False, True]


@given(st.text(max_size=40).filter(lambda text: not set('"“”＂‘’*') & set(text)), st.sampled_from(Dialect))
def test_tokens_stand_in_order_and_end_where_the_text_ends(text, dialect):
    tokens = tokenize(Source(text), dialect)
    ends = [0, *(token.end for token in tokens)]
    assert all(end <= token.start <= token.end for end, token in zip(ends, tokens, strict=False))
    assert (tokens[-1].kind, tokens[-1].end) == ("END", len(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('a "b', "feel.unterminated-string"),
        ('"\\"', "feel.unterminated-string"),
        ('"a\nb"', "feel.unterminated-string"),
        ("a /* b", "feel.unterminated-comment"),
        ("/*/", "feel.unterminated-comment"),
    ],
)
def test_what_is_never_closed(text, code):
    with pytest.raises(DiagnosticError) as caught:
        tokenize(Source(text))
    assert caught.value.diagnostics[0].code == code


def test_too_long():
    with pytest.raises(DiagnosticError) as caught:
        tokenize(Source(" " * (MAX_LENGTH + 1)))
    assert caught.value.diagnostics[0].code == "feel.too-long"
    assert len(tokenize(Source(" " * MAX_LENGTH))) == 1
