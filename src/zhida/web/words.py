"""The prose of a policy as HTML."""

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "html_block", "html_inline"])


def render_words(words: str) -> SafeString:
    r"""Paragraphs, lists and emphasis of Markdown; HTML in it is shown as text, addresses that are no web pages are no links.

    >>> render_words("按`研发费用`的 **10%** 奖励。<script>")
    '<p>按<code>研发费用</code>的 <strong>10%</strong> 奖励。&lt;script&gt;</p>\n'
    >>> render_words("[附件](javascript:alert)")
    '<p>[附件](javascript:alert)</p>\n'
    """
    return SafeString(_MARKDOWN.render(words))
