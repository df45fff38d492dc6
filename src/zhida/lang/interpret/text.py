"""Values as text: what FEEL's ``string()`` gives (DMN 1.5, §10.3.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from zhida.lang.base.values import Function, Missing, Range, Value
from zhida.lang.interpret.run import MAXIMUM_TEXT, ExhaustedError

_PLAIN_KEY = re.compile(r"[^\W\d]\w*(?: \w+)*")


def format_number(number: Decimal) -> str:
    """The shortest plain notation.

    >>> format_number(Decimal("1E+3")), format_number(Decimal("2.50")), format_number(Decimal("-0"))
    ('1000', '2.5', '0')
    """
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").removesuffix(".") if "." in text else text


def format_value(value: Value) -> str:
    """A value as text. Strings inside lists and contexts stand in quotation marks.

    >>> format_value([Decimal("1.0"), "a", {"名称": None}])
    '[1, "a", {名称: null}]'
    """
    return value if type(value) is str else _format(value, MAXIMUM_TEXT)


def _format(value: Value, room: int) -> str:
    if room < 0:
        raise ExhaustedError("interpret.text-too-long", limit=MAXIMUM_TEXT)
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format_number(value)
        case str():
            return _quote(value)
        case list():
            return f"[{_join(((None, item) for item in value), room)}]"
        case dict():
            return f"{{{_join(value.items(), room)}}}"
        case Range():
            return _format_range(value)
        case Function():
            return f"function({', '.join(value.parameters)})"
        case Missing():
            return f"missing({', '.join(sorted(value.facts))})"
        case _:
            return str(value)


def _join(entries: Iterable[tuple[str | None, Value]], room: int) -> str:
    texts: list[str] = []
    for key, item in entries:
        text = _format(item, room)
        texts.append(text if key is None else f"{_format_key(key)}: {text}")
        room -= len(texts[-1]) + 2
        if room < 0:
            raise ExhaustedError("interpret.text-too-long", limit=MAXIMUM_TEXT)
    return ", ".join(texts)


def _format_key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else _quote(key)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _format_range(value: Range) -> str:
    if value.low is None:
        return f"({'<=' if value.high_closed else '<'} {_format(value.high, MAXIMUM_TEXT)})"
    if value.high is None:
        return f"({'>=' if value.low_closed else '>'} {_format(value.low, MAXIMUM_TEXT)})"
    low, high = _format(value.low, MAXIMUM_TEXT), _format(value.high, MAXIMUM_TEXT)
    return f"{'[' if value.low_closed else '('}{low}..{high}{']' if value.high_closed else ')'}"
