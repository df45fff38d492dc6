"""Which table of a document stands on which sheet of its workbook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zhida.policy.clause.examples import is_case_table
from zhida.policy.clause.rules import is_rule_table
from zhida.policy.document.tree import Document, Heading, Table

COVER = "说明"
"""The sheet that says what the workbook is."""

DIGEST_CELL = "B4"
"""The cell of the cover with the digest of the document the workbook was made from."""

_LONGEST_ID = 20
_CLAUSE_LEVEL = 2
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the document under the name of its sheet; rules are numbered by their place, worked examples are not."""

    name: str
    table: Table
    is_numbered: bool


def list_sheets(document: Document) -> tuple[Sheet, ...]:
    r"""The rule tables and worked examples of every clause, in order: ``rd-award 规则1``, ``rd-award 算例1``.

    >>> from zhida.policy.document.read import read_document
    >>> text = "## 第三条 奖励 {#award}\n\n| U | → 奖励 | 依据 |\n|---|---|---|\n| 1 | 5万 | 第三条 |\n"
    >>> [sheet.name for sheet in list_sheets(read_document(text))]
    ['award 规则1']
    """
    return tuple(_iterate(document))


def _iterate(document: Document) -> Iterator[Sheet]:
    counts: Counter[str] = Counter()
    clause = ""
    for block in document.blocks:
        match block:
            case Heading(level=level) if level <= _CLAUSE_LEVEL:
                clause = _FORBIDDEN.sub("", block.attribute.removeprefix("#"))[:_LONGEST_ID]
            case Table() if clause and (is_case_table(block) or is_rule_table(block)):
                kind = "算例" if is_case_table(block) else "规则"
                counts[f"{clause} {kind}"] += 1
                yield Sheet(f"{clause} {kind}{counts[f'{clause} {kind}']}", block, kind == "规则")
