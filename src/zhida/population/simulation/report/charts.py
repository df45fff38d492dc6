"""Bars as inline SVG; the figures they picture stand in the table around them, so they are hidden from readers aloud."""

from __future__ import annotations

from decimal import Decimal

from zhida.policy.page.markup import Markup, element

_HALF = Decimal(100)
_HEIGHT = 14


def draw_bar(value: Decimal, largest: Decimal, style: str) -> Markup:
    """One bar from the left, its length in proportion to the largest value."""
    return _draw(2 * _HALF, _rectangle(Decimal(0), _scale(value, largest, 2 * _HALF), style))


def draw_balance(gained: Decimal, lost: Decimal, largest: Decimal) -> Markup:
    """What is lost to the left of a line and what is gained to its right; both are sizes, not below 0."""
    left = _scale(lost, largest, _HALF)
    return _draw(
        2 * _HALF,
        _rectangle(_HALF - left, left, "loses"),
        _rectangle(_HALF, _scale(gained, largest, _HALF), "gains"),
        element("line", x1=_HALF, x2=_HALF, y1=0, y2=_HEIGHT, class_="axis", vector_effect="non-scaling-stroke"),
    )


def _scale(value: Decimal, largest: Decimal, width: Decimal) -> Decimal:
    """A length, at least visible where there is something to see."""
    if value <= 0 or largest <= 0:
        return Decimal(0)
    return max(Decimal(1), (width * value / largest).quantize(Decimal("0.1")))


def _rectangle(start: Decimal, width: Decimal, style: str) -> Markup:
    return element("rect", x=start, y=2, width=width, height=_HEIGHT - 4, class_=style) if width else Markup()


def _draw(width: Decimal, *shapes: Markup) -> Markup:
    return element(
        "svg", *shapes, viewBox=f"0 0 {width} {_HEIGHT}", preserveAspectRatio="none", class_="bar", aria_hidden="true"
    )
