"""Markup that escapes what is put into it."""

from __future__ import annotations

from html import escape


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def element(name: str, *children: str, **attributes: object) -> Markup:
    """An element with its attributes and children; texts among the children are escaped, None leaves an attribute out.

    ``class_`` stands for ``class``, other underlines for hyphens.

    >>> element("td", "<b>", element("b", "金额"), class_="figure", aria_label='"')
    '<td class="figure" aria-label="&quot;">&lt;b&gt;<b>金额</b></td>'
    """
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    opening = "".join(f' {key}="{escape(str(value))}"' for key, value in given.items())
    return Markup(f"<{name}{opening}>{join(*children)}</{name}>")


def join(*children: str) -> Markup:
    """Children one after the other; texts among them are escaped."""
    return Markup("".join(child if isinstance(child, Markup) else escape(child) for child in children))
