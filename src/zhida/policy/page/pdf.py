"""A policy's page as a PDF file, the same on every machine: the font comes along."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import as_file, files

import typst

from zhida.policy.page.content import PolicyPage

_FONTS = "pylopdf_fonts_zh_cn"


def render_pdf(page: PolicyPage) -> bytes:
    """The file. What the page says is handed to the layout as data: no text of a policy is ever read as layout."""
    parts = [{"part": type(part).__name__, **asdict(part)} for part in page.parts]
    data = json.dumps({**asdict(page), "parts": parts}, ensure_ascii=False)
    layout = files(__package__).joinpath("page.typ").read_bytes()
    with as_file(files(_FONTS)) as fonts:
        return typst.compile(
            layout,
            format="pdf",
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
            sys_inputs={"page": data},
        )
