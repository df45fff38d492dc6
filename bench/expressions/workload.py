"""The work every engine is given: expressions with their answers, a corpus to parse, a table of 100 rows."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
CORPUS_SIZE = 10_000
TABLE_ROWS = 100

EXPRESSIONS: dict[str, object] = {
    "1 + 2 * 3": 7,
    "0.1 + 0.2 = 0.3": True,
    "2 ** 10": 1024,
    "5 in [1..10]": True,
    '"x" + "y"': "xy",
    'date("2024-01-31") < date("2024-02-01")': True,
    "count([1,2,3])": 3,
    "[1,2,3,4][item > 2]": [3, 4],
    "not(true)": False,
    'contains("foobar", "bar")': True,
    "true and false": False,
    "sum([1,2,3])": 6,
    "max(1, 2, 3)": 3,
    "null and false": False,
    'if 3 > 2 then "是" else "否"': "是",
    "for i in [1,2,3] return i * 2": [2, 4, 6],
    "some x in [1,2,3] satisfies x > 2": True,
    "12345678901234567890 + 1": 12345678901234567891,
    'string length("研发费用")': 4,
    "{a: 1, b: a + 1}.b": 2,
}
"""FEEL expressions and what the standard says they yield."""


def read_corpus(folder: Path) -> list[str]:
    """The literal expressions of the conformance suite, repeated to 10,000; the ones above where there is no suite."""
    texts = [
        (text.text or "").strip()
        for path in sorted(folder.rglob("*.dmn"))
        for element in ET.parse(path).iter()
        if element.tag.endswith("}literalExpression")
        for text in element
        if text.tag.endswith("}text") and (text.text or "").strip()
    ] or list(EXPRESSIONS)
    return (texts * (CORPUS_SIZE // len(texts) + 1))[:CORPUS_SIZE]


def main() -> None:
    """Print the workload as JSON: ``workload.py SUITE``."""
    json.dump(
        {"expressions": EXPRESSIONS, "corpus": read_corpus(Path(sys.argv[1])), "rows": TABLE_ROWS},
        sys.stdout,
        ensure_ascii=False,
    )


if __name__ == "__main__":
    main()
