"""A policy's page as one HTML file: no scripts, no requests, printable."""

from __future__ import annotations

from importlib.resources import files

from zhida.policy.page.content import Grid, Listing, Paragraph, Part, PolicyPage, Run, Title
from zhida.policy.page.markup import Markup, element, join

_ELEMENTS = {"plain": "span", "strong": "strong", "emphasis": "em", "code": "code"}


def render_html(page: PolicyPage) -> str:
    """The whole file.

    >>> "<h1>若干措施</h1>" in render_html(PolicyPage("若干措施", (), "", (), ""))
    True
    """
    head = element(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", page.title),
        element("style", Markup(files(__package__).joinpath("page.css").read_text(encoding="utf-8"))),
    )
    about = join(*(join(element("dt", name), element("dd", text)) for name, text in page.about))
    notice = element("p", page.notice, class_="notice") if page.notice else Markup()
    body = element(
        "main",
        element("header", element("h1", page.title), notice, element("dl", about)),
        *map(_render_part, page.parts),
        element("footer", page.version),
    )
    return f"<!doctype html>\n{element('html', head, element('body', body), lang='zh-CN')}\n"


def _render_part(part: Part) -> Markup:
    match part:
        case Title(text=text, level=level):
            return element(f"h{level}", text)
        case Paragraph(runs=runs, is_item=is_item):
            return element("p", *map(_render_run, runs), class_="item" if is_item else None)
        case Listing(caption=caption, text=text):
            return element("figure", element("figcaption", caption), element("pre", text))
        case Grid():
            return _render_grid(part)


def _render_run(run: Run) -> Markup:
    return element(_ELEMENTS[run.kind], run.text)


def _render_grid(grid: Grid) -> Markup:
    header = element("tr", *(element("th", text, scope="col") for text in grid.header))
    rows = (element("tr", *(element("td", text) for text in row)) for row in grid.rows)
    table = element("table", element("caption", grid.caption), element("thead", header), element("tbody", *rows))
    return element("div", table, class_="wide", tabindex="0", role="region", aria_label=grid.caption)
