"""A pack's document in its one spelling, and the proof that it means the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Span
from zhida.lang.feel.names import Names
from zhida.policy.clause.read import split_title
from zhida.policy.clause.tree import Clause, NamedExpression
from zhida.policy.difference.compare import compare_packs
from zhida.policy.difference.meaning import mean_same
from zhida.policy.difference.model import Change
from zhida.policy.document.read import read_document
from zhida.policy.document.tree import Block, Document, Fence, FrontMatter, Heading, Table
from zhida.policy.formatting.entries import format_attributes, format_metadata
from zhida.policy.formatting.expressions import ExpressionFormatter
from zhida.policy.formatting.parts import replace_parts
from zhida.policy.formatting.tables import format_table
from zhida.policy.pack import Pack

_CLAUSE_LEVEL = 2
_TRAILING_BLANKS = re.compile(r"[ \t\u3000]+(?=\r?$)", re.MULTILINE)


def format_pack(pack: Pack) -> Document:
    """The document of a pack, as `docs/policy-format.md` says under “One spelling”; prose, remarks and comments are kept.

    Formatting twice is formatting once.
    """
    formatter = ExpressionFormatter(Names.of(_find_names(pack)))
    blocks = (_format_block(block, pack, formatter) for block in pack.document.blocks)
    return read_document("".join(blocks), pack.document.source.file)


def check_same_meaning(pack: Pack, formatted: Pack) -> Iterator[Diagnostic]:
    """What the formatted pack says otherwise: nothing, unless the formatter has a fault."""
    for found in compare_packs(pack, formatted).differences:
        side = found.old or found.new
        if found.change is not Change.SAME_MEANING and side is not None:
            yield Diagnostic("format.meaning-differs", formatted.document.source.span, {"text": side.text})
    old, new = (dict(one.program.definitions) for one in (pack, formatted))
    for key in sorted(old.keys() | new.keys()):
        if not mean_same(old.get(key), new.get(key), {}):
            yield Diagnostic("format.meaning-differs", formatted.document.source.span, {"text": key})


def _format_block(block: Block, pack: Pack, formatter: ExpressionFormatter) -> str:
    match block:
        case FrontMatter():
            return replace_parts(block.span, [(block.body, format_metadata(block.body, pack.metadata))])
        case Heading(level=level) if level == _CLAUSE_LEVEL:
            return _format_heading(block)
        case Table():
            return format_table(block, formatter)
        case Fence(language=language) if language.lower() == "feel":
            return _format_definitions(block, pack.clauses, formatter)
        case Fence(language=language) if language.lower() == "yaml":
            return replace_parts(block.span, [(block.body, format_attributes(block.body, formatter))])
        case _:
            return block.span.text


def _find_names(pack: Pack) -> Iterator[str]:
    """What may stand in an expression of the pack: definitions, facts and packs in use."""
    yield from (one.variable.name for one in pack.definitions.decisions)
    yield from (one.variable.name for one in pack.definitions.input_data)
    yield from pack.uses


def _format_heading(heading: Heading) -> str:
    """The heading of a clause with single blanks between its article, its title and its id."""
    article, title = split_title(heading.title)
    words = title if title == heading.title else f"{article} {title}"
    line = heading.span.text
    return f"## {words} {{{heading.attribute}}}" + line[len(line.rstrip("\r\n")) :]


def _format_definitions(fence: Fence, clauses: tuple[Clause, ...], formatter: ExpressionFormatter) -> str:
    body = fence.body
    held = [one for clause in clauses for one in clause.expressions if body.start <= one.span.start < body.end]
    written = replace_parts(body, (part for one in held for part in _format_definition(one, formatter)))
    return replace_parts(fence.span, [(body, _TRAILING_BLANKS.sub("", written))])


def _format_definition(definition: NamedExpression, formatter: ExpressionFormatter) -> Iterator[tuple[Span, str]]:
    name, text = definition.span, definition.expression.text
    if "\n" not in name.text:
        yield name, f"{definition.name} = "
    yield Span(name.source, name.end, name.end + len(text)), formatter.format_expression(text)
