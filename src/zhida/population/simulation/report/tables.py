"""Tables whose cells know the heading of their column, so that a narrow screen can stack them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhida.policy.page.markup import Markup, element, join

_NOTHING = {"0", "—"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and how its cells look (``figure``, ``chart`` or text)."""

    heading: str
    style: str | None = None


def render_table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], total: Sequence[str] | None = None
) -> Markup:
    """A table; the first cell of a row is its heading, and a cell that says nothing steps back."""
    headings = (element("th", column.heading, scope="col", class_=column.style) for column in columns)
    body = [_render_row(columns, row) for row in rows]
    footer = element("tfoot", _render_row(columns, total)) if total else Markup()
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *headings)),
        element("tbody", *body),
        footer,
    )


def _render_row(columns: Sequence[Column], cells: Sequence[str]) -> Markup:
    first, *others = cells
    rendered = (
        element("td", cell, class_=_style(column, cell), data_heading=column.heading)
        for column, cell in zip(columns[1:], others, strict=True)
    )
    return element("tr", element("th", first, scope="row"), join(*rendered))


def _style(column: Column, cell: str) -> str | None:
    return f"{column.style} none" if column.style and cell in _NOTHING else column.style
