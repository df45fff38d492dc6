"""Every text of the pages has an English translation, and the catalogue holds nothing else."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[2] / "src" / "zhida" / "web"
KEYWORDS = {
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def find_messages():
    sources = [(path, path.read_text()) for path in WEB.rglob("*.py")]
    templates = [(path, path.read_text()) for path in WEB.rglob("*.html")]
    found = set()
    for path, text in [*sources, *((path, templatize(text)) for path, text in templates)]:
        code = (
            f"({text}\n)" if path.suffix == ".html" else text
        )  # what templatize leaves has no indentation to speak of
        for _, message, _, _ in extract(
            "python", BytesIO(code.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


@pytest.fixture(scope="module")
def catalogue():
    with (WEB / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as source:
        return read_po(source)


def names_of(message):
    return {message.id[0] if isinstance(message.id, tuple) else message.id}


def test_every_text_is_translated_and_nothing_else(catalogue):
    translated = {name for message in catalogue if message.id for name in names_of(message)}

    assert translated == find_messages()


def test_no_translation_is_empty_chinese_or_without_its_placeholders(catalogue):
    faulty = []
    for message in (message for message in catalogue if message.id):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDER.findall(message.id[0] if isinstance(message.id, tuple) else message.id))
        if any(not text or CHINESE.search(text) or set(PLACEHOLDER.findall(text)) != wanted for text in texts):
            faulty.append(message.id)

    assert faulty == []
