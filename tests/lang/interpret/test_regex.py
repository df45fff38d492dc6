"""Regular expressions of XPath, where Python's own agree compared with them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhida.lang.interpret.regex.pattern import compile_pattern
from zhida.lang.interpret.run import NoValueError

PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "[ab]", "[^a]", "."]),
    lambda inner: st.one_of(
        st.builds("({}|{})".format, inner, inner),
        st.builds("{}{}".format, inner, inner),
        st.builds("({}){}".format, inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "*?", "+?", "??"])),
    ),
    max_leaves=6,
)
TEXTS = st.text("abc", max_size=8)


@given(PATTERNS, TEXTS)
def test_what_matches_is_what_python_finds(pattern, text):
    assert compile_pattern(pattern, "").finds(text) is (re.search(pattern, text) is not None)
    assert compile_pattern(f"^({pattern})$", "").finds(text) is (re.fullmatch(pattern, text) is not None)


@given(PATTERNS, TEXTS)
@example("a((a)*?)*", "aa")
@example("a((a|b*)*?)+", "aab")
def test_the_first_match_is_that_of_python(pattern, text):
    if re.search(pattern, "") is None:
        assert compile_pattern(pattern, "").replace(text, "[$0]") == re.sub(pattern, r"[\g<0>]", text)


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "expected"),
    [
        ("[A-Z-[OI]]", "i", "x", True),
        ("[A-Z-[OI]]", "i", "i", False),
        ("[^Q]", "i", "q", False),
        (r"\p{Lu}\p{IsCJKUnifiedIdeographs}", "", "A政", True),
        (r"^\P{L}+$", "", "12-3", True),
        (r"^\i\c*$", "", "_a-1", True),
        (r"^\d+\s\w$", "", "12 a", True),
        (r"^\D\S\W$", "", "ab-", True),
        ("Mary.Jones", "", "Mary\rJones", False),
        ("Mary.Jones", "s", "Mary\nJones", True),
        ("^b$", "m", "a\nb\nc", True),
        ("^$", "m", "a\n", False),
        (r"hello\ sworld", "x", "hello world", True),
        ("hello[ ]world ", "x", "hello world", True),
        ("a.b*", "q", "xa.b*x", True),
        (r"(a)\1", "i", "aA", True),
        (r"^(a|b)*\1$", "", "abb", True),
        ("(?:ab)+c", "", "ababc", True),
        (r"[\^\-\]]", "", "]", True),
        ("[a-]", "", "-", True),
        ("", "", "anything", True),
    ],
)
def test_the_syntax_of_xpath(pattern, flags, text, expected):
    assert compile_pattern(pattern, flags).finds(text) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "[",
        "a)",
        "*",
        "a**",
        "{1}",
        "a{2,1}",
        "a{",
        "a{1001}",
        "]",
        "}",
        "[]",
        "[b-a]",
        "[a-[b]",
        r"\q",
        "\\",
        r"\p{Xx}",
        r"\p{IsNowhere}",
        r"\p{L",
        r"(.)\2",
        r"\1",
        r"(\1)",
        r"[\1]",
        r"\0",
        "(?=a)",
        "[a[b]]",
        r"[a-\d]",
    ],
)
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(NoValueError) as caught:
        compile_pattern(pattern, "")
    assert caught.value.code == "interpret.wrong-pattern"


@pytest.mark.parametrize(
    ("pattern", "text", "replacement", "expected"),
    [
        ("a(.)", "abracadabra", "a$1$1", "abbraccaddabbra"),
        ("A+?", "AAAA", "b", "bbbb"),
        ("(a)", "a", "$12", "a2"),
        ("a", "a", r"\$\\", "$\\"),
        ("(a)|b", "ab", "<$1>", "<a><>"),
        ("a", "a", "$1", ""),
    ],
)
def test_replacement(pattern, text, replacement, expected):
    assert compile_pattern(pattern, "").replace(text, replacement) == expected


def test_a_literal_pattern_has_a_literal_replacement():
    assert compile_pattern("a.", "q").replace("a.b", "$0") == "$0b"
