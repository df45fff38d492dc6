from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lang.feel.dump import dump
from zhida.lang.base.span import Source
from zhida.lang.feel.lexer import Dialect, tokenize
from zhida.lang.feel.names import LANGUAGE_NAMES, MAX_NAME_TOKENS, LocalNames, Names, match_name, split_name
from zhida.lang.feel.parser import parse_expression


def test_names_are_normalised():
    names = Names.of(["  profit \n and loss "])
    assert "profit and loss" in names
    assert list(names) == sorted([*LANGUAGE_NAMES, "profit and loss"])
    assert repr(Names.of()) == f"Names.of({sorted(LANGUAGE_NAMES)!r})"


def test_extending_leaves_the_original_alone():
    names = Names.of(["a b", "a b c"])
    more = names.extend(["a b d", "a-b"])
    assert "a b d" not in names
    assert dump(parse_expression(Source("a-b"), names)) == "(Binary - a b)"
    assert dump(parse_expression(Source("a-b"), more)) == "a-b"
    assert sorted(set(more) - set(names)) == ["a b d", "a-b"]


@pytest.mark.parametrize(
    ("names", "text", "tree"),
    [
        (["a", "a + b"], "a + b", "`a + b`"),
        (["a", "a + b"], "a+b", "(Binary + a b)"),
        (["a+b"], "a + b", "(Binary + a b)"),
        (["a-b", "a-b-c"], "a-b-c-d", "(Binary - a-b-c d)"),
        (["a and", "a"], "a and b", "`a and b`"),
        (["x or y", "x"], "x or z", "(Binary or x z)"),
        (["if only"], "if only then 1 else 2", "!"),
        (["if only"], "if if only then 1 else 2", "(If `if only` 1 2)"),
        (["in"], "in", "!"),
        (["true love"], "true love = true", "(Binary = `true love` true)"),
        (["2024 revenue"], "2024 revenue * 2", "(Binary * `2024 revenue` 2)"),
        (["2024"], "2024", "2024"),
        (["? mark"], "? mark", "`? mark`"),
        (["a (b)"], "a (b)(c)", "(Invocation `a (b)` [c] [])"),
        (["50% off"], "50% off", "`50% off`"),
        (['a "b"'], 'a "b"', '`a "b"`'),
        (['a " b'], "a", "a"),
        (["x.y"], "x.y.z", "(Path x.y z)"),
        (["𠮷-野"], "𠮷-野-1", "(Binary - 𠮷-野 1)"),
    ],
)
def test_longest_match(names, text, tree):
    scope = Names.of(names)
    if tree == "!":
        with pytest.raises(Exception, match=r"feel\."):
            parse_expression(Source(text), scope)
    else:
        assert dump(parse_expression(Source(text), scope)) == tree


@pytest.mark.parametrize("name", ["研发费用（万元）", "研发费用(万元)"])
@pytest.mark.parametrize("text", ["研发费用（万元）", "研发费用(万元)", "研发费用（ 万元 ）"])
def test_full_width_names_in_policy_documents(name, text):
    tree = dump(parse_expression(Source(text), Names.of([name]), Dialect.POLICY))
    assert tree == (name if " " not in text else "(Invocation 研发费用 [万元] [])")


def test_names_too_long_are_not_recognised():
    longest = "-".join(["a"] * (MAX_NAME_TOKENS // 2))
    assert len(split_name(longest, Dialect.STANDARD)) == MAX_NAME_TOKENS - 1
    assert split_name(longest + "-a", Dialect.STANDARD) == ()


def test_local_names_are_known_until_unbound_as_often_as_bound():
    local = LocalNames()
    steps = split_name("a-b", Dialect.STANDARD)
    tokens = tokens_of("a-b")
    local.bind(steps, "a-b")
    local.bind(steps, "a-b")
    local.unbind(steps)
    assert match_name(local.root, tokens, 0) == (3, "a-b")
    local.unbind(steps)
    assert match_name(local.root, tokens, 0) is None


@given(st.lists(st.text("ab -+", min_size=1, max_size=6).map(lambda text: f"x{text}y"), max_size=5))
def test_extending_by_one_is_the_same_as_all_at_once(names):
    one_by_one = Names.of()
    for name in names:
        one_by_one = one_by_one.extend([name])
    at_once = Names.of(names)
    assert list(one_by_one) == list(at_once)
    for name in names:
        tokens = tokens_of(name)
        assert match_name(one_by_one.root, tokens, 0) == match_name(at_once.root, tokens, 0)
        assert match_name(at_once.root, tokens, 0) == (len(tokens) - 1, " ".join(name.split()))


def tokens_of(text):
    return tokenize(Source(text))
