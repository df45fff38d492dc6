import importlib
from pathlib import Path

import pytest
from django.utils import translation

from zhida.lang.base import messages
from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import span_of
from zhida.web.diagnostics import _MESSAGES, advise, describe, describe_with_place

ZHIDA = Path(messages.__file__).parents[2]
ROOMS = [path for floor in ("lang", "policy", "population") for path in (ZHIDA / floor).rglob("messages.py")]


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.parent.name)
def test_the_pages_know_the_words_of_every_floor_below(path):
    module = importlib.import_module(".".join(path.relative_to(ZHIDA.parent).with_suffix("").parts))

    assert getattr(module, "MESSAGES", {}).keys() - _MESSAGES.keys() == set()


def test_words_follow_the_language_of_the_request():
    found = Diagnostic("fact.not-a-number", span_of("很多", "firm.json"), {"name": "注册资本", "text": "很多"})

    assert describe(found) == "“注册资本”的值“很多”不是数字。"
    with translation.override("en"):
        assert describe(found).endswith("is not a number.")
        assert advise(found) != ""
    assert describe_with_place(found).startswith("firm.json:1:1: “注册资本”")
