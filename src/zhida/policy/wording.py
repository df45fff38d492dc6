"""Values and conditions in the words people read: ``4000万元``, ``> 500万元``, ``是``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.values import Missing, Value
from zhida.policy.decimals import is_exact_to

WAN = Decimal(10_000)
YI = Decimal(100_000_000)

UNKNOWN = "未知"
NONE = "无"

_WORDED = 10_000
"""So many conditions and headings, the same for every firm, are remembered in words."""

_FIGURES = 1_000
"""So many figures, which the reasons of one firm name again and again, are remembered in words."""

_DECIMALS = Decimal("0.000001")
_LARGE_DECIMALS = Decimal("0.0001")
_COMPARISONS = {">=": "≥ ", "<=": "≤ ", "!=": "≠ ", ">": "> ", "<": "< ", "=": "= "}
_COMPARISON = re.compile(r"(>=|<=|!=|>|<|=)\s*")
_TRUTHS = {"true": "是", "false": "否"}
_AMOUNT = re.compile(r"([≥≤≠><=] )?-?[0-9][0-9.]*[万亿]?\Z")


def render_value(value: Value, unit: str = "") -> str:
    """A value for people; a number takes its unit, and one that does not end is marked as rounded.

    >>> render_value(Decimal(40_000_000), "元"), render_value(True), render_value(None)
    ('4000万元', '是', '无')
    >>> render_value(Decimal("14539160.8"), "元")
    '14,539,160.80元'
    >>> render_value(Decimal(1) / Decimal(3))
    '约0.333333'
    """
    match value:
        case bool():
            return _TRUTHS["true" if value else "false"]
        case Decimal():
            return _render_figure(value, unit)
        case None:
            return NONE
        case Missing():
            return UNKNOWN
        case list():
            return f"{len(value)}项"
        case dict():
            return "、".join(f"{name}：{render_value(field)}" for name, field in value.items())
        case _:
            return str(value)


@lru_cache(maxsize=_FIGURES)
def _render_figure(value: Decimal, unit: str) -> str:
    return f"{_group(render_number(value), unit)}{unit}"


@lru_cache(maxsize=_FIGURES)
def render_number(value: Decimal) -> str:
    """A number in 亿 or 万 where that leaves few decimals, exact unless it is marked 约.

    >>> render_number(Decimal("300000000")), render_number(Decimal("123456.78")), render_number(Decimal("12345"))
    ('3亿', '123456.78', '1.2345万')
    """
    for size, name in ((YI, "亿"), (WAN, "万")):
        if abs(value) >= size:
            shown = DECIMAL128.divide(value, size)
            if is_exact_to(shown, _LARGE_DECIMALS):
                return f"{_plain(shown)}{name}"
    if is_exact_to(value, _DECIMALS):
        return _plain(value)
    return f"约{_plain(value.quantize(_DECIMALS, context=DECIMAL128))}"


def render_percent(value: Decimal) -> str:
    """A ratio as a percentage.

    >>> render_percent(Decimal("0.299")), render_percent(Decimal(1) / Decimal(3))
    ('29.9%', '约33.333333%')
    """
    return f"{render_number(DECIMAL128.multiply(value, Decimal(100)))}%"


def render_compared(value: Value, condition: str, unit: str) -> str:
    """A value as the condition it is held against speaks: as a percentage if its bounds are percentages.

    >>> render_compared(Decimal("0.3"), ">= 30%", "")
    '30%'
    >>> render_compared(Decimal(12), ">= 10% * 本年.职工总数", "人")
    '12人'
    """
    if isinstance(value, Decimal) and _compares_percentages(condition):
        return render_percent(value)
    return render_value(value, unit)


@lru_cache(maxsize=_WORDED)
def _compares_percentages(condition: str) -> bool:
    return _PERCENTAGES.match(condition) is not None


@lru_cache(maxsize=_WORDED)
def render_label(expression: str) -> str:
    """What a condition looks at, in words where it is a plain count or sum; else as its author wrote it.

    >>> render_label('count(期内节点[节点 = "上市"])'), render_label("sum(近三年.研发费用)")
    ('期内节点（节点 = 上市）的条数', '近三年.研发费用的合计')
    >>> render_label("本年.研发费用")
    '本年.研发费用'
    """
    matched = _AGGREGATE.match(expression.strip())
    if matched is None:
        return expression
    chosen = f"（{_TEXT.sub(lambda found: found[1], matched['filter'])}）" if matched["filter"] else ""
    return f"{matched['list']}{chosen}的{_AGGREGATES[matched['function']]}"


@lru_cache(maxsize=_WORDED)
def render_condition(condition: str, unit: str = "") -> str:
    """A condition cell for people, in the words of its author.

    >>> render_condition(">= 500万", "元"), render_condition("true"), render_condition('"工业","建筑业"')
    ('≥ 500万元', '是', '工业、建筑业')
    >>> render_condition("[25%..30%)")
    '≥ 25%，< 30%'
    """
    text = _render_temporal(condition.strip())
    if text in _TRUTHS:
        return _TRUTHS[text]
    if denied := _DENIAL.match(text):
        return f"不是 {render_condition(denied['condition'], unit)}"
    if _TEXTS.match(text):
        return "、".join(_TEXT.findall(text))
    if interval := _INTERVAL.match(text):
        low = f"{'≥' if interval['open'] == '[' else '>'} {_with_unit(interval['low'], unit)}"
        high = f"{'≤' if interval['close'] == ']' else '<'} {_with_unit(interval['high'], unit)}"
        return f"{low}，{high}"
    readable = _COMPARISON.sub(lambda found: _COMPARISONS[found[1]], text)
    return _with_unit(readable, unit)


def _render_temporal(text: str) -> str:
    """``@"P1Y"`` as 1年, ``@"2024-01-31"`` as 2024-01-31."""
    lasting = _DURATION.sub(lambda found: f"{found[1]}{_SPANS[found[2]]}", text)
    return _DATE.sub(r"\1", lasting)


_TEXT = re.compile(r'"([^"\\]*)"')
_TEXTS = re.compile(r'"[^"\\]*"(\s*[,，]\s*"[^"\\]*")*\Z')
_AGGREGATE = re.compile(r"(?P<function>count|sum)\((?P<list>[^\[\](),]+)(\[(?P<filter>[^\[\]()]+)\])?\)\Z")
_AGGREGATES = {"count": "条数", "sum": "合计"}
_DENIAL = re.compile(r"not\((?P<condition>[^()]*)\)\Z")
_DURATION = re.compile(r'@"P(\d+)([YMD])"')
_DATE = re.compile(r'@"(\d{4}-\d{2}-\d{2})"')
_SPANS = {"Y": "年", "M": "个月", "D": "天"}
_INTERVAL = re.compile(r"(?P<open>[\[(\]])(?P<low>[^,]+?)\.\.(?P<high>[^,]+?)(?P<close>[\])\[])\Z")


_PERCENTAGES = re.compile(r"[\s\[\](<>=≥≤!,，.)\d]*[%％][\s\[\](<>=≥≤!,，.)\d%％]*\Z")
_DIGITS = re.compile(r"(?P<whole>-?\d{5,})(\.(?P<decimals>\d+))?\Z")


def _group(text: str, unit: str) -> str:
    """Digits that no 万 or 亿 makes short, in groups of three; money to the cent."""
    matched = _DIGITS.match(text)
    if matched is None or unit == "年":
        return text
    decimals = matched["decimals"] or ""
    shown = decimals.ljust(2, "0") if unit == "元" and decimals else decimals
    return f"{int(matched['whole']):,}" + (f".{shown}" if shown else "")


def _with_unit(text: str, unit: str) -> str:
    return f"{text.strip()}{unit}" if _AMOUNT.match(text.strip()) else text.strip()


def _plain(value: Decimal) -> str:
    return format(value.normalize(DECIMAL128), "f")
