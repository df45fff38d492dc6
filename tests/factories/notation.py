"""Expressions and documents written otherwise: other signs, other quotes, other blanks, the same meaning."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from zhida.lang.base.span import Source, Span
from zhida.lang.feel.lexer import Dialect, Token, tokenize
from zhida.lang.feel.literals import read_number
from zhida.policy.clause.examples import is_case_table
from zhida.policy.clause.rules import is_rule_table
from zhida.policy.document.tree import Table
from zhida.policy.document.write import escape_cell
from zhida.policy.formatting.parts import replace_parts
from zhida.policy.pack import Pack

SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "*": "×", "/": "÷", "true": "是", "false": "否", ",": "，", "(": "（"}
KEPT = frozenset(["", "-", "不符合", "待补充"])


def loosen_expression(text: str, random: Random) -> str:
    """The same tokens with other blanks between them, and some written otherwise; line breaks stay."""
    source, pieces, end = Source(text), [], 0
    for token in tokenize(source, Dialect.POLICY):
        gap = text[end : token.start]
        is_loose = "\n" not in gap and random.random() < 0.5
        pieces.append(random.choice(["  ", "\u3000"]) if is_loose and gap == " " else gap)
        pieces.append(loosen_token(token, source) if is_loose else text[token.start : token.end])
        end = token.end
    return "".join(pieces)


def loosen_token(token: Token, source: Source) -> str:
    written = source.text[token.start : token.end]
    if token.kind == "STRING" and "\\" not in written:
        return f"“{written[1:-1]}”"
    if token.kind == "NUMBER" and written[-1] not in "%‰":
        return f"{read_number(token.text, source.span):f}"
    return SIGNS.get(written, written)


def loosen_document(pack: Pack, random: Random) -> str:
    """The document of a pack with its cells and definitions written otherwise."""
    return replace_parts(pack.document.source.span, [*loosen_cells(pack, random), *loosen_definitions(pack, random)])


def loosen_cells(pack: Pack, random: Random) -> Iterator[tuple[Span, str]]:
    for block in pack.document.blocks:
        if isinstance(block, Table) and (is_case_table(block) or is_rule_table(block)):
            for row in block.rows:
                for heading, cell in zip(block.header.cells[1:], row.cells[1:], strict=True):
                    if cell.text not in KEPT and heading.text not in {"依据", "说明"}:
                        written = escape_cell(loosen_expression(cell.text, random))
                        yield cell.span, " " * random.randint(0, 2) + written


def loosen_definitions(pack: Pack, random: Random) -> Iterator[tuple[Span, str]]:
    for definition in (one for clause in pack.clauses for one in clause.expressions):
        start, text = definition.span.end, definition.expression.text
        yield Span(definition.span.source, start, start + len(text)), loosen_expression(text, random)
