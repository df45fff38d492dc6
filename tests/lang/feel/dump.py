"""A tree on one line, every node in parentheses: what golden tests compare."""

from __future__ import annotations

import dataclasses
import json

from zhida.lang.feel.tree import (
    AnyTest,
    AtLiteral,
    BooleanLiteral,
    InputValue,
    Name,
    NamedType,
    NullLiteral,
    NumberLiteral,
    StringLiteral,
)


def dump(tree: object) -> str:
    """``(Binary + a (Path b `unit price`))``: names of several words stand in backquotes."""
    match tree:
        case NumberLiteral(value=value):
            return str(value)
        case BooleanLiteral(value=value):
            return _scalar(value)
        case StringLiteral(value=text):
            return json.dumps(text, ensure_ascii=False)
        case AtLiteral(text=text):
            return f"@{json.dumps(text)}"
        case Name(name=name) | NamedType(name=name):
            return _scalar(name)
        case NullLiteral() | InputValue() | AnyTest():
            return {NullLiteral: "null", InputValue: "?", AnyTest: "any"}[type(tree)]
        case tuple():
            return f"[{' '.join(map(dump, tree))}]"
        case str() | bool() | None:
            return _scalar(tree)
    fields = (dump(getattr(tree, field.name)) for field in dataclasses.fields(tree) if field.name != "span")
    return f"({' '.join([type(tree).__name__, *fields])})"


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return f"`{value}`" if " " in value else value
    return str(value).lower()
