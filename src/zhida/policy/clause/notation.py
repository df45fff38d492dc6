"""Notation that officials bring along from letters and spreadsheets, and that FEEL reads otherwise or not at all.

``> 5,000,000`` would be three alternatives, ``2024-01-01`` a subtraction and ``> 500万, < 1亿`` always true. Such
texts are refused before they are read as something nobody meant, and the message says what to write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source, Span
from zhida.policy.allocation.rules import list_sources
from zhida.policy.clause.tree import Clause

_SCALES = {"": 0, "万": 4, "亿": 8, "万亿": 12, "%": -2, "‰": -3}
_NUMBER = r"-?\d+(?:\.\d+)?(?:万亿|[万亿%‰])?"
_ALONE = r"(?<![\w.])"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|“[^”]*”')
_WORDS = {
    **dict.fromkeys(("大于等于", "大于或等于", "不低于", "不少于", "不小于", "至少", "以上"), ">="),
    **dict.fromkeys(("小于等于", "小于或等于", "不高于", "不超过", "不多于", "不大于", "至多", "以下", "以内"), "<="),
    **dict.fromkeys(("大于", "超过", "高于", "多于"), ">"),
    **dict.fromkeys(("小于", "低于", "少于", "不足", "不满"), "<"),
    **dict.fromkeys(("等于",), "="),
}
_BOUNDS = rf"\A(?P<left>[<>]=?)\s*(?P<first>{_NUMBER})\s*{{joint}}\s*(?P<right>[<>]=?)\s*(?P<second>{_NUMBER})\Z"
_FORMULAS = {"IF": "if … then … else …", "ROUND": "round half up(…, 2)"}
_BEFORE = "|".join(sorted((word for word in _WORDS if not word.startswith("以")), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class _Notation:
    """A notation to refuse: its pattern and how its text is written instead; an empty text lets it pass."""

    code: str
    pattern: re.Pattern[str]
    rewrite: Callable[[re.Match[str]], str]


def check_notation(clause: Clause) -> Iterator[Diagnostic]:
    """What stands in the cells and definitions of a clause in a notation that is not that of policies."""
    for table in clause.tables:
        for rule in table.rules:
            for test in rule.tests:
                yield from _check(test, (*_TESTS, *_EVERYWHERE))
            for result in rule.results:
                yield from _check(result, _EVERYWHERE)
    for expression in clause.expressions:
        yield from _check(expression.expression, _EVERYWHERE)
    for source in list_sources(clause.attributes.allocation):
        yield from _check(source, _EVERYWHERE)
    for stacking_rule in clause.attributes.stacking:
        if stacking_rule.limit is not None:
            yield from _check(stacking_rule.limit, _EVERYWHERE)
    for case in clause.cases:
        for text in (*case.given.values(), *case.expected.values()):
            yield from _check(text, _EVERYWHERE)


def _check(source: Source, notations: tuple[_Notation, ...]) -> Iterator[Diagnostic]:
    """The first notation that the text has and should not; one mistake is told once."""
    text = _STRING.sub(lambda found: "_" * len(found[0]), "".join(map(_narrow, source.text)))
    for notation in notations:
        for matched in notation.pattern.finditer(text):
            written = notation.rewrite(matched)
            if written:
                span = Span(source, matched.start(), matched.end())
                yield Diagnostic(notation.code, span, {"text": span.text, "written": written})
                return


def _narrow(character: str) -> str:
    """A full-width character and the signs ≥ and ≤ as plain ones, length unchanged."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _join_digits(matched: re.Match[str]) -> str:
    return matched[0].replace(",", "")


def _write_amount(matched: re.Match[str]) -> str:
    return re.sub(r"[\s元]", "", matched[0])


def _write_date(matched: re.Match[str]) -> str:
    return f'@"{matched["year"]}-{int(matched["month"]):02}-{int(matched["day"]):02}"'


def _write_comparison(matched: re.Match[str]) -> str:
    return f"{_WORDS[matched['word']]} {matched['number']}"


def _write_range(matched: re.Match[str]) -> str:
    return f"[{matched['low']}..{matched['high']}]"


def _write_span(matched: re.Match[str]) -> str:
    """Two bounds joined by a comma: every number is above the lower or below the higher one."""
    first, second = (_value(matched[name]) for name in ("first", "second"))
    upward, downward = matched["left"].startswith(">"), matched["right"].startswith("<")
    low, high = (first, second) if upward else (second, first)
    if upward != downward or low > high:
        return ""
    bounds = [(matched["left"], matched["first"]), (matched["right"], matched["second"])]
    (above, least), (below, most) = bounds if upward else reversed(bounds)
    return f"{'[' if '=' in above else '('}{least}..{most}{']' if '=' in below else ')'}"


def _value(number: str) -> Decimal:
    digits = number.rstrip("万亿%‰")
    return Decimal(digits).scaleb(_SCALES[number[len(digits) :]])


_TESTS = (
    _Notation("pack.thousands-separator", re.compile(rf"{_ALONE}\d{{1,3}}(,\d{{3}})+(?!\d)"), _join_digits),
    _Notation(
        "pack.dashed-range",
        re.compile(rf"\A(?P<low>{_NUMBER})\s*[-–—~〜至到]\s*(?P<high>{_NUMBER})\Z"),
        _write_range,
    ),
    _Notation("pack.bounds-with-comma", re.compile(_BOUNDS.format(joint=",")), _write_span),
    _Notation("pack.bounds-in-words", re.compile(_BOUNDS.format(joint="(且|并且|而且|和)")), _write_span),
)
_EVERYWHERE = (
    _Notation("pack.thousands-separator", re.compile(rf"{_ALONE}\d{{1,3}}(,\d{{3}})*,0\d\d(?!\d)"), _join_digits),
    _Notation(
        "pack.bare-date",
        re.compile(
            rf"{_ALONE}(?P<year>(19|20)\d\d)(?P<mark>[-/.年])(?P<month>\d{{1,2}})((?P=mark)|月)(?P<day>\d{{1,2}})日?(?!\d)"
        ),
        _write_date,
    ),
    _Notation(
        "pack.comparison-in-words", re.compile(rf"(?P<word>{_BEFORE})\s*(?P<number>{_NUMBER})"), _write_comparison
    ),
    _Notation(
        "pack.comparison-in-words",
        re.compile(rf"{_ALONE}(?P<number>{_NUMBER})元?(?P<word>以上|以下|以内)"),
        _write_comparison,
    ),
    _Notation(
        "pack.amount-notation",
        re.compile(rf"{_ALONE}\d+(\.\d+)?(\s+(万亿|[万亿%‰])(\s*元)?|(万亿|[万亿])?\s*元)(?!\w)"),
        _write_amount,
    ),
    _Notation("pack.spreadsheet-truth", re.compile(r"\b(TRUE|FALSE|True|False)\b"), lambda found: found[0].lower()),
    _Notation("pack.spreadsheet-formula", re.compile(r"\b(IF|ROUND)\s*(?=\()"), lambda found: _FORMULAS[found[1]]),
)
