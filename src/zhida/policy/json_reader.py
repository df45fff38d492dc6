"""JSON (RFC 8259), strictly, with the place of every value; numbers stay as they were written.

Python's own reader knows no places, turns numbers into floats, lets the last of two equal keys win and
takes ``NaN`` for a number. Facts about money allow none of that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, refuse
from zhida.lang.base.span import Source, Span

MAXIMUM_DEPTH = 20
"""Arrays and objects nested deeper than this are refused."""

_STRINGS = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"-?[A-Za-z]+")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_FULL_WIDTH: Mapping[str, str] = {
    "“": '"',
    "”": '"',
    "，": ",",
    "：": ":",
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
}
_NOT_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})


@dataclass(frozen=True, slots=True)
class JsonNumber:
    """A number as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class Json:
    """One value of a JSON text and its span."""

    value: JsonValue
    span: Span = field(compare=False, repr=False)


JsonValue: TypeAlias = "str | bool | JsonNumber | tuple[Json, ...] | Mapping[str, Json] | None"


def read_json(source: Source) -> Json:
    """The value of a JSON text.

    Raises `DiagnosticError` at the first character that is not JSON, or with every key that is given twice.

    >>> read_json(Source('{"营业收入": 12.50}')).value["营业收入"].value
    JsonNumber(text='12.50')
    """
    reader = _Reader(source)
    start = reader.skip_blank(0)
    if start == len(source.text):
        raise refuse("json.empty", Span(source, start, start))
    if source.text[start] not in "{[":
        raise refuse("json.something-else", Span(source, start, start + 1))
    value = reader.read_value(start, 0)
    rest = reader.skip_blank(value.span.end)
    if rest < len(source.text):
        raise refuse("json.text-after-end", Span(source, rest, rest + 1))
    if reader.duplicates:
        raise DiagnosticError(reader.duplicates)
    return value


class _Reader:
    """Every method reads at an offset of the text; the value read tells by its span where it ends."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.duplicates: list[Diagnostic] = []

    def skip_blank(self, start: int) -> int:
        matched = _BLANK.match(self.text, start)
        return matched.end() if matched else start

    def read_value(self, start: int, depth: int) -> Json:
        if depth > MAXIMUM_DEPTH:
            raise refuse("json.too-deep", self._span(start, start + 1), limit=MAXIMUM_DEPTH)
        match self.text[start : start + 1]:
            case "{":
                return self._read_object(start, depth)
            case "[":
                return self._read_array(start, depth)
            case '"':
                return self._read_string(start)
            case _:
                return self._read_plain(start)

    def _read_object(self, start: int, depth: int) -> Json:
        members: dict[str, Json] = {}
        at = self.skip_blank(start + 1)
        if self.text[at : at + 1] == "}":
            return Json(members, self._span(start, at + 1))
        while True:
            if self.text[at : at + 1] != '"':
                raise self._unexpected(at, '"')
            key = self._read_string(at)
            at = self._expect(self.skip_blank(key.span.end), ":")
            member = self.read_value(self.skip_blank(at), depth + 1)
            name = str(key.value)
            if name in members:
                self.duplicates.append(Diagnostic("json.duplicate-key", key.span, {"key": name}))
            members[name] = member
            at = self.skip_blank(member.span.end)
            if self.text[at : at + 1] == "}":
                return Json(members, self._span(start, at + 1))
            at = self.skip_blank(self._expect(at, ","))

    def _read_array(self, start: int, depth: int) -> Json:
        items: list[Json] = []
        at = self.skip_blank(start + 1)
        if self.text[at : at + 1] == "]":
            return Json((), self._span(start, at + 1))
        while True:
            item = self.read_value(at, depth + 1)
            items.append(item)
            at = self.skip_blank(item.span.end)
            if self.text[at : at + 1] == "]":
                return Json(tuple(items), self._span(start, at + 1))
            at = self.skip_blank(self._expect(at, ","))

    def _read_string(self, start: int) -> Json:
        try:
            text, end = _STRINGS.raw_decode(self.text, start)
        except json.JSONDecodeError as error:
            raise refuse("json.bad-string", self._span(error.pos, error.pos + 1)) from error
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise refuse("json.bad-string", self._span(start, end))
        return Json(text, self._span(start, end))

    def _read_plain(self, start: int) -> Json:
        word = _WORD.match(self.text, start)
        if word and word[0] in _WORDS:
            return Json(_WORDS[word[0]], self._span(start, word.end()))
        if word and word[0] in _NOT_NUMBERS:
            raise refuse("json.not-a-number", self._span(start, word.end()), text=word[0])
        number = _NUMBER.match(self.text, start)
        if number is None:
            raise self._unexpected(start, "")
        return Json(JsonNumber(number[0]), self._span(start, number.end()))

    def _expect(self, at: int, character: str) -> int:
        if self.text[at : at + 1] != character:
            raise self._unexpected(at, character)
        return at + 1

    def _unexpected(self, at: int, wanted: str) -> DiagnosticError:
        if at >= len(self.text):
            return refuse("json.ends-early", self._span(at, at))
        if self.text[at] in "}]" and wanted in {'"', ""}:
            return refuse("json.trailing-comma", self._span(at, at + 1))
        if self.text[at] in _FULL_WIDTH:
            plain = _FULL_WIDTH[self.text[at]]
            return refuse("json.full-width", self._span(at, at + 1), text=self.text[at], plain=plain)
        if wanted in {",", ":"}:
            return refuse("json.missing", self._span(at, at + 1), text=self.text[at], wanted=wanted)
        return refuse("json.unexpected", self._span(at, at + 1), text=self.text[at], wanted=wanted)

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)
