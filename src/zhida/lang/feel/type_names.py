"""Types as they are written (DMN 1.5, grammar rule 54)."""

from __future__ import annotations

from zhida.lang.feel.cursor import Cursor
from zhida.lang.feel.names import join_tokens
from zhida.lang.feel.tree import ContextTypeName, FunctionTypeName, ListTypeName, NamedType, RangeTypeName, TypeName


def read_type(cursor: Cursor) -> TypeName:
    """The type that begins here."""
    outer = cursor.descend()
    generic = cursor.peek().kind == "<"
    match cursor.token.text if generic else "":
        case "list":
            type_ = _read_list(cursor)
        case "range":
            type_ = _read_range(cursor)
        case "context":
            type_ = _read_context(cursor)
        case "function":
            type_ = _read_function(cursor)
        case _:
            type_ = _read_named(cursor)
    cursor.ascend(outer)
    return type_


def read_whole_type(cursor: Cursor) -> TypeName:
    """The type that the whole text names; operators may stand in it where it has no parts."""
    if any(token.kind in {"<", "END"} for token in cursor.tokens[:-1]) or cursor.token.kind == "END":
        return read_type(cursor)
    tokens = cursor.tokens[:-1]
    for _ in tokens:
        cursor.advance()
    return NamedType(join_tokens(tokens), span=cursor.span_from(tokens[0].start))


def _read_list(cursor: Cursor) -> TypeName:
    start = cursor.advance().start
    item = _read_bracketed(cursor)
    return ListTypeName(item, span=cursor.span_from(start))


def _read_range(cursor: Cursor) -> TypeName:
    start = cursor.advance().start
    endpoint = _read_bracketed(cursor)
    return RangeTypeName(endpoint, span=cursor.span_from(start))


def _read_bracketed(cursor: Cursor) -> TypeName:
    cursor.open()
    type_ = read_type(cursor)
    cursor.close(">")
    return type_


def _read_context(cursor: Cursor) -> TypeName:
    start = cursor.advance().start
    cursor.open()
    fields: list[tuple[str, TypeName]] = []
    while cursor.token.kind != ">" or fields:
        name = cursor.read_key().name
        cursor.expect(":")
        fields.append((name, read_type(cursor)))
        if not cursor.take(","):
            break
    cursor.close(">")
    return ContextTypeName(tuple(fields), span=cursor.span_from(start))


def _read_function(cursor: Cursor) -> TypeName:
    start = cursor.advance().start
    cursor.open()
    parameters: list[TypeName] = []
    while cursor.token.kind != ">" or parameters:
        parameters.append(read_type(cursor))
        if not cursor.take(","):
            break
    cursor.close(">")
    cursor.expect("->")
    result = read_type(cursor)
    return FunctionTypeName(tuple(parameters), result, span=cursor.span_from(start))


def _read_named(cursor: Cursor) -> TypeName:
    start = cursor.token.start
    parts = [cursor.read_member()]
    while cursor.take("."):
        parts.append(cursor.read_member())
    return NamedType(".".join(parts), span=cursor.span_from(start))
