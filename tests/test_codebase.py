"""The code base held to its own rules (docs/contributing.md): what linters cannot see."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections import Counter
from pathlib import Path

import pytest

from zhida.lang.base.messages import Message

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts)
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "misc"}
MOST_LINES = 800
MOST_FUNCTION_LINES = 80
CODE = re.compile(r"^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$")


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_modules_are_small_and_well_named(path):
    tree = parse(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    too_long = [node.name for node in functions if node.end_lineno - node.lineno >= MOST_FUNCTION_LINES]

    assert path.stem not in FORBIDDEN_NAMES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert too_long == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_first_party_imports_stand_at_the_top(path):
    local = [
        f"{path.name}:{inner.lineno}"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith("zhida")
    ]

    assert local == []


def find_messages() -> dict[str, Message]:
    found: dict[str, Message] = {}
    for path in (path for path in SOURCES if path.stem.endswith("messages") and path.parent.name != "base"):
        module = importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
        for code, message in module.MESSAGES.items():
            assert found.setdefault(code, message) is message, f"{path}: another room has other words for {code}"
    return found


def find_codes() -> Counter[str]:
    """Every text in the sources that looks like a code and stands outside the message tables."""
    rooms = {code.split(".")[0] for code in find_messages()}
    return Counter(
        node.value
        for path in SOURCES
        if not path.stem.endswith("messages")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.match(node.value)
        and node.value.split(".")[0] in rooms
        and "-" in node.value
    )


def test_every_code_has_a_message_and_every_message_a_code():
    codes = set(find_codes())
    worded = {code for code in find_messages() if "-" in code}

    assert codes - worded == set(), "codes without words"
    assert worded - codes == set(), "words nobody says"


def test_messages_speak_both_languages_with_the_same_values():
    def fields(template: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}

    for code, message in find_messages().items():
        assert CODE.match(code), code
        assert message.zh, code
        assert message.en, code
        assert fields(message.zh) == fields(message.en), code
        assert bool(message.hint_zh) == bool(message.hint_en), code
        assert fields(message.hint_zh) == fields(message.hint_en), code


def test_no_lock_file_holds_an_address():
    for lock in [*ROOT.glob("*.lock"), *ROOT.glob("bench/*.lock"), ROOT / "package-lock.json"]:
        text = lock.read_text(encoding="utf-8")

        assert len(text) > 1000
        assert re.findall(r"registry\.|\"resolved\"|index-url|pypi\.", text) == [], lock.name
