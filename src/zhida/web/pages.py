"""A page is a frozen dataclass that names its template; the template sees it as ``page`` and nothing else."""

from typing import ClassVar, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


class Page(Protocol):
    """What a context dataclass must have."""

    template: ClassVar[str]


def render_page(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    """The page as HTML. What HTMX asks for may differ from what a reload shows, so caches keep them apart."""
    response = render(request, page.template, {"page": page}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
