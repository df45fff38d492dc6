"""A world of names and the golden files: what texts lower to, and what wrong ones are told."""

from __future__ import annotations

from pathlib import Path

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.messages import render_hint, render_message
from zhida.lang.base.span import Source, Span
from zhida.lang.base.types import ANY, BOOLEAN, DATE, NUMBER, STRING, ContextType, FunctionType, ListType
from zhida.lang.core.messages import MESSAGES
from zhida.lang.core.scope import Scope
from zhida.lang.core.tree import DefinitionReference, InputReference

FOLDER = Path(__file__).parent

_NOWHERE = Span(Source(""), 0, 0)
_PATENT = ContextType({"类别": STRING, "授权日": DATE, "件数": NUMBER})

INPUTS = {
    "营业收入": NUMBER,
    "研发费用": NUMBER,
    "是否规上": BOOLEAN,
    "行业": STRING,
    "成立日期": DATE,
    "关键词": ListType(STRING),
    "知识产权": ListType(_PATENT),
    "上年": ContextType({"营业收入": NUMBER}),
    "未知": ANY,
}


def make_scope() -> Scope:
    """The inputs, a function ``奖励`` from number to number, a definition ``划型.企业规模`` of an imported model."""
    references = {name: InputReference(name, span=_NOWHERE, type=type_) for name, type_ in INPUTS.items()}
    reward = DefinitionReference("reward", span=_NOWHERE, type=FunctionType((NUMBER,), NUMBER))
    size = DefinitionReference("size", span=_NOWHERE, type=STRING)
    return Scope({**references, "奖励": reward, "划型.企业规模": size}, {"tMoney": NUMBER}, frozenset({"划型"}))


def read_blocks(file: str) -> list[tuple[str, ...]]:
    """The blocks of a golden file, separated by empty lines; the first line of each is the text."""
    blocks = (FOLDER / file).read_text(encoding="utf-8").strip().split("\n\n")
    return [tuple(line.strip() for line in block.splitlines()) for block in blocks]


def describe(diagnostic: Diagnostic) -> str:
    """Code, the text it is about, message and hint."""
    assert diagnostic.span is not None
    message = render_message(diagnostic, MESSAGES, "en")
    hint = render_hint(diagnostic, MESSAGES, "en")
    return f"{diagnostic.code} at ⟨{diagnostic.span.text}⟩: {message}{f' {hint}' if hint else ''}"
