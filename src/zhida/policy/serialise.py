"""Results as JSON data: stable keys (the names of the fields), numbers and days as texts, places as file, line, column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Span

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

JsonData: TypeAlias = "str | int | bool | list[JsonData] | dict[str, JsonData] | None"

JSON_NAME = "json name"
"""In the metadata of a field: the name of the property that stands for it."""


def to_json(value: object) -> JsonData:
    """An `Entitlement`, a `CaseResult`, a `Diagnostic` or any part of them as JSON data.

    >>> to_json({"amount": Decimal("2000000.00")})
    {'amount': '2000000.00'}
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Decimal():
            return format(value, "f")
        case dt.date():
            return value.isoformat()
        case Span():
            return _place(value)
        case Diagnostic():
            return _diagnose(value)
        case Mapping():
            return {str(key): to_json(item) for key, item in value.items()}
        case list() | tuple() | frozenset():
            return [to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(part) for name, part in list_parts(value).items()}
    return str(value)


def list_parts(value: DataclassInstance) -> dict[str, object]:
    """The parts of a dataclass by the names they have in JSON."""
    names = (part.metadata.get(JSON_NAME, part.name) for part in fields(value))
    return {name: getattr(value, name) for name in names}


def _place(span: Span) -> JsonData:
    position = span.position
    return {
        "file": position.file,
        "line": position.line,
        "column": position.column,
        "place": [*position.place],
        "text": span.text,
    }


def _diagnose(diagnostic: Diagnostic) -> JsonData:
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "values": {name: str(value) for name, value in diagnostic.values.items()},
        "place": None if diagnostic.span is None else _place(diagnostic.span),
    }
