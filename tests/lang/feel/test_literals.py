from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import span_of
from zhida.lang.feel.literals import read_number, read_string


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.20", "1.20"),
        ("1234567890123456789012345678901234.5", "1234567890123456789012345678901234"),
        ("1234567890123456789012345678901235.5", "1234567890123456789012345678901236"),
        ("1e-7000", "0E-6176"),
        ("500万", "5000000"),
        ("0.00015万", "1.5"),
        ("1.2345亿", "123450000"),
        ("2万亿", "2000000000000"),
        ("1e30亿", "1E+38"),
        ("33.3%", "0.333"),
        ("0%", "0"),
        ("12‰", "0.012"),
    ],
)
def test_number(text, value):
    assert str(read_number(text, span_of(text))) == value


@given(st.integers(0, 10**20), st.sampled_from([("%", -2), ("‰", -3), ("万", 4), ("亿", 8), ("万亿", 12)]))
def test_units_multiply_exactly(number, unit):
    sign, power = unit
    text = f"{number}{sign}"
    assert read_number(text, span_of(text)) == Decimal(number).scaleb(power)


@pytest.mark.parametrize("text", ["1e6145", "9e9999999999999999999", "1e6144万"])
def test_number_out_of_range(text):
    with pytest.raises(DiagnosticError) as caught:
        read_number(text, span_of(text))
    assert caught.value.diagnostics[0].code == "feel.number-out-of-range"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ""),
        (r'"\n\r\t\"\'\\"', "\n\r\t\"'\\"),
        (r'"\u0041\U000041\U01F40E"', "AA🐎"),
        (r'"\uD83D\uDC0E\u4e2d"', "🐎中"),
        (r'"\\u0041"', r"\u0041"),
        (r'"\d\s\p{L}"', r"\d\s\p{L}"),
        ("“他说”", "他说"),
    ],
)
def test_string(text, value):
    assert read_string(span_of(text)) == value


@pytest.mark.parametrize(
    ("text", "code", "start", "end"),
    [
        (r'"ab\u12"', "feel.invalid-escape", 3, 5),
        (r'"\U110000"', "feel.invalid-escape", 1, 9),
        (r'"a\uDC0E"', "feel.lone-surrogate", 0, 9),
        (r'"\uDC0E\uD83D"', "feel.lone-surrogate", 0, 14),
        ('"\ud83d"', "feel.lone-surrogate", 0, 3),
    ],
)
def test_refused_string(text, code, start, end):
    with pytest.raises(DiagnosticError) as caught:
        read_string(span_of(text))
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.span.start, diagnostic.span.end) == (code, start, end)
