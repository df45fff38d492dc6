from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import zhida.lang.feel
from zhida.lang.feel.messages import MESSAGES

SOURCES = Path(zhida.lang.feel.__file__).parent.glob("*.py")


def test_every_code_has_a_message_and_every_message_a_code():
    codes = set()
    for path in SOURCES:
        if path.name != "messages.py":
            codes.update(re.findall(r'"(feel\.[a-z-]+)"', path.read_text(encoding="utf-8")))
    assert codes == set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_say_the_same_with_the_same_values(code):
    message = MESSAGES[code]
    assert fields(message.zh) == fields(message.en)
    assert bool(message.hint_zh) == bool(message.hint_en)
    assert fields(message.hint_zh) == fields(message.hint_en)


def fields(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}
