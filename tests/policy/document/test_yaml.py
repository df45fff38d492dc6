from __future__ import annotations

import pytest

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import span_of
from zhida.policy.document.yaml import read_yaml


def test_scalars_stay_as_written() -> None:
    entries = read_yaml(span_of("a: 2024-01-01\nb: no\nc: 1.10\nd:\ne: '甲'\nf: 007\n"))
    assert {key: entry.value for key, entry in entries.items()} == {
        "a": "2024-01-01",
        "b": "no",
        "c": "1.10",
        "d": "",
        "e": "甲",
        "f": "007",
    }


def test_lists_and_mappings() -> None:
    entries = read_yaml(span_of("stages: [甲, 乙]\nuses:\n  划型: 全国/划型\n"))
    stages, uses = entries["stages"].value, entries["uses"].value
    assert isinstance(stages, tuple)
    assert [item.value for item in stages] == ["甲", "乙"]
    assert isinstance(uses, dict)
    assert (uses["划型"].value, uses["划型"].span.position.line, uses["划型"].span.position.column) == (
        "全国/划型",
        3,
        7,
    )


def test_empty() -> None:
    assert read_yaml(span_of("\n# 只有注释\n")) == {}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", "document.bad-yaml", 3),
        ("a: 1\n\tb: 2\n", "document.bad-yaml", 2),
        ("a: 'x\n", "document.bad-yaml", 2),
        ("a: \x07\n", "document.bad-yaml", 1),
        ("- a\n", "document.yaml-not-a-mapping", 1),
        ("a: 1\na: 2\n", "document.duplicate-key", 2),
        ("? [a]\n: 1\n", "document.yaml-bad-key", 1),
        ("a: &x 1\nb: *x\n", "document.yaml-too-complex", 2),
        ("a: " + "[" * 50 + "]" * 50 + "\n", "document.yaml-too-complex", 1),
        ("a: " + "[" * 100_000, "document.yaml-too-complex", 1),
        ("a: !!python/object/apply:os.system [ls]\n", None, 0),
    ],
)
def test_what_is_refused(text: str, code: str | None, line: int) -> None:
    if code is None:
        assert isinstance(read_yaml(span_of(text))["a"].value, tuple)
        return
    with pytest.raises(DiagnosticError) as error:
        read_yaml(span_of(text))
    (found,) = error.value.diagnostics
    assert found.span is not None
    assert (found.code, found.span.position.line) == (code, line)
